//! `PaymentSale`: takes the held money, whole or in part.

use crate::gateway::Effects;
use crate::json::Json;

use super::error::SystemError;
use super::machine::Machine;
use super::payment::{Payment, Status};
use super::shape::whole;

impl Machine {
    pub(super) fn sell(
        &mut self,
        at: usize,
        body: &Json,
        out: &mut Effects,
    ) -> Result<(), SystemError> {
        let payment = &mut self.payments[at];
        if payment.status != Status::Held {
            return Err(SystemError::Overall);
        }
        let sums = match body.get("transactions") {
            Some(Json::List(items)) => Some(sums(items)),
            _ => None,
        };
        let total = sums.as_ref().map(|sums| sums.iter().map(|(_, sum)| sum).sum());
        let invoice = body.get("invoice").and_then(whole);
        let sum = total.or(invoice).ok_or(SystemError::Structure)?;
        if sum > payment.invoice {
            return Err(SystemError::Overall);
        }
        if total.is_some() && invoice.is_some() && total != invoice {
            return Err(SystemError::Structure);
        }
        let shares = match sums {
            Some(sums) => by_receiver(payment, sums),
            None => whole_or_single(payment, sum),
        };
        let shares = shares.ok_or(SystemError::Structure)?;

        if payment.held.is_none() {
            payment.refuse(55, out);
        } else if sum % 100 == 41 {
            payment.refuse(41, out);
        } else {
            payment.divide(&shares);
            payment.capture(out);
        }
        Ok(())
    }
}

/// Receiver and sum.
fn sums(items: &[Json]) -> Vec<(u64, u64)> {
    let number = |item: &Json, name: &str| item.get(name).and_then(whole).unwrap_or_default();
    items.iter().map(|item| (number(item, "smch_id"), number(item, "invoice"))).collect()
}

/// The new shares; `None` if somebody is to get money who was not there at creation.
fn by_receiver(payment: &Payment, sums: Vec<(u64, u64)>) -> Option<Vec<(u64, u64, u64)>> {
    let mut left: Vec<_> = payment.shares.iter().map(|one| (one.trn_id, one.smch_id)).collect();
    let share = |(receiver, sum): (u64, u64)| {
        let at = left.iter().position(|(_, smch_id)| *smch_id == receiver)?;
        let (trn_id, smch_id) = left.remove(at);
        Some((trn_id, smch_id, sum))
    };
    sums.into_iter().map(share).collect()
}

/// A sum alone cannot be divided anew between several receivers.
fn whole_or_single(payment: &Payment, sum: u64) -> Option<Vec<(u64, u64, u64)>> {
    match &payment.shares[..] {
        [share] => Some(vec![(share.trn_id, share.smch_id, sum)]),
        shares if sum == payment.invoice => {
            Some(shares.iter().map(|one| (one.trn_id, one.smch_id, one.invoice)).collect())
        }
        _ => None,
    }
}
