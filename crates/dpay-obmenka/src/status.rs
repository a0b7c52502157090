//! The two vocabularies of status words: the same word can mean different things in them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where an invoice stands. Source: the status page, and for `PAYED` the invoices overview.
///
/// An unknown word becomes [`Other`](Self::Other): not final, not paid, **not failed**.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub enum InvoiceStatus {
    /// Made; nothing has been asked of the payer.
    Created,
    /// Waiting for the payment, or taking it.
    Payin,
    /// Paid. The overview and the examples use it, the status table does not know it: taken as
    /// paid, and as not final.
    Payed,
    /// Paid and credited. Final.
    Finished,
    /// Paid with another sum than invoiced: the credit was recalculated. Final.
    ///
    /// Credit the customer by `accrual_amount`, not by `amount`.
    PayedRecalc,
    /// Failed; the reason is in the invoice's `error`. Final.
    Failed,
    /// No longer expected (one L in the gateway's spelling). Final.
    Canceled,
    /// Taking the money failed, for invoices of a register in test mode. Not stated to be final.
    PayinError,
    /// A word that is not documented.
    #[serde(untagged)]
    Other(String),
}

impl InvoiceStatus {
    /// The gateway's word.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Created => "CREATED",
            Self::Payin => "PAYIN",
            Self::Payed => "PAYED",
            Self::Finished => "FINISHED",
            Self::PayedRecalc => "PAYED_RECALC",
            Self::Failed => "FAILED",
            Self::Canceled => "CANCELED",
            Self::PayinError => "PAYIN_ERROR",
            Self::Other(word) => word,
        }
    }

    /// Whether the payer's money has been taken.
    pub fn is_paid(&self) -> bool {
        match self {
            Self::Payed | Self::Finished | Self::PayedRecalc => true,
            Self::Created
            | Self::Payin
            | Self::Failed
            | Self::Canceled
            | Self::PayinError
            | Self::Other(_) => false,
        }
    }

    /// Whether it will not change any more.
    pub fn is_final(&self) -> bool {
        match self {
            Self::Finished | Self::PayedRecalc | Self::Failed | Self::Canceled => true,
            Self::Created | Self::Payin | Self::Payed | Self::PayinError | Self::Other(_) => false,
        }
    }
}

/// Where a payout stands. Source: the status page of payouts.
///
/// An unknown word becomes [`Other`](Self::Other): not final, not paid, **not failed**.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub enum PayoutStatus {
    /// Made, waiting to be validated and processed.
    Created,
    /// In the queue.
    InProgress,
    /// Being paid out.
    Payout,
    /// Stopped by monitoring until an operator looks at it. Not final: it may still be paid.
    Blocked,
    /// Paid. Final (here, unlike for invoices), but assume that it can still become
    /// [`Reversed`](Self::Reversed).
    Payed,
    /// Cancelled (one L in the gateway's spelling). Final.
    Canceled,
    /// Failed. Final.
    Failed,
    /// The money came back. Final.
    Reversed,
    /// A technical top-up of the merchant's account, which can show up in lists: no payout. Final.
    Refill,
    /// A word that is not documented.
    #[serde(untagged)]
    Other(String),
}

impl PayoutStatus {
    /// The gateway's word.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Created => "CREATED",
            Self::InProgress => "IN_PROGRESS",
            Self::Payout => "PAYOUT",
            Self::Blocked => "BLOCKED",
            Self::Payed => "PAYED",
            Self::Canceled => "CANCELED",
            Self::Failed => "FAILED",
            Self::Reversed => "REVERSED",
            Self::Refill => "REFILL",
            Self::Other(word) => word,
        }
    }

    /// Whether the recipient has been paid.
    pub fn is_paid(&self) -> bool {
        match self {
            Self::Payed => true,
            Self::Created
            | Self::InProgress
            | Self::Payout
            | Self::Blocked
            | Self::Canceled
            | Self::Failed
            | Self::Reversed
            | Self::Refill
            | Self::Other(_) => false,
        }
    }

    /// Whether it will not change any more (but see [`Payed`](Self::Payed)).
    pub fn is_final(&self) -> bool {
        match self {
            Self::Payed | Self::Canceled | Self::Failed | Self::Reversed | Self::Refill => true,
            Self::Created | Self::InProgress | Self::Payout | Self::Blocked | Self::Other(_) => {
                false
            }
        }
    }
}

impl fmt::Display for InvoiceStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for PayoutStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
