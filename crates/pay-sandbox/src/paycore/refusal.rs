//! What the gateway says when it does not do what was asked.

use crate::gateway::{Reply, escaped};
use crate::json::Json;

use super::settings::ErrorStyle;

/// A refused request.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) status: u16,
    kind: &'static str,
    failures: Vec<Failure>,
    /// Header names in lower case.
    pub(super) headers: Vec<(&'static str, String)>,
}

/// One thing that is wrong: where, and in which way.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Failure {
    /// Dotted; empty if nothing in particular is to blame.
    path: String,
    problem: &'static str,
}

impl Failure {
    pub(super) fn new(path: &str, problem: &'static str) -> Self {
        Self { path: path.to_owned(), problem }
    }

    fn code(&self) -> String {
        if self.path.is_empty() {
            self.problem.to_owned()
        } else {
            format!("{}_{}", self.path, self.problem)
        }
    }

    fn title(&self) -> String {
        let words = self.problem.replace('_', " ");
        let sentence = if self.path.is_empty() {
            words
        } else {
            format!("{} {} {words}", self.path.replace('_', " "), self.verb())
        };
        let mut letters = sentence.chars();
        letters
            .next()
            .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }

    fn verb(&self) -> &'static str {
        if self.problem.starts_with("exceeds") { "" } else { "is" }
    }
}

impl Refusal {
    fn new(status: u16, kind: &'static str) -> Self {
        Self { status, kind, failures: vec![Failure::new("", kind)], headers: Vec::new() }
    }

    pub(super) fn malformed() -> Self {
        Self::new(400, "malformed_request")
    }

    /// A list's query that cannot be understood, and which part of it.
    pub(super) fn bad_query(part: &str) -> Self {
        Self { failures: vec![Failure::new(part, "invalid")], ..Self::malformed() }
    }

    pub(super) fn unauthorized() -> Self {
        Self::new(401, "unauthorized")
    }

    pub(super) fn forbidden() -> Self {
        Self::new(403, "forbidden")
    }

    pub(super) fn not_found() -> Self {
        Self::new(404, "not_found")
    }

    pub(super) fn method(allowed: &'static str) -> Self {
        Self::new(405, "method_not_allowed").with("allow", allowed)
    }

    pub(super) fn too_long() -> Self {
        Self::new(413, "payload_too_large")
    }

    pub(super) fn invalid(failures: Vec<Failure>) -> Self {
        Self { failures, ..Self::new(422, "validation_error") }
    }

    /// The same for one thing only.
    pub(super) fn one(path: &str, problem: &'static str) -> Self {
        Self::invalid(vec![Failure::new(path, problem)])
    }

    pub(super) fn duplicate(status: u16) -> Self {
        Self::new(status, "duplicate_request")
    }

    pub(super) fn too_many(retry_after: u64) -> Self {
        Self::new(429, "too_many_requests").with("retry-after", retry_after.to_string())
    }

    pub(super) fn server_error() -> Self {
        Self::new(500, "server_error")
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The body; `attributes` is where the request has its members.
    pub(super) fn to_json(&self, style: ErrorStyle, request_id: &str, attributes: &str) -> Json {
        let seed = [
            ("request_id".to_owned(), Json::text(request_id)),
            ("error_type".to_owned(), Json::text(self.kind)),
            (
                "error_codes".to_owned(),
                Json::List(self.failures.iter().map(|one| Json::text(one.code())).collect()),
            ),
        ];
        let errors = || {
            let each = |one: &Failure| self.error(one, request_id, attributes);
            ("errors".to_owned(), Json::List(self.failures.iter().map(each).collect()))
        };
        match style {
            ErrorStyle::Seed => Json::Object(seed.into()),
            ErrorStyle::JsonApi => Json::Object(vec![errors()]),
            ErrorStyle::Both => Json::Object(seed.into_iter().chain([errors()]).collect()),
            ErrorStyle::Text => Json::object([("error", Json::text(self.titles()))]),
            ErrorStyle::Map => {
                let named = |one: &Failure| {
                    let name = if one.path.is_empty() { "request" } else { &one.path };
                    (name.to_owned(), Json::text(one.title()))
                };
                let errors = self.failures.iter().map(named).collect();
                Json::object([("errors", Json::Object(errors))])
            }
        }
    }

    fn error(&self, failure: &Failure, request_id: &str, attributes: &str) -> Json {
        let mut error = Json::object([
            ("id", Json::text(request_id)),
            ("status", Json::text(self.status.to_string())),
            ("code", Json::text(failure.code())),
            ("title", Json::text(failure.title())),
            ("detail", Json::Null),
        ]);
        if !failure.path.is_empty() && self.status == 422 {
            let pointer = format!("{attributes}/{}", failure.path.replace('.', "/"));
            error.push("source", Json::object([("pointer", Json::text(pointer))]));
        }
        error
    }

    /// The same for a person.
    pub(super) fn to_page(&self) -> Reply {
        let items: Vec<_> = self
            .failures
            .iter()
            .map(|one| format!("<li>{}: {}</li>\n", escaped(&one.code()), escaped(&one.title())))
            .collect();
        let page = Reply::html(self.status, "Error", &format!("<ul>\n{}</ul>\n", items.concat()));
        self.headers.iter().fold(page, |page, (name, value)| page.with(name, value))
    }

    fn titles(&self) -> String {
        let titles: Vec<_> = self.failures.iter().map(Failure::title).collect();
        titles.join(", ")
    }
}
