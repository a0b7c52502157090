//! `POST /`, action `PaymentSale` ([section 3.4.4][page] of the provider's documentation)
//!
//! [page]: https://api-googlepay.ipay.ua/doc?lang=ua

use std::time::Duration;

use pay_wire::{Answer, Endpoint, Result, Safety, Settled, Stamp, WireRequest, WireResponse};
use serde::Serialize;
use snafu::{OptionExt as _, ensure};

use super::settle::settle;
use super::{Held, Payment};
use crate::error::{EmptySnafu, SumSnafu, TooMuchSnafu};
use crate::share::{Share, total};
use crate::{IPay, Kopecks, PaymentRef, PaymentStatus, PmtId, wire};

/// Takes held money, all of it or less; the rest goes back to the card.
///
/// Once for a payment: nothing in the document suggests that a hold can be taken in parts.
#[derive(Clone, Debug, Serialize)]
#[must_use = "nothing is sent until a client sends it"]
pub struct CapturePayment<'a> {
    pmt_id: PmtId,
    invoice: Kopecks,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    transactions: &'a [Share<'a>],
}

impl<'a> CapturePayment<'a> {
    /// All that is held.
    pub fn whole(held: &Held) -> Self {
        Self { pmt_id: held.pmt_id(), invoice: held.invoice(), transactions: &[] }
    }

    /// This much of it.
    ///
    /// # Errors
    ///
    /// If it is not more than zero, or more than what is held.
    pub fn part(held: &Held, invoice: Kopecks) -> Result<Self> {
        ensure!(invoice.is_payable(), SumSnafu { field: "invoice" });
        let (asked, held_sum) = (invoice.get(), held.invoice().get());
        ensure!(asked <= held_sum, TooMuchSnafu { asked, held: held_sum });
        Ok(Self { pmt_id: held.pmt_id(), invoice, transactions: &[] })
    }

    /// These shares of it, for the receivers among whom the payment was split.
    ///
    /// # Errors
    ///
    /// If there are none, or they come to more than what is held.
    pub fn split(held: &Held, shares: &'a [Share<'a>]) -> Result<Self> {
        ensure!(!shares.is_empty(), EmptySnafu { field: "transactions" });
        let (asked, held_sum) = (i64::MAX, held.invoice().get());
        let total = total(shares).context(TooMuchSnafu { asked, held: held_sum })?;
        Ok(Self { transactions: shares, ..Self::part(held, total)? })
    }

    /// What became of it, where that was unknown, from what [`GetPayment`](crate::GetPayment) then
    /// brought about the same payment.
    ///
    /// | status | settled | what may be sent then |
    /// |---|---|---|
    /// | 5 | `Done` | nothing |
    /// | 3 | `NotDone` | the same, if a second look after its deadline says 3 again |
    /// | 4, 14 | `NotDone` | a new payment; whether a capture can follow 4 is not documented |
    /// | 9 | `Open` | nothing: no money is taken now, but whether it was released or given back is not told |
    /// | 1, 17, any other word; another payment; any error | `Open` | nothing |
    pub fn settle(&self, asked: &Result<Answer<Payment>>) -> Settled {
        settle(PaymentRef::from(self.pmt_id), asked, |status| match status {
            PaymentStatus::Paid => Settled::Done,
            PaymentStatus::Held | PaymentStatus::Failed | PaymentStatus::RefusedBySecurity => {
                Settled::NotDone
            }
            PaymentStatus::NeedsVerification
            | PaymentStatus::Cancelled
            | PaymentStatus::Deferred
            | PaymentStatus::Other(_) => Settled::Open,
        })
    }
}

impl Endpoint for CapturePayment<'_> {
    type Gateway = IPay;
    type Response = Answer<Payment>;

    const NAME: &'static str = "PaymentSale";
    const SAFETY: Safety = Safety::Once;
    const DEADLINE: Option<Duration> = Some(wire::AT_A_BANK);
    const MAX_ANSWER: usize = wire::LONGEST;

    fn encode(&self, gateway: &IPay, stamp: &Stamp) -> Result<WireRequest> {
        wire::seal::<Self>(self, gateway, stamp)
    }

    fn decode(&self, _: &IPay, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, |members| Payment::of(self.pmt_id.into(), members))
    }
}
