//! Payouts: money out.

use rust_decimal::Decimal;

use crate::gateway::Effects;
use crate::json::Json;
use crate::ledger::Kind;

use super::machine::Machine;
use super::notice::Step;
use super::order::Order;
use super::register::{fee, is_crypto, money};
use super::settings::PayoutOutcome;

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum PayoutStatus {
    Created,
    InProgress,
    Payout,
    Blocked,
    Payed,
    Canceled,
    Failed,
    Reversed,
    Refill,
}

impl PayoutStatus {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Created => "CREATED",
            Self::InProgress => "IN_PROGRESS",
            Self::Payout => "PAYOUT",
            Self::Blocked => "BLOCKED",
            Self::Payed => "PAYED",
            Self::Canceled => "CANCELED",
            Self::Failed => "FAILED",
            Self::Reversed => "REVERSED",
            Self::Refill => "REFILL",
        }
    }

    fn is_final(self) -> bool {
        match self {
            Self::Created | Self::InProgress | Self::Payout | Self::Blocked => false,
            Self::Payed | Self::Canceled | Self::Failed | Self::Reversed | Self::Refill => true,
        }
    }

    /// If the merchant's money is gone in this state.
    fn is_debited(self) -> bool {
        matches!(self, Self::InProgress | Self::Payout | Self::Blocked | Self::Payed)
    }
}

#[derive(Clone)]
pub(super) struct Payout {
    pub(super) order: Order,
    pub(super) status: PayoutStatus,
    pub(super) recipient: String,
    /// If the merchant's money is gone.
    pub(super) debited: bool,
    /// If `process` has ever been accepted.
    pub(super) started: bool,
}

impl Payout {
    pub(super) fn new(order: Order, recipient: String) -> Self {
        let status = PayoutStatus::Created;
        Self { order, status, recipient, debited: false, started: false }
    }

    pub(super) fn fee(&self) -> Decimal {
        fee(self.order.amount, self.order.fee_basis_points)
    }

    pub(super) fn full_amount(&self) -> Decimal {
        self.order.amount + self.fee()
    }

    /// The answer of `payment/status`.
    pub(super) fn to_json(&self) -> Json {
        let order = &self.order;
        let mut json = Json::object([
            ("status", Json::text(self.status.as_str())),
            ("payment_id", Json::text(&order.payment_id)),
            ("tracking", Json::text(&order.tracking)),
            ("created_at", order.created()),
            ("processed_at", order.processed()),
            ("amount", Json::number(money(order.amount))),
            ("fee", Json::number(money(self.fee()))),
            ("full_amount", Json::number(money(self.full_amount()))),
            ("recipient", Json::text(&self.recipient)),
            ("currency", Json::text(&order.method)),
        ]);
        if is_crypto(&order.method) && self.status == PayoutStatus::Payed {
            let transaction = order.tracking.replace('-', "").to_lowercase();
            json.push(
                "crypto",
                Json::object([
                    ("transaction", Json::text(transaction)),
                    ("confirmations", Json::text("1")),
                ]),
            );
        }
        json
    }
}

/// A change of state that waits for its time.
#[derive(Clone, Copy)]
pub(super) struct PayoutMove {
    at: usize,
    from: PayoutStatus,
    to: PayoutStatus,
    announced: bool,
}

impl Machine {
    /// If the register can pay the payout and its fee.
    pub(super) fn affords(&mut self, at: usize) -> bool {
        let (order, full) = (self.payouts[at].order.clone(), self.payouts[at].full_amount());
        self.register(&order.client).balance(&order.currency) >= full
    }

    /// Takes the money and queues the payout.
    pub(super) fn start_payout(&mut self, at: usize, out: &mut Effects) {
        self.payouts[at].started = true;
        self.settle_payout(at, PayoutStatus::InProgress, out);
    }

    /// Goes to this state, telling the merchant if it is the end.
    pub(super) fn conclude_payout(&mut self, at: usize, to: PayoutStatus, out: &mut Effects) {
        let order = self.payouts[at].order.clone();
        if to.is_final() && self.announces_early(&order) {
            self.announce(&order, out);
            let from = self.payouts[at].status;
            let step = PayoutMove { at, from, to, announced: true };
            self.timers.set(out.now, self.settings.callback_early_s, Step::Payout(step));
            return;
        }
        self.settle_payout(at, to, out);
        if to.is_final() {
            self.announce(&order, out);
        }
    }

    /// Void if something else has happened to the payout in the meantime.
    pub(super) fn fire_payout(&mut self, step: PayoutMove, out: &mut Effects) {
        let PayoutMove { at, from, to, announced } = step;
        if self.payouts[at].status != from {
            return;
        }
        if announced {
            self.settle_payout(at, to, out);
        } else {
            self.conclude_payout(at, to, out);
        }
    }

    /// Moves the money that the new state stands for, then the state, and winds up what follows.
    fn settle_payout(&mut self, at: usize, to: PayoutStatus, out: &mut Effects) {
        let payout = &mut self.payouts[at];
        if payout.debited != to.is_debited() {
            payout.debited = to.is_debited();
            let full = payout.full_amount();
            let (kind, change) =
                if payout.debited { (Kind::Payout, -full) } else { (Kind::PayoutReturn, full) };
            let Order { client, payment_id, currency, amount, .. } = payout.order.clone();
            out.book(kind, &payment_id, money(amount), &currency);
            self.register(&client).add(&currency, change);
        }
        let payout = &mut self.payouts[at];
        payout.status = to;
        payout.order.processed = to.is_final().then_some(out.now);
        self.wind_up(at, to, out);
    }

    fn wind_up(&mut self, at: usize, from: PayoutStatus, out: &Effects) {
        let (delay, to) = match from {
            PayoutStatus::InProgress => {
                (self.settings.payout_queue_delay_s, Some(PayoutStatus::Payout))
            }
            PayoutStatus::Payout => (self.settings.payout_delay_s, self.outcome(at)),
            _ => return,
        };
        if let Some(to) = to {
            let step = PayoutMove { at, from, to, announced: false };
            self.timers.set(out.now, delay, Step::Payout(step));
        }
    }

    fn outcome(&self, at: usize) -> Option<PayoutStatus> {
        let order = &self.payouts[at].order;
        if order.is_over(1000) {
            return Some(PayoutStatus::Payed);
        }
        if order.is_over(2000) {
            return Some(PayoutStatus::Failed);
        }
        match self.settings.payout_outcome {
            PayoutOutcome::Pay => Some(PayoutStatus::Payed),
            PayoutOutcome::Fail => Some(PayoutStatus::Failed),
            PayoutOutcome::Wait => None,
        }
    }
}
