//! `POST /`, action `GetReceipt` ([section 3.4.8][page] of the provider's documentation)
//!
//! [page]: https://api-googlepay.ipay.ua/doc?lang=ua

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use pay_wire::{Endpoint, Members, Result, Safety, Stamp, WireRequest, WireResponse};
use serde::Serialize;
use snafu::OptionExt as _;

use crate::error::NotDocumentedSnafu;
use crate::id::check_pmt_id;
use crate::members::Reading as _;
use crate::{IPay, PaymentRef, PmtId, wire};

/// Asks for the fiscal receipt of a payment that was made with
/// [`CreatePayment::receipt`](crate::CreatePayment::receipt).
#[derive(Clone, Copy, Debug, Serialize)]
#[must_use = "nothing is sent until a client sends it"]
pub struct GetReceipt {
    pmt_id: PmtId,
}

impl GetReceipt {
    /// Of this payment.
    pub fn of(pmt_id: PmtId) -> Self {
        Self { pmt_id }
    }

    /// How long to wait before asking again after `asked` answers that were not
    /// [final](Receipt::is_final): 2 seconds, then twice as long each time, up to a minute
    /// (inferred: nothing is documented).
    pub fn pause(asked: u32) -> Duration {
        Duration::from_secs(1_u64.checked_shl(asked).unwrap_or(u64::MAX).clamp(2, 60))
    }
}

impl Endpoint for GetReceipt {
    type Gateway = IPay;
    type Response = Receipt;

    const NAME: &'static str = "GetReceipt";
    const SAFETY: Safety = Safety::ReadOnly;
    const MAX_ANSWER: usize = 16 * 1024 * 1024;

    fn encode(&self, gateway: &IPay, stamp: &Stamp) -> Result<WireRequest> {
        check_pmt_id(self.pmt_id)?;
        wire::seal_accepting::<Self>("application/pdf, application/json", self, gateway, stamp)
    }

    fn decode(&self, _: &IPay, answer: &WireResponse) -> Result<Receipt> {
        if is_pdf(answer) {
            return Ok(Receipt::Pdf(answer.body().clone()));
        }
        let receipt = wire::open::<Self, _>(answer, |members| {
            let told = PmtId::read(members, "pmt_id");
            PaymentRef::from(self.pmt_id).expect(told, None)?;
            Receipt::read(members)
        })?;
        Ok(receipt.into_inner())
    }
}

/// By its label, or by how it begins where it has another; a JSON object is none, whatever it is
/// labelled.
fn is_pdf(answer: &WireResponse) -> bool {
    let labelled = answer.headers().get_all(CONTENT_TYPE).iter().any(|value| {
        let media = value.as_bytes().split(|byte| *byte == b';').next().unwrap_or_default();
        media.trim_ascii().eq_ignore_ascii_case(b"application/pdf")
    });
    let body = answer.body();
    let begins = body.starts_with(b"%PDF-");
    let is_json = wire::document(body).starts_with(b"{");
    answer.status().is_success() && !body.is_empty() && (begins || (labelled && !is_json))
}

/// A fiscal receipt, or how far it is.
#[derive(Clone)]
#[non_exhaustive]
pub enum Receipt {
    /// The receipt, a PDF as it came.
    Pdf(Bytes),
    /// `CREATED`: ordered. Ask again.
    Created,
    /// `INPROCESS`: being made. Ask again.
    InProcess,
    /// `ERROR`: there will be none; asking again is of no use.
    Failed,
    /// A word that is not documented, as it came. Not final.
    Other(Box<str>),
}

impl Receipt {
    /// The answer while there is no PDF.
    fn read(members: &Members) -> Result<Self> {
        let lacks = "a receipt that is not there yet has a `status`";
        let word = members.owned("status").context(NotDocumentedSnafu { lacks })?;
        Ok(match word.trim().to_ascii_uppercase().as_str() {
            "CREATED" => Self::Created,
            "INPROCESS" => Self::InProcess,
            "ERROR" => Self::Failed,
            _ => Self::Other(word),
        })
    }

    /// Whether asking again brings nothing else.
    pub fn is_final(&self) -> bool {
        match self {
            Self::Pdf(_) | Self::Failed => true,
            Self::Created | Self::InProcess | Self::Other(_) => false,
        }
    }

    /// The PDF, where it is there.
    pub fn pdf(&self) -> Option<&Bytes> {
        match self {
            Self::Pdf(pdf) => Some(pdf),
            Self::Created | Self::InProcess | Self::Failed | Self::Other(_) => None,
        }
    }
}

/// Without what is in the receipt.
impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pdf(pdf) => write!(f, "Pdf({} bytes)", pdf.len()),
            Self::Created => f.write_str("Created"),
            Self::InProcess => f.write_str("InProcess"),
            Self::Failed => f.write_str("Failed"),
            Self::Other(_) => f.write_str("Other(..)"),
        }
    }
}
