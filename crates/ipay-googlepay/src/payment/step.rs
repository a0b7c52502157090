//! What a merchant has to do after an answer.

use std::fmt;

use pay_wire::{Result, check_url};
use snafu::ensure;

use super::Payment;
use crate::error::SumSnafu;
use crate::id::check_pmt_id;
use crate::{ErrorGroup, Kopecks, PaymentStatus, PmtId};

/// Where a payment stands, as what to do now.
///
/// Whether a payment takes one stage or two is a setting of the merchant at iPay, not of a
/// request: the answer tells.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Step<'a> {
    /// Paid. Credit the order.
    Paid,
    /// The money is held. Follow with [`CapturePayment`](crate::CapturePayment), always, or let it
    /// go with [`CancelPayment`](crate::CancelPayment); how long a hold lives is not documented.
    Capture(Held),
    /// Send the payer's browser to the address; then
    /// [`VerifyPayment`](crate::VerifyPayment).
    Verify(Challenge<'a>),
    /// No money was taken. Finish with [`ProcessPayment`](crate::ProcessPayment).
    Process(PmtId),
    /// Refused by the bank or by the security service. A new attempt is a new payment; the group
    /// tells what the payer can do.
    Refused(Option<ErrorGroup>),
    /// Cancelled: the money was released or given back.
    Cancelled,
    /// The status is not documented, or what it needs is not in the answer: neither a success nor
    /// a failure. Ask with [`GetPayment`](crate::GetPayment), later.
    Unclear,
}

impl Payment {
    /// What to do now.
    ///
    /// Not for answers to a cancellation: [`Cancellation`](crate::Cancellation) reads those.
    pub fn step(&self) -> Step<'_> {
        let step = match self.status() {
            PaymentStatus::Paid => Some(Step::Paid),
            PaymentStatus::Held => Held::of(self).map(Step::Capture),
            PaymentStatus::NeedsVerification => Challenge::of(self).map(Step::Verify),
            PaymentStatus::Deferred => usable_id(self).map(Step::Process),
            PaymentStatus::Failed | PaymentStatus::RefusedBySecurity => {
                Some(Step::Refused(self.error_group()))
            }
            PaymentStatus::Cancelled => Some(Step::Cancelled),
            PaymentStatus::Other(_) => None,
        };
        step.unwrap_or(Step::Unclear)
    }
}

/// Its number, if anything can be sent about it.
fn usable_id(payment: &Payment) -> Option<PmtId> {
    payment.pmt_id().filter(|pmt_id| check_pmt_id(*pmt_id).is_ok())
}

/// Money that is held and waits to be captured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    pmt_id: PmtId,
    invoice: Kopecks,
}

impl Held {
    /// As it was kept since the payment was made: its number, and the sum that is held.
    ///
    /// # Errors
    ///
    /// If the number is 0 or the sum is not more than zero.
    pub fn new(pmt_id: PmtId, invoice: Kopecks) -> Result<Self> {
        check_pmt_id(pmt_id)?;
        ensure!(invoice.is_payable(), SumSnafu { field: "invoice" });
        Ok(Self { pmt_id, invoice })
    }

    fn of(payment: &Payment) -> Option<Self> {
        Self::new(payment.pmt_id()?, payment.invoice()?).ok()
    }

    /// The payment.
    pub fn pmt_id(&self) -> PmtId {
        self.pmt_id
    }

    /// The sum that is held, without commission.
    pub fn invoice(&self) -> Kopecks {
        self.invoice
    }
}

/// 3-D Secure that the payer has to pass.
#[derive(Clone, Copy)]
pub struct Challenge<'a> {
    pmt_id: PmtId,
    redirect_url: &'a str,
}

impl<'a> Challenge<'a> {
    /// Nobody is sent to what is not a web address.
    fn of(payment: &'a Payment) -> Option<Self> {
        let (pmt_id, redirect_url) = (usable_id(payment)?, payment.redirect_url()?);
        check_url("redirect_url", redirect_url).ok()?;
        Some(Self { pmt_id, redirect_url })
    }

    /// The payment.
    pub fn pmt_id(&self) -> PmtId {
        self.pmt_id
    }

    /// Where to send the payer's browser, by a redirect (GET, inferred).
    pub fn redirect_url(&self) -> &'a str {
        self.redirect_url
    }
}

/// Without the address: whoever has it can act as the payer.
impl fmt::Debug for Challenge<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Challenge").field("pmt_id", &self.pmt_id).finish_non_exhaustive()
    }
}
