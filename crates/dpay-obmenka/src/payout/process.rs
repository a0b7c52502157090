//! `POST /api/payment/process` ([the provider's page][page])
//!
//! [page]: https://acquiring.obmenka.ua/en/docapi_/api_payment_process

use std::fmt;

use pay_wire::{
    Answer, Endpoint, Printable, Result, Safety, Settled, Stamp, WireRequest, WireResponse, lenient,
};
use serde::Deserialize;

use super::Payout;
use crate::error::{ApiError, api_error};
use crate::wire::{self, Proof};
use crate::{Obmenka, Order, PaymentId, PayoutStatus, Tracking};

/// Pays a payout out. This moves money, and is never repeated by itself: what a second one does is
/// not documented. After any doubt, ask with [`GetPayout`](crate::GetPayout) first.
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing is sent until a client sends it"]
pub struct ProcessPayout<'a> {
    order: Order<'a>,
}

impl<'a> ProcessPayout<'a> {
    /// Of this payout.
    pub fn of(order: impl Into<Order<'a>>) -> Self {
        Self { order: order.into() }
    }

    /// What became of this process if its outcome was unknown or
    /// [unclear](ProcessedPayout::Unclear), from what [`GetPayout`](crate::GetPayout) of the same
    /// payout then brought.
    ///
    /// | status | settled | what may be sent then |
    /// |---|---|---|
    /// | `PAYED` | `Done` | nothing |
    /// | `CREATED` | `NotDone` | the same process, if a second look after its deadline says `CREATED` again |
    /// | `CANCELED`, `FAILED` | `NotDone` | a new payout; what a process does to this one is not documented |
    /// | `REVERSED` | `Open` | nothing: it took effect and came back, a person decides |
    /// | `IN_PROGRESS`, `PAYOUT`, `BLOCKED`, `REFILL`, any other word | `Open` | nothing |
    /// | any error, "not found" too: what was processed must exist | `Open` | nothing |
    pub fn settle(&self, asked: &Result<Answer<Payout>>) -> Settled {
        let Ok(payout) = asked else { return Settled::Open };
        let ours = self.order.expect(payout.payment_id(), payout.tracking());
        if ours.is_err() || !payout.is_signed() {
            return Settled::Open;
        }
        match payout.status() {
            PayoutStatus::Payed => Settled::Done,
            PayoutStatus::Created | PayoutStatus::Canceled | PayoutStatus::Failed => {
                Settled::NotDone
            }
            PayoutStatus::InProgress
            | PayoutStatus::Payout
            | PayoutStatus::Blocked
            | PayoutStatus::Reversed
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
        let data = ["status", "tracking"];
        let processed = wire::open::<Self, Said, _>(gateway, answer, &data, |said, proof| {
            self.order.expect(said.payment_id.as_ref(), said.tracking.as_ref())?;
            Ok(said.judge(proof))
        });
        Ok(processed?.into_inner())
    }
}

/// What the gateway said to a request to pay.
#[derive(Clone)]
#[must_use = "a refusal to pay is in here, not in the error"]
pub enum ProcessedPayout {
    /// Accepted: the status is `IN_PROGRESS`. The money is on its way, not yet there.
    #[non_exhaustive]
    Accepted {
        /// The gateway's number of the payout, where the answer has it.
        tracking: Option<Tracking>,
    },
    /// Refused: the payout is in a status in which no money moves.
    #[non_exhaustive]
    Refused {
        /// `CREATED`, `CANCELED` or `FAILED`.
        status: PayoutStatus,
        /// The reason; may be empty.
        message: Box<str>,
    },
    /// Neither a yes nor a no: the money may have moved or may still move. Ask for the status.
    #[non_exhaustive]
    Unclear {
        /// The word that was said, `BLOCKED` among others; `None` where there was none.
        status: Option<PayoutStatus>,
        /// The reason; may be empty.
        message: Box<str>,
    },
}

impl fmt::Debug for ProcessedPayout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accepted { tracking } => write!(f, "Accepted({tracking:?})"),
            Self::Refused { status, message } => {
                write!(f, "Refused({status:?}, {:?})", Printable(message))
            }
            Self::Unclear { status, message } => {
                write!(f, "Unclear({status:?}, {:?})", Printable(message))
            }
        }
    }
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
    /// contradicts it, and a no that nobody signed is no no.
    fn judge(self, proof: Proof) -> ProcessedPayout {
        let Self { tracking, status, error, .. } = self;
        let reason = || error.as_ref().map(|error| error.message().into());
        let message = self.message.or_else(reason).unwrap_or_default();
        match status {
            Some(PayoutStatus::InProgress) if error.is_none() => {
                ProcessedPayout::Accepted { tracking }
            }
            Some(
                status @ (PayoutStatus::Created | PayoutStatus::Canceled | PayoutStatus::Failed),
            ) if proof == Proof::Signed => ProcessedPayout::Refused { status, message },
            status => ProcessedPayout::Unclear { status, message },
        }
    }
}
