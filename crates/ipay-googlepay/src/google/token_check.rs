//! Whether Google made a token, and for iPay: the signatures of `ECv1` and `ECv2`.
//!
//! ```text
//! ECv1: signature by a root key over LV(Google) LV(gateway:ipayua) LV(ECv1) LV(signedMessage)
//! ECv2: signature by the intermediate key over the same with ECv2, and
//!       one of `signatures` by a root key over LV(Google) LV(ECv2) LV(signedKey)
//! LV(x): length of x in bytes, 4 bytes little-endian, then x
//! ```
//!
//! All of them are ECDSA over P-256 with SHA-256, in ASN.1. Source: Google's [page on the token's
//! cryptography][page] and its reference code; that the recipient is `gateway:ipayua` follows from
//! Google's rule (inferred).
//!
//! [page]: https://developers.google.com/pay/api/web/guides/resources/payment-data-cryptography

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pay_wire::{Members, Result, read};
use ring::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};
use snafu::{OptionExt as _, Snafu, ensure};
use time::OffsetDateTime;

use crate::error::{Fault, RootKeysSnafu};
use crate::members::{Reading as _, texts};

const SENDER: &str = "Google";
const RECIPIENT: &str = "gateway:ipayua";

/// A P-256 key as `SubjectPublicKeyInfo` in DER, up to the point: RFC 5480.
const SPKI: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
    0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// Checks that Google made this token (the text of `tokenizationData.token`) for iPay.
///
/// It is worth this much: a token that fails will be refused by the gateway too, and none that was
/// made up by a visitor gets that far. It does not decrypt, which iPay alone can do. So it does not
/// tell whether the token has expired or has been used, for which of iPay's merchants and for which
/// sum it was made, or whether the card is good: a token that passes is **not** a payment.
///
/// ```no_run
/// use ipay_googlepay::google::{RootKeys, check_token};
/// use ipay_googlepay::time::OffsetDateTime;
///
/// # fn check(token: &str, now: OffsetDateTime) -> Result<(), Box<dyn std::error::Error>> {
/// let roots = RootKeys::read(&std::fs::read("keys.json")?)?; // fetched, and kept fresh
/// check_token(token, &roots, now)?; // of a client: `client.now().into()`
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`TokenFault`], which says what is wrong.
pub fn check_token(text: &str, roots: &RootKeys, now: OffsetDateTime) -> Result<(), TokenFault> {
    let token = read::<Members>(text.as_bytes()).map_err(|_| TokenFault::NotJson)?.into_inner();
    // an array without members reads as an object without members
    ensure!(text.trim_ascii_start().starts_with('{'), NotJsonSnafu);

    let version = match token.owned("protocolVersion").as_deref() {
        Some("ECv1") => Version::EcV1,
        Some("ECv2") => Version::EcV2,
        _ => return UnsupportedVersionSnafu.fail(),
    };
    let part = |name| token.owned(name).context(StructureSnafu);
    let (signature, message) = (part("signature")?, part("signedMessage")?);
    let members = if version == Version::EcV1 { 3 } else { 4 };
    ensure!(token.len() == members, StructureSnafu);

    let roots: Vec<_> = roots.of(version, now).collect();
    let intermediate;
    let keys = match version {
        Version::EcV1 => {
            ensure!(!roots.is_empty(), NoRootKeySnafu);
            roots
        }
        Version::EcV2 => {
            intermediate = intermediate_key(&token.object("intermediateSigningKey"), &roots, now)?;
            vec![&intermediate]
        }
    };
    let signed = length_value(&[SENDER, RECIPIENT, version.as_str(), &message]);
    let good = keys.iter().any(|key| key.has_signed(&signed, &signature));
    ensure!(good, MessageSignatureSnafu);
    Ok(())
}

/// The key that signed the message of an `ECv2` token, after a root key has signed it.
fn intermediate_key(
    intermediate: &Members,
    roots: &[&PublicKey],
    now: OffsetDateTime,
) -> Result<PublicKey, TokenFault> {
    let signed_key = intermediate.owned("signedKey").context(StructureSnafu)?;
    let signatures = intermediate.raw("signatures").map(texts).unwrap_or_default();
    ensure!(intermediate.len() == 2 && !signatures.is_empty(), StructureSnafu);
    ensure!(!roots.is_empty(), NoRootKeySnafu);

    let signed = length_value(&[SENDER, Version::EcV2.as_str(), &signed_key]);
    let good = signatures.iter().any(|one| roots.iter().any(|root| root.has_signed(&signed, one)));
    ensure!(good, IntermediateSignatureSnafu);

    let key = read::<Members>(signed_key.as_bytes()).map_err(|_| TokenFault::Structure)?;
    let expiration = key.integer("keyExpiration").context(StructureSnafu)?;
    let value = key.owned("keyValue").context(StructureSnafu)?;
    let value = PublicKey::read(&value).context(StructureSnafu)?;
    ensure!(is_ahead(expiration, now), IntermediateExpiredSnafu);
    Ok(value)
}

