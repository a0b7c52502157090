//! What can be seen from outside: what was asked, without secrets, and how payments stand.

use std::time::SystemTime;

use crate::dates::rfc3339;
use crate::gateway::{Action, Refused};
use crate::json::Json;

use super::answer::Answer;
use super::machine::Machine;
use super::payment::Payment;

/// Members of a body that are secrets or personal.
const HIDDEN: &[&str] = &[
    "token",
    "recurrent_token",
    "threeds_data",
    "threeds_info",
    "msisdn",
    "sender",
    "receiver",
    "delivery_email",
];

/// One request.
pub(super) struct Note {
    at: SystemTime,
    login: Json,
    action: Json,
    body: Json,
    answer: Json,
}

impl Machine {
    pub(super) fn note(&mut self, document: Option<&Json>, answer: &Answer, at: SystemTime) {
        let request = document.and_then(|document| document.get("request"));
        let member = |map: Option<&Json>, name: &str| {
            map.and_then(|map| map.get(name)).filter(|value| value.as_text().is_some()).cloned()
        };
        let auth = request.and_then(|request| request.get("auth"));
        let answer = match answer {
            Answer::Data(data) => data
                .get("pmt_status")
                .or_else(|| data.get("status"))
                .map_or_else(|| Json::text("ok"), Json::clone),
            Answer::Error(error) => Json::text(error.to_string()),
            Answer::Pdf(_) => Json::text("pdf"),
        };
        self.journal.push(Note {
            at,
            login: member(auth, "login").unwrap_or(Json::Null),
            action: member(request, "action").unwrap_or(Json::Null),
            body: request.and_then(|request| request.get("body")).map_or(Json::Null, shown),
            answer,
        });
    }

    pub(super) fn notes(&self) -> Json {
        let notes = self.journal.iter().map(|note| {
            Json::object([
                ("at", Json::text(rfc3339(note.at))),
                ("login", note.login.clone()),
                ("action", note.action.clone()),
                ("body", note.body.clone()),
                ("answer", note.answer.clone()),
            ])
        });
        Json::object([("requests", Json::List(notes.collect()))])
    }

    /// All payments, or one.
    pub(super) fn state(&self, action: &Action<'_>) -> Result<Json, Refused> {
        let payments = match action.id {
            "" => self.payments.iter().map(describe).collect(),
            _ => vec![describe(&self.payments[self.target(action)?])],
        };
        Ok(Json::object([("payments", Json::List(payments))]))
    }
}

fn shown(body: &Json) -> Json {
    let mut body = body.clone();
    body.walk(&mut |value| {
        if let Json::Object(members) = value {
            for (name, value) in members {
                if HIDDEN.contains(&name.as_str()) {
                    *value = Json::text("hidden");
                }
            }
        }
    });
    body
}

fn describe(payment: &Payment) -> Json {
    let shares = payment.shares.iter().map(|share| {
        Json::object([
            ("trn_id", Json::number(share.trn_id)),
            ("smch_id", Json::number(share.smch_id)),
            ("invoice", Json::number(share.invoice)),
            ("amount", Json::number(share.amount)),
            ("returned", Json::number(share.returned)),
        ])
    });
    Json::object([
        ("login", Json::text(&payment.login)),
        ("pmt_id", Json::number(payment.pmt_id)),
        ("ext_id", payment.ext_id.as_ref().map_or(Json::Null, Json::text)),
        ("status", Json::number(payment.status.code())),
        ("error_group", payment.group.map_or(Json::Null, Json::number)),
        ("invoice", Json::number(payment.invoice)),
        ("amount", Json::number(payment.amount)),
        ("held", Json::number(payment.held.map_or(0, |(held, _)| held))),
        ("taken", Json::number(payment.taken)),
        ("left", Json::number(payment.rest())),
        ("transactions", Json::List(shares.collect())),
    ])
}
