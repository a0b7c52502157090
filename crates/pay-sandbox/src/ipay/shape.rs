//! What a request's body may hold: names, types and limits, and how values are read.

use rust_decimal::Decimal;

use crate::json::Json;

/// What a member has to be.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// From 1 to 999999999999.
    Kopecks,
    /// A whole number from this one on.
    Whole(u64),
    /// A number that is not negative, perhaps with a fraction.
    Number,
    Text,
    /// At most so many characters.
    Short(usize),
    /// One of these words.
    Word(&'static [&'static str]),
    Uuid,
    /// An address of http or https.
    Address,
    Flag,
    /// An object in which everything is allowed.
    Free,
    Map(&'static [Field]),
    /// A list of such maps, with one at least.
    List(&'static [Field]),
}

/// A member of a map.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
    pub(super) required: bool,
}

/// A member that must be there.
pub(super) const fn required(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, required: true }
}

/// A member that may be there.
pub(super) const fn optional(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, required: false }
}

/// The path of the first member that these fields do not have.
pub(super) fn stranger(map: &Json, fields: &[Field]) -> Option<String> {
    map.members().iter().find_map(|(name, value)| {
        let Some(field) = fields.iter().find(|field| field.name == name) else {
            return Some(name.clone());
        };
        match (field.shape, value) {
            (Shape::Map(fields), _) => stranger(value, fields).map(|path| format!("{name}.{path}")),
            (Shape::List(fields), Json::List(items)) => items
                .iter()
                .find_map(|item| stranger(item, fields))
                .map(|path| format!("{name}[].{path}")),
            _ => None,
        }
    })
}

/// If every member is what it has to be, and all are there that must be. `null` is not there.
pub(super) fn fits(map: &Json, fields: &[Field]) -> bool {
    fields.iter().all(|field| match map.get(field.name) {
        Some(value) => is(value, field.shape),
        None => !field.required,
    })
}

fn is(value: &Json, shape: Shape) -> bool {
    match shape {
        Shape::Kopecks => whole(value).is_some_and(|sum| (1..=999_999_999_999).contains(&sum)),
        Shape::Whole(least) => whole(value).is_some_and(|number| number >= least),
        Shape::Number => number(value).is_some_and(|number| number >= Decimal::ZERO),
        Shape::Text => text(value).is_some(),
        Shape::Short(most) => text(value).is_some_and(|text| text.chars().count() <= most),
        Shape::Word(words) => value.as_text().is_some_and(|text| words.contains(&text)),
        Shape::Uuid => value.as_text().is_some_and(is_uuid),
        Shape::Address => value.as_text().is_some_and(is_address),
        Shape::Flag => flag(value).is_some(),
        Shape::Free => is_map(value),
        Shape::Map(fields) => is_map(value) && fits(value, fields),
        Shape::List(fields) => match value {
            Json::List(items) => {
                !items.is_empty()
                    && items
                        .iter()
                        .all(|item| matches!(item, Json::Object(_)) && fits(item, fields))
            }
            _ => false,
        },
    }
}

/// An object, or what PHP writes for one that is empty.
pub(super) fn is_map(value: &Json) -> bool {
    match value {
        Json::Object(_) => true,
        Json::List(items) => items.is_empty(),
        _ => false,
    }
}

/// A whole number, or a text of its digits.
pub(super) fn whole(value: &Json) -> Option<u64> {
    match value {
        Json::Number(digits) | Json::Text(digits) => {
            digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
        }
        _ => None,
    }
}

/// A text, or a number as it was printed.
pub(super) fn text(value: &Json) -> Option<&str> {
    match value {
        Json::Number(text) | Json::Text(text) => Some(text),
        _ => None,
    }
}

pub(super) fn flag(value: &Json) -> Option<bool> {
    match value {
        Json::Bool(value) => Some(*value),
        Json::Number(text) | Json::Text(text) if text == "1" => Some(true),
        Json::Number(text) | Json::Text(text) if text == "0" => Some(false),
        Json::Text(text) => text.parse().ok(),
        _ => None,
    }
}

fn number(value: &Json) -> Option<Decimal> {
    let text = text(value)?;
    Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text)).ok()
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn is_address(text: &str) -> bool {
    let uri: Option<http::Uri> = text.parse().ok();
    uri.is_some_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https"))
            && uri.host().is_some_and(|host| !host.is_empty())
    })
}
