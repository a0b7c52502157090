//! The sandbox as its users meet it: over sockets, in bytes written by hand.

#![expect(
    clippy::needless_pass_by_value,
    clippy::unwrap_used,
    reason = "helpers of tests: what is wrong shall panic, and `json!(..)` is passed as it is"
)]

mod books;
mod callback;
mod card;
mod checks;
mod clock;
mod control;
mod faults;
mod fields;
mod form;
mod golden;
mod invoice;
mod ipay;
mod merchant;
mod obmin;
mod paycore;
mod payout;
mod program;
mod tls;
mod transport;
mod wire;
