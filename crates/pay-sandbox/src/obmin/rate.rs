//! What is got for what is given.

use rust_decimal::Decimal;

use super::amount::{rounded, rounded_down, rounded_up};
use super::direction::Direction;

/// Both amounts of an order, and the rate between them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deal {
    pub(super) give: Decimal,
    pub(super) get: Decimal,
    /// Units of `from` for one unit of `to`, with the discount.
    pub(super) rate: Decimal,
}

impl Direction {
    /// A positive amount is given, a negative one is to be got; with the decimals of both sides.
    pub(super) fn deal(&self, amount: Decimal, from: u32, to: u32) -> Deal {
        if amount.is_sign_negative() {
            let get = rounded(-amount, to);
            let price = |rate: Decimal| {
                let give = rounded_up((get + self.fee).saturating_mul(rate), from);
                Deal { give, get, rate }
            };
            // The first discount that the amount it leads to has earned.
            let earned = self.discounts.iter().find_map(|(above, percent)| {
                let deal = price(self.discounted(*percent));
                (deal.give >= *above).then_some(deal)
            });
            return earned.unwrap_or_else(|| price(self.rate));
        }
        let give = rounded(amount, from);
        let earned = self.discounts.iter().find(|(above, _)| give >= *above);
        let rate = earned.map_or(self.rate, |(_, percent)| self.discounted(*percent));
        let got = give.checked_div(rate).unwrap_or(Decimal::MAX);
        Deal { give, get: rounded_down(got.saturating_sub(self.fee), to), rate }
    }

    fn discounted(&self, percent: Decimal) -> Decimal {
        self.rate * (Decimal::ONE - percent / Decimal::ONE_HUNDRED)
    }

    /// What stands for the rate in lists: so many of one for so many of the other.
    pub(super) fn in_and_out(&self) -> (Decimal, Decimal) {
        if self.rate < Decimal::ONE {
            (Decimal::ONE, per_unit(self.rate))
        } else {
            (self.rate.normalize(), Decimal::ONE)
        }
    }
}

/// Units of `to` for one unit of `from`.
pub(super) fn per_unit(rate: Decimal) -> Decimal {
    rounded(Decimal::ONE.checked_div(rate).unwrap_or(Decimal::MAX), 8)
}

#[cfg(test)]
mod tests {
    use super::super::amount::{fixed, printed};
    use super::super::direction::directions;
    use super::*;

    /// Both amounts and the rate, computed by hand.
    #[test]
    fn amounts_follow_the_documents_arithmetic() {
        for (route, amount, expected) in [
            (0, "250", "250 4000 0.0625"),
            (0, "10.0000015", "10.000002 160 0.0625"),
            (0, "-3741.5", "233.84375 3741.5 0.0625"),
            (1, "1000", "1000 22.8 42"),
            (1, "20000", "20000 477.58 41.79"),
            (1, "100000", "100000 2404 41.58"),
            (1, "-476.19", "20041.98 476.19 42"),
            (1, "-477.59", "20000.28 477.59 41.79"),
            (1, "-477.6", "20000.7 477.6 41.79"),
            (3, "2", "2 317.42 0.0063"),
            (3, "-317.42", "1.999998 317.42 0.0063"),
            (3, "0.0001", "0.0001 -0.02 0.0063"),
        ] {
            let direction = &directions()[route];
            let (from, to) = [(6, 2), (2, 2), (8, 2), (8, 2)][route];
            let deal = direction.deal(fixed(amount), from, to);
            let seen = [deal.give, deal.get, deal.rate].map(printed).join(" ");
            assert_eq!(seen, expected, "{route} {amount}");
        }
    }

    /// 100 at half of the rate is exactly what the discount begins with.
    #[test]
    fn a_discount_begins_with_its_amount_whichever_side_is_told() {
        let mut direction = directions()[0].clone();
        (direction.rate, direction.fee) = (fixed("2"), fixed("0"));
        direction.discounts = vec![(fixed("100"), fixed("50"))];
        for (amount, give) in [("100", "100"), ("-100", "100"), ("-99.99", "199.98")] {
            assert_eq!(printed(direction.deal(fixed(amount), 2, 2).give), give, "{amount}");
        }
    }

    #[test]
    fn nothing_is_too_large_to_be_refused() {
        for direction in directions() {
            for amount in [fixed("1000000000000000000"), fixed("-1000000000000000000")] {
                let deal = direction.deal(amount, 8, 2);
                assert!(deal.give > direction.min && deal.get > Decimal::ONE);
            }
        }
    }
}
