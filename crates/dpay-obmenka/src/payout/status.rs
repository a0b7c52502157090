//! `POST /api/payment/status` ([the provider's page][page])
//!
//! [page]: https://acquiring.obmenka.ua/en/docapi_/api_payment_status

use std::fmt;

use pay_wire::{
    Amount, Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse, lenient,
};
use serde::Deserialize;

use crate::error::{ApiError, api_error};
use crate::wire::{self, Proof};
use crate::{LocalTime, Method, Obmenka, Order, PaymentId, PayoutStatus, Tracking};

/// Asks where a payout stands: the only truth about its money.
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing is sent until a client sends it"]
pub struct GetPayout<'a> {
    order: Order<'a>,
}

impl<'a> GetPayout<'a> {
    /// Of this payout.
    pub fn of(order: impl Into<Order<'a>>) -> Self {
        Self { order: order.into() }
    }

    /// What to ask when the gateway called back at the `status_url` of your payout `payment_id`;
    /// the call itself proves nothing, see [`GetInvoice::called_back`](crate::GetInvoice::called_back).
    pub fn called_back(payment_id: &'a str) -> Self {
        Self::of(payment_id)
    }
}

impl Endpoint for GetPayout<'_> {
    type Gateway = Obmenka;
    type Response = Answer<Payout>;

    const NAME: &'static str = "payment/status";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &Obmenka, _: &Stamp) -> Result<WireRequest> {
        self.order.check()?;
        wire::seal("/api/payment/status", &self.order, gateway)
    }

    fn decode(&self, gateway: &Obmenka, answer: &WireResponse) -> Result<Self::Response> {
        let data = ["status", "tracking"];
        wire::open::<Self, Payout, _>(gateway, answer, &data, |payout, proof| {
            self.order.expect(payout.payment_id(), payout.tracking())?;
            Ok(Payout { proof, ..payout })
        })
    }
}

/// A payout and what became of it. Amounts are in major units.
///
/// The fee comes on top: `full_amount = amount + fee` is debited from the merchant.
#[derive(Clone, Deserialize)]
pub struct Payout {
    status: PayoutStatus,
    #[serde(default, deserialize_with = "lenient::text")]
    payment_id: Option<PaymentId>,
    #[serde(default, deserialize_with = "lenient::text")]
    tracking: Option<Tracking>,
    #[serde(default, deserialize_with = "lenient::text")]
    created_at: Option<LocalTime>,
    #[serde(default, deserialize_with = "lenient::text")]
    processed_at: Option<LocalTime>,
    #[serde(default, deserialize_with = "lenient::amount")]
    amount: Option<Amount>,
    #[serde(default, deserialize_with = "lenient::amount")]
    fee: Option<Amount>,
    #[serde(default, deserialize_with = "lenient::amount")]
    full_amount: Option<Amount>,
    #[serde(default, deserialize_with = "lenient::text")]
    recipient: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    currency: Option<Method>,
    #[serde(default, deserialize_with = "lenient::object")]
    crypto: Option<CryptoTransaction>,
    #[serde(default, deserialize_with = "api_error")]
    error: Option<ApiError>,
    #[serde(skip)]
    proof: Proof,
}

impl Payout {
    /// Whether the gateway's signature stands behind it: always, unless a lax
    /// [`AnswerPolicy`](crate::AnswerPolicy) let an unsigned answer pass, or it is a line of a
    /// statement.
    pub fn is_signed(&self) -> bool {
        self.proof == Proof::Signed
    }

    /// Where it stands.
    pub fn status(&self) -> &PayoutStatus {
        &self.status
    }

    /// The merchant's number.
    pub fn payment_id(&self) -> Option<&PaymentId> {
        self.payment_id.as_ref()
    }

    /// The gateway's number.
    pub fn tracking(&self) -> Option<&Tracking> {
        self.tracking.as_ref()
    }

    /// When it was made (invoices call this `created`).
    pub fn created_at(&self) -> Option<&LocalTime> {
        self.created_at.as_ref()
    }

    /// When it came to its end (invoices call this `processed`).
    pub fn processed_at(&self) -> Option<&LocalTime> {
        self.processed_at.as_ref()
    }

    /// What reaches the recipient.
    pub fn amount(&self) -> Option<&Amount> {
        self.amount.as_ref()
    }

    /// Commission, on top of the amount.
    pub fn fee(&self) -> Option<&Amount> {
        self.fee.as_ref()
    }

    /// What is debited from the merchant.
    pub fn full_amount(&self) -> Option<&Amount> {
        self.full_amount.as_ref()
    }

    /// The recipient's account; may be a card number.
    pub fn recipient(&self) -> Option<&str> {
        self.recipient.as_deref()
    }

    /// The method of the payout.
    pub fn method(&self) -> Option<&Method> {
        self.currency.as_ref()
    }

    /// The transaction of a crypto payout.
    pub fn crypto(&self) -> Option<&CryptoTransaction> {
        self.crypto.as_ref()
    }

    /// Why it failed (inferred to appear here, as for invoices).
    pub fn error(&self) -> Option<&ApiError> {
        self.error.as_ref()
    }
}

/// Without the recipient, which may be a card number.
impl fmt::Debug for Payout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Payout")
            .field("status", &self.status)
            .field("payment_id", &self.payment_id)
            .field("tracking", &self.tracking)
            .field("amount", &self.amount)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

/// The transaction of a crypto payout.
#[derive(Clone, Debug, Deserialize)]
pub struct CryptoTransaction {
    #[serde(default, deserialize_with = "lenient::text")]
    transaction: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::integer")]
    confirmations: Option<i64>,
}

impl CryptoTransaction {
    /// Its hash.
    pub fn transaction(&self) -> Option<&str> {
        self.transaction.as_deref()
    }

    /// Confirmations so far (the table of the page misprints this name as `transaction`).
    pub fn confirmations(&self) -> Option<i64> {
        self.confirmations
    }
}
