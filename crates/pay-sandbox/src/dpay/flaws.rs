//! Writing an answer, with the faults of the protocol that were asked for.

use crate::fault::Faults;
use crate::gateway::Reply;
use crate::json::{Json, php_spelling};

use super::sign::signature;

pub(super) const NAMES: &[&str] = &[
    "wrong_signature",
    "missing_signature",
    "doubled_signature",
    "tampered_body",
    "non_json",
    "duplicate_keys",
    "http_400",
    "numbers_as_text",
    "ids_as_numbers",
    "empty_map_as_list",
    "php_spelling",
    "shuffled_keys",
    "unknown_status",
    "payment_for_payment_id",
    "empty_error",
];

/// An answer before it is spelled and signed.
pub(super) struct Draft<'a> {
    pub(super) route: &'a str,
    pub(super) status: u16,
    /// The status that `http_400` gives; `None` if the answer is no refusal.
    pub(super) refusal_status: Option<u16>,
    pub(super) body: Json,
    /// `None` if the answer is not signed.
    pub(super) salt: Option<&'a str>,
}

impl Draft<'_> {
    pub(super) fn write(mut self, faults: &mut Faults<'_>) -> Reply {
        if let Some(status) = self.refusal_status
            && faults.take("http_400").is_some()
        {
            self.status = status;
        }
        bend_members(&mut self.body, self.route, self.refusal_status.is_none(), faults);
        bend_values(&mut self.body, faults);
        let text = spell(self.body, faults);
        let mut reply = Reply::empty(self.status).with("content-type", "application/json");
        if let Some(salt) = self.salt {
            sign(&mut reply, salt, &text, faults);
        }
        let body = if faults.take("tampered_body").is_some() { tampered(&text) } else { text };
        reply.body(body)
    }
}

fn bend_members(body: &mut Json, route: &str, is_data: bool, faults: &mut Faults<'_>) {
    if has(body, |name, _| name == "status")
        && let Some(args) = faults.take("unknown_status")
    {
        let word = args.get("word").and_then(Json::as_text).unwrap_or("ON_HOLIDAY").to_owned();
        each_member(body, |name, value| {
            if name == "status" {
                *value = Json::text(&word);
            }
        });
    }
    if is_data
        && route.ends_with("/einvoice/status")
        && faults.take("payment_for_payment_id").is_some()
    {
        each_member(body, |name, _| {
            if name == "payment_id" {
                "payment".clone_into(name);
            }
        });
    }
    if is_data
        && body.get("error").is_none()
        && let Some(args) = faults.take("empty_error")
    {
        let given = args.members().iter().find(|(name, _)| name == "value");
        body.push("error", given.map_or(Json::List(Vec::new()), |(_, value)| value.clone()));
    }
}

fn bend_values(body: &mut Json, faults: &mut Faults<'_>) {
    let number_id =
        |name: &str, value: &Json| name == "payment_id" && value.as_text().is_some_and(is_number);
    if has(body, number_id) && faults.take("ids_as_numbers").is_some() {
        each_member(body, |name, value| {
            if number_id(name, value) {
                *value = Json::number(value.as_text().unwrap_or_default());
            }
        });
    }
    if has(body, |_, value| matches!(value, Json::Number(_)))
        && faults.take("numbers_as_text").is_some()
    {
        body.walk(&mut |value| {
            if let Json::Number(text) = value {
                *value = Json::text(text.as_str());
            }
        });
    }
    let empty = |value: &Json| matches!(value, Json::Object(members) if members.is_empty());
    if has(body, |_, value| empty(value)) && faults.take("empty_map_as_list").is_some() {
        body.walk(&mut |value| {
            if empty(value) {
                *value = Json::List(Vec::new());
            }
        });
    }
}

fn spell(mut body: Json, faults: &mut Faults<'_>) -> String {
    if faults.take("shuffled_keys").is_some() {
        body.walk(&mut |value| {
            if let Json::Object(members) = value {
                members.reverse();
            }
        });
        body.push(
            "zz_new",
            Json::object([("deep", Json::List(vec![Json::number(1), Json::Null]))]),
        );
    }
    if faults.take("duplicate_keys").is_some()
        && let Json::Object(members) = &mut body
    {
        let twins = members.iter().map(|(name, _)| (name.clone(), Json::text("other")));
        *members = twins.chain(members.iter().cloned()).collect();
    }
    let mut text = body.to_string();
    let php = php_spelling(&text);
    if php != text && faults.take("php_spelling").is_some() {
        text = php;
    }
    if faults.take("non_json").is_some() {
        text.pop();
    }
    text
}

fn sign(reply: &mut Reply, salt: &str, text: &str, faults: &mut Faults<'_>) {
    let right = signature(salt, text.as_bytes());
    let wrong = signature(&format!("{salt}-"), text.as_bytes());
    let signatures = if faults.take("missing_signature").is_some() {
        vec![]
    } else if faults.take("wrong_signature").is_some() {
        vec![wrong]
    } else if faults.take("doubled_signature").is_some() {
        vec![wrong, right]
    } else {
        vec![right]
    };
    reply.headers.extend(signatures.into_iter().map(|signature| ("dpay_secure", signature)));
}

/// The same document with its first digit changed, or with a blank behind it.
fn tampered(text: &str) -> String {
    match text.find(|letter: char| letter.is_ascii_digit()) {
        Some(at) => {
            let other = if text[at..].starts_with('9') { "8" } else { "9" };
            format!("{}{other}{}", &text[..at], &text[at + 1..])
        }
        None => format!("{text} "),
    }
}

/// No leading zeros, so that the digits are a JSON number.
fn is_number(text: &str) -> bool {
    super::fields::is_digits(text) && (text == "0" || !text.starts_with('0'))
}

/// If some member at any depth is so.
fn has(body: &Json, wanted: impl Fn(&str, &Json) -> bool) -> bool {
    let mut found = false;
    each_member(&mut body.clone(), |name, value| {
        found |= wanted(name, value);
    });
    found
}

fn each_member(body: &mut Json, mut change: impl FnMut(&mut String, &mut Json)) {
    body.walk(&mut |value| {
        if let Json::Object(members) = value {
            for (name, value) in members {
                change(name, value);
            }
        }
    });
}
