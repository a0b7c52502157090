//! `GET /service/api/v1/public/exchanger/order/get-lasts/` (source: one client, from the engine's reference)

use http::Method;
use pay_wire::{
    Amount, Answer, Endpoint, Members, Printable, Result, Safety, Stamp, WireRequest, WireResponse,
};
use snafu::ensure;

use super::Currency;
use crate::error::WholeSnafu;
use crate::members::Reading as _;
use crate::params::Params;
use crate::{Date, Obmin, wire};

/// The most orders that are told.
const MOST: u64 = 20;

/// Asks for the exchanger's latest orders, of anybody.
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "nothing is sent until a client sends it"]
pub struct ListLastOrders {
    limit: Option<u64>,
}

impl ListLastOrders {
    /// As many as the exchanger tells by itself, which is 3.
    pub fn new() -> Self {
        Self::default()
    }

    /// This many.
    ///
    /// # Errors
    ///
    /// If it is 0 or more than 20.
    pub fn limit(self, limit: u64) -> Result<Self> {
        ensure!((1..=MOST).contains(&limit), WholeSnafu { field: "limit", most: MOST });
        Ok(Self { limit: Some(limit) })
    }
}

impl Endpoint for ListLastOrders {
    type Gateway = Obmin;
    type Response = Answer<LastOrders>;

    const NAME: &'static str = "public/exchanger/order/get-lasts";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &Obmin, stamp: &Stamp) -> Result<WireRequest> {
        let params = Params::new().number("limit", self.limit);
        wire::seal::<Self>(Method::GET, &params, gateway, stamp)
    }

    fn decode(&self, _: &Obmin, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, |data| {
            let orders = data.objects("orders").iter().map(LastOrder::read).collect();
            Ok(LastOrders { orders, disabled: data.flag("disable").unwrap_or(false) })
        })
    }
}

/// The exchanger's latest orders.
#[derive(Clone, Debug)]
pub struct LastOrders {
    orders: Vec<LastOrder>,
    disabled: bool,
}

impl LastOrders {
    /// The orders.
    pub fn orders(&self) -> &[LastOrder] {
        &self.orders
    }

    /// Whether the site does not show them.
    pub fn is_disabled(&self) -> bool {
        self.disabled
    }
}

/// An order of somebody's.
#[derive(Clone)]
pub struct LastOrder {
    client: Option<Box<str>>,
    in_amount: Option<Amount>,
    out_amount: Option<Amount>,
    created_at: Option<Date>,
    from: Currency,
    to: Currency,
}

impl LastOrder {
    fn read(members: &Members) -> Self {
        let route = members.object("route");
        Self {
            client: members.owned("typeClient"),
            in_amount: members.amount("inAmount"),
            out_amount: members.amount("outAmount"),
            created_at: Date::read(members, "createdAt"),
            from: Currency::read(&route.object("from")),
            to: Currency::read(&route.object("to")),
        }
    }

    /// `typeClient`: what it was made with.
    pub fn client(&self) -> Option<&str> {
        self.client.as_deref()
    }

    /// What the payer gave.
    pub fn in_amount(&self) -> Option<&Amount> {
        self.in_amount.as_ref()
    }

    /// What the receiver got.
    pub fn out_amount(&self) -> Option<&Amount> {
        self.out_amount.as_ref()
    }

    /// When it was made.
    pub fn created_at(&self) -> Option<&Date> {
        self.created_at.as_ref()
    }

    /// What was given.
    pub fn from(&self) -> &Currency {
        &self.from
    }

    /// What was received.
    pub fn to(&self) -> &Currency {
        &self.to
    }
}

impl std::fmt::Debug for LastOrder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LastOrder")
            .field("client", &self.client().map(Printable))
            .field("in_amount", &self.in_amount)
            .field("out_amount", &self.out_amount)
            .finish_non_exhaustive()
    }
}
