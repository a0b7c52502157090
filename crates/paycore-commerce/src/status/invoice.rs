//! The statuses of payment invoices.

use super::{Provenance, Transition, folded};

pay_wire::words! {
    /// Where a payment invoice stands. Source: the provider's list of payment invoice statuses.
    ///
    /// A word that is not documented becomes [`Other`](Self::Other): not final, not settled,
    /// **not failed**.
    pub enum InvoiceStatus {
        /// Stored, not started.
        Created = "created",
        /// Being worked on.
        Processing = "processing",
        /// The outcome is not known yet, maybe for long: the payer has not paid, or the provider
        /// has not answered.
        ProcessPending = "process_pending",
        /// A technical error; the next attempt or an operator follows (inferred).
        ProcessError = "process_error",
        /// Paid.
        Processed = "processed",
        /// Less was paid than asked for: trust `processed_amount`.
        PartiallyProcessed = "partially_processed",
        /// Failed, all attempts are used up.
        ProcessFailed = "process_failed",
        /// Its life is over.
        Expired = "expired",
        /// Ended by the payer (older documents), declined by a moderator (newer ones).
        Terminated = "terminated",
        /// Refused by moderation.
        Rejected = "rejected",
        /// The card was checked, nothing was charged.
        Verified = "verified",
        /// The check of the card failed.
        VerifyFailed = "verify_failed",
        /// Money is being given back.
        Refunding = "refunding",
        /// The outcome of a refund is not known yet.
        RefundPending = "refund_pending",
        /// A technical error in a refund.
        RefundError = "refund_error",
        /// A refund failed: the payment **is still paid** (inferred).
        RefundFailed = "refund_failed",
        /// A part was given back; more may follow.
        PartiallyRefunded = "partially_refunded",
        /// All of it was given back.
        Refunded = "refunded",
        /// All of it was charged back.
        ChargedBack = "charged_back",
        /// A part was charged back.
        PartiallyChargedBack = "partially_charged_back",
    }
}

use InvoiceStatus as S;

impl InvoiceStatus {
    /// Every documented status, in the order of the provider's list.
    pub const DOCUMENTED: &[Self] = &[
        S::Created,
        S::Processing,
        S::ProcessPending,
        S::ProcessError,
        S::Processed,
        S::PartiallyProcessed,
        S::ProcessFailed,
        S::Expired,
        S::Terminated,
        S::Rejected,
        S::Verified,
        S::VerifyFailed,
        S::Refunding,
        S::RefundPending,
        S::RefundError,
        S::RefundFailed,
        S::PartiallyRefunded,
        S::Refunded,
        S::ChargedBack,
        S::PartiallyChargedBack,
    ];

    pub(crate) fn read(word: &str) -> Self {
        folded(word, |status| !matches!(status, S::Other(_)))
    }

    /// Whether goods can be delivered: paid, paid in part, or (where nothing was to be charged)
    /// verified. Not for ever: a refund or a charge-back may follow.
    pub fn is_settled(&self) -> bool {
        matches!(self, S::Processed | S::PartiallyProcessed | S::Verified)
    }

    /// Whether nothing more happens by itself. A refund, a charge-back or an operator can still
    /// change it.
    pub fn is_final(&self) -> bool {
        match self {
            S::Processed
            | S::PartiallyProcessed
            | S::ProcessFailed
            | S::Expired
            | S::Terminated
            | S::Rejected
            | S::Verified
            | S::VerifyFailed
            | S::RefundFailed
            | S::PartiallyRefunded
            | S::Refunded
            | S::ChargedBack
            | S::PartiallyChargedBack => true,
            S::Created
            | S::Processing
            | S::ProcessPending
            | S::ProcessError
            | S::Refunding
            | S::RefundPending
            | S::RefundError
            | S::Other(_) => false,
        }
    }

    /// Whether it came to nothing: no money was taken, and none will be.
    pub fn is_failed(&self) -> bool {
        matches!(
            self,
            S::ProcessFailed | S::Expired | S::Terminated | S::Rejected | S::VerifyFailed
        )
    }

