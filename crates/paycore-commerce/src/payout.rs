//! Payout invoices: what a receiver is paid.

mod answer;
mod create;
mod find;
mod get;
mod list;
mod options;
mod part;
mod process;

pub use self::answer::Payout;
pub use self::create::CreatePayout;
pub use self::find::FindPayout;
pub use self::get::GetPayout;
pub use self::list::ListPayouts;
pub use self::options::{PayoutCard, PayoutOptions};
pub use self::part::PayoutPart;
pub use self::process::ProcessPayout;
