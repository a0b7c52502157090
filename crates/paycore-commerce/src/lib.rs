#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod account;
mod again;
mod api_error;
mod callback;
mod customer;
pub mod directory;
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
mod page;
mod payout;
pub mod public;
mod resolution;
mod revision;
mod service;
pub mod sign;
mod status;
mod wire;

pub use pay_wire::{
    Address, Amount, Answer, Decimal, Defaults, Delivery, Endpoint, Error, ErrorKind, Gateway,
    Received, Refusal, Result, Retry, Reuse, Safety, Settled, Stamp, WireRequest, WireResponse,
};

pub use self::account::{
    Account, AccountProfile, AccountStatus, Balances, CurrencyAccount, FeeStrategy, GetAccount,
    GetBalances, GetPaymentOptions, GetProfile, LedgerScheme, PaymentOptions, PayoutAccountOptions,
};
pub use self::again::{Create, Made, SendAgain, SendAgainStep};
pub use self::api_error::{ApiError, ErrorDetail};
pub use self::callback::{Callback, Event};
pub use self::customer::{Customer, PostalAddress};
pub use self::fields::Fields;
pub use self::form::{BrowserForm, FormMethod};
pub use self::gateway::{BodyShape, PayCore};
pub use self::id::{InvoiceId, PayoutId};
pub use self::invoice::{
    CardGate, CardPayload, CreateInvoice, FindInvoice, Flow, FlowData, GetInvoice, Invoice,
    ListInvoices, PaymentCard, PaymentFlow, Redirect, RedirectMethod, RefundInvoice, ReturnUrls,
    Source,
};
pub use self::key::{CallbackKeys, KeyAge, Mode, SignedBy};
pub use self::locale::{Locale, Localized};
pub use self::money::Currency;
pub use self::page::{List, Page, Pager, PagerStep};
pub use self::payout::{
    CreatePayout, FindPayout, GetPayout, ListPayouts, Payout, PayoutCard, PayoutOptions,
    PayoutPart, ProcessPayout,
};
pub use self::resolution::{Resolution, ResolutionGroup};
pub use self::revision::{Freshness, Revision};
pub use self::service::Service;
pub use self::status::{InvoiceStatus, PayoutStatus, Provenance, Transition};

/// The ready client: [`Client::new`](pay_http::Client::new) with a [`PayCore`], then `send`.
#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
pub type Client = pay_http::Client<PayCore>;

#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
pub use self::page::Pages;

#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
pub use pay_http::{ClientBuilder, Roots, Transport};
