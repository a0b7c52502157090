//! What `route/get/one` tells about a route.

use std::fmt;

use pay_wire::{Amount, Members};
use serde_json::value::RawValue;

use super::RouteRate;
use crate::field::Field;
use crate::members::Reading as _;
use crate::order::{Currency, PaymentDetails};
use crate::{Instruction, RouteId};

/// A route with all that an order along it needs.
#[derive(Clone)]
pub struct Route {
    id: Option<RouteId>,
    ttl_minutes: Option<u64>,
    from: RouteFrom,
    to: RouteTo,
    fields: Vec<Field>,
    rate: RouteRate,
    instructions: Vec<Instruction>,
    verified_user: Requirement,
    verified_phone: Requirement,
    only_for_authed: Requirement,
    is_auto_payout: Option<bool>,
    friendly_url: Option<Box<str>>,
    required_documents: Option<Box<RawValue>>,
    additional_services: Option<Box<RawValue>>,
    verification: Option<Box<RawValue>>,
}

impl Route {
    pub(super) fn read(members: &Members) -> Self {
        let fields = |side: &Members| side.objects("fields").iter().map(Field::read).collect();
        let (from, to) = (members.object("from"), members.object("to"));
        let raw = |name| members.present(name).map(ToOwned::to_owned);
        Self {
            id: RouteId::read(members, "routeId"),
            ttl_minutes: members.number("orderTTL"),
            fields: fields(members),
            rate: RouteRate::read(members),
            instructions: members.objects("instructions").iter().map(Instruction::read).collect(),
            verified_user: Requirement::read(members, "requiredVerificationUser"),
            verified_phone: Requirement::read(members, "requiredVerificationPhone"),
            only_for_authed: Requirement::read(members, "requiredOnlyForAuthed"),
            is_auto_payout: members.flag("isAutoPayout"),
            friendly_url: members.object("seo").owned("friendlyURL"),
            required_documents: raw("requiredDocuments"),
            additional_services: raw("additionalServices"),
            verification: raw("verification"),
            from: RouteFrom {
                currency: Currency::read(&from),
                fields: fields(&from),
                min: from.amount("min"),
                max: from.amount("max"),
                discounts: from.objects("discounts").iter().map(Discount::read).collect(),
                payment: from.present("paymentDetails").map(PaymentDetails::read),
            },
            to: RouteTo {
                currency: Currency::read(&to),
                fields: fields(&to),
                payout_enabled: to.flag("payoutEnabled"),
                usd_rate: to.amount("usdRate"),
            },
        }
    }

    /// Its id.
    pub fn id(&self) -> Option<&RouteId> {
        self.id.as_ref()
    }

    /// How many minutes an order waits for its payment.
    pub fn ttl_minutes(&self) -> Option<u64> {
        self.ttl_minutes
    }

    /// The side of the payer.
    pub fn from(&self) -> &RouteFrom {
        &self.from
    }

    /// The side of the receiver.
    pub fn to(&self) -> &RouteTo {
        &self.to
    }

    /// Fields of the route itself: their values are
    /// [`route_value`](crate::CreateOrder::route_value)s.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The rate.
    pub fn rate(&self) -> &RouteRate {
        &self.rate
    }

    /// Texts for the steps of the way.
    pub fn instructions(&self) -> &[Instruction] {
        &self.instructions
    }

    /// Whether the customer must be verified.
    pub fn verified_user(&self) -> &Requirement {
        &self.verified_user
    }

    /// Whether the customer's phone must be verified.
    pub fn verified_phone(&self) -> &Requirement {
        &self.verified_phone
    }

    /// Whether it is for known customers alone.
    pub fn only_for_authed(&self) -> &Requirement {
        &self.only_for_authed
    }

    /// Whether payouts go without a person.
    pub fn is_auto_payout(&self) -> Option<bool> {
        self.is_auto_payout
    }

    /// Its name in addresses.
    pub fn friendly_url(&self) -> Option<&str> {
        self.friendly_url.as_deref()
    }

