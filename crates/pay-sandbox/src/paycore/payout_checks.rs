//! What a new payout must bring.

use rust_decimal::Decimal;

use crate::json::Json;

use super::account;
use super::amount::{rate, round, round_down};
use super::attributes::{Attributes, is_reference};
use super::machine::Machine;
use super::payment_checks::{check_fields, check_limits, customer, fields, metadata};
use super::payout::{Part, Payout};
use super::refusal::Failure;
use super::service::{Direction, Service};
use super::status::PayoutStatus;

/// Into how many parts a payout may be split.
const MOST_PARTS: usize = 100;

impl Machine {
    /// A payout that is not stored yet, or everything that is wrong with it.
    pub(super) fn read_payout(
        &self,
        account: usize,
        json: &Json,
        now: u64,
    ) -> Result<Payout, Vec<Failure>> {
        let mut given = Attributes::new(json);
        let reference_id = given.required_text("reference_id", is_reference).to_owned();
        let (path, amount) = amount(&mut given);
        let currency = self.currency(&mut given);
        let service = self.payout_service(&mut given);
        let options = Options::read(&mut given);
        let amount = amount.map(|amount| match (path, service, &currency) {
            ("service_amount", Some(service), Some(currency)) => {
                round(amount / rate(currency, service.currency), currency)
            }
            _ => amount,
        });
        let terms = &self.settings.payout_fee;
        let sides = amount.zip(currency.as_ref()).map(|(amount, code)| terms.of(amount, code));
        let parts = match (sides, service, &currency) {
            (Some((writeoff, fee)), Some(service), Some(currency)) if options.split => {
                let parts = split(writeoff - fee, currency, service);
                if parts.len() > MOST_PARTS {
                    given.fail(path, "too_big");
                } else {
                    // The last part is the smallest one.
                    let least = parts.last().copied();
                    check_limits(&mut given, path, least, Some(currency), Some(service));
                }
                parts
            }
            _ => {
                check_limits(&mut given, path, amount, currency.as_deref(), service);
                sides.map(|(writeoff, fee)| writeoff - fee).into_iter().collect()
            }
        };
        let (fields, stored_card) = self.payout_fields(&mut given, service);
        let test_mode = given.flag("test_mode");
        let callback_url = given.url("callback_url");
        let customer = customer(&mut given);
        let metadata = metadata(&mut given);
        let description = given.text("description").map(str::to_owned);
        given.verdict()?;

        let (writeoff, fee) = sides.unwrap_or_default();
        Ok(Payout {
            id: account::id("cpoi_"),
            account,
            reference_id,
            amount: amount.unwrap_or_default(),
            currency: currency.unwrap_or_default(),
            service: service.expect("a payout without a service was refused"),
            test_mode,
            description,
            callback_url,
            metadata,
            fields,
            stored_card,
            customer: customer.map(|reference| (reference, String::new())),
            auto_process: options.auto_process,
            allow_partially: options.allow_partially,
            created: now,
            updated: now,
            status: PayoutStatus::Created,
            resolution: "ok".to_owned(),
            writeoff,
            fee,
            parts: parts.into_iter().map(part).collect(),
            held: false,
            gone: Decimal::ZERO,
            processed_at: None,
            failed_at: None,
        })
    }

    fn payout_service(&self, given: &mut Attributes<'_>) -> Option<&'static Service> {
        if given.get("service").is_none() {
            given.fail("service", "required");
        }
        let code = given.text("service")?;
        let service = self.available(code, Direction::Out);
        if service.is_none() {
            given.fail("service", "not_available");
        }
        service
    }

    /// The service's fields as they were given, and the number of a stored card where they do not
    /// say one.
    fn payout_fields(
        &self,
        given: &mut Attributes<'_>,
        service: Option<&Service>,
    ) -> (Json, Option<String>) {
        let named = fields(given).cloned().unwrap_or_else(|| Json::object([]));
        let mut complete = named.clone();
        let mut stored_card = None;
        if let Some(token) = given.text("token") {
            match self.cards.iter().find(|(known, _)| known == token) {
                None => given.fail("token", "invalid"),
                Some((_, number)) if named.get("card_number").is_none() => {
                    complete.push("card_number", Json::text(number));
                    stored_card = Some(number.clone());
                }
                Some(_) => {}
            }
        }
        if let Some(service) = service {
            check_fields(given, service, Some(&complete));
        }
        (named, stored_card)
    }
}

/// How a payout is to be carried out.
struct Options {
    auto_process: bool,
    split: bool,
    allow_partially: bool,
}

impl Options {
    fn read(given: &mut Attributes<'_>) -> Self {
        given.map("options");
        given.flag("options.parallel_mode");
        Self {
            auto_process: given.flag("options.auto_process"),
            split: given.flag("options.split_mode"),
            allow_partially: given.flag("options.allow_partially"),
        }
    }
}

/// The amount and the name it was given under: in the account's currency or in the service's.
fn amount(given: &mut Attributes<'_>) -> (&'static str, Option<Decimal>) {
    let both = given.get("amount").is_some() && given.get("service_amount").is_some();
    if both {
        given.fail("amount", "ambiguous");
        return ("amount", None);
    }
    let path = if given.get("service_amount").is_some() { "service_amount" } else { "amount" };
    if given.get(path).is_none() {
        given.fail(path, "required");
    }
    (path, given.amount(path))
}

/// As many parts as the service's limit needs, the last one being what is left.
fn split(whole: Decimal, currency: &str, service: &Service) -> Vec<Decimal> {
    let (_, max) = service.limits();
    let most = round_down(max / rate(currency, service.currency), currency);
    let mut parts = Vec::new();
    let mut left = whole;
    while left > Decimal::ZERO && parts.len() <= MOST_PARTS {
        let part = left.min(most);
        parts.push(part);
        left -= part;
    }
    parts
}

fn part(amount: Decimal) -> Part {
    Part { id: account::id("po_"), amount, succeeded: None }
}
