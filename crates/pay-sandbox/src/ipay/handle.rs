//! The gateway as a test sees it.

use std::ops::Deref;

use crate::gateway::Refused;
use crate::json::Json;
use crate::local_gateway::LocalGateway;
use crate::sandbox::Sandbox;

use super::google::{self, Order};
use super::machine::Machine;
use super::merchant::Merchant;
use super::settings::Settings;

/// The iPay gateway of a running sandbox.
///
/// What every gateway can do (address, faults, forced transitions, counts) is in [`LocalGateway`].
/// All actions share one address; faults and counts know them by name: `on("PaymentCreate")`.
#[derive(Clone, Debug)]
pub struct Ipay {
    gateway: LocalGateway,
}

impl Sandbox {
    /// The iPay gateway.
    pub fn ipay(&self) -> Ipay {
        Ipay { gateway: self.gateway("ipay").clone() }
    }
}

impl Ipay {
    /// The name of the first merchant, whose payments have one stage.
    pub fn login(&self) -> String {
        self.gateway.with(|machine: &mut Machine| machine.merchants[0].login.clone())
    }

    /// What the first merchant's requests are signed with.
    pub fn sign_key(&self) -> String {
        self.gateway.with(|machine: &mut Machine| machine.merchants[0].sign_key.clone())
    }

    /// Login and key of another merchant, whose payments have two stages, and to whom the first
    /// one's payments do not belong.
    pub fn second_merchant(&self) -> (String, String) {
        self.merchant(1)
    }

    /// Login and key of a merchant whose payers pay ten percent on top.
    pub fn fee_merchant(&self) -> (String, String) {
        self.merchant(2)
    }

    /// Makes it behave in another way from now on, until the sandbox is reset:
    /// `configure(|settings| settings.threeds_above = 0)`.
    pub fn configure(&self, change: impl FnOnce(&mut Settings)) {
        // The change is made outside the lock: it may look at the sandbox.
        let mut settings = self.gateway.with(|machine: &mut Machine| machine.settings.clone());
        change(&mut settings);
        self.gateway.with(|machine: &mut Machine| machine.settings = settings);
    }

    /// Gives a merchant other terms, until the sandbox is reset; one that is not known becomes one,
    /// with the terms and the key of the first.
    pub fn configure_merchant(&self, login: &str, change: impl FnOnce(&mut Merchant)) {
        let mut merchant = self.gateway.with(|machine: &mut Machine| machine.terms(login));
        change(&mut merchant);
        self.gateway.with(|machine: &mut Machine| machine.engage(merchant));
    }

    /// A new Google token for the card 4111 1111 1111 1111: the text of
    /// `paymentMethodData.tokenizationData.token`, to be sent in Base64. It is signed and encrypted
    /// with the test keys, so it is good whether tokens are checked or not, for one payment.
    pub fn google_token(&self) -> String {
        self.google_token_for("4111111111111111")
    }

    /// The same for another card; some card numbers decide how the payment ends.
    pub fn google_token_for(&self, pan: &str) -> String {
        let now = self.gateway.now();
        google::token(&Order::new(pan, now), now)
    }

    /// Lets the payer pass 3-D Secure: posts the result to the shop if its address is on this
    /// machine, and returns the value of `threedsData` in that POST.
    ///
    /// # Errors
    ///
    /// If there is no such payment, or it does not wait for 3-D Secure.
    pub fn pass_3ds(&self, id: &str) -> Result<String, Refused> {
        self.threeds(id, "pass_3ds")
    }

    /// Lets the payer fail at 3-D Secure; otherwise as [`pass_3ds`](Self::pass_3ds).
    ///
    /// # Errors
    ///
    /// If there is no such payment, or it does not wait for 3-D Secure.
    pub fn fail_3ds(&self, id: &str) -> Result<String, Refused> {
        self.threeds(id, "fail_3ds")
    }

    fn threeds(&self, id: &str, action: &str) -> Result<String, Refused> {
        let done = self.gateway.ask(id, action, &Json::object([]), false)?;
        let value = done.get("threeds_data").and_then(Json::as_text);
        Ok(value.unwrap_or_default().to_owned())
    }

    fn merchant(&self, at: usize) -> (String, String) {
        self.gateway.with(|machine: &mut Machine| {
            let merchant = &machine.merchants[at];
            (merchant.login.clone(), merchant.sign_key.clone())
        })
    }
}

impl Deref for Ipay {
    type Target = LocalGateway;

    fn deref(&self) -> &LocalGateway {
        &self.gateway
    }
}
