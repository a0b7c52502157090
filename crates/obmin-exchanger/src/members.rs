//! Reading what this engine writes: any spelling of what is meant, and nothing where nothing can
//! be made of it.
//!
//! The versions of the engine, and its own pages, disagree on numbers and texts and on what is an
//! object; an order whose status can be read must not become unreadable because its picture is
//! spelled in a new way. What could not be read is in [`Answer::raw`](pay_wire::Answer::raw).

use pay_wire::{Amount, lenient};
use serde::Deserialize;
use serde_json::value::RawValue;

/// The members of an object, unread; none of what is not an object (`null`, `""`, `[]`).
#[derive(Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Members(
    #[serde(deserialize_with = "lenient::members")] Vec<(Box<str>, Box<RawValue>)>,
);

impl Members {
    pub(crate) fn of(raw: &RawValue) -> Self {
        if !raw.get().starts_with('{') {
            return Self::default();
        }
        serde_json::from_str(raw.get()).unwrap_or_default()
    }

    /// The member as it is written.
    pub(crate) fn raw(&self, name: &str) -> Option<&RawValue> {
        self.0.iter().find(|(member, _)| **member == *name).map(|(_, value)| &**value)
    }

    /// The member as it is written, unless it is `null`.
    pub(crate) fn present(&self, name: &str) -> Option<&RawValue> {
        self.raw(name).filter(|raw| raw.get() != "null")
    }

    /// A text, or a number as it is spelled; nothing is made of `""`.
    pub(crate) fn text(&self, name: &str) -> Option<Box<str>> {
        text(self.raw(name)?)
    }

    pub(crate) fn amount(&self, name: &str) -> Option<Amount> {
        self.text(name)?.trim().parse().ok()
    }

    pub(crate) fn number(&self, name: &str) -> Option<u64> {
        self.text(name)?.trim().parse().ok()
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
        self.raw(name).map(Self::of).unwrap_or_default()
    }

    /// The objects in an array.
    pub(crate) fn list(&self, name: &str) -> Vec<Self> {
        self.raw(name).map(list).unwrap_or_default()
    }

    /// All members in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &RawValue)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The objects in an array; none of what is no array.
pub(crate) fn list(raw: &RawValue) -> Vec<Members> {
    let items: Vec<Box<RawValue>> = serde_json::from_str(raw.get()).unwrap_or_default();
    items.iter().map(|item| Members::of(item)).filter(|item| !item.is_empty()).collect()
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
