//! `hex(sha256(orderId:newStatus:inAmount:outAmount:xml_from:xml_to:timestamp:ipnSecret))` for what
//! the exchanger sends, `hex(sha256(hex(sha256(parameters)) + secret))` for what it is sent.
//!
//! Both are plain hashes with the secret at the end, no HMAC; answers are not signed. Of a
//! notification seven values are covered, as they came and joined with colons, so
//! a colon in a value moves a border unseen; [`Ipn`](crate::Ipn) refuses those, these functions
//! take anything. The parameters of a call are the text that [`canonical`] makes. The prose of the
//! provider's page on authorization says SHA-512; its example and every known client use SHA-256.

use pay_sign::Sha256;

pub use pay_sign::{Encoded, Mismatch};

pub use crate::canonical::{Body, canonical};

/// The seven values of a notification that its hash covers, as they were received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IpnFields<'a> {
    /// `orderId`.
    pub order_id: &'a str,
    /// `newStatus`.
    pub new_status: &'a str,
    /// `inAmount`: the text; `2` and `2.00` have different hashes.
    pub in_amount: &'a str,
    /// `outAmount`, the same.
    pub out_amount: &'a str,
    /// `xml_from`: the code of the currency that is given.
    pub xml_from: &'a str,
    /// `xml_to`: the code of the currency that is received.
    pub xml_to: &'a str,
    /// `timestamp`.
    pub timestamp: &'a str,
}

/// The hash of a notification; any secret, any values, no heap.
pub fn sign_ipn(secret: &[u8], fields: &IpnFields<'_>) -> Encoded<64> {
    Sha256::of(&[
        fields.order_id.as_bytes(),
        b":",
        fields.new_status.as_bytes(),
        b":",
        fields.in_amount.as_bytes(),
        b":",
        fields.out_amount.as_bytes(),
        b":",
        fields.xml_from.as_bytes(),
        b":",
        fields.xml_to.as_bytes(),
        b":",
        fields.timestamp.as_bytes(),
        b":",
        secret,
    ])
    .hex()
}

/// Whether `given` is the hash of a notification, in constant time; letters of either case.
///
/// # Errors
///
/// [`Mismatch`] if it is anything but the 64 hexadecimal digits.
pub fn verify_ipn(
    secret: &[u8],
    fields: &IpnFields<'_>,
    given: impl AsRef<[u8]>,
) -> Result<(), Mismatch> {
    let mut lower: [u8; 64] = given.as_ref().try_into().map_err(|_| Mismatch)?;
    lower.make_ascii_lowercase();
    sign_ipn(secret, fields).verify(lower)
}

/// The hash of a call whose parameters are `text`, which is what [`canonical`] makes; any secret,
/// any text, no heap.
pub fn sign_call(secret: &[u8], text: &[u8]) -> Encoded<64> {
    let inner = Sha256::of(&[text]).hex();
    Sha256::of(&[inner.as_bytes(), secret]).hex()
}

/// Whether `given` is the hash of a call, in constant time.
///
/// # Errors
///
/// [`Mismatch`] if it is anything but the 64 hexadecimal digits in small letters.
pub fn verify_call(secret: &[u8], text: &[u8], given: impl AsRef<[u8]>) -> Result<(), Mismatch> {
    sign_call(secret, text).verify(given)
}
