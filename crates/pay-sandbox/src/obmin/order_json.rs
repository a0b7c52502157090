//! What answers say about an order.

use crate::dates::iso;
use crate::json::Json;

use super::amount::{json, printed};
use super::direction::Currency;
use super::id;
use super::machine::Machine;
use super::order::{Order, Requisite};
use super::rate::per_unit;
use super::status::Status;

impl Machine {
    /// `order` of `order/get`; `kind` is `order` or `payment`.
    pub(super) fn order_json(&self, order: &Order, kind: &str) -> Json {
        let direction = &self.directions[order.direction];
        let calculation = if direction.floating { "float" } else { "fix" };
        let mut document = Json::object([
            ("TYPE", Json::text(kind)),
            ("_id", Json::text(&order.id)),
            ("uid", Json::number(order.uid)),
            ("rid", Json::text(&order.rid)),
            ("status", Json::text(order.status.as_str())),
            ("inAmount", json(order.give)),
            ("outAmount", json(order.get)),
            ("fromValues", self.requisites(order, &order.from_values)),
            ("toValues", self.requisites(order, &order.to_values)),
            ("routeValues", self.requisites(order, &order.route_values)),
            ("createdAt", Json::Text(iso(order.created))),
            ("expiresAt", Json::Text(iso(order.expires))),
            ("clientCallbackUrl", text_or_null(order.client_callback_url.as_deref())),
            ("comment", text_or_null(order.comment.as_deref())),
            ("rate", json(per_unit(order.rate))),
            ("rateTypeCalculate", Json::text(calculation)),
            ("feeToAmount", json(direction.fee)),
            ("route", self.route_of(order)),
        ]);
        if order.partner.is_some() {
            let partner = id::object_id(self.settings.seed, "partner", order.uid);
            document.push("partner", Json::Text(partner));
        }
        document
    }

    /// One line of a list of orders.
    pub(super) fn listed(&self, order: &Order) -> Json {
        let direction = &self.directions[order.direction];
        let side = |currency: usize| short(&self.currencies[currency]);
        Json::object([
            ("_id", Json::text(&order.id)),
            ("uid", Json::number(order.uid)),
            ("rid", Json::text(&order.rid)),
            ("status", Json::text(order.status.as_str())),
            ("inAmount", json(order.give)),
            ("outAmount", json(order.get)),
            ("createdAt", Json::Text(iso(order.created))),
            (
                "route",
                Json::object([
                    ("routeId", Json::text(direction.id)),
                    ("from", side(direction.from)),
                    ("to", side(direction.to)),
                ]),
            ),
        ])
    }

    /// The same for everybody: without ids.
    pub(super) fn listed_for_all(&self, order: &Order) -> Json {
        let direction = &self.directions[order.direction];
        let side = |currency: usize| short(&self.currencies[currency]);
        Json::object([
            ("typeClient", Json::text(&order.type_client)),
            ("inAmount", json(order.give)),
            ("outAmount", json(order.get)),
            ("createdAt", Json::Text(iso(order.created))),
            ("route", Json::object([("from", side(direction.from)), ("to", side(direction.to))])),
        ])
    }

    fn requisites(&self, order: &Order, all: &[Requisite]) -> Json {
        let item = |one: &Requisite| {
            let id = id::object_id(self.settings.seed, one.field, order.uid);
            Json::object([
                ("field", Json::text(one.field)),
                ("name", Json::text(one.name)),
                ("value", Json::text(&one.value)),
                ("_id", Json::Text(id)),
            ])
        };
        Json::List(all.iter().map(item).collect())
    }

    fn route_of(&self, order: &Order) -> Json {
        let direction = &self.directions[order.direction];
        let mut from = side(&self.currencies[direction.from]);
        if order.status == Status::WaitPayment {
            from.push("paymentDetails", self.payment_details(order));
        }
        Json::object([
            ("routeId", Json::text(direction.id)),
            ("instructions", instructions()),
            ("requiredDocuments", Json::List(Vec::new())),
            ("from", from),
            ("to", side(&self.currencies[direction.to])),
        ])
    }

