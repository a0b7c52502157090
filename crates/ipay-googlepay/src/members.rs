//! Reading what this gateway writes: any spelling of what is meant, and nothing where nothing can
//! be made of it.
//!
//! More lenient than [`pay_wire::lenient`], on purpose. The fields of an answer are typed
//! differently from table to example to reality, and an answer that says that a payment went
//! through must stay readable where its commission is spelled in a new way. What could not be read
//! is in [`Answer::raw`](pay_wire::Answer::raw).

use pay_wire::lenient;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::Kopecks;

/// The members of an object, unread; none of what is not an object (`null`, `""`, `[]`).
#[derive(Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Members(
    #[serde(deserialize_with = "lenient::members")] Vec<(Box<str>, Box<RawValue>)>,
);

impl Members {
    /// The member as it is written.
    pub(crate) fn raw(&self, name: &str) -> Option<&RawValue> {
        self.0.iter().find(|(member, _)| **member == *name).map(|(_, value)| &**value)
    }

    pub(crate) fn integer(&self, name: &str) -> Option<i64> {
        integer(self.raw(name)?)
    }

    pub(crate) fn kopecks(&self, name: &str) -> Option<Kopecks> {
        self.integer(name).map(Kopecks::new)
    }

    pub(crate) fn text(&self, name: &str) -> Option<Box<str>> {
        text(self.raw(name)?)
    }

    /// `true` and `false`, `1` and `0`, also as texts.
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        match self.raw(name)?.get().trim_matches('"') {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }

    pub(crate) fn object(&self, name: &str) -> Self {
        self.raw(name).map(members).unwrap_or_default()
    }

    /// The objects of a list: of an array, of an object whose names are all numbers (so PHP prints
    /// a list with gaps), or the one object that has one of the members that `item` names.
    pub(crate) fn list(&self, name: &str, item: [&str; 2]) -> Vec<Self> {
        let Some(raw) = self.raw(name) else { return Vec::new() };
        if raw.get().starts_with('[') {
            let items: Vec<Box<RawValue>> = serde_json::from_str(raw.get()).unwrap_or_default();
            return items
                .iter()
                .map(|item| members(item))
                .filter(|item| !item.is_empty())
                .collect();
        }
        let object = members(raw);
        if item.iter().any(|name| object.raw(name).is_some()) {
            return vec![object];
        }
        let numbered: Option<Vec<(u64, Self)>> = object
            .0
            .iter()
            .map(|(name, value)| Some((name.parse().ok()?, members(value))))
            .collect();
        let mut numbered = numbered.unwrap_or_default();
        numbered.sort_by_key(|(number, _)| *number);
        numbered.into_iter().map(|(_, item)| item).filter(|item| !item.is_empty()).collect()
    }

    /// Those that `known` does not name, in their order.
    pub(crate) fn beside(&self, known: &[&str]) -> Vec<(Box<str>, Box<RawValue>)> {
        self.0.iter().filter(|(name, _)| !known.contains(&&**name)).cloned().collect()
    }

    /// The texts of an array; none of what is not an array of texts.
    #[cfg(feature = "token-check")]
    pub(crate) fn texts(&self, name: &str) -> Vec<Box<str>> {
        let texts = self.raw(name).map(|raw| serde_json::from_str(raw.get()));
        texts.and_then(Result::ok).unwrap_or_default()
    }

    #[cfg(feature = "token-check")]
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn members(raw: &RawValue) -> Members {
    if !raw.get().starts_with('{') {
        return Members::default();
    }
    serde_json::from_str(raw.get()).unwrap_or_default()
}

/// A whole number, as a number or a text, with a sign, spaces around it and a fraction of zeros if
/// it likes; as a number also with an exponent.
pub(crate) fn integer(raw: &RawValue) -> Option<i64> {
    let is_number = !raw.get().starts_with('"');
    let text = text(raw)?;
    whole(&text).or_else(|| scaled(&text).filter(|_| is_number))
}

/// A JSON number that has an exponent: `1.5e3` is 1500. Not below zero: nobody writes 100 so.
fn scaled(number: &str) -> Option<i64> {
    let (mantissa, exponent) = number.split_once(['e', 'E'])?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    // more places do not fit into 64 bits
    let places = exponent.parse().ok().filter(|places| *places <= 18)?;
    let digits = format!("{fraction:0<places$}");
    let (whole_too, rest) = digits.split_at(places);
    let zeros = rest.bytes().all(|byte| byte == b'0');
    zeros.then(|| [whole, whole_too].concat().parse().ok()).flatten()
}

/// One in a text, without an exponent.
pub(crate) fn whole(text: &str) -> Option<i64> {
    let text = text.trim_matches(' ');
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let zeros = !fraction.is_empty() && fraction.bytes().all(|byte| byte == b'0');
    // not empty and not a sign alone: `parse` sees to that
    zeros.then(|| whole.parse().ok()).flatten()
}

/// A text, or a number as it is spelled.
pub(crate) fn text(raw: &RawValue) -> Option<Box<str>> {
    match raw.get().as_bytes().first() {
        Some(b'"') => {
            let text: String = serde_json::from_str(raw.get()).ok()?;
            Some(text).filter(|text| !text.is_empty()).map(Into::into)
        }
        Some(b'-' | b'0'..=b'9') => Some(raw.get().into()),
        _ => None,
    }
}
