//! Money, exactly as it was written.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use serde_json::value::RawValue;
use snafu::{Snafu, ensure};

use crate::{Error, ErrorKind, Result};

/// The longest text that is taken for an amount.
const LONGEST: usize = 64;

/// An amount of money: the text as it came, and the exact number behind it.
///
/// `100.00` stays `100.00`, through `Display` and JSON alike, and nothing ever passes through a
/// binary float. The unit is the one of the field that holds it. There is no `==`: `100.0` and
/// `100.00` are the same money in two spellings, so compare [`decimal`](Self::decimal)s.
///
/// Read from a JSON number or from a text with a number in it; written as a bare JSON number.
/// It cannot be read inside `#[serde(flatten)]` or an untagged enum.
///
/// ```
/// use pay_wire::Amount;
///
/// let price: Amount = "100.00".parse()?;
/// assert_eq!(price.to_string(), "100.00");
/// assert_eq!(price.decimal(), "100".parse::<Amount>()?.decimal());
/// assert!("1 000,00".parse::<Amount>().is_err());
/// # Ok::<(), pay_wire::Error>(())
/// ```
#[derive(Clone)]
pub struct Amount(Box<str>);

impl Amount {
    /// The text as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The exact number, or `None` where it has more digits than a [`Decimal`] can hold: it is
    /// never rounded, and `None` is not zero.
    pub fn decimal(&self) -> Option<Decimal> {
        match self.0.split_once(['e', 'E']) {
            None => Decimal::from_str_exact(&self.0).ok(),
            Some((digits, exponent)) => {
                shift(Decimal::from_str_exact(digits).ok()?.normalize(), exponent.parse().ok()?)
            }
        }
    }

    /// Whether it can be asked for or paid out: more than zero, written plainly (no exponent), and
    /// exact.
    pub fn is_payable(&self) -> bool {
        !self.0.contains(['e', 'E'])
            && self.decimal().is_some_and(|decimal| decimal > Decimal::ZERO)
    }
}

/// `digits` times ten to the power of `exponent`, exactly or not at all.
fn shift(mut digits: Decimal, exponent: i64) -> Option<Decimal> {
    if digits.is_zero() {
        return Some(Decimal::ZERO);
    }
    let scale = i64::from(digits.scale()).checked_sub(exponent)?;
    if let Ok(scale) = u32::try_from(scale) {
        digits.set_scale(scale).ok()?;
        return Some(digits);
    }
    digits.set_scale(0).ok()?;
    let zeros = u32::try_from(-scale).ok()?;
    let factor = Decimal::try_from_i128_with_scale(10_i128.checked_pow(zeros)?, 0).ok()?;
    digits.checked_mul(factor)
}

impl From<Decimal> for Amount {
    fn from(decimal: Decimal) -> Self {
        Self(decimal.to_string().into())
    }
}

impl FromStr for Amount {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::read(text).map_err(|fault| Error::before(ErrorKind::Input, fault))
    }
}

impl Amount {
    fn read(text: &str) -> Result<Self, Fault> {
        ensure!(text.len() <= LONGEST, LongSnafu);
        ensure!(is_number(text), NumberSnafu);
        Ok(Self(text.into()))
    }
}

/// The number grammar of JSON (RFC 8259, section 6).
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match number.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (number, None),
    };
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    let exponent = exponent.map(|exponent| exponent.strip_prefix(['+', '-']).unwrap_or(exponent));

    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}

/// The text as it came, whatever precision is asked for: `{:.2}` must not cut `100.00` to `10`.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Amount({})", self.0)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number: &RawValue = serde_json::from_str(&self.0).map_err(ser::Error::custom)?;
        number.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let read = if raw.get().starts_with('"') {
            let text: String = serde_json::from_str(raw.get()).map_err(de::Error::custom)?;
            Self::read(&text)
        } else {
            Self::read(raw.get())
        };
        read.map_err(de::Error::custom)
    }
}

#[derive(Debug, Snafu)]
enum Fault {
    #[snafu(display("an amount has at most {LONGEST} characters"))]
    Long,
    #[snafu(display("an amount is digits with a decimal point, as in `100.00`"))]
    Number,
}
