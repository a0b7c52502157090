//! Orders: made, confirmed, paid, read, listed.

mod access;
mod answer;
mod check;
mod create;
mod created;
mod currency;
mod get;
mod last;
mod list;
mod payment;
mod sum;
mod update;

pub use self::access::{OrderAccess, OrderSecret};
pub use self::answer::Order;
pub use self::create::CreateOrder;
pub(crate) use self::create::LONGEST;
pub use self::created::CreatedOrder;
pub use self::currency::Currency;
pub use self::get::GetOrder;
pub use self::last::{LastOrder, LastOrders, ListLastOrders};
pub(crate) use self::list::within_reason;
pub use self::list::{ListOrders, ListedOrder, OrderList};
pub use self::payment::PaymentDetails;
pub use self::sum::Sum;
pub use self::update::UpdateOrder;
