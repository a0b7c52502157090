#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod authority;
mod callback;
mod clock;
mod control;
mod dates;
pub mod dpay;
mod engine;
mod exchange;
mod fault;
mod gateway;
pub mod ipay;
mod json;
mod ledger;
mod local_gateway;
pub mod obmin;
pub mod paycore;
mod program;
mod random;
mod sandbox;
mod serve;
mod setting;
mod world;

pub use self::authority::Authority;
pub use self::callback::{Callbacks, Delivery};
pub use self::clock::Clock;
pub use self::fault::{Fault, FaultRule};
pub use self::gateway::Refused;
pub use self::ledger::{Entry, Kind, Ledger};
pub use self::local_gateway::LocalGateway;
pub use self::sandbox::{Builder, Sandbox};
