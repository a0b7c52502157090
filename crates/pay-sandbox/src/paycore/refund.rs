//! Giving a payer's money back.

use rust_decimal::Decimal;

use crate::gateway::Effects;
use crate::json::Json;

use super::amount::number;
use super::attributes::{Attributes, is_reference};
use super::machine::Machine;
use super::notice::Step;
use super::refusal::{Failure, Refusal};
use super::status::PaymentStatus;

#[derive(Clone)]
pub(super) struct Refund {
    pub(super) amount: Decimal,
    reference_id: Option<String>,
    description: Option<String>,
    created: u64,
    pub(super) state: RefundState,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum RefundState {
    Pending,
    Done,
    Failed,
}

impl Refund {
    pub(super) fn to_json(&self) -> Json {
        let text = |given: &Option<String>| given.as_ref().map_or(Json::Null, Json::text);
        let status = match self.state {
            RefundState::Pending => "pending",
            RefundState::Done => "processed",
            RefundState::Failed => "failed",
        };
        Json::object([
            ("amount", number(self.amount)),
            ("reference_id", text(&self.reference_id)),
            ("description", text(&self.description)),
            ("status", Json::text(status)),
            ("created", Json::number(self.created)),
        ])
    }
}

/// A refund that is not started yet, or everything that is wrong with it.
pub(super) fn read_refund(json: &Json, now: u64) -> Result<Refund, Vec<Failure>> {
    let mut given = Attributes::new(json);
    if given.get("amount").is_none() {
        given.fail("amount", "required");
    }
    let amount = given.amount("amount");
    let reference_id = given.fitting("reference_id", is_reference).map(str::to_owned);
    let description = given.text("description").map(str::to_owned);
    given.verdict()?;
    let amount = amount.unwrap_or_default();
    let state = RefundState::Pending;
    Ok(Refund { amount, reference_id, description, created: now, state })
}

impl Machine {
    /// Starts a refund and, unless refunds take their time, ends it.
    pub(super) fn refund(
        &mut self,
        at: usize,
        refund: Refund,
        out: &mut Effects,
    ) -> Result<(), Refusal> {
        use PaymentStatus::{PartiallyProcessed, PartiallyRefunded, Processed, RefundFailed};

        let payment = &mut self.payments[at];
        let allowed = [Processed, PartiallyProcessed, PartiallyRefunded, RefundFailed];
        if !allowed.contains(&payment.status) {
            return Err(Refusal::one("", "invalid_state"));
        }
        if refund.amount > payment.rest() {
            return Err(Refusal::one("amount", "exceeds_rest"));
        }
        let place = payment.refunds.len();
        payment.refunds.push(refund);
        self.set_payment(at, PaymentStatus::Refunding, "ok", None, out);
        self.set_payment(at, PaymentStatus::RefundPending, "ok", None, out);
        if self.settings.refund_sync {
            self.finish_refund(at, place, out);
        } else {
            self.timers.set(out.now, self.settings.refund_delay_s, Step::FinishRefund(at, place));
        }
        Ok(())
    }

    /// The money goes back; void if this refund does not wait any more.
    pub(super) fn finish_refund(&mut self, at: usize, place: usize, out: &mut Effects) {
        let payment = &mut self.payments[at];
        if payment.status != PaymentStatus::RefundPending {
            return;
        }
        let rest = payment.rest();
        let refund = &mut payment.refunds[place];
        if refund.state != RefundState::Pending {
            return;
        }
        let amount = refund.amount;
        refund.state = RefundState::Done;
        let to =
            if amount >= rest { PaymentStatus::Refunded } else { PaymentStatus::PartiallyRefunded };
        self.set_payment(at, to, "ok", Some(amount), out);
    }

    /// Somebody has decided by hand how a refund ends that was under way; what it was about.
    pub(super) fn settle_refund(&mut self, at: usize, to: PaymentStatus) -> Option<Decimal> {
        let done = matches!(to, PaymentStatus::PartiallyRefunded | PaymentStatus::Refunded);
        let over = done || to == PaymentStatus::RefundFailed || !to.is_paid();
        let refund = self.payments[at].pending_refund().filter(|_| over)?;
        refund.state = if done { RefundState::Done } else { RefundState::Failed };
        Some(refund.amount)
    }
}

impl super::payment::Payment {
    fn pending_refund(&mut self) -> Option<&mut Refund> {
        self.refunds.iter_mut().find(|refund| refund.state == RefundState::Pending)
    }
}
