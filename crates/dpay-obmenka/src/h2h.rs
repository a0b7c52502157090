//! Card payment host to host: the merchant's own form instead of the gateway's page.
//!
//! Where [`ProcessedInvoice::h2h_session`](crate::ProcessedInvoice::h2h_session) brought a session:
//! start, collect the fields, post them, show the errors and post again, have the payer's browser
//! submit the 3-D Secure form, until the step [is final](H2hStep::is_final). The truth about the
//! money is the status of the invoice, always. Whoever handles card numbers is bound by PCI DSS.

mod process;
mod start;
mod step;

pub use self::process::ProcessH2h;
pub use self::start::StartH2h;
pub use self::step::{H2hStep, PayerField};
