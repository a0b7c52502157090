//! What asking reveals about an action whose outcome was unknown.

use pay_wire::{Answer, Result, Settled};

use super::Payment;
use crate::{PaymentRef, PaymentStatus};

/// The verdict of `rule` over the status, if what was asked is an answer, and about `payment`.
///
/// No error settles anything: which one stands for a payment that does not exist is not documented,
/// and one that was lost on its way may exist in a moment.
pub(super) fn settle(
    payment: PaymentRef<'_>,
    asked: &Result<Answer<Payment>>,
    rule: impl FnOnce(&PaymentStatus) -> Settled,
) -> Settled {
    match asked {
        Ok(told) if payment.expect(told.pmt_id(), told.ext_id()).is_ok() => rule(told.status()),
        Ok(_) | Err(_) => Settled::Open,
    }
}
