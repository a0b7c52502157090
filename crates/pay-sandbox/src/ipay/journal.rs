//! What was asked, without what must not be seen.

use std::time::SystemTime;

use crate::dates::rfc3339;
use crate::json::Json;

use super::answer::Answer;
use super::machine::Machine;

/// Members of a body that are secrets or personal.
const HIDDEN: &[&str] = &["token", "recurrent_token", "threeds_data", "sender", "receiver"];

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
}

fn shown(body: &Json) -> Json {
    let mut body = body.clone();
    if let Json::Object(members) = &mut body {
        for (name, value) in members {
            if HIDDEN.contains(&name.as_str()) {
                *value = Json::text("hidden");
            }
        }
    }
    body
}
