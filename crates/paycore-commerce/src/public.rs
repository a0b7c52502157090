//! The public API: what a website may do with a public key, without the account's secret.
//!
//! It sends no `Authorization`; the public key of the mode stands in the body, and answers to
//! questions about one invoice need no key at all: their id is the capability. It cannot create
//! payouts, and it cannot find an invoice by `reference_id`.
//!
//! ```
//! # #[cfg(feature = "client")]
//! # async fn shop(gateway: fn() -> paycore_commerce::PayCore) -> paycore_commerce::Result<()> {
//! use paycore_commerce::public::{CreateInvoice, ListPaymentServices};
//! use paycore_commerce::{Client, Currency, Mode, Service};
//!
//! let client = Client::new(gateway());
//! let services = client.send(&ListPaymentServices::new(Currency::UAH, Mode::Live)).await?;
//! if let Some(cards) = services.get(&Service::PAYMENT_CARD_UAH_HPP) {
//!     println!("from {:?} to {:?}", cards.amount_min(), cards.amount_max());
//! }
//!
//! let create = CreateInvoice::new("top-up-17", "100".parse()?, Currency::UAH, Mode::Live)?
//!     .service(Service::PAYMENT_CARD_UAH_HPP);
//! let invoice = client.send(&create).await?;
//! let way = client.gateway().payer_form(&invoice)?;
//! println!("send the payer to {:?}", way.url());
//! # Ok(())
//! # }
//! ```
//!
//! | operation | type | answer |
//! |---|---|---|
//! | `payment-prerequest` | [`ListPaymentServices`] | [`Services`] |
//! | `payout-prerequest` | [`ListPayoutServices`] | [`Services`] |
//! | `payment-invoice create` | [`CreateInvoice`] | [`Invoice`](crate::Invoice) |
//! | `payment-invoice get` | [`GetInvoice`] | [`Invoice`](crate::Invoice) |
//! | `payout-invoice get` | [`GetPayout`] | [`Payout`](crate::Payout) |
//! | process form | [`HostedPage::process_form`](crate::hosted::HostedPage::process_form) | [`BrowserForm`](crate::BrowserForm) |

mod create;
mod field;
mod get;
mod method;
mod offered;
mod prerequest;
mod services;

pub use self::create::CreateInvoice;
pub use self::field::{FieldKind, ServiceField, Validator};
pub use self::get::{GetInvoice, GetPayout};
pub use self::method::{Method, MethodCategory};
pub use self::offered::{OfferedService, ServiceFee, ServiceStatus};
pub use self::prerequest::{Include, ListPaymentServices, ListPayoutServices};
pub use self::services::{Services, Shop};
