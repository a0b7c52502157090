//! What a notification says.

use std::fmt;
use std::time::Duration;

use pay_wire::Amount;

use super::to_values::ToValues;
use super::{HashPlace, MalformedIpn, SIGNED};
use crate::sign::IpnFields;
use crate::{CurrencyCode, OrderId, OrderStatus, Requisite};

/// A notification: an order has another status now.
///
/// All that has a getter here is covered by the hash, except what is behind
/// [`not_signed`](Self::not_signed). It can be replayed for ever by whoever saw it: see
/// [`is_fresh`](Self::is_fresh) and [`is_news`](Self::is_news). Find the order by
/// [`order_id`](Self::order_id), and compare amounts and codes with what was ordered.
#[derive(Clone)]
pub struct Ipn {
    order_id: OrderId,
    status: OrderStatus,
    values: [Box<str>; 7],
    from: CurrencyCode,
    to: CurrencyCode,
    timestamp: u64,
    place: Option<HashPlace>,
    not_signed: NotSigned,
}

impl Ipn {
    pub(super) fn read(
        fields: &[(Box<str>, Box<str>)],
        values: [&str; 7],
        place: Option<HashPlace>,
    ) -> Result<Self, MalformedIpn> {
        let [order_id, status, _, _, from, to, timestamp] = values;
        let timestamp = number(timestamp).ok_or(MalformedIpn::NotANumber(SIGNED[6]))?;
        let uid = fields.iter().find(|(name, _)| &**name == "orderUID");
        let uid = uid.map(|(_, value)| number(value).ok_or(MalformedIpn::NotANumber("orderUID")));
        let pairs = fields.iter().map(|(name, value)| (&**name, &**value));
        Ok(Self {
            order_id: OrderId::received(order_id),
            status: OrderStatus::from(status),
            from: CurrencyCode::from(from),
            to: CurrencyCode::from(to),
            values: values.map(Into::into),
            timestamp,
            place,
            not_signed: NotSigned { order_uid: uid.transpose()?, to_values: ToValues::read(pairs) },
        })
    }

    /// The order's id, as [`CreatedOrder::id`](crate::CreatedOrder::id) and
    /// [`Order::id`](crate::Order::id) told it.
    pub fn order_id(&self) -> &OrderId {
        &self.order_id
    }

    /// Its status now; notifications overtake one another, so ask.
    pub fn status(&self) -> &OrderStatus {
        &self.status
    }

    /// What the payer gives, in major units; `None` where it is not written as a number.
    pub fn in_amount(&self) -> Option<Amount> {
        self.values[2].parse().ok()
    }

    /// What the receiver gets, in major units; `None` where it is not written as a number.
    pub fn out_amount(&self) -> Option<Amount> {
        self.values[3].parse().ok()
    }

    /// `xml_from`: the code of the currency that is given. (The provider's page calls it an order's
    /// number; its own example has `ETH`.)
    pub fn from(&self) -> &CurrencyCode {
        &self.from
    }

    /// `xml_to`: the code of the currency that is received.
    pub fn to(&self) -> &CurrencyCode {
        &self.to
    }

    /// When it was sent, in milliseconds since 1970, UTC.
    pub fn timestamp_ms(&self) -> u64 {
        self.timestamp
    }

    /// The seven values that are signed, as they came.
    pub fn fields(&self) -> IpnFields<'_> {
        IpnFields::of([0, 1, 2, 3, 4, 5, 6].map(|place| &*self.values[place]))
    }

    /// Where the hash was; `None` in an [`UnsignedIpn`].
    pub fn hash_place(&self) -> Option<HashPlace> {
        self.place
    }

    /// What the hash does **not** cover: anybody on the way can change it.
    pub fn not_signed(&self) -> &NotSigned {
        &self.not_signed
    }

    /// Whether it was sent a short time ago; `now_ms` is in milliseconds since 1970, UTC.
    pub fn is_fresh(&self, freshness: &Freshness, now_ms: u64) -> bool {
        freshness.accepts(self.timestamp, now_ms)
    }

    /// Whether it is newer than the last one that was accepted of the same order, given as its
    /// timestamp and status. An older one came late, an equal one came twice.
    pub fn is_news(&self, last: Option<(u64, &OrderStatus)>) -> bool {
        last.is_none_or(|(timestamp, status)| {
            self.timestamp > timestamp || (self.timestamp == timestamp && self.status != *status)
        })
    }
}

/// 1 to 19 ASCII digits.
fn number(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() <= 19;
    digits.then(|| text.parse().ok()).flatten()
}

impl<'a> IpnFields<'a> {
    /// The seven values in the order of the hash.
    pub(crate) fn of(values: [&'a str; 7]) -> Self {
        let [order_id, new_status, in_amount, out_amount, xml_from, xml_to, timestamp] = values;
        Self { order_id, new_status, in_amount, out_amount, xml_from, xml_to, timestamp }
    }
}

/// Without the requisites.
impl fmt::Debug for Ipn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ipn")
            .field("order_id", &self.order_id)
            .field("status", &self.status)
            .field("in_amount", &self.in_amount())
            .field("out_amount", &self.out_amount())
            .field("from", &self.from)
            .field("to", &self.to)
            .field("timestamp_ms", &self.timestamp)
            .finish_non_exhaustive()
    }
}

/// The part of a notification that its hash does not cover.
///
/// Never find an order by it, never pay or show anything from it: ask with
/// [`GetOrder`](crate::GetOrder).
#[derive(Clone, Debug)]
pub struct NotSigned {
    order_uid: Option<u64>,
    to_values: ToValues,
}

impl NotSigned {
    /// The order's number.
    pub fn order_uid(&self) -> Option<u64> {
        self.order_uid
    }

    /// The requisites of the receiving side, as far as they could be told from the form.
    pub fn to_values(&self) -> &[Requisite] {
        self.to_values.values()
    }

    /// Whether the sender lost requisites when it wrote the form.
    pub fn lost_values(&self) -> bool {
        self.to_values.are_lossy()
    }
}

/// A notification without a hash: a rumour.
#[derive(Clone, Debug)]
pub struct UnsignedIpn(Ipn);

impl UnsignedIpn {
    pub(super) fn new(ipn: Ipn) -> Self {
        Self(ipn)
    }

    /// The id of the order to ask about.
    pub fn order_id(&self) -> &OrderId {
        self.0.order_id()
    }

    /// What it says. Nobody vouches for any of it: change nothing because of it.
    pub fn unproven(&self) -> &Ipn {
        &self.0
    }
}

/// How old a notification may be, and how far ahead the exchanger's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freshness {
    max_age: Duration,
    max_future: Duration,
}

impl Freshness {
    /// Five minutes of age, one minute ahead (choice: nothing is documented, and nothing is sent
    /// twice, so only the network can make one late).
    pub const DEFAULT: Self = Self::new(Duration::from_secs(300), Duration::from_secs(60));

    /// These limits, both inclusive.
    pub const fn new(max_age: Duration, max_future: Duration) -> Self {
        Self { max_age, max_future }
    }

    /// Whether a timestamp is fresh; both in milliseconds since 1970, UTC. A timestamp in seconds
    /// is old: units are not guessed.
    pub fn accepts(&self, timestamp_ms: u64, now_ms: u64) -> bool {
        let age = u128::from(now_ms.saturating_sub(timestamp_ms));
        let ahead = u128::from(timestamp_ms.saturating_sub(now_ms));
        age <= self.max_age.as_millis() && ahead <= self.max_future.as_millis()
    }
}

impl Default for Freshness {
    fn default() -> Self {
        Self::DEFAULT
    }
}
