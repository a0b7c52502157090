//! Money, in whole kopecks.

use std::fmt;

use serde::Serialize;

/// A sum of money in kopecks, hundredths of a hryvnia. The gateway knows no other currency.
///
/// An integer from end to end: nothing is rounded, and nothing wraps around. It can be negative
/// only where a gateway said so; what is sent is more than zero.
///
/// ```
/// use ipay_googlepay::Kopecks;
///
/// let (tea, delivery) = (Kopecks::new(12_345), Kopecks::new(5_000));
/// let total = tea.checked_add(delivery).ok_or("too much")?;
/// assert_eq!(total.get(), 17_345);
/// assert_eq!(total.hryvnias().to_string(), "173.45");
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Kopecks(i64);

impl Kopecks {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// So many kopecks.
    pub const fn new(kopecks: i64) -> Self {
        Self(kopecks)
    }

    /// How many kopecks.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The sum, or `None` where it is too large to be held.
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(sum) => Some(Self(sum)),
            None => None,
        }
    }

    /// The difference, or `None` where it is too large to be held; less than zero is no error.
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(difference) => Some(Self(difference)),
            None => None,
        }
    }

    /// All of them together, or `None` where that is too large to be held.
    pub fn checked_sum(sums: impl IntoIterator<Item = Self>) -> Option<Self> {
        sums.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// Whether it can be asked for or given back: more than zero.
    pub const fn is_payable(self) -> bool {
        self.0 > 0
    }

    /// The same in hryvnias with two decimals, `123.45`, for people and for Google.
    pub const fn hryvnias(self) -> Hryvnias {
        Hryvnias(self)
    }
}

impl fmt::Display for Kopecks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Kopecks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kopecks({})", self.0)
    }
}

/// Prints [`Kopecks`] in hryvnias with two decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hryvnias(Kopecks);

impl fmt::Display for Hryvnias {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(Kopecks(kopecks)) = *self;
        let sign = if kopecks < 0 { "-" } else { "" };
        let kopecks = kopecks.unsigned_abs();
        write!(f, "{sign}{}.{:02}", kopecks / 100, kopecks % 100)
    }
}
