//! What the control address can do to orders, directions and keys.

use rust_decimal::Decimal;

use crate::gateway::{Action, Effects, Refused};
use crate::json::Json;
use crate::setting::whole;
use crate::world::unknown;

use super::amount::number;
use super::key::ApiKey;
use super::machine::Machine;
use super::status::Status;
use super::value::Value;

pub(super) const NAMES: &[&str] = &[
    "confirm",
    "mark_paid",
    "cancel",
    "expire",
    "module_confirm",
    "module_fail",
    "payout_done",
    "payout_fail",
    "late_payment",
    "operator_set",
    "reprice",
    "route",
    "currency",
    "key",
    "configure",
];

impl Machine {
    pub(super) fn carry_out(
        &mut self,
        action: &Action<'_>,
        out: &mut Effects,
    ) -> Result<Json, Refused> {
        check_arguments(action)?;
        match action.name {
            "configure" => {
                self.settings.configure(action.args)?;
                return Ok(Json::object([("configured", Json::Bool(true))]));
            }
            "route" => return self.change_direction(action),
            "currency" => return self.change_currency(action),
            "key" => return self.change_key(action),
            _ => {}
        }
        let at = self.target(action)?;
        if action.name == "reprice" {
            self.reprice(at, action)?;
        } else {
            self.change_status(at, action, out)?;
        }
        Ok(Json::object([("status", Json::text(self.orders[at].status.as_str()))]))
    }

    fn change_status(
        &mut self,
        at: usize,
        action: &Action<'_>,
        out: &mut Effects,
    ) -> Result<(), Refused> {
        use Status as S;

        let (legal, to): (&[S], S) = match action.name {
            "confirm" => (&[S::New], S::WaitPayment),
            "mark_paid" => (&[S::WaitPayment], S::InProgress),
            "cancel" | "expire" => (&[S::New, S::WaitPayment], S::Deleted),
            "module_confirm" => (&[S::WaitPayment], S::InProgressPayout),
            "module_fail" => (&[S::WaitPayment], S::ErrorPayment),
            "payout_done" => (&[S::InProgressPayout, S::ErrorPayout], S::Done),
            "payout_fail" => (&[S::InProgressPayout], S::ErrorPayout),
            "late_payment" => (&[S::Deleted], S::InProgressPayout),
            _ => return self.operator_set(at, action, out),
        };
        if !legal.contains(&self.orders[at].status) && !action.force {
            return Err(action.illegal(self.orders[at].status.as_str()));
        }
        self.set_status(at, to, out);
        Ok(())
    }

    /// Operators may do everything but nothing.
    fn operator_set(
        &mut self,
        at: usize,
        action: &Action<'_>,
        out: &mut Effects,
    ) -> Result<(), Refused> {
        let word = text(action, "status")?
            .ok_or_else(|| Refused::Unknown("`status` is missing".to_owned()))?;
        let to = Status::from_word(word).ok_or_else(|| unknown("status", word, &Status::WORDS))?;
        let comment = text(action, "comment")?.map(str::to_owned);
        let order = &mut self.orders[at];
        if order.status == to && !action.force {
            return Err(action.illegal(self.orders[at].status.as_str()));
        }
        order.comment = comment.or(order.comment.take());
        self.set_status(at, to, out);
        Ok(())
    }

    /// A floating rate has moved before anybody paid.
    fn reprice(&mut self, at: usize, action: &Action<'_>) -> Result<(), Refused> {
        let (give, get) = (amount(action, "in")?, amount(action, "out")?);
        if !self.orders[at].status.is_open() && !action.force {
            return Err(action.illegal(self.orders[at].status.as_str()));
        }
        let order = &mut self.orders[at];
        order.give = give.unwrap_or(order.give);
        order.get = get.unwrap_or(order.get);
        order.rate = order.give.checked_div(order.get).unwrap_or(order.rate);
        Ok(())
    }

