//! Amounts as this gateway writes them, and currencies.

use std::borrow::Cow;
use std::fmt;

use pay_wire::{Amount, Printable, Result};
use serde::{Serialize, Serializer, ser};
use snafu::ensure;

use crate::error::{AmountOfSnafu, CurrencySnafu};

/// A currency: ISO 4217 in capitals, or the vendor's code of a crypto currency.
///
/// Sent in capitals, and read in any case of letters.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Currency(Cow<'static, str>);

impl Currency {
    /// Hryvnia.
    pub const UAH: Self = Self::known("UAH");
    /// US dollar.
    pub const USD: Self = Self::known("USD");
    /// Euro.
    pub const EUR: Self = Self::known("EUR");
    /// Turkish lira.
    pub const TRY: Self = Self::known("TRY");
    /// Bitcoin.
    pub const BTC: Self = Self::known("BTC");
    /// Ether.
    pub const ETH: Self = Self::known("ETH");
    /// Litecoin.
    pub const LTC: Self = Self::known("LTC");
    /// Tether.
    pub const USDT: Self = Self::known("USDT");

    /// Any code, put into capitals.
    ///
    /// # Errors
    ///
    /// If it is empty or anything but Latin letters and digits.
    pub fn new(code: impl AsRef<str>) -> Result<Self> {
        let code = code.as_ref();
        let good = !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
        ensure!(good, CurrencySnafu);
        Ok(Self::read(code))
    }

    const fn known(code: &'static str) -> Self {
        Self(Cow::Borrowed(code))
    }

    /// As the gateway wrote it, in capitals.
    pub(crate) fn read(code: &str) -> Self {
        Self(code.to_ascii_uppercase().into())
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Printable(&self.0).fmt(f)
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Currency({self})")
    }
}

/// Checks that an amount can be asked for.
pub(crate) fn check_amount(field: &'static str, amount: &Amount) -> Result<()> {
    ensure!(amount.is_payable(), AmountOfSnafu { field });
    Ok(())
}

/// An amount with only the digits that it needs: `100.50` is `100.5`, `100.00` is `100`.
pub(crate) fn shortest(amount: &Amount) -> Option<Amount> {
    amount.decimal().map(|exact| Amount::from(exact.normalize()))
}

/// For `#[serde(serialize_with = "money::number")]`: a JSON number with only the digits needed.
pub(crate) fn number<S: Serializer>(amount: &Amount, serializer: S) -> Result<S::Ok, S::Error> {
    let shortest = shortest(amount).ok_or_else(|| ser::Error::custom("an inexact amount"))?;
    shortest.serialize(serializer)
}

/// Whether two amounts are the same money; an inexact one is nothing's same.
pub(crate) fn same(one: &Amount, other: &Amount) -> bool {
    one.decimal().is_some() && one.decimal() == other.decimal()
}
