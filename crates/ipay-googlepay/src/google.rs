//! The objects that Google's own button takes and gives, with the values that iPay demands.
//!
//! ```
//! use ipay_googlepay::google::{IsReadyToPayRequest, PaymentDataRequest};
//! use ipay_googlepay::Kopecks;
//!
//! // to the page, which gives them to `isReadyToPay` and `loadPaymentData`
//! let ready = IsReadyToPayRequest::new().to_json();
//! let request = PaymentDataRequest::new("1234", Kopecks::new(12_345))?.merchant_name("Shop");
//! assert!(request.to_json().contains(r#""totalPrice":"123.45""#));
//! # Ok::<(), ipay_googlepay::Error>(())
//! ```
//!
//! What comes back from the page is a [`PaymentData`], and in it the
//! [`GoogleToken`] to pay with. Sources: section 2.2 of the provider's
//! documentation; Google's reference of [requests] and of [responses].
//!
//! [requests]: https://developers.google.com/pay/api/web/reference/request-objects
//! [responses]: https://developers.google.com/pay/api/web/reference/response-objects

mod data;
mod method;
mod request;
mod token;
#[cfg(feature = "token-check")]
mod token_check;

pub use self::data::{PaymentData, PaymentDataInfo};
pub use self::request::{
    CheckoutOption, DisplayItem, DisplayItemKind, Environment, IsReadyToPayRequest,
    PaymentDataRequest,
};
pub use self::token::GoogleToken;
#[cfg(feature = "token-check")]
#[cfg_attr(docsrs, doc(cfg(feature = "token-check")))]
pub use self::token_check::{RootKeys, TokenFault, check_token};
