//! A merchant's key, in a box of exactly its size.

use pay_sign::Secret;
use snafu::Snafu;
use zeroize::Zeroize as _;

use crate::{Error, ErrorKind, Result};

/// Key material of a gateway's account: prints nothing, wiped on drop.
pub type Key = Secret<Box<[u8]>>;

/// Moves a key's text into its final place and wipes where it was.
///
/// The text is taken as it is: nothing is trimmed or decoded. `what` names it in the error.
///
/// # Errors
///
/// [`ErrorKind::Input`] when it is empty: everybody could sign with an empty key.
pub fn key(what: &'static str, text: impl Into<String>) -> Result<Key> {
    let mut text = text.into();
    let key = Secret::new(Box::<[u8]>::from(text.as_bytes()));
    text.zeroize();
    if key.is_empty() {
        return Err(Error::before(ErrorKind::Input, EmptyKey { what }));
    }
    Ok(key)
}

#[derive(Debug, Snafu)]
#[snafu(display("the {what} is empty; it is in the settings of the account"))]
struct EmptyKey {
    what: &'static str,
}
