//! `GET /service/api/v1/user/exchanger/order/history/` (source: the engine's pages and clients)

use http::Method;
use pay_wire::{
    Amount, Answer, Endpoint, Members, Result, Safety, Stamp, WireRequest, WireResponse,
};
use snafu::ensure;

use super::Currency;
use crate::error::WholeSnafu;
use crate::members::Reading as _;
use crate::params::Params;
use crate::{Date, Obmin, OrderId, OrderStatus, RouteId, wire};

/// The most pages and lines that are asked for; the exchanger's own limits are not documented.
const MOST: u64 = 1_000_000;

/// Asks for the orders that were made with the key of the API. In which order they come is not
/// documented.
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is sent until a client sends it"]
pub struct ListOrders {
    page: Option<u64>,
    limit: Option<u64>,
    statuses: Vec<OrderStatus>,
}

impl ListOrders {
    /// The first page, of the size that the exchanger likes, in any status.
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

    /// Orders in this status; call it again for several.
    pub fn status(mut self, status: OrderStatus) -> Self {
        self.statuses.push(status);
        self
    }
}

/// The number of a page, or of the lines on it.
pub(crate) fn within_reason(field: &'static str, number: u64) -> Result<u64> {
    ensure!((1..=MOST).contains(&number), WholeSnafu { field, most: MOST });
    Ok(number)
}

impl Endpoint for ListOrders {
    type Gateway = Obmin;
    type Response = Answer<OrderList>;

    const NAME: &'static str = "user/exchanger/order/history";
    const SAFETY: Safety = Safety::ReadOnly;
    const MAX_ANSWER: usize = wire::LONG;

    fn encode(&self, gateway: &Obmin, stamp: &Stamp) -> Result<WireRequest> {
        let params = Params::new()
            .texts("statuses", self.statuses.iter().map(OrderStatus::as_str))
            .number("page", self.page)
            .number("limit", self.limit);
        wire::seal::<Self>(Method::GET, &params, gateway, stamp)
    }

    fn decode(&self, _: &Obmin, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, |data| Ok(OrderList::read(data)))
    }
}

/// One page of the merchant's orders.
#[derive(Clone, Debug)]
pub struct OrderList {
    orders: Vec<ListedOrder>,
    total: Option<u64>,
    pages: Option<u64>,
    page: Option<u64>,
    limit: Option<u64>,
    offset: Option<u64>,
}

impl OrderList {
    fn read(data: &Members) -> Self {
        let count = data.object("count");
        Self {
            orders: data.objects("orders").iter().map(ListedOrder::read).collect(),
            total: count.number("total"),
            pages: count.number("pages"),
            page: count.number("select_page"),
            limit: count.number("limit"),
            offset: count.number("offset"),
        }
    }

    /// The orders of this page.
    pub fn orders(&self) -> &[ListedOrder] {
        &self.orders
    }

    /// How many orders there are.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// How many pages there are.
    pub fn pages(&self) -> Option<u64> {
        self.pages
    }

    /// Which page this is.
    pub fn page(&self) -> Option<u64> {
        self.page
    }

    /// How many orders a page has.
    pub fn limit(&self) -> Option<u64> {
        self.limit
    }

    /// How many orders stand before this page.
    pub fn offset(&self) -> Option<u64> {
        self.offset
    }
}

/// An order in a list: without its secret and without requisites.
#[derive(Clone, Debug)]
pub struct ListedOrder {
    id: Option<OrderId>,
    uid: Option<u64>,
    rid: Option<Box<str>>,
    status: OrderStatus,
    in_amount: Option<Amount>,
    out_amount: Option<Amount>,
    created_at: Option<Date>,
    route_id: Option<RouteId>,
    from: Currency,
    to: Currency,
}

impl ListedOrder {
    fn read(members: &Members) -> Self {
        let route = members.object("route");
        Self {
            id: OrderId::read(members, "_id"),
            uid: members.number("uid"),
            rid: members.owned("rid"),
            status: OrderStatus::from(&*members.owned("status").unwrap_or_default()),
            in_amount: members.amount("inAmount"),
            out_amount: members.amount("outAmount"),
            created_at: Date::read(members, "createdAt"),
            route_id: RouteId::read(&route, "routeId"),
            from: Currency::read(&route.object("from")),
            to: Currency::read(&route.object("to")),
        }
    }

    /// Its id, by which notifications name it.
    pub fn id(&self) -> Option<&OrderId> {
        self.id.as_ref()
    }

    /// Its number.
    pub fn uid(&self) -> Option<u64> {
        self.uid
    }

    /// Its other number.
    pub fn rid(&self) -> Option<&str> {
        self.rid.as_deref()
    }

    /// Where it stands; an empty [`OrderStatus::Other`] where it is not told.
    pub fn status(&self) -> &OrderStatus {
        &self.status
    }

    /// What the payer gives.
    pub fn in_amount(&self) -> Option<&Amount> {
        self.in_amount.as_ref()
    }

    /// What the receiver gets.
    pub fn out_amount(&self) -> Option<&Amount> {
        self.out_amount.as_ref()
    }

    /// When it was made.
    pub fn created_at(&self) -> Option<&Date> {
        self.created_at.as_ref()
    }

    /// Its route, where it is told.
    pub fn route_id(&self) -> Option<&RouteId> {
        self.route_id.as_ref()
    }

    /// What is given.
    pub fn from(&self) -> &Currency {
        &self.from
    }

    /// What is received.
    pub fn to(&self) -> &Currency {
        &self.to
    }
}
