//! Fields: what a route asks for, and what an order was told.

use std::fmt;

use pay_wire::{Members, Printable};
use serde::Serialize;

use crate::members::Reading as _;

/// One value of an order that is to be made, under the key that the route gives the field.
#[derive(Clone, Copy, Serialize)]
pub(crate) struct FieldValue<'a> {
    pub(crate) key: &'a str,
    pub(crate) value: &'a str,
}

/// A field that a route asks for.
#[derive(Clone)]
pub struct Field {
    key: Option<Box<str>>,
    name: Option<Box<str>>,
    placeholder: Option<Box<str>>,
    regexp: Option<Box<str>>,
    regexp_error: Option<Box<str>>,
    required: bool,
}

impl Field {
    pub(crate) fn read(members: &Members) -> Self {
        Self {
            key: members.owned("_id"),
            name: members.owned("name"),
            placeholder: members.owned("placeholder"),
            regexp: members.owned("regexp"),
            regexp_error: members.owned("regexp_error"),
            required: members.flag("required").unwrap_or(false),
        }
    }

    /// `_id`: the key of its value in an order.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// What it is called; perhaps in several languages, see [`localized`](crate::localized).
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// An example for the customer.
    pub fn placeholder(&self) -> Option<&str> {
        self.placeholder.as_deref()
    }

    /// The form of its value: a regular expression, to the engine one of JavaScript's (inferred).
    pub fn regexp(&self) -> Option<&str> {
        self.regexp.as_deref()
    }

    /// What the customer is told about a value in another form.
    pub fn regexp_error(&self) -> Option<&str> {
        self.regexp_error.as_deref()
    }

    /// Whether an order must have it.
    pub fn is_required(&self) -> bool {
        self.required
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Field")
            .field("key", &self.key().map(Printable))
            .field("name", &self.name().map(Printable))
            .field("required", &self.required)
            .finish_non_exhaustive()
    }
}

/// A value that an order has: a card, a wallet, an e-mail address. Its value prints nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Requisite {
    key: Box<str>,
    name: Box<str>,
    value: Box<str>,
}

impl Requisite {
    pub(crate) fn new(key: Box<str>, name: Box<str>, value: Box<str>) -> Self {
        Self { key, name, value }
    }

    /// Orders call the key `field`, notifications `key`; what is missing is empty.
    pub(crate) fn read(members: &Members) -> Self {
        let text = |name| members.owned(name);
        Self {
            key: text("key").or_else(|| text("field")).unwrap_or_default(),
            name: text("name").unwrap_or_default(),
            value: text("value").unwrap_or_default(),
        }
    }

    /// The key of the field; empty where it is not told.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What the field is called; empty where it is not told.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value; empty where it is not told.
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl fmt::Debug for Requisite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Requisite")
            .field("key", &Printable(&self.key))
            .field("name", &Printable(&self.name))
            .finish_non_exhaustive()
    }
}
