//! `GET /service/partner/api.php?method=get_info` ([the provider's page for partners][page])
//!
//! [page]: https://www.obmin.me/en/partner-api-docs/

use std::fmt;

use pay_wire::{
    Amount, Answer, Endpoint, Members, Result, Safety, Stamp, WireRequest, WireResponse,
};
use serde_json::value::RawValue;

use super::{PartnerKey, Period};
use crate::Obmin;
use crate::members::Reading as _;

/// Asks how a partner's account stands.
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing is sent until a client sends it"]
pub struct GetPartnerInfo<'a> {
    key: &'a PartnerKey,
}

impl<'a> GetPartnerInfo<'a> {
    /// Of the partner who has this key.
    pub fn new(key: &'a PartnerKey) -> Self {
        Self { key }
    }
}

impl Endpoint for GetPartnerInfo<'_> {
    type Gateway = Obmin;
    type Response = Answer<PartnerInfo>;

    const NAME: &'static str = "partner/get_info";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &Obmin, _: &Stamp) -> Result<WireRequest> {
        super::seal("get_info", self.key, Period::default(), gateway)
    }

    fn decode(&self, _: &Obmin, answer: &WireResponse) -> Result<Self::Response> {
        super::open(answer, |data| Ok(PartnerInfo::read(data)))
    }
}

/// A partner's account. The currency of its amounts is not documented.
#[derive(Clone)]
pub struct PartnerInfo {
    balance: Option<Amount>,
    total_received: Option<Amount>,
    link: Option<Box<str>>,
    min_payout: Option<Amount>,
    items: Option<Box<RawValue>>,
}

impl PartnerInfo {
    fn read(data: &Members) -> Self {
        Self {
            balance: data.amount("balance"),
            total_received: data.amount("totalReceived"),
            link: data.owned("link"),
            min_payout: data.amount("min_payout"),
            items: data.present("items").map(ToOwned::to_owned),
        }
    }

    /// What is there to be paid out, in major units.
    pub fn balance(&self) -> Option<&Amount> {
        self.balance.as_ref()
    }

    /// `totalReceived`: what was earned in all, in major units.
    pub fn total_received(&self) -> Option<&Amount> {
        self.total_received.as_ref()
    }

    /// The partner's link.
    pub fn link(&self) -> Option<&str> {
        self.link.as_deref()
    }

    /// `min_payout`: the least that is paid out, in major units.
    pub fn min_payout(&self) -> Option<&Amount> {
        self.min_payout.as_ref()
    }

    /// `items` as it came: JSON of a shape that is not documented.
    pub fn items(&self) -> Option<&str> {
        self.items.as_ref().map(|raw| raw.get())
    }
}

/// Its amounts alone.
impl fmt::Debug for PartnerInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PartnerInfo")
            .field("balance", &self.balance)
            .field("total_received", &self.total_received)
            .field("min_payout", &self.min_payout)
            .finish_non_exhaustive()
    }
}
