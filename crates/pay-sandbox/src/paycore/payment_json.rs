//! Payment invoices as answers and callbacks show them.

use crate::json::Json;

use super::amount::{number, number_or_null};
use super::card;
use super::machine::Machine;
use super::payment::{Payment, UsedCard};
use super::refund::Refund;
use super::status::PaymentStatus;

impl Machine {
    /// The private document of one payment.
    pub(super) fn payment_document(&self, at: usize) -> Json {
        let mut document = Json::object([("data", self.payment_resource(at))]);
        if self.settings.expose_internal_data {
            document.push("included", Json::List(vec![request_resource(&self.payments[at])]));
        }
        document
    }

    /// Type, id, attributes, relationships, links.
    pub(super) fn payment_resource(&self, at: usize) -> Json {
        let payment = &self.payments[at];
        let link = format!("/api/payment-invoices/{}", payment.id);
        Json::object([
            ("type", Json::text("payment-invoices")),
            ("id", Json::text(&payment.id)),
            ("attributes", self.payment_attributes(at)),
            ("relationships", relationships(payment)),
            ("links", Json::object([("self", Json::text(link))])),
        ])
    }

    fn payment_attributes(&self, at: usize) -> Json {
        let payment = &self.payments[at];
        let paid = payment.paid.as_ref();
        let service = payment.service;
        let (rate, service_amount) = payment.in_service_currency(payment.amount).unzip();
        let payment_service_amount =
            payment.in_service_currency(payment.payment_amount).map(|(_, amount)| amount);
        let refunded = payment.refunded_at.map(|_| payment.refunded);
        let mut attributes = Json::object([
            ("status", Json::text(payment.status.as_str())),
            ("serial_number", Json::text(payment.serial())),
            ("resolution", Json::text(&payment.resolution)),
            ("resolution_message", Json::Null),
            ("moderation_required", Json::Bool(payment.wants_moderation())),
            ("amount", number(payment.amount)),
            ("payment_amount", number(payment.payment_amount)),
            ("fee", number(payment.fee)),
            ("deposit", number(payment.payment_amount - payment.fee)),
            ("currency", Json::text(&payment.currency)),
            ("service_currency", service.map_or(Json::Null, |one| Json::text(one.currency))),
            ("service_amount", number_or_null(service_amount)),
            ("payment_service_amount", number_or_null(payment_service_amount)),
            ("exchange_rate", number_or_null(rate)),
            ("reference_id", Json::text(&payment.reference_id)),
            ("test_mode", Json::Bool(payment.test_mode)),
            ("description", text_or_null(payment.description.as_deref())),
            ("descriptor", text_or_null(payment.descriptor.as_deref())),
            ("processed", time(paid.map(|paid| paid.at))),
            ("processed_amount", number_or_null(paid.map(|paid| paid.amount))),
            ("processed_fee", number_or_null(paid.map(|paid| paid.fee))),
            ("processed_deposit", number_or_null(paid.map(|paid| paid.amount - paid.fee))),
            ("refunded", time(payment.refunded_at)),
            ("refunded_amount", number_or_null(refunded)),
            ("refunded_fee", number_or_null(refunded.map(|_| rust_decimal::Decimal::ZERO))),
            ("failed", time(payment.failed_at)),
            ("charged_back", time(payment.charged_back_at)),
            (
                "charged_back_amount",
                number_or_null(payment.charged_back_at.map(|_| payment.charged_back)),
            ),
            ("metadata", payment.metadata.clone()),
            ("flow", service.map_or(Json::Null, |_| Json::text("hpp"))),
            ("payment_flow", Json::text(if payment.verify { "verify" } else { "charge" })),
            ("flow_data", self.flow_data(at)),
            ("payload", payload(payment)),
        ]);
        for (name, value) in [
            ("return_url", text_or_null(payment.return_url.as_deref())),
            ("return_urls", return_urls(payment)),
            ("callback_url", text_or_null(payment.callback_url.as_deref())),
            ("hpp_url", Json::text(format!("{}?cpi={}", self.hpp_url(), payment.id))),
            ("original_data", self.original_data(payment)),
            ("rrn", text_or_null(paid.map(|paid| paid.rrn.as_str()))),
            ("arn", Json::Null),
            ("approval_code", Json::Null),
            ("reserved_amount", Json::Null),
            ("reserve_expires", Json::Null),
            ("unreserved", Json::Null),
            ("refunds", Json::List(payment.refunds.iter().map(Refund::to_json).collect())),
            ("source", Json::text(payment.origin.source())),
            ("callback_logs", Json::List(Vec::new())),
            ("expires", Json::number(payment.expires)),
            ("created", Json::number(payment.created)),
            ("updated", Json::number(payment.updated)),
        ] {
            attributes.push(name, value);
        }
        attributes
    }

    /// Where to send the payer; empty before a service is chosen.
    fn flow_data(&self, at: usize) -> Json {
        let session = self.payments[at].session.as_ref();
        let Some((session, link)) = session.zip(self.pay_link(at)) else {
            return Json::object([]);
        };
        let metadata = Json::object([
            ("sid", Json::text(&session.sid)),
            ("token", Json::text(&session.token)),
        ]);
        let is_card = self.payments[at].service.is_some_and(super::service::Service::is_card);
        Json::object([
            ("action", Json::text(link)),
            ("method", Json::text("GET")),
            ("params", Json::object([])),
            ("metadata", if is_card { metadata } else { Json::object([]) }),
        ])
    }

    fn original_data(&self, payment: &Payment) -> Json {
        let session = payment.session.as_ref().filter(|_| self.settings.expose_internal_data);
        session.map_or_else(
            || Json::object([]),
            |session| {
                Json::object([
                    ("external_id", Json::text(&session.payment_id)),
                    ("original_id", Json::text(&session.sid)),
                    ("original_resolution", Json::text(&payment.resolution)),
                ])
            },
        )
    }

