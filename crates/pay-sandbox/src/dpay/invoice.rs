//! Invoices: money in.

use rust_decimal::Decimal;

use crate::gateway::Effects;
use crate::json::Json;
use crate::ledger::Kind;

use super::card::Session;
use super::machine::Machine;
use super::notice::Step;
use super::order::Order;
use super::register::{fee, money};

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum InvoiceStatus {
    Created,
    Payin,
    Payed,
    Finished,
    PayedRecalc,
    Failed,
    Canceled,
    PayinError,
}

impl InvoiceStatus {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Created => "CREATED",
            Self::Payin => "PAYIN",
            Self::Payed => "PAYED",
            Self::Finished => "FINISHED",
            Self::PayedRecalc => "PAYED_RECALC",
            Self::Failed => "FAILED",
            Self::Canceled => "CANCELED",
            Self::PayinError => "PAYIN_ERROR",
        }
    }

    pub(super) fn is_final(self) -> bool {
        matches!(self, Self::Finished | Self::PayedRecalc | Self::Failed | Self::Canceled)
    }

    pub(super) fn is_paid(self) -> bool {
        matches!(self, Self::Payed | Self::Finished | Self::PayedRecalc)
    }
}

#[derive(Clone)]
pub(super) struct Invoice {
    pub(super) order: Order,
    pub(super) status: InvoiceStatus,
    pub(super) success_url: Option<String>,
    pub(super) fail_url: Option<String>,
    /// What the payer has paid, while the merchant has it.
    pub(super) paid: Option<Decimal>,
    pub(super) failure: Option<(u32, &'static str)>,
    pub(super) session: Option<Session>,
}

impl Invoice {
    pub(super) fn new(order: Order, success_url: Option<String>, fail_url: Option<String>) -> Self {
        Self {
            order,
            status: InvoiceStatus::Created,
            success_url,
            fail_url,
            paid: None,
            failure: None,
            session: None,
        }
    }

    /// The fee and what is left of the payment for the merchant.
    fn split(&self) -> (Decimal, Decimal) {
        let amount = self.paid.unwrap_or(self.order.amount);
        let fee = fee(amount, self.order.fee_basis_points);
        (fee, amount - fee)
    }

    /// The answer of `einvoice/status`.
    pub(super) fn to_json(&self) -> Json {
        let (fee, accrual) = self.split();
        let order = &self.order;
        let mut json = Json::object([
            ("tracking", Json::text(&order.tracking)),
            ("payment_id", Json::text(&order.payment_id)),
            ("currency", Json::text(&order.method)),
            ("created", order.created()),
            ("processed", order.processed()),
            ("status", Json::text(self.status.as_str())),
            ("amount", Json::number(money(order.amount))),
            ("fee", Json::number(money(fee))),
            ("accrual_amount", Json::number(money(accrual))),
            ("accrual_currency", Json::text(&order.currency)),
            ("is_recalc", Json::Bool(self.status == InvoiceStatus::PayedRecalc)),
        ]);
        if let Some((code, message)) = self.failure {
            let error = [("code", Json::number(code)), ("message", Json::text(message))];
            json.push("error", Json::object(error));
        }
        json
    }
}

/// A change of state that waits for its time.
#[derive(Clone, Copy)]
pub(super) struct InvoiceMove {
    at: usize,
    from: InvoiceStatus,
    to: InvoiceStatus,
    paid: Decimal,
    announced: bool,
}

impl Machine {
    pub(super) fn invoice(&self, tracking: &str) -> Option<usize> {
        self.invoices.iter().position(|invoice| invoice.order.tracking == tracking)
    }

    /// Waits for the payer; two amounts need none.
    pub(super) fn open_invoice(&mut self, at: usize, out: &mut Effects) {
        self.enter_invoice(at, InvoiceStatus::Payin, out);
        if !self.settings.h2h {
            self.apply_amount_rule(at, out);
        }
    }

    /// An invoice over 1000 pays itself, one over 2000 fails.
    pub(super) fn apply_amount_rule(&mut self, at: usize, out: &Effects) {
        let order = &self.invoices[at].order;
        let to = if order.is_over(1000) {
            InvoiceStatus::Finished
        } else if order.is_over(2000) {
            InvoiceStatus::Failed
        } else {
            return;
        };
        let paid = order.amount;
        let step = InvoiceMove { at, from: InvoiceStatus::Payin, to, paid, announced: false };
        self.timers.set(out.now, self.settings.invoice_delay_s, Step::Invoice(step));
    }

