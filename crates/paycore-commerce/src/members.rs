//! Reading what this gateway writes: any spelling of what is meant, and nothing where nothing can
//! be made of it.
//!
//! More lenient than [`pay_wire::lenient`], on purpose: attributes come and go with every release
//! and are typed loosely by a PHP backend (`[]` for an empty map, numbers as text), and an invoice
//! that says that it was paid must stay readable where its exchange rate is spelled in a new way.
//! What could not be read is in [`Answer::raw`](pay_wire::Answer::raw).

use pay_wire::{Amount, lenient};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// The members of an object; none of what is not an object (`null`, `""`, `[]`).
#[derive(Clone, Default)]
pub(crate) struct Members(Vec<Member>);

/// One member: as it is written, and without quotes and escapes where it is a text.
#[derive(Clone)]
struct Member {
    name: Box<str>,
    raw: Box<RawValue>,
    text: Option<Box<str>>,
}

impl Members {
    /// The members of what is written here; none where it is no object.
    pub(crate) fn of(raw: &RawValue) -> Self {
        if !raw.get().starts_with('{') {
            return Self::default();
        }
        serde_json::from_str(raw.get()).unwrap_or_default()
    }

    /// The member as it is written.
    pub(crate) fn raw(&self, name: &str) -> Option<&RawValue> {
        self.member(name).map(|member| &*member.raw)
    }

    /// A text that is not empty, or a number as it is spelled.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        let member = self.member(name)?;
        match &member.text {
            Some(text) => Some(&**text).filter(|text| !text.is_empty()),
            None => Some(member.raw.get()).filter(|raw| is_number(raw)),
        }
    }

    /// A number, or a text with one in it.
    pub(crate) fn amount(&self, name: &str) -> Option<Amount> {
        self.text(name)?.trim().parse().ok()
    }

    /// A whole number, as a number or a text; a fraction of zeros is let pass.
    pub(crate) fn integer(&self, name: &str) -> Option<i64> {
        let text = self.text(name)?.trim();
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let zeros = !fraction.is_empty() && fraction.bytes().all(|byte| byte == b'0');
        zeros.then(|| whole.parse().ok()).flatten()
    }

    /// `true` and `false`, `1` and `0`, also as texts, in any case of letters.
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        let member = self.member(name)?;
        let word = member.text.as_deref().unwrap_or(member.raw.get()).trim();
        match word {
            "1" => Some(true),
            "0" => Some(false),
            word if word.eq_ignore_ascii_case("true") => Some(true),
            word if word.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    /// An object; without members where it is none.
    pub(crate) fn object(&self, name: &str) -> Self {
        self.raw(name).map(Self::of).unwrap_or_default()
    }

    /// The elements of an array, or the values of an object (so PHP prints a list with gaps).
    pub(crate) fn list(&self, name: &str) -> Vec<Box<RawValue>> {
        let Some(raw) = self.raw(name) else { return Vec::new() };
        if raw.get().starts_with('[') {
            return serde_json::from_str(raw.get()).unwrap_or_default();
        }
        Self::of(raw).0.into_iter().map(|member| member.raw).collect()
    }

    /// The members in their order, as name and JSON.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &RawValue)> {
        self.0.iter().map(|member| (&*member.name, &*member.raw))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn member(&self, name: &str) -> Option<&Member> {
        self.0.iter().find(|member| *member.name == *name)
    }
}

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

/// A text without its quotes and escapes.
pub(crate) fn text(raw: &RawValue) -> Option<Box<str>> {
    raw.get().starts_with('"').then(|| serde_json::from_str(raw.get()).ok()).flatten()
}

fn is_number(raw: &str) -> bool {
    raw.starts_with(|first: char| first.is_ascii_digit() || first == '-')
}

/// Whether something is said at all: `null`, `false`, `""`, `[]` and `{}` say nothing.
pub(crate) fn says_something(raw: &RawValue) -> bool {
    let bare: String = raw.get().split_ascii_whitespace().collect();
    !matches!(bare.as_str(), "null" | "false" | "\"\"" | "[]" | "{}")
}

/// Getters of attributes that are read in one way, named as the gateway names them.
macro_rules! attributes {
    ($owner:ident: $kind:ident -> $type:ty; $($(#[$doc:meta])* $name:ident,)+) => {
        impl $owner {$(
            $(#[$doc])*
            pub fn $name(&self) -> Option<$type> {
                self.attributes.$kind(stringify!($name))
            }
        )+}
    };
}
pub(crate) use attributes;
