//! One line of the export.

use std::collections::HashSet;
use std::fmt;

use pay_wire::Amount;
use snafu::ensure;

use crate::CurrencyCode;
use crate::error::{Fault, NotDocumentedSnafu};

/// The rates of all routes that the exchanger exports.
#[derive(Clone)]
pub struct Rates {
    rates: Vec<Rate>,
    skipped: usize,
}

impl Rates {
    /// Leaves out what is the rate of nothing; refuses what could be read in two ways.
    pub(super) fn of(rates: impl Iterator<Item = Rate>) -> Result<Self, Fault> {
        let mut skipped = 0;
        let mut kept = Vec::new();
        for rate in rates {
            let mut names = HashSet::new();
            let is_plain = rate.columns.iter().all(|(name, _)| names.insert(name));
            ensure!(is_plain, NotDocumentedSnafu { lacks: "a column of an item is there twice" });
            if rate.column("from").is_some() && rate.column("to").is_some() {
                kept.push(rate);
            } else {
                skipped += 1;
            }
        }
        Ok(Self { rates: kept, skipped })
    }

    /// The rates, in the order in which they came.
    pub fn rates(&self) -> &[Rate] {
        &self.rates
    }

    /// How many items there were without the currencies that they are for.
    pub fn skipped(&self) -> usize {
        self.skipped
    }
}

impl fmt::Debug for Rates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rates")
            .field("rates", &self.rates.len())
            .field("skipped", &self.skipped)
            .finish()
    }
}

/// A rate: [`give`](Self::give) of one currency is [`get`](Self::get) of the other.
///
/// An amount that is not a plain number is `None`, which is not zero: the monitoring standard lets
/// limits have a unit behind them. [`column`](Self::column) has the text.
#[derive(Clone)]
pub struct Rate {
    columns: Vec<(Box<str>, Box<str>)>,
}

impl Rate {
    pub(super) fn of(columns: impl Iterator<Item = (Box<str>, Box<str>)>) -> Self {
        Self { columns: columns.collect() }
    }

    /// `from`: what the customer gives.
    pub fn from(&self) -> CurrencyCode {
        self.column("from").unwrap_or_default().into()
    }

    /// `to`: what the customer gets.
    pub fn to(&self) -> CurrencyCode {
        self.column("to").unwrap_or_default().into()
    }

    /// `in`: how much of `from` stands against [`get`](Self::get), in major units.
    pub fn give(&self) -> Option<Amount> {
        self.amount("in")
    }

    /// `out`: how much of `to` stands against [`give`](Self::give), in major units.
    pub fn get(&self) -> Option<Amount> {
        self.amount("out")
    }

    /// `amount`: the reserve, in major units of `to`.
    pub fn reserve(&self) -> Option<Amount> {
        self.amount("amount")
    }

    /// `minamount`, where it is a plain number, in major units of `from` (inferred).
    pub fn min_amount(&self) -> Option<Amount> {
        self.amount("minamount")
    }

    /// `maxamount`, where it is a plain number, in major units of `from` (inferred).
    pub fn max_amount(&self) -> Option<Amount> {
        self.amount("maxamount")
    }

    /// `param`: marks of the monitoring standard.
    pub fn param(&self) -> Option<&str> {
        self.column("param")
    }

    /// `city`: where cash changes hands.
    pub fn city(&self) -> Option<&str> {
        self.column("city")
    }

    /// `fromfee` as it came: a number with a unit, or with a percent sign.
    pub fn from_fee(&self) -> Option<&str> {
        self.column("fromfee")
    }

    /// `tofee` as it came: a number with a unit, or with a percent sign.
    pub fn to_fee(&self) -> Option<&str> {
        self.column("tofee")
    }

    /// Any column, documented or not, as it came; nothing where it is empty.
    pub fn column(&self, name: &str) -> Option<&str> {
        let column = self.columns.iter().find(|(column, _)| **column == *name);
        column.map(|(_, text)| &**text).filter(|text| !text.is_empty())
    }

    fn amount(&self, name: &str) -> Option<Amount> {
        self.column(name)?.parse().ok()
    }
}

impl fmt::Debug for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rate")
            .field("from", &self.from())
            .field("to", &self.to())
            .field("give", &self.give())
            .field("get", &self.get())
            .finish_non_exhaustive()
    }
}
