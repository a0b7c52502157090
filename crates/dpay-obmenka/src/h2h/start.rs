//! `POST /api/h2h/start` ([the provider's page][page])
//!
//! [page]: https://test_acquiring.obmenka.ua/en/docapi_/api_einvoice_h2h_start

use pay_wire::{Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse};
use serde::Serialize;
use snafu::ensure;

use crate::error::EmptySnafu;
use crate::h2h::H2hStep;
use crate::{Obmenka, Order, Session, wire};

/// Begins a card payment of an invoice.
#[derive(Clone, Copy, Serialize)]
#[must_use = "nothing is sent until a client sends it"]
pub struct StartH2h<'a> {
    payment_id: &'a str,
    session: &'a str,
}

impl<'a> StartH2h<'a> {
    /// Of the merchant's order, in the session that `einvoice/process` brought.
    pub fn new(payment_id: &'a str, session: &'a Session) -> Self {
        Self { payment_id, session: session.as_str() }
    }
}

impl Endpoint for StartH2h<'_> {
    type Gateway = Obmenka;
    type Response = Answer<H2hStep>;

    const NAME: &'static str = "h2h/start";
    const SAFETY: Safety = Safety::Once;

    fn encode(&self, gateway: &Obmenka, _: &Stamp) -> Result<WireRequest> {
        Order::from(self.payment_id).check()?;
        ensure!(!self.session.is_empty(), EmptySnafu { field: "session" });
        wire::seal("/api/h2h/start", self, gateway)
    }

    fn decode(&self, gateway: &Obmenka, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, H2hStep, _>(gateway, answer, H2hStep::DATA, |step, _| {
            Order::from(self.payment_id).expect(step.payment_id(), None)?;
            Ok(step)
        })
    }
}

impl std::fmt::Debug for StartH2h<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StartH2h").field("payment_id", &self.payment_id).finish_non_exhaustive()
    }
}
