//! Payouts, money out: create, validate if you like, process, ask the status.

mod create;
mod process;
mod statement;
mod status;
mod validate;

pub use self::create::{CreatePayout, CreatedPayout};
pub use self::process::{ProcessPayout, ProcessedPayout};
pub use self::statement::{ListPayouts, PayoutList};
pub use self::status::{CryptoTransaction, GetPayout, Payout};
pub use self::validate::{ValidatePayout, Validity};
