//! A payment: its state, its shares, and where its money is.

use std::time::SystemTime;

use crate::gateway::Effects;
use crate::ledger::Kind;

use super::merchant::{Stages, with_fee};
use super::receipt::Receipt;
use super::threeds::Challenge;

/// `pmt_status`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Status {
    /// 3-D Secure is to come.
    Challenged,
    Held,
    Refused,
    Paid,
    Cancelled,
    /// Data for financial monitoring are wanted.
    Questioned,
    /// Refused by the security service.
    Blocked,
    Deferred,
}

impl Status {
    pub(super) fn code(self) -> u8 {
        match self {
            Self::Challenged => 1,
            Self::Held => 3,
            Self::Refused => 4,
            Self::Paid => 5,
            Self::Cancelled => 9,
            Self::Questioned => 10,
            Self::Blocked => 14,
            Self::Deferred => 17,
        }
    }

    /// If the money is with the merchant or set aside for it.
    pub(super) fn is_success(self) -> bool {
        matches!(self, Self::Held | Self::Paid)
    }
}

/// One receiver's part of a payment.
#[derive(Clone, Debug)]
pub(super) struct Share {
    pub(super) trn_id: u64,
    pub(super) smch_id: u64,
    pub(super) invoice: u64,
    /// With the payer's fee.
    pub(super) amount: u64,
    pub(super) returned: u64,
}

impl Share {
    /// What can still be given back.
    pub(super) fn rest(&self) -> u64 {
        self.amount - self.returned
    }
}

/// All sums are in kopecks.
pub(super) struct Payment {
    pub(super) login: String,
    pub(super) pmt_id: u64,
    pub(super) ext_id: Option<String>,
    pub(super) status: Status,
    /// Why a bank has refused.
    pub(super) group: Option<u32>,
    pub(super) invoice: u64,
    pub(super) amount: u64,
    pub(super) shares: Vec<Share>,
    pub(super) stages: Stages,
    pub(super) fee_basis_points: u32,
    pub(super) mask: String,
    /// The Google token, which cannot be used again.
    pub(super) token: Option<String>,
    /// The group with which 3-D Secure or `ProcessPayment` will be refused.
    pub(super) refused_later: Option<u32>,
    pub(super) challenge: Option<Challenge>,
    pub(super) recurrent: bool,
    pub(super) recurrent_token: Option<String>,
    pub(super) receipt: Option<Receipt>,
    /// The last part of the address of its receipt page.
    pub(super) page: String,
    /// What is set aside, and since when.
    pub(super) held: Option<(u64, SystemTime)>,
    /// What was charged or captured.
    pub(super) taken: u64,
}

impl Payment {
    /// The merchant's own id where there is one.
    pub(super) fn book_id(&self) -> String {
        self.ext_id.clone().unwrap_or_else(|| self.pmt_id.to_string())
    }

    /// What was taken and not given back.
    pub(super) fn rest(&self) -> u64 {
        self.taken - self.shares.iter().map(|share| share.returned).sum::<u64>()
    }

    /// New sums for the receivers; a fee is rounded once for all of them.
    pub(super) fn divide(&mut self, sums: &[(u64, u64, u64)]) {
        let mut before = 0;
        self.shares.clear();
        for (trn_id, smch_id, invoice) in sums.iter().copied() {
            let amount = |sum| with_fee(sum, self.fee_basis_points);
            let after = before + invoice;
            let amount = amount(after) - amount(before);
            self.shares.push(Share { trn_id, smch_id, invoice, amount, returned: 0 });
            before = after;
        }
        self.invoice = before;
        self.amount = with_fee(before, self.fee_basis_points);
    }

    /// The bank says yes: the money is taken, or set aside where there are two stages.
    pub(super) fn succeed(&mut self, out: &mut Effects) {
        self.group = None;
        match self.stages {
            Stages::One => self.charge(out),
            Stages::Two => {
                self.status = Status::Held;
                self.held = Some((self.amount, out.now));
                self.book(Kind::Hold, self.amount, out);
            }
        }
    }

    /// Takes the money at once.
    pub(super) fn charge(&mut self, out: &mut Effects) {
        (self.status, self.group, self.taken) = (Status::Paid, None, self.amount);
        self.book(Kind::Charge, self.amount, out);
    }

    /// The bank says no.
    pub(super) fn refuse(&mut self, group: u32, out: &mut Effects) {
        self.release(out);
        (self.status, self.group) = (Status::Refused, Some(group));
    }

    /// Takes what was set aside, and frees what is more than the present sum.
    pub(super) fn capture(&mut self, out: &mut Effects) {
        let Some((held, _)) = self.held.take() else {
            return;
        };
        (self.status, self.taken) = (Status::Paid, self.amount);
        self.book(Kind::Capture, self.amount, out);
        self.book(Kind::Release, held - self.amount, out);
    }

    /// Frees what was set aside.
    pub(super) fn release(&mut self, out: &mut Effects) {
        if let Some((held, _)) = self.held.take() {
            self.book(Kind::Release, held, out);
        }
    }

    /// Gives a part of a share back; the payment is cancelled when nothing is left.
    pub(super) fn give_back(&mut self, at: usize, kopecks: u64, out: &mut Effects) {
        self.shares[at].returned += kopecks;
        self.book(Kind::Refund, kopecks, out);
        if self.rest() == 0 {
            self.status = Status::Cancelled;
        }
    }

    /// Gives everything back that was taken or set aside.
    pub(super) fn undo(&mut self, out: &mut Effects) {
        self.release(out);
        let rest = self.rest();
        self.book(Kind::Refund, rest, out);
        self.taken = 0;
        for share in &mut self.shares {
            share.returned = 0;
        }
    }

    fn book(&self, kind: Kind, kopecks: u64, out: &mut Effects) {
        if kopecks > 0 {
            out.book(kind, &self.book_id(), hryvnias(kopecks), "UAH");
        }
    }
}

/// Kopecks as the books write them: `123.45`.
pub(super) fn hryvnias(kopecks: u64) -> String {
    format!("{}.{:02}", kopecks / 100, kopecks % 100)
}
