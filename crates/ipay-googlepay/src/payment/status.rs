//! `POST /`, action `GetPaymentStatus` ([section 3.4.6][page] of the provider's documentation)
//!
//! [page]: https://api-googlepay.ipay.ua/doc?lang=ua

use pay_wire::{Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse};

use super::Payment;
use crate::{IPay, PaymentRef, wire};

/// Asks where a payment stands: the only truth about its money.
///
/// By your own number where the gateway's is not known, as after a
/// [`CreatePayment`](crate::CreatePayment) whose answer was lost.
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing is sent until a client sends it"]
pub struct GetPayment<'a> {
    payment: PaymentRef<'a>,
}

impl<'a> GetPayment<'a> {
    /// Of this payment.
    pub fn of(payment: impl Into<PaymentRef<'a>>) -> Self {
        Self { payment: payment.into() }
    }
}

impl Endpoint for GetPayment<'_> {
    type Gateway = IPay;
    type Response = Answer<Payment>;

    const NAME: &'static str = "GetPaymentStatus";
    const SAFETY: Safety = Safety::ReadOnly;
    const MAX_ANSWER: usize = wire::LONGEST;

    fn encode(&self, gateway: &IPay, stamp: &Stamp) -> Result<WireRequest> {
        self.payment.check()?;
        wire::seal::<Self>(&self.payment, gateway, stamp)
    }

    fn decode(&self, _: &IPay, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, |members| Payment::of(self.payment, members))
    }
}
