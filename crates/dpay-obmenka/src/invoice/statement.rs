//! `POST /api/einvoice/statement` (source: the provider's API pages, `api_einvoice_statement`)

use pay_wire::{Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse, lenient};
use serde::{Deserialize, Serialize};
use snafu::ensure;
use time::PrimitiveDateTime;

use super::Invoice;
use crate::error::DatesSnafu;
use crate::{InvoiceStatus, Obmenka, date, wire};

/// Asks for the invoices between two moments.
///
/// Not documented: the time zone, whether the bounds are included, which date is compared, the
/// longest interval. There is no paging, so ask for short intervals.
#[derive(Clone, Debug, Serialize)]
#[must_use = "nothing is sent until a client sends it"]
pub struct ListInvoices {
    #[serde(serialize_with = "date::write")]
    start_date: PrimitiveDateTime,
    #[serde(serialize_with = "date::write")]
    end_date: PrimitiveDateTime,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<InvoiceStatus>,
}

impl ListInvoices {
    /// From one moment to another.
    ///
    /// # Errors
    ///
    /// If the first is after the second.
    pub fn between(start: PrimitiveDateTime, end: PrimitiveDateTime) -> Result<Self> {
        ensure!(start <= end, DatesSnafu);
        Ok(Self { start_date: start, end_date: end, status: None })
    }

    /// Only those in this status.
    pub fn status(self, status: InvoiceStatus) -> Self {
        Self { status: Some(status), ..self }
    }
}

impl Endpoint for ListInvoices {
    type Gateway = Obmenka;
    type Response = Answer<InvoiceList>;

    const NAME: &'static str = "einvoice/statement";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &Obmenka, _: &Stamp) -> Result<WireRequest> {
        wire::seal("/api/einvoice/statement", self, gateway)
    }

    fn decode(&self, gateway: &Obmenka, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, InvoiceList, _>(gateway, answer, &["list"], |list, _| Ok(list))
    }
}

/// The invoices of a statement; a missing list is an empty one.
#[derive(Clone, Debug, Deserialize)]
pub struct InvoiceList {
    #[serde(default, deserialize_with = "lenient::list")]
    list: Vec<Invoice>,
}

impl InvoiceList {
    /// The invoices, in the gateway's order.
    pub fn invoices(&self) -> &[Invoice] {
        &self.list
    }
}
