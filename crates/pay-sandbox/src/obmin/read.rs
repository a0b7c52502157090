//! Methods about orders that exist: `order/get`, `order/update-status`, lists.

use crate::gateway::Effects;
use crate::json::Json;

use super::gate::Call;
use super::machine::Machine;
use super::order::Order;
use super::params::Params;
use super::refusal::Refusal;
use super::status::Status;
use super::value::Value;

impl Machine {
    pub(super) fn order(&self, call: &Call<'_>) -> Result<Json, Refusal> {
        let (uid, secret) = access(call.params)?;
        let kind = call.params.text("type", 20)?.filter(|kind| !kind.is_empty());
        let kind = kind.as_deref().unwrap_or("order");
        if !["order", "payment"].contains(&kind) {
            return Err(Refusal::wrong("type", "must be one of order, payment"));
        }
        let at = self.accessed(uid, &secret)?;
        let verifications = Json::object([
            ("verificationCurrency", Json::Null),
            ("verificationCurrencyPayout", Json::Null),
            ("verificationUser", Json::Null),
        ]);
        Ok(Json::object([
            ("order", self.order_json(&self.orders[at], kind)),
            ("verifications", verifications),
        ]))
    }

    pub(super) fn update_status(
        &mut self,
        call: &Call<'_>,
        out: &mut Effects,
    ) -> Result<Json, Refusal> {
        let (uid, secret) = access(call.params)?;
        let word = call.params.required("status", 100)?;
        let to = Status::from_word(&word)
            .ok_or_else(|| Refusal::wrong("status", &format!("must be one of {}", words())))?;
        let at = self.accessed(uid, &secret)?;
        let from = self.orders[at].status;
        let allowed = if self.settings.permissive {
            from.public_may_by_the_reference(to)
        } else {
            from.public_may(to)
        };
        if !allowed {
            let message = format!("Status can not be changed from {} to {word}", from.as_str());
            return Err(Refusal::api(self.settings.refused_code, message));
        }
        self.set_status(at, to, out);
        Ok(Json::object([("order", self.order_json(&self.orders[at], "order"))]))
    }

    pub(super) fn last_orders(&self, call: &Call<'_>) -> Result<Json, Refusal> {
        let limit = call.params.whole("limit")?.unwrap_or(3);
        if limit > 20 {
            return Err(Refusal::wrong("limit", "must be at most 20"));
        }
        let newest = self.orders.iter().rev().take(usize::try_from(limit).unwrap_or(usize::MAX));
        let orders = newest.map(|order| self.listed_for_all(order)).collect();
        Ok(Json::object([("orders", Json::List(orders)), ("disable", Json::Bool(false))]))
    }

    /// A user's own orders, newest first, in pages.
    pub(super) fn history(&self, user: usize, call: &Call<'_>) -> Result<Json, Refusal> {
        let at_least_one = |name: &str, usual: u64| match call.params.whole(name)? {
            Some(0) => Err(Refusal::wrong(name, "must be above zero")),
            given => Ok(given.unwrap_or(usual)),
        };
        let (page, limit) = (at_least_one("page", 1)?, at_least_one("limit", 10)?);
        if limit > 100 {
            return Err(Refusal::wrong("limit", "must be at most 100"));
        }
        let statuses: Vec<_> = call.params.list("statuses")?.iter().map(Value::to_text).collect();
        if let Some(stranger) = statuses.iter().find(|word| Status::from_word(word).is_none()) {
            let reason = format!("has no {stranger}, it must be of {}", words());
            return Err(Refusal::wrong("statuses", &reason));
        }
        let wanted = |order: &&Order| {
            order.user == Some(user)
                && (statuses.is_empty()
                    || statuses.iter().any(|word| word == order.status.as_str()))
        };
        let found: Vec<_> = self.orders.iter().rev().filter(wanted).collect();
        let total = found.len() as u64;
        let offset = (page - 1).saturating_mul(limit);
        let place = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let orders = found.into_iter().skip(place(offset)).take(place(limit));
        let count = Json::object([
            ("total", Json::number(total)),
            ("pages", Json::number(total.div_ceil(limit))),
            ("select_page", Json::number(page)),
            ("limit", Json::number(limit)),
            ("offset", Json::number(offset)),
        ]);
        let orders = orders.map(|order| self.listed(order)).collect();
        Ok(Json::object([("orders", Json::List(orders)), ("count", count)]))
    }

    /// The order that number and secret open. Whatever is wrong, the answer is the same.
    pub(super) fn accessed(&self, uid: u64, secret: &str) -> Result<usize, Refusal> {
        let fits = |order: &Order| order.uid == uid && order.secret == secret;
        let at = self.orders.iter().position(fits);
        at.ok_or_else(|| Refusal::api(self.settings.not_found_code, "Order not found"))
    }
}

fn access(params: &Params) -> Result<(u64, String), Refusal> {
    let uid = params.whole("orderUID")?.ok_or_else(|| Refusal::missing("orderUID"))?;
    Ok((uid, params.required("orderSecret", 50)?))
}

fn words() -> String {
    Status::WORDS.join(", ")
}
