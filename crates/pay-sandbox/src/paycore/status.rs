//! The states of both kinds of invoices, and which may follow which.

/// Makes an enum of states with their words, in the order of the document.
macro_rules! states {
    ($(#[$doc:meta])* $name:ident { $($state:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Eq, PartialEq)]
        pub(super) enum $name {
            $($state,)+
        }

        impl $name {
            pub(super) const WORDS: &'static [&'static str] = &[$($word,)+];

            pub(super) fn as_str(self) -> &'static str {
                match self {
                    $(Self::$state => $word,)+
                }
            }

            pub(super) fn from_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$state),)+
                    _ => None,
                }
            }
        }
    };
}

states! {
    /// Money in.
    PaymentStatus {
        Created = "created",
        Processing = "processing",
        ProcessPending = "process_pending",
        ProcessError = "process_error",
        Processed = "processed",
        PartiallyProcessed = "partially_processed",
        ProcessFailed = "process_failed",
        Expired = "expired",
        Terminated = "terminated",
        Rejected = "rejected",
        Verified = "verified",
        VerifyFailed = "verify_failed",
        Refunding = "refunding",
        RefundPending = "refund_pending",
        RefundError = "refund_error",
        RefundFailed = "refund_failed",
        PartiallyRefunded = "partially_refunded",
        Refunded = "refunded",
        ChargedBack = "charged_back",
        PartiallyChargedBack = "partially_charged_back",
    }
}

states! {
    /// Money out.
    PayoutStatus {
        Created = "created",
        Processing = "processing",
        ProcessPending = "process_pending",
        ProcessError = "process_error",
        Processed = "processed",
        PartiallyProcessed = "partially_processed",
        ProcessFailed = "process_failed",
        Expired = "expired",
        Terminated = "terminated",
        Canceling = "canceling",
        CancelPending = "cancel_pending",
        CancelError = "cancel_error",
        PartiallyCanceled = "partially_canceled",
        Canceled = "canceled",
        CancelFailed = "cancel_failed",
    }
}

impl PaymentStatus {
    /// What the document has follow this state.
    pub(super) fn next(self) -> &'static [Self] {
        use PaymentStatus as S;
        const WORKED_ON: &[S] = &[
            S::Processing,
            S::ProcessPending,
            S::ProcessError,
            S::Processed,
            S::PartiallyProcessed,
            S::ProcessFailed,
            S::Expired,
            S::Terminated,
            S::Verified,
            S::VerifyFailed,
            S::Rejected,
        ];
        match self {
            S::Created => {
                &[S::Processing, S::ProcessPending, S::Expired, S::Terminated, S::Rejected]
            }
            S::Processing | S::ProcessPending => WORKED_ON,
            S::ProcessError => &[S::Processing, S::ProcessFailed],
            S::Processed | S::PartiallyProcessed => {
                &[S::Refunding, S::RefundPending, S::ChargedBack, S::PartiallyChargedBack]
            }
            S::Refunding => &[
                S::RefundPending,
                S::RefundError,
                S::PartiallyRefunded,
                S::Refunded,
                S::RefundFailed,
                S::Refunding,
            ],
            S::RefundPending => &[S::Refunding, S::PartiallyRefunded, S::Refunded, S::RefundFailed],
            S::RefundError | S::RefundFailed => &[S::Refunding],
            S::PartiallyRefunded => &[S::Refunding, S::RefundPending],
            S::PartiallyChargedBack => &[S::ChargedBack],
            S::ProcessFailed
            | S::Expired
            | S::Terminated
            | S::Rejected
            | S::Verified
            | S::VerifyFailed
            | S::Refunded
            | S::ChargedBack => &[],
        }
    }

    /// Why it is so, where nobody has said more.
    pub(super) fn usual_resolution(self) -> &'static str {
        match self {
            Self::ProcessFailed | Self::VerifyFailed => "declined",
            Self::Expired => "operation_expired",
            Self::Rejected => "access_denied",
            Self::ProcessError => "general_error",
            _ => "ok",
        }
    }

    /// If the payer's money has come in this state, whatever became of it.
    pub(super) fn is_paid(self) -> bool {
        use PaymentStatus as S;
        matches!(
            self,
            S::Processed
                | S::PartiallyProcessed
                | S::Refunding
                | S::RefundPending
                | S::RefundError
                | S::RefundFailed
                | S::PartiallyRefunded
                | S::Refunded
                | S::ChargedBack
                | S::PartiallyChargedBack
        )
    }

    /// If a payer, or a timer, can still do something about it.
    pub(super) fn is_open(self) -> bool {
        matches!(self, Self::Created | Self::Processing | Self::ProcessPending)
    }

    /// If the account that hears of final states only hears of this one.
    pub(super) fn is_final(self) -> bool {
        use PaymentStatus as S;
        !self.is_open()
            && !matches!(self, S::ProcessError | S::Refunding | S::RefundPending | S::RefundError)
    }
}

