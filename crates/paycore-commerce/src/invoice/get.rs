//! `GET /payment-invoices/{id}` (source: the provider's reference of the private API)

use pay_wire::{Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse};
use snafu::ensure;

use super::Invoice;
use crate::error::OtherSnafu;
use crate::wire::{self, Proof, Resource};
use crate::{InvoiceId, PayCore};

/// Asks where a payment invoice stands.
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

    const NAME: &'static str = "payment-invoice get";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &PayCore, _: &Stamp) -> Result<WireRequest> {
        wire::get(&format!("/payment-invoices/{}", self.id.segment()?), gateway)
    }

    fn decode(&self, _: &PayCore, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, Proof::Done, |top| {
            let invoice = Invoice::read(Resource::sole(top)?)?;
            ensure!(invoice.id() == self.id, OtherSnafu { field: "id" });
            Ok(invoice)
        })
    }
}
