//! A notification before it is believed: read, and searched for its hash.

use std::borrow::Cow;
use std::fmt;

use pay_wire::Received;

use super::fault::Why;
use super::{HashPlace, InvalidIpn, Ipn, IpnVerdict, MalformedIpn, SIGNED, UnsignedIpn};
use crate::sign::{self, IpnFields};
use crate::{IpnSecret, OrderId};

/// The name that the hash has in each of its places.
const HASH: &str = "hash";

/// A notification that nothing is known of yet but the id that it names.
pub struct UnverifiedIpn {
    fields: Vec<(Box<str>, Box<str>)>,
    signed: [usize; 7],
    order_id: OrderId,
    given: Given,
}

/// The hash that was found, if any.
enum Given {
    None,
    One(HashPlace, Box<[u8]>),
    Several(HashPlace),
}

impl UnverifiedIpn {
    pub(super) fn read(
        received: Received<'_>,
        hash_names: &[Box<str>],
    ) -> Result<Self, MalformedIpn> {
        let fields: Vec<(Box<str>, Box<str>)> = pairs(received.body())
            .map(|(name, value)| (name.into_owned().into(), value.into_owned().into()))
            .collect();
        let places = |name: &str| {
            let named = fields.iter().enumerate().filter(|(_, field)| *field.0 == *name);
            named.map(|(place, _)| place).collect::<Vec<_>>()
        };
        let mut signed = [0; 7];
        for (name, place) in SIGNED.into_iter().zip(&mut signed) {
            match *places(name) {
                [only] => *place = only,
                [] => return Err(MalformedIpn::Missing(name)),
                _ => return Err(MalformedIpn::Doubled(name)),
            }
        }
        let once = |name: &str| places(name).len() < 2;
        if !once("orderUID") {
            return Err(MalformedIpn::Doubled("orderUID"));
        }
        if !names(hash_names).all(once) {
            return Err(MalformedIpn::Doubled(HASH));
        }
        for (name, place) in SIGNED.into_iter().zip(signed) {
            if fields[place].1.contains(':') {
                return Err(MalformedIpn::Colon(name));
            }
        }
        let given = find_hash(&fields, received, hash_names);
        let order_id = OrderId::received(&*fields[signed[0]].1);
        Ok(Self { fields, signed, order_id, given })
    }

    /// The id of the order that it claims to be about: to find the secret by, and for nothing
    /// else.
    pub fn order_id(&self) -> &OrderId {
        &self.order_id
    }

    /// Verifies it with the secret of that order.
    pub fn verify(self, secret: &IpnSecret) -> IpnVerdict {
        self.verify_bytes(secret.expose().as_bytes())
    }

    /// The same with any secret, also with an empty one, with which anybody can sign: for orders
    /// that something else than this crate has made.
    pub fn verify_bytes(self, secret: &[u8]) -> IpnVerdict {
        let (place, given) = match &self.given {
            Given::Several(place) => return InvalidIpn::verdict(Some(*place), Why::TwoHashes),
            Given::None => (None, None),
            Given::One(place, given) => (Some(*place), Some(given)),
        };
        let values = self.signed.map(|place| &*self.fields[place].1);
        if let Some(given) = given {
            let fields = IpnFields::of(values);
            if sign::verify_ipn(secret, &fields, given).is_err() {
                return InvalidIpn::verdict(place, Why::Forged);
            }
        }
        match Ipn::read(&self.fields, values, place) {
            Err(malformed) => IpnVerdict::Malformed(malformed),
            Ok(ipn) if place.is_some() => IpnVerdict::Valid(ipn),
            Ok(ipn) => IpnVerdict::Unsigned(UnsignedIpn::new(ipn)),
        }
    }

    /// The verdict where no secret is stored for that order.
    pub fn of_an_unknown_order(self) -> IpnVerdict {
        let place = match self.given {
            Given::None => None,
            Given::One(place, _) | Given::Several(place) => Some(place),
        };
        InvalidIpn::verdict(place, Why::UnknownOrder)
    }
}

impl fmt::Debug for UnverifiedIpn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnverifiedIpn").field("order_id", &self.order_id).finish_non_exhaustive()
    }
}

/// Names and values of a form, as browsers read one.
fn pairs(form: &[u8]) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
    form_urlencoded::parse(form)
}

fn names(configured: &[Box<str>]) -> impl Iterator<Item = &str> {
    [HASH].into_iter().chain(configured.iter().map(|name| &**name))
}

/// Every hash that is given, in all places and under all names; an empty one is none.
fn find_hash(
    fields: &[(Box<str>, Box<str>)],
    received: Received<'_>,
    hash_names: &[Box<str>],
) -> Given {
    let is_hash = |name: &str| names(hash_names).any(|hash| hash == name);
    let body = fields.iter().filter(|(name, _)| is_hash(name));
    let body = body.map(|(_, value)| (HashPlace::Body, value.as_bytes().into()));
    let query = pairs(received.query().as_bytes()).filter(|(name, _)| is_hash(name));
    let query = query.map(|(_, value)| (HashPlace::Query, value.as_bytes().into()));
    let headers = names(hash_names).flat_map(|name| received.header(name));
    let headers = headers.map(|value| (HashPlace::Header, value.into()));

    let all =
        body.chain(query).chain(headers).filter(|(_, given): &(_, Box<[u8]>)| !given.is_empty());
    all.fold(Given::None, |found, (place, given)| match found {
        Given::None => Given::One(place, given),
        Given::One(first, same) if same.eq_ignore_ascii_case(&given) => Given::One(first, same),
        Given::One(first, _) | Given::Several(first) => Given::Several(first),
    })
}
