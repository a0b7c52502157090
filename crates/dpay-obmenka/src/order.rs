//! Which order is meant: by the merchant's number, by the gateway's, or by both.

use std::fmt;

use pay_wire::Result;
use serde::{Deserialize, Deserializer, Serialize, de};
use snafu::ensure;

use crate::error::{EmptySnafu, OtherOrderSnafu};

macro_rules! opaque {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, Serialize)]
        pub struct $name(Box<str>);

        impl $name {
            /// The text as it came.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        /// From a text or a number; not from nothing.
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                pay_wire::lenient::text(deserializer)?
                    .ok_or_else(|| de::Error::custom("expected a number or a text, found nothing"))
            }
        }
    };
}

opaque! {
    /// The merchant's own number of an order. Goes out as text; 6 and `"6"` are the same order.
    ///
    /// A second create under it is refused. Whether invoices and payouts share one
    /// list is not documented, so give them different numbers.
    #[derive(Debug)]
    PaymentId
}

opaque! {
    /// The gateway's number of an order: groups of four hexadecimal digits, as far as is known.
    #[derive(Debug)]
    Tracking
}

opaque! {
    /// A session of a card payment host to host. Whoever has it can go on with the payment, so it
    /// prints nowhere.
    Session
}

impl fmt::Display for PaymentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Tracking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Session(..)")
    }
}

/// Which order is meant.
///
/// Made from the merchant's own number (a text or a [`PaymentId`]), from the gateway's
/// ([`Tracking`]), or from both in a pair.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Order<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    payment_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tracking: Option<&'a str>,
}

impl Order<'_> {
    /// Neither number may be empty.
    pub(crate) fn check(&self) -> Result<()> {
        ensure!(self.payment_id != Some(""), EmptySnafu { field: "payment_id" });
        ensure!(self.tracking != Some(""), EmptySnafu { field: "tracking" });
        Ok(())
    }

    /// Whether an answer is about this order, as far as it says which one it is about.
    pub(crate) fn expect(
        &self,
        payment_id: Option<&PaymentId>,
        tracking: Option<&Tracking>,
    ) -> Result<()> {
        let other = |asked: Option<&str>, told: Option<&str>| {
            asked.zip(told).is_some_and(|(asked, told)| asked != told)
        };
        let told = payment_id.map(PaymentId::as_str);
        ensure!(!other(self.payment_id, told), OtherOrderSnafu { field: "payment_id" });
        let told = tracking.map(Tracking::as_str);
        ensure!(!other(self.tracking, told), OtherOrderSnafu { field: "tracking" });
        Ok(())
    }
}

impl<'a> From<&'a str> for Order<'a> {
    fn from(payment_id: &'a str) -> Self {
        Self { payment_id: Some(payment_id), tracking: None }
    }
}

impl<'a> From<&'a String> for Order<'a> {
    fn from(payment_id: &'a String) -> Self {
        Self::from(payment_id.as_str())
    }
}

impl<'a> From<&'a PaymentId> for Order<'a> {
    fn from(payment_id: &'a PaymentId) -> Self {
        Self::from(payment_id.as_str())
    }
}

impl<'a> From<&'a Tracking> for Order<'a> {
    fn from(tracking: &'a Tracking) -> Self {
        Self { payment_id: None, tracking: Some(tracking.as_str()) }
    }
}

impl<'a> From<(&'a str, &'a Tracking)> for Order<'a> {
    fn from((payment_id, tracking): (&'a str, &'a Tracking)) -> Self {
        Self { payment_id: Some(payment_id), tracking: Some(tracking.as_str()) }
    }
}
