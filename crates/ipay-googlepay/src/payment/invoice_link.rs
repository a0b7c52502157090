//! `POST /`, action `GetPaymentInvoice` ([section 3.4.7][page] of the provider's documentation)
//!
//! [page]: https://api-googlepay.ipay.ua/doc?lang=ua

use std::fmt;

use pay_wire::{
    Answer, Endpoint, Members, Result, Safety, Stamp, WireRequest, WireResponse, check_url,
};
use serde::Serialize;
use snafu::OptionExt as _;

use crate::error::NotDocumentedSnafu;
use crate::id::check_pmt_id;
use crate::members::Reading as _;
use crate::{IPay, PmtId, wire};

/// Asks for the address of a page with the receipt of a payment.
#[derive(Clone, Copy, Debug, Serialize)]
#[must_use = "nothing is sent until a client sends it"]
pub struct GetInvoiceLink {
    pmt_id: PmtId,
}

impl GetInvoiceLink {
    /// Of this payment.
    pub fn of(pmt_id: PmtId) -> Self {
        Self { pmt_id }
    }
}

impl Endpoint for GetInvoiceLink {
    type Gateway = IPay;
    type Response = Answer<InvoiceLink>;

    const NAME: &'static str = "GetPaymentInvoice";
    const SAFETY: Safety = Safety::ReadOnly;
    const MAX_ANSWER: usize = wire::LONGEST;

    fn encode(&self, gateway: &IPay, stamp: &Stamp) -> Result<WireRequest> {
        check_pmt_id(self.pmt_id)?;
        wire::seal::<Self>(self, gateway, stamp)
    }

    fn decode(&self, _: &IPay, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, InvoiceLink::read)
    }
}

/// The address of a page with the receipt. Its name on the wire is `invoice`, which is a sum
/// everywhere else.
///
/// Whoever has the address sees the receipt, so it does not print. The answer does not say which
/// payment it is about.
#[derive(Clone, PartialEq, Eq)]
pub struct InvoiceLink {
    url: Box<str>,
}

impl InvoiceLink {
    fn read(members: &Members) -> Result<Self> {
        let url = members.owned("invoice").filter(|url| check_url("invoice", url).is_ok());
        let lacks = "`invoice` has to be a web address here";
        Ok(Self { url: url.context(NotDocumentedSnafu { lacks })? })
    }

    /// The address.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl fmt::Debug for InvoiceLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InvoiceLink(..)")
    }
}
