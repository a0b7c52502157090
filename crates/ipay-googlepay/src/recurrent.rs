//! The token of payments without the payer.

use std::fmt;

use pay_wire::Result;
use snafu::ensure;

use crate::error::EmptySnafu;

/// Pays again without the payer: whoever has it and the account's key can take his money.
///
/// It prints nowhere. How long it lives, and what it is bound to, is not documented.
#[derive(Clone)]
pub struct RecurrentToken(Box<str>);

impl RecurrentToken {
    /// As it was kept since the first payment.
    ///
    /// # Errors
    ///
    /// If it is empty.
    pub fn new(token: impl Into<Box<str>>) -> Result<Self> {
        let token = token.into();
        ensure!(!token.is_empty(), EmptySnafu { field: "recurrent_token" });
        Ok(Self(token))
    }

    pub(crate) fn read(token: Box<str>) -> Self {
        Self(token)
    }

    /// The text, to be kept like a password.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RecurrentToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecurrentToken(..)")
    }
}
