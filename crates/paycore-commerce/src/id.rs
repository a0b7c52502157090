//! Which invoice, which payout, and the merchant's own number of it.

use std::fmt::{self, Write as _};

use pay_wire::{Printable, Result};
use serde::{Serialize, Serializer};
use snafu::ensure;

use crate::error::{ControlSnafu, EmptySnafu, LongSnafu, PathIdSnafu};

/// The longest `reference_id`, in characters; inferred, nothing is documented.
const LONGEST_REFERENCE: usize = 255;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// Opaque: every sample is a prefix and 16 letters and digits, which nothing relies on.
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The text as it came.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// As one segment of a path; `.` and `..` cannot be one.
            pub(crate) fn segment(&self) -> Result<String> {
                segment(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                Printable(&self.0).fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({:?})"), Printable(&self.0))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    };
}

id! {
    /// The gateway's id of a payment invoice, `cpi_..`.
    InvoiceId
}

id! {
    /// The gateway's id of a payout invoice, `cpoi_..`.
    PayoutId
}

/// Checks a merchant's own number: 1 to 255 characters (inferred), none of them a control
/// character.
pub(crate) fn check_reference(field: &'static str, text: &str) -> Result<()> {
    check_text(field, text)?;
    let most = LONGEST_REFERENCE;
    ensure!(text.chars().count() <= most, LongSnafu { field, most });
    Ok(())
}

/// Refuses a text that is empty or has a control character.
pub(crate) fn check_text(field: &'static str, text: &str) -> Result<()> {
    ensure!(!text.is_empty(), EmptySnafu { field });
    ensure!(!text.contains(char::is_control), ControlSnafu { field });
    Ok(())
}

/// A text as one segment of a path.
pub(crate) fn segment(text: &str) -> Result<String> {
    // an escaped dot is still a dot to those that resolve paths
    ensure!(!matches!(text, "" | "." | ".."), PathIdSnafu);
    Ok(percent(text))
}

/// Everything outside of `A-Z a-z 0-9 - _ . ~` as a percent escape of its UTF-8.
pub(crate) fn percent(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            write!(escaped, "%{byte:02X}").expect("a `String` takes what is written");
        }
    }
    escaped
}
