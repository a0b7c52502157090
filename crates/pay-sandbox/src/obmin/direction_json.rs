//! Methods about directions: `route/get`, `route-v2/get`, `route/get/one` and its two sisters.

use rust_decimal::Decimal;

use crate::json::Json;

use super::amount::{json, printed};
use super::direction::{Currency, Direction};
use super::field::Field;
use super::gate::Call;
use super::machine::Machine;
use super::order_json::{image, instructions};
use super::params::is_object_id;
use super::rate::per_unit;
use super::refusal::Refusal;
use super::value::Value;

impl Machine {
    pub(super) fn list_directions(&self, call: &Call<'_>) -> Result<Json, Refusal> {
        let from = call.params.object_id("fromCurrencyId")?;
        let to = call.params.object_id("toCurrencyId")?;
        let fits = |currency: usize, wanted: &Option<String>| {
            wanted.as_ref().is_none_or(|id| self.currencies[currency].id == id)
        };
        let routes = self
            .open_directions()
            .filter(|direction| fits(direction.from, &from) && fits(direction.to, &to));
        let routes = routes.map(|direction| self.listed_direction(direction)).collect();
        Ok(Json::object([("routes", Json::List(routes))]))
    }

    fn listed_direction(&self, direction: &Direction) -> Json {
        let mut from = self.side(direction.from);
        from.push("min", json(direction.min));
        from.push("max", json(direction.max));
        from.push("positionIn", Json::number(direction.from + 1));
        let mut to = self.side(direction.to);
        to.push("positionOut", Json::number(direction.to + 1));
        let (given, got) = direction.in_and_out();
        let rate = Json::object([
            ("in", json(given)),
            ("out", json(got)),
            ("amount", json(self.reserve(direction))),
        ]);
        Json::object([
            ("routeId", Json::text(direction.id)),
            ("isShowWeb", Json::Bool(direction.shown)),
            ("from", from),
            ("to", to),
            ("rate", rate),
            ("seo", Json::object([("friendlyURL", Json::text(direction.url))])),
        ])
    }

    pub(super) fn list_directions_v2(&self, call: &Call<'_>) -> Result<Json, Refusal> {
        let ids = |name: &str| {
            let ids: Vec<_> = call.params.list(name)?.iter().map(Value::to_text).collect();
            if ids.iter().all(|id| is_object_id(id)) {
                Ok(ids)
            } else {
                Err(Refusal::wrong(name, "must be an array of object ids"))
            }
        };
        let (from, to) = (ids("fromCurrencyIds")?, ids("toCurrencyIds")?);
        let fits = |currency: usize, wanted: &[String]| {
            wanted.is_empty() || wanted.iter().any(|id| self.currencies[currency].id == id)
        };
        let routes = self
            .open_directions()
            .filter(|direction| fits(direction.from, &from) && fits(direction.to, &to));
        let routes = routes.map(|direction| {
            Json::object([
                ("routeId", Json::text(direction.id)),
                ("from", Json::text(self.currencies[direction.from].id)),
                ("to", Json::text(self.currencies[direction.to].id)),
                ("isShowWeb", Json::Bool(direction.shown)),
                ("isShowBot", Json::Bool(direction.shown)),
                ("reserveAmountAdditional", json(direction.more_reserve)),
                ("seoFriendlyURL", Json::text(direction.url)),
            ])
        });
        let currencies = (1..).zip(&self.currencies).map(|(position, currency)| {
            let document = Json::object([
                ("id", Json::text(currency.id)),
                ("xml", Json::text(currency.xml)),
                ("name", Json::text(currency.name)),
                ("symbol", Json::text(currency.symbol)),
                ("image", image(currency)),
                ("positionIn", Json::number(position)),
                ("positionOut", Json::number(position)),
                ("reserveAmount", json(currency.reserve)),
                ("isActive", Json::Bool(currency.active)),
            ]);
            (currency.id.to_owned(), document)
        });
        Ok(Json::object([
            ("isUpdated", Json::Bool(true)),
            ("currencies", Json::Object(currencies.collect())),
            ("routes", Json::List(routes.collect())),
        ]))
    }

    pub(super) fn one_direction(&self, call: &Call<'_>) -> Result<Json, Refusal> {
        let id = call.params.object_id("id")?.ok_or_else(|| Refusal::missing("id"))?;
        self.found(call, |direction| direction.id == id)
    }

    pub(super) fn one_direction_by_xml(&self, call: &Call<'_>) -> Result<Json, Refusal> {
        let (given, got) =
            (call.params.required("xmlIn", 50)?, call.params.required("xmlOut", 50)?);
        self.found(call, |direction| {
            self.currencies[direction.from].xml == given && self.currencies[direction.to].xml == got
        })
    }

