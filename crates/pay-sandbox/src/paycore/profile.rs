//! The account itself: profile, balances, options, services.

use rust_decimal::Decimal;

use crate::json::Json;

use super::amount::{is_crypto, money};
use super::fee::Fee;
use super::gate::Answer;
use super::machine::Machine;
use super::payment_json::text_or_null;
use super::prerequest::service_json;
use super::refusal::Refusal;
use super::service::{self, Direction};
use super::settings::Shape;

/// The words for an account's state; only `active` may create anything.
pub(super) const STATUSES: &[&str] =
    &["new", "active", "inactive", "moderation_requested", "moderation_pending", "archived"];

/// When the accounts were opened: the first second of 2019.
const OPENED: u64 = 1_546_300_800;

impl Machine {
    pub(super) fn profile_document(&self, at: usize) -> Json {
        self.account_resource(at, "/account/profile", Json::object(self.profile(at)))
    }

    pub(super) fn balances_document(&self, at: usize) -> Json {
        let balances = Json::object([("currency_accounts", self.currency_accounts(at))]);
        self.account_resource(at, "/account/balances", balances)
    }

    pub(super) fn options_document(&self, at: usize) -> Json {
        self.account_resource(at, "/account/payment-options", self.payment_options())
    }

    /// The older answer that has everything, secrets included.
    pub(super) fn account_document(&self, at: usize) -> Json {
        let account = &self.accounts[at];
        let mut attributes = Json::object(self.profile(at));
        attributes.push("payment_options", self.payment_options());
        attributes.push("payout_options", self.payout_options());
        attributes.push("currency_accounts", self.currency_accounts(at));
        for (name, key) in [
            ("api_key", account.api_key),
            ("live_public_key", account.live.public),
            ("live_private_key", account.live.private),
            ("test_public_key", account.test.public),
            ("test_private_key", account.test.private),
        ] {
            attributes.push(name, Json::text(key));
        }
        self.account_resource(at, "/account", attributes)
    }

    fn account_resource(&self, at: usize, path: &str, attributes: Json) -> Json {
        let data = Json::object([
            ("type", Json::text("account")),
            ("id", Json::text(self.accounts[at].id)),
            ("attributes", attributes),
            ("links", Json::object([("self", Json::text(format!("/api{path}")))])),
        ]);
        Json::object([("data", data)])
    }

