//! `GET /account` (source: the reference of one brand; older than profile and balances)

use std::fmt;

use pay_wire::{Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse};

use super::profile::attributes_of;
use super::{AccountProfile, Balances, PaymentOptions, PayoutAccountOptions};
use crate::PayCore;
use crate::wire::{self, Proof};

/// Asks for everything about the account at once.
///
/// The answer has **the account's keys** in it: never log or store [`Answer::raw`] of it, nor
/// [`Error::body`](crate::Error::body) of a failure. [`GetProfile`](super::GetProfile) and
/// [`GetBalances`](super::GetBalances) have no keys.
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "nothing is sent until a client sends it"]
pub struct GetAccount {}

impl GetAccount {
    /// It has no parameters.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetAccount {
    type Gateway = PayCore;
    type Response = Answer<Account>;

    const NAME: &'static str = "account";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &PayCore, _: &Stamp) -> Result<WireRequest> {
        wire::get("/account", gateway)
    }

    fn decode(&self, gateway: &PayCore, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, Proof::Done, |top| {
            let attributes = attributes_of(gateway, top)?;
            Ok(Account {
                profile: AccountProfile::read(&attributes)?,
                balances: Balances::read(&attributes),
                payment_options: PaymentOptions::read(attributes.object("payment_options")),
                payout_options: PayoutAccountOptions::read(attributes.object("payout_options")),
            })
        })
    }
}

/// Everything about the account but its keys.
#[derive(Clone)]
pub struct Account {
    profile: AccountProfile,
    balances: Balances,
    payment_options: PaymentOptions,
    payout_options: PayoutAccountOptions,
}

impl Account {
    /// What it is. Its `attribute` reaches the keys too.
    pub fn profile(&self) -> &AccountProfile {
        &self.profile
    }

    /// What is there.
    pub fn balances(&self) -> &Balances {
        &self.balances
    }

    /// How it takes payments.
    pub fn payment_options(&self) -> &PaymentOptions {
        &self.payment_options
    }

    /// How it pays out.
    pub fn payout_options(&self) -> &PayoutAccountOptions {
        &self.payout_options
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("profile", &self.profile)
            .field("balances", &self.balances)
            .finish_non_exhaustive()
    }
}
