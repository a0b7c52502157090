//! The PayCore client without a network: bytes out, bytes back.

mod common;
mod contract;
mod errors;
mod examples;
mod golden;
mod sign;
mod status;
mod wire;
