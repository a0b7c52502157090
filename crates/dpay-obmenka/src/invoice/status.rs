//! `POST /api/einvoice/status` ([the provider's page][page])
//!
//! [page]: https://acquiring.obmenka.ua/en/docapi_/api_einvoice_status

use pay_wire::{
    Amount, Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse, lenient,
};
use serde::Deserialize;

use super::CryptoAddress;
use crate::error::{ApiError, api_error};
use crate::wire::{self, Proof};
use crate::{Currency, InvoiceStatus, LocalTime, Method, Obmenka, Order, PaymentId, Tracking};

/// Asks where an invoice stands: the only truth about its money.
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing is sent until a client sends it"]
pub struct GetInvoice<'a> {
    order: Order<'a>,
}

impl<'a> GetInvoice<'a> {
    /// Of this invoice.
    pub fn of(order: impl Into<Order<'a>>) -> Self {
        Self { order: order.into() }
    }

    /// What to ask when the gateway called back at the `status_url` of your order `payment_id`.
    ///
    /// The call itself is a GET without content and without a signature: anybody can make it, it
    /// may come twice and may never come. Answer 200 with a short text at once, then send this,
    /// and act on its answer alone. Source: the provider's invoices page.
    pub fn called_back(payment_id: &'a str) -> Self {
        Self::of(payment_id)
    }
}

impl Endpoint for GetInvoice<'_> {
    type Gateway = Obmenka;
    type Response = Answer<Invoice>;

    const NAME: &'static str = "einvoice/status";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &Obmenka, _: &Stamp) -> Result<WireRequest> {
        self.order.check()?;
        wire::seal("/api/einvoice/status", &self.order, gateway)
    }

    fn decode(&self, gateway: &Obmenka, answer: &WireResponse) -> Result<Self::Response> {
        let data = ["status", "tracking"];
        wire::open::<Self, Invoice, _>(gateway, answer, &data, |invoice, proof| {
            self.order.expect(invoice.payment_id(), invoice.tracking())?;
            Ok(Invoice { proof, ..invoice })
        })
    }
}

/// An invoice and what became of it. Amounts are in major units.
///
/// The fee is withheld from the merchant: `accrual_amount = amount - fee`. Credit a customer by
/// [`accrual_amount`](Self::accrual_amount), or by your own stored sum after a look at
/// [`is_recalc`](Self::is_recalc); never by [`amount`](Self::amount) alone.
#[derive(Clone, Debug, Deserialize)]
pub struct Invoice {
    #[serde(default, deserialize_with = "lenient::text")]
    tracking: Option<Tracking>,
    #[serde(default, deserialize_with = "lenient::text")]
    payment_id: Option<PaymentId>,
    /// The table of the page names `payment_id` so, its example does not.
    #[serde(default, deserialize_with = "lenient::text")]
    payment: Option<PaymentId>,
    status: InvoiceStatus,
    #[serde(default, deserialize_with = "lenient::text")]
    currency: Option<Method>,
    #[serde(default, deserialize_with = "lenient::amount")]
    amount: Option<Amount>,
    #[serde(default, deserialize_with = "lenient::amount")]
    fee: Option<Amount>,
    #[serde(default, deserialize_with = "lenient::amount")]
    accrual_amount: Option<Amount>,
    #[serde(default, deserialize_with = "lenient::text")]
    accrual_currency: Option<Currency>,
    #[serde(default, deserialize_with = "lenient::flag")]
    is_recalc: Option<bool>,
    #[serde(default, deserialize_with = "lenient::text")]
    created: Option<LocalTime>,
    #[serde(default, deserialize_with = "lenient::text")]
    processed: Option<LocalTime>,
    #[serde(default, deserialize_with = "lenient::object")]
    crypto: Option<CryptoAddress>,
    #[serde(default, deserialize_with = "api_error")]
    error: Option<ApiError>,
    #[serde(skip)]
    proof: Proof,
}

impl Invoice {
    /// Whether the gateway's signature stands behind it: always, unless a lax
    /// [`AnswerPolicy`](crate::AnswerPolicy) let an unsigned answer pass, or it is a line of a
    /// statement.
    pub fn is_signed(&self) -> bool {
        self.proof == Proof::Signed
    }

    /// Where it stands.
    pub fn status(&self) -> &InvoiceStatus {
        &self.status
    }

    /// The gateway's number.
    pub fn tracking(&self) -> Option<&Tracking> {
        self.tracking.as_ref()
    }

    /// The merchant's number.
    pub fn payment_id(&self) -> Option<&PaymentId> {
        self.payment_id.as_ref().or(self.payment.as_ref())
    }

    /// The method in which the money was taken.
    pub fn method(&self) -> Option<&Method> {
        self.currency.as_ref()
    }

    /// What was invoiced.
    pub fn amount(&self) -> Option<&Amount> {
        self.amount.as_ref()
    }

    /// Commission withheld from the merchant.
    pub fn fee(&self) -> Option<&Amount> {
        self.fee.as_ref()
    }

    /// What is credited to the merchant once the invoice is paid, in
    /// [`accrual_currency`](Self::accrual_currency). It may also be there when it is not: look at
    /// the status first.
    pub fn accrual_amount(&self) -> Option<&Amount> {
        self.accrual_amount.as_ref()
    }

    /// The accounting currency of the credit.
    pub fn accrual_currency(&self) -> Option<&Currency> {
        self.accrual_currency.as_ref()
    }

    /// Whether the payer paid another sum and the credit was recalculated.
    pub fn is_recalc(&self) -> Option<bool> {
        self.is_recalc
    }

    /// When it was made.
    pub fn created(&self) -> Option<&LocalTime> {
        self.created.as_ref()
    }

    /// When it came to its end.
    pub fn processed(&self) -> Option<&LocalTime> {
        self.processed.as_ref()
    }

    /// The state of a crypto payment (inferred to appear here).
    pub fn crypto(&self) -> Option<&CryptoAddress> {
        self.crypto.as_ref()
    }

    /// Why it failed. This is part of the data, not a failed call.
    pub fn error(&self) -> Option<&ApiError> {
        self.error.as_ref()
    }
}
