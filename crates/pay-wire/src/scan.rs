//! A first look at a document, before any of it is believed.

use std::borrow::Cow;
use std::collections::HashSet;

use serde::de::Error as _;
use serde_json::value::RawValue;

/// How deep arrays and objects may be nested.
const DEEPEST: usize = 64;

/// Refuses what two readers could understand in two ways: a member that is there twice, trailing
/// bytes; and what would exhaust one: nesting beyond 64.
///
/// Values are only looked at from outside, and every byte once: no number is turned into anything,
/// whatever features `serde_json` has been given by the rest of the program.
pub(crate) fn scan(document: &str) -> serde_json::Result<()> {
    // from here on the grammar is known to be right
    let _: &RawValue = serde_json::from_str(document)?;

    let mut open: Vec<Open<'_>> = Vec::new();
    let mut name_follows = false;
    let mut rest = document;
    while let Some(at) = rest.find(['{', '[', '}', ']', ',', '"']) {
        let found = rest.as_bytes()[at];
        rest = &rest[at..];
        match found {
            b'{' => open.push(Open::Object(HashSet::new())),
            b'[' => open.push(Open::Array),
            b'}' | b']' => drop(open.pop()),
            b'"' => {
                let text = &rest[..text(rest)];
                if let (true, Some(Open::Object(names))) = (name_follows, open.last_mut())
                    && !names.insert(unescaped(text)?)
                {
                    // not which one: names are the gateway's text, and may be anything
                    return Err(serde_json::Error::custom("a member is there twice"));
                }
                rest = &rest[text.len() - 1..];
            }
            _ => {}
        }
        if open.len() > DEEPEST {
            return Err(serde_json::Error::custom(format_args!("nested deeper than {DEEPEST}")));
        }
        name_follows = matches!(found, b'{' | b',') && matches!(open.last(), Some(Open::Object(_)));
        rest = &rest[1..];
    }
    Ok(())
}

/// What has been opened and not yet closed, an object with the names that it has so far.
enum Open<'a> {
    Array,
    Object(HashSet<Cow<'a, str>>),
}

/// The length of the text that `document` begins with, its quotes included.
fn text(document: &str) -> usize {
    let mut escaped = false;
    let end = document.bytes().skip(1).position(|byte| {
        let closes = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        closes
    });
    end.map_or(document.len(), |end| end + 2)
}

/// A text without its quotes and escapes.
fn unescaped(text: &str) -> serde_json::Result<Cow<'_, str>> {
    if text.contains('\\') {
        serde_json::from_str(text).map(Cow::Owned)
    } else {
        Ok(Cow::Borrowed(text.trim_matches('"')))
    }
}
