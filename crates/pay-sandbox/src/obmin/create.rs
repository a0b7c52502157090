//! `public/exchanger/order/create`: its checks in the order of the document, then the order.

use crate::clock::later;
use crate::gateway::Effects;
use crate::json::Json;

use super::amount::{json, number, printed};
use super::direction::Direction;
use super::field::Field;
use super::gate::Call;
use super::id;
use super::machine::{Machine, Step};
use super::order::{Order, Requisite};
use super::rate::Deal;
use super::refusal::Refusal;
use super::settings::CreateShape;
use super::status::Status;
use super::wish::Wishes;

impl Machine {
    pub(super) fn create(&mut self, call: &Call<'_>, out: &mut Effects) -> Result<Json, Refusal> {
        let params = call.params;
        let route = params.object_id("routeId")?.ok_or_else(|| Refusal::missing("routeId"))?;
        let amount = params.get("amount").and_then(number).ok_or_else(Refusal::not_an_amount)?;
        match params.flag("agreement")? {
            Some(true) => {}
            Some(false) => return Err(Refusal::wrong("agreement", "must be true")),
            None => return Err(Refusal::missing("agreement")),
        }
        let wishes = Wishes::read(params)?;
        let captcha = params.text("captcha", usize::MAX)?.unwrap_or_default();
        if self.settings.captcha && captcha.is_empty() && call.user.is_none() {
            return Err(Refusal::captcha());
        }
        let place = self.directions.iter().position(|one| one.id == route);
        let place = place.filter(|at| self.is_open(&self.directions[*at]));
        let place = place.ok_or_else(Refusal::no_such_direction)?;
        if amount.is_zero() {
            return Err(Refusal::no_amount());
        }
        let direction = &self.directions[place];
        let decimals = |currency: usize| self.currencies[currency].decimals;
        let deal = direction.deal(amount, decimals(direction.from), decimals(direction.to));
        self.check_amounts(direction, &deal)?;
        let sides = [
            ("fromValues", &direction.from_fields, &wishes.from_values),
            ("toValues", &direction.to_fields, &wishes.to_values),
            ("routeValues", &direction.fields, &wishes.route_values),
        ];
        for (side, fields, values) in sides {
            check_required(side, fields, values)?;
        }
        for (side, fields, values) in sides {
            check_patterns(side, fields, values)?;
        }
        if direction.verified_from.is_some_and(|from| deal.give >= from) {
            return Err(Refusal::unverified());
        }
        let [from_values, to_values, route_values] =
            sides.map(|(_, fields, values)| requisites(fields, values));
        let lifetime = direction.lifetime;
        let (seed, uid) = (self.settings.seed, self.free_uid());
        self.orders.push(Order {
            id: id::object_id(seed, "order", uid),
            uid,
            rid: id::rid(seed, uid),
            secret: id::secret(seed, uid),
            direction: place,
            status: if wishes.skip_preview { Status::WaitPayment } else { Status::New },
            give: deal.give,
            get: deal.get,
            rate: deal.rate,
            from_values,
            to_values,
            route_values,
            created: out.now,
            expires: later(out.now, lifetime),
            partner: wishes.partner,
            hide_out_data: wishes.hide_out_data,
            client_callback_url: wishes.client_callback_url,
            ipn_url: wishes.ipn_url,
            ipn_secret: wishes.ipn_secret,
            type_client: wishes.type_client.unwrap_or_else(|| "web".to_owned()),
            user: call.user,
            comment: None,
            paid: false,
            paid_out: false,
            changes: 0,
        });
        let at = self.orders.len() - 1;
        self.timers.set(out.now, lifetime.as_secs(), Step::Expire(at));
        if self.settings.ipn_at_creation {
            self.tell(at, out);
        }
        Ok(self.created(at))
    }

