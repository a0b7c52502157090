//! The Obmin client without a network: bytes out, bytes back.

mod callback;
mod canonical;
mod common;
mod sign;
mod to_values;
mod vectors;
mod wire;
