//! Payment invoices: what a payer is asked for.

mod answer;
mod card;
mod card_gate;
mod create;
mod find;
mod get;
mod list;
mod redirect;
mod refund;
mod words;

pub use self::answer::Invoice;
pub use self::card::{CardPayload, PaymentCard};
pub use self::card_gate::CardGate;
pub use self::create::{CreateInvoice, ReturnUrls};
pub use self::find::FindInvoice;
pub use self::get::GetInvoice;
pub use self::list::ListInvoices;
pub use self::redirect::{FlowData, Redirect, RedirectMethod};
pub use self::refund::RefundInvoice;
pub use self::words::{Flow, PaymentFlow, Source};
