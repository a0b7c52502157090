//! What the control address can do to invoices: payers, operators and banks in one hand.

use rust_decimal::Decimal;

use crate::gateway::{Action, Effects, Refused};
use crate::json::Json;
use crate::world::unknown;

use super::amount::positive;
use super::machine::Machine;
use super::notice::Subject;
use super::status::{PaymentStatus, PayoutStatus};

pub(super) const NAMES: &[&str] = &[
    "pay",
    "refuse",
    "expire",
    "terminate",
    "reject",
    "charge_back",
    "cancel",
    "set",
    "resend",
    "configure",
];

const FOR_PAYMENTS: &[&str] =
    &["pay", "refuse", "expire", "terminate", "reject", "charge_back", "set", "resend"];

const FOR_PAYOUTS: &[&str] = &["pay", "refuse", "expire", "terminate", "cancel", "set", "resend"];

/// What an action says besides its name.
struct Order<'a> {
    action: &'a Action<'a>,
    amount: Option<Decimal>,
    resolution: Option<&'a str>,
    status: Option<&'a str>,
}

impl Machine {
    pub(super) fn carry_out(
        &mut self,
        action: &Action<'_>,
        out: &mut Effects,
    ) -> Result<Json, Refused> {
        if action.name == "configure" {
            self.settings.configure(action.args)?;
            return Ok(Json::object([("configured", Json::Bool(true))]));
        }
        check_arguments(action)?;
        let subject = self.target(action)?;
        if action.name == "resend" {
            return self.resend(subject, action, out);
        }
        let order = Order {
            action,
            amount: action.args.get("amount").map(amount).transpose()?,
            resolution: text(action, "resolution")?,
            status: text(action, "status")?,
        };
        let status = match subject {
            Subject::Payment(at) => {
                self.act_on_payment(at, &order, out)?;
                self.payments[at].status.as_str()
            }
            Subject::Payout(at) => {
                self.act_on_payout(at, &order, out)?;
                self.payouts[at].status.as_str()
            }
        };
        Ok(Json::object([("status", Json::text(status))]))
    }

    fn act_on_payment(
        &mut self,
        at: usize,
        order: &Order<'_>,
        out: &mut Effects,
    ) -> Result<(), Refused> {
        use PaymentStatus as S;

        let payment = &self.payments[at];
        let whole = if payment.paid.is_some() { payment.rest() } else { payment.payment_amount };
        let to = match order.action.name {
            "pay" if payment.verify => S::Verified,
            "pay" if order.amount.is_some_and(|amount| amount < payment.payment_amount) => {
                S::PartiallyProcessed
            }
            "pay" => S::Processed,
            "refuse" if payment.verify => S::VerifyFailed,
            "refuse" => S::ProcessFailed,
            "expire" => S::Expired,
            "terminate" => S::Terminated,
            "reject" => S::Rejected,
            "charge_back" if order.amount.is_some_and(|amount| amount < whole) => {
                S::PartiallyChargedBack
            }
            "charge_back" => S::ChargedBack,
            "set" => order.status(S::from_word, S::WORDS)?,
            other => return Err(unknown("action for a payment", other, FOR_PAYMENTS)),
        };
        if !payment.status.next().contains(&to) && !order.action.force {
            return Err(order.action.illegal(payment.status.as_str()));
        }
        let is_part = matches!(to, S::PartiallyRefunded | S::PartiallyChargedBack);
        if is_part && order.amount.is_some_and(|amount| amount > whole) {
            return Err(Refused::Illegal(format!("there are only {} left", whole.normalize())));
        }
        let waits =
            payment.refunds.iter().any(|one| one.state == super::refund::RefundState::Pending);
        let needs_amount = to == S::PartiallyRefunded && !waits
            || to == S::PartiallyChargedBack
            || to == S::PartiallyProcessed && payment.paid.is_none();
        if needs_amount && order.amount.is_none() {
            return Err(Refused::Unknown("`amount` is missing".to_owned()));
        }
        let resolution = order.resolution.unwrap_or(to.usual_resolution());
        let refund = self.settle_refund(at, to);
        self.set_payment(at, to, resolution, order.amount.or(refund), out);
        Ok(())
    }

