//! The Obmin client without a network: bytes out, bytes back.

mod callback;
mod canonical;
mod common;
mod order;
mod route;
mod sign;
mod to_values;
mod vectors;
mod wire;
