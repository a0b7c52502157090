#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod api_error;
mod callback;
mod canonical;
mod error;
mod field;
mod gateway;
mod id;
mod image;
mod ipn_secret;
mod json;
mod members;
mod order;
mod page;
mod params;
mod query;
mod route;
pub mod sign;
mod site;
mod status;
mod text;
mod transition;
mod wire;

pub use pay_wire::{
    Address, Amount, Answer, Decimal, Defaults, Delivery, Endpoint, Error, ErrorKind, Gateway,
    Received, Refusal, Result, Retry, Reuse, Safety, Settled, Stamp, Turns, WireRequest,
    WireResponse,
};

pub use self::api_error::{ApiError, ApiErrorKind, FieldProblem};
pub use self::callback::{
    Freshness, HashPlace, InvalidIpn, Ipn, IpnVerdict, MalformedIpn, NotSigned, UnsignedIpn,
    UnverifiedIpn,
};
pub use self::field::{Field, Requisite};
pub use self::gateway::{Encoding, Obmin, Verbs};
pub use self::id::{CurrencyCode, CurrencyId, Date, OrderId, RouteId};
pub use self::image::Image;
pub use self::ipn_secret::IpnSecret;
pub use self::order::{
    CreateOrder, CreatedOrder, Currency, GetOrder, LastOrder, LastOrders, ListLastOrders,
    ListOrders, ListedOrder, Order, OrderAccess, OrderList, OrderSecret, PaymentDetails, Sum,
    UpdateOrder,
};
pub use self::page::{PageUrl, Returned, UKRAINIAN};
pub use self::route::{
    Discount, GetRoute, GetRouteTable, ListRoutes, ListedRoute, ListedSide, Requirement, Route,
    RouteFrom, RouteList, RouteRate, RouteTable, RouteTo, TableCurrency, TableRoute,
};
pub use self::site::{GetSiteStatus, SiteStatus};
pub use self::status::{Finality, OrderStatus};
pub use self::text::{Instruction, localized};
pub use self::transition::{Mover, Source, Transition};

/// The ready client: [`Client::new`](pay_http::Client::new) with an [`Obmin`], then `send`.
#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
pub type Client = pay_http::Client<Obmin>;

#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
pub use pay_http::{ClientBuilder, Roots, Transport};
