//! Payments: create, pass 3-D Secure, capture, process, cancel, ask.

mod answer;
mod cancel;
mod capture;
mod create;
mod invoice_link;
mod process;
mod settle;
mod status;
mod step;
mod verify;

pub use self::answer::{Credit, Payment, Transaction};
pub use self::cancel::{CancelPayment, Cancellation};
pub use self::capture::CapturePayment;
pub use self::create::{CreatePayment, Source};
pub use self::invoice_link::{GetInvoiceLink, InvoiceLink};
pub use self::process::ProcessPayment;
pub use self::status::GetPayment;
pub use self::step::{Challenge, Held, Step};
pub use self::verify::VerifyPayment;
