//! The states of an order, and what of its money each of them stands for.

/// In the order of the document.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Status {
    New,
    WaitPayment,
    ErrorPayment,
    InProgress,
    InProgressPayout,
    ErrorPayout,
    Hold,
    Done,
    Returned,
    Deleted,
}

impl Status {
    pub(super) const WORDS: [&'static str; 10] = [
        "new",
        "waitPayment",
        "errorPayment",
        "inProgress",
        "inProgressPayout",
        "errorPayout",
        "hold",
        "done",
        "returned",
        "deleted",
    ];

    const ALL: [Self; 10] = [
        Self::New,
        Self::WaitPayment,
        Self::ErrorPayment,
        Self::InProgress,
        Self::InProgressPayout,
        Self::ErrorPayout,
        Self::Hold,
        Self::Done,
        Self::Returned,
        Self::Deleted,
    ];

    pub(super) fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }

    pub(super) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == word)
    }

    /// If the timer runs and the public may still change it.
    pub(super) fn is_open(self) -> bool {
        matches!(self, Self::New | Self::WaitPayment)
    }

    /// What `update-status` may do: exactly what the hosted pages do.
    pub(super) fn public_may(self, to: Self) -> bool {
        matches!(
            (self, to),
            (Self::New, Self::WaitPayment)
                | (Self::WaitPayment, Self::InProgress)
                | (Self::New | Self::WaitPayment, Self::Deleted)
        )
    }

    /// The engine's own, wider rule.
    pub(super) fn public_may_by_the_reference(self, to: Self) -> bool {
        self.is_open()
            && self != to
            && !matches!(to, Self::InProgressPayout | Self::Done | Self::Hold)
    }

    /// If the payer's money is in; `None` if the state does not tell, so that it stays as it was.
    pub(super) fn is_paid(self) -> Option<bool> {
        match self {
            // Where it was returned it was in, and went back.
            Self::New | Self::WaitPayment | Self::ErrorPayment | Self::Returned => Some(false),
            Self::InProgressPayout | Self::ErrorPayout | Self::Done => Some(true),
            Self::InProgress | Self::Hold | Self::Deleted => None,
        }
    }
}