    fn profile(&self, at: usize) -> [(&'static str, Json); 15] {
        let texts = |texts: &[String]| Json::List(texts.iter().map(Json::text).collect());
        [
            ("status", Json::text(&self.settings.account_status)),
            ("name", Json::text(self.accounts[at].name)),
            ("icon", Json::Null),
            ("description", Json::text("")),
            ("commerce_reference_id", Json::text(self.accounts[at].id.replace("coma_", ""))),
            ("website", Json::text("https://shop.example")),
            ("payment_fee_shift_out", Json::Bool(false)),
            ("hp_domain", Json::Null),
            ("callback_url", text_or_null(self.settings.callback_url.as_deref())),
            ("ledger_scheme", Json::text("simple")),
            ("api_ip_white_list", texts(&self.settings.ip_allow_list)),
            ("created", Json::number(OPENED)),
            ("updated", Json::number(OPENED)),
            ("report", Json::Null),
            ("time_zone", Json::text("Europe/Kyiv")),
        ]
    }

    /// The live balances, as texts.
    fn currency_accounts(&self, at: usize) -> Json {
        let whole = |units: u64| money(Decimal::from(units));
        let lower = self.settings.balance_lower_limit;
        let each = |(currency, purse): (&str, &super::account::Purse)| {
            let write = |amount: Decimal| {
                let mut amount = amount.normalize();
                amount.rescale(if is_crypto(currency) { 8 } else { amount.scale().max(2) });
                Json::text(amount.to_string())
            };
            let lower = if lower == 0 { Json::Null } else { Json::text(whole(lower)) };
            let purse = Json::object([
                ("account_id", Json::text(&purse.id)),
                ("active_balance", write(purse.active)),
                ("pending_balance", write(purse.pending)),
                ("reserved_balance", write(Decimal::ZERO)),
                ("overdraft_limit", Json::text(whole(self.settings.overdraft_limit))),
                ("balance_lower_limit", lower),
            ]);
            (currency.to_owned(), purse)
        };
        Json::Object(self.accounts[at].live_purses().map(each).collect())
    }

    fn payment_options(&self) -> Json {
        let settings = &self.settings;
        let mut options = self.common_options(&settings.payment_fee, settings.invoice_lifetime);
        for (name, value) in [
            ("attempts_limit", Json::number(settings.attempts_limit)),
            ("forbid_public_creation", Json::Bool(settings.forbid_public_creation)),
            ("force_commerce_return_url", Json::Bool(settings.force_return_url)),
            ("send_operation_context_on_return", Json::Bool(settings.send_operation_context)),
            ("bypass_hpp", Json::Bool(false)),
            ("refund_fee", Json::Bool(false)),
            ("recurrent", Json::Bool(false)),
            ("allow_overwrite_descriptor", Json::Bool(true)),
        ] {
            options.push(name, value);
        }
        options
    }

    fn payout_options(&self) -> Json {
        let settings = &self.settings;
        let mut options = self.common_options(&settings.payout_fee, settings.payout_lifetime);
        let batch =
            Json::object([("attempts_limit", Json::number(1)), ("processing_mode", Json::Null)]);
        for (name, value) in [
            ("batch_options", batch),
            ("methods", Json::List(Vec::new())),
            ("attempts_limit", Json::number(1)),
            ("split_mode", Json::Bool(false)),
            ("parallel_mode", Json::Bool(false)),
            ("allow_partially", Json::Bool(false)),
            ("moderation_required", Json::Bool(false)),
        ] {
            options.push(name, value);
        }
        options
    }

    fn common_options(&self, fee: &Fee, lifetime: u64) -> Json {
        let disabled = self.settings.disabled_services.iter().map(Json::text).collect();
        Json::object([
            ("descriptor_template", Json::Null),
            ("disabled_services", Json::List(disabled)),
            ("disable_new_services", Json::Bool(false)),
            ("reverse_fee", Json::Bool(fee.is_reverse())),
            ("fee_strategy", Json::text(fee.strategy())),
            ("invoice_lifetime", Json::number(lifetime)),
            ("public_zero_fee", Json::Bool(false)),
            ("public_fee", Json::Bool(self.settings.public_fee)),
            ("expose_internal_data", Json::Bool(self.settings.expose_internal_data)),
        ])
    }

    pub(super) fn services_document(&self, direction: Direction) -> Json {
        let available = service::all(direction)
            .filter(|service| self.available(service.code, direction).is_some());
        let services = available.map(|service| self.service_resource(service)).collect();
        Json::object([("data", Json::List(services))])
    }

    pub(super) fn service_document(
        &self,
        code: &str,
        direction: Direction,
    ) -> Result<Answer, Refusal> {
        let service = self.available(code, direction).ok_or_else(Refusal::not_found)?;
        Ok(Answer::ok(Json::object([("data", self.service_resource(service))])))
    }

    fn service_resource(&self, service: &service::Service) -> Json {
        let (kind, fee) = match service.direction {
            Direction::In => ("payment-services", &self.settings.payment_fee),
            Direction::Out => ("payout-services", &self.settings.payout_fee),
        };
        let fee = self.settings.public_fee.then_some(fee);
        let attributes = service_json(service, service.currency, None, fee, Shape::Flat);
        Json::object([
            ("type", Json::text(kind)),
            ("id", Json::text(service.code)),
            ("attributes", attributes),
            (
                "links",
                Json::object([("self", Json::text(format!("/api/{kind}/{}", service.code)))]),
            ),
        ])
    }
}
