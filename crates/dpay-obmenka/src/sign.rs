//! `base64(md5(salt + base64(sha1(data)) + salt))`, for requests, answers and the payment form.
//!
//! `data` is the body, byte for byte, or the joined values of the form. The text between the salts
//! is the Base64 of the raw SHA-1 with its padding; hexadecimal anywhere in it is the classic
//! mistake. Path, client, time and order are not covered: a signature says who wrote these bytes,
//! not what they answer and not when. Source: the introduction of the provider's API page.

use pay_sign::{Md5, Sha1};

pub use pay_sign::{Encoded, Mismatch};

/// Signs `data` with the salt of the cash register; any salt, any data, no heap.
pub fn sign(salt: &[u8], data: &[u8]) -> Encoded<24> {
    sign_parts(salt, &[data])
}

/// Whether `given` is the signature of `data`, in constant time.
///
/// # Errors
///
/// [`Mismatch`] if it is anything but the exact 24 characters.
pub fn verify(salt: &[u8], data: &[u8], given: impl AsRef<[u8]>) -> Result<(), Mismatch> {
    sign(salt, data).verify(given)
}

/// The same over parts that are hashed as if joined, as the payment form has them.
pub(crate) fn sign_parts(salt: &[u8], parts: &[&[u8]]) -> Encoded<24> {
    let inner = Sha1::of(parts).base64();
    Md5::of(&[salt, inner.as_bytes(), salt]).base64()
}
