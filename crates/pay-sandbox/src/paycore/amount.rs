//! Amounts in major units, and the rates between currencies.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::json::Json;

/// Known currencies, what one unit is worth in UAH, and if accounts have it.
const CURRENCIES: [(&str, &str, bool); 15] = [
    ("UAH", "1", true),
    ("USD", "36.5", true),
    ("EUR", "40", true),
    ("TRY", "1.25", true),
    ("BTC", "1500000", true),
    ("ETH", "100000", true),
    ("LTC", "3000", true),
    ("USDT", "36.5", true),
    ("GBP", "46", false),
    ("PLN", "9", false),
    ("RUB", "0.4", false),
    ("MXN", "2", false),
    ("COP", "0.01", false),
    ("KZT", "0.08", false),
    ("GEL", "14", false),
];

/// The currencies that accounts have at the start.
pub(super) fn enabled() -> impl Iterator<Item = &'static str> {
    CURRENCIES.iter().filter(|(.., enabled)| *enabled).map(|(code, ..)| *code)
}

pub(super) fn is_known(currency: &str) -> bool {
    CURRENCIES.iter().any(|(code, ..)| *code == currency)
}

pub(super) fn is_crypto(currency: &str) -> bool {
    ["BTC", "ETH", "LTC", "USDT"].contains(&currency)
}

/// Half up to what the currency has: 8 decimals for crypto, 2 for all others.
pub(super) fn round(amount: Decimal, currency: &str) -> Decimal {
    amount.round_dp_with_strategy(decimals(currency), RoundingStrategy::MidpointAwayFromZero)
}

/// The most the currency can express that is not above the amount.
pub(super) fn round_down(amount: Decimal, currency: &str) -> Decimal {
    amount.round_dp_with_strategy(decimals(currency), RoundingStrategy::ToZero)
}

fn decimals(currency: &str) -> u32 {
    if is_crypto(currency) { 8 } else { 2 }
}

/// How much of the second currency one unit of the first is.
pub(super) fn rate(from: &str, to: &str) -> Decimal {
    (worth(from) / worth(to)).round_dp(8).normalize()
}

fn worth(currency: &str) -> Decimal {
    let found = CURRENCIES.iter().find(|(code, ..)| *code == currency);
    decimal(found.map_or("1", |(_, worth, _)| worth)).expect("rates are decimals")
}

/// A decimal as JSON may spell it, exponents included; `None` beyond 18 digits before the point.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    let exponent = text.contains(['e', 'E']);
    let read =
        if exponent { Decimal::from_scientific(text) } else { Decimal::from_str_exact(text) };
    read.ok().filter(|amount| amount.abs() < Decimal::from(1_000_000_000_000_000_000_u64))
}

/// If it is from 0 to what amounts and fees stay below: what is computed from two of them and a
/// rate is exact enough and never too large.
pub(super) fn is_moderate(amount: Decimal) -> bool {
    (Decimal::ZERO..Decimal::from(1_000_000_000_000_u64)).contains(&amount)
}

/// A number or a numeric text above zero and below 10^12, with up to 8 decimals.
pub(super) fn positive(value: &Json) -> Option<Decimal> {
    let (Json::Number(text) | Json::Text(text)) = value else {
        return None;
    };
    let numeric = text.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    let amount = decimal(text).filter(|_| numeric)?;
    (is_moderate(amount) && !amount.is_zero() && amount.scale() <= 8).then_some(amount)
}

/// As the books and the balances write it: two decimals, or as many more as there are.
pub(super) fn money(amount: Decimal) -> String {
    let mut amount = amount.normalize();
    amount.rescale(amount.scale().max(2));
    amount.to_string()
}

/// As invoices write it: a number with no more digits than it needs.
pub(super) fn number(amount: Decimal) -> Json {
    Json::number(amount.normalize())
}

/// The same, `null` where there is none.
pub(super) fn number_or_null(amount: Option<Decimal>) -> Json {
    amount.map_or(Json::Null, number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_numbers_or_numeric_texts_above_zero() {
        for (value, expected) in [
            (Json::number("100.50"), "100.50"),
            (Json::text("100"), "100"),
            (Json::number("1e2"), "100"),
            (Json::number("0.00000001"), "0.00000001"),
            (Json::text("999999999999.99999999"), "999999999999.99999999"),
        ] {
            assert_eq!(positive(&value), Some(expected.parse().unwrap()), "{value}");
        }
        for text in ["", "0", "-1", "1_000", " 1", "1 ", "NaN", "0.000000001", "1e-9", "1e12", "."]
        {
            assert_eq!(positive(&Json::text(text)), None, "{text}");
        }
        assert_eq!(positive(&Json::Bool(true)), None);
    }

    #[test]
    fn rates_lead_there_and_back() {
        assert_eq!(rate("USD", "UAH").to_string(), "36.5");
        assert_eq!(rate("UAH", "EUR").to_string(), "0.025");
        assert_eq!(rate("TRY", "TRY").to_string(), "1");
    }
}
