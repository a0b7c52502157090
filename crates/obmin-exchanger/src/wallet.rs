//! `GET /service/api/v1/user/wallets/balance/` (source: the engine's pages and clients; what a
//! wallet has is not documented)

use std::fmt;

use http::Method;
use pay_wire::{Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse};
use serde_json::value::RawValue;
use snafu::OptionExt as _;

use crate::error::NotDocumentedSnafu;
use crate::members::Reading as _;
use crate::params::Params;
use crate::{Obmin, wire};

/// Asks for the wallets of the account, with what is on them. Needs a key.
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "nothing is sent until a client sends it"]
pub struct ListWallets {}

impl ListWallets {
    /// It has no parameters.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for ListWallets {
    type Gateway = Obmin;
    type Response = Answer<Wallets>;

    const NAME: &'static str = "user/wallets/balance";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &Obmin, stamp: &Stamp) -> Result<WireRequest> {
        wire::seal::<Self>(Method::GET, &Params::new(), gateway, stamp)
    }

    fn decode(&self, _: &Obmin, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, |data| {
            let wallets = data.present("wallets");
            let wallets = wallets.context(NotDocumentedSnafu { lacks: "it has no `wallets`" })?;
            let wallets = serde_json::from_str(wallets.get()).ok();
            let wallets =
                wallets.context(NotDocumentedSnafu { lacks: "its `wallets` are no list" })?;
            Ok(Wallets { wallets })
        })
    }
}

/// The wallets of the account. What one consists of is not documented, so nothing is read from it.
#[derive(Clone)]
pub struct Wallets {
    wallets: Vec<Box<RawValue>>,
}

impl Wallets {
    /// Each as it came: JSON.
    pub fn wallets(&self) -> impl Iterator<Item = &str> {
        self.wallets.iter().map(|raw| raw.get())
    }
}

impl fmt::Debug for Wallets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Wallets({})", self.wallets.len())
    }
}