    /// The next number that no order has.
    fn free_uid(&mut self) -> u64 {
        let uids = self.settings.next_uid..;
        let taken = |uid: u64| self.orders.iter().any(|order| order.uid == uid);
        let uid = uids.into_iter().find(|uid| !taken(*uid)).expect("orders are few");
        self.settings.next_uid = uid + 1;
        uid
    }

    /// If orders can be made: the direction and both its currencies are in use.
    pub(super) fn is_open(&self, direction: &Direction) -> bool {
        let active = |currency: usize| self.currencies[currency].active;
        direction.active && active(direction.from) && active(direction.to)
    }

    fn check_amounts(&self, direction: &Direction, deal: &Deal) -> Result<(), Refusal> {
        let positive =
            |amount: rust_decimal::Decimal| !amount.is_zero() && amount.is_sign_positive();
        if !positive(deal.give) || !positive(deal.get) {
            return Err(Refusal::no_amount());
        }
        if deal.give < direction.min {
            return Err(Refusal::too_little(printed(direction.min)));
        }
        if !direction.max.is_zero() && deal.give > direction.max {
            return Err(Refusal::too_much(printed(direction.max)));
        }
        let reserve = self.reserve(direction);
        if deal.get > reserve {
            return Err(Refusal::above_reserve(printed(reserve)));
        }
        Ok(())
    }

    fn created(&self, at: usize) -> Json {
        let order = &self.orders[at];
        let direction = &self.directions[order.direction];
        let side = |currency: usize| {
            let currency = &self.currencies[currency];
            Json::object([
                ("name", Json::text(currency.name)),
                ("symbol", Json::text(currency.symbol)),
            ])
        };
        let mut route = Json::object([("from", side(direction.from)), ("to", side(direction.to))]);
        let (uid, secret) = (Json::number(order.uid), Json::text(&order.secret));
        let amounts = [("inAmount", json(order.give)), ("outAmount", json(order.get))];
        match self.settings.create_shape {
            CreateShape::Minimal => Json::object([("uid", uid), ("secret", secret)]),
            CreateShape::Flat => {
                let mut data = Json::object([
                    ("_id", Json::text(&order.id)),
                    ("uid", uid),
                    ("rid", Json::text(&order.rid)),
                    ("secret", secret),
                    ("route", route),
                ]);
                for (name, amount) in amounts {
                    data.push(name, amount);
                }
                data
            }
            CreateShape::Nested => {
                for (name, amount) in amounts {
                    route.push(name, amount);
                }
                Json::object([
                    ("uid", uid),
                    ("rid", Json::text(&order.rid)),
                    ("secret", secret),
                    ("status", Json::text(order.status.as_str())),
                    ("expiresAt", Json::text(crate::dates::iso(order.expires))),
                    ("route", route),
                ])
            }
        }
    }
}

fn given<'a>(field: &Field, values: &'a [(String, String)]) -> Option<&'a str> {
    let found = values.iter().find(|(key, _)| key == field.id);
    found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
}

fn check_required(
    side: &str,
    fields: &[Field],
    values: &[(String, String)],
) -> Result<(), Refusal> {
    let missing = fields.iter().find(|field| field.required && given(field, values).is_none());
    missing.map_or(Ok(()), |field| Err(Refusal::field(side, field.id, field.name, "required")))
}

fn check_patterns(
    side: &str,
    fields: &[Field],
    values: &[(String, String)],
) -> Result<(), Refusal> {
    let fits = |field: &Field| given(field, values).is_none_or(|value| field.rule.fits(value));
    let wrong = fields.iter().find(|field| !fits(field));
    wrong.map_or(Ok(()), |field| Err(Refusal::field(side, field.id, field.name, "regexp")))
}

/// What was filled in of the fields that there are.
fn requisites(fields: &[Field], values: &[(String, String)]) -> Vec<Requisite> {
    let filled = fields.iter().filter_map(|field| {
        let value = given(field, values)?.to_owned();
        Some(Requisite { field: field.id, name: field.name, value })
    });
    filled.collect()
}
