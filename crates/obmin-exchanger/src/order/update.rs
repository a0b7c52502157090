//! `PUT /service/api/v1/public/exchanger/order/update-status/` (source: the engine's flow diagram and pages)

use http::Method;
use pay_wire::{Answer, Endpoint, Result, Safety, Settled, Stamp, WireRequest, WireResponse};

use super::{Order, OrderAccess};
use crate::params::Params;
use crate::{Obmin, OrderStatus, wire};

/// Moves an order along, as the buttons of the exchanger's own pages do.
///
/// Who shows the payment on a page of their own must do this: a new order is usually `new`, is
/// [confirmed](Self::confirm) to `waitPayment`, and, where the customer pays by hand and in
/// advance, [called paid](Self::mark_paid) after the payment. A page of the exchanger's does both
/// by itself. What the answer says of the order is not documented: ask with
/// [`GetOrder`](crate::GetOrder).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until a client sends it"]
pub struct UpdateOrder<'a> {
    access: &'a OrderAccess,
    status: OrderStatus,
}

impl<'a> UpdateOrder<'a> {
    /// `new` to `waitPayment`: the customer has seen the order and wants it.
    pub fn confirm(access: &'a OrderAccess) -> Self {
        Self { access, status: OrderStatus::WaitPayment }
    }

    /// `waitPayment` to `inProgress`: the customer has paid by hand. **Only after the payment.**
    pub fn mark_paid(access: &'a OrderAccess) -> Self {
        Self { access, status: OrderStatus::InProgress }
    }

    /// `new` or `waitPayment` to `deleted`: the customer does not want it any more. Not after a
    /// payment.
    pub fn cancel(access: &'a OrderAccess) -> Self {
        Self { access, status: OrderStatus::Deleted }
    }

    /// The status that the order is to have.
    pub fn target(&self) -> &OrderStatus {
        &self.status
    }

    /// What became of it, where that was unknown, from what [`GetOrder`](crate::GetOrder) of the
    /// same order then brought.
    ///
    /// | asked | `confirm` | `mark_paid` | `cancel` |
    /// |---|---|---|---|
    /// | `new` | `NotDone` | `NotDone` | `NotDone` |
    /// | `waitPayment` | `Done` | `NotDone` | `NotDone` |
    /// | `inProgress`, `inProgressPayout`, `errorPayout`, `done` | `Done`: it is past that | `Done` | `Open` |
    /// | `deleted` | `Open` | `Open` | `Done` |
    /// | any other word, another order, any error | `Open` | `Open` | `Open` |
    ///
    /// An operator can set any status by hand, so `Done` says that the order is where it was to be,
    /// and not by whom.
    pub fn settle(&self, asked: &Result<Answer<Order>>) -> Settled {
        use OrderStatus as Is;

        let Ok(order) = asked else { return Settled::Open };
        if order.uid() != Some(self.access.uid()) {
            return Settled::Open;
        }
        match (&self.status, order.status()) {
            (_, Is::New) | (Is::InProgress | Is::Deleted, Is::WaitPayment) => Settled::NotDone,
            (Is::WaitPayment, Is::WaitPayment)
            | (
                Is::WaitPayment | Is::InProgress,
                Is::InProgress | Is::InProgressPayout | Is::ErrorPayout | Is::Done,
            )
            | (Is::Deleted, Is::Deleted) => Settled::Done,
            _ => Settled::Open,
        }
    }
}

impl Endpoint for UpdateOrder<'_> {
    type Gateway = Obmin;
    type Response = Answer<()>;

    const NAME: &'static str = "public/exchanger/order/update-status";
    const SAFETY: Safety = Safety::Once;

    fn encode(&self, gateway: &Obmin, stamp: &Stamp) -> Result<WireRequest> {
        let params = Params::new()
            .number("orderUID", self.access.uid())
            .text("orderSecret", self.access.secret().expose())
            .text("status", self.status.as_str());
        wire::seal::<Self>(Method::PUT, &params, gateway, stamp)
    }

    fn decode(&self, _: &Obmin, answer: &WireResponse) -> Result<Self::Response> {
        wire::open_unread::<Self>(answer)
    }
}
