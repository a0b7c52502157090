//! Live and test, and the private keys that callbacks are signed with.

use std::fmt;

use pay_sign::Mismatch;
use pay_wire::{Key, Result, key};
use snafu::ensure;

use crate::error::{KeyKindSnafu, KeyModeSnafu, KeyTwiceSnafu};
use crate::sign;

/// Whether money is meant.
///
/// Both modes share hosts, paths and the API key; each has its own pair of a public and a private
/// key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Real money.
    Live,
    /// None.
    Test,
}

impl Mode {
    /// `test_mode`, as the gateway writes it.
    pub const fn is_test(self) -> bool {
        matches!(self, Self::Test)
    }

    pub(crate) const fn of(test_mode: bool) -> Self {
        if test_mode { Self::Test } else { Self::Live }
    }

    /// The word inside a key of this mode, and of the other one.
    const fn words(self) -> [&'static str; 2] {
        match self {
            Self::Live => ["live_", "test_"],
            Self::Test => ["test_", "live_"],
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Live => "live",
            Self::Test => "test",
        })
    }
}

/// The private keys of an account: of both modes, the current ones and those before a rotation.
///
/// Keys of one mode alone are enough for callbacks of that mode. Until the dashboard's new key is
/// everywhere, callbacks of both are believed; take the previous one out afterwards.
///
/// ```
/// use paycore_commerce::{CallbackKeys, Mode};
///
/// let keys = CallbackKeys::new()
///     .current(Mode::Live, "sk_live_new")?
///     .previous(Mode::Live, "sk_live_old")?
///     .current(Mode::Test, "sk_test_new")?;
/// # Ok::<(), paycore_commerce::Error>(())
/// ```
#[derive(Default)]
pub struct CallbackKeys(Vec<(SignedBy, Key)>);

impl CallbackKeys {
    /// None yet: every callback is refused.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The key of this mode that the dashboard shows now.
    ///
    /// It is used as it is, UTF-8, neither trimmed nor decoded.
    ///
    /// # Errors
    ///
    /// If it is empty, by its prefix a key of another kind or mode, there already, or there is a
    /// current key of this mode.
    pub fn current(self, mode: Mode, private_key: impl Into<String>) -> Result<Self> {
        self.with(SignedBy { mode, age: KeyAge::Current }, private_key.into())
    }

    /// The key of this mode before it was regenerated.
    ///
    /// # Errors
    ///
    /// As for [`current`](Self::current).
    pub fn previous(self, mode: Mode, private_key: impl Into<String>) -> Result<Self> {
        self.with(SignedBy { mode, age: KeyAge::Previous }, private_key.into())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Which of the keys has signed this body; no heap, and constant time for each key.
    ///
    /// # Errors
    ///
    /// [`Mismatch`] if none has.
    pub fn verify(&self, body: &[u8], given: impl AsRef<[u8]>) -> Result<SignedBy, Mismatch> {
        let given = given.as_ref();
        let fits = |(_, key): &&(SignedBy, Key)| sign::verify(key.expose(), body, given).is_ok();
        self.0.iter().find(fits).map(|(signed_by, _)| *signed_by).ok_or(Mismatch)
    }

    fn with(mut self, signed_by: SignedBy, text: String) -> Result<Self> {
        check_kind("private key", &text, ["pk_", "com_pk_"])?;
        check_mode("private key", &text, "sk_", signed_by.mode)?;
        let key = key("private key", text)?;
        let there =
            |(other, kept): &(SignedBy, Key)| *other == signed_by || kept.expose() == key.expose();
        ensure!(!self.0.iter().any(there), KeyTwiceSnafu);
        self.0.push((signed_by, key));
        Ok(self)
    }
}

/// Their modes and ages.
impl fmt::Debug for CallbackKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(signed_by, _)| signed_by)).finish()
    }
}

/// The key that signed a callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SignedBy {
    /// Whose key it is: the mode of the operation.
    pub mode: Mode,
    /// Whether the sender has the new key.
    pub age: KeyAge,
}

/// Which of two keys of a mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyAge {
    /// The one that the dashboard shows.
    Current,
    /// The one before a rotation.
    Previous,
}

/// Refuses a key that is, by its documented prefix, of another kind: a public one would let
/// everybody sign, and a private one in its place would be published.
pub(crate) fn check_kind(
    what: &'static str,
    key: &str,
    others: impl IntoIterator<Item = &'static str>,
) -> Result<()> {
    let other = others.into_iter().find(|other| key.starts_with(other));
    ensure!(other.is_none(), KeyKindSnafu { what });
    Ok(())
}

/// Refuses a key that is, by its documented prefix, of the other mode.
pub(crate) fn check_mode(
    what: &'static str,
    key: &str,
    prefix: &'static str,
    mode: Mode,
) -> Result<()> {
    let [_, other] = mode.words();
    let of_the_other = key.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(other));
    ensure!(!of_the_other, KeyModeSnafu { what, mode });
    Ok(())
}
