#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod affiliate;
mod api_error;
mod callback;
mod canonical;
mod error;
mod export;
mod favorite;
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
mod partner;
mod query;
mod reconcile;
mod route;
pub mod sign;
mod site;
mod status;
mod text;
mod transition;
mod wallet;
mod wire;

pub use pay_wire::{
    Address, Amount, Answer, Decimal, Defaults, Delivery, Endpoint, Error, ErrorKind, Gateway,
    Received, Refusal, Result, Retry, Reuse, Safety, Settled, Stamp, Turns, WireRequest,
    WireResponse,
};

pub use self::affiliate::{
    GetAffiliate, GetAffiliateChart, GetAffiliateToday, GetPartnerRouteStatistic,
    ListAffiliateOrders, ListPartnerRoutes, Undocumented,
};
pub use self::api_error::{ApiError, ApiErrorKind, FieldProblem};
pub use self::callback::{
    Freshness, HashPlace, InvalidIpn, Ipn, IpnVerdict, MalformedIpn, NotSigned, UnsignedIpn,
    UnverifiedIpn,
};
pub use self::export::{GetJsonRates, GetTxtRates, GetXmlRates, JsonRates, Rate, Rates, TxtRates};
pub use self::favorite::{Favorite, Favorites, ListFavorites};
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
pub use self::partner::{
    GetPartnerInfo, ListPartnerExchanges, ListPartnerLinks, PartnerExchange, PartnerExchanges,
    PartnerInfo, PartnerKey, PartnerLink, PartnerLinks,
};
pub use self::reconcile::{Ask, Budget, Change, Next, OpenOrder, ReconcileError, Reconciliation};
#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
pub use self::reconcile::{Reconciler, ReconcilerHandle};
pub use self::route::{
    Discount, GetRoute, GetRouteTable, ListRoutes, ListedRoute, ListedSide, Requirement, Route,
    RouteFrom, RouteList, RouteRate, RouteTable, RouteTo, TableCurrency, TableRoute,
};
pub use self::site::{GetSiteStatus, SiteStatus};
pub use self::status::{Finality, OrderStatus};
pub use self::text::{Instruction, localized};
pub use self::transition::{Mover, Source, Transition};
pub use self::wallet::{ListWallets, Wallets};

/// The ready client: [`Client::new`](pay_http::Client::new) with an [`Obmin`], then `send`.
#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
pub type Client = pay_http::Client<Obmin>;

#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
pub use pay_http::{ClientBuilder, Roots, Transport};
