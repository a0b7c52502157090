//! Writing answers, and sending callbacks, with the faults of the protocol that were asked for.

use crate::fault::Faults;
use crate::gateway::{Callback, Reply, Request};
use crate::json::Json;
use crate::random;

use super::bend::bend;
use super::machine::Machine;
use super::refusal::Refusal;
use super::settings::{ErrorStyle, JsonStyle};
use super::sign::signature;
use super::spell::spell;

pub(super) const NAMES: &[&str] = &[
    "http_202",
    "http_429",
    "http_500",
    "errors_with_200",
    "empty_error",
    "flat_data",
    "repeated_page",
    "numbers_as_text",
    "exponent_amounts",
    "unknown_status",
    "upper_case_status",
    "shuffled_keys",
    "duplicate_keys",
    "non_json",
    "wrong_signature",
    "other_mode_signature",
    "missing_signature",
    "doubled_signature",
    "tampered_body",
    "respelled_body",
    "trailing_newline",
    "lost_callback",
];

/// Those that can show in a callback.
pub(super) const OF_CALLBACKS: &[&str] = &[
    "numbers_as_text",
    "exponent_amounts",
    "unknown_status",
    "upper_case_status",
    "shuffled_keys",
    "duplicate_keys",
    "non_json",
    "wrong_signature",
    "other_mode_signature",
    "missing_signature",
    "doubled_signature",
    "tampered_body",
    "respelled_body",
    "trailing_newline",
    "lost_callback",
];

const SIGNATURE: &str = "x-signature";

/// An answer of the API before it is spelled.
pub(super) enum Draft {
    Done {
        status: u16,
        body: Json,
    },
    Refused {
        refusal: Refusal,
        /// Where the request has its attributes.
        pointer: &'static str,
    },
}

impl Machine {
    pub(super) fn write(&self, draft: Draft, faults: &mut Faults<'_>) -> Reply {
        let draft = if faults.take("http_500").is_some() {
            Draft::Refused { refusal: Refusal::server_error(), pointer: "" }
        } else {
            draft
        };
        let request_id = random::uuid();
        let (status, headers, body) = match draft {
            Draft::Done { mut status, mut body } => {
                if status == 201 && faults.take("http_202").is_some() {
                    status = 202;
                }
                bend_data(&mut body, faults);
                (status, Vec::new(), body)
            }
            Draft::Refused { refusal, pointer } => {
                let hidden = faults.take("errors_with_200").is_some();
                let style = match self.settings.error_style {
                    ErrorStyle::Seed if hidden => ErrorStyle::JsonApi,
                    style => style,
                };
                let body = refusal.to_json(style, &request_id, pointer);
                (if hidden { 200 } else { refusal.status }, refusal.headers, body)
            }
        };
        let text = bend(body, self.settings.json_style, faults);
        let mut reply = Reply::empty(status)
            .with("content-type", "application/json")
            .with("x-request-id", request_id)
            .body(text);
        reply.headers.extend(headers);
        reply
    }

    /// What leaves instead of a callback; `None` if it gets lost.
    pub(super) fn bend_callback(
        &self,
        callback: &Callback,
        faults: &mut Faults<'_>,
    ) -> Option<Callback> {
        if faults.take("lost_callback").is_some() {
            return None;
        }
        let (secret, other_mode) = self.secrets(callback)?;
        let mut sent = callback.clone();
        let Some(document) = Json::read(&callback.body) else {
            // What the merchant has put in nests too deep to be taken apart: it leaves as it is.
            return Some(callback.clone());
        };
        let mut text = bend(document.clone(), self.settings.json_style, faults);
        if faults.take("trailing_newline").is_some() {
            text.push('\n');
        }
        // What was bent so far is signed as it is; an untouched body keeps its bytes.
        let untouched = text == spell(document.clone(), self.settings.json_style);
        if !untouched {
            sent.body = text.into_bytes();
        }
        let right = signature(secret, &sent.body);
        let wrong = signature(&format!("{secret}-"), &sent.body);
        let signatures = if faults.take("missing_signature").is_some() {
            Vec::new()
        } else if faults.take("wrong_signature").is_some() {
            vec![wrong]
        } else if faults.take("other_mode_signature").is_some() {
            vec![signature(other_mode, &sent.body)]
        } else if faults.take("doubled_signature").is_some() {
            vec![wrong, right]
        } else {
            vec![right]
        };
        sent.headers.retain(|(name, _)| *name != SIGNATURE);
        sent.headers.extend(signatures.into_iter().map(|value| (SIGNATURE, value)));
        if faults.take("tampered_body").is_some() {
            sent.body = tampered(&sent.body);
        }
        if faults.take("respelled_body").is_some() {
            sent.body = respelled(&document, &sent.body);
        }
        Some(sent)
    }

    /// The secret that has signed a callback, and that of the account's other mode.
    fn secrets(&self, callback: &Callback) -> Option<(&'static str, &'static str)> {
        let given = callback.headers.iter().find(|(name, _)| *name == SIGNATURE)?;
        let pairs = self.accounts.iter().flat_map(|account| {
            let (test, live) = (account.test.private, account.live.private);
            [(test, live), (live, test)]
        });
        pairs.into_iter().find(|(secret, _)| signature(secret, &callback.body) == given.1)
    }
}

fn bend_data(body: &mut Json, faults: &mut Faults<'_>) {
    if let Json::Object(members) = body
        && let Some((_, data)) = members.iter_mut().find(|(name, _)| name == "data")
        && let Some(Json::Object(attributes)) = data.get("attributes").cloned()
        && faults.take("flat_data").is_some()
    {
        let id = data.get("id").cloned().unwrap_or(Json::Null);
        let members = [("id".to_owned(), id)].into_iter().chain(attributes);
        *data = Json::Object(members.collect());
    }
    if let Some(args) = faults.take("empty_error") {
        let given = args.members().iter().find(|(name, _)| name == "value");
        body.push("errors", given.map_or(Json::List(Vec::new()), |(_, value)| value.clone()));
    }
}

/// A list's request as it was, but for the page that it wants.
pub(super) fn without_page_number(request: &Request) -> Option<Request> {
    let pairs = form_urlencoded::parse(request.query.as_bytes());
    let (number, rest): (Vec<_>, Vec<_>) = pairs.partition(|(name, _)| name == "page[number]");
    if number.iter().all(|(_, value)| value == "1") {
        return None;
    }
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(rest).finish();
    Some(Request {
        method: request.method.clone(),
        path: request.path.clone(),
        query,
        headers: request.headers.clone(),
        peer: request.peer,
        body: request.body.clone(),
    })
}

/// The same body with its first digit changed, or with a blank behind it.
fn tampered(body: &[u8]) -> Vec<u8> {
    let mut body = body.to_vec();
    match body.iter_mut().find(|byte| byte.is_ascii_digit()) {
        Some(digit) => *digit = if *digit == b'9' { b'8' } else { *digit + 1 },
        None => body.push(b' '),
    }
    body
}

/// The same document as somebody on the way would write it.
fn respelled(document: &Json, body: &[u8]) -> Vec<u8> {
    let plain = spell(document.clone(), JsonStyle::Plain).into_bytes();
    if plain == body { spell(document.clone(), JsonStyle::Php).into_bytes() } else { plain }
}
