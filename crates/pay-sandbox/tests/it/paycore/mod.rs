//! PayCore Commerce.

mod account;
mod books;
mod callback;
mod checks;
mod control;
mod faults;
mod fees;
mod golden;
mod hosted;
mod list;
pub(crate) mod listener;
mod payment;
mod payout;
mod public;
mod refund;
mod retries;
mod shop;
mod spoiled;
mod styles;
mod transitions;
mod validation;
mod walks;
