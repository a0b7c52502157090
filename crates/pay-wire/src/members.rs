//! The members of an object, read one by one, by name.

use std::fmt;

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::{Amount, Printable, lenient};

/// The members of a JSON object, each read when it is asked for; none of what is not an object
/// (`null`, `""`, `[]`).
///
/// More lenient than [`lenient`], on purpose, for gateways whose documents, examples and answers
/// disagree: each reader takes any spelling of what is meant and gives nothing where nothing can be
/// made of it, so that an answer that says that a payment went through stays readable where its
/// commission is spelled in a new way. What could not be read is in
/// [`Answer::raw`](crate::Answer::raw).
///
/// No number passes through a binary float. `Debug` shows names alone.
#[derive(Clone, Default)]
pub struct Members(Vec<Member>);

/// One member: as it is written, and without quotes and escapes where it is a text.
#[derive(Clone)]
struct Member {
    name: Box<str>,
    raw: Box<RawValue>,
    text: Option<Box<str>>,
}

impl Members {
    /// The members of what is written here.
    pub fn of(raw: &RawValue) -> Self {
        if !raw.get().starts_with('{') {
            return Self::default();
        }
        serde_json::from_str(raw.get()).unwrap_or_default()
    }

    /// The member as it is written.
    pub fn raw(&self, name: &str) -> Option<&RawValue> {
        self.member(name).map(|member| &*member.raw)
    }

    /// A text that is not empty, or a number as it is spelled.
    pub fn text(&self, name: &str) -> Option<&str> {
        let member = self.member(name)?;
        match &member.text {
            Some(text) => Some(&**text).filter(|text| !text.is_empty()),
            None => Some(member.raw.get()).filter(|raw| is_number(raw)),
        }
    }

    /// A number, or a text with one in it.
    pub fn amount(&self, name: &str) -> Option<Amount> {
        self.text(name)?.trim().parse().ok()
    }

    /// A whole number, as a number or a text, with a fraction of zeros if it likes; as a number
    /// also with an exponent.
    pub fn integer(&self, name: &str) -> Option<i64> {
        let member = self.member(name)?;
        match &member.text {
            Some(text) => lenient::whole(text),
            None => Some(member.raw.get()).filter(|raw| is_number(raw)).and_then(number),
        }
    }

    /// `true` and `false`, `1` and `0`, also as texts, in any case of letters.
    pub fn flag(&self, name: &str) -> Option<bool> {
        let member = self.member(name)?;
        match member.text.as_deref().unwrap_or(member.raw.get()).trim() {
            "1" => Some(true),
            "0" => Some(false),
            word if word.eq_ignore_ascii_case("true") => Some(true),
            word if word.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    /// An object; without members where it is none.
    #[must_use]
    pub fn object(&self, name: &str) -> Self {
        self.raw(name).map(Self::of).unwrap_or_default()
    }

    /// The elements of an array, or the values of an object (so PHP prints a list with gaps).
    pub fn list(&self, name: &str) -> Vec<Box<RawValue>> {
        let Some(raw) = self.raw(name) else { return Vec::new() };
        if raw.get().starts_with('[') {
            return serde_json::from_str(raw.get()).unwrap_or_default();
        }
        Self::of(raw).0.into_iter().map(|member| member.raw).collect()
    }

    /// The objects among them.
    pub fn objects(&self, name: &str) -> Vec<Self> {
        let items = self.list(name);
        items.iter().map(|item| Self::of(item)).filter(|item| !item.is_empty()).collect()
    }

    /// All members in their order, as name and JSON.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &RawValue)> {
        self.0.iter().map(|member| (&*member.name, &*member.raw))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn member(&self, name: &str) -> Option<&Member> {
        self.0.iter().find(|member| *member.name == *name)
    }
}

/// From an object; `null`, `""`, `false` and `[]` have no members.
impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let members: Vec<(Box<str>, Box<RawValue>)> = lenient::members(deserializer)?;
        let member = |(name, raw): (Box<str>, Box<RawValue>)| {
            let text = text(&raw);
            Member { name, raw, text }
        };
        Ok(Self(members.into_iter().map(member).collect()))
    }
}

impl fmt::Debug for Members {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.iter().map(|member| Printable(&member.name))).finish()
    }
}

/// A text without its quotes and escapes.
fn text(raw: &RawValue) -> Option<Box<str>> {
    raw.get().starts_with('"').then(|| serde_json::from_str(raw.get()).ok()).flatten()
}

/// A whole JSON number: `1.5e3` is 1500.
fn number(number: &str) -> Option<i64> {
    let Some((mantissa, exponent)) = number.split_once(['e', 'E']) else {
        return lenient::whole(number);
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    // more places do not fit into 64 bits, and nobody writes 100 with fewer than none
    let places = exponent.parse().ok().filter(|places| *places <= 18)?;
    let digits = format!("{fraction:0<places$}");
    let (whole_too, rest) = digits.split_at(places);
    let zeros = rest.bytes().all(|byte| byte == b'0');
    zeros.then(|| [whole, whole_too].concat().parse().ok()).flatten()
}

fn is_number(raw: &str) -> bool {
    raw.starts_with(|first: char| first.is_ascii_digit() || first == '-')
}
