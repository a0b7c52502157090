//! `POST /`, action `PaymentVerify3DS` ([section 3.4.3][page] of the provider's documentation)
//!
//! [page]: https://api-googlepay.ipay.ua/doc?lang=ua

use std::fmt;
use std::time::Duration;

use pay_wire::{Answer, Endpoint, Result, Safety, Settled, Stamp, WireRequest, WireResponse};
use serde::Serialize;

use super::Payment;
use super::settle::settle;
use crate::id::check_pmt_id;
use crate::{IPay, PaymentRef, PaymentStatus, PmtId, ThreedsData, wire};

/// Goes on with a payment after the payer has passed 3-D Secure, or has failed to: takes the
/// money, or holds it.
#[derive(Clone, Copy, Serialize)]
#[must_use = "nothing is sent until a client sends it"]
pub struct VerifyPayment<'a> {
    pmt_id: PmtId,
    threeds_data: &'a str,
}

impl<'a> VerifyPayment<'a> {
    /// Of this payment, with what was posted.
    ///
    /// The payment is the one that *your* key in the posted address belongs to: nothing else in
    /// the post tells.
    pub fn new(pmt_id: PmtId, posted: &'a ThreedsData) -> Self {
        Self { pmt_id, threeds_data: posted.expose() }
    }

    /// What became of it, where that was unknown, from what [`GetPayment`](crate::GetPayment) then
    /// brought about the same payment.
    ///
    /// | status | settled | what may be sent then |
    /// |---|---|---|
    /// | 3, 5 | `Done` | what its [`step`](Payment::step) says |
    /// | 9 | `Done` | nothing: the money was released or given back since |
    /// | 1 | `NotDone` | the same, if a second look after its deadline says 1 again |
    /// | 4, 14 | `NotDone` | a new payment |
    /// | 17, any other word; another payment; any error | `Open` | nothing |
    pub fn settle(&self, asked: &Result<Answer<Payment>>) -> Settled {
        settle(PaymentRef::from(self.pmt_id), asked, |status| match status {
            PaymentStatus::Held | PaymentStatus::Paid | PaymentStatus::Cancelled => Settled::Done,
            PaymentStatus::NeedsVerification
            | PaymentStatus::Failed
            | PaymentStatus::RefusedBySecurity => Settled::NotDone,
            PaymentStatus::Deferred | PaymentStatus::Other(_) => Settled::Open,
        })
    }
}

impl Endpoint for VerifyPayment<'_> {
    type Gateway = IPay;
    type Response = Answer<Payment>;

    const NAME: &'static str = "PaymentVerify3DS";
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

/// Without the posted data.
impl fmt::Debug for VerifyPayment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifyPayment").field("pmt_id", &self.pmt_id).finish_non_exhaustive()
    }
}