    /// The flat answer of the public API.
    pub(super) fn public_payment(&self, at: usize) -> Json {
        let payment = &self.payments[at];
        let service = payment.service;
        let of_service = |text: fn(&super::service::Service) -> &'static str| {
            service.map_or(Json::Null, |service| Json::text(text(service)))
        };
        let refunded = payment.refunded_at.map(|_| payment.refunded);
        Json::object([
            ("id", Json::text(&payment.id)),
            ("serial_number", Json::text(payment.serial())),
            ("status", Json::text(payment.status.as_str())),
            ("resolution", Json::text(&payment.resolution)),
            ("amount", number(payment.amount)),
            ("payment_amount", number(payment.payment_amount)),
            ("processed_amount", number_or_null(payment.paid.as_ref().map(|paid| paid.amount))),
            ("refunded_amount", number_or_null(refunded)),
            ("currency", Json::text(&payment.currency)),
            ("service", of_service(|service| service.code)),
            ("service_flow", of_service(|_| "hpp")),
            ("service_method", of_service(|service| service.method)),
            ("service_currency", of_service(|service| service.currency)),
            ("reference_id", Json::text(&payment.reference_id)),
            ("description", text_or_null(payment.description.as_deref())),
            ("test_mode", Json::Bool(payment.test_mode)),
            ("created", Json::number(payment.created)),
            ("return_url", text_or_null(payment.return_url.as_deref())),
            ("metadata", payment.metadata.clone()),
            ("active_payment", self.active_payment(at)),
        ])
    }

    fn active_payment(&self, at: usize) -> Json {
        let payment = &self.payments[at];
        let Some(link) = self.pay_link(at) else {
            return Json::Null;
        };
        let payload = Json::object([
            ("action", Json::text(link)),
            ("method", Json::text("GET")),
            ("params", Json::object([])),
            ("metadata", Json::object([])),
        ]);
        Json::object([
            ("status", Json::text(payment.status.as_str())),
            ("resolution", Json::text(&payment.resolution)),
            ("payload", payload),
        ])
    }
}

impl Payment {
    /// An operator has to look at it: a technical error that may be repeated.
    fn wants_moderation(&self) -> bool {
        self.status == PaymentStatus::ProcessError
    }
}

fn relationships(payment: &Payment) -> Json {
    let of_service = |kind, id: fn(&super::service::Service) -> &'static str| {
        relation(kind, payment.service.map(|service| id(service).to_owned()))
    };
    let customer = payment.customer.as_ref().map(|(_, id)| id.clone());
    let active = payment.session.as_ref().map(|session| session.payment_id.clone());
    Json::object([
        ("payment-service", of_service("payment-services", |service| service.code)),
        ("payment-method", of_service("payment-methods", |service| service.method)),
        ("customer", relation("customers", customer)),
        ("active-payment", relation("payments", active)),
    ])
}

/// `{"data":{"type","id"}}`, or `{"data":null}`.
pub(super) fn relation(kind: &str, id: Option<String>) -> Json {
    let data = id.map_or(Json::Null, |id| {
        Json::object([("type", Json::text(kind)), ("id", Json::text(id))])
    });
    Json::object([("data", data)])
}

fn payload(payment: &Payment) -> Json {
    let card = payment.card.as_ref().filter(|_| payment.paid.is_some() || payment.verify);
    if !payment.service.is_some_and(super::service::Service::is_card) {
        return Json::object([]);
    }
    let token = card.and_then(|card| card.token.as_deref());
    Json::object([
        ("token", text_or_null(token)),
        ("auth_type", card.map_or(Json::Null, |_| Json::text("card"))),
        ("client_ip", Json::Null),
        ("payment_card", card.map_or(Json::Null, payment_card)),
    ])
}

fn payment_card(used: &UsedCard) -> Json {
    let number = &used.number;
    Json::object([
        ("first", Json::text(&number[..6])),
        ("last", Json::text(&number[number.len() - 4..])),
        ("mask", Json::text(card::mask(number))),
        ("brand", Json::text(card::brand(number))),
        ("expiry_month", Json::text(&used.expiry[..2])),
        ("expiry_year", Json::text(&used.expiry[2..])),
        ("verification", Json::List(Vec::new())),
    ])
}

fn return_urls(payment: &Payment) -> Json {
    let urls = &payment.return_urls;
    Json::object([
        ("success", text_or_null(urls.success.as_deref())),
        ("pending", text_or_null(urls.pending.as_deref())),
        ("fail", text_or_null(urls.fail.as_deref())),
    ])
}

/// The payment request below the invoice, whose words are upper-case.
fn request_resource(payment: &Payment) -> Json {
    let attributes = Json::object([
        ("amount", number(payment.amount)),
        ("paid_amount", number_or_null(payment.paid.as_ref().map(|paid| paid.amount))),
        ("currency", Json::text(&payment.currency)),
        ("reference_id", Json::text(&payment.id)),
        ("status", Json::text(payment.status.as_str().to_uppercase())),
        ("resolution", Json::text(payment.resolution.to_uppercase())),
        ("created", Json::number(payment.created)),
    ]);
    Json::object([
        ("type", Json::text("payment-requests")),
        ("id", Json::text(format!("prq_{}", payment.serial()))),
        ("attributes", attributes),
    ])
}

pub(super) fn text_or_null(text: Option<&str>) -> Json {
    text.map_or(Json::Null, Json::text)
}

pub(super) fn time(at: Option<u64>) -> Json {
    at.map_or(Json::Null, Json::number)
}
