//! What the gateway sends to us: `POST` to the callback address, signed in `X-Signature`.

use pay_wire::{Error, Received, Result};
use snafu::{ResultExt as _, ensure};

use crate::error::{ForgedSnafu, NoCallbackKeysSnafu, SignatureFormSnafu, UnsignedSnafu};
use crate::{PayCore, SignedBy};

/// The signature's header; header names are case-insensitive.
const SIGNATURE: &str = "x-signature";

impl PayCore {
    /// Whether one of our keys has signed this callback, and which: the first half of what a
    /// callback needs. Nothing of it is read; no heap.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Signature`](crate::ErrorKind::Signature) when the header is missing, there
    /// twice, not 28 characters of standard Base64, or of no key of ours.
    pub fn verify(&self, received: &Received<'_>) -> Result<SignedBy> {
        ensure!(!self.keys().is_empty(), NoCallbackKeysSnafu);
        let given = received.sole_header(SIGNATURE).context(UnsignedSnafu)?;
        ensure!(is_base64_of_sha1(given), SignatureFormSnafu);
        let signed_by = self.keys().verify(received.body(), given).context(ForgedSnafu);
        signed_by.map_err(|fault| Error::from(fault).with_body(received.body()))
    }
}

/// 27 characters of the alphabet and one `=`.
fn is_base64_of_sha1(given: &str) -> bool {
    let in_alphabet = |byte: u8| byte.is_ascii_alphanumeric() || b"+/".contains(&byte);
    given.len() == 28 && given.strip_suffix('=').is_some_and(|text| text.bytes().all(in_alphabet))
}
