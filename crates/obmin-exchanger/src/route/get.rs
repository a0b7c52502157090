//! `GET /service/api/v1/public/exchanger/route/get/one/`, and `by-xml` and `by-friendlyURL` below it
//! (source: the engine's flow diagram, pages and clients)

use http::Method;
use pay_wire::{Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse};
use snafu::ensure;

use super::Route;
use crate::error::{EmptySnafu, LongSnafu, NotDocumentedSnafu, OtherRouteSnafu};
use crate::params::Params;
use crate::{Obmin, RouteId, wire};

/// Asks for a route with all that an order along it needs.
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing is sent until a client sends it"]
pub struct GetRoute<'a> {
    by: By<'a>,
    lang: Option<&'a str>,
}

#[derive(Clone, Copy, Debug)]
enum By<'a> {
    Codes { from: &'a str, to: &'a str },
    FriendlyUrl(&'a str),
    Id(&'a RouteId),
}

impl<'a> GetRoute<'a> {
    /// The route with this id.
    pub fn of(id: &'a RouteId) -> Self {
        Self { by: By::Id(id), lang: None }
    }

    /// The route between two currencies, by their codes at monitoring sites.
    ///
    /// # Errors
    ///
    /// If a code is empty or has more than 50 characters.
    pub fn between(from: &'a str, to: &'a str) -> Result<Self> {
        let (from, to) = (text("xmlIn", from, 50)?, text("xmlOut", to, 50)?);
        Ok(Self { by: By::Codes { from, to }, lang: None })
    }

    /// The route with this name in addresses.
    ///
    /// # Errors
    ///
    /// If it is empty or has more than 90 characters.
    pub fn at_friendly_url(name: &'a str) -> Result<Self> {
        Ok(Self { by: By::FriendlyUrl(text("friendlyURL", name, 90)?), lang: None })
    }

    /// The language of its texts.
    ///
    /// # Errors
    ///
    /// If it is empty or has more than 20 characters.
    pub fn lang(self, lang: &'a str) -> Result<Self> {
        Ok(Self { lang: Some(text("lang", lang, 20)?), ..self })
    }

    /// Whether the route that is told is the one that was asked for, as far as that is told.
    fn expect(&self, route: &Route) -> Result<()> {
        let code = |side: &crate::Currency, asked: &str| {
            side.code().is_none_or(|code| code.as_str() == asked)
        };
        let (same, field) = match self.by {
            By::Id(id) => (route.id().is_none_or(|told| told == id), "routeId"),
            By::Codes { from, to } => {
                (code(route.from().currency(), from) && code(route.to().currency(), to), "xml")
            }
            By::FriendlyUrl(name) => {
                (route.friendly_url().is_none_or(|told| told == name), "friendlyURL")
            }
        };
        ensure!(same, OtherRouteSnafu { field });
        Ok(())
    }
}

fn text<'a>(field: &'static str, text: &'a str, most: usize) -> Result<&'a str> {
    ensure!(!text.is_empty(), EmptySnafu { field });
    ensure!(text.chars().count() <= most, LongSnafu { field, most });
    Ok(text)
}

impl Endpoint for GetRoute<'_> {
    type Gateway = Obmin;
    type Response = Answer<Route>;

    const NAME: &'static str = "public/exchanger/route/get/one";
    const SAFETY: Safety = Safety::ReadOnly;
    const MAX_ANSWER: usize = wire::LONG;

    fn encode(&self, gateway: &Obmin, stamp: &Stamp) -> Result<WireRequest> {
        let (below, params) = match self.by {
            By::Id(id) => {
                id.check()?;
                ("", Params::new().text("id", id.as_str()))
            }
            By::Codes { from, to } => {
                ("/by-xml", Params::new().text("xmlIn", from).text("xmlOut", to))
            }
            By::FriendlyUrl(name) => ("/by-friendlyURL", Params::new().text("friendlyURL", name)),
        };
        wire::seal_at::<Self>(below, Method::GET, &params.text("lang", self.lang), gateway, stamp)
    }

    fn decode(&self, _: &Obmin, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, |data| {
            let route = data.object("route");
            ensure!(!route.is_empty(), NotDocumentedSnafu { lacks: "it has no `route`" });
            let route = Route::read(&route);
            self.expect(&route)?;
            Ok(route)
        })
    }
}
