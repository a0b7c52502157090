//! The contract, without any gateway.

mod address;
mod amount;
mod error;
mod lenient;
mod members;
mod message;
mod printable;
mod read;
mod retry;
mod words;
