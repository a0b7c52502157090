//! What `order/create` tells about the new order (source: the engine's clients).

use std::fmt;

use pay_wire::{Amount, Members, Result};
use snafu::OptionExt as _;

use super::{Currency, OrderAccess};
use crate::error::NotDocumentedSnafu;
use crate::members::Reading as _;
use crate::{Date, OrderId, OrderStatus};

/// An order that exists now, usually in status `new`: store its [`access`](Self::access).
///
/// Only number and secret are sure to be told; [`GetOrder`](crate::GetOrder) tells the rest.
#[derive(Clone)]
pub struct CreatedOrder {
    access: OrderAccess,
    id: Option<OrderId>,
    rid: Option<Box<str>>,
    in_amount: Option<Amount>,
    out_amount: Option<Amount>,
    status: Option<OrderStatus>,
    expires_at: Option<Date>,
    from: Currency,
    to: Currency,
}

impl CreatedOrder {
    pub(super) fn read(data: &Members) -> Result<Self> {
        let uid = data.number("uid").context(NotDocumentedSnafu { lacks: "it has no `uid`" })?;
        let secret = data.owned("secret");
        let secret = secret.context(NotDocumentedSnafu { lacks: "it has no `secret`" })?;
        let route = data.object("route");
        let amount = |name| data.amount(name).or_else(|| route.amount(name));
        Ok(Self {
            access: OrderAccess::received(uid, secret),
            id: OrderId::read(data, "_id"),
            rid: data.owned("rid"),
            in_amount: amount("inAmount"),
            out_amount: amount("outAmount"),
            status: data.owned("status").map(|status| OrderStatus::from(&*status)),
            expires_at: Date::read(data, "expiresAt"),
            from: Currency::read(&route.object("from")),
            to: Currency::read(&route.object("to")),
        })
    }

    /// Its number and secret.
    pub fn access(&self) -> &OrderAccess {
        &self.access
    }

    /// Its id, by which notifications name it (inferred); not told by every engine.
    pub fn id(&self) -> Option<&OrderId> {
        self.id.as_ref()
    }

    /// Its other number: 11 capitals and digits.
    pub fn rid(&self) -> Option<&str> {
        self.rid.as_deref()
    }

    /// What the payer is to give, in major units of the `from` currency.
    pub fn in_amount(&self) -> Option<&Amount> {
        self.in_amount.as_ref()
    }

    /// What the receiver is to get, in major units of the `to` currency.
    pub fn out_amount(&self) -> Option<&Amount> {
        self.out_amount.as_ref()
    }

    /// Where it stands; told by some engines.
    pub fn status(&self) -> Option<&OrderStatus> {
        self.status.as_ref()
    }

    /// When it is deleted if it is not paid; told by some engines.
    pub fn expires_at(&self) -> Option<&Date> {
        self.expires_at.as_ref()
    }

    /// What is given.
    pub fn from(&self) -> &Currency {
        &self.from
    }

    /// What is received.
    pub fn to(&self) -> &Currency {
        &self.to
    }
}

/// Without the secret.
impl fmt::Debug for CreatedOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CreatedOrder")
            .field("access", &self.access)
            .field("id", &self.id)
            .field("in_amount", &self.in_amount)
            .field("out_amount", &self.out_amount)
            .finish_non_exhaustive()
    }
}
