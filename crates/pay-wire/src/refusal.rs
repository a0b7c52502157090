//! A gateway's no, in its own words.

use std::fmt;

use crate::Printable;

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
