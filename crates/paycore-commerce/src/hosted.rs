//! The hosted page: its address, its form, the widget around it, and what a payer brings back.
//!
//! ```
//! use paycore_commerce::hosted::HostedPage;
//! use paycore_commerce::{Currency, Mode, PayCore};
//!
//! let gateway = PayCore::new("coma_AbCdEfGh12345678", "EXAMPLE-api-key")?
//!     .public_key(Mode::Test, "pk_test_EXAMPLE")?;
//! let page = HostedPage::new("100.50".parse()?, Currency::UAH, Mode::Test)?;
//! assert_eq!(
//!     page.reference_id("order-42")?.link(&gateway)?,
//!     "https://com.paycore.io/hpp/?public_key=pk_test_EXAMPLE&amount=100.5&currency=UAH\
//!      &reference_id=order-42"
//! );
//! # Ok::<(), paycore_commerce::Error>(())
//! ```
//!
//! **The payer can change everything** that goes through the browser: on a callback compare amount,
//! currency and `reference_id` with your own records. What must not be changed is created by the
//! private API, and the payer follows [`PayCore::payer_form`](crate::PayCore::payer_form) or
//! [`PayCore::hosted_link`](crate::PayCore::hosted_link). Sources: the provider's reference of the
//! hosted page, and of its "PaymentWidget.js".

mod look;
mod page;
mod payer;
mod query;
mod returned;
mod widget;

pub use self::look::{Color, Hide, PayButton, Style, Theme};
pub use self::page::HostedPage;
pub use self::returned::UnprovenReturn;
pub use self::widget::{MerchantWidget, PaymentWidget, WidgetFlow};
