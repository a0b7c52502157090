//! The gateway's state, and which request goes where.

use std::time::SystemTime;

use http::Method;

use crate::fault::Faults;
use crate::gateway::{Action, Effects, Gateway, Refused, Reply, Request, Timers, route};
use crate::json::Json;
use crate::world::Choices;

use super::flaws;
use super::journal::Note;
use super::merchant::{self, Merchant};
use super::payment::Payment;
use super::schema::ACTIONS;
use super::settings::Settings;

/// The actions share one address; they are counted and meet faults as if each had its own.
const ROUTES: &[&str] = &[
    "/",
    "/CalculateFee",
    "/PaymentCreate",
    "/PaymentVerify3DS",
    "/PaymentSale",
    "/PaymentCancel",
    "/GetPaymentStatus",
    "/GetPaymentInvoice",
    "/GetReceipt",
    "/ProcessPayment",
    ACS,
    RECEIPT,
];
const ACS: &str = "/acs/{pmt_id}";
const RECEIPT: &str = "/invoice/{page}";

/// The iPay double at this address.
pub(crate) fn make(base_url: &str, choices: Choices) -> Box<dyn Gateway> {
    Box::new(Machine {
        base_url: base_url.to_owned(),
        settings: Settings { check_tokens: choices.check_tokens, ..Settings::default() },
        merchants: merchant::defaults(),
        payments: Vec::new(),
        recurrences: Vec::new(),
        timers: Timers::new(),
        journal: Vec::new(),
    })
}

pub(super) struct Machine {
    base_url: String,
    pub(super) settings: Settings,
    pub(super) merchants: Vec<Merchant>,
    pub(super) payments: Vec<Payment>,
    pub(super) recurrences: Vec<Recurrence>,
    pub(super) timers: Timers<Step>,
    pub(super) journal: Vec<Note>,
}

/// A card that can be charged again without its payer.
pub(super) struct Recurrence {
    pub(super) token: String,
    pub(super) login: String,
    pub(super) mask: String,
}

/// Something that waits for its time; payments by their place.
pub(super) enum Step {
    Challenge(usize),
    /// With when the money was set aside, since it may have been set aside again.
    Hold(usize, SystemTime),
}

impl Machine {
    /// What the addresses of pages begin with.
    pub(super) fn page_base(&self) -> &str {
        self.settings.page_base.as_ref().unwrap_or(&self.base_url)
    }

    fn main_merchant(&self) -> &Merchant {
        self.merchants.first().expect("there is always one")
    }
}

impl Gateway for Machine {
    fn name(&self) -> &'static str {
        "ipay"
    }

    fn routes(&self) -> &'static [&'static str] {
        ROUTES
    }

    fn faults(&self) -> &'static [&'static str] {
        flaws::NAMES
    }

    fn actions(&self) -> &'static [&'static str] {
        super::act::NAMES
    }

    fn ready(&self) -> Json {
        let merchant = self.main_merchant();
        Json::object([
            ("base_url", Json::text(&self.base_url)),
            ("login", Json::text(&merchant.login)),
            ("sign_key", Json::text(&merchant.sign_key)),
        ])
    }

    fn greeting(&self) -> String {
        let tokens = if self.settings.check_tokens { "checked" } else { "taken unsigned too" };
        let mut lines = vec![format!("ipay\n  API     {}/\n  tokens  {tokens}", self.base_url)];
        for Merchant { login, sign_key, .. } in &self.merchants {
            lines.push(format!("  login   {login}, sign key {sign_key}"));
        }
        lines.join("\n")
    }

    fn call(&self, request: &Request) -> String {
        let document = request.body.as_deref().and_then(super::api::read);
        let named = document.as_ref().and_then(|document| {
            document.get("request")?.get("action")?.as_text().filter(|name| ACTIONS.contains(name))
        });
        match named.filter(|_| is_api(&request.path)) {
            Some(action) => format!("/{action}"),
            None => request.path.clone(),
        }
    }

    /// Check 1, then the pages or the call's own.
    fn answer(&mut self, request: &Request, faults: &mut Faults<'_>, out: &mut Effects) -> Reply {
        let route = route(ROUTES, &request.path);
        match (route, request.method == Method::GET) {
            (Some(ACS), true) => return self.challenge_page(request),
            (Some(RECEIPT), true) => return self.receipt_page(request),
            _ => {}
        }
        if request.method != Method::POST {
            return Reply::empty(405).with("allow", "POST");
        }
        if !is_api(&request.path) {
            return Reply::empty(404);
        }
        match &request.body {
            Some(body) => self.api(request, body, faults, out),
            None => Reply::empty(413),
        }
    }

    fn act(&mut self, action: &Action<'_>, out: &mut Effects) -> Result<Json, Refused> {
        self.carry_out(action, out)
    }

    fn due(&self) -> Option<SystemTime> {
        self.timers.due()
    }

    fn tick(&mut self, out: &mut Effects) {
        while let Some(step) = self.timers.fire(out.now) {
            match step {
                Step::Challenge(at) => self.payments[at].expire_challenge(out),
                Step::Hold(at, since) => {
                    let payment = &mut self.payments[at];
                    if payment.held.is_some_and(|(_, other)| other == since) {
                        payment.release(out);
                    }
                }
            }
        }
    }
}

fn is_api(path: &str) -> bool {
    path.is_empty() || path == "/"
}
