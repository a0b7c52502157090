//! DPAY, also known as Obmenka: invoices, payouts, the payment form and host-to-host cards.

mod act;
mod api;
mod card;
mod checks;
mod fields;
mod flaws;
mod form;
mod handle;
mod invoice;
mod machine;
mod notice;
mod order;
mod page;
mod payout;
mod register;
mod settings;
mod sign;
mod statement;

pub use self::handle::Dpay;
pub(crate) use self::machine::make;
pub use self::settings::{PayoutOutcome, Settings};
