//! JSON as it was spelled: members in order, numbers as text, doubled keys refused.
//!
//! A sandbox must tell `100` from `100.00` and must never meet a binary float, so values are
//! kept the way they were written.

use std::fmt::{self, Write as _};

use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Values nested deeper than this are refused as if they were no JSON.
const DEEPEST: usize = 64;

/// A value of a request, or one to be written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    /// As it was spelled.
    Number(String),
    Text(String),
    List(Vec<Json>),
    /// In the order of writing.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads one whole document; `None` unless it is strict JSON in UTF-8 without doubled keys.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        from_text(text, 0).ok()
    }

    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn number(number: impl fmt::Display) -> Self {
        Self::Number(number.to_string())
    }

    pub(crate) fn object<const N: usize>(members: [(&str, Json); N]) -> Self {
        Self::Object(members.map(|(name, value)| (name.to_owned(), value)).into())
    }

    /// The member of an object; `None` where there is none and where it is `null`.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        self.members()
            .iter()
            .find(|(key, value)| key == name && *value != Self::Null)
            .map(|(_, value)| value)
    }

    pub(crate) fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// Adds a member at the end of an object.
    pub(crate) fn push(&mut self, name: &str, value: Self) {
        if let Self::Object(members) = self {
            members.push((name.to_owned(), value));
        }
    }

    /// Calls `change` with every value, innermost first.
    pub(crate) fn walk(&mut self, change: &mut impl FnMut(&mut Self)) {
        match self {
            Self::List(items) => items.iter_mut().for_each(|item| item.walk(change)),
            Self::Object(members) => members.iter_mut().for_each(|(_, value)| value.walk(change)),
            _ => {}
        }
        change(self);
    }
}

/// Compact, with nothing escaped that need not be.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => value.fmt(f),
            Self::Number(number) => f.write_str(number),
            Self::Text(text) => f.write_str(&quoted(text)),
            Self::List(items) => {
                f.write_str("[")?;
                for (at, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if at == 0 { "" } else { "," })?;
                }
                f.write_str("]")
            }
            Self::Object(members) => {
                f.write_str("{")?;
                for (at, (name, value)) in members.iter().enumerate() {
                    let comma = if at == 0 { "" } else { "," };
                    write!(f, "{comma}{}:{value}", quoted(name))?;
                }
                f.write_str("}")
            }
        }
    }
}

/// What PHP's `json_encode` makes of the same document: `\/` and `\u` escapes.
pub(crate) fn php_spelling(document: &str) -> String {
    let mut out = String::new();
    for letter in document.chars() {
        match letter {
            '/' => out.push_str("\\/"),
            letter if letter.is_ascii() => out.push(letter),
            letter => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}").expect("a string takes everything");
                }
            }
        }
    }
    out
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is always JSON")
}

fn from_text(text: &str, depth: usize) -> serde_json::Result<Json> {
    if depth > DEEPEST {
        return Err(serde_json::Error::custom("nested too deep"));
    }
    let raw: &RawValue = serde_json::from_str(text)?;
    let text = raw.get();
    Ok(match text.as_bytes().first() {
        Some(b'{') => {
            let members = serde_json::Deserializer::from_str(text).deserialize_map(Members)?;
            let read = |(name, raw): (String, &RawValue)| {
                from_text(raw.get(), depth + 1).map(|value| (name, value))
            };
            Json::Object(members.into_iter().map(read).collect::<Result<_, _>>()?)
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text)?;
            let read = |raw: &RawValue| from_text(raw.get(), depth + 1);
            Json::List(items.into_iter().map(read).collect::<Result<_, _>>()?)
        }
        Some(b'"') => Json::Text(serde_json::from_str(text)?),
        Some(b't' | b'f') => Json::Bool(serde_json::from_str(text)?),
        Some(b'n') => Json::Null,
        _ => Json::Number(text.to_owned()),
    })
}

/// The members of one object, each name once.
struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members: Self::Value = Vec::new();
        let mut names = std::collections::HashSet::new();
        while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
            if !names.insert(name.clone()) {
                return Err(A::Error::custom("a doubled key"));
            }
            members.push((name, value));
        }
        Ok(members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_written_as_they_were_read() {
        let text = r#"{"b":[1,1.00,-2e5,null,true],"a":{"ї/":"\"\\\n"},"e":{},"l":[]}"#;
        assert_eq!(Json::read(text.as_bytes()).unwrap().to_string(), text);
    }

    #[test]
    fn what_is_not_strict_json_is_refused() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let broken: [&[u8]; 12] = [
            b"",
            b"{",
            b"{} {}",
            b"{\"a\":1,\"a\":2}",
            b"{\"a\":{\"b\":1,\"\\u0062\":2}}",
            b"[01]",
            b"{'a':1}",
            b"{\"a\":1,}",
            b"\"\xff\"",
            b"\xef\xbb\xbf{}",
            b"[\"\\ud800\"]",
            deep.as_bytes(),
        ];
        for bytes in broken {
            assert_eq!(Json::read(bytes), None, "{:?}", &bytes[..bytes.len().min(40)]);
        }
    }

    #[test]
    fn php_escapes_slashes_and_everything_beyond_ascii() {
        assert_eq!(php_spelling(r#"{"a":"/ї😀"}"#), r#"{"a":"\/\u0457\ud83d\ude00"}"#);
    }
}
