//! How much, and on which side.

use pay_wire::{Amount, Result};
use snafu::ensure;

use crate::error::AmountOfSnafu;

/// How much is exchanged, told on one of the two sides; the exchanger reckons the other.
///
/// Major units. On the wire both are one field, `amount`, and the sign tells them apart.
#[derive(Clone, Debug)]
pub enum Sum {
    /// The payer gives this much of the `from` currency.
    Given(Amount),
    /// The receiver must get this much of the `to` currency.
    Received(Amount),
}

impl Sum {
    /// The amount, whichever side it is on.
    pub fn amount(&self) -> &Amount {
        match self {
            Self::Given(amount) | Self::Received(amount) => amount,
        }
    }

    /// As it is sent: less than zero for what is received.
    ///
    /// # Errors
    ///
    /// If it is not more than zero, or not written plainly.
    pub(super) fn signed(&self) -> Result<Box<str>> {
        ensure!(self.amount().is_payable(), AmountOfSnafu);
        Ok(match self {
            Self::Given(amount) => amount.as_str().into(),
            Self::Received(amount) => format!("-{amount}").into(),
        })
    }
}
