//! `GET /account/balances` (source: the provider's reference of the private API)

use pay_wire::{
    Amount, Answer, Endpoint, Members, Result, Safety, Stamp, WireRequest, WireResponse,
};

use super::profile::attributes_of;
use crate::members::attributes;
use crate::wire::{self, Proof};
use crate::{Currency, PayCore};

/// Asks for the balances of the account.
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "nothing is sent until a client sends it"]
pub struct GetBalances {}

impl GetBalances {
    /// It has no parameters.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetBalances {
    type Gateway = PayCore;
    type Response = Answer<Balances>;

    const NAME: &'static str = "account balances";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &PayCore, _: &Stamp) -> Result<WireRequest> {
        wire::get("/account/balances", gateway)
    }

    fn decode(&self, gateway: &PayCore, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, Proof::Done, |top| {
            Ok(Balances::read(&attributes_of(gateway, top)?))
        })
    }
}

/// The balances of the account, one for each currency.
#[derive(Clone, Debug)]
pub struct Balances(Vec<CurrencyAccount>);

impl Balances {
    pub(super) fn read(attributes: &Members) -> Self {
        let accounts = attributes.object("currency_accounts");
        let account = |(currency, raw): (&str, &_)| CurrencyAccount {
            currency: Currency::read(currency),
            attributes: Members::of(raw),
        };
        Self(accounts.iter().map(account).collect())
    }

    /// In the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = &CurrencyAccount> {
        self.0.iter()
    }

    /// In this currency.
    pub fn of(&self, currency: &Currency) -> Option<&CurrencyAccount> {
        self.iter().find(|account| account.currency == *currency)
    }
}

/// What is there in one currency. Major units, written as text by the gateway.
#[derive(Clone)]
pub struct CurrencyAccount {
    currency: Currency,
    attributes: Members,
}

impl CurrencyAccount {
    /// The currency.
    pub fn currency(&self) -> &Currency {
        &self.currency
    }
}

attributes! { CurrencyAccount: text -> &str;
    /// The gateway's id of it, `comca_..`.
    account_id,
}

attributes! { CurrencyAccount: amount -> Amount;
    /// Can be paid out.
    active_balance,
    /// Held by payouts that are under way.
    pending_balance,
    /// The frozen part of payments that were accepted.
    reserved_balance,
    /// Credit.
    overdraft_limit,
    /// Must stay on the account; `None` where there is no such limit.
    balance_lower_limit,
}

impl std::fmt::Debug for CurrencyAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CurrencyAccount")
            .field("currency", &self.currency)
            .field("active_balance", &self.active_balance())
            .field("pending_balance", &self.pending_balance())
            .field("reserved_balance", &self.reserved_balance())
            .finish_non_exhaustive()
    }
}
