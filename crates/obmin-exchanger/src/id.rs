//! What routes, orders, currencies and fields are known by.

use std::fmt;
use std::str::FromStr;

use pay_wire::{Error, Members, Printable, Result};
use snafu::ensure;

use crate::error::ObjectIdSnafu;
use crate::members::Reading as _;

macro_rules! object_id {
    ($(#[$doc:meta])* $name:ident, $field:literal) => {
        $(#[$doc])*
        ///
        /// 24 hexadecimal digits; one that comes from the exchanger is kept as it came.
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The text as it came.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            #[allow(dead_code, reason = "not every kind of id is sent or read")]
            pub(crate) fn read(members: &Members, name: &str) -> Option<Self> {
                members.owned(name).map(Self)
            }

            #[allow(dead_code, reason = "not every kind of id is sent or read")]
            pub(crate) fn received(text: impl Into<Box<str>>) -> Self {
                Self(text.into())
            }

            /// Whether it can be sent.
            #[allow(dead_code, reason = "not every kind of id is sent or read")]
            pub(crate) fn check(&self) -> Result<()> {
                let digits = self.0.bytes().all(|byte| byte.is_ascii_hexdigit());
                ensure!(digits && self.0.len() == 24, ObjectIdSnafu { field: $field });
                Ok(())
            }
        }

        impl FromStr for $name {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self> {
                let id = Self(text.into());
                id.check()?;
                Ok(id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&Printable(&self.0), f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), Printable(&self.0))
            }
        }
    };
}

object_id! {
    /// A route: one currency into another.
    RouteId, "routeId"
}

object_id! {
    /// The order's own id, `_id`: what a notification names it by, as `orderId`.
    OrderId, "orderId"
}

object_id! {
    /// A currency.
    CurrencyId, "currencyId"
}

/// The code of a currency at monitoring sites, such as `ETH` or `CARDUAH`; `xml` in answers.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CurrencyCode(Box<str>);

impl CurrencyCode {
    /// The code as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn read(members: &Members, name: &str) -> Option<Self> {
        members.owned(name).map(Self)
    }
}

impl From<&str> for CurrencyCode {
    fn from(code: &str) -> Self {
        Self(code.into())
    }
}

impl fmt::Display for CurrencyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Printable(&self.0), f)
    }
}

impl fmt::Debug for CurrencyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CurrencyCode({})", Printable(&self.0))
    }
}

/// A date as the exchanger writes it, normally in the form of ISO 8601.
///
/// The text as it came, so that nothing is lost where it is written in another way.
#[derive(Clone, PartialEq, Eq)]
pub struct Date(Box<str>);

impl Date {
    /// The text as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Milliseconds since 1970, UTC, where the text is RFC 3339, which is how JavaScript prints
    /// dates.
    pub fn unix_ms(&self) -> Option<i64> {
        let format = &time::format_description::well_known::Rfc3339;
        let date = time::OffsetDateTime::parse(&self.0, format).ok()?;
        i64::try_from(date.unix_timestamp_nanos() / 1_000_000).ok()
    }

    pub(crate) fn read(members: &Members, name: &str) -> Option<Self> {
        members.owned(name).map(Self)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Printable(&self.0), f)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Date({})", Printable(&self.0))
    }
}
