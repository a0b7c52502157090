//! Values as JavaScript has them, read from JSON as `JSON.parse` does.
//!
//! The engine is a JavaScript program: of a doubled key the last value counts in the place of the
//! first, and half a surrogate pair is a letter like any other.

use std::collections::HashMap;
use std::fmt;

use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::canonical;

/// Values nested deeper than this are refused as if they were no JSON.
const DEEPEST: usize = 64;

/// UTF-16, as JavaScript keeps it.
pub(super) type Text = Vec<u16>;

#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    /// As it was spelled.
    Number(String),
    Text(Text),
    List(Vec<Value>),
    /// In the order in which the keys came.
    Object(Vec<(Text, Value)>),
}

impl Value {
    /// Reads a body that must be an object or an array; an empty one is an empty object.
    pub(super) fn read_body(bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        if text.is_empty() {
            return Some(Self::Object(Vec::new()));
        }
        let value = read(text, 0).ok()?;
        matches!(value, Self::List(_) | Self::Object(_)).then_some(value)
    }

    pub(super) fn text(text: &str) -> Self {
        Self::Text(units(text))
    }

    /// The members that `{...value}` has.
    pub(super) fn into_members(self) -> Vec<(Text, Self)> {
        match self {
            Self::Object(members) => members,
            Self::List(items) => {
                let numbered = items.into_iter().enumerate();
                numbered.map(|(at, item)| (units(&at.to_string()), item)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// A member of an object; `None` where there is none and where it is `null`.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else {
            return None;
        };
        let wanted = units(name);
        let found = members.iter().find(|(key, _)| *key == wanted).map(|(_, value)| value);
        found.filter(|value| **value != Self::Null)
    }

    /// What JavaScript's `String(value)` makes of it; half a surrogate pair becomes U+FFFD, as it
    /// does when it leaves the program.
    pub(super) fn to_text(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Number(number) => canonical::number(number),
            Self::Text(text) => String::from_utf16_lossy(text),
            Self::List(items) => {
                let text = |item: &Self| match item {
                    Self::Null => String::new(),
                    other => other.to_text(),
                };
                items.iter().map(text).collect::<Vec<_>>().join(",")
            }
            Self::Object(_) => "[object Object]".to_owned(),
        }
    }
}

pub(super) fn units(text: &str) -> Text {
    text.encode_utf16().collect()
}

fn read(text: &str, depth: usize) -> serde_json::Result<Value> {
    if depth > DEEPEST {
        return Err(serde_json::Error::custom("nested too deep"));
    }
    let raw: &RawValue = serde_json::from_str(text)?;
    let text = raw.get();
    Ok(match text.as_bytes().first() {
        Some(b'{') => {
            let raw = serde_json::Deserializer::from_str(text).deserialize_map(Members)?;
            let mut members = Vec::new();
            let mut places = HashMap::new();
            for (key, value) in raw {
                let (key, value) = (unescaped(key.get()), read(value.get(), depth + 1)?);
                let place = *places.entry(key.clone()).or_insert(members.len());
                if place == members.len() {
                    members.push((key, value));
                } else {
                    members[place].1 = value;
                }
            }
            Value::Object(members)
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text)?;
            let items = items.into_iter().map(|item| read(item.get(), depth + 1));
            Value::List(items.collect::<Result<_, _>>()?)
        }
        Some(b'"') => Value::Text(unescaped(text)),
        Some(b't' | b'f') => Value::Bool(text == "true"),
        Some(b'n') => Value::Null,
        _ => Value::Number(text.to_owned()),
    })
}

/// The letters between the quotes of a valid JSON string.
fn unescaped(quoted: &str) -> Text {
    let inner = quoted.trim().trim_start_matches('"');
    let mut text = Text::new();
    let mut letters = inner[..inner.len().saturating_sub(1)].chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            text.extend(letter.encode_utf16(&mut [0; 2]).iter());
            continue;
        }
        text.push(match letters.next() {
            Some('b') => 0x08,
            Some('f') => 0x0c,
            Some('n') => 0x0a,
            Some('r') => 0x0d,
            Some('t') => 0x09,
            Some('u') => {
                let hex: String = letters.by_ref().take(4).collect();
                u16::from_str_radix(&hex, 16).expect("the JSON was valid")
            }
            Some('/') => 0x2f,
            Some('\\') => 0x5c,
            _ => 0x22,
        });
    }
    text
}

/// The members of one object as they were spelled.
struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(&'de RawValue, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Option<String> {
        Value::read_body(text.as_bytes()).map(|value| canonical::stringify(&value))
    }

    #[test]
    fn bodies_are_read_as_javascript_reads_them() {
        for (text, expected) in [
            ("", "{}"),
            ("\u{feff}{ }", "{}"),
            (r#"{"a":1,"b":2,"\u0061":3}"#, r#"{"a":3,"b":2}"#),
            (r#"{"a":"\"\\\/\b\f\n\r\t\u00e9"}"#, r#"{"a":"\"\\/\b\f\n\r\té"}"#),
            (r#"{"\ud83d\ude00":"\ud83d","x":"\ude00!"}"#, r#"{"😀":"\ud83d","x":"\ude00!"}"#),
            (r#"{"":"","q":"\""}"#, r#"{"":"","q":"\""}"#),
            (r"[null, true ,[ ]]", "[null,true,[]]"),
        ] {
            assert_eq!(seen(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(
            Value::read_body(b"{\"a\":\"\xff\"}").map(|v| canonical::stringify(&v)),
            Some("{\"a\":\"\u{fffd}\"}".to_owned())
        );
    }

    #[test]
    fn texts_are_made_of_values_as_javascript_makes_them() {
        let body = br#"[null,true,1.50,"\ud800a",[null,1,[2,"b"]],{"a":1}]"#;
        let Some(Value::List(items)) = Value::read_body(body) else { panic!("no list") };
        let texts: Vec<_> = items.iter().map(Value::to_text).collect();
        assert_eq!(texts, ["null", "true", "1.5", "\u{fffd}a", ",1,2,b", "[object Object]"]);
    }

    #[test]
    fn what_json_parse_refuses_is_refused() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        for text in
            ["1", "\"a\"", "null", "{", "{} {}", "{'a':1}", "[01]", "{\"a\":1,}", "[\"\n\"]", &deep]
        {
            assert_eq!(seen(text), None, "{}", &text[..text.len().min(20)]);
        }
    }
}
