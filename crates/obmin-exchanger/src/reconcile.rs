//! Reconciliation: asking about open orders until they are final, because a notification comes
//! once, or never.
//!
//! [`Reconciliation`] is a machine without clock or network: [`next`](Reconciliation::next) says
//! what to do now, [`told`](Reconciliation::told) takes what came of it. With the feature `client`,
//! [`Reconciler`] drives it. Only what [`GetOrder`](crate::GetOrder) tells counts as a change; a
//! notification is a reason to ask, no more. The schedule is this crate's own (the provider
//! documents none), the budget of 500 calls an hour and the seconds to wait of error 5030000 are
//! from the documents.

mod budget;
mod change;
mod open_order;
mod pace;
#[cfg(feature = "client")]
mod reconciler;
mod reconciliation;

pub use self::budget::Budget;
pub use self::change::{Change, ReconcileError};
pub use self::open_order::OpenOrder;
#[cfg(feature = "client")]
pub use self::reconciler::{Reconciler, ReconcilerHandle};
pub use self::reconciliation::{Ask, Next, Reconciliation};
