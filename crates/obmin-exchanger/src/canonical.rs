//! The text that the hash of a call covers: its parameters as JavaScript prints them.
//!
//! The server parses the query and the body, lays the body over the query, and hashes what
//! `JSON.stringify({...query, ...body})` makes of it. This is the only place of the crate where a
//! binary float stands: a number in a JSON body is one to the server, and is hashed as the server
//! prints it again. No amount of ours passes through here: those are sent as texts.
//!
//! Source: the provider's page on authorization, and the public source of the server's framework.

use std::collections::HashMap;
use std::fmt;

use pay_wire::Result;
use snafu::ensure;

use crate::error::BodyFieldsSnafu;
use crate::json;
use crate::query::{self, Limits, MOST_FIELDS};

/// The longest array index of JavaScript: two to the power of 32, less two.
const LAST_INDEX: u64 = 4_294_967_294;

/// The body of a call, by its media type.
///
/// `Debug` prints lengths alone: bodies have secrets in them.
#[derive(Clone, Copy)]
pub enum Body<'a> {
    /// None, or of no media type that the server parses.
    Empty,
    /// `application/x-www-form-urlencoded`: every leaf is a text, brackets make arrays and objects.
    Form(&'a [u8]),
    /// `application/json`: values keep their types.
    Json(&'a [u8]),
}

impl fmt::Debug for Body<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::Form(form) => write!(f, "Form({} bytes)", form.len()),
            Self::Json(json) => write!(f, "Json({} bytes)", json.len()),
        }
    }
}

/// The parameters of a call, byte for byte as the server hashes them.
///
/// `query` is what stands behind the `?`, still percent-encoded. It works for any caller's request,
/// not only for those of this crate: keys that are array indices come first, numbers are printed as
/// JavaScript prints doubles, and texts are escaped anew from their raw form, so half of a surrogate
/// pair survives.
///
/// # Errors
///
/// If the body is not JSON where it says so, is neither an object nor an array, is nested deeper
/// than 512, or is a form of more than 1000 fields, which the server does not take.
pub fn canonical(query: &str, body: Body<'_>) -> Result<String> {
    let mut params = query::parse(query, Limits::QUERY);
    match body {
        Body::Empty => {}
        Body::Form(form) => {
            let form = String::from_utf8_lossy(form);
            let most = MOST_FIELDS;
            ensure!(form.split('&').count() <= most, BodyFieldsSnafu { most });
            params.lay_over(query::parse(&form, Limits::of_a_body(&form)));
        }
        Body::Json(json) => params.lay_over(json::read(&String::from_utf8_lossy(json))?),
    }
    let mut text = String::new();
    params.print(&mut text);
    Ok(text)
}

/// A value as it will be printed.
#[derive(Clone)]
pub(crate) enum Value {
    /// Printed already; a text has its quotes.
    Leaf(String),
    Array(Vec<Value>),
    Object(Object),
}

/// The members of an object in the order in which they came; names are printed already.
#[derive(Clone, Default)]
pub(crate) struct Object {
    members: Vec<(String, Value)>,
    places: HashMap<String, usize>,
}

impl Object {
    /// A member that exists keeps its place and gets the new value.
    pub(crate) fn set(&mut self, name: String, value: Value) {
        if let Some(place) = self.places.get(&name) {
            self.members[*place].1 = value;
        } else {
            self.places.insert(name.clone(), self.members.len());
            self.members.push((name, value));
        }
    }

    fn lay_over(&mut self, other: Self) {
        for (name, value) in other.members {
            self.set(name, value);
        }
    }

    fn print(&self, text: &mut String) {
        let mut members: Vec<_> = self.members.iter().collect();
        // stable: those that are no indices stay in their order
        members.sort_by_key(|(name, _)| array_index(unquoted(name)).unwrap_or(u64::MAX));
        text.push('{');
        for (number, (name, value)) in members.into_iter().enumerate() {
            if number > 0 {
                text.push(',');
            }
            text.push_str(name);
            text.push(':');
            value.print(text);
        }
        text.push('}');
    }
}

impl Value {
    fn print(&self, text: &mut String) {
        match self {
            Self::Leaf(leaf) => text.push_str(leaf),
            Self::Object(object) => object.print(text),
            Self::Array(items) => {
                text.push('[');
                for (number, item) in items.iter().enumerate() {
                    if number > 0 {
                        text.push(',');
                    }
                    item.print(text);
                }
                text.push(']');
            }
        }
    }
}

/// The number of a name that is an array index, which JavaScript moves to the front.
pub(crate) fn array_index(name: &str) -> Option<u64> {
    let plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    let canonical = plain && (name == "0" || !name.starts_with('0'));
    canonical.then(|| name.parse().ok()).flatten().filter(|index| *index <= LAST_INDEX)
}

fn unquoted(name: &str) -> &str {
    name.strip_prefix('"').and_then(|name| name.strip_suffix('"')).unwrap_or(name)
}

/// A text in quotes, escaped as `JSON.stringify` does.
pub(crate) fn quoted(text: &str) -> String {
    let mut printed = String::with_capacity(text.len() + 2);
    printed.push('"');
    text.chars().for_each(|character| escape(character, &mut printed));
    printed.push('"');
    printed
}

pub(crate) fn escape(character: char, printed: &mut String) {
    match character {
        '"' => printed.push_str("\\\""),
        '\\' => printed.push_str("\\\\"),
        '\u{8}' => printed.push_str("\\b"),
        '\u{c}' => printed.push_str("\\f"),
        '\n' => printed.push_str("\\n"),
        '\r' => printed.push_str("\\r"),
        '\t' => printed.push_str("\\t"),
        control if control < ' ' => escape_unit(control as u16, printed),
        other => printed.push(other),
    }
}

/// A UTF-16 code unit as `\uxxxx`.
pub(crate) fn escape_unit(unit: u16, printed: &mut String) {
    printed.push_str("\\u");
    let digits = [unit >> 12, unit >> 8 & 15, unit >> 4 & 15, unit & 15];
    printed.extend(digits.map(|digit| {
        char::from_digit(digit.into(), 16).expect("four bits are a hexadecimal digit")
    }));
}

/// A number as JavaScript prints it: the shortest digits that give the same double again, and of
/// two such the nearer one, or the even one where it lies exactly between them.
pub(crate) fn number(written: &str) -> String {
    let double: f64 = written.parse().expect("the grammar of JSON is a part of Rust's");
    if !double.is_finite() {
        return "null".to_owned();
    }
    ryu_js::Buffer::new().format_finite(double).to_owned()
}
