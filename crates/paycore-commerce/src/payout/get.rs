//! `GET /payout-invoices/{id}` (source: the provider's reference of the private API)

use pay_wire::{Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse};
use snafu::ensure;

use super::Payout;
use crate::error::OtherSnafu;
use crate::wire::{self, Proof, Resource};
use crate::{PayCore, PayoutId};

/// Asks where a payout stands.
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing is sent until a client sends it"]
pub struct GetPayout<'a> {
    id: &'a PayoutId,
}

impl<'a> GetPayout<'a> {
    /// Of this payout.
    pub const fn of(id: &'a PayoutId) -> Self {
        Self { id }
    }
}

impl Endpoint for GetPayout<'_> {
    type Gateway = PayCore;
    type Response = Answer<Payout>;

    const NAME: &'static str = "payout-invoice get";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &PayCore, _: &Stamp) -> Result<WireRequest> {
        wire::get(&format!("/payout-invoices/{}", self.id.segment()?), gateway)
    }

    fn decode(&self, _: &PayCore, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, Proof::Done, |top| {
            let payout = Payout::read(Resource::sole(top)?)?;
            ensure!(payout.id() == self.id, OtherSnafu { field: "id" });
            Ok(payout)
        })
    }
}
