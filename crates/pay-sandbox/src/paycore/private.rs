//! The private API: the caller is known, the body is JSON.

use crate::gateway::{Effects, Request};
use crate::json::Json;

use super::gate::{Answer, is_wrapped, reads};
use super::machine::{Machine, unix};
use super::payment::Origin;
use super::refund::read_refund;
use super::refusal::{Failure, Refusal};
use super::routes::Call;
use super::service::Direction;

impl Machine {
    pub(super) fn private(
        &mut self,
        call: Call,
        id: &str,
        request: &Request,
        caller: usize,
        body: &Json,
        out: &mut Effects,
    ) -> Result<Answer, Refusal> {
        match call {
            Call::Payments if reads(request) => self.list_payments(caller, request),
            Call::Payments => self.create_payment(caller, body, out),
            Call::Payment => {
                let at = self.payment_of(caller, id)?;
                Ok(Answer::ok(self.payment_document(at)))
            }
            Call::Refund => {
                let at = self.payment_of(caller, id)?;
                let (attributes, wrong) = unwrap(body, &["refund"])?;
                let refund = sound(wrong, read_refund(attributes, unix(out.now)))?;
                self.refund(at, refund, out)?;
                Ok(Answer::ok(self.payment_document(at)))
            }
            Call::Payouts if reads(request) => self.list_payouts(caller, request),
            Call::Payouts => self.create_payout(caller, body, out),
            Call::Payout => {
                let at = self.payout_of(caller, id)?;
                Ok(Answer::ok(self.payout_document(at)))
            }
            Call::Process => {
                let at = self.payout_of(caller, id)?;
                self.process_payout(at, out)?;
                Ok(Answer::created(self.payout_document(at)))
            }
            Call::Account => Ok(Answer::ok(self.account_document(caller))),
            Call::Profile => Ok(Answer::ok(self.profile_document(caller))),
            Call::Balances => Ok(Answer::ok(self.balances_document(caller))),
            Call::PaymentOptions => Ok(Answer::ok(self.options_document(caller))),
            Call::PaymentServices => Ok(Answer::ok(self.services_document(Direction::In))),
            Call::PayoutServices => Ok(Answer::ok(self.services_document(Direction::Out))),
            Call::PaymentService => self.service_document(id, Direction::In),
            _ => self.service_document(id, Direction::Out),
        }
    }

    fn create_payment(
        &mut self,
        caller: usize,
        body: &Json,
        out: &mut Effects,
    ) -> Result<Answer, Refusal> {
        let (attributes, wrong) = unwrap(body, &["payment-invoices", "payment-invoice"])?;
        let read = self.read_payment(caller, attributes, Origin::Private, unix(out.now));
        let payment = sound(wrong, read)?;
        let at = self.add_payment(payment, out)?;
        Ok(Answer::created(self.payment_document(at)))
    }

    fn create_payout(
        &mut self,
        caller: usize,
        body: &Json,
        out: &mut Effects,
    ) -> Result<Answer, Refusal> {
        let (attributes, wrong) = unwrap(body, &["payout-invoices", "payout-invoice"])?;
        let payout = sound(wrong, self.read_payout(caller, attributes, unix(out.now)))?;
        let at = self.add_payout(payout, out)?;
        Ok(Answer::created(self.payout_document(at)))
    }

    /// A payment of this account; check 12.
    fn payment_of(&self, caller: usize, id: &str) -> Result<usize, Refusal> {
        let mut all = self.payments.iter();
        all.position(|one| one.account == caller && one.id == id).ok_or_else(Refusal::not_found)
    }

    fn payout_of(&self, caller: usize, id: &str) -> Result<usize, Refusal> {
        let mut all = self.payouts.iter();
        all.position(|one| one.account == caller && one.id == id).ok_or_else(Refusal::not_found)
    }
}

/// The attributes of a request that is wrapped or flat, and what is wrong with its type.
fn unwrap<'a>(body: &'a Json, types: &[&str]) -> Result<(&'a Json, Vec<Failure>), Refusal> {
    let Some(data) = body.get("data").filter(|_| is_wrapped(body)) else {
        return Ok((body, Vec::new()));
    };
    let mut wrong = Vec::new();
    let known = |given: &Json| given.as_text().is_some_and(|given| types.contains(&given));
    if data.get("type").is_some_and(|given| !known(given)) {
        wrong.push(Failure::new("type", "invalid"));
    }
    if let Some(attributes @ Json::Object(_)) = data.get("attributes") {
        return Ok((attributes, wrong));
    }
    wrong.push(Failure::new("attributes", "required"));
    Err(Refusal::invalid(wrong))
}

/// What was read, unless something is wrong with it or with its type.
fn sound<T>(mut wrong: Vec<Failure>, read: Result<T, Vec<Failure>>) -> Result<T, Refusal> {
    match read {
        Ok(read) if wrong.is_empty() => return Ok(read),
        Ok(_) => {}
        Err(failures) => wrong.extend(failures),
    }
    Err(Refusal::invalid(wrong))
}
