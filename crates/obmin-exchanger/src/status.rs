//! Where an order stands, and where it can go from there.

pay_wire::words! {
    /// The status of an order. Source: the provider's page; compared letter by letter.
    pub enum OrderStatus {
        /// Made, waits to be confirmed; its time runs.
        New = "new",
        /// Waits for the customer's payment; its time runs.
        WaitPayment = "waitPayment",
        /// The customer's payment failed at the payment module.
        ErrorPayment = "errorPayment",
        /// Called paid: waits for an operator, or for the money.
        InProgress = "inProgress",
        /// The money has come, and is to be paid out.
        InProgressPayout = "inProgressPayout",
        /// The payout failed: an operator acts.
        ErrorPayout = "errorPayout",
        /// Frozen by the exchanger.
        Hold = "hold",
        /// Paid out.
        Done = "done",
        /// It was paid, something was not as it must be, and the money went back.
        Returned = "returned",
        /// Cancelled by the customer, an operator or time. A payment that comes late can bring it
        /// back (inferred).
        Deleted = "deleted",
    }
}

/// Whether an order can still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Finality {
    /// It will.
    Open,
    /// It may not: only a late payment, or an operator, brings it back.
    Soft,
    /// It does not.
    Final,
}

impl OrderStatus {
    /// What it means, in a few words.
    pub fn meaning(&self) -> &'static str {
        match self {
            Self::New => "waits to be confirmed",
            Self::WaitPayment => "waits for the payment",
            Self::ErrorPayment => "the payment failed, it is not over",
            Self::InProgress => "called paid, waits for an operator or for the money",
            Self::InProgressPayout => "the money has come, it is not paid out yet",
            Self::ErrorPayout => "the payout failed, an operator acts",
            Self::Hold => "frozen",
            Self::Done => "paid out",
            Self::Returned => "the money went back",
            Self::Deleted => "cancelled; a late payment can bring it back",
            Self::Other(_) => "not documented: neither a success nor a failure",
        }
    }

    /// Whether it can still change. An unknown word can.
    pub fn finality(&self) -> Finality {
        match self {
            Self::New
            | Self::WaitPayment
            | Self::ErrorPayment
            | Self::InProgress
            | Self::InProgressPayout
            | Self::ErrorPayout
            | Self::Hold
            | Self::Other(_) => Finality::Open,
            Self::Deleted => Finality::Soft,
            Self::Done | Self::Returned => Finality::Final,
        }
    }

    /// Whether the receiver has been paid: [`Done`](Self::Done) alone. Believe it from
    /// [`GetOrder`](crate::GetOrder), not from a notification.
    pub fn is_done(&self) -> bool {
        matches!(self, Self::Done)
    }

    /// Whether the order's time runs: it is deleted at [`Order::expires_at`](crate::Order::expires_at).
    pub fn can_expire(&self) -> bool {
        matches!(self, Self::New | Self::WaitPayment)
    }
}
