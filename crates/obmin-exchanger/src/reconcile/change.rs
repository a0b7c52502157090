//! What asking brought.

use std::fmt;

use pay_wire::{Answer, Error};

use crate::{Order, OrderStatus};

/// An order has another status than was known.
///
/// Statuses in between may have come and gone unseen, and any one may follow any other.
#[derive(Clone, Debug)]
pub struct Change {
    uid: u64,
    before: Option<OrderStatus>,
    order: Answer<Order>,
}

impl Change {
    pub(super) fn new(uid: u64, before: Option<OrderStatus>, order: Answer<Order>) -> Self {
        Self { uid, before, order }
    }

    /// The order's number, as in its [`OrderAccess`](crate::OrderAccess).
    pub fn uid(&self) -> u64 {
        self.uid
    }

    /// The status that was known, if one was.
    pub fn before(&self) -> Option<&OrderStatus> {
        self.before.as_ref()
    }

    /// The status now.
    pub fn status(&self) -> &OrderStatus {
        self.order.status()
    }

    /// The order as the exchanger told it.
    pub fn order(&self) -> &Answer<Order> {
        &self.order
    }
}

/// An order could not be asked about. Nothing has changed by it, the order is asked about again
/// after a pause that grows to ten minutes, and the others are not held up.
///
/// An order that the exchanger does not know, or whose secret is wrong, fails for ever: which error
/// says so is not documented, so nothing is given up here. Remove such an order.
#[derive(Debug)]
pub struct ReconcileError {
    uid: u64,
    error: Error,
}

impl ReconcileError {
    pub(super) fn new(uid: u64, error: Error) -> Self {
        Self { uid, error }
    }

    /// The order's number, as in its [`OrderAccess`](crate::OrderAccess).
    pub fn uid(&self) -> u64 {
        self.uid
    }

    /// Why.
    pub fn error(&self) -> &Error {
        &self.error
    }
}

impl fmt::Display for ReconcileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "order {}: {}", self.uid, self.error)
    }
}

impl std::error::Error for ReconcileError {
    /// What is below the line that `Display` prints, which has the first cause already.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}

impl From<ReconcileError> for Error {
    fn from(error: ReconcileError) -> Self {
        error.error
    }
}
