//! What iPay makes of a Google token: the card in it, or one of the token errors.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::dates::kyiv;
use crate::json::Json;

use super::cryptogram::{decrypt, is_signed, milliseconds};
use super::error::SystemError;
use super::settings::Settings;
use super::shape::{text, whole};

/// The card number of a token.
#[derive(Debug)]
pub(super) struct Card {
    pub(super) pan: String,
    /// The token as Google printed it.
    pub(super) token: String,
}

/// Reads `body.token`.
pub(super) fn read(
    body_token: &str,
    gateway_merchant_ids: &[String],
    settings: &Settings,
    now: SystemTime,
) -> Result<Card, SystemError> {
    let token = STANDARD.decode(body_token).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let token = token.ok_or(SystemError::TokenFormat)?;
    let envelope = Json::read(token.as_bytes())
        .filter(|json| matches!(json, Json::Object(_)))
        .ok_or(SystemError::TokenFormat)?;

    let now_ms = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let plain = plain(&envelope, settings, now_ms).ok_or(SystemError::Token)?;
    let expiration = plain.get("messageExpiration").and_then(milliseconds);
    if expiration.is_none_or(|at| at <= now_ms) {
        return Err(SystemError::Token);
    }
    let merchant = plain.get("gatewayMerchantId").and_then(text).unwrap_or_default();
    if !gateway_merchant_ids.iter().any(|id| id == merchant) {
        return Err(SystemError::TokenMerchant);
    }
    let details = plain.get("paymentMethodDetails").ok_or(SystemError::Token)?;
    let pan = pan(details).ok_or(SystemError::Pan)?;
    check_expiry(details, now)?;
    Ok(Card { pan, token })
}

/// The decrypted document; without checks also one that was not encrypted at all.
fn plain(envelope: &Json, settings: &Settings, now_ms: u128) -> Option<Json> {
    if settings.check_tokens {
        let roots = Json::read(settings.google_root_keys.as_bytes())?;
        is_signed(envelope, &roots, now_ms).then_some(())?;
    }
    let version = match envelope.get("protocolVersion") {
        Some(version) => version.as_text()?,
        None => "ECv2",
    };
    ["ECv1", "ECv2"].contains(&version).then_some(())?;
    let message = Json::read(envelope.get("signedMessage")?.as_text()?.as_bytes())?;
    if !settings.check_tokens {
        let open = STANDARD.decode(message.get("encryptedMessage")?.as_text()?).ok()?;
        if let Some(document @ Json::Object(_)) = Json::read(&open) {
            return Some(document);
        }
    }
    Json::read(&decrypt(&message, version, &settings.recipient_private_key)?)
}

/// 13 to 19 digits whose check digit is good.
fn pan(details: &Json) -> Option<String> {
    let pan = details.get("pan").and_then(text)?;
    let digits = pan.bytes().all(|byte| byte.is_ascii_digit());
    (digits && (13..=19).contains(&pan.len()) && luhn(pan)).then(|| pan.to_owned())
}

fn luhn(digits: &str) -> bool {
    let digit = |(at, byte): (usize, u8)| {
        let digit = u32::from(byte - b'0');
        match (at % 2, digit) {
            (0, digit) => digit,
            (_, 5..) => 2 * digit - 9,
            (_, digit) => 2 * digit,
        }
    };
    digits.bytes().rev().enumerate().map(digit).sum::<u32>() % 10 == 0
}

/// The month in which the card ends is still good, by the calendar of Kyiv.
fn check_expiry(details: &Json, now: SystemTime) -> Result<(), SystemError> {
    let month = details.get("expirationMonth").and_then(whole);
    let month = month.filter(|month| (1..=12).contains(month)).ok_or(SystemError::ExpiryMonth)?;
    let year = details.get("expirationYear").and_then(whole);
    let year = year.filter(|year| (1000..=9999).contains(year)).ok_or(SystemError::ExpiryYear)?;
    let present = &kyiv(now)[..7];
    if format!("{year:04}-{month:02}").as_str() < present {
        return Err(SystemError::ExpiryYear);
    }
    Ok(())
}

/// What answers show of a card: `411111******1111`.
pub(super) fn mask(pan: &str) -> String {
    format!("{}******{}", &pan[..6], &pan[pan.len() - 4..])
}
