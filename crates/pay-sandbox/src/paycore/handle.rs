//! The gateway as a test sees it.

use std::ops::Deref;

use crate::local_gateway::LocalGateway;
use crate::sandbox::Sandbox;

use super::account::Account;
use super::amount::money;
use super::machine::Machine;
use super::settings::Settings;

/// The PayCore gateway of a running sandbox.
///
/// What every gateway can do (address, faults, forced transitions, counts) is in [`LocalGateway`].
#[derive(Clone, Debug)]
pub struct Paycore {
    gateway: LocalGateway,
}

impl Sandbox {
    /// The PayCore gateway.
    pub fn paycore(&self) -> Paycore {
        Paycore { gateway: self.gateway("paycore").clone() }
    }
}

impl Paycore {
    /// Where the private API is, without a final slash: `<base_url>/api`.
    pub fn private_url(&self) -> String {
        self.gateway.with(|machine: &mut Machine| machine.private_url())
    }

    /// Where the public API is, without a final slash: `<base_url>/public-api`.
    pub fn public_url(&self) -> String {
        self.gateway.with(|machine: &mut Machine| machine.public_url())
    }

    /// Where payers are sent, with the slash that stands before the query: `<base_url>/hpp/`.
    pub fn hpp_url(&self) -> String {
        self.gateway.with(|machine: &mut Machine| machine.hpp_url())
    }

    /// The account's id, the login of the private API.
    pub fn account_id(&self) -> String {
        self.first(|account| account.id)
    }

    /// The password of the private API.
    pub fn api_key(&self) -> String {
        self.first(|account| account.api_key)
    }

    /// What opens the public API for test payments.
    pub fn public_key_test(&self) -> String {
        self.first(|account| account.test.public)
    }

    /// What opens the public API for live payments.
    pub fn public_key_live(&self) -> String {
        self.first(|account| account.live.public)
    }

    /// The secret that signs callbacks about test operations.
    pub fn private_key_test(&self) -> String {
        self.first(|account| account.test.private)
    }

    /// The secret that signs callbacks about live operations.
    pub fn private_key_live(&self) -> String {
        self.first(|account| account.live.private)
    }

    /// Id and API key of another account, to which the first one's invoices do not belong.
    pub fn second_account(&self) -> (String, String) {
        self.gateway.with(|machine: &mut Machine| {
            let account = &machine.accounts[1];
            (account.id.to_owned(), account.api_key.to_owned())
        })
    }

    /// What the first account can spend in live mode, as decimal text; it is what
    /// `GET /account/balances` answers.
    pub fn balance(&self, currency: &str) -> String {
        self.purse(false, currency).0
    }

    /// What it can spend in test mode; no answer of the API shows that.
    pub fn test_balance(&self, currency: &str) -> String {
        self.purse(true, currency).0
    }

    /// What its payouts in work hold in live mode.
    pub fn pending_balance(&self, currency: &str) -> String {
        self.purse(false, currency).1
    }

    /// What its payouts in work hold in test mode.
    pub fn pending_test_balance(&self, currency: &str) -> String {
        self.purse(true, currency).1
    }

    /// Makes it behave in another way from now on, until the sandbox is reset:
    /// `configure(|settings| settings.duplicate_status = 422)`.
    pub fn configure(&self, change: impl FnOnce(&mut Settings)) {
        // The change is made outside the lock: it may look at the sandbox.
        let mut settings = self.gateway.with(|machine: &mut Machine| machine.settings.clone());
        change(&mut settings);
        self.gateway.with(|machine: &mut Machine| machine.settings = settings);
    }

    fn first(&self, part: impl Fn(&Account) -> &'static str) -> String {
        self.gateway.with(|machine: &mut Machine| part(machine.first()).to_owned())
    }

    fn purse(&self, test_mode: bool, currency: &str) -> (String, String) {
        self.gateway.with(|machine: &mut Machine| {
            let purse = machine.first().purse(test_mode, currency);
            let (active, pending) =
                purse.map_or_else(Default::default, |purse| (purse.active, purse.pending));
            (money(active), money(pending))
        })
    }
}

impl Deref for Paycore {
    type Target = LocalGateway;

    fn deref(&self) -> &LocalGateway {
        &self.gateway
    }
}
