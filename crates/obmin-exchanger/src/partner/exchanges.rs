//! `GET /service/partner/api.php?method=get_exchanges` ([the provider's page for partners][page])
//!
//! [page]: https://www.obmin.me/en/partner-api-docs/

use std::fmt;

use pay_wire::{
    Amount, Answer, Endpoint, Members, Result, Safety, Stamp, WireRequest, WireResponse,
};
use snafu::ensure;

use super::{PartnerKey, Period};
use crate::error::NotDocumentedSnafu;
use crate::members::Reading as _;
use crate::{Date, Obmin};

/// Asks which exchanges a partner brought.
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing is sent until a client sends it"]
pub struct ListPartnerExchanges<'a> {
    key: &'a PartnerKey,
    period: Period,
}

impl<'a> ListPartnerExchanges<'a> {
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

impl Endpoint for ListPartnerExchanges<'_> {
    type Gateway = Obmin;
    type Response = Answer<PartnerExchanges>;

    const NAME: &'static str = "partner/get_exchanges";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &Obmin, _: &Stamp) -> Result<WireRequest> {
        super::seal("get_exchanges", self.key, self.period, gateway)
    }

    fn decode(&self, _: &Obmin, answer: &WireResponse) -> Result<Self::Response> {
        super::open(answer, |data| {
            let has_items = data.present("items").is_some();
            ensure!(has_items, NotDocumentedSnafu { lacks: "it has no `items`" });
            let items = data.list("items");
            let items = items.iter().map(|item| PartnerExchange::read(&Members::of(item)));
            Ok(PartnerExchanges { exchanges: items.collect() })
        })
    }
}

/// The exchanges that a partner brought.
#[derive(Clone, Debug)]
pub struct PartnerExchanges {
    exchanges: Vec<PartnerExchange>,
}

impl PartnerExchanges {
    /// In the order in which they came.
    pub fn exchanges(&self) -> &[PartnerExchange] {
        &self.exchanges
    }
}

/// An exchange that a partner brought. Only the names of its members are documented; every one may
/// be missing.
#[derive(Clone)]
pub struct PartnerExchange {
    id: Option<Box<str>>,
    time_s: Option<u64>,
    date: Option<Date>,
    course_give: Option<Amount>,
    course_get: Option<Amount>,
    amount_give: Option<Amount>,
    amount_get: Option<Amount>,
    exchange_success: Option<Box<str>>,
    accrued: Option<Box<str>>,
    partner_reward: Option<Amount>,
    user_hash: Option<Box<str>>,
}

impl PartnerExchange {
    fn read(item: &Members) -> Self {
        let word = |name| Some(item.present(name)?.get().trim_matches('"').into());
        Self {
            id: item.owned("id"),
            time_s: item.number("time"),
            date: Date::read(item, "date"),
            course_give: item.amount("course_give"),
            course_get: item.amount("course_get"),
            amount_give: item.amount("amount_give"),
            amount_get: item.amount("amount_get"),
            exchange_success: word("exchange_success"),
            accrued: word("accrued"),
            partner_reward: item.amount("partner_reward"),
            user_hash: item.owned("user_hash"),
        }
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

    /// `course_give`: one side of the rate.
    pub fn course_give(&self) -> Option<&Amount> {
        self.course_give.as_ref()
    }

    /// `course_get`: the other side of the rate.
    pub fn course_get(&self) -> Option<&Amount> {
        self.course_get.as_ref()
    }

    /// `amount_give`: what the customer gave, in major units.
    pub fn amount_give(&self) -> Option<&Amount> {
        self.amount_give.as_ref()
    }

    /// `amount_get`: what the customer got, in major units.
    pub fn amount_get(&self) -> Option<&Amount> {
        self.amount_get.as_ref()
    }

    /// `exchange_success` as it came, without quotes: which words mean yes is not documented.
    pub fn exchange_success(&self) -> Option<&str> {
        self.exchange_success.as_deref()
    }

    /// `accrued` as it came, without quotes: whether it is an amount or a yes is not documented.
    pub fn accrued(&self) -> Option<&str> {
        self.accrued.as_deref()
    }

    /// `partner_reward`: what the partner gets, in major units.
    pub fn partner_reward(&self) -> Option<&Amount> {
        self.partner_reward.as_ref()
    }

    /// `user_hash`: the same for one customer (inferred).
    pub fn user_hash(&self) -> Option<&str> {
        self.user_hash.as_deref()
    }
}

/// Without the customer.
impl fmt::Debug for PartnerExchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PartnerExchange")
            .field("id", &self.id().map(pay_wire::Printable))
            .field("date", &self.date)
            .field("partner_reward", &self.partner_reward)
            .finish_non_exhaustive()
    }
}
