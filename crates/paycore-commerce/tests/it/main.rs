//! The PayCore client without a network: bytes out, bytes back.

mod common;
mod hosted;
mod public;
mod sign;
