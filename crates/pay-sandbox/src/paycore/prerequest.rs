//! Pre-requests: by which services an amount can be paid in or out.

use rust_decimal::Decimal;

use crate::json::Json;

use super::amount::{number, number_or_null, rate, round};
use super::attributes::Attributes;
use super::fee::Fee;
use super::gate::Answer;
use super::machine::Machine;
use super::refusal::Refusal;
use super::service::{self, Direction, Field, Service};
use super::settings::Shape;

impl Machine {
    pub(super) fn prerequest(
        &self,
        direction: Direction,
        account: usize,
        test_mode: bool,
        body: &Json,
    ) -> Result<Answer, Refusal> {
        let mut given = Attributes::new(body);
        let currency = self.currency(&mut given);
        if direction == Direction::Out && given.get("amount").is_none() {
            given.fail("amount", "required");
        }
        let amount = given.amount("amount");
        given.verdict().map_err(Refusal::invalid)?;
        let currency = currency.unwrap_or_default();

        let shape = self.settings.prerequest_shape;
        let services: Vec<_> = service::all(direction)
            .filter(|service| self.available(service.code, direction).is_some())
            .filter(|service| amount.is_none_or(|amount| within(service, &currency, amount)))
            .collect();
        let fee = match direction {
            Direction::In => &self.settings.payment_fee,
            Direction::Out => &self.settings.payout_fee,
        };
        let fee = self.settings.public_fee.then_some(fee);
        let by_code = services.iter().map(|service| {
            (service.code.to_owned(), service_json(service, &currency, amount, fee, shape))
        });
        let by_code = Json::Object(by_code.collect());
        let mut methods: Vec<_> = services.iter().map(|service| service.method).collect();
        methods.dedup();
        let methods = methods.into_iter().enumerate();
        let methods = Json::Object(
            methods.map(|(at, code)| (code.to_owned(), method_json(at, code))).collect(),
        );
        let data = match shape {
            Shape::Flat => Json::object([
                ("currency", Json::text(currency)),
                ("amount", number_or_null(amount)),
                ("test_mode", Json::Bool(test_mode)),
                ("services", by_code),
                ("methods", methods),
                ("account", self.shop(account)),
            ]),
            Shape::JsonApi => {
                let kind = match direction {
                    Direction::In => "payment-prerequest",
                    Direction::Out => "payout-prerequest",
                };
                let attributes = Json::object([
                    ("currency", Json::text(currency)),
                    ("test_mode", Json::Bool(test_mode)),
                    ("services", by_code),
                    ("methods", methods),
                ]);
                Json::object([("type", Json::text(kind)), ("attributes", attributes)])
            }
        };
        Ok(Answer::ok(Json::object([("data", data)])))
    }

    fn shop(&self, account: usize) -> Json {
        Json::object([
            ("name", Json::text(self.accounts[account].name)),
            ("description", Json::text("")),
            ("icon", Json::Null),
            ("website", Json::text("https://shop.example")),
        ])
    }
}

/// If the service moves such an amount.
pub(super) fn within(service: &Service, currency: &str, amount: Decimal) -> bool {
    let (min, max) = service.limits();
    let amount = round(amount * rate(currency, service.currency), service.currency);
    min <= amount && amount <= max
}

/// A service, with what the amount comes to in its currency.
pub(super) fn service_json(
    service: &Service,
    currency: &str,
    amount: Option<Decimal>,
    fee: Option<&Fee>,
    shape: Shape,
) -> Json {
    let rate = rate(currency, service.currency);
    let amount = amount.map(|amount| round(amount * rate, service.currency));
    let limit = |limit: Decimal| match shape {
        Shape::Flat => number(limit),
        Shape::JsonApi => {
            let mut limit = limit;
            limit.rescale(8);
            Json::text(limit.to_string())
        }
    };
    let (min, max) = service.limits();
    let fields = service.fields.iter().enumerate().map(|(at, field)| field_json(at, field));
    let mut json =
        Json::object([("code", Json::text(service.code)), ("method", Json::text(service.method))]);
    if service.direction == Direction::In {
        json.push("flow", Json::text("hpp"));
    }
    for (name, value) in [
        ("currency", Json::text(service.currency)),
        ("fields", Json::List(fields.collect())),
        ("amount_min", limit(min)),
        ("amount_max", limit(max)),
        ("exchange_rate", number(rate)),
        ("amount", number_or_null(amount)),
    ] {
        json.push(name, value);
    }
    if let Some(fee) = fee {
        json.push("fee", fee.to_json());
    }
    json.push("status", Json::text("available"));
    json
}

fn field_json(position: usize, field: &Field) -> Json {
    let label = field.key.replace('_', " ");
    let validators = match field.rule {
        service::Rule::Card => vec![Json::object([("name", Json::text("Luhn"))])],
        _ => Vec::new(),
    };
    Json::object([
        ("key", Json::text(field.key)),
        ("type", Json::text("string")),
        ("label", Json::object([("en", Json::text(&label))])),
        ("example", Json::Null),
        ("hint", Json::object([("en", Json::text(format!("Enter {label}")))])),
        ("regexp", field.rule.pattern()),
        ("required", Json::Bool(field.required)),
        ("position", Json::number(position)),
        ("options", Json::object([("validators", Json::List(validators))])),
    ])
}

fn method_json(position: usize, code: &str) -> Json {
    let category = match code {
        "payment_card" | "bank_card" => "payment_card",
        "bank_transfer" => "bank_transfer",
        "qiwi" | "nequi" | "binancepay" => "digital_wallet",
        _ => "alternative",
    };
    Json::object([
        ("code", Json::text(code)),
        ("name", Json::text(code.replace('_', " "))),
        ("category", Json::text(category)),
        ("description", Json::Null),
        ("logo", Json::text(format!("https://static.example/{code}/logo.svg"))),
        ("icon", Json::text(format!("https://static.example/{code}/icon.svg"))),
        ("metadata", Json::object([])),
        ("position", Json::number(position)),
        ("hide", Json::Bool(false)),
    ])
}
