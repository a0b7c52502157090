//! Orders: made, confirmed, paid, read, listed.

mod access;
mod answer;
mod check;
mod create;
mod get;
mod last;
mod list;
mod payment;
mod sum;
mod update;

pub use self::access::{OrderAccess, OrderSecret};
pub use self::answer::{Currency, Order};
pub(crate) use self::create::LONGEST;
pub use self::create::{CreateOrder, CreatedOrder};
pub use self::get::GetOrder;
pub use self::last::{LastOrder, LastOrders, ListLastOrders};
pub use self::list::{ListOrders, ListedOrder, OrderList};
pub use self::payment::PaymentDetails;
pub use self::sum::Sum;
pub use self::update::UpdateOrder;
