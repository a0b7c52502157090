//! `POST /api/payment/validate` ([the provider's page][page])
//!
//! [page]: https://acquiring.obmenka.ua/en/docapi_/api_payment_validate

use std::fmt;

use pay_wire::{
    Answer, Endpoint, Printable, Result, Safety, Stamp, WireRequest, WireResponse, lenient,
};
use serde::Deserialize;

use crate::error::{ApiError, api_error};
use crate::{Obmenka, Order, PaymentId, Tracking, wire};

/// Asks whether a payout could be paid now. It changes nothing (inferred) and promises nothing.
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing is sent until a client sends it"]
pub struct ValidatePayout<'a> {
    order: Order<'a>,
}

impl<'a> ValidatePayout<'a> {
    /// Of this payout.
    pub fn of(order: impl Into<Order<'a>>) -> Self {
        Self { order: order.into() }
    }
}

impl Endpoint for ValidatePayout<'_> {
    type Gateway = Obmenka;
    type Response = Answer<Validity>;

    const NAME: &'static str = "payment/validate";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &Obmenka, _: &Stamp) -> Result<WireRequest> {
        self.order.check()?;
        wire::seal("/api/payment/validate", &self.order, gateway)
    }

    fn decode(&self, gateway: &Obmenka, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, Validity, _>(gateway, answer, &["is_valid"], |validity, _| {
            self.order.expect(validity.payment_id.as_ref(), validity.tracking.as_ref())?;
            Ok(validity)
        })
    }
}

/// Whether a payout could be paid.
#[derive(Clone, Deserialize)]
pub struct Validity {
    #[serde(default, deserialize_with = "lenient::text")]
    payment_id: Option<PaymentId>,
    #[serde(default, deserialize_with = "lenient::text")]
    tracking: Option<Tracking>,
    #[serde(default, deserialize_with = "lenient::flag")]
    is_valid: Option<bool>,
    #[serde(default, deserialize_with = "lenient::text")]
    reason: Option<Box<str>>,
    #[serde(default, deserialize_with = "api_error")]
    error: Option<ApiError>,
}

impl Validity {
    /// Whether it could be paid: only if the gateway says so and names no error.
    pub fn is_valid(&self) -> bool {
        self.is_valid == Some(true) && self.error.is_none()
    }

    /// Why not.
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref().or_else(|| self.error.as_ref().map(ApiError::message))
    }
}

impl fmt::Debug for Validity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Validity")
            .field("is_valid", &self.is_valid())
            .field("reason", &self.reason().map(Printable))
            .finish_non_exhaustive()
    }
}
