//! How a payout is paid, and what else is known of a card.

use std::fmt;

use pay_wire::Result;
use serde::Serialize;
use snafu::ensure;

use crate::error::CardExpirySnafu;

/// How a payout is paid; what is `None` is as the account says.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct PayoutOptions {
    /// Pays at once, without [`ProcessPayout`](crate::ProcessPayout): the create moves the money
    /// then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_process: Option<bool>,
    /// Splits what is above the limit of the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split_mode: Option<bool>,
    /// Pays the parts at the same time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parallel_mode: Option<bool>,
    /// Keeps the parts that were paid where others failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_partially: Option<bool>,
}

/// What else is known of the card that is paid to.
#[derive(Clone, Copy, Serialize)]
pub struct PayoutCard<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    card_holder: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exp_month: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exp_year: Option<&'a str>,
}

impl<'a> PayoutCard<'a> {
    /// Its holder.
    #[must_use]
    pub const fn held_by(card_holder: &'a str) -> Self {
        Self { card_holder: Some(card_holder), exp_month: None, exp_year: None }
    }

    /// When it expires: the month as `01` to `12`, the year with two digits (an older sample of
    /// the provider has four).
    ///
    /// # Errors
    ///
    /// If they are not written so.
    pub fn expires(self, month: &'a str, year: &'a str) -> Result<Self> {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let good = digits(month)
            && month.len() == 2
            && month.parse().is_ok_and(|month: u8| (1..=12).contains(&month))
            && digits(year)
            && matches!(year.len(), 2 | 4);
        ensure!(good, CardExpirySnafu);
        Ok(Self { exp_month: Some(month), exp_year: Some(year), ..self })
    }
}

impl fmt::Debug for PayoutCard<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PayoutCard(..)")
    }
}
