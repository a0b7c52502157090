//! What a new payment invoice must bring.

use rust_decimal::Decimal;

use crate::json::Json;

use super::account;
use super::amount::{is_known, rate, round};
use super::attributes::{Attributes, is_birthday, is_email, is_reference, is_tax_id};
use super::machine::Machine;
use super::payment::{Origin, Payment, ReturnUrls};
use super::refusal::Failure;
use super::service::{self, Direction, Service};
use super::status::PaymentStatus;

/// The last second of the year 9999.
const LAST_SECOND: u64 = 253_402_300_799;

impl Machine {
    /// A payment that is not stored yet, or everything that is wrong with it.
    pub(super) fn read_payment(
        &self,
        account: usize,
        json: &Json,
        origin: Origin,
        now: u64,
    ) -> Result<Payment, Vec<Failure>> {
        let mut given = Attributes::new(json);
        let reference_id = given.required_text("reference_id", is_reference).to_owned();
        if given.get("amount").is_none() {
            given.fail("amount", "required");
        }
        let amount = given.amount("amount");
        let currency = self.currency(&mut given);
        let service = given.text("service").and_then(|code| {
            let service = self.available(code, Direction::In);
            if service.is_none() {
                given.fail("service", "not_available");
            }
            service
        });
        check_limits(&mut given, "amount", amount, currency.as_deref(), service);
        let fields = fields(&mut given);
        if let Some(service) = service {
            check_fields(&mut given, service, fields);
        }
        let test_mode = match origin {
            Origin::Private => given.flag("test_mode"),
            Origin::Public { test_mode } => test_mode,
        };
        let flow = given.fitting("flow", |flow| ["charge", "verify"].contains(&flow));
        let return_url = given.url("return_url");
        given.map("return_urls");
        let return_urls = ReturnUrls {
            success: given.url("return_urls.success"),
            pending: given.url("return_urls.pending"),
            fail: given.url("return_urls.fail"),
        };
        let callback_url = match origin {
            Origin::Private => given.url("callback_url"),
            Origin::Public { .. } => None,
        };
        let expires = expires(&mut given, now);
        let customer = customer(&mut given);
        let metadata = metadata(&mut given);
        given.map("gateway_options");
        given.map("gateway_options.cardgate");
        if given.get("gateway_options.cardgate.recurrent").is_some() {
            given.fail("gateway_options.cardgate.recurrent", "not_allowed");
        }
        let tokenize = given.flag("gateway_options.cardgate.tokenize");
        let instant = given.flag("gateway_options.cardgate.instant");
        let description = given.text("description").map(str::to_owned);
        let descriptor = given.text("descriptor").map(str::to_owned);
        let card = self.stored_card(&mut given);
        given.verdict()?;

        let (amount, currency) = (amount.unwrap_or_default(), currency.unwrap_or_default());
        let terms = self.settings.payment_fee.clone();
        let (payment_amount, fee) = terms.of(amount, &currency);
        let id = account::id("cpi_");
        Ok(Payment {
            id,
            account,
            origin,
            reference_id,
            amount,
            currency,
            service,
            test_mode,
            verify: flow == Some("verify"),
            description,
            descriptor,
            return_url,
            return_urls,
            callback_url,
            metadata,
            customer: customer.map(|reference| (reference, String::new())),
            instant: card.filter(|_| instant),
            tokenize,
            created: now,
            updated: now,
            expires: expires.unwrap_or(
                now + self.settings.invoice_lifetime.saturating_mul(60).min(LAST_SECOND),
            ),
            status: PaymentStatus::Created,
            resolution: "ok".to_owned(),
            terms,
            payment_amount,
            fee,
            session: None,
            attempts: 0,
            card: None,
            paid: None,
            refunds: Vec::new(),
            refunded: Decimal::ZERO,
            refunded_at: None,
            charged_back: Decimal::ZERO,
            charged_back_at: None,
            failed_at: None,
        })
    }

    /// A currency that accounts have.
    pub(super) fn currency(&self, given: &mut Attributes<'_>) -> Option<String> {
        let currency = given.required_text("currency", is_known);
        if currency.is_empty() {
            return None;
        }
        if self.first().purse(true, currency).is_none() {
            given.fail("currency", "not_available");
            return None;
        }
        Some(currency.to_owned())
    }

    pub(super) fn available(&self, code: &str, direction: Direction) -> Option<&'static Service> {
        let disabled = self.settings.disabled_services.iter().any(|one| one == code);
        service::find(code, direction).filter(|_| !disabled)
    }

    /// The number behind `token`; with one, a payment says by which service and whose card it is.
    fn stored_card(&self, given: &mut Attributes<'_>) -> Option<String> {
        let token = given.text("token")?;
        if given.get("service").is_none() {
            given.fail("service", "required");
        }
        if matches!(given.get("customer"), None | Some(Json::List(_))) {
            given.fail("customer.reference_id", "required");
        }
        let card = self.cards.iter().find(|(known, _)| known == token);
        if card.is_none() {
            given.fail("token", "invalid");
        }
        card.map(|(_, number)| number.clone())
    }
}

/// The service's limits, in its own currency.
pub(super) fn check_limits(
    given: &mut Attributes<'_>,
    path: &str,
    amount: Option<Decimal>,
    currency: Option<&str>,
    service: Option<&Service>,
) {
    let (Some(amount), Some(currency), Some(service)) = (amount, currency, service) else {
        return;
    };
    let converted = round(amount * rate(currency, service.currency), service.currency);
    let (min, max) = service.limits();
    if converted < min {
        given.fail(path, "too_small");
    } else if converted > max {
        given.fail(path, "too_big");
    }
}

/// `fields`, or `service_fields` where there are none.
pub(super) fn fields<'a>(given: &mut Attributes<'a>) -> Option<&'a Json> {
    let name = if given.get("fields").is_some() { "fields" } else { "service_fields" };
    given.map(name)
}

pub(super) fn check_fields(given: &mut Attributes<'_>, service: &Service, fields: Option<&Json>) {
    for field in service.fields {
        let path = format!("fields.{}", field.key);
        match fields.and_then(|fields| fields.get(field.key)) {
            None if field.required => given.fail(&path, "required"),
            None => {}
            Some(value) if value.as_text().is_some_and(|text| field.rule.accepts(text)) => {}
            Some(_) => given.fail(&path, "invalid"),
        }
    }
}

/// The merchant's id of the customer.
pub(super) fn customer(given: &mut Attributes<'_>) -> Option<String> {
    given.map("customer")?;
    let reference = given.required_text("customer.reference_id", is_reference).to_owned();
    given.fitting("customer.email", is_email);
    given.fitting("customer.date_of_birth", is_birthday);
    given.fitting("customer.individual_tax_id", is_tax_id);
    given.map("customer.metadata");
    Some(reference)
}

pub(super) fn metadata(given: &mut Attributes<'_>) -> Json {
    given.map("metadata").cloned().unwrap_or_else(|| Json::object([]))
}

fn expires(given: &mut Attributes<'_>, now: u64) -> Option<u64> {
    let value = given.get("expires")?;
    let read = match value {
        Json::Number(text) => text.parse().ok().filter(|at| (now + 1..=LAST_SECOND).contains(at)),
        _ => None,
    };
    if read.is_none() {
        given.fail("expires", "invalid");
    }
    read
}
