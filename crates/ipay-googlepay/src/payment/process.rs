//! `POST /`, action `ProcessPayment` ([section 3.4.9][page] of the provider's documentation)
//!
//! [page]: https://api-googlepay.ipay.ua/doc?lang=ua

use std::time::Duration;

use pay_wire::{Answer, Endpoint, Result, Safety, Settled, Stamp, WireRequest, WireResponse};
use serde::Serialize;

use super::Payment;
use super::settle::settle;
use crate::id::check_pmt_id;
use crate::{IPay, PaymentRef, PaymentStatus, PmtId, wire};

/// Takes the money of a payment that was made [deferred](crate::CreatePayment::deferred): all of
/// it, there is no sum to give.
#[derive(Clone, Copy, Debug, Serialize)]
#[must_use = "nothing is sent until a client sends it"]
pub struct ProcessPayment {
    pmt_id: PmtId,
}

impl ProcessPayment {
    /// Of this payment, which is [`Deferred`](PaymentStatus::Deferred).
    pub fn of(pmt_id: PmtId) -> Self {
        Self { pmt_id }
    }

    /// What became of it, where that was unknown, from what [`GetPayment`](crate::GetPayment) then
    /// brought about the same payment.
    ///
    /// | status | settled | what may be sent then |
    /// |---|---|---|
    /// | 3, 5 | `Done` | what its [`step`](Payment::step) says |
    /// | 17 | `NotDone` | the same, if a second look after its deadline says 17 again |
    /// | 4, 14 | `NotDone` | a new payment |
    /// | 9 | `Open` | nothing: no money is taken now, but whether it had been is not told |
    /// | 1, any other word; another payment; any error | `Open` | nothing |
    pub fn settle(&self, asked: &Result<Answer<Payment>>) -> Settled {
        settle(PaymentRef::from(self.pmt_id), asked, |status| match status {
            PaymentStatus::Held | PaymentStatus::Paid => Settled::Done,
            PaymentStatus::Failed | PaymentStatus::RefusedBySecurity | PaymentStatus::Deferred => {
                Settled::NotDone
            }
            PaymentStatus::NeedsVerification
            | PaymentStatus::Cancelled
            | PaymentStatus::Other(_) => Settled::Open,
        })
    }
}

impl Endpoint for ProcessPayment {
    type Gateway = IPay;
    type Response = Answer<Payment>;

    const NAME: &'static str = "ProcessPayment";
    const SAFETY: Safety = Safety::Once;
    const DEADLINE: Option<Duration> = Some(wire::AT_A_BANK);
    const MAX_ANSWER: usize = wire::LONGEST;

    fn encode(&self, gateway: &IPay, stamp: &Stamp) -> Result<WireRequest> {
        check_pmt_id(self.pmt_id)?;
        wire::seal::<Self>(self, gateway, stamp)
    }

    fn decode(&self, _: &IPay, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, |members| Payment::of(self.pmt_id.into(), members))
    }
}
