//! The Obmin client without a network: bytes out, bytes back.

mod callback;
mod canonical;
mod common;
mod contract;
mod damage;
mod errors;
mod export;
mod freshness;
mod hash_place;
mod input;
mod order;
mod page;
mod partner;
mod reads;
mod reconcile;
mod route;
mod secrets;
mod settle;
mod sign;
mod status;
mod to_values;
mod vectors;
mod wire;
