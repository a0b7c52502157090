//! `PaymentCancel`: frees a hold or gives money back, whole or in part.

use crate::gateway::Effects;
use crate::json::Json;

use super::error::SystemError;
use super::machine::Machine;
use super::payment::{Payment, Status};
use super::shape::whole;

/// What became of a cancellation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Cancellation {
    Done,
    /// More was asked than there is, or less than can be given: nothing has changed.
    Failed,
}

impl Machine {
    pub(super) fn cancel(
        &mut self,
        at: usize,
        body: &Json,
        out: &mut Effects,
    ) -> Result<Cancellation, SystemError> {
        let payment = &mut self.payments[at];
        if !payment.status.is_success() {
            return Err(SystemError::Overall);
        }
        let wanted = wanted(payment, body)?;
        if payment.status == Status::Held {
            let whole = payment.shares.iter().zip(&wanted).all(|(one, sum)| one.amount == *sum);
            if !whole {
                return Ok(Cancellation::Failed);
            }
            payment.release(out);
            payment.status = Status::Cancelled;
            return Ok(Cancellation::Done);
        }
        if payment.shares.iter().zip(&wanted).any(|(one, sum)| *sum > one.rest()) {
            return Ok(Cancellation::Failed);
        }
        for (share, sum) in wanted.into_iter().enumerate().filter(|(_, sum)| *sum > 0) {
            payment.give_back(share, sum, out);
        }
        Ok(Cancellation::Done)
    }
}

/// What is to be given back of each share.
fn wanted(payment: &Payment, body: &Json) -> Result<Vec<u64>, SystemError> {
    let amount = body.get("amount").and_then(whole);
    match (amount, body.get("transactions"), &payment.shares[..]) {
        (None, None, shares) => Ok(shares.iter().map(super::payment::Share::rest).collect()),
        (Some(amount), None, [_]) => Ok(vec![amount]),
        (None, Some(Json::List(items)), [_, _, ..]) => by_transaction(payment, items),
        _ => Err(SystemError::Structure),
    }
}

/// Each transaction at most once, and only this payment's.
fn by_transaction(payment: &Payment, items: &[Json]) -> Result<Vec<u64>, SystemError> {
    let mut wanted = vec![0; payment.shares.len()];
    for item in items {
        let trn_id = item.get("trn_id").and_then(whole);
        let amount = item.get("amount").and_then(whole).unwrap_or_default();
        let at = payment.shares.iter().position(|share| Some(share.trn_id) == trn_id);
        let sum = at.and_then(|at| wanted.get_mut(at)).filter(|sum| **sum == 0);
        *sum.ok_or(SystemError::Structure)? = amount;
    }
    Ok(wanted)
}