    fn act_on_payout(
        &mut self,
        at: usize,
        order: &Order<'_>,
        out: &mut Effects,
    ) -> Result<(), Refused> {
        use PayoutStatus as S;

        let payout = &self.payouts[at];
        let whole = if payout.gone.is_zero() { payout.payout_amount() } else { payout.gone };
        let part = order.amount.is_some_and(|amount| amount < whole);
        let to = match order.action.name {
            "pay" if part => S::PartiallyProcessed,
            "pay" => S::Processed,
            "refuse" => S::ProcessFailed,
            "expire" => S::Expired,
            "terminate" => S::Terminated,
            "cancel" if part => S::PartiallyCanceled,
            "cancel" => S::Canceled,
            "set" => order.status(S::from_word, S::WORDS)?,
            other => return Err(unknown("action for a payout", other, FOR_PAYOUTS)),
        };
        let canceling =
            order.action.name == "cancel" && payout.status.next().contains(&S::Canceling);
        let legal = canceling || payout.status.next().contains(&to);
        if !legal && !order.action.force {
            return Err(order.action.illegal(payout.status.as_str()));
        }
        let is_part = matches!(to, S::PartiallyProcessed | S::PartiallyCanceled);
        if is_part && order.amount.is_some_and(|amount| amount > whole) {
            return Err(Refused::Illegal(format!("there are only {} left", whole.normalize())));
        }
        if is_part && order.amount.is_none() {
            return Err(Refused::Unknown("`amount` is missing".to_owned()));
        }
        if canceling {
            self.set_payout(at, S::Canceling, "ok", None, out);
        }
        let resolution = order.resolution.unwrap_or(to.usual_resolution());
        self.set_payout(at, to, resolution, order.amount, out);
        Ok(())
    }

    /// Sends a callback once more, as it was when it left for the first time.
    fn resend(
        &mut self,
        subject: Subject,
        action: &Action<'_>,
        out: &mut Effects,
    ) -> Result<Json, Refused> {
        let told: Vec<_> =
            self.told.iter().filter(|(other, _)| *other == subject).map(|(_, one)| one).collect();
        let number = match action.args.get("number") {
            None => told.len(),
            Some(Json::Number(text)) => text.parse().unwrap_or(0),
            Some(_) => 0,
        };
        let callback = number.checked_sub(1).and_then(|at| told.get(at)).map(|one| (*one).clone());
        let count = told.len();
        let callback = callback.ok_or_else(|| {
            Refused::Unknown(format!("there is no such callback, `number` goes from 1 to {count}"))
        })?;
        self.send(callback, 0, out);
        Ok(Json::object([("resent", Json::number(number))]))
    }

    /// The invoice of this id, the merchant's or the gateway's; `args` may narrow by `kind`.
    fn target(&self, action: &Action<'_>) -> Result<Subject, Refused> {
        let kind = text(action, "kind")?;
        if let Some(other) = kind.filter(|kind| !["payment", "payout"].contains(kind)) {
            return Err(unknown("kind", other, &["payment", "payout"]));
        }
        let fits = |reference: &str, id: &str| action.id == reference || action.id == id;
        let payments = self.payments.iter().enumerate();
        let payments =
            payments.filter(|(_, one)| kind != Some("payout") && fits(&one.reference_id, &one.id));
        let payouts = self.payouts.iter().enumerate();
        let payouts =
            payouts.filter(|(_, one)| kind != Some("payment") && fits(&one.reference_id, &one.id));
        let mut found = payments
            .map(|(at, _)| Subject::Payment(at))
            .chain(payouts.map(|(at, _)| Subject::Payout(at)));
        match (found.next(), found.next()) {
            (Some(subject), None) => Ok(subject),
            (Some(_), Some(_)) => Err(Refused::Unknown(format!(
                "several invoices are called `{}`: say which by `kind` in `args`, or give the \
                 gateway's own number as `id`",
                action.id
            ))),
            (None, _) => {
                let payments = self.payments.iter().map(|one| one.reference_id.as_str());
                let payouts = self.payouts.iter().map(|one| one.reference_id.as_str());
                Err(unknown("invoice", action.id, &payments.chain(payouts).collect::<Vec<_>>()))
            }
        }
    }
}

impl Order<'_> {
    fn status<S>(&self, read: impl Fn(&str) -> Option<S>, words: &[&str]) -> Result<S, Refused> {
        let missing =
            || Refused::Unknown(format!("`status` is missing, known: {}", words.join(", ")));
        let word = self.status.ok_or_else(missing)?;
        read(word).ok_or_else(|| unknown("status", word, words))
    }
}

fn check_arguments(action: &Action<'_>) -> Result<(), Refused> {
    let known: &[&str] = match action.name {
        "pay" | "charge_back" | "cancel" => &["kind", "amount"],
        "refuse" => &["kind", "resolution"],
        "set" => &["kind", "status", "resolution", "amount"],
        "resend" => &["kind", "number"],
        _ => &["kind"],
    };
    action.takes(known)
}

fn text<'a>(action: &Action<'a>, name: &str) -> Result<Option<&'a str>, Refused> {
    let Some(given) = action.args.get(name) else {
        return Ok(None);
    };
    let wrong = || Refused::Unknown(format!("`{name}` must be a text"));
    given.as_text().map(Some).ok_or_else(wrong)
}

fn amount(given: &Json) -> Result<Decimal, Refused> {
    positive(given).ok_or_else(|| Refused::Unknown(format!("`{given}` is no amount above 0")))
}
