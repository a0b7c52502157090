//! The commission: four ways in which it relates to the amount that was asked for.

use rust_decimal::Decimal;

use crate::json::Json;

use super::amount::{decimal, is_moderate, number, number_or_null, round};

/// What the gateway takes: a share, a fixed part, bounds, and from whom.
///
/// By default it takes nothing. The fee is in the invoice's currency.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Fee {
    percent: Decimal,
    fixed: Decimal,
    min: Option<Decimal>,
    max: Option<Decimal>,
    external: bool,
    reverse: bool,
}

impl Fee {
    /// A share in percent and a fixed part: `Fee::new("2.5", "1")`. Its strategy is `internal`, not
    /// reversed: it is taken out of the amount.
    ///
    /// # Panics
    ///
    /// If one is no decimal from 0 on and below 10^12, or the share is not below 100 or has more than 4 decimals.
    pub fn new(percent: &str, fixed: &str) -> Self {
        let share = part(percent);
        assert!(is_share(share), "a fee of {percent} % is none");
        Self { percent: share, fixed: part(fixed), ..Self::default() }
    }

    /// Never less than this.
    ///
    /// # Panics
    ///
    /// If it is no decimal from 0 on and below 10^12.
    #[must_use]
    pub fn at_least(self, min: &str) -> Self {
        Self { min: Some(part(min)), ..self }
    }

    /// Never more than this.
    ///
    /// # Panics
    ///
    /// If it is no decimal from 0 on and below 10^12.
    #[must_use]
    pub fn at_most(self, max: &str) -> Self {
        Self { max: Some(part(max)), ..self }
    }

    /// The strategy `external`: it comes on top of the amount.
    #[must_use]
    pub fn external(self) -> Self {
        Self { external: true, ..self }
    }

    /// The option `reverse_fee`.
    #[must_use]
    pub fn reverse(self) -> Self {
        Self { reverse: true, ..self }
    }

    /// From `{"percent":"2.5","fixed":"1","min":"1","max":"9","strategy":"internal","reverse":true}`.
    pub(super) fn read(value: &Json) -> Option<Self> {
        let mut fee = Self::default();
        let Json::Object(members) = value else {
            return None;
        };
        for (name, value) in members {
            let part = || match value {
                Json::Number(text) | Json::Text(text) => {
                    decimal(text).filter(|part| is_moderate(*part))
                }
                _ => None,
            };
            match name.as_str() {
                "percent" => fee.percent = part().filter(|part| is_share(*part))?,
                "fixed" => fee.fixed = part()?,
                "min" => fee.min = Some(part()?),
                "max" => fee.max = Some(part()?),
                "strategy" => {
                    fee.external = match value.as_text()? {
                        "internal" => false,
                        "external" => true,
                        _ => return None,
                    }
                }
                "reverse" => fee.reverse = value.as_bool()?,
                _ => return None,
            }
        }
        Some(fee)
    }

    /// As pre-requests show it.
    pub(super) fn to_json(&self) -> Json {
        Json::object([
            ("rate", number(self.percent)),
            ("fixed", number(self.fixed)),
            ("min", number_or_null(self.min)),
            ("max", number_or_null(self.max)),
        ])
    }

    pub(super) fn strategy(&self) -> &'static str {
        if self.external { "external" } else { "internal" }
    }

    pub(super) fn is_reverse(&self) -> bool {
        self.reverse
    }

    /// The two sides of an amount: what is given, and the fee in it. The rest arrives.
    pub(super) fn of(&self, amount: Decimal, currency: &str) -> (Decimal, Decimal) {
        let rate = self.percent / Decimal::ONE_HUNDRED;
        let fee = match (self.external, self.reverse) {
            (_, false) => rate * amount + self.fixed,
            // rate * given + fixed, where given = amount + fee
            (false, true) => (amount + self.fixed) / (Decimal::ONE - rate) - amount,
            // rate * arriving + fixed, where arriving = amount - fee
            (true, true) => amount - (amount - self.fixed) / (Decimal::ONE + rate),
        };
        let fee = self.bounded(fee, currency);
        if self.external == self.reverse {
            let fee = fee.min(amount);
            (amount, fee)
        } else {
            (amount + fee, fee)
        }
    }

    /// The fee in what was really given.
    pub(super) fn in_given(&self, given: Decimal, currency: &str) -> Decimal {
        let rate = self.percent / Decimal::ONE_HUNDRED;
        let fee = if self.external {
            given - (given - self.fixed) / (Decimal::ONE + rate)
        } else {
            rate * given + self.fixed
        };
        self.bounded(fee, currency).min(given)
    }

    fn bounded(&self, fee: Decimal, currency: &str) -> Decimal {
        let fee = fee.max(self.min.unwrap_or_default());
        round(self.max.map_or(fee, |max| fee.min(max)).max(Decimal::ZERO), currency)
    }
}

fn is_share(percent: Decimal) -> bool {
    percent < Decimal::ONE_HUNDRED && percent.scale() <= 4
}

fn part(text: &str) -> Decimal {
    let part = decimal(text).filter(|part| is_moderate(*part));
    part.unwrap_or_else(|| panic!("`{text}` is no decimal from 0 on and below 10^12"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(fee: &Fee, amount: &str) -> (String, String) {
        let (given, fee) = fee.of(amount.parse().unwrap(), "UAH");
        (given.normalize().to_string(), fee.normalize().to_string())
    }

    #[test]
    fn the_four_strategies_follow_their_equations() {
        let fee = Fee::new("10", "1");
        let pair = |given: &str, fee: &str| (given.to_owned(), fee.to_owned());
        assert_eq!(of(&fee, "100"), pair("100", "11"));
        // 112.22 * 10 % + 1 = 12.222
        assert_eq!(of(&fee.clone().reverse(), "100"), pair("112.22", "12.22"));
        assert_eq!(of(&fee.clone().external(), "100"), pair("111", "11"));
        // 90 * 10 % + 1 = 10
        assert_eq!(of(&fee.clone().external().reverse(), "100"), pair("100", "10"));
    }

    #[test]
    fn the_fee_keeps_its_bounds_and_never_exceeds_the_amount() {
        let fee = Fee::new("10", "0").at_least("2").at_most("5");
        assert_eq!(of(&fee, "1").1, "1");
        assert_eq!(of(&fee, "10").1, "2");
        assert_eq!(of(&fee, "100").1, "5");
        assert_eq!(of(&Fee::default(), "0.05"), ("0.05".to_owned(), "0".to_owned()));
        assert_eq!(of(&Fee::new("50", "0"), "0.01").1, "0.01", "halves are rounded up");
    }

    #[test]
    fn less_money_means_another_fee() {
        let fee = Fee::new("10", "1");
        let given = |fee: &Fee| fee.in_given(Decimal::from(56), "UAH").normalize().to_string();
        assert_eq!(given(&fee), "6.6");
        assert_eq!(given(&fee.external()), "6");
    }
}