impl PayoutStatus {
    /// What the document has follow this state.
    pub(super) fn next(self) -> &'static [Self] {
        use PayoutStatus as S;
        const WORKED_ON: &[S] = &[
            S::ProcessPending,
            S::ProcessError,
            S::Processed,
            S::PartiallyProcessed,
            S::ProcessFailed,
            S::Expired,
            S::Terminated,
        ];
        const PENDING: &[S] = &[
            S::Processing,
            S::ProcessPending,
            S::ProcessError,
            S::Processed,
            S::PartiallyProcessed,
            S::ProcessFailed,
            S::Expired,
            S::Terminated,
        ];
        match self {
            S::Created => &[S::Processing, S::ProcessPending, S::Expired, S::Terminated],
            S::Processing => WORKED_ON,
            S::ProcessPending => PENDING,
            S::ProcessError => &[S::Processing],
            S::Processed | S::PartiallyProcessed | S::CancelPending | S::CancelError => {
                &[S::Canceling]
            }
            S::Canceling => &[
                S::CancelPending,
                S::CancelError,
                S::Canceled,
                S::PartiallyCanceled,
                S::CancelFailed,
            ],
            S::ProcessFailed
            | S::Expired
            | S::Terminated
            | S::PartiallyCanceled
            | S::Canceled
            | S::CancelFailed => &[],
        }
    }

    /// Why it is so, where nobody has said more.
    pub(super) fn usual_resolution(self) -> &'static str {
        match self {
            Self::ProcessFailed => "general_fatal_error",
            Self::Expired => "operation_expired",
            Self::ProcessError => "general_error",
            _ => "ok",
        }
    }

    /// If a payout was carried out before it came to this.
    pub(super) fn follows_success(self) -> bool {
        use PayoutStatus as S;
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

    /// If the account that hears of final states only hears of this one.
    pub(super) fn is_final(self) -> bool {
        use PayoutStatus as S;
        !matches!(
            self,
            S::Created
                | S::Processing
                | S::ProcessPending
                | S::ProcessError
                | S::Canceling
                | S::CancelPending
                | S::CancelError
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_final_states_are_those_of_the_document() {
        let payments = "processed partially_processed process_failed expired terminated rejected \
            verified verify_failed refund_failed partially_refunded refunded charged_back \
            partially_charged_back";
        let payouts = "processed partially_processed process_failed expired terminated \
            partially_canceled canceled cancel_failed";
        let is_final = |word: &&&str| PaymentStatus::from_word(word).unwrap().is_final();
        let found: Vec<_> = PaymentStatus::WORDS.iter().filter(is_final).copied().collect();
        assert_eq!(found, payments.split_whitespace().collect::<Vec<_>>());
        let is_final = |word: &&&str| PayoutStatus::from_word(word).unwrap().is_final();
        let found: Vec<_> = PayoutStatus::WORDS.iter().filter(is_final).copied().collect();
        assert_eq!(found, payouts.split_whitespace().collect::<Vec<_>>());
    }
}
