//! `GET /service/api/v1/public/exchanger/order/get/` (source: the engine's pages and clients)

use http::Method;
use pay_wire::{Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse};

use super::{Order, OrderAccess};
use crate::params::Params;
use crate::{Obmin, wire};

/// Asks where an order stands: the only truth about its money.
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing is sent until a client sends it"]
pub struct GetOrder<'a> {
    access: &'a OrderAccess,
    view: &'static str,
}

impl<'a> GetOrder<'a> {
    /// As the page of the order shows it.
    pub fn of(access: &'a OrderAccess) -> Self {
        Self { access, view: "order" }
    }

    /// As the page of the payment shows it.
    pub fn payment_of(access: &'a OrderAccess) -> Self {
        Self { access, view: "payment" }
    }
}

impl Endpoint for GetOrder<'_> {
    type Gateway = Obmin;
    type Response = Answer<Order>;

    const NAME: &'static str = "public/exchanger/order/get";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &Obmin, stamp: &Stamp) -> Result<WireRequest> {
        let params = Params::new()
            .number("orderUID", self.access.uid())
            .text("orderSecret", self.access.secret().expose())
            .text("type", self.view);
        wire::seal::<Self>(Method::GET, &params, gateway, stamp)
    }

    fn decode(&self, _: &Obmin, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, |data| Order::of(self.access, data))
    }
}
