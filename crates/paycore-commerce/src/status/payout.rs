//! The statuses of payout invoices.

use super::{Provenance, Transition, folded};

pay_wire::words! {
    /// Where a payout stands. Source: the provider's list of payout invoice statuses.
    ///
    /// Until it is [failed](Self::is_failed) or the money came back, keep the customer's money
    /// blocked on your side, and make no second payout under another `reference_id`. A word that
    /// is not documented becomes [`Other`](Self::Other): not final, not paid, **not failed**.
    pub enum PayoutStatus {
        /// Stored; it waits for [`ProcessPayout`](crate::ProcessPayout).
        Created = "created",
        /// Being worked on.
        Processing = "processing",
        /// The result is not known for now.
        ProcessPending = "process_pending",
        /// A technical error; the next attempt or an operator follows (inferred).
        ProcessError = "process_error",
        /// Paid out. It can still be cancelled by an operator.
        Processed = "processed",
        /// A part was paid out: trust `processed_amount` and the parts.
        PartiallyProcessed = "partially_processed",
        /// Failed, all attempts are used up.
        ProcessFailed = "process_failed",
        /// Its life is over.
        Expired = "expired",
        /// Ended.
        Terminated = "terminated",
        /// Money is being taken back.
        Canceling = "canceling",
        /// The outcome of a cancellation is not known yet.
        CancelPending = "cancel_pending",
        /// A technical error in a cancellation.
        CancelError = "cancel_error",
        /// A part came back.
        PartiallyCanceled = "partially_canceled",
        /// All of it came back.
        Canceled = "canceled",
        /// A cancellation failed: the payout **stands**.
        CancelFailed = "cancel_failed",
    }
}

use PayoutStatus as S;

impl PayoutStatus {
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
        S::Canceling,
        S::CancelPending,
        S::CancelError,
        S::PartiallyCanceled,
        S::Canceled,
        S::CancelFailed,
    ];

    pub(crate) fn read(word: &str) -> Self {
        folded(word, |status| !matches!(status, S::Other(_)))
    }

    /// Whether money reached the receiver, all of it or a part.
    pub fn is_settled(&self) -> bool {
        matches!(self, S::Processed | S::PartiallyProcessed)
    }

    /// Whether nothing more happens by itself. An operator can still change it: older documents
    /// call `processed` not final, newer ones do.
    pub fn is_final(&self) -> bool {
        match self {
            S::Processed
            | S::PartiallyProcessed
            | S::ProcessFailed
            | S::Expired
            | S::Terminated
            | S::PartiallyCanceled
            | S::Canceled
            | S::CancelFailed => true,
            S::Created
            | S::Processing
            | S::ProcessPending
            | S::ProcessError
            | S::Canceling
            | S::CancelPending
            | S::CancelError
            | S::Other(_) => false,
        }
    }

    /// Whether it came to nothing: no money was paid out, and none will be. A payout that was
    /// cancelled later is none of these.
    pub fn is_failed(&self) -> bool {
        matches!(self, S::ProcessFailed | S::Expired | S::Terminated)
    }

    /// Whether it tells about a cancellation, whatever became of that.
    pub fn is_of_cancellation(&self) -> bool {
        matches!(
            self,
            S::Canceling
                | S::CancelPending
                | S::CancelError
                | S::PartiallyCanceled
                | S::Canceled
                | S::CancelFailed
        )
    }

    /// What can come next, as far as is documented or inferred; nothing after an unknown word.
    pub fn next(&self) -> &'static [Transition<Self>] {
        match self {
            S::Created => CREATED,
            S::Processing => PROCESSING,
            S::ProcessPending => PROCESS_PENDING,
            S::ProcessError => PROCESS_ERROR,
            S::Processed | S::PartiallyProcessed => PAID,
            S::Canceling => CANCELING,
            S::CancelPending | S::CancelError => CANCEL_AGAIN,
            S::ProcessFailed
            | S::Expired
            | S::Terminated
            | S::PartiallyCanceled
            | S::Canceled
            | S::CancelFailed
            | S::Other(_) => &[],
        }
    }
}

type Steps = &'static [Transition<PayoutStatus>];

/// The provider's diagrams and lists have it.
const fn d(to: PayoutStatus) -> Transition<PayoutStatus> {
    Transition { to, provenance: Provenance::Documented }
}

/// Inferred.
const fn i(to: PayoutStatus) -> Transition<PayoutStatus> {
    Transition { to, provenance: Provenance::Inferred }
}

const CREATED: Steps = &[d(S::Processing), d(S::ProcessPending), d(S::Expired), i(S::Terminated)];
const PROCESSING: Steps = &[
    d(S::ProcessPending),
    d(S::ProcessError),
    d(S::Processed),
    d(S::PartiallyProcessed),
    d(S::ProcessFailed),
    d(S::Expired),
    d(S::Terminated),
];
const PROCESS_PENDING: Steps = &[
    d(S::Processing),
    d(S::ProcessPending),
    d(S::ProcessError),
    d(S::Processed),
    d(S::PartiallyProcessed),
    d(S::ProcessFailed),
    d(S::Expired),
    d(S::Terminated),
];
const PROCESS_ERROR: Steps = &[d(S::Processing)];
const PAID: Steps = &[d(S::Canceling)];
const CANCELING: Steps = &[
    d(S::CancelPending),
    d(S::CancelError),
    d(S::Canceled),
    d(S::PartiallyCanceled),
    d(S::CancelFailed),
];
const CANCEL_AGAIN: Steps = &[d(S::Canceling)];
