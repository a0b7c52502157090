//! The scheme of a service's fields.

use std::fmt;

use pay_wire::{Members, Printable, Result};
use serde_json::value::RawValue;
use snafu::{OptionExt as _, ensure};

use crate::Localized;
use crate::error::{LacksOfferedSnafu, MistypedSnafu};
use crate::members::text;

pay_wire::words! {
    /// What the value of a field is.
    pub enum FieldKind {
        /// A text.
        String = "string",
    }
}

pay_wire::words! {
    /// How the gateway checks a field besides its pattern.
    pub enum Validator {
        /// The check digit of card numbers.
        Luhn = "Luhn",
    }
}

/// A field that a service needs to know; everything but its key may be missing.
#[derive(Clone)]
pub struct ServiceField {
    key: Box<str>,
    attributes: Members,
}

impl ServiceField {
    pub(super) fn read(raw: &RawValue) -> Option<Self> {
        let attributes = Members::of(raw);
        Some(Self { key: attributes.text("key")?.into(), attributes })
    }

    /// Its key in [`Fields`](crate::Fields).
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What its value is.
    pub fn kind(&self) -> Option<FieldKind> {
        self.attributes.text("type").map(FieldKind::from)
    }

    /// Its name, for people.
    pub fn label(&self) -> Option<Localized> {
        self.attributes.raw("label").and_then(Localized::read)
    }

    /// What to write there, for people.
    pub fn hint(&self) -> Option<Localized> {
        self.attributes.raw("hint").and_then(Localized::read)
    }

    /// A value that would do.
    pub fn example(&self) -> Option<&str> {
        self.attributes.text("example")
    }

    /// The pattern of its value, as the gateway spells it: bare, between the slashes of PHP, or
    /// escaped twice. To be shown and not enforced: some are wrong.
    pub fn regexp(&self) -> Option<&str> {
        self.attributes.text("regexp")
    }

    /// Whether it has to be there; not where nothing is said.
    pub fn is_required(&self) -> bool {
        self.attributes.flag("required").unwrap_or_default()
    }

    /// Its place among the others; older answers call it `weight`.
    pub fn position(&self) -> Option<i64> {
        self.attributes.integer("position").or_else(|| self.attributes.integer("weight"))
    }

    /// How the gateway checks it besides its pattern.
    pub fn validators(&self) -> Vec<Validator> {
        let listed = self.attributes.object("options").list("validators");
        let name = |raw: &RawValue| {
            let name = text(raw).or_else(|| Members::of(raw).text("name").map(Into::into));
            name.map(|name| Validator::from(&*name))
        };
        listed.iter().filter_map(|raw| name(raw)).collect()
    }

    /// Any member, as JSON.
    pub fn member(&self, name: &str) -> Option<&str> {
        self.attributes.raw(name).map(RawValue::get)
    }

    /// Whether a value will do, as far as can be told.
    pub(super) fn check(&self, value: Option<&str>) -> Result<()> {
        let field = || self.key.clone();
        if self.is_required() {
            value.with_context(|| LacksOfferedSnafu { field: field() })?;
        }
        let luhn = self.validators().contains(&Validator::Luhn);
        let good = value.is_none_or(|value| !luhn || has_check_digit(value));
        ensure!(good, MistypedSnafu { field: field() });
        Ok(())
    }
}

/// The Luhn algorithm: from the right every second digit counts twice, with the digits of that
/// summed, and the sum ends in 0.
fn has_check_digit(value: &str) -> bool {
    let digits: Option<Vec<u32>> = value.chars().rev().map(|digit| digit.to_digit(10)).collect();
    let Some(digits) = digits.filter(|digits| !digits.is_empty()) else { return false };
    let counted = digits.iter().enumerate().map(|(index, digit)| match (index % 2, digit) {
        (0, digit) => *digit,
        (_, 9) => 9,
        (_, digit) => digit * 2 % 9,
    });
    counted.sum::<u32>() % 10 == 0
}

impl fmt::Debug for ServiceField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceField")
            .field("key", &Printable(&self.key))
            .field("required", &self.is_required())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_digit_is_found() {
        // test numbers that the networks and the provider publish
        for good in [
            "4111111111111111",
            "5123817234060000",
            "4412397212080000",
            "5404367504475264",
            "6011000990139424",
        ] {
            assert!(has_check_digit(good), "{good}");
        }
        for bad in ["", "4111111111111112", "1411111111111111", "4111 1111 1111 1111", "٤", "-0"] {
            assert!(!has_check_digit(bad), "{bad}");
        }
    }
}
