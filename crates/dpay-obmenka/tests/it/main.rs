//! The DPAY client without a network: bytes out, bytes back.

mod common;
mod contract;
mod damage;
mod form;
mod golden;
mod h2h;
mod input;
mod invoice;
mod method;
mod payout;
mod reading;
mod secrets;
mod settle;
mod sign;
mod wire;
