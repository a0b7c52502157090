//! What is checked of every request, in the document's order, before it is looked at more closely.

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Method;

use crate::fault::Faults;
use crate::gateway::{Effects, Reply, Request};
use crate::json::Json;

use super::flaws::{self, Draft};
use super::machine::Machine;
use super::refusal::Refusal;
use super::routes::{self, Call, Side};

/// Where every caller of a loopback port comes from.
const CALLER: &str = "127.0.0.1";

/// A JSON answer that is no refusal.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Json,
}

impl Answer {
    pub(super) fn ok(body: Json) -> Self {
        Self { status: 200, body }
    }

    pub(super) fn created(body: Json) -> Self {
        Self { status: 201, body }
    }
}

impl Machine {
    pub(super) fn receive(
        &mut self,
        request: &Request,
        faults: &mut Faults<'_>,
        out: &mut Effects,
    ) -> Reply {
        let found = routes::find(&request.path);
        let is_page = found.as_ref().map_or_else(
            || request.path.starts_with("/hpp") || request.path.starts_with("/return"),
            |(call, _)| call.side() == Side::Page,
        );
        let body = request.body.as_deref().and_then(Json::read);
        let wrapped = body.as_ref().is_some_and(is_wrapped);
        let pointer = if wrapped { "/data/attributes" } else { "" };

        let refusal = if faults.take("http_429").is_some() {
            Refusal::too_many(1)
        } else if let Some((call, id)) = found {
            if is_page {
                let page = self.show(call, &id, request, out);
                return page.unwrap_or_else(|refusal| refusal.to_page());
            }
            let first_page = if call.is_list(&request.method) {
                flaws::without_page_number(request)
                    .filter(|_| faults.take("repeated_page").is_some())
            } else {
                None
            };
            let request = first_page.as_ref().unwrap_or(request);
            match self.dispatch(call, &id, request, body.as_ref(), out) {
                Ok(Answer { status, body }) => {
                    return self.write(Draft::Done { status, body }, faults);
                }
                Err(refusal) => refusal,
            }
        } else {
            Refusal::not_found()
        };
        if is_page {
            refusal.to_page()
        } else {
            self.write(Draft::Refused { refusal, pointer }, faults)
        }
    }

    fn dispatch(
        &mut self,
        call: Call,
        id: &str,
        request: &Request,
        body: Option<&Json>,
        out: &mut Effects,
    ) -> Result<Answer, Refusal> {
        check_method(call, request)?;
        let private = call.side() == Side::Private;
        let caller = if private { self.caller(request)? } else { 0 };
        if private && !self.admits_address() {
            return Err(Refusal::forbidden());
        }
        self.check_common(call, request, out.now)?;
        let none = Json::object([]);
        let body = if call.wants_json(&request.method) {
            content(request, body).ok_or_else(Refusal::malformed)?
        } else {
            body.unwrap_or(&none)
        };
        if private {
            self.private(call, id, request, caller, body, out)
        } else {
            self.public(call, id, request, body, out)
        }
    }

    /// Checks 6 to 8, which pages have too.
    pub(super) fn check_common(
        &mut self,
        call: Call,
        request: &Request,
        now: SystemTime,
    ) -> Result<(), Refusal> {
        if call.creates(&request.method) {
            self.check_active()?;
        }
        self.check_rate(now)?;
        request.body.as_ref().map(drop).ok_or_else(Refusal::too_long)
    }

    pub(super) fn check_active(&self) -> Result<(), Refusal> {
        if self.settings.account_status == "active" { Ok(()) } else { Err(Refusal::forbidden()) }
    }

    /// Whose key opens the private API; every refusal looks the same.
    fn caller(&self, request: &Request) -> Result<usize, Refusal> {
        let given = || {
            let header = request.header("authorization")?;
            let (scheme, credentials) = header.split_once(' ')?;
            let decoded = STANDARD.decode(credentials.trim()).ok()?;
            let pair = String::from_utf8(decoded).ok()?;
            let (id, key) = pair.split_once(':')?;
            let known =
                |account: &super::account::Account| account.id == id && account.api_key == key;
            scheme.eq_ignore_ascii_case("basic").then(|| self.accounts.iter().position(known))?
        };
        let challenge = || Refusal::unauthorized().with("www-authenticate", "Basic");
        given().ok_or_else(challenge)
    }

    fn admits_address(&self) -> bool {
        let list = &self.settings.ip_allow_list;
        list.is_empty() || list.iter().any(|address| address == CALLER)
    }

    fn check_rate(&mut self, now: SystemTime) -> Result<(), Refusal> {
        let Some(limit) = self.settings.rate_limit else {
            return Ok(());
        };
        let age = |at: &SystemTime| now.duration_since(*at).unwrap_or(Duration::ZERO);
        self.recent.retain(|at| age(at) < Duration::from_secs(60));
        if self.recent.len() < limit {
            self.recent.push(now);
            return Ok(());
        }
        let oldest = self.recent.first().map_or(0, |at| age(at).as_secs());
        Err(Refusal::too_many(60_u64.saturating_sub(oldest).max(1)))
    }

    /// Whose public key it is and for which mode; check 10.
    pub(super) fn public_key(&self, given: Option<&Json>) -> Result<(usize, bool), Refusal> {
        let given = given.ok_or_else(|| Refusal::one("public_key", "required"))?;
        let given = given.as_text().ok_or_else(Refusal::unauthorized)?;
        let opened = self.accounts.iter().enumerate().find_map(|(at, account)| {
            [true, false]
                .into_iter()
                .find(|mode| account.keys(*mode).public == given)
                .map(|mode| (at, mode))
        });
        opened.ok_or_else(Refusal::unauthorized)
    }
}

pub(super) fn check_method(call: Call, request: &Request) -> Result<(), Refusal> {
    if call.allows(&request.method) { Ok(()) } else { Err(Refusal::method(call.methods())) }
}

/// Check 9: an object, announced as JSON.
fn content<'a>(request: &Request, body: Option<&'a Json>) -> Option<&'a Json> {
    let known = ["application/json", "application/vnd.api+json"];
    let announced = media_type(request).is_some_and(|media| known.contains(&&*media));
    body.filter(|body| announced && matches!(body, Json::Object(_)))
}

/// Without parameters, in lower case.
pub(super) fn media_type(request: &Request) -> Option<String> {
    let header = request.header("content-type")?;
    header.split(';').next().map(|media| media.trim().to_lowercase())
}

/// If a request has its attributes under `data`.
pub(super) fn is_wrapped(body: &Json) -> bool {
    matches!(body.get("data"), Some(Json::Object(_)))
}

/// If it is a GET.
pub(super) fn reads(request: &Request) -> bool {
    request.method == Method::GET
}
