//! Routes: which currency is exchanged into which, at what rate, and what an order must tell.

mod answer;
mod get;
mod list;
mod rate;
mod table;

pub use self::answer::{Discount, Requirement, Route, RouteFrom, RouteTo};
pub use self::get::GetRoute;
pub use self::list::{ListRoutes, ListedRoute, ListedSide, RouteList};
pub use self::rate::RouteRate;
pub use self::table::{GetRouteTable, RouteTable, TableCurrency, TableRoute};