/// Why a token is not one that Google made for iPay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Snafu)]
#[non_exhaustive]
pub enum TokenFault {
    /// Expired keys do not count, and equal is expired.
    #[snafu(display("the token's intermediate key has expired"))]
    IntermediateExpired,
    /// Of the signatures of the intermediate key, none is by a root key.
    #[snafu(display("no root key of Google's has signed the token's intermediate key"))]
    IntermediateSignature,
    /// Changed on its way, made for another gateway, or not by Google.
    #[snafu(display("the token's message is not signed by Google for iPay"))]
    MessageSignature,
    /// Fetch Google's keys anew; `TEST` and `PRODUCTION` have different ones.
    #[snafu(display("there is no root key for the token that has not expired"))]
    NoRootKey,
    /// Or JSON that can be read in two ways.
    #[snafu(display("the token is not a JSON object"))]
    NotJson,
    /// Not exactly the members of its version.
    #[snafu(display("the token does not have the members of its version"))]
    Structure,
    /// Neither `ECv1` nor `ECv2`.
    #[snafu(display("the token is of another version than ECv1 and ECv2"))]
    UnsupportedVersion,
}

/// Google's root keys, which you fetch and keep fresh: nothing here opens a connection.
///
/// They are at `https://payments.developers.google.com/paymentmethodtoken/keys.json`, and for the
/// `TEST` environment at `https://payments.developers.google.com/paymentmethodtoken/test/keys.json`;
/// fetch them over TLS, and as often as their HTTP cache headers say.
#[derive(Debug)]
pub struct RootKeys {
    keys: Vec<RootKey>,
}

#[derive(Debug)]
struct RootKey {
    version: Version,
    expiration: Option<i64>,
    key: PublicKey,
}

impl RootKeys {
    /// Reads the document with the keys; keys of other kinds in it are passed over.
    ///
    /// # Errors
    ///
    /// If it is no such document, or has no key that can be used.
    pub fn read(json: &[u8]) -> Result<Self> {
        let document = read::<Members>(json).map_err(|_| Fault::RootKeys)?;
        let listed = document.items("keys", ["keyValue", "protocolVersion"]);
        let keys: Vec<_> = listed.iter().filter_map(RootKey::read).collect();
        ensure!(!keys.is_empty(), RootKeysSnafu);
        Ok(Self { keys })
    }

    fn of(&self, version: Version, now: OffsetDateTime) -> impl Iterator<Item = &PublicKey> {
        self.keys.iter().filter(move |root| root.is_good(version, now)).map(|root| &root.key)
    }
}

impl RootKey {
    fn read(members: &Members) -> Option<Self> {
        let version = match &*members.owned("protocolVersion")? {
            "ECv1" => Version::EcV1,
            "ECv2" => Version::EcV2,
            _ => return None,
        };
        // an expiration that cannot be read is none that has not come
        let expiration = match members.raw("keyExpiration") {
            Some(_) => Some(members.integer("keyExpiration")?),
            None => None,
        };
        Some(Self { version, expiration, key: PublicKey::read(&members.owned("keyValue")?)? })
    }

    /// A key without expiration counts for `ECv1` alone.
    fn is_good(&self, version: Version, now: OffsetDateTime) -> bool {
        let alive = match self.expiration {
            Some(expiration) => is_ahead(expiration, now),
            None => version == Version::EcV1,
        };
        self.version == version && alive
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    EcV1,
    EcV2,
}

impl Version {
    fn as_str(self) -> &'static str {
        match self {
            Self::EcV1 => "ECv1",
            Self::EcV2 => "ECv2",
        }
    }
}

/// A point on P-256, uncompressed.
#[derive(Debug)]
struct PublicKey(Box<[u8]>);

impl PublicKey {
    fn read(base64: &str) -> Option<Self> {
        let der = STANDARD.decode(base64).ok()?;
        let point = der.strip_prefix(&SPKI)?;
        (point.len() == 65 && point[0] == 4).then(|| Self(point.into()))
    }

    fn has_signed(&self, message: &[u8], signature: &str) -> bool {
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, &self.0);
        STANDARD.decode(signature).is_ok_and(|signature| key.verify(message, &signature).is_ok())
    }
}

/// Whether a time in milliseconds since 1970 is still to come.
fn is_ahead(unix_ms: i64, now: OffsetDateTime) -> bool {
    i128::from(unix_ms) * 1_000_000 > now.unix_timestamp_nanos()
}

/// The parts, each behind its length.
fn length_value(parts: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for part in parts {
        // no text that fits into an answer of ours is longer than 32 bits can tell
        let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(part.as_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signed_bytes_are_those_of_the_worked_example() {
        assert_eq!(
            length_value(&[SENDER, RECIPIENT, "ECv2", "{}"]),
            b"\x06\0\0\0Google\x0e\0\0\0gateway:ipayua\x04\0\0\0ECv2\x02\0\0\0{}"
        );
        assert_eq!(
            length_value(&[SENDER, "ECv2", "{}"]),
            b"\x06\0\0\0Google\x04\0\0\0ECv2\x02\0\0\0{}"
        );
    }
}
