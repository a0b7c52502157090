//! What is known about an order that is not final yet.

use crate::{OrderAccess, OrderStatus};

/// An order to be asked about, and how far that has come: all that has to survive a restart.
///
/// A plain value. After [`new`](Self::new) set what is known; keep it by its members, and give it
/// back with them. Times are milliseconds since 1970, UTC.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OpenOrder {
    /// Its number and secret.
    pub access: OrderAccess,
    /// The status that is known to the merchant; another one is a change. With `None` the first
    /// answer is one.
    pub status: Option<OrderStatus>,
    /// When it is deleted if it is not paid: it is asked about at that moment. Answers tell it.
    pub expires_ms: Option<u64>,
    /// When it is next asked about; 0 is at once.
    pub due_ms: u64,
    /// Since when it is known to be [`Deleted`](OrderStatus::Deleted).
    pub deleted_ms: Option<u64>,
}

impl OpenOrder {
    /// An order of which nothing else is known, to be asked about at once.
    pub fn new(access: OrderAccess) -> Self {
        Self { access, status: None, expires_ms: None, due_ms: 0, deleted_ms: None }
    }
}
