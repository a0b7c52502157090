//! The system errors, in the words of the document.

use std::fmt;

/// Why a request gets no data.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum SystemError {
    Overall,
    Structure,
    Action,
    Token,
    TokenFormat,
    TokenMerchant,
    UnknownField(String),
    Pan,
    ExpiryMonth,
    ExpiryYear,
    Auth,
    AuthTime,
    Access,
}

impl fmt::Display for SystemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Overall => "overall error",
            Self::Structure => "invalid request structure",
            Self::Action => "invalid action",
            Self::Token => "invalid token",
            Self::TokenFormat => "invalid token format",
            Self::TokenMerchant => "invalid token gatewayMerchantId",
            Self::UnknownField(path) => return write!(f, "unknown field {path}"),
            Self::Pan => "invalid pan",
            Self::ExpiryMonth => "invalid expm",
            Self::ExpiryYear => "invalid expy",
            Self::Auth => "invalid auth",
            Self::AuthTime => "invalid auth time",
            Self::Access => "access denied",
        })
    }
}
