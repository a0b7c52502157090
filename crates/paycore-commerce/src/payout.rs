//! Payout invoices: what a receiver is paid.

mod answer;
mod part;

pub use self::answer::Payout;
pub use self::part::PayoutPart;
