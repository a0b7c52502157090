#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod address;
mod amount;
mod answer;
mod endpoint;
mod error;
mod key;
pub mod lenient;
mod members;
mod message;
mod printable;
mod received;
mod refusal;
mod retry;
mod scan;
mod stamp;
mod words;

pub use rust_decimal::Decimal;

pub use self::address::{Address, check_url};
pub use self::amount::Amount;
pub use self::answer::{Answer, read};
pub use self::endpoint::{Attempt, Defaults, Endpoint, Gateway, Reuse, Safety, Settled, Turns};
pub use self::error::{Delivery, Error, ErrorKind, Result};
pub use self::key::{Key, key};
pub use self::members::Members;
pub use self::message::{HeaderFault, WireRequest, WireResponse};
pub use self::printable::Printable;
pub use self::received::Received;
pub use self::refusal::Refusal;
pub use self::retry::Retry;
pub use self::stamp::Stamp;

/// What the macros of this crate need by name.
#[doc(hidden)]
pub mod macros {
    pub use serde;
}
