//! The gateway's state, and what the engine asks of it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::fault::Faults;
use crate::gateway::{Action, Callback, Effects, Gateway, Refused, Reply, Request, Timers};
use crate::json::Json;
use crate::world::Choices;

use super::account::{self, Account};
use super::flaws;
use super::notice::{Step, Subject};
use super::payment::Payment;
use super::payout::Payout;
use super::routes::ROUTES;
use super::settings::Settings;

/// The PayCore double at this address.
pub(crate) fn make(base_url: &str, _: Choices) -> Box<dyn Gateway> {
    Box::new(Machine {
        base_url: base_url.to_owned(),
        settings: Settings::default(),
        accounts: account::accounts(),
        customers: Vec::new(),
        payments: Vec::new(),
        payouts: Vec::new(),
        cards: Vec::new(),
        timers: Timers::new(),
        merging: Vec::new(),
        told: Vec::new(),
        recent: Vec::new(),
    })
}

pub(super) struct Machine {
    pub(super) base_url: String,
    pub(super) settings: Settings,
    /// Never empty; orders name them by their place.
    pub(super) accounts: Vec<Account>,
    /// Account, the merchant's id, the gateway's id.
    pub(super) customers: Vec<(usize, String, String)>,
    pub(super) payments: Vec<Payment>,
    pub(super) payouts: Vec<Payout>,
    /// Stored cards: token and number.
    pub(super) cards: Vec<(String, String)>,
    pub(super) timers: Timers<Step>,
    /// Invoices whose changes are being gathered.
    pub(super) merging: Vec<Subject>,
    /// Every callback, as it left for the first time.
    pub(super) told: Vec<(Subject, Callback)>,
    /// When API requests came, for the rate limit.
    pub(super) recent: Vec<SystemTime>,
}

impl Machine {
    pub(super) fn first(&self) -> &Account {
        self.accounts.first().expect("there is always one")
    }

    /// The gateway's id of a customer, the same for the same merchant's id.
    pub(super) fn customer(&mut self, account: usize, reference: &str) -> String {
        let known =
            self.customers.iter().find(|(owner, other, _)| *owner == account && other == reference);
        if let Some((.., id)) = known {
            return id.clone();
        }
        let id = account::id("cus_");
        self.customers.push((account, reference.to_owned(), id.clone()));
        id
    }

    pub(super) fn private_url(&self) -> String {
        format!("{}/api", self.base_url)
    }

    pub(super) fn public_url(&self) -> String {
        format!("{}/public-api", self.base_url)
    }

    pub(super) fn hpp_url(&self) -> String {
        format!("{}/hpp/", self.base_url)
    }
}

impl Gateway for Machine {
    fn name(&self) -> &'static str {
        "paycore"
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
        let account = self.first();
        Json::object([
            ("private_url", Json::text(self.private_url())),
            ("public_url", Json::text(self.public_url())),
            ("hpp_url", Json::text(self.hpp_url())),
            ("account_id", Json::text(account.id)),
            ("api_key", Json::text(account.api_key)),
            ("public_key_test", Json::text(account.test.public)),
            ("public_key_live", Json::text(account.live.public)),
            ("private_key_test", Json::text(account.test.private)),
            ("private_key_live", Json::text(account.live.private)),
        ])
    }

    fn greeting(&self) -> String {
        let mut lines = vec![format!(
            "paycore\n  private {}\n  public  {}\n  page    {}",
            self.private_url(),
            self.public_url(),
            self.hpp_url()
        )];
        for Account { id, api_key, test, live, .. } in &self.accounts {
            lines.push(format!("  account {id}, API key {api_key}"));
            lines.push(format!("    test  {}, {}", test.public, test.private));
            lines.push(format!("    live  {}, {}", live.public, live.private));
        }
        lines.join("\n")
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
        self.bend_callback(callback, faults)
    }

    fn delivered(&mut self, callback: Callback, status: Option<u16>, out: &mut Effects) {
        self.repeat(callback, status, out);
    }
}

/// Seconds since the beginning of 1970.
pub(super) fn unix(at: SystemTime) -> u64 {
    at.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs()
}