    pub(super) fn one_direction_by_url(&self, call: &Call<'_>) -> Result<Json, Refusal> {
        let url = call.params.required("friendlyURL", 90)?;
        self.found(call, |direction| direction.url == url)
    }

    fn found(&self, call: &Call<'_>, wanted: impl Fn(&Direction) -> bool) -> Result<Json, Refusal> {
        call.params.text("lang", 20)?;
        let direction = self.open_directions().find(|direction| wanted(direction));
        let direction = direction.ok_or_else(Refusal::no_such_direction)?;
        Ok(Json::object([("route", self.whole_direction(direction))]))
    }

    fn whole_direction(&self, direction: &Direction) -> Json {
        let mut from = self.side(direction.from);
        from.push("fields", fields(&direction.from_fields));
        from.push("min", json(direction.min));
        if !direction.max.is_zero() {
            from.push("max", json(direction.max));
        }
        let discounts = direction.discounts.iter().map(|(above, percent)| {
            Json::object([("amountMoreThan", json(*above)), ("discountPercent", json(*percent))])
        });
        from.push("discounts", Json::List(discounts.collect()));
        let merchant = Json::object([
            ("merchantEnabled", Json::Bool(direction.module.is_some())),
            ("merchant", direction.module.map_or(Json::Null, Json::text)),
        ]);
        from.push("paymentDetails", merchant);
        let mut to = self.side(direction.to);
        to.push("fields", fields(&direction.to_fields));
        to.push("payoutEnabled", Json::Bool(direction.auto_payout));
        let (given, got) = direction.in_and_out();
        let calculation = if direction.floating { "float" } else { "fix" };
        let rate = Json::object([
            ("in", json(given)),
            ("out", json(got)),
            ("rateFullNumber", Json::Text(printed(direction.rate))),
            ("amount", Json::Text(printed(self.reserve(direction)))),
            ("outFeeAmount", json(direction.fee)),
            ("typeCalculate", Json::text(calculation)),
            ("changePercentReCalculate", json(Decimal::ZERO)),
        ]);
        let symbol = self.currencies[direction.from].symbol;
        let verification = |from: Option<Decimal>| {
            Json::object([
                ("enable", Json::Bool(from.is_some())),
                ("currency", Json::text(symbol)),
                ("minAmount", json(from.unwrap_or_default())),
            ])
        };
        Json::object([
            ("routeId", Json::text(direction.id)),
            ("orderTTL", Json::number(direction.lifetime.as_secs() / 60)),
            ("from", from),
            ("to", to),
            ("fields", fields(&direction.fields)),
            ("rate", rate),
            ("instructions", instructions()),
            ("requiredDocuments", Json::List(Vec::new())),
            ("additionalServices", Json::List(Vec::new())),
            ("requiredVerificationUser", verification(direction.verified_from)),
            ("requiredVerificationPhone", verification(None)),
            ("requiredOnlyForAuthed", Json::object([("enable", Json::Bool(false))])),
            ("isAutoPayout", Json::Bool(direction.auto_payout)),
            ("seo", Json::object([("friendlyURL", Json::text(direction.url))])),
        ])
    }

    /// Rates that the site shows everywhere.
    pub(super) fn favorites(&self) -> Json {
        let shown = self.open_directions().filter(|direction| direction.shown);
        let rates = shown.map(|direction| {
            let xml = |currency: usize| self.currencies[currency].xml;
            let name = format!("{}/{}", xml(direction.from), xml(direction.to));
            Json::object([("name", Json::Text(name)), ("rate", json(per_unit(direction.rate)))])
        });
        Json::object([("rates", Json::List(rates.collect()))])
    }

    /// Directions that are in use, hidden ones too.
    pub(super) fn open_directions(&self) -> impl Iterator<Item = &Direction> {
        self.directions.iter().filter(|direction| self.is_open(direction))
    }

    /// What can be paid out in a direction.
    pub(super) fn reserve(&self, direction: &Direction) -> Decimal {
        (self.currencies[direction.to].reserve + direction.more_reserve).max(Decimal::ZERO)
    }

    fn side(&self, currency: usize) -> Json {
        let Currency { id, name, symbol, xml, decimals, .. } = &self.currencies[currency];
        Json::object([
            ("_id", Json::text(*id)),
            ("name", Json::text(*name)),
            ("symbol", Json::text(*symbol)),
            ("xml", Json::text(*xml)),
            ("decimal", Json::number(decimals)),
            ("image", image(&self.currencies[currency])),
        ])
    }
}

fn fields(all: &[Field]) -> Json {
    Json::List(all.iter().map(Field::to_json).collect())
}
