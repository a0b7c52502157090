#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]

mod client;

mod builder;
mod clock;
mod error;
mod roots;
mod transport;

mod body;
mod connection;
mod dial;
mod direct;

pub use self::builder::ClientBuilder;
pub use self::client::Client;
pub use self::roots::Roots;
pub use self::transport::{Carried, Limits, Transport};
pub use pay_wire::{Delivery, Error, ErrorKind, Result, Retry, Reuse};
