//! A cash register: who may call, with which secret, and what lies in it.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

pub(super) struct Register {
    pub(super) client: String,
    pub(super) salt: String,
    /// By accounting currency.
    pub(super) balance: BTreeMap<String, Decimal>,
}

impl Register {
    pub(super) fn new(client: &str, salt: &str, currency: &str, amount: Decimal) -> Self {
        let balance = BTreeMap::from([(currency.to_owned(), amount)]);
        Self { client: client.to_owned(), salt: salt.to_owned(), balance }
    }

    pub(super) fn balance(&self, currency: &str) -> Decimal {
        self.balance.get(currency).copied().unwrap_or_default()
    }

    pub(super) fn add(&mut self, currency: &str, amount: Decimal) {
        *self.balance.entry(currency.to_owned()).or_default() += amount;
    }
}

/// A share of an amount, halves of a kopiyka rounded up.
pub(super) fn fee(amount: Decimal, basis_points: u32) -> Decimal {
    let share = amount * Decimal::new(i64::from(basis_points), 4);
    share.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// An amount as the gateway writes it: with two decimals, or as many more as it has.
pub(super) fn money(amount: Decimal) -> String {
    let mut amount = amount.normalize();
    amount.rescale(amount.scale().max(2));
    amount.to_string()
}

/// The accounting currency behind a payment method: `visamaster.uah` is paid in UAH.
pub(super) fn accounting_currency(method: &str) -> String {
    match method {
        "bitcoin" => "BTC".to_owned(),
        "bitcoin_cash" => "BCH".to_owned(),
        "ethereum" => "ETH".to_owned(),
        "litecoin" => "LTC".to_owned(),
        "monero" => "XMR".to_owned(),
        "tron" => "TRX".to_owned(),
        _ => {
            let code = match method.rsplit_once('.') {
                Some((_, currency)) => currency,
                None => method.split('_').next().unwrap_or_default(),
            };
            code.to_uppercase()
        }
    }
}

/// If the method is a crypto currency: its code has no dot.
pub(super) fn is_crypto(method: &str) -> bool {
    !method.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn halves_are_rounded_up() {
        assert_eq!(fee(decimal("5000"), 200), decimal("100"));
        assert_eq!(fee(decimal("0.25"), 200), decimal("0.01"));
        assert_eq!(fee(decimal("0.24"), 200), decimal("0"));
        assert_eq!(fee(decimal("0.50"), 100), decimal("0.01"));
    }

    #[test]
    fn amounts_have_two_decimals_or_more() {
        for (given, written) in
            [("100", "100.00"), ("100.0", "100.00"), ("0.5", "0.50"), ("1.00000001", "1.00000001")]
        {
            assert_eq!(money(decimal(given)), written);
        }
    }

    #[test]
    fn methods_lead_to_their_currency() {
        for (method, currency) in [
            ("visamaster.uah", "UAH"),
            ("usdt_trc20", "USDT"),
            ("bitcoin", "BTC"),
            ("link", "LINK"),
        ] {
            assert_eq!(accounting_currency(method), currency);
        }
    }
}
