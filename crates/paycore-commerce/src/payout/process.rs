//! `POST /payout-invoices/{id}/process` (source: the provider's reference of the private API)

use pay_wire::{Answer, Endpoint, Result, Safety, Settled, Stamp, WireRequest, WireResponse};
use snafu::ensure;

use super::Payout;
use crate::error::OtherSnafu;
use crate::wire::{self, Proof, Resource};
use crate::{PayCore, PayoutId, PayoutStatus};

/// Pays a payout out. This moves money, and is never repeated by itself: what a second one does is
/// not documented. After any doubt, ask with [`GetPayout`](crate::GetPayout) first.
///
/// The answer is the payout, normally `process_pending`: the money is on its way, not yet there.
/// One that failed at once is in its status, not in the error. A refusal other than 401, 403 and
/// 404 is [`Delivery::Unknown`](crate::Delivery::Unknown): it may say that the payout was processed
/// before.
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing is sent until a client sends it"]
pub struct ProcessPayout<'a> {
    id: &'a PayoutId,
}

impl<'a> ProcessPayout<'a> {
    /// Of this payout.
    pub const fn of(id: &'a PayoutId) -> Self {
        Self { id }
    }

    /// What became of this process if its outcome was unknown, from what
    /// [`GetPayout`](crate::GetPayout) of the same payout then brought.
    ///
    /// | status | settled | what may be sent then |
    /// |---|---|---|
    /// | `processed`, `partially_processed`, `cancel_failed` | `Done` | nothing |
    /// | `created` | `NotDone` | the same process, if a second look after its deadline says `created` again |
    /// | `process_failed`, `expired`, `terminated` | `NotDone` | a new payout |
    /// | `canceling`, `cancel_pending`, `cancel_error`, `canceled`, `partially_canceled` | `Open` | nothing: it took effect and comes back, a person decides |
    /// | `processing`, `process_pending`, `process_error`, any other word | `Open` | nothing |
    /// | another payout; any error | `Open` | nothing |
    pub fn settle(&self, asked: &Result<Answer<Payout>>) -> Settled {
        let Some(payout) = asked.as_ref().ok().filter(|payout| payout.id() == self.id) else {
            return Settled::Open;
        };
        match payout.status() {
            PayoutStatus::Processed
            | PayoutStatus::PartiallyProcessed
            | PayoutStatus::CancelFailed => Settled::Done,
            PayoutStatus::Created
            | PayoutStatus::ProcessFailed
            | PayoutStatus::Expired
            | PayoutStatus::Terminated => Settled::NotDone,
            PayoutStatus::Processing
            | PayoutStatus::ProcessPending
            | PayoutStatus::ProcessError
            | PayoutStatus::Canceling
            | PayoutStatus::CancelPending
            | PayoutStatus::CancelError
            | PayoutStatus::PartiallyCanceled
            | PayoutStatus::Canceled
            | PayoutStatus::Other(_) => Settled::Open,
        }
    }
}

impl Endpoint for ProcessPayout<'_> {
    type Gateway = PayCore;
    type Response = Answer<Payout>;

    const NAME: &'static str = "payout-invoice process";
    const SAFETY: Safety = Safety::Once;

    fn encode(&self, gateway: &PayCore, _: &Stamp) -> Result<WireRequest> {
        let path = format!("/payout-invoices/{}/process", self.id.segment()?);
        wire::post_nothing(&path, gateway)
    }

    fn decode(&self, _: &PayCore, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, Proof::Processed, |top| {
            let payout = Payout::read(Resource::sole(top)?)?;
            ensure!(payout.id() == self.id, OtherSnafu { field: "id" });
            Ok(payout)
        })
    }
}
