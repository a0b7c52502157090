//! `GET /payout-invoices?filter[reference_id]=..` (source: a client of the private API)

use pay_wire::{Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse};

use super::Payout;
use crate::PayCore;
use crate::id::check_reference;
use crate::page::Query;
use crate::wire::{self, Proof};

/// Looks for a payout by the merchant's own number: what to ask after an unknown outcome.
///
/// `None` says that the gateway found none when it was asked; a request that was lost on its way
/// may still arrive. A list that has others and not the one that was looked for proves nothing and
/// is an error, and so are several under one number. An empty list is an error too where the
/// vendor's filters read the number as something else (inferred): with a comma in it, or a hyphen
/// in front.
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing is sent until a client sends it"]
pub struct FindPayout<'a> {
    reference_id: &'a str,
}

impl<'a> FindPayout<'a> {
    /// The one that was made under this number.
    pub const fn of(reference_id: &'a str) -> Self {
        Self { reference_id }
    }
}

impl Endpoint for FindPayout<'_> {
    type Gateway = PayCore;
    type Response = Answer<Option<Payout>>;

    const NAME: &'static str = "payout-invoice find";
    const SAFETY: Safety = Safety::ReadOnly;
    const MAX_ANSWER: usize = 8 * 1024 * 1024;

    fn encode(&self, gateway: &PayCore, _: &Stamp) -> Result<WireRequest> {
        check_reference("reference_id", self.reference_id)?;
        let mut query = Query::default();
        query.filter("reference_id", self.reference_id);
        wire::get(&query.behind("/payout-invoices"), gateway)
    }

    fn decode(&self, _: &PayCore, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, Proof::Done, |top| {
            wire::sole(top, self.reference_id, Payout::read, Payout::reference_id)
        })
    }
}
