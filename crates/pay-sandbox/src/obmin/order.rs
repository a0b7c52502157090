//! An order, its changes, and what they do to money and timers.

use std::time::SystemTime;

use rust_decimal::Decimal;

use crate::gateway::Effects;
use crate::ledger::Kind;

use super::amount::money;
use super::machine::{Machine, Step};
use super::status::Status;

pub(super) struct Order {
    pub(super) id: String,
    pub(super) uid: u64,
    pub(super) rid: String,
    pub(super) secret: String,
    /// The direction, by its place.
    pub(super) direction: usize,
    pub(super) status: Status,
    pub(super) give: Decimal,
    pub(super) get: Decimal,
    /// Units of `from` for one unit of `to`.
    pub(super) rate: Decimal,
    pub(super) from_values: Vec<Requisite>,
    pub(super) to_values: Vec<Requisite>,
    pub(super) route_values: Vec<Requisite>,
    pub(super) created: SystemTime,
    pub(super) expires: SystemTime,
    pub(super) partner: Option<String>,
    pub(super) hide_out_data: bool,
    pub(super) client_callback_url: Option<String>,
    pub(super) ipn_url: Option<String>,
    pub(super) ipn_secret: Option<String>,
    pub(super) type_client: String,
    /// Whose it is, if it was created by a signed request.
    pub(super) user: Option<usize>,
    /// What an operator says about it.
    pub(super) comment: Option<String>,
    /// The payer's money is in.
    pub(super) paid: bool,
    /// The receiver has got it.
    pub(super) paid_out: bool,
    /// How often its status was set.
    pub(super) changes: u32,
}

/// One field as it was filled in.
#[derive(Clone, Debug)]
pub(super) struct Requisite {
    pub(super) field: &'static str,
    pub(super) name: &'static str,
    pub(super) value: String,
}

impl Order {
    /// As the books and the list of callbacks call it: merchants have no number of their own here.
    pub(super) fn book_id(&self) -> String {
        self.uid.to_string()
    }

    /// What a notification is signed with. An address without a secret leaves JavaScript with the
    /// word for nothing.
    pub(super) fn signing_secret(&self) -> &str {
        self.ipn_secret.as_deref().unwrap_or("undefined")
    }
}

impl Machine {
    pub(super) fn step(&mut self, step: Step, out: &mut Effects) {
        match step {
            Step::Expire(at) => {
                if self.orders[at].status.is_open() {
                    self.set_status(at, Status::Deleted, out);
                }
            }
            Step::PayOut(at, change) => {
                if self.orders[at].changes == change {
                    self.set_status(at, Status::Done, out);
                }
            }
            Step::Tell(callback) => out.callbacks.push(callback),
        }
    }

    /// Gives an order another status: moves its money, starts its payout, tells its merchant.
    pub(super) fn set_status(&mut self, at: usize, to: Status, out: &mut Effects) {
        self.move_money(at, to, out);
        let order = &mut self.orders[at];
        order.status = to;
        order.changes += 1;
        if to == Status::InProgressPayout && self.directions[order.direction].auto_payout {
            let step = Step::PayOut(at, order.changes);
            self.timers.set(out.now, self.settings.payout_delay_s, step);
        }
        self.tell(at, out);
    }

    /// Brings the money to where the new status says it is.
    fn move_money(&mut self, at: usize, to: Status, out: &mut Effects) {
        let order = &mut self.orders[at];
        let direction = &self.directions[order.direction];
        let (from, into) = (&self.currencies[direction.from], &self.currencies[direction.to]);
        let id = order.book_id();
        let (give, get) = (money(order.give), money(order.get));
        if order.paid_out && to != Status::Done {
            out.book(Kind::PayoutReturn, &id, &get, into.symbol);
            order.paid_out = false;
        }
        let comes_and_goes = to == Status::Returned && order.status != Status::Returned;
        if !order.paid && (comes_and_goes || to.is_paid() == Some(true)) {
            out.book(Kind::Charge, &id, &give, from.symbol);
            order.paid = true;
        }
        if order.paid && to.is_paid() == Some(false) {
            out.book(Kind::Refund, &id, &give, from.symbol);
            order.paid = false;
        }
        if to == Status::Done && !order.paid_out {
            out.book(Kind::Payout, &id, &get, into.symbol);
            order.paid_out = true;
        }
    }
}
