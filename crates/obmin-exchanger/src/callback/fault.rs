//! Why a notification is not believed.

use std::fmt;

use pay_wire::{Error, ErrorKind};

use super::{HashPlace, IpnVerdict};

/// Why a notification is not believed.
#[derive(Clone, Debug)]
pub struct InvalidIpn {
    place: Option<HashPlace>,
    why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    Forged,
    TwoHashes,
    UnknownOrder,
}

impl InvalidIpn {
    pub(super) fn verdict(place: Option<HashPlace>, why: Why) -> IpnVerdict {
        IpnVerdict::Invalid(Self { place, why })
    }

    pub(super) fn hash_place(&self) -> Option<HashPlace> {
        self.place
    }

    /// Whether there was no secret to verify it with.
    pub fn is_of_an_unknown_order(&self) -> bool {
        self.why == Why::UnknownOrder
    }
}

impl fmt::Display for InvalidIpn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.why {
            Why::Forged => "the notification was changed on its way, or signed with another secret",
            Why::TwoHashes => "the notification carries hashes that differ",
            Why::UnknownOrder => "no secret is known for the order of the notification",
        })
    }
}

impl std::error::Error for InvalidIpn {}

impl From<InvalidIpn> for Error {
    fn from(invalid: InvalidIpn) -> Self {
        Self::after(ErrorKind::Signature, invalid)
    }
}

/// Why something is not a notification. Names of fields are in it, values are not.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MalformedIpn {
    /// A value that is signed has a colon, so the borders between values are not sure.
    Colon(&'static str),
    /// A field is there more than once.
    Doubled(&'static str),
    /// A field is not there.
    Missing(&'static str),
    /// A field is not a number of 1 to 19 digits.
    NotANumber(&'static str),
}

impl fmt::Display for MalformedIpn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, what) = match self {
            Self::Colon(name) => (name, "has a colon"),
            Self::Doubled(name) => (name, "is there more than once"),
            Self::Missing(name) => (name, "is missing"),
            Self::NotANumber(name) => (name, "is not a number of 1 to 19 digits"),
        };
        write!(f, "not a notification: `{name}` {what}")
    }
}

impl std::error::Error for MalformedIpn {}

impl From<MalformedIpn> for Error {
    fn from(malformed: MalformedIpn) -> Self {
        Self::after(ErrorKind::Decode, malformed)
    }
}
