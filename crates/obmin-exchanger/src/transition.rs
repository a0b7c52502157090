//! Which status follows which, as far as it is known: for warnings, never for refusals.
//!
//! Operators set statuses by hand, so any change that is seen must be taken as it is.

use crate::OrderStatus::{
    self, Deleted, Done, ErrorPayment, ErrorPayout, Hold, InProgress, InProgressPayout, New,
    Returned, WaitPayment,
};

/// A change of status that is known.
#[derive(Clone, Debug)]
pub struct Transition {
    from: Option<OrderStatus>,
    to: OrderStatus,
    by: &'static [Mover],
    source: Source,
}

/// Who changes the status of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mover {
    /// The customer, by a button of the page.
    Customer,
    /// The merchant, by [`UpdateOrder`](crate::UpdateOrder).
    Merchant,
    /// A person at the exchanger.
    Operator,
    /// The exchanger by itself.
    Server,
    /// The order's time ran out.
    Timer,
    /// The module that takes the payment.
    PaymentModule,
    /// The module that pays out.
    PayoutModule,
    /// A payment that came after all.
    LatePayment,
}

/// How a change is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// From the provider's or the engine maker's documents, or from the engine's pages.
    Documented,
    /// By reasoning alone.
    Inferred,
}

impl Transition {
    /// All that are known.
    pub fn all() -> &'static [Self] {
        &ALL
    }

    /// The status before; `None` where the order is made by it.
    pub fn from(&self) -> Option<&OrderStatus> {
        self.from.as_ref()
    }

    /// The status after.
    pub fn to(&self) -> &OrderStatus {
        &self.to
    }

    /// Who makes it.
    pub fn by(&self) -> &'static [Mover] {
        self.by
    }

    /// How it is known.
    pub fn source(&self) -> Source {
        self.source
    }

    const fn documented(from: OrderStatus, to: OrderStatus, by: &'static [Mover]) -> Self {
        Self { from: Some(from), to, by, source: Source::Documented }
    }

    const fn inferred(from: OrderStatus, to: OrderStatus, by: &'static [Mover]) -> Self {
        Self { from: Some(from), to, by, source: Source::Inferred }
    }
}

impl OrderStatus {
    /// Whether a change to `to` is known. One that is not known is unusual, not wrong: log it, and
    /// believe it.
    pub fn can_become(&self, to: &Self) -> bool {
        ALL.iter().any(|known| known.from.as_ref() == Some(self) && known.to == *to)
    }

    /// Whether [`UpdateOrder`](crate::UpdateOrder) can make this change: the four that the
    /// exchanger's own pages make. The exchanger may allow more.
    pub fn merchant_may_set(&self, to: &Self) -> bool {
        matches!((self, to), (New, WaitPayment | Deleted) | (WaitPayment, InProgress | Deleted))
    }
}

const OPERATOR: &[Mover] = &[Mover::Operator];
const ASSISTED: &[Mover] = &[Mover::Operator, Mover::Server];
const MODULE: &[Mover] = &[Mover::PaymentModule];
const PAYOUT: &[Mover] = &[Mover::PayoutModule, Mover::Operator];
const LATE: &[Mover] = &[Mover::LatePayment, Mover::Operator];

static ALL: [Transition; 37] = [
    Transition { from: None, to: New, by: &[Mover::Server], source: Source::Documented },
    // with `skipPreview`
    Transition { from: None, to: WaitPayment, by: &[Mover::Server], source: Source::Inferred },
    Transition::documented(New, WaitPayment, &[Mover::Customer, Mover::Merchant, Mover::Operator]),
    Transition::documented(New, Deleted, &[Mover::Customer, Mover::Operator, Mover::Timer]),
    Transition::documented(New, InProgress, OPERATOR),
    Transition::documented(New, ErrorPayment, OPERATOR),
    Transition::documented(WaitPayment, InProgress, &[Mover::Customer, Mover::Merchant]),
    Transition::documented(WaitPayment, Deleted, &[Mover::Customer, Mover::Timer]),
    Transition::inferred(WaitPayment, InProgressPayout, MODULE),
    Transition::inferred(WaitPayment, ErrorPayment, MODULE),
    Transition::inferred(InProgress, InProgressPayout, ASSISTED),
    Transition::inferred(InProgress, ErrorPayment, ASSISTED),
    Transition::inferred(InProgress, Hold, ASSISTED),
    Transition::inferred(InProgress, Returned, ASSISTED),
    Transition::inferred(InProgress, Deleted, ASSISTED),
    Transition::inferred(InProgress, Done, ASSISTED),
    Transition::inferred(ErrorPayment, WaitPayment, OPERATOR),
    Transition::inferred(ErrorPayment, InProgress, OPERATOR),
    Transition::inferred(ErrorPayment, InProgressPayout, OPERATOR),
    Transition::inferred(ErrorPayment, Deleted, OPERATOR),
    Transition::inferred(ErrorPayment, Returned, OPERATOR),
    Transition::inferred(InProgressPayout, Done, PAYOUT),
    Transition::inferred(InProgressPayout, ErrorPayout, PAYOUT),
    Transition::inferred(InProgressPayout, Hold, PAYOUT),
    Transition::inferred(ErrorPayout, InProgressPayout, OPERATOR),
    Transition::inferred(ErrorPayout, Done, OPERATOR),
    Transition::inferred(ErrorPayout, Returned, OPERATOR),
    Transition::inferred(ErrorPayout, Hold, OPERATOR),
    Transition::inferred(Hold, InProgress, OPERATOR),
    Transition::inferred(Hold, InProgressPayout, OPERATOR),
    Transition::inferred(Hold, ErrorPayout, OPERATOR),
    Transition::inferred(Hold, Done, OPERATOR),
    Transition::inferred(Hold, Returned, OPERATOR),
    Transition::inferred(Hold, Deleted, OPERATOR),
    Transition::inferred(Deleted, InProgress, LATE),
    Transition::inferred(Deleted, InProgressPayout, LATE),
    Transition::inferred(Deleted, Returned, LATE),
];
