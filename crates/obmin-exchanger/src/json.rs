//! A JSON body as the server's parser reads it.
//!
//! Texts and numbers are printed anew from their raw form as they are met, so nothing that
//! JavaScript can hold is lost on the way: half of a surrogate pair, a number of any length.

use serde_json::value::RawValue;
use snafu::{ResultExt as _, ensure};

use crate::canonical::{Object, Value, escape, escape_unit, number};
use crate::error::{BodyJsonSnafu, BodyKindSnafu, Fault, NestedSnafu};

/// How deep the values of a body may be nested.
const DEEPEST: usize = 512;

/// The members of a JSON body; an array has its indices for names.
pub(crate) fn read(json: &str) -> Result<Object, Fault> {
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    let json = json.trim_matches([' ', '\t', '\n', '\r']);
    if json.is_empty() {
        return Ok(Object::default());
    }
    // from here on the grammar is known to be right
    let _: &RawValue = serde_json::from_str(json).context(BodyJsonSnafu)?;
    ensure!(json.starts_with(['{', '[']), BodyKindSnafu);
    match (Reader { rest: json }).value(0)? {
        Value::Object(object) => Ok(object),
        Value::Array(items) => {
            let mut object = Object::default();
            for (index, item) in items.into_iter().enumerate() {
                object.set(format!("\"{index}\""), item);
            }
            Ok(object)
        }
        Value::Leaf(_) => BodyKindSnafu.fail(),
    }
}

/// Goes through a document that is known to be good JSON.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Result<Value, Fault> {
        ensure!(depth <= DEEPEST, NestedSnafu { deepest: DEEPEST });
        self.space();
        match self.rest.as_bytes().first() {
            Some(b'{') => {
                let mut object = Object::default();
                self.items('}', |reader| {
                    let name = reader.text();
                    reader.space();
                    reader.skip(1); // the colon
                    object.set(name, reader.value(depth + 1)?);
                    Ok(())
                })?;
                Ok(Value::Object(object))
            }
            Some(b'[') => {
                let mut items = Vec::new();
                self.items(']', |reader| {
                    items.push(reader.value(depth + 1)?);
                    Ok(())
                })?;
                Ok(Value::Array(items))
            }
            Some(b'"') => Ok(Value::Leaf(self.text())),
            _ => {
                let end = self.rest.find([',', ']', '}', ' ', '\t', '\n', '\r']);
                let word = &self.rest[..end.unwrap_or(self.rest.len())];
                self.skip(word.len());
                let is_word = matches!(word, "true" | "false" | "null");
                Ok(Value::Leaf(if is_word { word.to_owned() } else { number(word) }))
            }
        }
    }

    /// What stands between an opening bracket, which is next, and the closing one.
    fn items(
        &mut self,
        closing: char,
        mut item: impl FnMut(&mut Self) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        self.skip(1);
        self.space();
        while !self.rest.starts_with(closing) && !self.rest.is_empty() {
            self.space();
            item(self)?;
            self.space();
            if self.rest.starts_with(',') {
                self.skip(1);
            }
        }
        self.skip(1);
        Ok(())
    }

    /// A text in quotes, escaped anew: other escapes of the same text become the same.
    fn text(&mut self) -> String {
        let mut printed = String::from("\"");
        self.skip(1);
        loop {
            let plain = self.rest.find(['"', '\\']).unwrap_or(self.rest.len());
            printed.push_str(&self.rest[..plain]); // good JSON has no raw control characters
            self.skip(plain);
            match self.rest.as_bytes() {
                [b'\\', b'u', ..] => self.units(&mut printed),
                [b'\\', escaped, ..] => {
                    escape(unescaped(*escaped), &mut printed);
                    self.skip(2);
                }
                _ => break,
            }
        }
        self.skip(1);
        printed.push('"');
        printed
    }

    /// One `\uXXXX`, or two of them where they are the halves of one character.
    fn units(&mut self, printed: &mut String) {
        let first = self.unit().unwrap_or_default();
        self.skip(6);
        let second = self.unit();
        match char::decode_utf16([first].into_iter().chain(second)).next() {
            Some(Ok(character)) => {
                if character.len_utf16() == 2 {
                    self.skip(6);
                }
                escape(character, printed);
            }
            _ => escape_unit(first, printed),
        }
    }

    /// The number of the `\uXXXX` that is next, if one is.
    fn unit(&self) -> Option<u16> {
        u16::from_str_radix(self.rest.strip_prefix("\\u")?.get(..4)?, 16).ok()
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }
}

/// What a single letter behind a backslash stands for.
fn unescaped(letter: u8) -> char {
    match letter {
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        other => other.into(),
    }
}
