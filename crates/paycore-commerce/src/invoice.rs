//! Payment invoices: what a payer is asked for.

mod answer;
mod card;
mod card_gate;
mod create;
mod get;
mod redirect;
mod words;

pub use self::answer::Invoice;
pub use self::card::{CardPayload, PaymentCard};
pub use self::card_gate::CardGate;
pub use self::create::{CreateInvoice, ReturnUrls};
pub use self::get::GetInvoice;
pub use self::redirect::{FlowData, Redirect, RedirectMethod};
pub use self::words::{Flow, PaymentFlow, Source};