    /// `requiredDocuments` as it came: JSON, not documented.
    pub fn required_documents(&self) -> Option<&str> {
        self.required_documents.as_ref().map(|raw| raw.get())
    }

    /// `additionalServices` as it came: JSON, not documented.
    pub fn additional_services(&self) -> Option<&str> {
        self.additional_services.as_ref().map(|raw| raw.get())
    }

    /// `verification` as it came: JSON, not documented.
    pub fn verification(&self) -> Option<&str> {
        self.verification.as_ref().map(|raw| raw.get())
    }
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Route")
            .field("id", &self.id)
            .field("from", &self.from.currency)
            .field("to", &self.to.currency)
            .field("fields", &self.fields)
            .field("rate", &self.rate)
            .finish_non_exhaustive()
    }
}

/// The side of the payer.
#[derive(Clone, Debug)]
pub struct RouteFrom {
    currency: Currency,
    fields: Vec<Field>,
    min: Option<Amount>,
    max: Option<Amount>,
    discounts: Vec<Discount>,
    payment: Option<PaymentDetails>,
}

impl RouteFrom {
    /// What is given.
    pub fn currency(&self) -> &Currency {
        &self.currency
    }

    /// Its fields: their values are [`from_value`](crate::CreateOrder::from_value)s.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The least that is given.
    pub fn min(&self) -> Option<&Amount> {
        self.min.as_ref()
    }

    /// The most that is given; 0 is no limit.
    pub fn max(&self) -> Option<&Amount> {
        self.max.as_ref()
    }

    /// Better rates for larger amounts.
    pub fn discounts(&self) -> &[Discount] {
        &self.discounts
    }

    /// How it is paid.
    pub fn payment(&self) -> Option<&PaymentDetails> {
        self.payment.as_ref()
    }
}

/// The side of the receiver.
#[derive(Clone, Debug)]
pub struct RouteTo {
    currency: Currency,
    fields: Vec<Field>,
    payout_enabled: Option<bool>,
    usd_rate: Option<Amount>,
}

impl RouteTo {
    /// What is received.
    pub fn currency(&self) -> &Currency {
        &self.currency
    }

    /// Its fields: their values are [`to_value`](crate::CreateOrder::to_value)s.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Whether a module pays out.
    pub fn payout_enabled(&self) -> Option<bool> {
        self.payout_enabled
    }

    /// What one unit is worth in US dollars.
    pub fn usd_rate(&self) -> Option<&Amount> {
        self.usd_rate.as_ref()
    }
}

/// A better rate from an amount on.
#[derive(Clone, Debug)]
pub struct Discount {
    amount_more_than: Option<Amount>,
    percent: Option<Amount>,
}

impl Discount {
    fn read(members: &Members) -> Self {
        Self {
            amount_more_than: members.amount("amountMoreThan"),
            percent: members.amount("discountPercent"),
        }
    }

    /// From which amount that is given.
    pub fn amount_more_than(&self) -> Option<&Amount> {
        self.amount_more_than.as_ref()
    }

    /// By how many per cent.
    pub fn percent(&self) -> Option<&Amount> {
        self.percent.as_ref()
    }
}

/// Something that a route wants of a customer; some engines tell whether, others also from which
/// amount on.
#[derive(Clone, Debug)]
pub struct Requirement {
    enabled: Option<bool>,
    currency: Option<Box<str>>,
    min_amount: Option<Amount>,
}

impl Requirement {
    fn read(route: &Members, name: &str) -> Self {
        let told = route.object(name);
        Self {
            enabled: told.flag("enable").or_else(|| route.flag(name)),
            currency: told.owned("currency"),
            min_amount: told.amount("minAmount"),
        }
    }

    /// Whether it is wanted; `None` where it is not told.
    pub fn is_enabled(&self) -> Option<bool> {
        self.enabled
    }

    /// The currency of [`min_amount`](Self::min_amount).
    pub fn currency(&self) -> Option<&str> {
        self.currency.as_deref()
    }

    /// From which amount on.
    pub fn min_amount(&self) -> Option<&Amount> {
        self.min_amount.as_ref()
    }
}
