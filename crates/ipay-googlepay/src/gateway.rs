//! The account: login, key, address.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use pay_sign::Secret;
use pay_wire::{Address, Defaults, Gateway, Key, Result, Stamp, key};
use serde_json::value::RawValue;
use snafu::ensure;

use crate::error::EmptySnafu;
use crate::sign::{self, KyivTime};

/// A merchant's account at iPay: its login, its key, and where the gateway is.
pub struct IPay {
    login: Box<str>,
    key: Key,
    address: Address,
    version: Version,
    /// The sign of the last second: it covers nothing of a request but its time.
    last: Mutex<Option<Signed>>,
}

/// How `request.version` is written: the table of the document calls it a text, each of its
/// examples has a number, and a public client leaves it out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Version {
    /// `1.20`, as in every example. The default.
    #[default]
    Number,
    /// `"1.20"`.
    Text,
    /// Not at all.
    Absent,
}

impl IPay {
    /// Where the gateway is, for live and for test accounts alike.
    pub const ADDRESS: &'static str = "https://api-googlepay.ipay.ua";

    /// The account `login` with its key for signs, at [`IPay::ADDRESS`].
    ///
    /// The key is used as it is, UTF-8, neither trimmed nor decoded.
    ///
    /// # Errors
    ///
    /// If either is empty.
    pub fn new(login: impl Into<Box<str>>, sign_key: impl Into<String>) -> Result<Self> {
        let login = login.into();
        ensure!(!login.is_empty(), EmptySnafu { field: "login" });
        Ok(Self {
            login,
            key: key("sign key", sign_key)?,
            address: Address::well_known(Self::ADDRESS),
            version: Version::default(),
            last: Mutex::new(None),
        })
    }

    /// How the version is written.
    #[must_use]
    pub fn version(self, version: Version) -> Self {
        Self { version, ..self }
    }

    /// The merchant's id at iPay.
    pub fn login(&self) -> &str {
        &self.login
    }

    /// Where the gateway is.
    pub fn address(&self) -> &Address {
        &self.address
    }

    pub(crate) fn written_version(&self) -> Option<&'static RawValue> {
        let written = match self.version {
            Version::Number => "1.20",
            Version::Text => "\"1.20\"",
            Version::Absent => return None,
        };
        Some(serde_json::from_str(written).expect("a version is JSON"))
    }

    /// Time and sign of a request, computed once a second.
    pub(crate) fn auth(&self, stamp: &Stamp) -> Result<Signed> {
        // a panic elsewhere leaves nothing half-written in it
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let second = stamp.unix_ms() / 1000;
        if let Some(signed) = last.as_ref().filter(|signed| signed.second == second) {
            return Ok(signed.copy());
        }
        let time = KyivTime::at(i64::try_from(second).expect("a thousandth of 64 bits is in 63"))?;
        let signed =
            Signed::new(second, time, sign::sign(self.key.expose(), time.as_ref()).as_bytes());
        *last = Some(signed.copy());
        Ok(signed)
    }
}

/// The sign of one second; wiped when it is dropped.
pub(crate) struct Signed {
    second: u64,
    pub(crate) time: KyivTime,
    sign: Secret<[u8; 128]>,
}

impl Signed {
    fn new(second: u64, time: KyivTime, sign: &[u8; 128]) -> Self {
        Self { second, time, sign: Secret::new(*sign) }
    }

    fn copy(&self) -> Self {
        let mut sign = [0; 128];
        sign.copy_from_slice(self.sign.expose());
        Self::new(self.second, self.time, &sign)
    }

    pub(crate) fn sign(&self) -> &str {
        str::from_utf8(self.sign.expose()).expect("hexadecimal is ASCII")
    }
}

impl Gateway for IPay {
    const NAME: &'static str = "ipay";

    /// Nothing about connections is documented. A new one for every request is the choice that
    /// leaves the fewest outcomes unknown: a kept one can break just when it is used again. 15
    /// seconds for a call, and 60 of silence for those that reach a bank and have a deadline of
    /// their own.
    const DEFAULTS: Defaults =
        Defaults::new(Duration::from_secs(10), Duration::from_secs(60), Duration::from_secs(15));

    fn at(self, address: Address) -> Self {
        Self { address, ..self }
    }
}

impl fmt::Debug for IPay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IPay")
            .field("login", &self.login)
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(account: &IPay, unix_ms: u64) -> String {
        account.auth(&Stamp::new(unix_ms, [0; 32])).unwrap().sign().to_owned()
    }

    /// Nothing is hashed a second time: another key would make another sign.
    #[test]
    fn the_sign_of_the_last_second_is_not_made_again() {
        let second = 1_705_314_030_000;
        let account = IPay::new("test", "a key").unwrap();
        let given = sign(&account, second);

        let other = IPay::new("test", "another key").unwrap();
        let last = account.last.lock().unwrap().as_ref().map(Signed::copy);
        *other.last.lock().unwrap() = last;
        assert_eq!(sign(&other, second), given);
        assert_eq!(sign(&other, second + 999), given);

        // one of another second takes its place
        sign(&other, second + 1000);
        assert_ne!(sign(&other, second), given);
    }
}