    /// Whether it tells about a refund, whatever became of that.
    pub fn is_of_refund(&self) -> bool {
        matches!(
            self,
            S::Refunding
                | S::RefundPending
                | S::RefundError
                | S::RefundFailed
                | S::PartiallyRefunded
                | S::Refunded
        )
    }

    /// Whether it tells about a charge-back.
    pub fn is_of_charge_back(&self) -> bool {
        matches!(self, S::ChargedBack | S::PartiallyChargedBack)
    }

    /// What can come next, as far as is documented or inferred; nothing after an unknown word.
    pub fn next(&self) -> &'static [Transition<Self>] {
        match self {
            S::Created => CREATED,
            S::Processing => PROCESSING,
            S::ProcessPending => PROCESS_PENDING,
            S::ProcessError => PROCESS_ERROR,
            S::Processed => PROCESSED,
            S::PartiallyProcessed => PARTIALLY_PROCESSED,
            S::Refunding => REFUNDING,
            S::RefundPending => REFUND_PENDING,
            S::RefundError | S::RefundFailed => REFUND_AGAIN,
            S::PartiallyRefunded => PARTIALLY_REFUNDED,
            S::PartiallyChargedBack => PARTIALLY_CHARGED_BACK,
            S::ProcessFailed
            | S::Expired
            | S::Terminated
            | S::Rejected
            | S::Verified
            | S::VerifyFailed
            | S::Refunded
            | S::ChargedBack
            | S::Other(_) => &[],
        }
    }
}

type Steps = &'static [Transition<InvoiceStatus>];

/// The provider's diagrams and lists have it.
const fn d(to: InvoiceStatus) -> Transition<InvoiceStatus> {
    Transition { to, provenance: Provenance::Documented }
}

/// Inferred.
const fn i(to: InvoiceStatus) -> Transition<InvoiceStatus> {
    Transition { to, provenance: Provenance::Inferred }
}

const CREATED: Steps =
    &[d(S::Processing), d(S::ProcessPending), d(S::Expired), i(S::Terminated), i(S::Rejected)];
const PROCESSING: Steps = &[
    d(S::ProcessPending),
    i(S::ProcessError),
    d(S::Processed),
    d(S::PartiallyProcessed),
    d(S::ProcessFailed),
    d(S::Expired),
    d(S::Terminated),
    i(S::Verified),
    i(S::VerifyFailed),
    i(S::Rejected),
    d(S::Processing),
];
const PROCESS_PENDING: Steps = &[
    d(S::Processing),
    d(S::Processed),
    d(S::ProcessFailed),
    d(S::Expired),
    i(S::ProcessPending),
    i(S::ProcessError),
    i(S::PartiallyProcessed),
    i(S::Terminated),
    i(S::Verified),
    i(S::VerifyFailed),
    i(S::Rejected),
];
const PROCESS_ERROR: Steps = &[d(S::Processing), i(S::ProcessFailed)];
const PROCESSED: Steps =
    &[d(S::Refunding), d(S::RefundPending), d(S::ChargedBack), d(S::PartiallyChargedBack)];
const PARTIALLY_PROCESSED: Steps =
    &[d(S::Refunding), i(S::RefundPending), i(S::ChargedBack), i(S::PartiallyChargedBack)];
const REFUNDING: Steps = &[
    d(S::RefundPending),
    i(S::RefundError),
    d(S::PartiallyRefunded),
    d(S::Refunded),
    d(S::RefundFailed),
    d(S::Refunding),
];
const REFUND_PENDING: Steps =
    &[d(S::Refunding), d(S::PartiallyRefunded), d(S::Refunded), d(S::RefundFailed)];
const REFUND_AGAIN: Steps = &[i(S::Refunding)];
const PARTIALLY_REFUNDED: Steps = &[i(S::Refunding), i(S::RefundPending)];
const PARTIALLY_CHARGED_BACK: Steps = &[i(S::ChargedBack)];
