//! `GET /service/api/v1/public/exchanger/favorite/get/` (source: the engine's pages)

use std::fmt;

use http::Method;
use pay_wire::{Amount, Answer, Endpoint, Members, Printable, Result, Safety, Stamp};
use pay_wire::{WireRequest, WireResponse};
use snafu::{OptionExt as _, ensure};

use crate::error::NotDocumentedSnafu;
use crate::members::Reading as _;
use crate::params::Params;
use crate::{Obmin, wire};

/// Asks for the rates that the site shows on its front page.
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "nothing is sent until a client sends it"]
pub struct ListFavorites {}

impl ListFavorites {
    /// It has no parameters.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for ListFavorites {
    type Gateway = Obmin;
    type Response = Answer<Favorites>;

    const NAME: &'static str = "public/exchanger/favorite/get";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &Obmin, stamp: &Stamp) -> Result<WireRequest> {
        wire::seal::<Self>(Method::GET, &Params::new(), gateway, stamp)
    }

    fn decode(&self, _: &Obmin, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, |data| {
            let rates = data.present("rates");
            let rates = rates.context(NotDocumentedSnafu { lacks: "it has no `rates`" })?;
            let is_list = rates.get().starts_with('[');
            ensure!(is_list, NotDocumentedSnafu { lacks: "its `rates` are no list" });
            Ok(Favorites { rates: data.objects("rates").iter().map(Favorite::read).collect() })
        })
    }
}

/// The rates that the site shows on its front page.
#[derive(Clone, Debug)]
pub struct Favorites {
    rates: Vec<Favorite>,
}

impl Favorites {
    /// In the order in which they came.
    pub fn rates(&self) -> &[Favorite] {
        &self.rates
    }
}

/// A rate on the front page: for people to look at, not to reckon with.
#[derive(Clone)]
pub struct Favorite {
    name: Option<Box<str>>,
    rate: Option<Amount>,
    service: Option<Box<str>>,
}

impl Favorite {
    fn read(members: &Members) -> Self {
        Self {
            name: members.owned("name"),
            rate: members.amount("rate"),
            service: members.owned("service"),
        }
    }

    /// What it is the rate of.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The rate; of what to what is not documented.
    pub fn rate(&self) -> Option<&Amount> {
        self.rate.as_ref()
    }

    /// Where it is from.
    pub fn service(&self) -> Option<&str> {
        self.service.as_deref()
    }
}

impl fmt::Debug for Favorite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Favorite")
            .field("name", &self.name().map(Printable))
            .field("rate", &self.rate)
            .finish_non_exhaustive()
    }
}
