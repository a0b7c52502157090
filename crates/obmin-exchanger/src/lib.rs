#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod api_error;
mod canonical;
mod error;
mod field;
mod gateway;
mod id;
mod members;
mod order;
mod params;
mod query;
pub mod sign;
mod status;
mod text;
mod wire;

pub use pay_wire::{
    Address, Amount, Answer, Decimal, Defaults, Delivery, Endpoint, Error, ErrorKind, Gateway,
    Received, Refusal, Result, Retry, Reuse, Safety, Settled, Stamp, Turns, WireRequest,
    WireResponse,
};

pub use self::api_error::{ApiError, ApiErrorKind, FieldProblem};
pub use self::field::{Field, Requisite};
pub use self::gateway::{Encoding, Obmin, Verbs};
pub use self::id::{CurrencyCode, CurrencyId, Date, OrderId, RouteId};
pub use self::order::{Currency, GetOrder, Order, OrderAccess, OrderSecret, PaymentDetails};
pub use self::status::{Finality, OrderStatus};
pub use self::text::{Instruction, localized};

/// The ready client: [`Client::new`](pay_http::Client::new) with an [`Obmin`], then `send`.
#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
pub type Client = pay_http::Client<Obmin>;

#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
pub use pay_http::{ClientBuilder, Roots, Transport};
