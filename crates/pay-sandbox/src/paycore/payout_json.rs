//! Payout invoices as answers and callbacks show them.

use crate::json::Json;

use super::amount::{number, number_or_null};
use super::machine::Machine;
use super::payment_json::{relation, text_or_null, time};
use super::payout::{Part, Payout};
use super::status::PayoutStatus;

impl Machine {
    /// The private document of one payout.
    pub(super) fn payout_document(&self, at: usize) -> Json {
        Json::object([("data", self.payout_resource(at))])
    }

    /// Type, id, attributes, relationships, links.
    pub(super) fn payout_resource(&self, at: usize) -> Json {
        let payout = &self.payouts[at];
        let customer = payout.customer.as_ref().map(|(_, id)| id.clone());
        let relationships = Json::object([
            ("payout-service", relation("payout-services", Some(payout.service.code.to_owned()))),
            ("payout-method", relation("payout-methods", Some(payout.service.method.to_owned()))),
            ("customer", relation("customers", customer)),
        ]);
        let link = format!("/api/payout-invoices/{}", payout.id);
        Json::object([
            ("type", Json::text("payout-invoices")),
            ("id", Json::text(&payout.id)),
            ("attributes", self.payout_attributes(payout)),
            ("relationships", relationships),
            ("links", Json::object([("self", Json::text(link))])),
        ])
    }

    fn payout_attributes(&self, payout: &Payout) -> Json {
        let processed = payout.processed_at.map(|_| payout.arrived());
        let processed_fee = processed.map(|amount| payout.fee_of(amount));
        let writeoff = processed.zip(processed_fee).map(|(amount, fee)| amount + fee);
        Json::object([
            ("status", Json::text(payout.status.as_str())),
            ("resolution", Json::text(&payout.resolution)),
            ("moderation_required", Json::Bool(payout.status == PayoutStatus::ProcessError)),
            ("amount", number(payout.amount)),
            ("payout_amount", number(payout.payout_amount())),
            ("currency", Json::text(&payout.currency)),
            ("service_currency", Json::text(payout.service.currency)),
            ("service_amount", number(payout.in_service_currency(payout.amount))),
            ("service_payout_amount", number(payout.in_service_currency(payout.payout_amount()))),
            ("reference_id", Json::text(&payout.reference_id)),
            ("test_mode", Json::Bool(payout.test_mode)),
            ("description", text_or_null(payout.description.as_deref())),
            ("fee", number(payout.fee)),
            ("writeoff", number(payout.writeoff)),
            ("exchange_rate", number(payout.rate())),
            ("failed", time(payout.failed_at)),
            ("processed", time(payout.processed_at)),
            ("processed_amount", number_or_null(processed)),
            ("processed_fee", number_or_null(processed_fee)),
            ("processed_writeoff", number_or_null(writeoff)),
            ("metadata", payout.metadata.clone()),
            ("created", Json::number(payout.created)),
            ("updated", Json::number(payout.updated)),
            ("fields", payout.fields.clone()),
            ("callback_url", text_or_null(payout.callback_url.as_deref())),
            ("source", Json::text("merchant_api")),
            ("callback_logs", Json::List(Vec::new())),
            ("payouts", self.parts(payout)),
        ])
    }

    /// The parts that arrived; with internal data exposed, those too that did not.
    fn parts(&self, payout: &Payout) -> Json {
        let exposed = self.settings.expose_internal_data;
        let shown =
            |part: &&Part| part.succeeded == Some(true) || exposed && part.succeeded.is_some();
        let each = |part: &Part| {
            let word = if part.succeeded == Some(true) { "processed" } else { "process_failed" };
            let mut json = Json::object([
                ("id", Json::text(&part.id)),
                ("rrn", Json::Null),
                ("amount", number(part.amount)),
                ("currency", Json::text(&payout.currency)),
                ("status", Json::text(word)),
            ]);
            if exposed {
                json.push("payload", Json::object([]));
                json.push("provider_id", Json::text(part.id.replace("po_", "")));
                json.push("provider_code", Json::text("test"));
                json.push("resolution", Json::text(&payout.resolution));
            }
            json
        };
        Json::List(payout.parts.iter().filter(shown).map(each).collect())
    }

    /// What a callback says, in full or as short as the document's sample.
    pub(super) fn payout_notice(&self, at: usize) -> Json {
        if !self.settings.callback_short_payouts {
            return self.payout_document(at);
        }
        let payout = &self.payouts[at];
        let attributes = Json::object([
            ("fee", number(payout.fee)),
            ("amount", number(payout.amount)),
            ("currency", Json::text(&payout.currency)),
            ("fields", Json::object([])),
            ("status", Json::text(payout.status.as_str())),
            ("payouts", self.parts(payout)),
        ]);
        let data = Json::object([
            ("id", Json::text(&payout.id)),
            ("type", Json::text("payout-invoices")),
            ("attributes", attributes),
        ]);
        Json::object([("data", data)])
    }

    /// The flat answer of the public API.
    pub(super) fn public_payout(&self, at: usize) -> Json {
        let payout = &self.payouts[at];
        let processed = payout.processed_at.map(|_| payout.arrived());
        Json::object([
            ("id", Json::text(&payout.id)),
            ("serial_number", Json::text(payout.id.trim_start_matches("cpoi_"))),
            ("status", Json::text(payout.status.as_str())),
            ("resolution", Json::text(&payout.resolution)),
            ("amount", number(payout.amount)),
            ("payout_amount", number(payout.payout_amount())),
            ("processed_amount", number_or_null(processed)),
            ("currency", Json::text(&payout.currency)),
            ("service", Json::text(payout.service.code)),
            ("service_method", Json::text(payout.service.method)),
            ("service_currency", Json::text(payout.service.currency)),
            ("reference_id", Json::text(&payout.reference_id)),
            ("description", text_or_null(payout.description.as_deref())),
            ("test_mode", Json::Bool(payout.test_mode)),
            ("created", Json::number(payout.created)),
            ("metadata", payout.metadata.clone()),
        ])
    }
}
