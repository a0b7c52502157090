//! `GET /service/api/v1/public/exchanger/route-v2/get/` (source: the engine's pages and clients)

use http::Method;
use pay_wire::{
    Amount, Answer, Decimal, Endpoint, Members, Result, Safety, Stamp, WireRequest, WireResponse,
};

use crate::image::Image;
use crate::members::Reading as _;
use crate::order::Currency;
use crate::params::Params;
use crate::{CurrencyId, Obmin, RouteId, wire};

/// Asks for all routes as a table: currencies apart, routes by their ids. Not every site has it.
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is sent until a client sends it"]
pub struct GetRouteTable<'a> {
    from: Vec<&'a CurrencyId>,
    to: Vec<&'a CurrencyId>,
}

impl<'a> GetRouteTable<'a> {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    /// Those that begin with this currency; call it again for several.
    pub fn from(mut self, currency: &'a CurrencyId) -> Self {
        self.from.push(currency);
        self
    }

    /// Those that end with this currency; call it again for several.
    pub fn to(mut self, currency: &'a CurrencyId) -> Self {
        self.to.push(currency);
        self
    }
}

impl Endpoint for GetRouteTable<'_> {
    type Gateway = Obmin;
    type Response = Answer<RouteTable>;

    const NAME: &'static str = "public/exchanger/route-v2/get";
    const SAFETY: Safety = Safety::ReadOnly;
    const MAX_ANSWER: usize = wire::LONG;

    fn encode(&self, gateway: &Obmin, stamp: &Stamp) -> Result<WireRequest> {
        for currency in self.from.iter().chain(&self.to) {
            currency.check()?;
        }
        let params = Params::new()
            .texts("fromCurrencyIds", self.from.iter().map(|id| id.as_str()))
            .texts("toCurrencyIds", self.to.iter().map(|id| id.as_str()));
        wire::seal::<Self>(Method::GET, &params, gateway, stamp)
    }

    fn decode(&self, _: &Obmin, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, |data| Ok(RouteTable::read(data)))
    }
}

/// Currencies, and the routes between them.
#[derive(Clone, Debug)]
pub struct RouteTable {
    is_updated: Option<bool>,
    currencies: Vec<TableCurrency>,
    routes: Vec<TableRoute>,
}

impl RouteTable {
    fn read(data: &Members) -> Self {
        let currencies = data.object("currencies");
        Self {
            is_updated: data.flag("isUpdated"),
            currencies: currencies
                .iter()
                .map(|(id, raw)| TableCurrency::read(id, &Members::of(raw)))
                .collect(),
            routes: data.objects("routes").iter().map(TableRoute::read).collect(),
        }
    }

    /// `isUpdated` as it came; what it means is not documented.
    pub fn is_updated(&self) -> Option<bool> {
        self.is_updated
    }

    /// The currencies.
    pub fn currencies(&self) -> &[TableCurrency] {
        &self.currencies
    }

    /// The currency with this id.
    pub fn currency(&self, id: &CurrencyId) -> Option<&TableCurrency> {
        self.currencies.iter().find(|currency| currency.id == *id)
    }

    /// The routes.
    pub fn routes(&self) -> &[TableRoute] {
        &self.routes
    }

    /// How much of its `to` currency the exchanger has for a route: the currency's reserve and
    /// what the route adds to it. `None` where either is not told as a number.
    pub fn reserve(&self, route: &TableRoute) -> Option<Decimal> {
        let currency = self.currency(route.to.as_ref()?)?;
        let reserve = currency.reserve_amount.as_ref()?.decimal()?;
        let added = match &route.reserve_amount_additional {
            Some(added) => added.decimal()?,
            None => Decimal::ZERO,
        };
        reserve.checked_add(added)
    }
}

/// A currency of the table.
#[derive(Clone, Debug)]
pub struct TableCurrency {
    id: CurrencyId,
    currency: Currency,
    image: Option<Image>,
    position_in: Option<u64>,
    position_out: Option<u64>,
    reserve_amount: Option<Amount>,
    is_active: Option<bool>,
}

impl TableCurrency {
    fn read(id: &str, members: &Members) -> Self {
        Self {
            id: CurrencyId::received(id),
            currency: Currency::read(members),
            image: Image::read(members, "image"),
            position_in: members.number("positionIn"),
            position_out: members.number("positionOut"),
            reserve_amount: members.amount("reserveAmount"),
            is_active: members.flag("isActive"),
        }
    }

    /// Its id, by which routes name it.
    pub fn id(&self) -> &CurrencyId {
        &self.id
    }

    /// Name, symbol and code.
    pub fn currency(&self) -> &Currency {
        &self.currency
    }

    /// Its picture.
    pub fn image(&self) -> Option<&Image> {
        self.image.as_ref()
    }

    /// Where the site shows it among what is given.
    pub fn position_in(&self) -> Option<u64> {
        self.position_in
    }

    /// Where the site shows it among what is received.
    pub fn position_out(&self) -> Option<u64> {
        self.position_out
    }

    /// How much of it the exchanger has; see [`RouteTable::reserve`].
    pub fn reserve_amount(&self) -> Option<&Amount> {
        self.reserve_amount.as_ref()
    }

    /// Whether it is exchanged now.
    pub fn is_active(&self) -> Option<bool> {
        self.is_active
    }
}

/// A route of the table.
#[derive(Clone, Debug)]
pub struct TableRoute {
    id: Option<RouteId>,
    from: Option<CurrencyId>,
    to: Option<CurrencyId>,
    is_shown: Option<bool>,
    is_shown_by_bots: Option<bool>,
    reserve_amount_additional: Option<Amount>,
    friendly_url: Option<Box<str>>,
}

impl TableRoute {
    fn read(members: &Members) -> Self {
        Self {
            id: RouteId::read(members, "routeId"),
            from: CurrencyId::read(members, "from"),
            to: CurrencyId::read(members, "to"),
            is_shown: members.flag("isShowWeb"),
            is_shown_by_bots: members.flag("isShowBot"),
            reserve_amount_additional: members.amount("reserveAmountAdditional"),
            friendly_url: members.owned("seoFriendlyURL"),
        }
    }

    /// Its id.
    pub fn id(&self) -> Option<&RouteId> {
        self.id.as_ref()
    }

    /// What is given.
    pub fn from(&self) -> Option<&CurrencyId> {
        self.from.as_ref()
    }

    /// What is received.
    pub fn to(&self) -> Option<&CurrencyId> {
        self.to.as_ref()
    }

    /// `isShowWeb`: whether the site shows it.
    pub fn is_shown(&self) -> Option<bool> {
        self.is_shown
    }

    /// `isShowBot`: whether the exchanger's bots show it.
    pub fn is_shown_by_bots(&self) -> Option<bool> {
        self.is_shown_by_bots
    }

    /// What the route has beside the reserve of its currency; see [`RouteTable::reserve`].
    pub fn reserve_amount_additional(&self) -> Option<&Amount> {
        self.reserve_amount_additional.as_ref()
    }

    /// Its name in addresses.
    pub fn friendly_url(&self) -> Option<&str> {
        self.friendly_url.as_deref()
    }
}
