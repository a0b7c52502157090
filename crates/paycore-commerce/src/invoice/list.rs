//! `GET /payment-invoices` (source: the provider's reference of the private API; filters and pages
//! are inferred)

use pay_wire::{Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse};

use super::Invoice;
use crate::page::{List, Page, Query, sealed};
use crate::wire::{self, Proof, Resource};
use crate::{Currency, InvoiceStatus, Mode, PayCore};

/// Asks for payment invoices, a page of them; [`Pager`](crate::Pager) goes through all.
///
/// Without a page number or size none is sent, and the gateway's own count.
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is sent until a client sends it"]
pub struct ListInvoices {
    query: Query,
}

impl ListInvoices {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    /// With this status.
    pub fn status(mut self, status: &InvoiceStatus) -> Self {
        self.query.filter("status", status.as_str());
        self
    }

    /// In this currency.
    pub fn currency(mut self, currency: &Currency) -> Self {
        self.query.filter("currency", currency.as_str());
        self
    }

    /// Of this mode.
    pub fn mode(mut self, mode: Mode) -> Self {
        self.query.filter("test_mode", mode.is_test().to_string());
        self
    }

    /// Made at this moment or later: Unix seconds, UTC.
    pub fn created_from(mut self, unix: u64) -> Self {
        self.query.filter("created][gte", unix.to_string());
        self
    }

    /// Made at this moment or earlier: Unix seconds, UTC.
    pub fn created_to(mut self, unix: u64) -> Self {
        self.query.filter("created][lte", unix.to_string());
        self
    }

    /// The page with this number; the first one is 1.
    ///
    /// # Errors
    ///
    /// If it is 0.
    pub fn page(mut self, number: u32) -> Result<Self> {
        self.query.number(number)?;
        Ok(self)
    }

    /// This many on a page.
    ///
    /// # Errors
    ///
    /// If it is 0.
    pub fn page_size(mut self, size: u32) -> Result<Self> {
        self.query.size(size)?;
        Ok(self)
    }
}

impl Endpoint for ListInvoices {
    type Gateway = PayCore;
    type Response = Answer<Page<Invoice>>;

    const NAME: &'static str = "payment-invoice list";
    const SAFETY: Safety = Safety::ReadOnly;
    const MAX_ANSWER: usize = 8 * 1024 * 1024;

    fn encode(&self, gateway: &PayCore, _: &Stamp) -> Result<WireRequest> {
        wire::get(&self.query.behind("/payment-invoices"), gateway)
    }

    fn decode(&self, _: &PayCore, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, Proof::Done, |top| {
            let items = Resource::list(top)?.into_iter().map(Invoice::read);
            Ok(Page::read(top, items.collect::<Result<_>>()?))
        })
    }
}

impl List for ListInvoices {
    type Item = Invoice;
}

impl sealed::Paged for ListInvoices {
    fn query(&mut self) -> &mut impl sealed::Numbered {
        &mut self.query
    }
}

impl sealed::Listed for Invoice {
    fn key(&self) -> &str {
        self.id().as_str()
    }
}
