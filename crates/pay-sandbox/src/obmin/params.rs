//! Parameters: query and body in one object, converted as the engine's schema does.

use crate::gateway::Request;

use super::canonical::stringify;
use super::query;
use super::refusal::Refusal;
use super::value::Value;

/// What a method was called with.
pub(super) struct Params {
    all: Value,
}

/// Query entries, then body entries: one of the body replaces one of the query in its place.
/// `None` if the body is announced as JSON and is none.
pub(super) fn merged(query: &str, media: Option<&str>, body: &[u8]) -> Option<Value> {
    let mut all = query::parse(query);
    let media = media.and_then(|media| media.split(';').next()).unwrap_or_default();
    let body = match media.trim().to_ascii_lowercase().as_str() {
        "application/json" => Value::read_body(body)?.into_members(),
        "application/x-www-form-urlencoded" => query::parse(&String::from_utf8_lossy(body)),
        _ => Vec::new(),
    };
    let mut of_body = Vec::new();
    for (key, value) in body {
        match all.iter_mut().find(|(other, _)| *other == key) {
            Some((_, earlier)) => *earlier = value,
            None => of_body.push((key, value)),
        }
    }
    all.extend(of_body);
    Some(Value::Object(all))
}

impl Params {
    pub(super) fn of(request: &Request, body: &[u8]) -> Result<Self, Refusal> {
        let media = request.header("content-type");
        let all = merged(&request.query, media.as_deref(), body);
        all.map(|all| Self { all }).ok_or_else(|| Refusal::internal("Unexpected token in JSON"))
    }

    /// The text that a signature is made over.
    pub(super) fn canonical(&self) -> String {
        stringify(&self.all)
    }

    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.all.get(name)
    }

    /// Any value as a text of at most so many letters.
    pub(super) fn text(&self, name: &str, longest: usize) -> Result<Option<String>, Refusal> {
        let Some(text) = self.get(name).map(Value::to_text) else {
            return Ok(None);
        };
        if text.encode_utf16().count() > longest {
            return Err(Refusal::wrong(name, &format!("must be at most {longest} letters long")));
        }
        Ok(Some(text))
    }

    pub(super) fn required(&self, name: &str, longest: usize) -> Result<String, Refusal> {
        self.text(name, longest)?.ok_or_else(|| Refusal::missing(name))
    }

    /// An absolute address of the web.
    pub(super) fn url(&self, name: &str, longest: usize) -> Result<Option<String>, Refusal> {
        let url = self.text(name, longest)?.filter(|url| !url.is_empty());
        match url {
            Some(url) if !is_web_address(&url) => {
                Err(Refusal::wrong(name, "must be an http or https address"))
            }
            other => Ok(other),
        }
    }

    /// 24 hex digits.
    pub(super) fn object_id(&self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(id) = self.get(name).map(Value::to_text) else {
            return Ok(None);
        };
        if is_object_id(&id) {
            Ok(Some(id.to_ascii_lowercase()))
        } else {
            Err(Refusal::wrong(name, "must be an object id"))
        }
    }

    /// A whole number that is not negative.
    pub(super) fn whole(&self, name: &str) -> Result<Option<u64>, Refusal> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        let number = value.to_text().trim().parse();
        number.map(Some).map_err(|_| Refusal::wrong(name, "must be a whole number"))
    }

    /// `true`, `1`, `"1"` and `"true"`, and the four that say no.
    pub(super) fn flag(&self, name: &str) -> Result<Option<bool>, Refusal> {
        match self.get(name).map(Value::to_text).as_deref() {
            None => Ok(None),
            Some("true" | "1") => Ok(Some(true)),
            Some("false" | "0") => Ok(Some(false)),
            Some(_) => Err(Refusal::wrong(name, "must be a boolean")),
        }
    }

    /// An array, or a comma-separated text.
    pub(super) fn list(&self, name: &str) -> Result<Vec<Value>, Refusal> {
        match self.get(name) {
            None => Ok(Vec::new()),
            Some(Value::List(items)) => Ok(items.clone()),
            Some(Value::Text(text)) if text.is_empty() => Ok(Vec::new()),
            Some(Value::Text(_) | Value::Number(_)) => {
                let text = self.get(name).map(Value::to_text).unwrap_or_default();
                Ok(text.split(',').map(Value::text).collect())
            }
            Some(_) => Err(Refusal::wrong(name, "must be an array")),
        }
    }
}

pub(super) fn is_object_id(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    host.is_some_and(|host| !host.is_empty() && !host.contains(char::is_whitespace))
}
