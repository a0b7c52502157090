//! The token, on its way from the page to the gateway.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pay_wire::{Members, Result, read};
use snafu::{OptionExt as _, ensure};

use crate::error::{
    EmptySnafu, Fault, TokenBase64Snafu, TokenEncodedSnafu, TokenJsonSnafu, TokenQuotedSnafu,
};

/// A payment token of Google's, for one payment: in Base64, as the gateway wants it.
///
/// Its text goes out as Google gave it, byte for byte: escapes such as `\u003d` belong to it, and
/// printing it anew breaks its signature. It prints nowhere.
#[derive(Clone)]
pub struct GoogleToken {
    base64: Box<str>,
}

impl GoogleToken {
    /// The text of `paymentMethodData.tokenizationData.token`: it is a JSON object in itself, and
    /// begins with `{`.
    ///
    /// # Errors
    ///
    /// If it is something else: empty, quoted once more (it begins with `"`), in Base64 already
    /// (`ey`), or no JSON object that can be read in one way only.
    pub fn new(text: &str) -> Result<Self> {
        ensure!(!text.is_empty(), EmptySnafu { field: "token" });
        ensure!(!text.starts_with('"'), TokenQuotedSnafu);
        ensure!(!text.starts_with("ey"), TokenEncodedSnafu);
        check(text)?;
        Ok(Self { base64: STANDARD.encode(text).into() })
    }

    /// The same text in standard Base64, with padding and without line breaks: for pages that
    /// encode it themselves.
    ///
    /// # Errors
    ///
    /// If it is anything else, or what is in it is not such a text.
    pub fn from_base64(base64: impl Into<Box<str>>) -> Result<Self> {
        let base64 = base64.into();
        ensure!(!base64.is_empty(), EmptySnafu { field: "token" });
        check(&decode(&base64).context(TokenBase64Snafu)?)?;
        Ok(Self { base64 })
    }

    /// What is sent to the gateway.
    pub fn as_base64(&self) -> &str {
        &self.base64
    }

    /// The text as Google gave it.
    ///
    /// # Panics
    ///
    /// Never: it was checked when the token was made.
    pub fn text(&self) -> String {
        decode(&self.base64).expect("a token is Base64 of a text")
    }
}

fn decode(base64: &str) -> Option<String> {
    String::from_utf8(STANDARD.decode(base64).ok()?).ok()
}

fn check(text: &str) -> Result<()> {
    ensure!(text.trim_ascii_start().starts_with('{'), TokenJsonSnafu);
    read::<Members>(text.as_bytes()).map_err(|_| Fault::TokenJson)?;
    Ok(())
}

impl fmt::Debug for GoogleToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GoogleToken(..)")
    }
}
