#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod balance;
mod date;
mod error;
mod extra_fields;
mod form;
mod gateway;
pub mod h2h;
mod invoice;
pub mod method;
mod order;
mod payout;
pub mod sign;
mod status;
mod wire;

pub use pay_wire::{
    Address, Amount, Answer, Decimal, Defaults, Delivery, Endpoint, Error, ErrorKind, Gateway,
    Refusal, Result, Retry, Reuse, Safety, Settled, Stamp, WireRequest, WireResponse,
};
/// The crate whose dates [`ListInvoices`], [`ListPayouts`] and [`LocalTime`] speak.
pub use time;

pub use self::balance::{Balance, GetBalance};
pub use self::date::LocalTime;
pub use self::error::ApiError;
pub use self::extra_fields::{ExtraFields, ListExtraFields};
pub use self::form::{PaymentForm, SignedForm};
pub use self::gateway::{AnswerPolicy, Obmenka};
pub use self::invoice::{
    CreateInvoice, CreatedInvoice, CryptoAddress, GetInvoice, Invoice, InvoiceList, ListInvoices,
    PayerStep, ProcessInvoice, ProcessedInvoice,
};
pub use self::method::{Currency, Method};
pub use self::order::{Order, PaymentId, Session, Tracking};
pub use self::payout::{
    CreatePayout, CreatedPayout, CryptoTransaction, GetPayout, ListPayouts, Payout, PayoutList,
    ProcessPayout, ProcessedPayout, ValidatePayout, Validity,
};
pub use self::status::{InvoiceStatus, PayoutStatus};

/// The ready client: [`Client::new`](pay_http::Client::new) with an [`Obmenka`], then `send`.
#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
pub type Client = pay_http::Client<Obmenka>;

#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
pub use pay_http::{ClientBuilder, Roots, Transport};
