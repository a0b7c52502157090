//! `POST /`, action `PaymentCancel` ([section 3.4.5][page] of the provider's documentation)
//!
//! [page]: https://api-googlepay.ipay.ua/doc?lang=ua

use std::time::Duration;

use pay_wire::{Answer, Endpoint, Result, Safety, Settled, Stamp, WireRequest, WireResponse};
use serde::Serialize;
use snafu::ensure;

use super::Payment;
use super::settle::settle;
use crate::error::{DoubledSnafu, EmptySnafu, SumSnafu, ZeroSnafu};
use crate::id::check_pmt_id;
use crate::{IPay, Kopecks, PaymentRef, PaymentStatus, PmtId, TrnId, wire};

/// Releases held money or gives taken money back, all or a part.
///
/// A part of a cancellation whose outcome is unknown must not be sent again, by anyone: nothing
/// that can be asked tells whether that part went back, and a second one gives back a second time.
#[derive(Clone, Debug, Serialize)]
#[must_use = "nothing is sent until a client sends it"]
pub struct CancelPayment {
    pmt_id: PmtId,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<Kopecks>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    transactions: Vec<Part>,
}

#[derive(Clone, Debug, Serialize)]
struct Part {
    trn_id: TrnId,
    amount: Kopecks,
}

impl CancelPayment {
    /// All of it.
    pub fn whole(pmt_id: PmtId) -> Self {
        Self { pmt_id, amount: None, transactions: Vec::new() }
    }

    /// This much, of a payment with one transaction. Whether a hold can be released in part, and
    /// whether commission is counted, is not documented.
    ///
    /// # Errors
    ///
    /// If it is not more than zero.
    pub fn part(pmt_id: PmtId, amount: Kopecks) -> Result<Self> {
        ensure!(amount.is_payable(), SumSnafu { field: "amount" });
        Ok(Self { amount: Some(amount), ..Self::whole(pmt_id) })
    }

    /// This much of each of these transactions, of a payment with several.
    ///
    /// # Errors
    ///
    /// If there are none, one is there twice, or an amount is not more than zero.
    pub fn parts(pmt_id: PmtId, parts: impl IntoIterator<Item = (TrnId, Kopecks)>) -> Result<Self> {
        let mut transactions: Vec<Part> = Vec::new();
        for (trn_id, amount) in parts {
            ensure!(trn_id.get() != 0, ZeroSnafu { field: "transactions[].trn_id" });
            ensure!(amount.is_payable(), SumSnafu { field: "transactions[].amount" });
            let doubled = transactions.iter().any(|part| part.trn_id == trn_id);
            ensure!(!doubled, DoubledSnafu { field: "transactions[].trn_id" });
            transactions.push(Part { trn_id, amount });
        }
        ensure!(!transactions.is_empty(), EmptySnafu { field: "transactions" });
        Ok(Self { transactions, ..Self::whole(pmt_id) })
    }

    /// Whether it gives back less than all.
    pub fn is_partial(&self) -> bool {
        self.amount.is_some() || !self.transactions.is_empty()
    }

    /// What became of it, where that was unknown or [unclear](Cancellation::Unclear), from what
    /// [`GetPayment`](crate::GetPayment) then brought about the same payment.
    ///
    /// | cancelled | status | settled | what may be sent then |
    /// |---|---|---|---|
    /// | whole | 9 | `Done` | nothing |
    /// | whole | 3, 5 | `NotDone` | the same, if a second look after its deadline says the same |
    /// | whole | 1, 4, 14, 17, any other word; another payment; any error | `Open` | nothing |
    /// | in part | any | `Open`, for ever | nothing: let a person look into iPay's cabinet |
    pub fn settle(&self, asked: &Result<Answer<Payment>>) -> Settled {
        if self.is_partial() {
            return Settled::Open;
        }
        settle(PaymentRef::from(self.pmt_id), asked, |status| match status {
            PaymentStatus::Cancelled => Settled::Done,
            PaymentStatus::Held | PaymentStatus::Paid => Settled::NotDone,
            PaymentStatus::NeedsVerification
            | PaymentStatus::Failed
            | PaymentStatus::RefusedBySecurity
            | PaymentStatus::Deferred
            | PaymentStatus::Other(_) => Settled::Open,
        })
    }
}

impl Endpoint for CancelPayment {
    type Gateway = IPay;
    type Response = Answer<Cancellation>;

    const NAME: &'static str = "PaymentCancel";
    const SAFETY: Safety = Safety::Once;
    const DEADLINE: Option<Duration> = Some(wire::AT_A_BANK);
    const MAX_ANSWER: usize = wire::LONGEST;

    fn encode(&self, gateway: &IPay, stamp: &Stamp) -> Result<WireRequest> {
        check_pmt_id(self.pmt_id)?;
        wire::seal::<Self>(self, gateway, stamp)
    }

    fn decode(&self, _: &IPay, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, |members| {
            Payment::of(self.pmt_id.into(), members).map(Cancellation::judge)
        })
    }
}

/// What the gateway said to a cancellation, and the payment beside it.
///
/// The status in such an answer is that of the cancellation: what the payment's own is after a
/// partial one is not documented. Its sums are those of the payment, not what was given back.
#[derive(Clone, Debug)]
#[must_use = "a cancellation that failed is in here, not in the error"]
pub enum Cancellation {
    /// 9: done.
    Cancelled(Payment),
    /// 4: this cancellation failed; the payment is as it was. Ask with
    /// [`GetPayment`](crate::GetPayment) how that is.
    Failed(Payment),
    /// Neither a yes nor a no. Ask before anything else.
    Unclear(Payment),
}

impl Cancellation {
    fn judge(payment: Payment) -> Self {
        match payment.status() {
            PaymentStatus::Cancelled => Self::Cancelled(payment),
            PaymentStatus::Failed => Self::Failed(payment),
            PaymentStatus::NeedsVerification
            | PaymentStatus::Held
            | PaymentStatus::Paid
            | PaymentStatus::RefusedBySecurity
            | PaymentStatus::Deferred
            | PaymentStatus::Other(_) => Self::Unclear(payment),
        }
    }

    /// The payment, as the answer has it.
    pub fn payment(&self) -> &Payment {
        match self {
            Self::Cancelled(payment) | Self::Failed(payment) | Self::Unclear(payment) => payment,
        }
    }
}
