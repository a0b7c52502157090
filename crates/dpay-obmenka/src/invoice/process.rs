//! `POST /api/einvoice/process` ([the provider's page][page]; its overview misspells the path)
//!
//! [page]: https://acquiring.obmenka.ua/en/docapi_/api_einvoice_process

use std::fmt;

use pay_wire::{Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse, lenient};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::{ApiError, api_error};
use crate::{InvoiceStatus, Obmenka, Order, PaymentId, Session, Tracking, wire};

/// Opens an invoice for payment and says where to send the payer.
///
/// Again for the same invoice is tolerated; whether the link stays the same is not documented.
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing is sent until a client sends it"]
pub struct ProcessInvoice<'a> {
    order: Order<'a>,
}

impl<'a> ProcessInvoice<'a> {
    /// For this invoice.
    pub fn of(order: impl Into<Order<'a>>) -> Self {
        Self { order: order.into() }
    }
}

impl Endpoint for ProcessInvoice<'_> {
    type Gateway = Obmenka;
    type Response = Answer<ProcessedInvoice>;

    const NAME: &'static str = "einvoice/process";
    const SAFETY: Safety = Safety::Repeatable;

    fn encode(&self, gateway: &Obmenka, _: &Stamp) -> Result<WireRequest> {
        self.order.check()?;
        wire::seal("/api/einvoice/process", &self.order, gateway)
    }

    fn decode(&self, gateway: &Obmenka, answer: &WireResponse) -> Result<Self::Response> {
        let data = ["status", "tracking", "pay_link", "pay_form", "crypto"];
        wire::open::<Self, ProcessedInvoice, _>(gateway, answer, &data, |processed, _| {
            self.order.expect(processed.payment_id(), processed.tracking())?;
            Ok(processed)
        })
    }
}

/// An invoice that waits for its payer.
#[derive(Clone, Deserialize)]
pub struct ProcessedInvoice {
    #[serde(default, deserialize_with = "lenient::text")]
    payment_id: Option<PaymentId>,
    #[serde(default, deserialize_with = "lenient::text")]
    tracking: Option<Tracking>,
    status: Option<InvoiceStatus>,
    #[serde(default, deserialize_with = "lenient::text")]
    pay_link: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    pay_form: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::object")]
    crypto: Option<CryptoAddress>,
    #[serde(default, deserialize_with = "lenient::flag")]
    h2h_allow: Option<bool>,
    #[serde(default, deserialize_with = "lenient::text")]
    h2h_session: Option<Session>,
    #[serde(default, deserialize_with = "lenient::members")]
    h2h_data: Vec<(Box<str>, Box<RawValue>)>,
    #[serde(default, deserialize_with = "api_error")]
    error: Option<ApiError>,
}

/// What the payer has to do now.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum PayerStep<'a> {
    /// Submit this HTML form in the payer's browser. It comes from the gateway as it is.
    Submit(&'a str),
    /// Go to this address.
    Visit(&'a str),
    /// Pay to this address of a crypto currency.
    Transfer(&'a CryptoAddress),
}

impl ProcessedInvoice {
    /// What the payer has to do: the form before the link, as the provider says, the link before a
    /// bare crypto address; `None` where the answer has none of them.
    pub fn payer_step(&self) -> Option<PayerStep<'_>> {
        let form = self.pay_form().map(PayerStep::Submit);
        let link = self.pay_link().map(PayerStep::Visit);
        form.or(link).or(self.crypto().map(PayerStep::Transfer))
    }

    /// The payment page.
    pub fn pay_link(&self) -> Option<&str> {
        self.pay_link.as_deref()
    }

    /// The HTML of a form to be submitted in the payer's browser; it has priority over the link.
    pub fn pay_form(&self) -> Option<&str> {
        self.pay_form.as_deref()
    }

    /// Where a crypto payment is expected.
    pub fn crypto(&self) -> Option<&CryptoAddress> {
        self.crypto.as_ref()
    }

    /// `PAYIN` is the only documented value here.
    pub fn status(&self) -> Option<&InvoiceStatus> {
        self.status.as_ref()
    }

    /// The merchant's number.
    pub fn payment_id(&self) -> Option<&PaymentId> {
        self.payment_id.as_ref()
    }

    /// The gateway's number.
    pub fn tracking(&self) -> Option<&Tracking> {
        self.tracking.as_ref()
    }

    /// The session of a card payment host to host, where the gateway allows one; see
    /// [`h2h`](crate::h2h).
    pub fn h2h_session(&self) -> Option<&Session> {
        self.h2h_session.as_ref().filter(|_| self.h2h_allow == Some(true))
    }

    /// Data of the method for the card payment, undocumented; each value is JSON.
    pub fn h2h_data(&self) -> impl Iterator<Item = (&str, &str)> {
        self.h2h_data.iter().map(|(name, value)| (&**name, value.get()))
    }

    /// An error of the payment beside the data.
    pub fn error(&self) -> Option<&ApiError> {
        self.error.as_ref()
    }
}

/// Without the link, the form and the session: whoever has them can act as the payer.
impl fmt::Debug for ProcessedInvoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProcessedInvoice")
            .field("payment_id", &self.payment_id)
            .field("tracking", &self.tracking)
            .field("status", &self.status)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for PayerStep<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Submit(_) => "Submit(..)",
            Self::Visit(_) => "Visit(..)",
            Self::Transfer(_) => "Transfer(..)",
        })
    }
}

/// Where a crypto payment is expected, and how far it is.
#[derive(Clone, Debug, Deserialize)]
pub struct CryptoAddress {
    #[serde(default, deserialize_with = "lenient::text")]
    address: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::integer")]
    current_confirmations: Option<i64>,
    #[serde(default, deserialize_with = "lenient::integer")]
    success_confirmations: Option<i64>,
}

impl CryptoAddress {
    /// The address to pay to.
    pub fn address(&self) -> Option<&str> {
        self.address.as_deref()
    }

    /// Confirmations so far.
    pub fn current_confirmations(&self) -> Option<i64> {
        self.current_confirmations
    }

    /// Confirmations at which the money is credited.
    pub fn success_confirmations(&self) -> Option<i64> {
        self.success_confirmations
    }
}
