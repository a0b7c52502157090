//! The gateway as a test sees it.

use std::ops::Deref;

use crate::local_gateway::LocalGateway;
use crate::sandbox::Sandbox;

use super::machine::Machine;
use super::settings::Settings;

/// The DPAY gateway of a running sandbox.
///
/// What every gateway can do (address, faults, forced transitions, counts) is in [`LocalGateway`].
#[derive(Clone, Debug)]
pub struct Dpay {
    gateway: LocalGateway,
}

impl Sandbox {
    /// The DPAY gateway.
    pub fn dpay(&self) -> Dpay {
        Dpay { gateway: self.gateway("dpay").clone() }
    }
}

impl Dpay {
    /// Where payment forms are sent: `/acs`.
    pub fn form_url(&self) -> String {
        format!("{}/acs", self.base_url())
    }

    /// The number of the first cash register.
    pub fn client(&self) -> String {
        self.gateway.with(|machine: &mut Machine| machine.registers[0].client.clone())
    }

    /// The secret of the first cash register.
    pub fn salt(&self) -> String {
        self.gateway.with(|machine: &mut Machine| machine.registers[0].salt.clone())
    }

    /// The number and the secret of another cash register, to which the first one's orders do not
    /// belong.
    pub fn second_register(&self) -> (String, String) {
        self.gateway.with(|machine: &mut Machine| {
            let register = &machine.registers[1];
            (register.client.clone(), register.salt.clone())
        })
    }

    /// What a cash register holds in an accounting currency, as decimal text.
    pub fn balance(&self, client: &str, currency: &str) -> String {
        self.gateway.with(|machine: &mut Machine| {
            let register = machine.registers.iter().find(|register| register.client == client);
            let balance = register.map(|register| register.balance(currency));
            super::register::money(balance.unwrap_or_default())
        })
    }

    /// Makes it behave in another way from now on, until the sandbox is reset:
    /// `configure(|settings| settings.two_step_credit = true)`.
    pub fn configure(&self, change: impl FnOnce(&mut Settings)) {
        // The change is made outside the lock: it may look at the sandbox.
        let mut settings = self.gateway.with(|machine: &mut Machine| machine.settings.clone());
        change(&mut settings);
        self.gateway.with(|machine: &mut Machine| machine.settings = settings);
    }
}

impl Deref for Dpay {
    type Target = LocalGateway;

    fn deref(&self) -> &LocalGateway {
        &self.gateway
    }
}
