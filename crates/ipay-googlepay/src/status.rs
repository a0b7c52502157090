//! Where a payment stands.

use std::fmt;

use pay_wire::{Members, Printable, lenient};

use crate::members::Reading as _;

/// The status of a payment. Source: the tables of all actions; finality is inferred.
///
/// The tables list other statuses for each action; any of them is understood everywhere. A number
/// or a word that is not documented becomes [`Other`](Self::Other): not final, not paid, **not
/// failed**.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PaymentStatus {
    /// 1: the payer has to pass 3-D Secure. No money has moved.
    NeedsVerification,
    /// 3: the money is held, at a merchant of two stages. It must be captured or released.
    Held,
    /// 4: not successful. In answer to a cancellation it says that *this cancellation* failed; see
    /// [`Cancellation`](crate::Cancellation).
    Failed,
    /// 5: paid.
    Paid,
    /// 9: cancelled; the money was released or given back.
    Cancelled,
    /// 14: refused by the security service.
    RefusedBySecurity,
    /// 17: made without taking money; to be finished by
    /// [`ProcessPayment`](crate::ProcessPayment).
    Deferred,
    /// A number or a word that is not documented, as it came; empty where there was none.
    Other(Box<str>),
}

impl PaymentStatus {
    /// The number, where it is one.
    pub fn code(&self) -> Option<i64> {
        Some(match self {
            Self::NeedsVerification => 1,
            Self::Held => 3,
            Self::Failed => 4,
            Self::Paid => 5,
            Self::Cancelled => 9,
            Self::RefusedBySecurity => 14,
            Self::Deferred => 17,
            Self::Other(text) => return lenient::whole(text),
        })
    }

    /// What it means, in a few words.
    pub fn meaning(&self) -> &'static str {
        match self {
            Self::NeedsVerification => "the payer has to pass 3-D Secure",
            Self::Held => "the money is held",
            Self::Failed => "not successful",
            Self::Paid => "paid",
            Self::Cancelled => "cancelled",
            Self::RefusedBySecurity => "refused by the security service",
            Self::Deferred => "made without taking money",
            Self::Other(_) => "not documented: neither a success nor a failure",
        }
    }

    /// Whether the payer's money has been taken.
    pub fn is_paid(&self) -> bool {
        match self {
            Self::Paid => true,
            Self::NeedsVerification
            | Self::Held
            | Self::Failed
            | Self::Cancelled
            | Self::RefusedBySecurity
            | Self::Deferred
            | Self::Other(_) => false,
        }
    }

    /// Whether the payment came to nothing. A payment that was cancelled later is none of these.
    pub fn is_failed(&self) -> bool {
        match self {
            Self::Failed | Self::RefusedBySecurity => true,
            Self::NeedsVerification
            | Self::Held
            | Self::Paid
            | Self::Cancelled
            | Self::Deferred
            | Self::Other(_) => false,
        }
    }

    /// Whether it will not change by itself any more; [`Paid`](Self::Paid) can still be cancelled.
    pub fn is_final(&self) -> bool {
        match self {
            Self::Failed | Self::Paid | Self::Cancelled | Self::RefusedBySecurity => true,
            Self::NeedsVerification | Self::Held | Self::Deferred | Self::Other(_) => false,
        }
    }

    pub(crate) fn read(members: &Members) -> Self {
        let word = members.owned("pmt_status").unwrap_or_default();
        match members.integer("pmt_status") {
            Some(1) => Self::NeedsVerification,
            Some(3) => Self::Held,
            Some(4) => Self::Failed,
            Some(5) => Self::Paid,
            Some(9) => Self::Cancelled,
            Some(14) => Self::RefusedBySecurity,
            Some(17) => Self::Deferred,
            Some(_) | None => Self::Other(word),
        }
    }
}

impl fmt::Display for PaymentStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other(word) => write!(f, "{} ({})", Printable(word), self.meaning()),
            documented => {
                write!(f, "{} ({})", documented.code().unwrap_or_default(), self.meaning())
            }
        }
    }
}

impl fmt::Debug for PaymentStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NeedsVerification => "NeedsVerification",
            Self::Held => "Held",
            Self::Failed => "Failed",
            Self::Paid => "Paid",
            Self::Cancelled => "Cancelled",
            Self::RefusedBySecurity => "RefusedBySecurity",
            Self::Deferred => "Deferred",
            Self::Other(word) => return write!(f, "Other({:?})", Printable(word)),
        })
    }
}
