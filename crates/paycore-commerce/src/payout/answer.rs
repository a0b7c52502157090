//! A payout invoice as answers and callbacks tell about it.

use std::fmt;

use pay_wire::{Amount, Members, Printable, Result};
use serde_json::value::RawValue;
use snafu::OptionExt as _;

use super::PayoutPart;
use crate::error::NotDocumentedSnafu;
use crate::invoice::Source;
use crate::members::attributes;
use crate::wire::{PAYOUTS, Resource};
use crate::{Currency, Mode, PayoutId, PayoutStatus, Resolution, Service};

/// A payout and where it stands.
///
/// Every attribute but id and status may be missing, most of all in a callback. Amounts are in
/// major units, times are Unix seconds in UTC.
#[derive(Clone)]
pub struct Payout {
    id: PayoutId,
    status: PayoutStatus,
    resolution: Option<Resolution>,
    attributes: Members,
    service: Option<Box<str>>,
    method: Option<Box<str>>,
    customer: Option<Box<str>>,
    parts: Vec<PayoutPart>,
}

impl Payout {
    /// The one in a JSON:API or a flat resource.
    pub(crate) fn read(resource: Resource) -> Result<Self> {
        resource.expect_kind(PAYOUTS)?;
        let lacks = "a payout has an id and a status";
        let id = resource.id.as_deref().context(NotDocumentedSnafu { lacks })?;
        let attributes = &resource.attributes;
        let status = attributes.text("status").context(NotDocumentedSnafu { lacks })?;
        let own = |name: &str| attributes.text(name).map(Into::into);
        Ok(Self {
            id: id.into(),
            status: PayoutStatus::read(status),
            resolution: attributes.text("resolution").map(Resolution::read),
            service: resource.related("payout-service").or_else(|| own("service")),
            method: resource.related("payout-method").or_else(|| own("service_method")),
            customer: resource.related("customer"),
            parts: attributes.list("payouts").iter().map(|part| PayoutPart::read(part)).collect(),
            attributes: resource.attributes,
        })
    }

    /// The gateway's id of it.
    pub fn id(&self) -> &PayoutId {
        &self.id
    }

    /// Where it stands.
    pub fn status(&self) -> &PayoutStatus {
        &self.status
    }

    /// Why it stands there.
    pub fn resolution(&self) -> Option<&Resolution> {
        self.resolution.as_ref()
    }

    /// Whether it is about real money.
    pub fn mode(&self) -> Option<Mode> {
        self.attributes.flag("test_mode").map(Mode::of)
    }

    /// The service by which it is paid.
    pub fn service(&self) -> Option<Service> {
        self.service.as_deref().and_then(|code| Service::new(code.to_owned()).ok())
    }

    /// The method by which it is paid, such as `payment_card`.
    pub fn method(&self) -> Option<&str> {
        self.method.as_deref()
    }

    /// The platform's id of the customer.
    pub fn customer_id(&self) -> Option<&str> {
        self.customer.as_deref()
    }

    /// The parts of a split payout: those that succeeded, and for accounts that see internal data
    /// those that failed.
    pub fn parts(&self) -> &[PayoutPart] {
        &self.parts
    }

    /// The currency of the account that is debited.
    pub fn currency(&self) -> Option<Currency> {
        self.attributes.text("currency").map(Currency::read)
    }

    /// The currency of the service.
    pub fn service_currency(&self) -> Option<Currency> {
        self.attributes.text("service_currency").map(Currency::read)
    }

    /// Where it was made.
    pub fn source(&self) -> Option<Source> {
        self.attributes.text("source").map(Source::from)
    }

    /// Whether an operator must decide.
    pub fn moderation_required(&self) -> Option<bool> {
        self.attributes.flag("moderation_required")
    }

    /// A value of the metadata, where it is a text or a number.
    pub fn metadata(&self, key: &str) -> Option<String> {
        self.attributes.object("metadata").text(key).map(str::to_owned)
    }

    /// A field of the request, echoed; may be a card number. Callbacks leave them out.
    pub fn field(&self, key: &str) -> Option<String> {
        self.attributes.object("fields").text(key).map(str::to_owned)
    }

    /// Any attribute, as JSON: those whose form is not documented, and those of the gateway's next
    /// release.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.raw(name).map(RawValue::get)
    }
}

attributes! { Payout: text -> &str;
    /// The merchant's own number.
    reference_id,
    /// What it is for.
    description,
    /// Where callbacks of this payout go.
    callback_url,
}

attributes! { Payout: amount -> Amount;
    /// As it was asked for.
    amount,
    /// What the receiver gets.
    payout_amount,
    /// What is taken from the account, commission included.
    writeoff,
    /// The commission.
    fee,
    /// `amount` in the currency of the service.
    service_amount,
    /// `payout_amount` in the currency of the service.
    service_payout_amount,
    /// From the account's currency to the service's; 1 where they are the same.
    exchange_rate,
    /// What was really paid out.
    processed_amount,
    /// The commission of what was really paid out.
    processed_fee,
    /// What was really taken from the account.
    processed_writeoff,
}

attributes! { Payout: integer -> i64;
    /// When it was made.
    created,
    /// When it last changed; it orders callbacks.
    updated,
    /// When it succeeded.
    processed,
    /// When it failed.
    failed,
}

/// Without the fields, which may hold a card number.
impl fmt::Debug for Payout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Payout")
            .field("id", &self.id)
            .field("status", &self.status)
            .field("resolution", &self.resolution)
            .field("reference_id", &self.reference_id().map(Printable))
            .field("mode", &self.mode())
            .field("amount", &self.amount())
            .field("currency", &self.currency())
            .finish_non_exhaustive()
    }
}
