//! iPay Google Pay: nine actions at one address, 3-D Secure, receipts.

mod act;
mod answer;
mod api;
mod cancel;
mod card;
mod create;
mod cryptogram;
mod error;
mod flaws;
mod google;
mod handle;
mod journal;
mod machine;
mod merchant;
mod outcome;
mod pages;
mod payment;
mod pdf;
mod receipt;
mod sale;
mod schema;
mod settings;
mod shape;
mod sign;
mod sloppy;
mod threeds;
mod wall_clock;

pub use self::handle::Ipay;
pub(crate) use self::machine::make;
pub use self::merchant::{Merchant, Stages};
pub use self::settings::Settings;
