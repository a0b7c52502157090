//! Google's part: tokens for the payment page, made with keys that protect nothing.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};

use crate::clock::later;
use crate::dates::kyiv;
use crate::json::Json;
use crate::random;

use super::cryptogram::{Keys, counter_mode, signed_bytes};

/// What tokens are encrypted for: PKCS #8 in Base64.
pub(super) const RECIPIENT_KEY: &str = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgz4Ayf/fwEiaa1Ckqs4KAk/uL5wM3StNjaRHGi0GUKMqhRANCAARemXk4QWYz6dvKzr7FxGe0Yvq9J55+0A6xnaruNimSwVWwsCc1G8Qp2eSrTzO8yLUcQwHR/Od2ZrqgL5ZVbhyr";

const ROOT_KEY: &str = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg9V9wJy0EAeQjcWglDTVfa3rrFM34N5bxPm038GT9BzuhRANCAARPBOeQ2g38O5RFEjYWFbZxgIGVfwGGo94Ow9GXeKhPY9P24IGWs51qI5WYA6TvalG7PpLaouAnvNlTk7yCGl3A";
const INTERMEDIATE_KEY: &str = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgSFLoW2p27+Ds0DTnvtJkAJSE7NtFf4ccqBi2hFFWqLOhRANCAAQ9LH+/SDuaquUgUToMb4TGTBGjfjJzTq0ll/UEGazdTFRmxcIqgr17sBjcKE+qzpEjbDUfPG8eMLj31Ly5DELE";

/// Public keys of P-256 in DER begin with this; the point follows.
pub(super) const POINT_PREFIX: &[u8] = b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\
    \x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00";

/// What Google publishes under `keys.json`: one key of each version, and one that has expired.
pub(super) fn root_keys() -> String {
    let key = |value: &str, version: &str, expiration: Option<&str>| {
        let mut key = Json::object([
            ("keyValue", Json::text(value)),
            ("protocolVersion", Json::text(version)),
        ]);
        if let Some(expiration) = expiration {
            key.push("keyExpiration", Json::text(expiration));
        }
        key
    };
    let keys = vec![
        key(ROOT_ECV1, "ECv1", None),
        key(ROOT_ECV2, "ECv2", Some("2082585600000")),
        key(ROOT_EXPIRED, "ECv2", Some("1767139200000")),
    ];
    Json::object([("keys", Json::List(keys))]).to_string()
}

const ROOT_ECV1: &str = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEDTiBrwOEOwfUkpnbluYDL1Tu+Hr84aBtHDbgRTsdIo1NcEsp81iTnR78eITjbqEGhYaYsinIbS14r/1JviI96A==";
const ROOT_ECV2: &str = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAETwTnkNoN/DuURRI2FhW2cYCBlX8BhqPeDsPRl3ioT2PT9uCBlrOdaiOVmAOk72pRuz6S2qLgJ7zZU5O8ghpdwA==";
const ROOT_EXPIRED: &str = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEtwmwWfP+BwsoFgFZtF28mlg4G8uwP4U1E5AWLJ0CXs22S8S0+JNZh8wyrw9Wa2qZGNWsDpA+NKt6UKYuKlz5HA==";

/// What a token is to hold.
pub(super) struct Order<'a> {
    pub(super) pan: &'a str,
    pub(super) expiration_month: u64,
    pub(super) expiration_year: u64,
    pub(super) gateway_merchant_id: &'a str,
    /// Seconds for which it is good.
    pub(super) lifetime_s: u64,
}

impl<'a> Order<'a> {
    /// A card that is good for some years yet, for iPay's first merchants, for a week.
    pub(super) fn new(pan: &'a str, now: SystemTime) -> Self {
        let year: u64 = kyiv(now)[..4].parse().unwrap_or_default();
        Self {
            pan,
            expiration_month: 12,
            expiration_year: year + 3,
            gateway_merchant_id: "1234",
            lifetime_s: 7 * 24 * 3600,
        }
    }
}

/// The text of `paymentMethodData.tokenizationData.token`: `ECv2`, signed and encrypted.
pub(super) fn token(order: &Order<'_>, now: SystemTime) -> String {
    let expiration = |seconds| {
        let at = later(now, Duration::from_secs(seconds));
        Json::text(at.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis().to_string())
    };
    let card = Json::object([
        ("pan", Json::text(order.pan)),
        ("expirationMonth", Json::number(order.expiration_month)),
        ("expirationYear", Json::number(order.expiration_year)),
        ("authMethod", Json::text("PAN_ONLY")),
    ]);
    let plain = Json::object([
        ("gatewayMerchantId", Json::text(order.gateway_merchant_id)),
        ("messageExpiration", expiration(order.lifetime_s)),
        ("messageId", Json::text(random::uuid())),
        ("paymentMethod", Json::text("CARD")),
        ("paymentMethodDetails", card),
    ]);
    let message = google_spelling(&encrypted(plain.to_string().as_bytes()));

    let intermediate = key_pair(INTERMEDIATE_KEY);
    let point = [POINT_PREFIX, intermediate.public_key().as_ref()].concat();
    let signed_key = Json::object([
        ("keyValue", Json::text(STANDARD.encode(point))),
        ("keyExpiration", expiration(7 * 24 * 3600)),
    ]);
    let signed_key = google_spelling(&signed_key);
    let vouched = signature(&key_pair(ROOT_KEY), &signed_bytes(&["Google", "ECv2", &signed_key]));
    let parts = ["Google", "gateway:ipayua", "ECv2", &message];
    let envelope = Json::object([
        ("signature", signature(&intermediate, &signed_bytes(&parts))),
        (
            "intermediateSigningKey",
            Json::object([
                ("signedKey", Json::text(signed_key)),
                ("signatures", Json::List(vec![vouched])),
            ]),
        ),
        ("protocolVersion", Json::text("ECv2")),
        ("signedMessage", Json::text(message)),
    ]);
    google_spelling(&envelope)
}

fn encrypted(plain: &[u8]) -> Json {
    let random = SystemRandom::new();
    let recipient = key_pair(RECIPIENT_KEY);
    let mine = EphemeralPrivateKey::generate(&ECDH_P256, &random).expect("the system is random");
    let point = mine.compute_public_key().expect("a fresh key is good");
    let theirs = UnparsedPublicKey::new(&ECDH_P256, recipient.public_key().as_ref());
    let keys = agree_ephemeral(mine, &theirs, |shared| {
        Keys::derive("ECv2", &[point.as_ref(), shared].concat())
    });
    let keys = keys.expect("the recipient's key is good");
    let mut data = plain.to_vec();
    counter_mode(&keys.encryption, &mut data);
    let tag = ring::hmac::sign(&keys.authentication(), &data);
    Json::object([
        ("encryptedMessage", Json::text(STANDARD.encode(data))),
        ("ephemeralPublicKey", Json::text(STANDARD.encode(&point))),
        ("tag", Json::text(STANDARD.encode(tag))),
    ])
}

fn key_pair(pkcs8: &str) -> EcdsaKeyPair {
    let der = STANDARD.decode(pkcs8).expect("our keys are Base64");
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &der, &SystemRandom::new())
        .expect("our keys are good")
}

fn signature(key: &EcdsaKeyPair, bytes: &[u8]) -> Json {
    let signature = key.sign(&SystemRandom::new(), bytes).expect("the system is random");
    Json::text(STANDARD.encode(signature))
}

/// Google's printer escapes `=`; who prints the text again breaks the signature.
fn google_spelling(document: &Json) -> String {
    document.to_string().replace('=', "\\u003d")
}
