//! `POST /api/payment/process` ([the provider's page][page])
//!
//! [page]: https://acquiring.obmenka.ua/en/docapi_/api_payment_process

use pay_wire::{
    Answer, Endpoint, Result, Safety, Settled, Stamp, WireRequest, WireResponse, lenient,
};
use serde::Deserialize;

use super::Payout;
use crate::error::{ApiError, api_error};
use crate::invoice::settled_by;
use crate::{Obmenka, Order, PaymentId, PayoutStatus, Tracking, wire};

/// Pays a payout out. This moves money, and is never repeated by itself: what a second one does is
/// not documented. After any doubt, ask with [`GetPayout`](crate::GetPayout) first.
#[derive(Clone, Copy, Debug)]
pub struct ProcessPayout<'a> {
    order: Order<'a>,
}

impl<'a> ProcessPayout<'a> {
    /// Of this payout.
    pub fn of(order: impl Into<Order<'a>>) -> Self {
        Self { order: order.into() }
    }

    /// What became of a process whose outcome was unknown or [unclear](ProcessedPayout::Unclear),
    /// from what [`GetPayout`](crate::GetPayout) then brought.
    ///
    /// | status | settled |
    /// |---|---|
    /// | `PAYED` | `Done` |
    /// | `CREATED`, `CANCELED`, `FAILED`, `REVERSED`, a proven "not found" | `NotDone` |
    /// | `IN_PROGRESS`, `PAYOUT`, `BLOCKED`, `REFILL`, any other word, any other error | `Open` |
    ///
    /// The lost request may still be under way: let its deadline pass before you ask, and let
    /// `CREATED` be said twice, some time apart, before you process again.
    pub fn settle(asked: &Result<Answer<Payout>>) -> Settled {
        let payout = match asked {
            Ok(payout) => payout,
            Err(error) => return settled_by(error),
        };
        match payout.status() {
            PayoutStatus::Payed => Settled::Done,
            PayoutStatus::Created
            | PayoutStatus::Canceled
            | PayoutStatus::Failed
            | PayoutStatus::Reversed => Settled::NotDone,
            PayoutStatus::InProgress
            | PayoutStatus::Payout
            | PayoutStatus::Blocked
            | PayoutStatus::Refill
            | PayoutStatus::Other(_) => Settled::Open,
        }
    }
}

impl Endpoint for ProcessPayout<'_> {
    type Gateway = Obmenka;
    type Response = ProcessedPayout;

    const NAME: &'static str = "payment/process";
    const SAFETY: Safety = Safety::Once;

    fn encode(&self, gateway: &Obmenka, _: &Stamp) -> Result<WireRequest> {
        self.order.check()?;
        wire::seal("/api/payment/process", &self.order, gateway)
    }

    fn decode(&self, gateway: &Obmenka, answer: &WireResponse) -> Result<ProcessedPayout> {
        let said: Answer<Said> = wire::open::<Self, _>(gateway, answer, &["status", "tracking"])?;
        self.order.expect(said.payment_id.as_ref(), said.tracking.as_ref())?;
        Ok(said.into_inner().judge())
    }
}

/// What the gateway said to a request to pay.
#[derive(Clone, Debug)]
pub enum ProcessedPayout {
    /// Accepted: the status is `IN_PROGRESS`. The money is on its way, not yet there.
    Accepted {
        /// The gateway's number of the payout, where the answer has it.
        tracking: Option<Tracking>,
    },
    /// Refused: the payout is in a status in which no money moves.
    Refused {
        /// `CREATED`, `CANCELED` or `FAILED`.
        status: PayoutStatus,
        /// The reason; may be empty.
        message: Box<str>,
    },
    /// Neither a yes nor a no: the money may have moved or may still move. Ask for the status.
    Unclear {
        /// The word that was said, `BLOCKED` among others; `None` where there was none.
        status: Option<PayoutStatus>,
        /// The reason; may be empty.
        message: Box<str>,
    },
}

#[derive(Deserialize)]
struct Said {
    #[serde(default, deserialize_with = "lenient::text")]
    payment_id: Option<PaymentId>,
    #[serde(default, deserialize_with = "lenient::text")]
    tracking: Option<Tracking>,
    #[serde(default)]
    status: Option<PayoutStatus>,
    #[serde(default, deserialize_with = "lenient::text")]
    message: Option<Box<str>>,
    #[serde(default, deserialize_with = "api_error")]
    error: Option<ApiError>,
}

impl Said {
    /// A refusal has no `error` here: the word alone decides. An error beside `IN_PROGRESS`
    /// contradicts it.
    fn judge(self) -> ProcessedPayout {
        let Self { tracking, status, error, .. } = self;
        let reason = || error.as_ref().map(|error| error.message().into());
        let message = self.message.or_else(reason).unwrap_or_default();
        match status {
            Some(PayoutStatus::InProgress) if error.is_none() => {
                ProcessedPayout::Accepted { tracking }
            }
            Some(
                status @ (PayoutStatus::Created | PayoutStatus::Canceled | PayoutStatus::Failed),
            ) => ProcessedPayout::Refused { status, message },
            status => ProcessedPayout::Unclear { status, message },
        }
    }
}
