//! The rate of a route.

use pay_wire::{Amount, Members};

use crate::members::Reading as _;

/// At what rate a route exchanges, and how much the exchanger has.
///
/// For a preview; what an order says is binding. Numbers come as numbers or as texts, and are kept
/// as they are spelled.
#[derive(Clone, Debug)]
pub struct RouteRate {
    given: Option<Amount>,
    received: Option<Amount>,
    full: Option<Amount>,
    reserve: Option<Amount>,
    out_fee: Option<Amount>,
    type_calculate: Option<Box<str>>,
    change_percent: Option<Amount>,
}

impl RouteRate {
    /// From `rate`, or from the route itself where an engine writes it flat.
    pub(super) fn read(route: &Members) -> Self {
        let rate = route.object("rate");
        let amount = |name| rate.amount(name).or_else(|| route.amount(name));
        Self {
            given: amount("in"),
            received: amount("out"),
            full: rate.amount("rateFullNumber"),
            reserve: amount("amount"),
            out_fee: rate.amount("outFeeAmount"),
            type_calculate: rate.owned("typeCalculate"),
            change_percent: rate.amount("changePercentReCalculate"),
        }
    }

    /// `in`: for this much that is given ...
    pub fn given(&self) -> Option<&Amount> {
        self.given.as_ref()
    }

    /// ... `out`: this much is received.
    pub fn received(&self) -> Option<&Amount> {
        self.received.as_ref()
    }

    /// `rateFullNumber`: units of `from` for one unit of `to`, with all digits, perhaps with an
    /// exponent.
    pub fn full(&self) -> Option<&Amount> {
        self.full.as_ref()
    }

    /// `amount`: how much of `to` the exchanger has.
    pub fn reserve(&self) -> Option<&Amount> {
        self.reserve.as_ref()
    }

    /// `outFeeAmount`: what is taken off what is received.
    pub fn out_fee(&self) -> Option<&Amount> {
        self.out_fee.as_ref()
    }

    /// How the rate is reckoned, as it came; `float` is known.
    pub fn type_calculate(&self) -> Option<&str> {
        self.type_calculate.as_deref()
    }

    /// `changePercentReCalculate`: by how many per cent the rate may move before amounts are
    /// reckoned anew (inferred from the name).
    pub fn change_percent(&self) -> Option<&Amount> {
        self.change_percent.as_ref()
    }
}
