//! One request and its answer, with the faults that every gateway can have.

use std::time::Duration;

use crate::fault::{self, Faults};
use crate::gateway::{Effects, Reply, Request, route};
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
        *places[at].requests.entry(request.path.clone()).or_default() += 1;

        let known = route(gateway.routes(), &request.path);
        let mut faults = Faults::new(rules, gateway.name(), known.unwrap_or(&request.path));
        if faults.take("close_before_effect").is_some() {
            return Outcome::Hangup;
        }
        let after = faults.take("delay").map_or(Duration::ZERO, |args| milliseconds(&args));
        if faults.take("html_502_before_effect").is_some() {
            let (reply, body) = (proxy_page(502), BodyFate::Whole);
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
        if hangup { Outcome::Hangup } else { Outcome::Answer { reply, after, body } }
    }
}

fn milliseconds(args: &Json) -> Duration {
    Duration::from_millis(fault::milliseconds(args).unwrap_or(1000))
}

fn proxy_page(status: u16) -> Reply {
    let title = if status == 502 { "502 Bad Gateway" } else { "Please wait" };
    Reply::html(status, title, "<hr><p>proxy</p>\n")
}
