//! The two vocabularies of status words: the same word can mean different things in them.

pay_wire::words! {
    /// Where an invoice stands. Source: the status page, and for `PAYED` the invoices overview.
    ///
    /// An unknown word becomes [`Other`](Self::Other): not final, not paid, **not failed**.
    pub enum InvoiceStatus {
        /// Made; nothing has been asked of the payer.
        Created = "CREATED",
        /// Waiting for the payment, or taking it.
        Payin = "PAYIN",
        /// Paid. The overview and the examples use it, the status table does not know it: taken as
        /// paid, and as not final.
        Payed = "PAYED",
        /// Paid and credited. Final.
        Finished = "FINISHED",
        /// Paid with another sum than invoiced: the credit was recalculated. Final.
        ///
        /// Credit the customer by `accrual_amount`, not by `amount`.
        PayedRecalc = "PAYED_RECALC",
        /// Failed; the reason is in the invoice's `error`. Final.
        Failed = "FAILED",
        /// No longer expected (one L in the gateway's spelling). Final.
        Canceled = "CANCELED",
        /// Taking the money failed, for invoices of a register in test mode. Not stated to be final.
        PayinError = "PAYIN_ERROR",
    }
}

impl InvoiceStatus {
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

pay_wire::words! {
    /// Where a payout stands. Source: the status page of payouts.
    ///
    /// An unknown word becomes [`Other`](Self::Other): not final, not paid, **not failed**.
    pub enum PayoutStatus {
        /// Made, waiting to be validated and processed.
        Created = "CREATED",
        /// In the queue.
        InProgress = "IN_PROGRESS",
        /// Being paid out.
        Payout = "PAYOUT",
        /// Stopped by monitoring until an operator looks at it. Not final: it may still be paid.
        Blocked = "BLOCKED",
        /// Paid. Final (here, unlike for invoices), but assume that it can still become
        /// [`Reversed`](Self::Reversed).
        Payed = "PAYED",
        /// Cancelled (one L in the gateway's spelling). Final.
        Canceled = "CANCELED",
        /// Failed. Final.
        Failed = "FAILED",
        /// The money came back. Final.
        Reversed = "REVERSED",
        /// A technical top-up of the merchant's account, which can show up in lists: no payout. Final.
        Refill = "REFILL",
    }
}

impl PayoutStatus {
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
