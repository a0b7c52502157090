//! What the engine asks of a gateway: a plain state machine without sockets, clock or locks.

use std::any::Any;
use std::fmt;
use std::net::IpAddr;
use std::time::{Duration, SystemTime};

use http::{HeaderMap, Method};

use crate::clock::later;
use crate::fault::Faults;
use crate::json::Json;
use crate::ledger::Kind;
use crate::world::unknown;

/// A double of one gateway, written from its document.
pub(crate) trait Gateway: Any + Send {
    /// The name on the control address and in the books.
    fn name(&self) -> &'static str;

    /// Every path it serves, a variable segment in braces: `/i/{tracking}`, and every other name
    /// that [`call`](Self::call) gives.
    fn routes(&self) -> &'static [&'static str];

    /// The faults it knows besides those of the engine.
    fn faults(&self) -> &'static [&'static str];

    /// Those of its faults that can show in a callback.
    fn callback_faults(&self) -> &'static [&'static str] {
        &[]
    }

    /// The names that `act` takes.
    fn actions(&self) -> &'static [&'static str];

    /// Its part of the line that the program prints when it is ready.
    fn ready(&self) -> Json;

    /// Everything that must be said to a person who starts the program.
    fn greeting(&self) -> String;

    /// Under which name a request is counted and meets faults: its path, unless one path serves
    /// many calls.
    fn call(&self, request: &Request) -> String {
        request.path.clone()
    }

    /// Answers one request. Faults of its own it takes where they show.
    fn answer(&mut self, request: &Request, faults: &mut Faults<'_>, out: &mut Effects) -> Reply;

    /// Does what the control address asks for; the new state.
    fn act(&mut self, action: &Action<'_>, out: &mut Effects) -> Result<Json, Refused>;

    /// When its next timer fires.
    fn due(&self) -> Option<SystemTime>;

    /// Fires the timers that are due at `out.now`.
    fn tick(&mut self, out: &mut Effects);

    /// What leaves instead of this callback; `None` if it gets lost on the way.
    fn spoil(&self, callback: &Callback, _faults: &mut Faults<'_>) -> Option<Callback> {
        Some(callback.clone())
    }

    /// Hears how a callback fared: the merchant's HTTP status, `None` if it got none. `out.now` is
    /// when it was sent, so that repetitions keep their schedule however fast the clock is turned.
    fn delivered(&mut self, _callback: Callback, _status: Option<u16>, _out: &mut Effects) {}
}

/// A request as it came.
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) path: String,
    /// Without the question mark; empty if there is none.
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    /// Where it comes from.
    pub(crate) peer: IpAddr,
    /// `None` if it is longer than [`Request::LONGEST_BODY`].
    pub(crate) body: Option<Vec<u8>>,
}

impl Request {
    /// The longest body that is kept, in bytes.
    pub(crate) const LONGEST_BODY: usize = 1024 * 1024;

    /// A header's value; one that came twice is joined by `, ` as HTTP has it.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let values = self.headers.get_all(name).iter();
        let texts: Vec<_> = values.map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
        (!texts.is_empty()).then(|| texts.join(", "))
    }
}

/// An answer as it will go.
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// In this order; doubles are sent as they are.
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) manner: Manner,
}

/// How an answer goes out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Manner {
    AtOnce,
    /// So much later, in real time.
    Late(Duration),
    /// Not at all: the connection ends.
    Never,
}

impl Reply {
    pub(crate) fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), manner: Manner::AtOnce }
    }

    pub(crate) fn html(status: u16, title: &str, content: &str) -> Self {
        let title = escaped(title);
        let page = format!(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
             <body><h1>{title}</h1>\n{content}</body></html>\n"
        );
        Self::empty(status).with("content-type", "text/html; charset=utf-8").body(page)
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn body(self, body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), ..self }
    }
}

/// What a request, an action or a timer does to the world.
pub(crate) struct Effects {
    pub(crate) now: SystemTime,
    pub(crate) entries: Vec<(Kind, String, String, String)>,
    pub(crate) callbacks: Vec<Callback>,
}

impl Effects {
    pub(crate) fn at(now: SystemTime) -> Self {
        Self { now, entries: Vec::new(), callbacks: Vec::new() }
    }

    /// Writes into the books.
    pub(crate) fn book(&mut self, kind: Kind, id: &str, amount: impl fmt::Display, currency: &str) {
        self.entries.push((kind, id.to_owned(), amount.to_string(), currency.to_owned()));
    }
}

/// A request that the gateway sends to the merchant.
#[derive(Clone)]
pub(crate) struct Callback {
    /// The merchant's id of the order.
    pub(crate) id: String,
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    /// From 1.
    pub(crate) attempt: u32,
    /// If it may leave this machine.
    pub(crate) anywhere: bool,
}

/// What `POST /act` asks for.
pub(crate) struct Action<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) args: &'a Json,
    pub(crate) force: bool,
}

impl Action<'_> {
    /// A misspelled argument must not pass for one that was left out.
    pub(crate) fn takes(&self, known: &[&str]) -> Result<(), Refused> {
        let mut members = self.args.members().iter().map(|(name, _)| name.as_str());
        let stranger = members.find(|name| !known.contains(name));
        stranger.map_or(Ok(()), |name| Err(unknown("argument", name, known)))
    }

    /// The state of what it is meant for does not allow it.
    pub(crate) fn illegal(&self, state: impl fmt::Display) -> Refused {
        Refused::Illegal(format!("`{}` cannot `{}`: it is {state}", self.id, self.name))
    }
}

/// Why an action was not done.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Refused {
    /// There is no such thing; the text lists what there is.
    Unknown(String),
    /// The order's state does not allow it.
    Illegal(String),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Illegal(why) | Self::Unknown(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Refused {}

/// What is to happen later, in order.
pub(crate) struct Timers<T> {
    waiting: Vec<(SystemTime, T)>,
}

impl<T> Timers<T> {
    pub(crate) fn new() -> Self {
        Self { waiting: Vec::new() }
    }

    pub(crate) fn set(&mut self, now: SystemTime, seconds: u64, what: T) {
        let at = later(now, Duration::from_secs(seconds));
        let place = self.waiting.partition_point(|(other, _)| *other <= at);
        self.waiting.insert(place, (at, what));
    }

    pub(crate) fn due(&self) -> Option<SystemTime> {
        self.waiting.first().map(|(at, _)| *at)
    }

    /// The next one that is due.
    pub(crate) fn fire(&mut self, now: SystemTime) -> Option<T> {
        self.due().filter(|at| *at <= now).map(|_| self.waiting.remove(0).1)
    }
}

/// The route that serves a path.
pub(crate) fn route(routes: &[&'static str], path: &str) -> Option<&'static str> {
    let fits = |(pattern, segment): (&str, &str)| {
        pattern == segment || pattern.starts_with('{') && !segment.is_empty()
    };
    routes.iter().copied().find(|route| {
        route.split('/').count() == path.split('/').count()
            && route.split('/').zip(path.split('/')).all(fits)
    })
}

/// A text for HTML, attributes included.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
