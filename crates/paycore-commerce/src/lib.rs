#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod api_error;
mod callback;
mod customer;
mod error;
mod fields;
mod form;
mod gateway;
pub mod hosted;
mod id;
mod invoice;
mod key;
mod locale;
mod members;
mod money;
mod payout;
pub mod public;
mod resolution;
mod service;
pub mod sign;
mod status;
mod wire;

pub use pay_wire::{
    Address, Amount, Answer, Decimal, Defaults, Delivery, Endpoint, Error, ErrorKind, Gateway,
    Received, Refusal, Result, Retry, Reuse, Safety, Settled, Stamp, WireRequest, WireResponse,
};

pub use self::api_error::{ApiError, ErrorDetail};
pub use self::customer::{Customer, PostalAddress};
pub use self::fields::Fields;
pub use self::form::{BrowserForm, FormMethod};
pub use self::gateway::{BodyShape, PayCore};
pub use self::id::{InvoiceId, PayoutId};
pub use self::invoice::{
    CardGate, CardPayload, CreateInvoice, Flow, FlowData, GetInvoice, Invoice, PaymentCard,
    PaymentFlow, Redirect, RedirectMethod, ReturnUrls, Source,
};
pub use self::key::{CallbackKeys, KeyAge, Mode, SignedBy};
pub use self::locale::{Locale, Localized};
pub use self::money::Currency;
pub use self::payout::{Payout, PayoutPart};
pub use self::resolution::{Resolution, ResolutionGroup};
pub use self::service::Service;
pub use self::status::{InvoiceStatus, PayoutStatus, Provenance, Transition};

/// The ready client: [`Client::new`](pay_http::Client::new) with a [`PayCore`], then `send`.
#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
pub type Client = pay_http::Client<PayCore>;

#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
pub use pay_http::{ClientBuilder, Roots, Transport};
