//! One request and its answer, with the faults that every gateway can have.

use std::time::{Duration, SystemTime};

use crate::dates::http_date;
use crate::fault::{self, Faults};
use crate::gateway::{Effects, Manner, Reply, Request, route};
use crate::json::Json;
use crate::world::World;

/// What becomes of a request.
pub(crate) enum Outcome {
    /// The connection ends without an answer.
    Hangup,
    /// An answer, perhaps late, perhaps not whole.
    Answer { reply: Reply, after: Duration, body: BodyFate },
}

/// How the body of an answer goes out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum BodyFate {
    Whole,
    Truncated,
    Endless,
}

impl World {
    /// Lets the gateway answer, with the faults that were asked for.
    pub(crate) fn answer(&mut self, at: usize, request: &Request) -> Outcome {
        self.settle();
        let now = self.time.now();
        let Self { gateways, rules, places, .. } = self;
        let gateway = &mut gateways[at];
        let call = gateway.call(request);
        *places[at].requests.entry(call.clone()).or_default() += 1;

        let known = route(gateway.routes(), &call);
        let mut faults = Faults::new(rules, gateway.name(), known.unwrap_or(&call));
        if faults.take("close_before_effect").is_some() {
            return Outcome::Hangup;
        }
        let after = faults.take("delay").map_or(Duration::ZERO, |args| milliseconds(&args));
        if faults.take("html_502_before_effect").is_some() {
            let (reply, body) = (proxy_page(502).dated(now), BodyFate::Whole);
            return Outcome::Answer { reply, after, body };
        }
        let hangup = faults.take("close_after_effect").is_some();
        let page = if hangup {
            None
        } else if faults.take("html_502").is_some() {
            Some(502)
        } else {
            faults.take("html_200").map(|_| 200)
        };

        let mut out = Effects::at(now);
        let reply = if hangup || page.is_some() {
            // Nobody sees this answer: it uses up no fault of the protocol.
            let mut none = Vec::new();
            let mut no_faults = Faults::new(&mut none, gateway.name(), "");
            let unseen = gateway.answer(request, &mut no_faults, &mut out);
            page.map_or(unseen, proxy_page)
        } else {
            gateway.answer(request, &mut faults, &mut out)
        };
        let hangup = hangup || reply.manner == Manner::Never;
        let after = match reply.manner {
            Manner::Late(by) => after.max(by),
            Manner::AtOnce | Manner::Never => after,
        };
        let body = if hangup || reply.body.is_empty() {
            BodyFate::Whole
        } else if faults.take("truncated_body").is_some() {
            BodyFate::Truncated
        } else if faults.take("endless_body").is_some() {
            BodyFate::Endless
        } else {
            BodyFate::Whole
        };
        self.carry_out(at, out);
        self.settle();
        if hangup {
            Outcome::Hangup
        } else {
            Outcome::Answer { reply: reply.dated(now), after, body }
        }
    }
}

impl Reply {
    /// Tells the sandbox's time, unless it tells another one already: clients measure by it how
    /// wrong their own clock is.
    fn dated(self, now: SystemTime) -> Self {
        let told = self.headers.iter().any(|(name, _)| *name == "date");
        if told { self } else { self.with("date", http_date(now)) }
    }
}

fn milliseconds(args: &Json) -> Duration {
    Duration::from_millis(fault::milliseconds(args).unwrap_or(1000))
}

fn proxy_page(status: u16) -> Reply {
    let title = if status == 502 { "502 Bad Gateway" } else { "Please wait" };
    Reply::html(status, title, "<hr><p>proxy</p>\n")
}
