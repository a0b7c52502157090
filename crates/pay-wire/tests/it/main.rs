//! The contract, without any gateway.

mod address;
mod amount;
mod error;
mod lenient;
mod message;
mod read;
mod retry;
