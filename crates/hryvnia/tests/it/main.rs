//! Real clients against the sandbox, over TLS, judged by its books.

mod conformance;
mod dpay;
mod ipay;
mod shop;
