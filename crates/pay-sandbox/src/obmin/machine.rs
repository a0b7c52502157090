//! The gateway's state, and what the engine asks of it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::fault::Faults;
use crate::gateway::{Action, Callback, Effects, Gateway, Refused, Reply, Request, Timers};
use crate::json::Json;
use crate::world::Choices;

use super::direction::{self, Currency, Direction};
use super::flaws;
use super::gate::{API, ROUTES, clean};
use super::key::{self, ApiKey};
use super::order::Order;
use super::settings::Settings;

/// The Obmin double at this address.
pub(crate) fn make(base_url: &str, _: Choices) -> Box<dyn Gateway> {
    Box::new(Machine {
        base_url: base_url.to_owned(),
        settings: Settings::default(),
        keys: key::keys(),
        currencies: direction::currencies(),
        directions: direction::directions(),
        orders: Vec::new(),
        timers: Timers::new(),
        recent: Vec::new(),
        told: 0,
        answered: 0,
    })
}

pub(super) struct Machine {
    pub(super) base_url: String,
    pub(super) settings: Settings,
    /// Never empty.
    pub(super) keys: Vec<ApiKey>,
    pub(super) currencies: Vec<Currency>,
    pub(super) directions: Vec<Direction>,
    pub(super) orders: Vec<Order>,
    pub(super) timers: Timers<Step>,
    /// When calls came, for the rate limit.
    pub(super) recent: Vec<SystemTime>,
    /// How many notifications there were.
    pub(super) told: usize,
    /// How many answers there were.
    pub(super) answered: u64,
}

/// Something that waits for its time; orders by their place.
pub(super) enum Step {
    /// Nobody has paid.
    Expire(usize),
    /// With the number of the change that it belongs to.
    PayOut(usize, u32),
    Tell(Callback),
}

impl Machine {
    pub(super) fn api_url(&self) -> String {
        format!("{}{API}", self.base_url)
    }

    pub(super) fn first_key(&self) -> &ApiKey {
        self.keys.first().expect("there is always one")
    }

    pub(super) fn direction_ids(&self) -> Vec<String> {
        self.directions.iter().map(|direction| direction.id.to_owned()).collect()
    }
}

impl Gateway for Machine {
    fn name(&self) -> &'static str {
        "obmin"
    }

    fn routes(&self) -> &'static [&'static str] {
        ROUTES
    }

    fn faults(&self) -> &'static [&'static str] {
        flaws::NAMES
    }

    fn callback_faults(&self) -> &'static [&'static str] {
        flaws::OF_CALLBACKS
    }

    fn actions(&self) -> &'static [&'static str] {
        super::act::NAMES
    }

    fn ready(&self) -> Json {
        let key = self.first_key();
        let routes = self.direction_ids().into_iter().map(Json::Text).collect();
        Json::object([
            ("base_url", Json::text(self.api_url())),
            ("site_url", Json::text(&self.base_url)),
            ("api_key", Json::text(&key.key)),
            ("api_secret", Json::text(&key.secret)),
            ("routes", Json::List(routes)),
        ])
    }

    fn greeting(&self) -> String {
        let mut lines =
            vec![format!("obmin\n  API     {}\n  site    {}", self.api_url(), self.base_url)];
        for ApiKey { key, secret, .. } in &self.keys {
            lines.push(format!("  key     {key}, secret {secret}"));
        }
        for direction in &self.directions {
            let (from, to) = (&self.currencies[direction.from], &self.currencies[direction.to]);
            lines.push(format!("  route   {} {} to {}", direction.id, from.xml, to.xml));
        }
        lines.join("\n")
    }

    fn call(&self, request: &Request) -> String {
        clean(&request.path)
    }

    fn answer(&mut self, request: &Request, faults: &mut Faults<'_>, out: &mut Effects) -> Reply {
        self.receive(request, faults, out)
    }

    fn act(&mut self, action: &Action<'_>, out: &mut Effects) -> Result<Json, Refused> {
        self.carry_out(action, out)
    }

    fn due(&self) -> Option<SystemTime> {
        self.timers.due()
    }

    fn tick(&mut self, out: &mut Effects) {
        while let Some(step) = self.timers.fire(out.now) {
            self.step(step, out);
        }
    }

    fn spoil(&self, callback: &Callback, faults: &mut Faults<'_>) -> Option<Callback> {
        self.bend_ipn(callback, faults)
    }
}

/// Milliseconds since the beginning of 1970.
pub(super) fn millis(at: SystemTime) -> u64 {
    let since = at.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
