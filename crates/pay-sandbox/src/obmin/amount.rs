//! Amounts: exact decimals, whatever JavaScript would make of them.

use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy::{MidpointNearestEven, ToPositiveInfinity, ToZero};

use crate::json::Json;

use super::canonical;
use super::value::Value;

/// The decimals that the engine keeps of a number it is given.
const DECIMALS: u32 = 8;

/// No amount is larger than this.
const LARGEST: u64 = 1_000_000_000_000_000_000;

/// What JavaScript's `Number(..)` makes of a number or a text, if that is finite; beyond
/// [`LARGEST`] one is as good as another.
pub(super) fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(text) => decimal(text),
        Value::Text(text) => decimal(String::from_utf16(text).ok()?.trim()),
        _ => None,
    }
}

/// A decimal literal, rounded to what the engine keeps; an empty text is 0.
fn decimal(text: &str) -> Option<Decimal> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if text.is_empty() {
        return Some(Decimal::ZERO);
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = digits.trim_start_matches('0');
    let skipped = whole.len() + fraction.len() - digits.len();
    let point = i64::try_from(whole.len()).ok()? + i64::from(exponent);
    let point = point - i64::try_from(skipped).ok()?;
    let size = match point {
        _ if digits.is_empty() => Decimal::ZERO,
        ..=-10 => Decimal::ZERO,
        -9..=18 => placed(digits, point),
        19..=308 => Decimal::from(LARGEST),
        _ => return None,
    };
    let size = size.round_dp_with_strategy(DECIMALS, MidpointNearestEven);
    Some(if negative { -size } else { size })
}

/// `0.digits` times ten to the power of `point`; digits too far behind are cut.
fn placed(digits: &str, point: i64) -> Decimal {
    let before = usize::try_from(point).unwrap_or_default();
    let zeros = usize::try_from(-point).unwrap_or_default();
    let padded = format!("0{}{digits}{}", "0".repeat(zeros), "0".repeat(before));
    let (whole, fraction) = padded.split_at(before + 1);
    let fraction = &fraction[..fraction.len().min(10)];
    let text = format!("{whole}.{fraction}");
    Decimal::from_str_exact(text.trim_end_matches('.')).expect("at most 28 digits, at least one")
}

/// Half to even, as a side of an exchange counts.
pub(super) fn rounded(amount: Decimal, decimals: u32) -> Decimal {
    amount.round_dp_with_strategy(decimals, MidpointNearestEven).normalize()
}

pub(super) fn rounded_down(amount: Decimal, decimals: u32) -> Decimal {
    amount.round_dp_with_strategy(decimals, ToZero).normalize()
}

pub(super) fn rounded_up(amount: Decimal, decimals: u32) -> Decimal {
    amount.round_dp_with_strategy(decimals, ToPositiveInfinity).normalize()
}

/// A decimal of the sandbox's own data.
pub(super) fn fixed(text: &str) -> Decimal {
    Decimal::from_str_exact(text).expect("it is written in this crate")
}

/// As JavaScript prints the number.
pub(super) fn printed(amount: Decimal) -> String {
    canonical::number(&amount.normalize().to_string())
}

/// The same, as JSON.
pub(super) fn json(amount: Decimal) -> Json {
    Json::Number(printed(amount))
}

/// As the books write it: two decimals, or as many more as there are.
pub(super) fn money(amount: Decimal) -> String {
    let mut amount = amount.normalize();
    amount.rescale(amount.scale().max(2));
    amount.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_as_javascript_takes_them() {
        for (text, expected) in [
            ("100.50", Some("100.5")),
            (" 7 ", Some("7")),
            ("", Some("0")),
            ("-0.5", Some("-0.5")),
            ("+.5", Some("0.5")),
            ("5.", Some("5")),
            ("1e2", Some("100")),
            ("25E-1", Some("2.5")),
            ("0.000000015", Some("0.00000002")),
            ("0.000000005", Some("0")),
            ("1e-400", Some("0")),
            ("123456789012345678", Some("123456789012345678")),
            ("0.12345678901234567890123456789012345", Some("0.12345679")),
            ("1e30", Some("1000000000000000000")),
            ("1e309", None),
            ("99999999999999999999999999999999999999", Some("1000000000000000000")),
            ("NaN", None),
            ("Infinity", None),
            ("1_0", None),
            ("1,5", None),
            (".", None),
            ("-", None),
            ("1e", None),
            ("--1", None),
        ] {
            let read = number(&Value::text(text)).map(|read| read.normalize().to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
        assert_eq!(number(&Value::Bool(true)), None);
    }

    #[test]
    fn amounts_are_printed_for_people_and_for_programs() {
        assert_eq!(
            (printed(fixed("250.00")), money(fixed("250"))),
            ("250".into(), "250.00".into())
        );
        assert_eq!(printed(fixed("0.00000018")), "1.8e-7");
        assert_eq!(money(fixed("0.00000018")), "0.00000018");
    }
}
