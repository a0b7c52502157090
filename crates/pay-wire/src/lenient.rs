//! Reading what loosely typed backends write: numbers as text, text as numbers, `[]` for an empty
//! map, `""` for nothing.
//!
//! For `#[serde(default, deserialize_with = "lenient::text")]`. Each accepts the spellings that it
//! names and refuses the rest; none of them passes a number through a binary float, and all of
//! them work where another crate has switched on `serde_json`'s `arbitrary_precision`.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::Amount;

/// A text, or a number as it is spelled; `null` and `""` are nothing.
///
/// # Errors
///
/// If it is a boolean, an array or an object.
pub fn text<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: From<String>,
{
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    match raw.get() {
        "null" => Ok(None),
        quoted if quoted.starts_with('"') => {
            let text: String = serde_json::from_str(quoted).map_err(D::Error::custom)?;
            Ok(Some(text).filter(|text| !text.is_empty()).map(T::from))
        }
        number if is_numeric(number) => Ok(Some(T::from(number.to_owned()))),
        _ => Err(D::Error::custom("expected a text or a number")),
    }
}

/// `true` and `false`, `1` and `0`, also as texts; `null` and `""` are nothing.
///
/// # Errors
///
/// If it is anything else.
pub fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    match raw.get().trim_matches('"') {
        "true" | "1" => Ok(Some(true)),
        "false" | "0" => Ok(Some(false)),
        "null" | "" => Ok(None),
        _ => Err(D::Error::custom("expected true or false")),
    }
}

/// A whole number, or a text with one in it; `null` and `""` are nothing.
///
/// # Errors
///
/// If it is anything else, or beyond 64 bits.
pub fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    let digits: Option<String> = text(deserializer)?;
    digits
        .map(|digits| digits.parse().map_err(|_| D::Error::custom("expected a whole number")))
        .transpose()
}

/// An amount as a number or a text; `null` and `""` are nothing.
///
/// # Errors
///
/// If it is anything else.
pub fn amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Amount>, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    match raw.get() {
        "null" | "\"\"" => Ok(None),
        written => serde_json::from_str(written).map(Some).map_err(D::Error::custom),
    }
}

/// An object; `null`, `""`, `false` and `[]` are nothing.
///
/// # Errors
///
/// If it is anything else, or not a `T`.
pub fn object<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    match raw.get() {
        "null" | "\"\"" | "false" => Ok(None),
        list if list.starts_with('[') && list[1..].trim_start().starts_with(']') => Ok(None),
        // a derived `Deserialize` would also take an array, member by member
        written if written.starts_with('{') => {
            serde_json::from_str(written).map(Some).map_err(D::Error::custom)
        }
        _ => Err(D::Error::custom("expected an object")),
    }
}

/// A list; `null`, `""`, `false` and `{}` are an empty one.
///
/// # Errors
///
/// If it is anything else, or not of `T`s.
pub fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    match raw.get() {
        "null" | "\"\"" | "false" => Ok(Vec::new()),
        map if map.starts_with('{') && map[1..].trim_start().starts_with('}') => Ok(Vec::new()),
        written => serde_json::from_str(written).map_err(D::Error::custom),
    }
}

/// The members of an object in the order in which they came; `null`, `""`, `false` and `[]` are
/// none.
///
/// # Errors
///
/// If it is anything else, or its values are not `T`s.
pub fn members<'de, D, T>(deserializer: D) -> Result<Vec<(Box<str>, T)>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    Ok(object(deserializer)?.map(|Members(members)| members).unwrap_or_default())
}

struct Members<T>(Vec<(Box<str>, T)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Members<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder(PhantomData))
    }
}

struct InOrder<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for InOrder<T> {
    type Value = Members<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<T>, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

/// A whole number in a text, with a sign, blanks around it and a fraction of zeros if it likes.
pub fn whole(text: &str) -> Option<i64> {
    let text = text.trim_matches(' ');
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let zeros = !fraction.is_empty() && fraction.bytes().all(|byte| byte == b'0');
    // not empty and not a sign alone: `parse` sees to that
    zeros.then(|| whole.parse().ok()).flatten()
}

fn is_numeric(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit() || first == '-')
}
