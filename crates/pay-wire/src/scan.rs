//! A first look at a document, before any of it is believed.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserializer as _, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// How deep arrays and objects may be nested.
const DEEPEST: usize = 64;

/// Refuses what two readers could understand in two ways: a member that is there twice, trailing
/// bytes; and what would exhaust one: nesting beyond 64.
///
/// Values are only looked at from outside: no number is turned into anything, whatever features
/// `serde_json` has been given by the rest of the program.
pub(crate) fn scan(document: &str) -> serde_json::Result<()> {
    let whole: &RawValue = serde_json::from_str(document)?;
    Scan { depth: 0 }.descend(whole)
}

#[derive(Clone, Copy)]
struct Scan {
    depth: usize,
}

impl Scan {
    fn descend(self, value: &RawValue) -> serde_json::Result<()> {
        let mut reader = serde_json::Deserializer::from_str(value.get());
        match value.get().as_bytes().first() {
            Some(b'[' | b'{') if self.depth == DEEPEST => {
                Err(serde_json::Error::custom(format_args!("nested deeper than {DEEPEST}")))
            }
            Some(b'[') => reader.deserialize_seq(Self { depth: self.depth + 1 }),
            Some(b'{') => reader.deserialize_map(Self { depth: self.depth + 1 }),
            _ => Ok(()),
        }
    }
}

impl<'de> Visitor<'de> for Scan {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element()? {
            self.descend(item).map_err(A::Error::custom)?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut names = HashSet::new();
        while let Some((name, value)) = members.next_entry::<String, &RawValue>()? {
            self.descend(value).map_err(A::Error::custom)?;
            if !names.insert(name) {
                // not which one: names are the gateway's text, and may be anything
                return Err(A::Error::custom("a member is there twice"));
            }
        }
        Ok(())
    }
}
