//! `POST /api/payment/balance` (source: the path is in the introduction of the provider's API page;
//! request and answer are not documented)

use std::fmt;

use pay_wire::{
    Amount, Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse, lenient,
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::{Obmenka, wire};

/// Asks for the balance of the register.
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[must_use = "nothing is sent until a client sends it"]
pub struct GetBalance {}

impl GetBalance {
    /// It has no parameters.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetBalance {
    type Gateway = Obmenka;
    type Response = Answer<Balance>;

    const NAME: &'static str = "payment/balance";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &Obmenka, _: &Stamp) -> Result<WireRequest> {
        wire::seal("/api/payment/balance", self, gateway)
    }

    fn decode(&self, gateway: &Obmenka, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, Balance, _>(gateway, answer, &[], |balance, _| Ok(balance))
    }
}

/// Whatever the gateway says about the balance: the members whose names and meaning are not
/// documented, and the whole document in [`Answer::raw`].
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Balance(#[serde(deserialize_with = "lenient::members")] Vec<(Box<str>, Box<RawValue>)>);

impl Balance {
    /// Every top-level member that is a number or a text with a number in it, in the order in which
    /// they came. The unit is not documented; major units everywhere else.
    pub fn amounts(&self) -> impl Iterator<Item = (&str, Amount)> {
        self.0.iter().filter_map(|(name, value)| {
            serde_json::from_str(value.get()).ok().map(|amount| (&**name, amount))
        })
    }
}

/// Its amounts alone: what else there is, nobody knows.
impl fmt::Debug for Balance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.amounts()).finish()
    }
}