    fn payment_details(&self, order: &Order) -> Json {
        let direction = &self.directions[order.direction];
        let from = &self.currencies[direction.from];
        let merchant = direction.module.map_or(Json::Null, |_| {
            let data = Json::object([
                ("walletAddr", Json::Text(format!("sandbox-{}", order.rid))),
                ("amount", Json::Text(printed(order.give))),
                ("currency", Json::text(from.symbol)),
                ("network", Json::text(from.name)),
                ("currency_xml", Json::text(from.xml)),
                ("commentTemplate", Json::text("")),
                ("tradeRate", json(per_unit(order.rate))),
                ("showQR", Json::Bool(true)),
            ]);
            Json::object([
                ("template", Json::text(TEMPLATE)),
                (
                    "data",
                    Json::object([
                        ("hasError", Json::Bool(false)),
                        ("orderId", Json::text(&order.id)),
                        ("merchantData", data),
                    ]),
                ),
            ])
        });
        let manual = direction.module.is_none();
        Json::object([
            ("merchantEnabled", Json::Bool(!manual)),
            ("merchant", merchant),
            ("manualPaymentTextEnabled", Json::Bool(manual)),
            ("manualPaymentText", Json::text(if manual { MANUAL_TEXT } else { "" })),
            (
                "account",
                Json::text(if manual {
                    "##uk##Рахунок 26001####en##Account 26001##"
                } else {
                    ""
                }),
            ),
            ("commentTemplate", Json::text("")),
            ("linkPS", Json::text("")),
            ("showStepLink", Json::Bool(true)),
            ("showStepComment", Json::Bool(true)),
            ("showIPaidBtn", Json::Bool(manual)),
        ])
    }
}

/// A component with code, as modules bring it: nobody may run it.
const TEMPLATE: &str = r#"{"template":"<div/>","script":"throw new Error('never run this')"}"#;

const MANUAL_TEXT: &str = "##uk##<p>Сплатіть [[inAmount]] [[inSymbol]] на [[account]], заявка [[uid]]</p>\
    ####en##<p>Pay [[inAmount]] [[inSymbol]] to [[account]], order [[uid]]</p>##";

/// Every step that a direction can explain.
pub(super) fn instructions() -> Json {
    let item = |(number, (step, content)): (u64, (&str, &str))| {
        Json::object([
            ("content", Json::text(content)),
            ("step", Json::text(step)),
            ("_id", Json::Text(id::object_id(0, "instruction", number))),
        ])
    };
    let steps = [
        ("createOrder", "##uk##Заповніть форму####en##Fill in the form##"),
        ("payment", "##uk##Сплатіть заявку####en##Pay the order##"),
    ];
    Json::List((0..).zip(steps).map(item).collect())
}

/// A currency of an order.
fn side(currency: &Currency) -> Json {
    Json::object([
        ("_id", Json::text(currency.id)),
        ("name", Json::text(currency.name)),
        ("symbol", Json::text(currency.symbol)),
        ("xml", Json::text(currency.xml)),
        ("decimal", Json::number(currency.decimals)),
        ("image", image(currency)),
    ])
}

fn short(currency: &Currency) -> Json {
    Json::object([
        ("name", Json::text(currency.name)),
        ("symbol", Json::text(currency.symbol)),
        ("xml", Json::text(currency.xml)),
    ])
}

pub(super) fn image(currency: &Currency) -> Json {
    let file = Json::object([
        ("type", Json::text("original")),
        ("url", Json::Text(format!("/images/{}.svg", currency.xml))),
        ("_id", Json::text(currency.id)),
    ]);
    Json::object([("files", Json::List(vec![file]))])
}

fn text_or_null(text: Option<&str>) -> Json {
    text.map_or(Json::Null, Json::text)
}
