//! Real clients against the sandbox, over TLS, judged by its books.

#[path = "../../examples/checkout/browser.rs"]
mod browser;
mod conformance;
mod dpay;
mod ipay;
#[path = "../../examples/checkout/letterbox.rs"]
mod letterbox;
mod obmin;
mod paycore;
mod paycore_callbacks;
mod shop;
