//! Invoices, money in: create, process, send the payer to the page, ask the status.

mod create;
mod process;
mod statement;
mod status;

pub(crate) use self::create::settled_by;
pub use self::create::{CreateInvoice, CreatedInvoice};
pub use self::process::{CryptoAddress, PayerStep, ProcessInvoice, ProcessedInvoice};
pub use self::statement::{InvoiceList, ListInvoices};
pub use self::status::{GetInvoice, Invoice};
