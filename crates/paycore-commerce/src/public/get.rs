//! `GET /payment-invoices/{id}` and `GET /payout-invoices/{id}` of the public API (source: the
//! provider's reference of the public API): no key is sent, the id itself is the capability

use pay_wire::{Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse};
use snafu::ensure;

use crate::error::OtherSnafu;
use crate::wire::{self, Proof, Resource};
use crate::{Invoice, InvoiceId, PayCore, Payout, PayoutId};

/// Asks where a payment invoice stands, without a key.
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing is sent until a client sends it"]
pub struct GetInvoice<'a> {
    id: &'a InvoiceId,
}

impl<'a> GetInvoice<'a> {
    /// Of this invoice.
    pub const fn of(id: &'a InvoiceId) -> Self {
        Self { id }
    }
}

impl Endpoint for GetInvoice<'_> {
    type Gateway = PayCore;
    type Response = Answer<Invoice>;

    const NAME: &'static str = "public payment-invoice get";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &PayCore, _: &Stamp) -> Result<WireRequest> {
        wire::public_get(&format!("/payment-invoices/{}", self.id.segment()?), gateway)
    }

    fn decode(&self, _: &PayCore, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, Proof::Done, |top| {
            let invoice = Invoice::read(Resource::sole(top)?)?;
            ensure!(invoice.id() == self.id, OtherSnafu { field: "id" });
            Ok(invoice)
        })
    }
}

/// Asks where a payout invoice stands, without a key.
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

    const NAME: &'static str = "public payout-invoice get";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &PayCore, _: &Stamp) -> Result<WireRequest> {
        wire::public_get(&format!("/payout-invoices/{}", self.id.segment()?), gateway)
    }

    fn decode(&self, _: &PayCore, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, Proof::Done, |top| {
            let payout = Payout::read(Resource::sole(top)?)?;
            ensure!(payout.id() == self.id, OtherSnafu { field: "id" });
            Ok(payout)
        })
    }
}
