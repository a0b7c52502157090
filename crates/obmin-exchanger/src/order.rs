//! Orders: made, confirmed, paid, read.

mod access;
mod answer;
mod get;
mod payment;

pub use self::access::{OrderAccess, OrderSecret};
pub use self::answer::{Currency, Order};
pub use self::get::GetOrder;
pub use self::payment::PaymentDetails;
