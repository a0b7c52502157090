#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod api_error;
mod error;
mod error_group;
mod fee;
mod fiscal;
mod free;
mod gateway;
pub mod google;
mod id;
mod kopecks;
mod kyiv;
mod members;
mod payment;
mod receipt;
mod recurrent;
mod requisites;
mod share;
pub mod sign;
mod status;
mod threeds;
mod wire;

pub use pay_wire::{
    Address, Amount, Answer, Decimal, Defaults, Delivery, Endpoint, Error, ErrorKind, Gateway,
    Received, Refusal, Result, Retry, Reuse, Safety, Settled, Stamp, WireRequest, WireResponse,
};
/// The crate whose dates and durations [`ApiError::skew`] and [`sign::KyivTime`] speak.
pub use time;

pub use self::api_error::{ApiError, ApiErrorKind};
pub use self::error_group::{ErrorGroup, TryAgain};
pub use self::fee::{CalculateFee, Fee};
pub use self::fiscal::{Discount, Fiscal, Goods, Quantity};
pub use self::gateway::{IPay, Version};
pub use self::google::GoogleToken;
pub use self::id::{ExtId, PaymentRef, PmtId, SmchId, TrnId};
pub use self::kopecks::{Hryvnias, Kopecks};
pub use self::payment::{
    CancelPayment, Cancellation, CapturePayment, Challenge, CreatePayment, Credit, GetInvoiceLink,
    GetPayment, Held, InvoiceLink, Payment, ProcessPayment, Source, Step, Transaction,
    VerifyPayment,
};
pub use self::receipt::{GetReceipt, Receipt};
pub use self::recurrent::RecurrentToken;
pub use self::requisites::Requisites;
pub use self::share::Share;
pub use self::status::PaymentStatus;
pub use self::threeds::{Browser, ThreedsData, ThreedsInfo};

/// The ready client: [`Client::new`](pay_http::Client::new) with an [`IPay`], then `send`.
#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
pub type Client = pay_http::Client<IPay>;

#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
pub use pay_http::{ClientBuilder, Roots, Transport};
