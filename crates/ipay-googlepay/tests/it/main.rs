//! The iPay client without a network: bytes out, bytes back.

mod common;
mod conflicts;
mod contract;
mod damage;
mod errors;
mod golden;
mod google;
mod input;
mod kyiv;
mod payment;
mod reading;
mod receipt;
mod secrets;
mod settle;
mod sign;
mod sloppy;
mod threeds;
#[cfg(feature = "token-check")]
mod token_check;
mod wire;
