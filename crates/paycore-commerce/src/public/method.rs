//! Methods: what services are by, such as cards.

use std::fmt;

use pay_wire::{Members, Printable};
use serde_json::value::RawValue;

use crate::Localized;
use crate::members::attributes;

pay_wire::words! {
    /// What kind of method it is.
    pub enum MethodCategory {
        /// A card.
        PaymentCard = "payment_card",
        /// A wallet.
        DigitalWallet = "digital_wallet",
        /// A bank transfer.
        BankTransfer = "bank_transfer",
        /// Internet banking.
        InternetBanking = "internet_banking",
        /// Something else.
        Alternative = "alternative",
    }
}

/// A method, as a pre-request tells about it; everything but its code may be missing.
#[derive(Clone)]
pub struct Method {
    code: Box<str>,
    attributes: Members,
}

impl Method {
    pub(super) fn read(code: Box<str>, attributes: Members) -> Self {
        Self { code, attributes }
    }

    /// Its code, such as `payment_card`.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Its name, for people.
    pub fn name(&self) -> Option<Localized> {
        self.attributes.raw("name").and_then(Localized::read)
    }

    /// What it is, for people.
    pub fn description(&self) -> Option<Localized> {
        self.attributes.raw("description").and_then(Localized::read)
    }

    /// What kind of method it is.
    pub fn category(&self) -> Option<MethodCategory> {
        self.attributes.text("category").map(MethodCategory::from)
    }

    /// Whether it is not to be shown.
    pub fn is_hidden(&self) -> bool {
        self.attributes.flag("hide").unwrap_or_default()
    }

    /// A value of its metadata, where it is a text or a number.
    pub fn metadata(&self, key: &str) -> Option<String> {
        self.attributes.object("metadata").text(key).map(str::to_owned)
    }

    /// Any member, as JSON.
    pub fn member(&self, name: &str) -> Option<&str> {
        self.attributes.raw(name).map(RawValue::get)
    }
}

attributes! { Method: text -> &str;
    /// The address of its logo.
    logo,
    /// The address of its icon.
    icon,
}

attributes! { Method: integer -> i64;
    /// Its place among the others.
    position,
}

impl fmt::Debug for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Method({:?})", Printable(&self.code))
    }
}
