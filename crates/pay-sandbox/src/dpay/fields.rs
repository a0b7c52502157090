//! When a field's value is valid. A field that is `null` counts as missing.

use http::Uri;
use rust_decimal::Decimal;

use crate::json::Json;

use super::checks::Refusal;
use super::register::is_crypto;

/// Amounts from here on are refused, so that no fee overflows.
const TOO_MUCH: u64 = 1_000_000_000_000_000_000;

/// Check 10.
pub(super) fn require(call: &Json, names: &[&str]) -> Result<(), Refusal> {
    let missing = names.iter().find(|name| call.get(name).is_none());
    missing.map_or(Ok(()), |name| Err(Refusal::required(name)))
}

/// A text of 1 to 64 characters or a whole number: 6 and `"6"` are the same.
pub(super) fn payment_id(call: &Json) -> Result<Option<String>, Refusal> {
    optional(call, "payment_id", |value| match value {
        Json::Text(text) if (1..=64).contains(&text.chars().count()) => Some(text.clone()),
        Json::Number(digits) if is_digits(digits) && digits.len() <= 64 => Some(digits.clone()),
        _ => None,
    })
}

/// A text of 1 to 64 characters.
pub(super) fn tracking(call: &Json) -> Result<Option<String>, Refusal> {
    text_up_to(call, "tracking", 64).and_then(|given| match given {
        Some(empty) if empty.is_empty() => Err(Refusal::invalid("tracking")),
        given => Ok(given),
    })
}

pub(super) fn amount(call: &Json) -> Result<Decimal, Refusal> {
    needed(call, "amount", |value| match value {
        Json::Number(text) | Json::Text(text) => parse_amount(text),
        _ => None,
    })
}

/// A plain decimal above 0 with at most 8 decimals.
pub(super) fn parse_amount(text: &str) -> Option<Decimal> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let amount = (is_digits(whole) && is_digits(decimals) && decimals.len() <= 8)
        .then(|| Decimal::from_str_exact(text).ok())
        .flatten()?;
    (amount > Decimal::ZERO && amount < Decimal::from(TOO_MUCH)).then_some(amount)
}

/// The code of a payment method.
pub(super) fn currency(call: &Json) -> Result<String, Refusal> {
    needed(call, "currency", |value| {
        value.as_text().filter(|code| is_method(code)).map(str::to_owned)
    })
}

pub(super) fn is_method(code: &str) -> bool {
    let allowed =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte);
    (1..=64).contains(&code.len()) && code.bytes().all(allowed)
}

/// Digits, or an address where the method is a crypto currency.
pub(super) fn recipient(call: &Json, method: &str) -> Result<String, Refusal> {
    needed(call, "recipient", |value| {
        let text = value.as_text()?;
        let valid = if is_crypto(method) {
            (1..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
        } else {
            (6..=32).contains(&text.len()) && is_digits(text)
        };
        valid.then(|| text.to_owned())
    })
}

/// An absolute `http` or `https` address.
pub(super) fn url(call: &Json, name: &str) -> Result<Option<String>, Refusal> {
    optional(call, name, |value| value.as_text().filter(|text| is_url(text)).map(str::to_owned))
}

pub(super) fn is_url(text: &str) -> bool {
    let Ok(uri) = text.parse::<Uri>() else {
        return false;
    };
    let known = matches!(uri.scheme_str(), Some("http" | "https"));
    let port_is_valid = uri.authority().is_some_and(|authority| {
        let after_host =
            authority.as_str().rsplit_once(']').map_or(authority.as_str(), |(_, rest)| rest);
        !after_host.contains(':') || authority.port_u16().is_some()
    });
    known && port_is_valid && uri.host().is_some_and(|host| !host.is_empty())
}

pub(super) fn text_up_to(
    call: &Json,
    name: &str,
    longest: usize,
) -> Result<Option<String>, Refusal> {
    optional(call, name, |value| {
        value.as_text().filter(|text| text.chars().count() <= longest).map(str::to_owned)
    })
}

/// An object of scalars, or `[]`.
pub(super) fn extra_fields(call: &Json) -> Result<(), Refusal> {
    let scalar = |value: &Json| matches!(value, Json::Bool(_) | Json::Number(_) | Json::Text(_));
    optional(call, "extra_fields", |value| match value {
        Json::List(items) if items.is_empty() => Some(()),
        Json::Object(members) if members.iter().all(|(_, value)| scalar(value)) => Some(()),
        _ => None,
    })
    .map(Option::unwrap_or_default)
}

/// Exactly `YYYY-MM-DD HH:MM:SS`, and a date there is.
pub(super) fn date(call: &Json, name: &str) -> Result<String, Refusal> {
    needed(call, name, |value| {
        let text = value.as_text()?;
        let shaped = text.len() == 19
            && text.bytes().zip("0000-00-00 00:00:00".bytes()).all(
                |(given, pattern)| match pattern {
                    b'0' => given.is_ascii_digit(),
                    other => given == other,
                },
            );
        let real = jiff::civil::DateTime::strptime("%Y-%m-%d %H:%M:%S", text).is_ok();
        // jiff would take a leap second, the gateway's language would not.
        (shaped && real && !text.ends_with("60")).then(|| text.to_owned())
    })
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn optional<T>(
    call: &Json,
    name: &str,
    read: impl FnOnce(&Json) -> Option<T>,
) -> Result<Option<T>, Refusal> {
    let Some(value) = call.get(name) else {
        return Ok(None);
    };
    read(value).map(Some).ok_or_else(|| Refusal::invalid(name))
}

fn needed<T>(call: &Json, name: &str, read: impl FnOnce(&Json) -> Option<T>) -> Result<T, Refusal> {
    optional(call, name, read)?.ok_or_else(|| Refusal::required(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_plain_decimals_above_zero() {
        for good in ["1", "100.00", "0.00000001", "007.5", "999999999999999999.99999999"] {
            assert!(parse_amount(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "0",
            "0.00",
            "-1",
            "+1",
            "1e2",
            "1.",
            ".5",
            "1.000000001",
            "1,5",
            " 1",
            "NaN",
            "1000000000000000000",
            "99999999999999999999999999999999999999999",
        ] {
            assert!(parse_amount(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn addresses_are_absolute() {
        for good in ["http://a", "https://a.b:8080/c?d=e#f", "http://[::1]:80/", "http://user@a/"] {
            assert!(is_url(good), "{good}");
        }
        for bad in
            ["", "/a", "a.b", "ftp://a", "http://", "http:///a", "http://a:99999/", "http://a b"]
        {
            assert!(!is_url(bad), "{bad}");
        }
    }

    #[test]
    fn dates_are_exact_and_exist() {
        let read = |text: &str| date(&Json::object([("d", Json::text(text))]), "d").is_ok();
        assert!(read("2024-02-29 23:59:59"));
        for bad in [
            "2023-02-29 00:00:00",
            "2024-03-01",
            "2024-03-01T00:00:00",
            "2024-3-01 00:00:00 ",
            "2024-03-01 24:00:00",
            "2024-03-01 00:00:60",
            "2024-13-01 00:00:00",
        ] {
            assert!(!read(bad), "{bad}");
        }
    }
}
