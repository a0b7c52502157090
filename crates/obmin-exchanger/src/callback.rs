//! What the exchanger sends: an instant payment notification (IPN) when an order changes status.
//!
//! One form post, once, never again: whether it comes is not promised, so ask as well. Store what
//! is [`Valid`](IpnVerdict::Valid), answer with [`IpnVerdict::http_status`] and a short text within
//! five seconds, and then ask with [`GetOrder`](crate::GetOrder): a notification is a reason to
//! look. Where it carries its hash is not documented; it is looked for in a field of the body, in
//! the query and in a header, all named `hash`. Source: the provider's page for fields and hash;
//! the order of decisions is ours.

mod fault;
mod ipn;
mod to_values;
mod unverified;

use std::borrow::Borrow;

use pay_wire::Received;

pub use self::fault::{InvalidIpn, MalformedIpn};
pub use self::ipn::{Freshness, Ipn, NotSigned, UnsignedIpn};
pub use self::unverified::UnverifiedIpn;
use crate::{IpnSecret, Obmin, OrderId};

/// The values that the hash covers, in its order.
const SIGNED: [&str; 7] =
    ["orderId", "newStatus", "inAmount", "outAmount", "xml_from", "xml_to", "timestamp"];

/// What a notification is worth.
#[derive(Clone, Debug)]
#[must_use = "it says whether the notification can be believed"]
pub enum IpnVerdict {
    /// Signed with the secret of its order. Its [freshness](Ipn::is_fresh) is another question.
    Valid(Ipn),
    /// Not signed with that secret: forged, changed on its way, or of an order that is not known.
    Invalid(InvalidIpn),
    /// Without any hash: a reason to ask with [`GetOrder`](crate::GetOrder), and nothing more.
    /// Count them: if all are like this, the site puts the hash elsewhere
    /// ([`Obmin::ipn_hash_names`]).
    Unsigned(UnsignedIpn),
    /// Not a notification, or one with two meanings.
    Malformed(MalformedIpn),
}

impl IpnVerdict {
    /// What to answer: 200, also where the order is not known, so that nobody learns which are;
    /// 400 for what is no notification or is forged. It changes nothing about the delivery, which
    /// is not repeated.
    pub fn http_status(&self) -> u16 {
        match self {
            Self::Valid(_) | Self::Unsigned(_) => 200,
            Self::Invalid(invalid) if invalid.is_of_an_unknown_order() => 200,
            Self::Invalid(_) | Self::Malformed(_) => 400,
        }
    }

    /// Where the hash was, also if it was a wrong one.
    pub fn hash_place(&self) -> Option<HashPlace> {
        match self {
            Self::Valid(ipn) => ipn.hash_place(),
            Self::Invalid(invalid) => invalid.hash_place(),
            Self::Unsigned(_) | Self::Malformed(_) => None,
        }
    }
}

/// Where a notification carries its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HashPlace {
    /// A field of the body.
    Body,
    /// A parameter behind the `?`.
    Query,
    /// A header.
    Header,
}

impl Obmin {
    /// Judges a notification: reads it, lets `secret` find the secret of the order whose id it
    /// names (unproven yet), and verifies it.
    ///
    /// Where finding the secret takes an `await`, use [`read_callback`](Self::read_callback).
    pub fn callback<S: Borrow<IpnSecret>>(
        &self,
        received: Received<'_>,
        secret: impl FnOnce(&OrderId) -> Option<S>,
    ) -> IpnVerdict {
        let unverified = match self.read_callback(received) {
            Ok(unverified) => unverified,
            Err(malformed) => return IpnVerdict::Malformed(malformed),
        };
        match secret(unverified.order_id()) {
            Some(secret) => unverified.verify(secret.borrow()),
            None => unverified.of_an_unknown_order(),
        }
    }

    /// Reads a notification as far as its order's id, by which its secret is found.
    ///
    /// # Errors
    ///
    /// When it is none, or has two meanings: answer 400.
    pub fn read_callback(&self, received: Received<'_>) -> Result<UnverifiedIpn, MalformedIpn> {
        UnverifiedIpn::read(received, self.hash_names())
    }
}
