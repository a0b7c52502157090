//! Which order, and the right to it.

use std::fmt;

use pay_wire::{Key, Result, key};
use snafu::ensure;

use crate::error::{LongSnafu, WholeSnafu};

/// The longest secret of an order, in characters.
const LONGEST_SECRET: usize = 50;

/// The largest number of an order: 11 digits.
const LARGEST_UID: u64 = 99_999_999_999;

/// An order's number and secret, which the documents call its access: store both.
///
/// Together they give full control of an order that is not paid: anybody who has them can cancel
/// it or call it paid. The secret prints nowhere.
pub struct OrderAccess {
    uid: u64,
    secret: OrderSecret,
}

impl OrderAccess {
    /// From what was stored: [`uid`](Self::uid), and the [exposed](OrderSecret::expose) secret.
    ///
    /// # Errors
    ///
    /// If `uid` is 0 or has more than 11 digits, or `secret` is empty or has more than 50
    /// characters.
    pub fn new(uid: u64, secret: impl Into<String>) -> Result<Self> {
        let most = LARGEST_UID;
        ensure!((1..=most).contains(&uid), WholeSnafu { field: "orderUID", most });
        Ok(Self { uid, secret: OrderSecret::new(secret.into())? })
    }

    /// As the exchanger told them, whatever their length.
    pub(crate) fn received(uid: u64, secret: Box<str>) -> Self {
        Self { uid, secret: OrderSecret(Key::new(secret.into_boxed_bytes())) }
    }

    /// The order's number, `uid`, for people and for addresses of pages.
    pub fn uid(&self) -> u64 {
        self.uid
    }

    /// The order's secret.
    pub fn secret(&self) -> &OrderSecret {
        &self.secret
    }
}

impl Clone for OrderAccess {
    fn clone(&self) -> Self {
        Self { uid: self.uid, secret: OrderSecret::copied(self.secret.expose()) }
    }
}

impl fmt::Debug for OrderAccess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OrderAccess").field("uid", &self.uid).finish_non_exhaustive()
    }
}

/// The bearer secret of one order. It prints nowhere and is wiped when it is dropped.
pub struct OrderSecret(Key);

impl OrderSecret {
    fn new(text: String) -> Result<Self> {
        let most = LONGEST_SECRET;
        ensure!(text.chars().count() <= most, LongSnafu { field: "orderSecret", most });
        Ok(Self(key("order's secret", text)?))
    }

    fn copied(text: &str) -> Self {
        Self(Key::new(text.as_bytes().into()))
    }

    /// The secret, to be stored where secrets are.
    ///
    /// # Panics
    ///
    /// Never: it was made from a text.
    pub fn expose(&self) -> &str {
        str::from_utf8(self.0.expose()).expect("it was made from a text")
    }
}

impl fmt::Debug for OrderSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OrderSecret(..)")
    }
}