    /// The payer has paid this much.
    pub(super) fn pay_invoice(&mut self, at: usize, paid: Decimal, out: &mut Effects) {
        let exact = paid == self.invoices[at].order.amount;
        let to = if exact { InvoiceStatus::Finished } else { InvoiceStatus::PayedRecalc };
        self.conclude_invoice(at, to, paid, out);
    }

    /// The payer's bank has said no.
    pub(super) fn refuse_invoice(&mut self, at: usize, out: &mut Effects) {
        let to = if self.settings.payin_error {
            InvoiceStatus::PayinError
        } else {
            InvoiceStatus::Failed
        };
        self.conclude_invoice(at, to, Decimal::ZERO, out);
    }

    /// Goes to its end, in the order of steps that the settings want.
    pub(super) fn conclude_invoice(
        &mut self,
        at: usize,
        to: InvoiceStatus,
        paid: Decimal,
        out: &mut Effects,
    ) {
        let from = self.invoices[at].status;
        if to == InvoiceStatus::Finished && self.settings.two_step_credit && !from.is_paid() {
            self.settle_invoice(at, InvoiceStatus::Payed, paid, out);
            let from = InvoiceStatus::Payed;
            let step = InvoiceMove { at, from, to, paid, announced: false };
            self.timers.set(out.now, self.settings.credit_delay_s, Step::Invoice(step));
        } else if to.is_final() && self.announces_early(&self.invoices[at].order) {
            let order = self.invoices[at].order.clone();
            self.announce(&order, out);
            let step = InvoiceMove { at, from, to, paid, announced: true };
            self.timers.set(out.now, self.settings.callback_early_s, Step::Invoice(step));
        } else {
            self.settle_invoice(at, to, paid, out);
            self.announce_invoice(at, out);
        }
    }

    /// Void if something else has happened to the invoice in the meantime.
    pub(super) fn fire_invoice(&mut self, step: InvoiceMove, out: &mut Effects) {
        let InvoiceMove { at, from, to, paid, announced } = step;
        if self.invoices[at].status != from {
            return;
        }
        if announced {
            self.settle_invoice(at, to, paid, out);
        } else {
            self.conclude_invoice(at, to, paid, out);
        }
    }

    /// Moves the money that the new state stands for, then the state.
    fn settle_invoice(&mut self, at: usize, to: InvoiceStatus, paid: Decimal, out: &mut Effects) {
        let wanted = to.is_paid().then_some(paid);
        if self.invoices[at].paid != wanted {
            if let Some(taken) = self.invoices[at].paid {
                self.book_invoice(at, Kind::Refund, taken, out);
            }
            self.invoices[at].paid = wanted;
            if let Some(paid) = wanted {
                self.book_invoice(at, Kind::Charge, paid, out);
            }
        }
        self.enter_invoice(at, to, out);
    }

    fn book_invoice(&mut self, at: usize, kind: Kind, amount: Decimal, out: &mut Effects) {
        let invoice = &self.invoices[at];
        let (_, accrual) = invoice.split();
        let Order { client, payment_id, currency, .. } = invoice.order.clone();
        out.book(kind, &payment_id, money(amount), &currency);
        let change = if kind == Kind::Refund { -accrual } else { accrual };
        self.register(&client).add(&currency, change);
    }

    fn enter_invoice(&mut self, at: usize, to: InvoiceStatus, out: &mut Effects) {
        let invoice = &mut self.invoices[at];
        invoice.status = to;
        invoice.order.processed = to.is_final().then_some(out.now);
        invoice.failure = (to == InvoiceStatus::Failed).then(|| {
            if invoice.order.is_over(2000) {
                (9050, "Test failure")
            } else {
                (9051, "Payment refused")
            }
        });
    }

    fn announce_invoice(&mut self, at: usize, out: &mut Effects) {
        if self.invoices[at].status.is_final() {
            let order = self.invoices[at].order.clone();
            self.announce(&order, out);
        }
    }
}
