//! What the control address can do to payments: payers, operators and banks in one hand.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::gateway::{Action, Effects, Refused};
use crate::json::Json;
use crate::world::unknown;

use super::google::{self, Order};
use super::machine::Machine;
use super::payment::{Payment, Status};
use super::receipt::ReceiptState;
use super::shape::whole;

pub(super) const NAMES: &[&str] = &[
    "pay",
    "refuse",
    "block",
    "capture",
    "cancel",
    "expire",
    "pass_3ds",
    "fail_3ds",
    "receipt",
    "token",
    "merchant",
    "configure",
    "state",
    "requests",
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
            "merchant" => return self.change_merchant(action),
            "token" => return token(action.args, out),
            "state" => return self.state(action),
            "requests" => return Ok(self.notes()),
            _ => {}
        }
        let at = self.target(action)?;
        match action.name {
            "pass_3ds" | "fail_3ds" => self.answer_challenge(at, action, out),
            "receipt" => self.move_receipt(at, action),
            _ => {
                self.change_payment(at, action, out)?;
                Ok(Json::object([("status", Json::number(self.payments[at].status.code()))]))
            }
        }
    }

    fn change_payment(
        &mut self,
        at: usize,
        action: &Action<'_>,
        out: &mut Effects,
    ) -> Result<(), Refused> {
        use Status::{Blocked, Cancelled, Challenged, Deferred, Held, Paid, Questioned};
        let legal: &[Status] = match action.name {
            "pay" | "block" => &[Challenged, Questioned, Deferred],
            "refuse" => &[Challenged, Held, Questioned, Deferred],
            "capture" => &[Held],
            "cancel" => &[Held, Paid],
            _ => &[Challenged, Held],
        };
        let group = group(action.args)?;
        let payment = &mut self.payments[at];
        let lapsed = payment.status == Held && payment.held.is_none();
        let allowed = legal.contains(&payment.status) && !(lapsed && action.name == "capture");
        if !allowed && !action.force {
            return Err(action.illegal(format_args!("in status {}", payment.status.code())));
        }
        match (action.name, payment.status) {
            ("capture", Held) if !lapsed => payment.capture(out),
            ("expire", Held) => payment.release(out),
            (name, _) => {
                payment.undo(out);
                match name {
                    "pay" => self.succeed(at, out),
                    "capture" => payment.charge(out),
                    "block" => (payment.status, payment.group) = (Blocked, None),
                    "cancel" => (payment.status, payment.group) = (Cancelled, None),
                    "expire" => payment.refuse(51, out),
                    _ => payment.refuse(group, out),
                }
            }
        }
        Ok(())
    }

    fn answer_challenge(
        &mut self,
        at: usize,
        action: &Action<'_>,
        out: &mut Effects,
    ) -> Result<Json, Refused> {
        let payment = &self.payments[at];
        let Some(challenge) = payment.challenge.as_ref() else {
            return Err(action.illegal(format_args!("in status {}", payment.status.code())));
        };
        if payment.status != Status::Challenged && !action.force {
            return Err(action.illegal(format_args!("in status {}", payment.status.code())));
        }
        let passed = action.name == "pass_3ds";
        let value = if passed { &challenge.passed } else { &challenge.failed };
        out.callbacks.push(challenge.post(&payment.book_id(), value));
        Ok(Json::object([
            ("status", Json::number(payment.status.code())),
            ("threeds_data", Json::text(value)),
        ]))
    }

    fn move_receipt(&mut self, at: usize, action: &Action<'_>) -> Result<Json, Refused> {
        let known = ["CREATED", "INPROCESS", "ERROR", "READY"];
        let name = action.args.get("state").and_then(Json::as_text).unwrap_or("READY");
        let state = ReceiptState::named(name).ok_or_else(|| unknown("state", name, &known))?;
        let Some(receipt) = &mut self.payments[at].receipt else {
            let why = format!("`{}` was made without `receipt_data`", action.id);
            return Err(Refused::Illegal(why));
        };
        receipt.forced = Some(state);
        Ok(Json::object([("state", Json::text(state.as_str()))]))
    }

    /// The payment with this `pmt_id`, or the newest with this `ext_id`; `login` may narrow.
    pub(super) fn target(&self, action: &Action<'_>) -> Result<usize, Refused> {
        let login = action.args.get("login").and_then(Json::as_text);
        let fits = |payment: &Payment| {
            (payment.ext_id.as_deref() == Some(action.id)
                || payment.pmt_id.to_string() == action.id)
                && login.is_none_or(|login| login == payment.login)
        };
        self.payments.iter().rposition(fits).ok_or_else(|| {
            let ids: Vec<_> = self.payments.iter().map(Payment::book_id).collect();
            let ids: Vec<_> = ids.iter().map(String::as_str).collect();
            unknown("payment", action.id, &ids)
        })
    }
}

fn check_arguments(action: &Action<'_>) -> Result<(), Refused> {
    let known: &[&str] = match action.name {
        "configure" | "merchant" => return Ok(()),
        "refuse" => &["login", "group"],
        "receipt" => &["login", "state"],
        "token" => {
            &["pan", "expiration_month", "expiration_year", "gateway_merchant_id", "lifetime_s"]
        }
        _ => &["login"],
    };
    action.takes(known)
}

fn token(args: &Json, out: &Effects) -> Result<Json, Refused> {
    let text = |name: &str, default: &'static str| match args.get(name) {
        Some(value) => super::shape::text(value).ok_or_else(|| wrong(name, value)),
        None => Ok(default),
    };
    let number = |name: &str, default: u64| match args.get(name) {
        Some(value) => whole(value).ok_or_else(|| wrong(name, value)),
        None => Ok(default),
    };
    let usual = Order::new(text("pan", "4111111111111111")?, out.now);
    let order = Order {
        expiration_month: number("expiration_month", usual.expiration_month)?,
        expiration_year: number("expiration_year", usual.expiration_year)?,
        gateway_merchant_id: text("gateway_merchant_id", "1234")?,
        lifetime_s: number("lifetime_s", usual.lifetime_s)?,
        ..usual
    };
    let token = google::token(&order, out.now);
    Ok(Json::object([
        ("body_token", Json::text(STANDARD.encode(&token))),
        ("token", Json::text(token)),
    ]))
}

/// A bank's reason; 41 where none is given.
fn group(args: &Json) -> Result<u32, Refused> {
    let Some(value) = args.get("group") else {
        return Ok(41);
    };
    let group = whole(value).and_then(|group| u32::try_from(group).ok());
    group.ok_or_else(|| wrong("group", value))
}

fn wrong(name: &str, value: &Json) -> Refused {
    Refused::Unknown(format!("`{value}` is no value for `{name}`"))
}
