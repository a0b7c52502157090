//! What the control address can do to orders: payers, operators and banks in one hand.

use rust_decimal::Decimal;

use crate::gateway::{Action, Effects, Refused};
use crate::json::Json;
use crate::world::unknown;

use super::fields::parse_amount;
use super::invoice::InvoiceStatus;
use super::machine::Machine;
use super::order::Order;
use super::payout::{Payout, PayoutStatus};
use super::register::Register;

pub(super) const NAMES: &[&str] = &[
    "pay",
    "refuse",
    "cancel",
    "expire",
    "block",
    "release",
    "reverse",
    "refill",
    "register",
    "configure",
];

/// An order that an action is meant for.
enum Target {
    Invoice(usize),
    Payout(usize),
}

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
            "register" => return self.open_register(action),
            "refill" => return self.refill(action, out),
            _ => {}
        }
        let status = match self.target(action)? {
            Target::Invoice(at) => {
                self.act_on_invoice(at, action, out)?;
                self.invoices[at].status.as_str()
            }
            Target::Payout(at) => {
                self.act_on_payout(at, action, out)?;
                self.payouts[at].status.as_str()
            }
        };
        Ok(Json::object([("status", Json::text(status))]))
    }

    fn act_on_invoice(
        &mut self,
        at: usize,
        action: &Action<'_>,
        out: &mut Effects,
    ) -> Result<(), Refused> {
        use InvoiceStatus::{Canceled, Created, Payin};
        let legal: &[InvoiceStatus] = match action.name {
            "pay" | "refuse" => &[Payin],
            "cancel" | "expire" => &[Created, Payin],
            _ => return Err(not_for("invoice", action.name)),
        };
        let status = self.invoices[at].status;
        if !legal.contains(&status) && !action.force {
            return Err(action.illegal(status.as_str()));
        }
        match action.name {
            "pay" => {
                let paid = match action.args.get("amount") {
                    Some(given) => amount(given)?,
                    None => self.invoices[at].order.amount,
                };
                self.pay_invoice(at, paid, out);
            }
            "refuse" => self.refuse_invoice(at, out),
            _ => self.conclude_invoice(at, Canceled, Decimal::ZERO, out),
        }
        Ok(())
    }

    fn act_on_payout(
        &mut self,
        at: usize,
        action: &Action<'_>,
        out: &mut Effects,
    ) -> Result<(), Refused> {
        use PayoutStatus::{
            Blocked, Canceled, Created, Failed, InProgress, Payed, Payout, Reversed,
        };
        let (legal, to): (&[PayoutStatus], _) = match action.name {
            "pay" => (&[InProgress, Payout], Payed),
            "refuse" => (&[InProgress, Payout], Failed),
            "cancel" => (&[Created, Blocked], Canceled),
            "block" => (&[InProgress], Blocked),
            "release" => (&[Blocked], Payout),
            "reverse" => (&[Payed], Reversed),
            _ => return Err(not_for("payout", action.name)),
        };
        let status = self.payouts[at].status;
        if !legal.contains(&status) && !action.force {
            return Err(action.illegal(status.as_str()));
        }
        self.conclude_payout(at, to, out);
        Ok(())
    }

    /// The order with this `payment_id` or `tracking`; `args` may narrow by `kind` and `client`.
    fn target(&self, action: &Action<'_>) -> Result<Target, Refused> {
        let kind = action.args.get("kind").and_then(Json::as_text);
        let client = action.args.get("client").and_then(Json::as_text);
        if let Some(other) = kind.filter(|kind| !["invoice", "payout"].contains(kind)) {
            return Err(unknown("kind", other, &["invoice", "payout"]));
        }
        let fits = |order: &Order| {
            (order.payment_id == action.id || order.tracking == action.id)
                && client.is_none_or(|client| client == order.client)
        };
        let invoices = self.invoices.iter().enumerate();
        let invoices = invoices.filter(|(_, one)| kind != Some("payout") && fits(&one.order));
        let payouts = self.payouts.iter().enumerate();
        let payouts = payouts.filter(|(_, one)| kind != Some("invoice") && fits(&one.order));
        let mut found = invoices
            .map(|(at, _)| Target::Invoice(at))
            .chain(payouts.map(|(at, _)| Target::Payout(at)));
        match (found.next(), found.next()) {
            (Some(target), None) => Ok(target),
            (Some(_), Some(_)) => Err(Refused::Unknown(format!(
                "several orders are called `{}`: say which by `kind` and `client` in `args`, \
                 or give the tracking number as `id`",
                action.id
            ))),
            (None, _) => {
                let invoices = self.invoices.iter().map(|invoice| &invoice.order);
                let orders = invoices.chain(self.payouts.iter().map(|payout| &payout.order));
                let ids: Vec<_> = orders.map(|order| order.payment_id.as_str()).collect();
                Err(unknown("order", action.id, &ids))
            }
        }
    }

    /// Adds a cash register or gives one a new secret.
    fn open_register(&mut self, action: &Action<'_>) -> Result<Json, Refused> {
        let salt = action.args.get("salt").and_then(Json::as_text).filter(|salt| !salt.is_empty());
        let salt = salt.ok_or_else(|| Refused::Unknown("`salt` is missing".to_owned()))?;
        if action.id.is_empty() {
            return Err(Refused::Unknown("`id`, the client's number, is missing".to_owned()));
        }
        let balance = action.args.get("balance").map_or(Ok(Decimal::ZERO), amount)?;
        match self.registers.iter_mut().find(|register| register.client == action.id) {
            Some(register) => salt.clone_into(&mut register.salt),
            None => self.registers.push(Register::new(action.id, salt, "UAH", balance)),
        }
        Ok(Json::object([("client", Json::text(action.id))]))
    }

    /// Tops up a register: a record among the payouts, no payment of anybody.
    fn refill(&mut self, action: &Action<'_>, out: &mut Effects) -> Result<Json, Refused> {
        let text = |name: &str, default: &str| {
            let given = action.args.get(name).and_then(Json::as_text);
            given.unwrap_or(default).to_owned()
        };
        let client = text("client", &self.registers[0].client);
        let currency = text("currency", "UAH");
        let missing = || Refused::Unknown("`amount` is missing".to_owned());
        let amount = amount(action.args.get("amount").ok_or_else(missing)?)?;
        let clients: Vec<_> = self.registers.iter().map(|one| one.client.as_str()).collect();
        if !clients.contains(&client.as_str()) {
            return Err(unknown("client", &client, &clients));
        }
        let used =
            |payout: &Payout| payout.order.client == client && payout.order.payment_id == action.id;
        if self.payouts.iter().any(used) {
            return Err(Refused::Illegal(format!("`{}` is there already", action.id)));
        }
        self.register(&client).add(&currency, amount);
        let order = Order {
            client,
            payment_id: action.id.to_owned(),
            tracking: self.new_tracking(),
            method: format!("visamaster.{}", currency.to_lowercase()),
            currency,
            amount,
            fee_basis_points: 0,
            created: out.now,
            processed: Some(out.now),
            status_url: None,
        };
        let mut payout = Payout::new(order, String::new());
        (payout.status, payout.started) = (PayoutStatus::Refill, true);
        self.payouts.push(payout);
        Ok(Json::object([("status", Json::text(PayoutStatus::Refill.as_str()))]))
    }
}

fn check_arguments(action: &Action<'_>) -> Result<(), Refused> {
    let known: &[&str] = match action.name {
        "configure" => return Ok(()),
        "register" => &["salt", "balance"],
        "refill" => &["client", "amount", "currency"],
        "pay" => &["kind", "client", "amount"],
        _ => &["kind", "client"],
    };
    action.takes(known)
}

fn amount(given: &Json) -> Result<Decimal, Refused> {
    let amount = match given {
        Json::Number(text) | Json::Text(text) => parse_amount(text),
        _ => None,
    };
    amount.ok_or_else(|| Refused::Unknown(format!("`{given}` is no amount above 0")))
}

fn not_for(kind: &str, action: &str) -> Refused {
    Refused::Unknown(format!("`{action}` is no action for an {kind} order"))
}
