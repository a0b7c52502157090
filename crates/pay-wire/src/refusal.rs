//! A gateway's no, in its own words.

use std::fmt;

/// How much of a gateway's message is printed.
const PRINTED: usize = 200;

/// Digits in a row (spaces and hyphens between them do not count) that could be a card number.
const CARD: usize = 12;

/// Characters in a row that could be a token, a signature or a key; a UUID has 36.
const TOKEN: usize = 40;

/// The code and the message of a refusal, as they came.
///
/// Codes are text because gateways disagree on what a code is; an unknown one is no error.
/// `Display` and `Debug` shorten the message, hide long numbers and long words in it (it may repeat
/// a card number, a token or a signature) and keep it on one line; [`message`](Self::message) has
/// all of it.
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
        let mut rest = self.0;
        // runs are judged whole: a cut at the end of what is printed must not make one look short
        for _ in 0..PRINTED {
            let Some(first) = rest.chars().next() else { return Ok(()) };
            let (word, number) = (word(rest), number(rest));
            if word >= TOKEN {
                f.write_str("<long word>")?;
                rest = &rest[word..];
            } else if rest[..number].bytes().filter(u8::is_ascii_digit).count() >= CARD {
                f.write_str("<number>")?;
                rest = &rest[number..];
            } else {
                if first.is_control() {
                    write!(f, "{}", first.escape_default())?;
                } else {
                    write!(f, "{first}")?;
                }
                rest = &rest[first.len_utf8()..];
            }
        }
        if rest.is_empty() { Ok(()) } else { f.write_str("...") }
    }
}

/// The length of the word that `text` begins with, in the characters of Base64 and its relatives.
fn word(text: &str) -> usize {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=_-".contains(byte);
    text.bytes().take_while(|byte| is_part(byte)).count()
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
