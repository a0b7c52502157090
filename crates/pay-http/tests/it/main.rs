//! The way of a request to a local server and back, byte for byte.

mod server;
mod shop;

mod answers;
mod builder;
mod deadlines;
mod delivery;
mod order;
mod repetition;
mod reuse;
mod spans;
mod stamps;
mod tls;
mod transport;
mod wire;
