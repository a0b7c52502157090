//! `gateway_options.cardgate` of an invoice: what the card gateway does, and how its page looks.

use pay_wire::Result;
use serde::Serialize;
use snafu::ensure;

use crate::error::CardLengthSnafu;

/// What the card gateway does with a card, and how its page looks.
///
/// `recurrent` is not here: the gateway refuses it since November 2020.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct CardGate<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    tokenize: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instant: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    restrict_saved_cards: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    card_number_length: Option<CardNumberLength<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    theme: Option<&'a str>,
}

/// Which lengths of card numbers the page takes.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
enum CardNumberLength<'a> {
    AllowedNumbers(&'a [u8]),
    Range { min: u8, max: u8 },
}

impl<'a> CardGate<'a> {
    /// Everything as the account says.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Stores the card; its token is in the [payload](crate::CardPayload::token) after success.
    #[must_use]
    pub fn tokenize(self) -> Self {
        Self { tokenize: Some(true), ..self }
    }

    /// Without a page, for a stored card.
    #[must_use]
    pub fn instant(self) -> Self {
        Self { instant: Some(true), ..self }
    }

    /// Does not offer cards that were stored before.
    #[must_use]
    pub fn restrict_saved_cards(self) -> Self {
        Self { restrict_saved_cards: Some(true), ..self }
    }

    /// Takes numbers of `min` to `max` digits.
    ///
    /// # Errors
    ///
    /// If `min` is 0 or more than `max`.
    pub fn number_length(self, min: u8, max: u8) -> Result<Self> {
        ensure!(0 < min && min <= max, CardLengthSnafu);
        Ok(Self { card_number_length: Some(CardNumberLength::Range { min, max }), ..self })
    }

    /// Takes numbers of these lengths alone.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub fn number_lengths(self, allowed: &'a [u8]) -> Result<Self> {
        ensure!(!allowed.is_empty(), CardLengthSnafu);
        Ok(Self { card_number_length: Some(CardNumberLength::AllowedNumbers(allowed)), ..self })
    }

    /// The look of the page.
    #[must_use]
    pub fn theme(self, theme: &'a str) -> Self {
        Self { theme: Some(theme), ..self }
    }
}
