//! `GET /service/api/v1/user/affiliate/../` and `GET /service/api/v1/user/exchanger/partner-route/../`
//! (source: one client of the engine, and for some its pages; the shapes of the answers are not
//! documented)

use std::fmt;

use http::Method;
use pay_wire::{Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse};
use serde_json::value::RawValue;

use crate::order::within_reason;
use crate::params::Params;
use crate::{Obmin, wire};

macro_rules! reads {
    ($($(#[$doc:meta])* $name:ident = $method:literal,)+) => {$(
        $(#[$doc])*
        ///
        /// Needs a key. The shape of the answer is not documented.
        #[derive(Clone, Copy, Debug, Default)]
        #[must_use = "nothing is sent until a client sends it"]
        pub struct $name {}

        impl $name {
            /// It has no parameters that are documented.
            pub const fn new() -> Self {
                Self {}
            }
        }

        impl Endpoint for $name {
            type Gateway = Obmin;
            type Response = Answer<Undocumented>;

            const NAME: &'static str = $method;
            const SAFETY: Safety = Safety::ReadOnly;

            fn encode(&self, gateway: &Obmin, stamp: &Stamp) -> Result<WireRequest> {
                wire::seal::<Self>(Method::GET, &Params::new(), gateway, stamp)
            }

            fn decode(&self, _: &Obmin, answer: &WireResponse) -> Result<Self::Response> {
                wire::open_raw::<Self, _>(answer, |data| Ok(Undocumented(data.to_owned())))
            }
        }
    )+};
}

reads! {
    /// Asks for the partner's statistics.
    GetAffiliate = "user/affiliate/basic/get",
    /// Asks for the partner's statistics of today.
    GetAffiliateToday = "user/affiliate/today/get",
    /// Asks for the partner's statistics over time.
    GetAffiliateChart = "user/affiliate/chart",
    /// Asks by which routes a partner is paid out.
    ListPartnerRoutes = "user/exchanger/partner-route/get",
    /// Asks for the statistics of the routes by which a partner is paid out.
    GetPartnerRouteStatistic = "user/exchanger/partner-route/statistic",
}

/// Asks for the orders that a partner brought.
///
/// Needs a key. The shape of the answer is not documented.
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "nothing is sent until a client sends it"]
pub struct ListAffiliateOrders {
    page: Option<u64>,
    limit: Option<u64>,
    all_orders: Option<bool>,
}

impl ListAffiliateOrders {
    /// Those that the exchanger gives first.
    pub fn new() -> Self {
        Self::default()
    }

    /// Another page; the first one is 1.
    ///
    /// # Errors
    ///
    /// If it is 0, or beyond a million.
    pub fn page(self, page: u64) -> Result<Self> {
        Ok(Self { page: Some(within_reason("page", page)?), ..self })
    }

    /// How many orders a page has.
    ///
    /// # Errors
    ///
    /// If it is 0, or beyond a million.
    pub fn limit(self, limit: u64) -> Result<Self> {
        Ok(Self { limit: Some(within_reason("limit", limit)?), ..self })
    }

    /// `allOrders`: those that are not paid out, too (inferred from the name).
    pub fn all_orders(self) -> Self {
        Self { all_orders: Some(true), ..self }
    }
}

impl Endpoint for ListAffiliateOrders {
    type Gateway = Obmin;
    type Response = Answer<Undocumented>;

    const NAME: &'static str = "user/affiliate/orders";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &Obmin, stamp: &Stamp) -> Result<WireRequest> {
        let params = Params::new()
            .number("page", self.page)
            .number("limit", self.limit)
            .flag("allOrders", self.all_orders);
        wire::seal::<Self>(Method::GET, &params, gateway, stamp)
    }

    fn decode(&self, _: &Obmin, answer: &WireResponse) -> Result<Self::Response> {
        wire::open_raw::<Self, _>(answer, |data| Ok(Undocumented(data.to_owned())))
    }
}

/// `data` of an answer whose shape is not documented: JSON, as it came.
#[derive(Clone)]
pub struct Undocumented(Box<RawValue>);

impl Undocumented {
    /// The JSON.
    pub fn as_str(&self) -> &str {
        self.0.get()
    }
}

impl fmt::Debug for Undocumented {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Undocumented({} bytes)", self.0.get().len())
    }
}
