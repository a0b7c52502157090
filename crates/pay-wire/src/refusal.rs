//! A gateway's no, in its own words.

use std::fmt;

/// How much of a gateway's message is printed.
const PRINTED: usize = 200;

/// Digits in a row (spaces and hyphens between them do not count) that could be a card number.
const CARD: usize = 12;

/// The code and the message of a refusal, as they came.
///
/// Codes are text because gateways disagree on what a code is; an unknown one is no error.
/// `Display` and `Debug` shorten the message, hide long numbers in it (it may repeat a card
/// number) and keep it on one line; [`message`](Self::message) has all of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Refusal {
    code: Box<str>,
    message: Box<str>,
}

impl Refusal {
    /// A refusal; the code is empty where the gateway gives none.
    pub fn new(code: impl Into<Box<str>>, message: impl Into<Box<str>>) -> Self {
        Self { code: code.into(), message: message.into() }
    }

    /// The gateway's code, as it came.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The gateway's text, as it came. It is not stable and may be in any language.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("refused")?;
        if !self.code.is_empty() {
            write!(f, " with code {}", Printable(&self.code))?;
        }
        if !self.message.is_empty() {
            write!(f, ": {}", Printable(&self.message))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Refusal({self})")
    }
}

impl std::error::Error for Refusal {}

/// Foreign text, made fit for one line of a log.
struct Printable<'a>(&'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.0.char_indices().nth(PRINTED).map_or(self.0.len(), |(end, _)| end);
        let mut rest = &self.0[..end];
        while let Some(first) = rest.chars().next() {
            let run = number(rest);
            if rest[..run].bytes().filter(u8::is_ascii_digit).count() >= CARD {
                f.write_str("<number>")?;
                rest = &rest[run..];
                continue;
            }
            let plain = run.max(first.len_utf8());
            for character in rest[..plain].chars() {
                if character.is_control() {
                    write!(f, "{}", character.escape_default())?;
                } else {
                    write!(f, "{character}")?;
                }
            }
            rest = &rest[plain..];
        }
        if end < self.0.len() { f.write_str("...") } else { Ok(()) }
    }
}

/// The length of the number that `text` begins with, separators inside it included.
fn number(text: &str) -> usize {
    let mut end = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => end = at + 1,
            b' ' | b'-' if end > 0 => {}
            _ => break,
        }
    }
    end
}
