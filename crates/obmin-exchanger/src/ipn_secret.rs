//! The secret that one order's notifications are signed with.

use std::fmt;

use pay_wire::{Key, Result, key};
use snafu::ensure;

use crate::error::LongSnafu;
use crate::order::LONGEST;

/// A secret for the notifications of one order, made by the merchant and told to the exchanger.
///
/// Make one for every order and store it **before** the order is made: notifications are verified
/// with it, and all else that they hash is known to whoever sees one. It prints nowhere and is
/// wiped when it is dropped.
pub struct IpnSecret(Key);

impl IpnSecret {
    /// A new one: 32 random bytes as 64 hexadecimal digits.
    ///
    /// # Errors
    ///
    /// When the system has no randomness.
    #[cfg(feature = "client")]
    #[cfg_attr(docsrs, doc(cfg(feature = "client")))]
    pub fn random(client: &crate::Client) -> Result<Self> {
        client.random().map(|bytes| Self::from_random(&bytes))
    }

    /// From random bytes of your own, which nobody could guess and which are used for nothing else.
    pub fn from_random(bytes: &[u8; 32]) -> Self {
        let digit = |bits: u8| b"0123456789abcdef"[usize::from(bits)];
        let mut text: Box<[u8]> = [0; 64].into(); // in its final size: nothing is left elsewhere
        for (byte, pair) in bytes.iter().zip(text.chunks_exact_mut(2)) {
            pair.copy_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
        }
        Self(Key::new(text))
    }

    /// One that was made before, as it was stored. It is used as it is, neither trimmed nor
    /// decoded.
    ///
    /// # Errors
    ///
    /// If it is empty, or has more than 200 characters.
    pub fn new(text: impl Into<String>) -> Result<Self> {
        let text = text.into();
        let most = LONGEST;
        ensure!(text.chars().count() <= most, LongSnafu { field: "ipnSecret", most });
        Ok(Self(key("secret of notifications (`ipnSecret`)", text)?))
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

impl fmt::Debug for IpnSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IpnSecret(..)")
    }
}
