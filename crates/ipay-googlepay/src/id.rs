//! Which payment, which share of it, which receiver.

use std::fmt;

use pay_wire::{Members, Printable, Result};
use serde::Serialize;
use snafu::ensure;

use crate::error::{EmptySnafu, LongSnafu, OtherPaymentSnafu, ZeroSnafu};
use crate::members::Reading as _;

/// The longest `ext_id`, in characters.
const LONGEST: usize = 50;

macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(u64);

        impl $name {
            /// The number.
            pub const fn get(self) -> u64 {
                self.0
            }

            pub(crate) fn read(members: &Members, name: &str) -> Option<Self> {
                Some(Self(members.integer(name)?.try_into().ok()?))
            }
        }

        impl From<u64> for $name {
            fn from(number: u64) -> Self {
                Self(number)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
    };
}

number! {
    /// The gateway's number of a payment, `pmt_id`.
    PmtId
}

number! {
    /// The gateway's number of one transaction of a payment, which is one receiver's share.
    TrnId
}

number! {
    /// The gateway's number of a legal entity that receives money, given by iPay.
    SmchId
}

/// A payment: by the gateway's number, or by the merchant's own, never by both.
///
/// Made from a [`PmtId`] or from the text of an `ext_id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum PaymentRef<'a> {
    /// The gateway's number.
    #[serde(rename = "pmt_id")]
    PmtId(PmtId),
    /// The merchant's own number. It is unique only if the merchant keeps it so: the gateway
    /// takes it a second time, and what it then tells is about the newest payment (inferred).
    #[serde(rename = "ext_id")]
    ExtId(&'a str),
}

impl PaymentRef<'_> {
    /// Whether it can be asked about.
    pub(crate) fn check(&self) -> Result<()> {
        match *self {
            Self::PmtId(pmt_id) => check_pmt_id(pmt_id),
            Self::ExtId(ext_id) => check_ext_id(ext_id),
        }
    }

    /// Whether an answer is about this payment, as far as it says which one it is about.
    pub(crate) fn expect(&self, pmt_id: Option<PmtId>, ext_id: Option<&ExtId>) -> Result<()> {
        let (field, same) = match *self {
            Self::PmtId(asked) => ("pmt_id", pmt_id.is_none_or(|told| told == asked)),
            Self::ExtId(asked) => ("ext_id", ext_id.is_none_or(|told| told.is(asked))),
        };
        ensure!(same, OtherPaymentSnafu { field });
        Ok(())
    }
}

pub(crate) fn check_pmt_id(pmt_id: PmtId) -> Result<()> {
    ensure!(pmt_id.get() != 0, ZeroSnafu { field: "pmt_id" });
    Ok(())
}

pub(crate) fn check_ext_id(ext_id: &str) -> Result<()> {
    ensure!(!ext_id.is_empty(), EmptySnafu { field: "ext_id" });
    check_length("ext_id", ext_id, LONGEST)
}

/// The document counts characters: of Unicode, as far as anybody can tell.
pub(crate) fn check_length(field: &'static str, text: &str, most: usize) -> Result<()> {
    ensure!(text.chars().count() <= most, LongSnafu { field, most });
    Ok(())
}

impl From<PmtId> for PaymentRef<'_> {
    fn from(pmt_id: PmtId) -> Self {
        Self::PmtId(pmt_id)
    }
}

impl<'a> From<&'a str> for PaymentRef<'a> {
    fn from(ext_id: &'a str) -> Self {
        Self::ExtId(ext_id)
    }
}

impl<'a> From<&'a String> for PaymentRef<'a> {
    fn from(ext_id: &'a String) -> Self {
        Self::ExtId(ext_id)
    }
}

/// The merchant's own number of a payment, as the gateway echoed it.
///
/// It comes as a text, as a number, or inside an object of the same name (seen in real answers).
#[derive(Clone, PartialEq, Eq)]
pub struct ExtId {
    text: Box<str>,
    is_number: bool,
}

impl ExtId {
    /// The text, or the digits of the number as they came.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether this is the payment that the merchant calls `ext_id`. A gateway that makes a number
    /// of the text loses the zeros in front, so they do not count where a number came back.
    pub fn is(&self, ext_id: &str) -> bool {
        if *self.text == *ext_id {
            return true;
        }
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let (told, asked) = (self.text.trim_start_matches('0'), ext_id.trim_start_matches('0'));
        self.is_number && is_digits(&self.text) && is_digits(ext_id) && told == asked
    }

    pub(crate) fn read(members: &Members) -> Option<Self> {
        let inner = members.object("ext_id");
        let told = if inner.is_empty() { members } else { &inner };
        let is_number = !told.raw("ext_id")?.get().starts_with('"');
        Some(Self { text: told.owned("ext_id")?, is_number })
    }
}

impl fmt::Display for ExtId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Printable(&self.text).fmt(f)
    }
}

impl fmt::Debug for ExtId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ExtId({:?})", Printable(&self.text))
    }
}