    fn change_direction(&mut self, action: &Action<'_>) -> Result<Json, Refused> {
        let ids = self.direction_ids();
        let ids: Vec<_> = ids.iter().map(String::as_str).collect();
        let known = self.directions.iter_mut().find(|direction| direction.id == action.id);
        let direction = known.ok_or_else(|| unknown("route", action.id, &ids))?;
        let mut changed = direction.clone();
        let set =
            |to: &mut Decimal, name| amount(action, name).map(|given| *to = given.unwrap_or(*to));
        set(&mut changed.rate, "rate")?;
        set(&mut changed.min, "min")?;
        set(&mut changed.max, "max")?;
        set(&mut changed.fee, "fee")?;
        if changed.rate.is_zero() {
            return Err(wrong("rate", action.args.get("rate").unwrap_or(&Json::Null)));
        }
        changed.verified_from = amount(action, "verified_from")?.or(changed.verified_from);
        changed.active = flag(action, "active")?.unwrap_or(changed.active);
        changed.shown = flag(action, "shown")?.unwrap_or(changed.shown);
        changed.auto_payout = flag(action, "auto_payout")?.unwrap_or(changed.auto_payout);
        if let Some(value) = action.args.get("lifetime_min") {
            let minutes = whole(value).filter(|minutes| (1..=52_596_000).contains(minutes));
            let minutes: u64 = minutes.ok_or_else(|| wrong("lifetime_min", value))?;
            changed.lifetime = std::time::Duration::from_secs(minutes * 60);
        }
        *direction = changed;
        Ok(Json::object([("route", Json::text(action.id))]))
    }

    fn change_currency(&mut self, action: &Action<'_>) -> Result<Json, Refused> {
        let codes: Vec<_> = self.currencies.iter().map(|currency| currency.xml).collect();
        let known = self.currencies.iter_mut().find(|currency| currency.xml == action.id);
        let currency = known.ok_or_else(|| unknown("currency", action.id, &codes))?;
        let (reserve, active) = (amount(action, "reserve")?, flag(action, "active")?);
        currency.reserve = reserve.unwrap_or(currency.reserve);
        currency.active = active.unwrap_or(currency.active);
        Ok(Json::object([("currency", Json::text(action.id))]))
    }

    /// A new key of the first user, or another secret for one that is there.
    fn change_key(&mut self, action: &Action<'_>) -> Result<Json, Refused> {
        if action.id.is_empty() {
            return Err(Refused::Unknown("`id` must be the key".to_owned()));
        }
        let secret = text(action, "secret")?
            .ok_or_else(|| Refused::Unknown("`secret` is missing".to_owned()))?;
        match self.keys.iter_mut().find(|one| one.key == action.id) {
            Some(key) => secret.clone_into(&mut key.secret),
            None => self.keys.push(ApiKey::new(action.id, secret, 0)),
        }
        Ok(Json::object([("key", Json::text(action.id))]))
    }

    /// The order of this number, `_id` or `rid`.
    fn target(&self, action: &Action<'_>) -> Result<usize, Refused> {
        let known = self.orders.iter().position(|order| {
            order.book_id() == action.id || order.id == action.id || order.rid == action.id
        });
        known.ok_or_else(|| {
            let uids: Vec<_> = self.orders.iter().map(super::order::Order::book_id).collect();
            let uids: Vec<_> = uids.iter().map(String::as_str).collect();
            unknown("order", action.id, &uids)
        })
    }
}

fn check_arguments(action: &Action<'_>) -> Result<(), Refused> {
    let known: &[&str] = match action.name {
        "configure" => return Ok(()),
        "operator_set" => &["status", "comment"],
        "reprice" => &["in", "out"],
        "route" => &[
            "active",
            "shown",
            "rate",
            "fee",
            "min",
            "max",
            "verified_from",
            "auto_payout",
            "lifetime_min",
        ],
        "currency" => &["reserve", "active"],
        "key" => &["secret"],
        _ => &[],
    };
    action.takes(known)
}

fn text<'a>(action: &'a Action<'_>, name: &str) -> Result<Option<&'a str>, Refused> {
    let Some(value) = action.args.get(name) else {
        return Ok(None);
    };
    let text = value.as_text().map(Some);
    text.ok_or_else(|| Refused::Unknown(format!("`{name}` must be a text")))
}

fn flag(action: &Action<'_>, name: &str) -> Result<Option<bool>, Refused> {
    let Some(value) = action.args.get(name) else {
        return Ok(None);
    };
    value.as_bool().map(Some).ok_or_else(|| wrong(name, value))
}

/// A number or a numeric text that is not negative.
fn amount(action: &Action<'_>, name: &str) -> Result<Option<Decimal>, Refused> {
    let Some(value) = action.args.get(name) else {
        return Ok(None);
    };
    let given = match value {
        Json::Number(text) | Json::Text(text) if !text.is_empty() => {
            number(&Value::text(text)).filter(|amount| !amount.is_sign_negative())
        }
        _ => None,
    };
    given.map(Some).ok_or_else(|| wrong(name, value))
}

fn wrong(name: &str, value: &Json) -> Refused {
    Refused::Unknown(format!("`{value}` is no value for `{name}`"))
}
