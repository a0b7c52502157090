//! Google's payment method token, `ECv1` and `ECv2`: who signed it, and what it says.
//!
//! Signed is `LV(sender) ++ LV(recipient) ++ LV(version) ++ LV(message)`, where `LV(x)` is the
//! length of `x` as four bytes, the lowest first, and `x` itself. Of `ECv2` an intermediate key
//! signs that, and a root key signs `LV(sender) ++ LV(version) ++ LV(intermediate key)`.

use aes::cipher::{Array, BlockCipherEncrypt as _, KeyInit as _};
use aes::{Aes128, Aes256};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use p256::pkcs8::DecodePrivateKey as _;
use ring::hkdf::{HKDF_SHA256, KeyType, Salt};
use ring::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};

use crate::json::Json;

use super::google::POINT_PREFIX;

const SENDER: &str = "Google";
const RECIPIENT: &str = "gateway:ipayua";

/// If Google has signed this envelope for iPay, and with keys that have not expired.
pub(super) fn is_signed(envelope: &Json, root_keys: &Json, now_ms: u128) -> bool {
    check(envelope, root_keys, now_ms).is_some()
}

fn check(envelope: &Json, root_keys: &Json, now_ms: u128) -> Option<()> {
    let version = text(envelope, "protocolVersion")?;
    let message = text(envelope, "signedMessage")?;
    let signed = signed_bytes(&[SENDER, RECIPIENT, version, message]);
    let signature = base64(envelope, "signature")?;
    let roots = valid_roots(root_keys, version, now_ms)?;
    match version {
        "ECv1" => {
            has_only(envelope, &["protocolVersion", "signature", "signedMessage"])?;
            any(&roots, &signed, &[signature])
        }
        "ECv2" => {
            let names = ["protocolVersion", "signature", "signedMessage", "intermediateSigningKey"];
            has_only(envelope, &names)?;
            let intermediate = envelope.get("intermediateSigningKey")?;
            has_only(intermediate, &["signedKey", "signatures"])?;
            let signed_key = text(intermediate, "signedKey")?;
            let Json::List(signatures) = intermediate.get("signatures")? else {
                return None;
            };
            let signatures: Option<Vec<_>> =
                signatures.iter().map(|one| STANDARD.decode(one.as_text()?).ok()).collect();
            any(&roots, &signed_bytes(&[SENDER, version, signed_key]), &signatures?)?;

            let key = Json::read(signed_key.as_bytes())?;
            let in_time = milliseconds(key.get("keyExpiration")?)? > now_ms;
            in_time.then_some(())?;
            any(&[point(&key)?], &signed, &[signature])
        }
        _ => None,
    }
}

/// The parts, each behind its length.
pub(super) fn signed_bytes(parts: &[&str]) -> Vec<u8> {
    let part = |part: &&str| {
        let length = u32::try_from(part.len()).expect("requests are far shorter");
        [&length.to_le_bytes()[..], part.as_bytes()].concat()
    };
    parts.iter().flat_map(part).collect()
}

/// The document inside a `signedMessage`, if it was encrypted for this key (PKCS #8 in Base64).
pub(super) fn decrypt(message: &Json, version: &str, private_key: &str) -> Option<Vec<u8>> {
    let point = base64(message, "ephemeralPublicKey")?;
    let mut data = base64(message, "encryptedMessage")?;
    let private_key = p256::SecretKey::from_pkcs8_der(&STANDARD.decode(private_key).ok()?).ok()?;
    let public_key = p256::PublicKey::from_sec1_bytes(&point).ok()?;
    let shared =
        p256::ecdh::diffie_hellman(private_key.to_nonzero_scalar(), public_key.as_affine());
    let keys = Keys::derive(version, &[&point[..], shared.raw_secret_bytes()].concat());
    ring::hmac::verify(&keys.authentication(), &data, &base64(message, "tag")?).ok()?;
    counter_mode(&keys.encryption, &mut data);
    Some(data)
}

/// What the shared secret becomes.
pub(super) struct Keys {
    /// 16 bytes for `ECv1`, 32 for `ECv2`.
    pub(super) encryption: Vec<u8>,
    authentication: Vec<u8>,
}

impl Keys {
    pub(super) fn derive(version: &str, material: &[u8]) -> Self {
        let length = if version == "ECv1" { 16 } else { 32 };
        let mut encryption = vec![0; 2 * length];
        let pseudo_random = Salt::new(HKDF_SHA256, &[]).extract(material);
        pseudo_random
            .expand(&[SENDER.as_bytes()], Length(2 * length))
            .and_then(|key| key.fill(&mut encryption))
            .expect("64 bytes are fewer than the most");
        let authentication = encryption.split_off(length);
        Self { encryption, authentication }
    }

    pub(super) fn authentication(&self) -> ring::hmac::Key {
        ring::hmac::Key::new(ring::hmac::HMAC_SHA256, &self.authentication)
    }
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

/// AES in counter mode, counting from zero; the same there and back.
pub(super) fn counter_mode(key: &[u8], data: &mut [u8]) {
    let stream = |counter: u128| {
        let mut block = Array::from(counter.to_be_bytes());
        match key.len() {
            16 => Aes128::new_from_slice(key).expect("16 bytes").encrypt_block(&mut block),
            _ => Aes256::new_from_slice(key).expect("32 bytes").encrypt_block(&mut block),
        }
        block
    };
    for (counter, chunk) in (0..).zip(data.chunks_mut(16)) {
        for (byte, mask) in chunk.iter_mut().zip(stream(counter)) {
            *byte ^= mask;
        }
    }
}

/// The points of the root keys of this version that have not expired; only `ECv1` knows keys that
/// never do.
fn valid_roots(root_keys: &Json, version: &str, now_ms: u128) -> Option<Vec<Vec<u8>>> {
    let Json::List(keys) = root_keys.get("keys")? else {
        return None;
    };
    let valid = |key: &&Json| {
        text(key, "protocolVersion") == Some(version)
            && match key.get("keyExpiration") {
                Some(at) => milliseconds(at).is_some_and(|at| at > now_ms),
                None => version == "ECv1",
            }
    };
    Some(keys.iter().filter(valid).filter_map(point).collect())
}

/// If any of the signatures is by any of the keys.
fn any(points: &[Vec<u8>], bytes: &[u8], signatures: &[Vec<u8>]) -> Option<()> {
    let by = |point: &Vec<u8>| {
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point);
        signatures.iter().any(|signature| key.verify(bytes, signature).is_ok())
    };
    points.iter().any(by).then_some(())
}

/// The point of the key in `keyValue`.
fn point(key: &Json) -> Option<Vec<u8>> {
    base64(key, "keyValue")?.strip_prefix(POINT_PREFIX).map(<[u8]>::to_vec)
}

fn has_only(map: &Json, names: &[&str]) -> Option<()> {
    let known = map.members().iter().all(|(name, _)| names.contains(&name.as_str()));
    (known && map.members().len() == names.len()).then_some(())
}

fn text<'a>(map: &'a Json, name: &str) -> Option<&'a str> {
    map.get(name)?.as_text()
}

fn base64(map: &Json, name: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text(map, name)?).ok()
}

pub(super) fn milliseconds(value: &Json) -> Option<u128> {
    super::shape::whole(value).map(u128::from)
}
