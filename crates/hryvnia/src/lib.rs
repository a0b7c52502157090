#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]

/// DPAY / Obmenka: the crate `dpay-obmenka`.
#[cfg(feature = "dpay")]
#[cfg_attr(docsrs, doc(cfg(feature = "dpay")))]
pub use dpay_obmenka as dpay;
/// iPay Google Pay: the crate `ipay-googlepay`.
#[cfg(feature = "ipay")]
#[cfg_attr(docsrs, doc(cfg(feature = "ipay")))]
pub use ipay_googlepay as ipay;
/// The Obmin exchanger: the crate `obmin-exchanger`.
#[cfg(feature = "obmin")]
#[cfg_attr(docsrs, doc(cfg(feature = "obmin")))]
pub use obmin_exchanger as obmin;
/// Carrying requests: the crate `pay-http`.
#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
pub use pay_http as http;
/// Hashes, encodings and constant-time comparison: the crate `pay-sign`.
pub use pay_sign as sign;
pub use pay_wire::{
    Address, Amount, Answer, Decimal, Defaults, Delivery, Endpoint, Error, ErrorKind, Gateway,
    Received, Refusal, Result, Retry, Reuse, Safety, Settled, Stamp, WireRequest, WireResponse,
};
/// PayCore Commerce: the crate `paycore-commerce`.
#[cfg(feature = "paycore")]
#[cfg_attr(docsrs, doc(cfg(feature = "paycore")))]
pub use paycore_commerce as paycore;
