//! What `order/get` tells about an order.

use std::fmt;

use pay_wire::{Amount, Members, Result};
use serde_json::value::RawValue;
use snafu::{OptionExt as _, ensure};

use super::{Currency, OrderAccess, PaymentDetails};
use crate::error::{NotDocumentedSnafu, OtherOrderSnafu};
use crate::field::Requisite;
use crate::members::Reading as _;
use crate::{Date, Instruction, OrderId, OrderStatus, RouteId};

/// An order and where it stands.
///
/// Release goods only when [`status`](Self::status) is [`OrderStatus::Done`]; compare the amounts
/// and the codes of the currencies with what was ordered. With a floating rate the amounts can
/// change while it is not paid. Every member but the status may be missing.
#[derive(Clone)]
pub struct Order {
    id: Option<OrderId>,
    uid: Option<u64>,
    rid: Option<Box<str>>,
    status: OrderStatus,
    partner: Option<Box<str>>,
    in_amount: Option<Amount>,
    out_amount: Option<Amount>,
    rate: Option<Amount>,
    rate_type: Option<Box<str>>,
    from_values: Vec<Requisite>,
    to_values: Vec<Requisite>,
    route_values: Vec<Requisite>,
    created_at: Option<Date>,
    expires_at: Option<Date>,
    client_callback_url: Option<Box<str>>,
    comment: Option<Box<str>>,
    route_id: Option<RouteId>,
    from: Currency,
    to: Currency,
    payment: Option<PaymentDetails>,
    instructions: Vec<Instruction>,
    verifications: Option<Box<RawValue>>,
}

impl Order {
    /// The order in `data`, which is to be the one of this access.
    pub(crate) fn of(access: &OrderAccess, data: &Members) -> Result<Self> {
        let order = Self::read(&data.object("order"))?;
        ensure!(order.uid.is_none_or(|uid| uid == access.uid()), OtherOrderSnafu { field: "uid" });
        let verifications = data.present("verifications").map(ToOwned::to_owned);
        Ok(Self { verifications, ..order })
    }

    fn read(members: &Members) -> Result<Self> {
        let status = members.owned("status");
        let status = status.context(NotDocumentedSnafu { lacks: "the order has no `status`" })?;
        let requisites =
            |name| members.objects(name).iter().map(Requisite::read).collect::<Vec<Requisite>>();
        let route = members.object("route");
        let (from, to) = (route.object("from"), route.object("to"));
        Ok(Self {
            id: OrderId::read(members, "_id"),
            uid: members.number("uid"),
            rid: members.owned("rid"),
            status: OrderStatus::from(&*status),
            partner: members.owned("partner"),
            in_amount: members.amount("inAmount"),
            out_amount: members.amount("outAmount"),
            rate: members.amount("rate"),
            rate_type: members.owned("rateTypeCalculate"),
            from_values: requisites("fromValues"),
            to_values: requisites("toValues"),
            route_values: requisites("routeValues"),
            created_at: Date::read(members, "createdAt"),
            expires_at: Date::read(members, "expiresAt"),
            client_callback_url: members.owned("clientCallbackUrl"),
            comment: members.owned("comment"),
            route_id: RouteId::read(&route, "routeId"),
            payment: from.present("paymentDetails").map(PaymentDetails::read),
            from: Currency::read(&from),
            to: Currency::read(&to),
            instructions: route.objects("instructions").iter().map(Instruction::read).collect(),
            verifications: None,
        })
    }

    /// Where it stands.
    pub fn status(&self) -> &OrderStatus {
        &self.status
    }

    /// Its id, by which notifications name it.
    pub fn id(&self) -> Option<&OrderId> {
        self.id.as_ref()
    }

    /// Its number.
    pub fn uid(&self) -> Option<u64> {
        self.uid
    }

    /// Its other number: 11 capitals and digits.
    pub fn rid(&self) -> Option<&str> {
        self.rid.as_deref()
    }

    /// The partner that it counts for.
    pub fn partner(&self) -> Option<&str> {
        self.partner.as_deref()
    }

    /// What the payer gives, in major units of the `from` currency.
    pub fn in_amount(&self) -> Option<&Amount> {
        self.in_amount.as_ref()
    }

    /// What the receiver gets, in major units of the `to` currency.
    pub fn out_amount(&self) -> Option<&Amount> {
        self.out_amount.as_ref()
    }

    /// Units of `to` for one unit of `from`.
    pub fn rate(&self) -> Option<&Amount> {
        self.rate.as_ref()
    }

    /// How the rate is reckoned: `float` is known, and means that amounts may change.
    pub fn rate_type(&self) -> Option<&str> {
        self.rate_type.as_deref()
    }

    /// Requisites of the paying side.
    pub fn from_values(&self) -> &[Requisite] {
        &self.from_values
    }

    /// Requisites of the receiving side.
    pub fn to_values(&self) -> &[Requisite] {
        &self.to_values
    }

    /// Fields of the route: an e-mail address, a phone, a name.
    pub fn route_values(&self) -> &[Requisite] {
        &self.route_values
    }

    /// When it was made.
    pub fn created_at(&self) -> Option<&Date> {
        self.created_at.as_ref()
    }

    /// When it is deleted if it is not paid.
    pub fn expires_at(&self) -> Option<&Date> {
        self.expires_at.as_ref()
    }

    /// Where the customer returns to.
    pub fn client_callback_url(&self) -> Option<&str> {
        self.client_callback_url.as_deref()
    }

    /// What an operator has to say.
    pub fn comment(&self) -> Option<&str> {
        self.comment.as_deref()
    }

    /// Its route.
    pub fn route_id(&self) -> Option<&RouteId> {
        self.route_id.as_ref()
    }

    /// What is given.
    pub fn from(&self) -> &Currency {
        &self.from
    }

    /// What is received.
    pub fn to(&self) -> &Currency {
        &self.to
    }

    /// How it is paid. It means something in [`OrderStatus::WaitPayment`]; whether it is there
    /// before is not documented.
    pub fn payment(&self) -> Option<&PaymentDetails> {
        self.payment.as_ref()
    }

    /// Texts for the steps of the way.
    pub fn instructions(&self) -> &[Instruction] {
        &self.instructions
    }

    /// `verifications` as it came: JSON, an object in most engines, an array in some.
    pub fn verifications(&self) -> Option<&str> {
        self.verifications.as_ref().map(|raw| raw.get())
    }
}

/// Without requisites, addresses and texts.
impl fmt::Debug for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Order")
            .field("id", &self.id)
            .field("uid", &self.uid)
            .field("status", &self.status)
            .field("in_amount", &self.in_amount)
            .field("out_amount", &self.out_amount)
            .field("from", &self.from)
            .field("to", &self.to)
            .finish_non_exhaustive()
    }
}
