//! The PayCore client without a network: bytes out, bytes back.

mod again;
mod callback;
mod common;
mod contract;
mod damage;
mod errors;
mod examples;
mod golden;
mod hosted;
mod input;
mod page;
mod public;
mod reading;
mod secrets;
mod settle;
mod sign;
mod status;
mod wire;
