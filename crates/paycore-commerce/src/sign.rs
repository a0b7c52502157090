//! `base64(sha1(secret + body + secret))`, for callbacks alone: requests and answers are not
//! signed.
//!
//! `secret` is a private key (`sk_live_..`, `sk_test_..`) as the dashboard shows it, its prefix
//! included; `body` is the request's body, byte for byte. The hash is plain SHA-1, not an HMAC, and
//! the Base64 is the standard one with padding: always 28 characters. It tells who wrote these
//! bytes and not when: a recorded callback verifies for ever. Source: the provider's "Security"
//! page and its "Play with API" page.

use pay_sign::Sha1;

pub use pay_sign::{Encoded, Mismatch};

/// Signs `body` with a private key; any key, any body, no heap.
pub fn sign(secret: &[u8], body: &[u8]) -> Encoded<28> {
    Sha1::of(&[secret, body, secret]).base64()
}

/// Whether `given` is the signature of `body`, in constant time.
///
/// # Errors
///
/// [`Mismatch`] if it is anything but the exact 28 characters.
pub fn verify(secret: &[u8], body: &[u8], given: impl AsRef<[u8]>) -> Result<(), Mismatch> {
    sign(secret, body).verify(given)
}
