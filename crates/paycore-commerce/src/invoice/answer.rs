//! A payment invoice as answers and callbacks tell about it.

use std::fmt;

use pay_wire::{Amount, Members, Result};
use serde_json::value::RawValue;
use snafu::OptionExt as _;

use super::{CardPayload, Flow, FlowData, PaymentFlow, Redirect, Source};
use crate::error::NotDocumentedSnafu;
use crate::members::attributes;
use crate::wire::{INVOICES, Resource};
use crate::{Currency, InvoiceId, InvoiceStatus, Mode, Resolution, Service};

/// A payment invoice and where it stands.
///
/// Every attribute but id and status may be missing. Amounts are in major units, times are Unix
/// seconds in UTC. Before an order is credited, compare [`amount`](Self::amount),
/// [`currency`](Self::currency) and [`reference_id`](Self::reference_id) with your own records:
/// what really came is [`processed_amount`](Self::processed_amount), what you got is
/// [`processed_deposit`](Self::processed_deposit).
#[derive(Clone)]
pub struct Invoice {
    id: InvoiceId,
    status: InvoiceStatus,
    resolution: Option<Resolution>,
    attributes: Members,
    service: Option<Box<str>>,
    method: Option<Box<str>>,
    customer: Option<Box<str>>,
    active_payment: Option<Box<str>>,
    flow_data: FlowData,
    payload: CardPayload,
    redirect: Option<Redirect>,
}

impl Invoice {
    /// The one in a JSON:API or a flat resource.
    pub(crate) fn read(resource: Resource) -> Result<Self> {
        resource.expect_kind(INVOICES)?;
        let lacks = "an invoice has an id and a status";
        let id = resource.id.as_deref().context(NotDocumentedSnafu { lacks })?;
        let attributes = &resource.attributes;
        let status = attributes.text("status").context(NotDocumentedSnafu { lacks })?;
        let flow_data = FlowData::read(&attributes.object("flow_data"));
        let of_payment = || Redirect::read(&attributes.object("active_payment").object("payload"));
        let own = |name: &str| attributes.text(name).map(Into::into);
        Ok(Self {
            id: id.into(),
            status: InvoiceStatus::read(status),
            resolution: attributes.text("resolution").map(Resolution::read),
            service: resource.related("payment-service").or_else(|| own("service")),
            method: resource.related("payment-method").or_else(|| own("service_method")),
            customer: resource.related("customer"),
            active_payment: resource.related("active-payment"),
            redirect: flow_data
                .redirect()
                .cloned()
                .or_else(of_payment)
                .or_else(|| attributes.text("hpp_url").map(Redirect::link)),
            flow_data,
            payload: CardPayload::read(attributes.object("payload")),
            attributes: resource.attributes,
        })
    }

    /// The gateway's id of it.
    pub fn id(&self) -> &InvoiceId {
        &self.id
    }

    /// Where it stands.
    pub fn status(&self) -> &InvoiceStatus {
        &self.status
    }

    /// Why it stands there.
    pub fn resolution(&self) -> Option<&Resolution> {
        self.resolution.as_ref()
    }

    /// Where the payer goes to pay: from `flow_data`, else from `active_payment`, else `hpp_url`.
    ///
    /// Where there is none, the hosted page with this invoice's id is the way (inferred).
    pub fn redirect(&self) -> Option<&Redirect> {
        self.redirect.as_ref()
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

    /// The platform's id of the payment that is under way or done.
    pub fn active_payment_id(&self) -> Option<&str> {
        self.active_payment.as_deref()
    }

    /// What the flow of the service needs.
    pub fn flow_data(&self) -> &FlowData {
        &self.flow_data
    }

    /// What is told about the card that paid.
    pub fn payload(&self) -> &CardPayload {
        &self.payload
    }

    /// The currency of the invoice.
    pub fn currency(&self) -> Option<Currency> {
        self.attributes.text("currency").map(Currency::read)
    }

    /// The currency of the service.
    pub fn service_currency(&self) -> Option<Currency> {
        self.attributes.text("service_currency").map(Currency::read)
    }

    /// How the payer pays: the flow of the *service*. What the request called `flow` is
    /// [`payment_flow`](Self::payment_flow).
    pub fn flow(&self) -> Option<Flow> {
        let flow = self.attributes.text("flow").or_else(|| self.attributes.text("service_flow"));
        flow.map(Flow::from)
    }

    /// What the request called `flow`.
    pub fn payment_flow(&self) -> Option<PaymentFlow> {
        self.attributes.text("payment_flow").map(PaymentFlow::from)
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

    /// Where the payer returns after success, while it is not known yet, and after failure.
    pub fn return_urls(&self) -> [Option<String>; 3] {
        let urls = self.attributes.object("return_urls");
        ["success", "pending", "fail"].map(|name| urls.text(name).map(str::to_owned))
    }

    /// Any attribute, as JSON: those whose form is not documented (`refunds`, `reserves`,
    /// `original_data`, `callback_logs` ..), and those of the gateway's next release.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.raw(name).map(RawValue::get)
    }
}

attributes! { Invoice: text -> &str;
    /// The merchant's own number.
    reference_id,
    /// The id without its prefix.
    serial_number,
    /// Why it stands where it does, in free text.
    resolution_message,
    /// What is paid for.
    description,
    /// What stands on the payer's statement.
    descriptor,
    /// Where the payer returns.
    return_url,
    /// Where callbacks of this invoice go.
    callback_url,
    /// A ready link for the payer; see [`redirect`](Self::redirect).
    hpp_url,
    /// The acquirer's retrieval reference number.
    rrn,
    /// The acquirer's reference number.
    arn,
    /// The bank's approval code.
    approval_code,
}

attributes! { Invoice: amount -> Amount;
    /// As it was asked for, in the invoice's currency.
    amount,
    /// What the payer pays: `deposit` and `fee` together.
    payment_amount,
    /// The commission.
    fee,
    /// What the account is credited with.
    deposit,
    /// `amount` in the currency of the service.
    service_amount,
    /// `payment_amount` in the currency of the service.
    payment_service_amount,
    /// From the invoice's currency to the service's.
    exchange_rate,
    /// What was really paid; it may differ from `payment_amount`.
    processed_amount,
    /// The commission of what was really paid.
    processed_fee,
    /// What the account was really credited with.
    processed_deposit,
    /// Given back so far.
    refunded_amount,
    /// The commission of refunds so far.
    refunded_fee,
    /// Charged back so far.
    charged_back_amount,
    /// Frozen as a reserve.
    reserved_amount,
}

attributes! { Invoice: integer -> i64;
    /// When it was made.
    created,
    /// When it last changed; it orders callbacks.
    updated,
    /// When it succeeded.
    processed,
    /// When it failed.
    failed,
    /// When something was last given back.
    refunded,
    /// When it was charged back.
    charged_back,
    /// When its life ends.
    expires,
    /// When the reserve is released.
    reserve_expires,
}

/// Without what the payer, the card and the merchant's customer are recognised by.
impl fmt::Debug for Invoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invoice")
            .field("id", &self.id)
            .field("status", &self.status)
            .field("resolution", &self.resolution)
            .field("reference_id", &self.reference_id().map(pay_wire::Printable))
            .field("mode", &self.mode())
            .field("amount", &self.amount())
            .field("currency", &self.currency())
            .finish_non_exhaustive()
    }
}
