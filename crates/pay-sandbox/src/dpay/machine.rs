//! The gateway's state, and which call goes where.

use std::time::SystemTime;

use http::Method;
use rust_decimal::Decimal;

use crate::fault::Faults;
use crate::gateway::{Action, Callback, Effects, Gateway, Refused, Reply, Request, Timers, route};
use crate::json::Json;
use crate::world::Choices;

use super::flaws;
use super::invoice::Invoice;
use super::notice::Step;
use super::order::random_tracking;
use super::payout::Payout;
use super::register::Register;
use super::settings::Settings;

const ROUTES: &[&str] = &[
    "/api/einvoice/create",
    "/api/einvoice/process",
    "/api/einvoice/status",
    "/api/einvoice/statement",
    "/api/payment/create",
    "/api/payment/validate",
    "/api/payment/process",
    "/api/payment/status",
    "/api/payment/statement",
    "/api/payment/balance",
    "/api/extrafields/list",
    "/api/h2h/start",
    "/api/h2h/process",
    FORM,
    PAGE,
];
const FORM: &str = "/acs";
const PAGE: &str = "/i/{tracking}";

/// The two cash registers there are at the start, each with 100000.00 UAH.
const REGISTERS: [(&str, &str); 2] = [("1042", "k4ssa-S3cret"), ("2077", "second-S3cret")];

/// The DPAY double at this address.
pub(crate) fn make(base_url: &str, _: Choices) -> Box<dyn Gateway> {
    let start = Decimal::from(100_000);
    Box::new(Machine {
        base_url: base_url.to_owned(),
        settings: Settings::default(),
        registers: REGISTERS.map(|(client, salt)| Register::new(client, salt, "UAH", start)).into(),
        invoices: Vec::new(),
        payouts: Vec::new(),
        timers: Timers::new(),
    })
}

pub(super) struct Machine {
    pub(super) base_url: String,
    pub(super) settings: Settings,
    pub(super) registers: Vec<Register>,
    pub(super) invoices: Vec<Invoice>,
    pub(super) payouts: Vec<Payout>,
    pub(super) timers: Timers<Step>,
}

impl Machine {
    pub(super) fn register(&mut self, client: &str) -> &mut Register {
        let named = |register: &&mut Register| register.client == client;
        self.registers.iter_mut().find(named).expect("orders belong to registers")
    }

    /// The number of a new order.
    pub(super) fn new_tracking(&mut self) -> String {
        self.settings.next_tracking.take().unwrap_or_else(random_tracking)
    }

    /// Where the payer pays.
    pub(super) fn pay_link(&self, tracking: &str) -> String {
        let base = self.settings.page_base.as_ref().unwrap_or(&self.base_url);
        format!("{base}/i/{tracking}")
    }

    fn main_register(&self) -> &Register {
        self.registers.first().expect("there is always one")
    }
}

impl Gateway for Machine {
    fn name(&self) -> &'static str {
        "dpay"
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
        Json::object([
            ("base_url", Json::text(&self.base_url)),
            ("form_url", Json::text(format!("{}{FORM}", self.base_url))),
            ("client", Json::text(&self.main_register().client)),
            ("salt", Json::text(&self.main_register().salt)),
        ])
    }

    fn greeting(&self) -> String {
        let base = &self.base_url;
        let mut lines = vec![format!("dpay\n  API     {base}\n  form    {base}{FORM}")];
        for Register { client, salt, .. } in &self.registers {
            lines.push(format!("  client  {client}, salt {salt}"));
        }
        lines.join("\n")
    }

    /// Checks 1 to 3, then the call's own.
    fn answer(&mut self, request: &Request, faults: &mut Faults<'_>, out: &mut Effects) -> Reply {
        let invoice = request.path.strip_prefix("/i/").and_then(|tracking| self.invoice(tracking));
        let route = match route(ROUTES, &request.path) {
            Some(PAGE) if invoice.is_none() => None,
            route => route,
        };
        let Some(route) = route else {
            return Reply::html(404, "404 Not Found", "<p>There is nothing here.</p>\n");
        };
        let (allowed, methods) = match route {
            FORM | PAGE => ("GET, POST", &[Method::GET, Method::POST][..]),
            _ => ("POST", &[Method::POST][..]),
        };
        if !methods.contains(&request.method) {
            return Reply::empty(405).with("allow", allowed);
        }
        let Some(body) = &request.body else {
            return Reply::empty(413);
        };
        match (route, invoice) {
            (FORM, _) => self.form(request, body, out),
            (_, Some(at)) => self.page(at, request, body, out),
            _ => self.api(route, request, body, faults, out),
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
            self.step(step, out);
        }
    }

    fn delivered(&mut self, callback: Callback, status: Option<u16>, out: &mut Effects) {
        self.repeat(callback, status, out);
    }
}
