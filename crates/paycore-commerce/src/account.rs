//! The Commerce account.

mod balances;
mod options;
mod profile;
mod whole;

pub use self::balances::{Balances, CurrencyAccount, GetBalances};
pub use self::options::{FeeStrategy, GetPaymentOptions, PaymentOptions, PayoutAccountOptions};
pub use self::profile::{AccountProfile, AccountStatus, GetProfile, LedgerScheme};
pub use self::whole::{Account, GetAccount};
