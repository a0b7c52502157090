//! `GET /service/partner/api.php?method=get_links` ([the provider's page for partners][page])
//!
//! [page]: https://www.obmin.me/en/partner-api-docs/

use std::fmt;

use pay_wire::{Answer, Endpoint, Members, Result, Safety, Stamp, WireRequest, WireResponse};
use serde_json::value::RawValue;
use snafu::OptionExt as _;

use super::{PartnerKey, Period};
use crate::error::NotDocumentedSnafu;
use crate::members::{Reading as _, listed};
use crate::{Date, Obmin};

/// Asks who followed a partner's link.
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing is sent until a client sends it"]
pub struct ListPartnerLinks<'a> {
    key: &'a PartnerKey,
    period: Period,
}

impl<'a> ListPartnerLinks<'a> {
    /// Of the partner who has this key.
    pub fn new(key: &'a PartnerKey) -> Self {
        Self { key, period: Period::default() }
    }

    /// `start_time`: not before this moment, in seconds since 1970, UTC.
    pub fn since(mut self, unix_s: u64) -> Self {
        self.period.start = Some(unix_s);
        self
    }

    /// `end_time`: not after this moment, in seconds since 1970, UTC.
    pub fn until(mut self, unix_s: u64) -> Self {
        self.period.end = Some(unix_s);
        self
    }
}

impl Endpoint for ListPartnerLinks<'_> {
    type Gateway = Obmin;
    type Response = Answer<PartnerLinks>;

    const NAME: &'static str = "partner/get_links";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &Obmin, _: &Stamp) -> Result<WireRequest> {
        super::seal("get_links", self.key, self.period, gateway)
    }

    fn decode(&self, _: &Obmin, answer: &WireResponse) -> Result<Self::Response> {
        super::open(answer, |data| {
            let items = data.present("items");
            let items = items.context(NotDocumentedSnafu { lacks: "it has no `items`" })?;
            Ok(PartnerLinks { links: PartnerLink::all(items) })
        })
    }
}

/// Who followed a partner's link.
#[derive(Clone, Debug)]
pub struct PartnerLinks {
    links: Vec<PartnerLink>,
}

impl PartnerLinks {
    /// In the order in which they came.
    pub fn links(&self) -> &[PartnerLink] {
        &self.links
    }
}

/// One who followed a partner's link: personal data, which prints nowhere. Every member may be
/// missing.
#[derive(Clone)]
pub struct PartnerLink {
    day: Option<Box<str>>,
    id: Option<Box<str>>,
    time_s: Option<u64>,
    date: Option<Date>,
    browser: Option<Box<str>>,
    ip: Option<Box<str>>,
    referrer: Option<Box<str>>,
    user_hash: Option<Box<str>>,
    query_string: Option<Box<str>>,
}

impl PartnerLink {
    /// The items are keyed by day. Whether one is a visit, a list of visits or an object of them is
    /// not documented, so each is read.
    fn all(items: &RawValue) -> Vec<Self> {
        let mut links = Vec::new();
        for (day, item) in Members::of(items).iter() {
            let one = Members::of(item);
            if one.raw("id").is_some() || one.raw("time").is_some() {
                links.push(Self::read(Some(day), &one));
                continue;
            }
            let within = one.iter().map(|(_, visit)| Members::of(visit));
            let visits = within.chain(listed(item)).filter(|visit| !visit.is_empty());
            links.extend(visits.map(|visit| Self::read(Some(day), &visit)));
        }
        links.extend(listed(items).iter().map(|visit| Self::read(None, visit)));
        links
    }

    fn read(day: Option<&str>, visit: &Members) -> Self {
        Self {
            day: day.map(Into::into),
            id: visit.owned("id"),
            time_s: visit.number("time"),
            date: Date::read(visit, "date"),
            browser: visit.owned("browser"),
            ip: visit.owned("ip"),
            referrer: visit.owned("referrer"),
            user_hash: visit.owned("user_hash"),
            query_string: visit.owned("query_string"),
        }
    }

    /// The day under which it stands, as it came.
    pub fn day(&self) -> Option<&str> {
        self.day.as_deref()
    }

    /// Its number.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// `time`, in seconds since 1970, UTC (inferred from those of the request).
    pub fn unix_s(&self) -> Option<u64> {
        self.time_s
    }

    /// `date` as it came.
    pub fn date(&self) -> Option<&Date> {
        self.date.as_ref()
    }

    /// With which browser.
    pub fn browser(&self) -> Option<&str> {
        self.browser.as_deref()
    }

    /// From which address.
    pub fn ip(&self) -> Option<&str> {
        self.ip.as_deref()
    }

    /// From which page.
    pub fn referrer(&self) -> Option<&str> {
        self.referrer.as_deref()
    }

    /// `user_hash`: the same for one customer (inferred).
    pub fn user_hash(&self) -> Option<&str> {
        self.user_hash.as_deref()
    }

    /// `query_string`: what stood behind the link.
    pub fn query_string(&self) -> Option<&str> {
        self.query_string.as_deref()
    }
}

impl fmt::Debug for PartnerLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PartnerLink")
            .field("id", &self.id().map(pay_wire::Printable))
            .field("date", &self.date)
            .finish_non_exhaustive()
    }
}
