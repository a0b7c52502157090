//! The gateway as a test sees it.

use std::ops::Deref;

use crate::local_gateway::LocalGateway;
use crate::sandbox::Sandbox;

use super::machine::Machine;
use super::settings::Settings;

/// The Obmin gateway of a running sandbox.
///
/// What every gateway can do (address, faults, forced transitions, counts) is in [`LocalGateway`].
/// Orders have no number of the merchant's own here: actions and books call them by `uid`.
#[derive(Clone, Debug)]
pub struct Obmin {
    gateway: LocalGateway,
}

impl Sandbox {
    /// The Obmin gateway.
    pub fn obmin(&self) -> Obmin {
        Obmin { gateway: self.gateway("obmin").clone() }
    }
}

impl Obmin {
    /// What the names of methods are appended to: `<site_url>/service/api/v1/`.
    pub fn api_url(&self) -> String {
        self.gateway.with(|machine: &mut Machine| machine.api_url())
    }

    /// The site, without a final slash: pages of orders and rates are there.
    pub fn site_url(&self) -> String {
        self.gateway.base_url()
    }

    /// The key of the first user.
    pub fn api_key(&self) -> String {
        self.gateway.with(|machine: &mut Machine| machine.first_key().key.clone())
    }

    /// What the first user's requests are signed with.
    pub fn api_secret(&self) -> String {
        self.gateway.with(|machine: &mut Machine| machine.first_key().secret.clone())
    }

    /// Key and secret of another user, to whom the first one's orders do not belong.
    pub fn second_key(&self) -> (String, String) {
        self.gateway.with(|machine: &mut Machine| {
            let key = &machine.keys[1];
            (key.key.clone(), key.secret.clone())
        })
    }

    /// The ids of all directions. The first is automatic both ways, the second manual both ways,
    /// the third is paid automatically and paid out by hand, the fourth is hidden, is paid by hand
    /// and paid out automatically.
    pub fn routes(&self) -> Vec<String> {
        self.gateway.with(|machine: &mut Machine| machine.direction_ids())
    }

    /// Where an order stands, such as `waitPayment`; `None` if there is none of this number.
    pub fn status(&self, uid: u64) -> Option<&'static str> {
        self.gateway.with(|machine: &mut Machine| {
            machine.orders.iter().find(|order| order.uid == uid).map(|order| order.status.as_str())
        })
    }

    /// Makes it behave in another way from now on, until the sandbox is reset:
    /// `configure(|settings| settings.payout_delay_s = 0)`.
    pub fn configure(&self, change: impl FnOnce(&mut Settings)) {
        // The change is made outside the lock: it may look at the sandbox.
        let mut settings = self.gateway.with(|machine: &mut Machine| machine.settings.clone());
        change(&mut settings);
        self.gateway.with(|machine: &mut Machine| machine.settings = settings);
    }
}

impl Deref for Obmin {
    type Target = LocalGateway;

    fn deref(&self) -> &LocalGateway {
        &self.gateway
    }
}
