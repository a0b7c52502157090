//! Writing answers, and sending notifications, with the faults of the protocol that were asked for.

use std::time::SystemTime;

use crate::fault::Faults;
use crate::gateway::{Callback, Reply};
use crate::json::Json;

use super::bend::bend;
use super::id::request_id;
use super::ipn::Letter;
use super::machine::{Machine, millis};
use super::refusal::Refusal;
use super::settings::HashPlace;

pub(super) const NAMES: &[&str] = &[
    "error_after_effect",
    "unknown_status",
    "numbers_as_text",
    "shuffled_keys",
    "duplicate_keys",
    "empty_error",
    "non_json",
    "wrong_signature",
    "wrong_secret",
    "missing_signature",
    "doubled_signature",
    "contradicting_signature",
    "colon_in_field",
    "tampered_body",
    "tampered_unsigned",
    "lost_callback",
];

/// Those that can show in a notification.
pub(super) const OF_CALLBACKS: &[&str] = &[
    "unknown_status",
    "duplicate_keys",
    "wrong_signature",
    "wrong_secret",
    "missing_signature",
    "doubled_signature",
    "contradicting_signature",
    "colon_in_field",
    "tampered_body",
    "tampered_unsigned",
    "lost_callback",
];

impl Machine {
    pub(super) fn write(
        &mut self,
        answer: Result<Json, Refusal>,
        faults: &mut Faults<'_>,
        now: SystemTime,
    ) -> Reply {
        let answer = match faults.take("error_after_effect") {
            Some(args) => {
                let text = args.get("text").and_then(Json::as_text).unwrap_or("API timeout");
                Err(Refusal::internal(text))
            }
            None => answer,
        };
        let with_status = self.settings.http_statuses;
        let (status, name, content) = match answer {
            Ok(data) if self.settings.legacy_envelope => (200, "result", data),
            Ok(data) => (200, "data", data),
            Err(refusal) => {
                let status = if with_status { refusal.status } else { 200 };
                (status, "error", refusal.to_json(with_status))
            }
        };
        self.answered += 1;
        let success = name != "error";
        let mut body = Json::object([("success", Json::Bool(success))]);
        body.push(name, bend(content, faults));
        if success && let Some(args) = faults.take("empty_error") {
            let given = args.members().iter().find(|(name, _)| name == "value");
            body.push("error", given.map_or(Json::Null, |(_, value)| value.clone()));
        }
        body.push("latency_ms", Json::number(self.answered % 50 + 1));
        let id = request_id(self.settings.seed, millis(now), self.answered);
        body.push("requestId", Json::Text(id));
        let mut text = body.to_string();
        if faults.take("non_json").is_some() {
            text.pop();
        }
        Reply::empty(status).with("content-type", "application/json; charset=utf-8").body(text)
    }

    /// What leaves instead of a notification; `None` if it gets lost.
    pub(super) fn bend_ipn(
        &self,
        callback: &Callback,
        faults: &mut Faults<'_>,
    ) -> Option<Callback> {
        if faults.take("lost_callback").is_some() {
            return None;
        }
        let order = self.orders.iter().find(|order| order.book_id() == callback.id)?;
        let (url, name) = (order.ipn_url.as_deref()?, self.settings.ipn_hash_name);
        let secret = order.signing_secret();
        let mut letter = Letter::in_request(callback, url, name);
        let whole = letter.clone();

        if let Some(args) = faults.take("unknown_status") {
            let word = args.get("word").and_then(Json::as_text).unwrap_or("onHoliday");
            letter.change("newStatus", |value| word.clone_into(value));
        }
        if faults.take("colon_in_field").is_some() {
            letter.change("xml_from", |value| value.push_str(":X"));
        }
        // What was changed so far is signed as it is.
        let right = self.hash(&letter.fields, secret);
        let places: Vec<_> = letter.hashes.iter().map(|(place, _)| *place).collect();
        let in_places = |hash: &str| places.iter().map(|place| (*place, hash.to_owned())).collect();
        letter.hashes = in_places(&right);
        if faults.take("missing_signature").is_some() {
            letter.hashes.clear();
        } else if faults.take("wrong_signature").is_some() {
            letter.hashes = in_places(&other_than(&right));
        } else if faults.take("wrong_secret").is_some() {
            letter.hashes = in_places(&self.hash(&letter.fields, &format!("{secret}-")));
        } else if faults.take("doubled_signature").is_some() {
            let wrong: Vec<_> = in_places(&other_than(&right));
            letter.hashes =
                wrong.into_iter().zip(letter.hashes).flat_map(|(a, b)| [a, b]).collect();
        } else if faults.take("contradicting_signature").is_some() {
            let places = [HashPlace::Header, HashPlace::Body, HashPlace::Query];
            let free =
                places.into_iter().find(|place| letter.hashes.iter().all(|(at, _)| at != place));
            letter.hashes.extend(free.map(|place| (place, other_than(&right))));
        }
        if faults.take("tampered_body").is_some() {
            letter.change("outAmount", |value| value.insert(0, '9'));
        }
        if faults.take("tampered_unsigned").is_some() {
            letter.change("orderUID", |value| value.insert(0, '9'));
            letter.change_last_value();
        }
        if faults.take("duplicate_keys").is_some() {
            letter.fields.insert(0, ("newStatus".to_owned(), "done".to_owned()));
        }
        if letter == whole {
            return Some(callback.clone());
        }
        let mut plain = callback.clone();
        plain.headers.retain(|(other, _)| *other != name.as_str());
        Some(letter.posted(&plain, url, name))
    }
}

impl Letter {
    fn change(&mut self, name: &str, change: impl FnOnce(&mut String)) {
        if let Some((_, value)) = self.fields.iter_mut().find(|(other, _)| other == name) {
            change(value);
        }
    }

    /// Makes another requisite of one that the hash does not cover.
    fn change_last_value(&mut self) {
        let is_value = |name: &str| name.starts_with("toValues");
        if let Some((_, value)) = self.fields.iter_mut().rev().find(|(name, _)| is_value(name)) {
            *value = value.replace(|letter: char| letter.is_ascii_digit(), "7");
        }
    }
}

/// A hash of nothing: the first digit is another.
fn other_than(hash: &str) -> String {
    let first = if hash.starts_with('0') { '1' } else { '0' };
    format!("{first}{}", &hash[1..])
}
