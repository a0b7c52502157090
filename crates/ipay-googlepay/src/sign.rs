//! `hex(sha3_512(time + key))`, lower case, of requests alone: answers are not signed.
//!
//! `time` is the very text of `request.auth.time`: Kyiv's wall clock, `YYYY-MM-DD HH:MM:SS`, 19
//! ASCII bytes; the key follows it at once. SHA3-512 is that of FIPS 202, neither Keccak-512 nor
//! SHA-512, and it is a plain hash, not an HMAC.
//!
//! Neither the action, nor the body, nor the login is covered: whoever sees a sign can send any
//! request of that merchant for as long as the gateway accepts its time. So a sign is a bearer
//! token and prints nowhere, and nothing but TLS protects a body. Source: section 3.1 of the
//! provider's documentation.

use pay_sign::Sha3_512;

pub use pay_sign::{Encoded, Mismatch};

pub use crate::kyiv::KyivTime;

/// Signs a time with the merchant's key; any key, any time, no heap.
pub fn sign(key: &[u8], time: &[u8]) -> Encoded<128> {
    Sha3_512::of(&[time, key]).hex()
}

/// Whether `given` is the sign of `time`, in constant time.
///
/// # Errors
///
/// [`Mismatch`] if it is anything but the exact 128 characters; capitals are a mismatch too.
pub fn verify(key: &[u8], time: &[u8], given: impl AsRef<[u8]>) -> Result<(), Mismatch> {
    sign(key, time).verify(given)
}
