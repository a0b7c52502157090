//! What is told about the card that paid.

use std::fmt;

use pay_wire::Members;
use serde_json::value::RawValue;

use crate::members::attributes;

/// `payload` of an invoice that was paid by card; everything may be missing, and an account can
/// switch the card off.
#[derive(Clone)]
pub struct CardPayload {
    attributes: Members,
    card: Option<PaymentCard>,
}

impl CardPayload {
    pub(crate) fn read(attributes: Members) -> Self {
        let card = attributes.object("payment_card");
        let card = (!card.is_empty()).then_some(PaymentCard { attributes: card });
        Self { attributes, card }
    }

    /// The card.
    pub fn card(&self) -> Option<&PaymentCard> {
        self.card.as_ref()
    }

    /// Any member, as JSON.
    pub fn member(&self, name: &str) -> Option<&str> {
        self.attributes.raw(name).map(RawValue::get)
    }
}

attributes! { CardPayload: text -> &str;
    /// The token of the stored card, set after success where tokenisation was asked for. Whoever
    /// has it and the API key can charge the card.
    token,
    /// How the payer was recognised, such as `card`.
    auth_type,
    /// The payer's address.
    client_ip,
}

impl fmt::Debug for CardPayload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CardPayload").field("card", &self.card.is_some()).finish_non_exhaustive()
    }
}

/// The card that paid.
#[derive(Clone)]
pub struct PaymentCard {
    attributes: Members,
}

attributes! { PaymentCard: text -> &str;
    /// Its first six digits.
    first,
    /// Its last four digits.
    last,
    /// `511111******1111`.
    mask,
    /// The brand.
    brand,
    /// The network.
    network,
    /// The holder.
    holder,
    /// The platform's id of the card.
    card_id,
    /// The month of expiry, `12`.
    expiry_month,
    /// The year of expiry, two digits.
    expiry_year,
    /// The bank.
    issuer_name,
    /// The bank's country.
    issuer_country,
}

impl PaymentCard {
    /// Its `type`, such as debit or credit.
    pub fn kind(&self) -> Option<&str> {
        self.attributes.text("type")
    }

    /// Any member, as JSON; `verification` is an array whose elements are not documented.
    pub fn member(&self, name: &str) -> Option<&str> {
        self.attributes.raw(name).map(RawValue::get)
    }
}

impl fmt::Debug for PaymentCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PaymentCard(..)")
    }
}
