//! `GET /service/api/v1/public/exchanger/route/get/` (source: the engine's flow diagram, pages and clients)

use std::fmt;

use http::Method;
use pay_wire::{
    Amount, Answer, Endpoint, Members, Result, Safety, Stamp, WireRequest, WireResponse,
};

use super::RouteRate;
use crate::image::Image;
use crate::members::Reading as _;
use crate::order::Currency;
use crate::params::Params;
use crate::{CurrencyId, Obmin, RouteId, wire};

/// Asks which routes there are.
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "nothing is sent until a client sends it"]
pub struct ListRoutes<'a> {
    from: Option<&'a CurrencyId>,
    to: Option<&'a CurrencyId>,
}

impl<'a> ListRoutes<'a> {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    /// Those that begin with this currency.
    pub fn from(self, currency: &'a CurrencyId) -> Self {
        Self { from: Some(currency), ..self }
    }

    /// Those that end with this currency.
    pub fn to(self, currency: &'a CurrencyId) -> Self {
        Self { to: Some(currency), ..self }
    }
}

impl Endpoint for ListRoutes<'_> {
    type Gateway = Obmin;
    type Response = Answer<RouteList>;

    const NAME: &'static str = "public/exchanger/route/get";
    const SAFETY: Safety = Safety::ReadOnly;
    const MAX_ANSWER: usize = wire::LONG;

    fn encode(&self, gateway: &Obmin, stamp: &Stamp) -> Result<WireRequest> {
        for currency in [self.from, self.to].into_iter().flatten() {
            currency.check()?;
        }
        let params = Params::new()
            .text("fromCurrencyId", self.from.map(CurrencyId::as_str))
            .text("toCurrencyId", self.to.map(CurrencyId::as_str));
        wire::seal::<Self>(Method::GET, &params, gateway, stamp)
    }

    fn decode(&self, _: &Obmin, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, |data| {
            let routes = data.objects("routes").iter().map(ListedRoute::read).collect();
            Ok(RouteList { routes })
        })
    }
}

/// Routes.
#[derive(Clone, Debug)]
pub struct RouteList {
    routes: Vec<ListedRoute>,
}

impl RouteList {
    /// All that are told, also those that the site does not show.
    pub fn routes(&self) -> &[ListedRoute] {
        &self.routes
    }
}

/// A route, in short.
#[derive(Clone)]
pub struct ListedRoute {
    id: Option<RouteId>,
    shown: Option<bool>,
    from: ListedSide,
    to: ListedSide,
    rate: RouteRate,
    friendly_url: Option<Box<str>>,
}

impl ListedRoute {
    fn read(members: &Members) -> Self {
        Self {
            id: RouteId::read(members, "routeId"),
            shown: members.flag("isShowWeb"),
            from: ListedSide::read(&members.object("from"), "positionIn"),
            to: ListedSide::read(&members.object("to"), "positionOut"),
            rate: RouteRate::read(members),
            friendly_url: members.object("seo").owned("friendlyURL"),
        }
    }

    /// Its id.
    pub fn id(&self) -> Option<&RouteId> {
        self.id.as_ref()
    }

    /// `isShowWeb`: whether the site shows it. One that is hidden may still be open to the API.
    pub fn is_shown(&self) -> Option<bool> {
        self.shown
    }

    /// The side of the payer.
    pub fn from(&self) -> &ListedSide {
        &self.from
    }

    /// The side of the receiver.
    pub fn to(&self) -> &ListedSide {
        &self.to
    }

    /// The rate.
    pub fn rate(&self) -> &RouteRate {
        &self.rate
    }

    /// Its name in addresses.
    pub fn friendly_url(&self) -> Option<&str> {
        self.friendly_url.as_deref()
    }
}

impl fmt::Debug for ListedRoute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ListedRoute")
            .field("id", &self.id)
            .field("shown", &self.shown)
            .field("from", &self.from.currency)
            .field("to", &self.to.currency)
            .finish_non_exhaustive()
    }
}

/// One side of a listed route.
#[derive(Clone, Debug)]
pub struct ListedSide {
    currency: Currency,
    min: Option<Amount>,
    max: Option<Amount>,
    position: Option<u64>,
    image: Option<Image>,
}

impl ListedSide {
    fn read(members: &Members, position: &str) -> Self {
        Self {
            currency: Currency::read(members),
            min: members.amount("min"),
            max: members.amount("max"),
            position: members.number(position),
            image: Image::read(members, "image"),
        }
    }

    /// The currency.
    pub fn currency(&self) -> &Currency {
        &self.currency
    }

    /// The least.
    pub fn min(&self) -> Option<&Amount> {
        self.min.as_ref()
    }

    /// The most; 0 is no limit.
    pub fn max(&self) -> Option<&Amount> {
        self.max.as_ref()
    }

    /// `positionIn`, `positionOut`: where the site shows it.
    pub fn position(&self) -> Option<u64> {
        self.position
    }

    /// Its picture.
    pub fn image(&self) -> Option<&Image> {
        self.image.as_ref()
    }
}
