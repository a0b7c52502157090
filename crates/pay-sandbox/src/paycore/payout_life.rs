//! What becomes of a payout, and the money that follows.

use rust_decimal::Decimal;

use crate::gateway::Effects;
use crate::ledger::Kind;

use super::amount::money;
use super::card;
use super::machine::{Machine, unix};
use super::notice::Subject;
use super::payout::Payout;
use super::status::PayoutStatus;

impl Machine {
    /// Goes to this state: moves the money it stands for, and tells the merchant.
    ///
    /// The amount is what came back where only a part did, or what has arrived of a payout that
    /// was carried out in part.
    pub(super) fn set_payout(
        &mut self,
        at: usize,
        to: PayoutStatus,
        resolution: &str,
        amount: Option<Decimal>,
        out: &mut Effects,
    ) {
        self.end_parts(at, to, amount);
        self.move_payout_money(at, to, amount, out);
        let now = unix(out.now);
        let payout = &mut self.payouts[at];
        payout.status = to;
        payout.updated = now;
        resolution.clone_into(&mut payout.resolution);
        payout.failed_at = (to == PayoutStatus::ProcessFailed).then_some(now);
        payout.processed_at = match to {
            PayoutStatus::Processed | PayoutStatus::PartiallyProcessed => Some(now),
            _ if to.follows_success() => payout.processed_at,
            _ => None,
        };
        self.announce(Subject::Payout(at), out);
    }

    /// The bank answers; void if somebody has decided by hand before.
    pub(super) fn finish_payout(&mut self, at: usize, out: &mut Effects) {
        let payout = &self.payouts[at];
        if payout.status != PayoutStatus::ProcessPending {
            return;
        }
        let detail = |key| payout.field(key).filter(|_| payout.service.method == "test");
        let told = detail("test_details_payout_status").and_then(PayoutStatus::from_word);
        let resolution = detail("test_details_payout_resolution").map(str::to_owned);
        let count = payout.parts.len();
        let arriving = arriving(payout);
        let to = match told {
            Some(PayoutStatus::ProcessPending) => return,
            Some(to @ PayoutStatus::PartiallyProcessed) => {
                let half = count.div_ceil(2);
                self.mark_parts(at, half);
                to
            }
            Some(to) => to,
            None if arriving == count => PayoutStatus::Processed,
            None if arriving > 0 && payout.allow_partially => {
                self.mark_parts(at, arriving);
                PayoutStatus::PartiallyProcessed
            }
            None => PayoutStatus::ProcessFailed,
        };
        let resolution = resolution.as_deref().unwrap_or(to.usual_resolution());
        self.set_payout(at, to, resolution, None, out);
    }

    /// The first ones have arrived.
    fn mark_parts(&mut self, at: usize, arrived: usize) {
        for (place, part) in self.payouts[at].parts.iter_mut().enumerate() {
            part.succeeded = Some(place < arrived);
        }
    }

    /// Notes of the parts what the whole has come to.
    fn end_parts(&mut self, at: usize, to: PayoutStatus, amount: Option<Decimal>) {
        let count = self.payouts[at].parts.len();
        match to {
            PayoutStatus::Processed => self.mark_parts(at, count),
            PayoutStatus::ProcessFailed | PayoutStatus::Expired | PayoutStatus::Terminated => {
                self.mark_parts(at, 0);
            }
            PayoutStatus::PartiallyProcessed => {
                if let Some(amount) = amount {
                    self.mark_parts(at, 0);
                    let whole = self.payouts[at].payout_amount();
                    let parts = &mut self.payouts[at].parts;
                    parts.truncate(1);
                    for part in parts {
                        part.amount = amount.min(whole);
                        part.succeeded = Some(true);
                    }
                }
            }
            _ if to.follows_success() => {}
            _ => {
                for part in &mut self.payouts[at].parts {
                    part.succeeded = None;
                }
            }
        }
    }

    /// The books and the balances go from what the old state stood for to what the new one does.
    fn move_payout_money(
        &mut self,
        at: usize,
        to: PayoutStatus,
        amount: Option<Decimal>,
        out: &mut Effects,
    ) {
        use PayoutStatus as S;

        let payout = &self.payouts[at];
        let (before_gone, before_held) = (payout.gone, payout.held);
        let arrived = payout.arrived();
        let whole = if arrived.is_zero() { payout.payout_amount() } else { arrived };
        let (gone, held) = match to {
            S::Created | S::Expired | S::Terminated | S::ProcessFailed | S::Canceled => {
                (Decimal::ZERO, false)
            }
            S::Processing | S::ProcessPending | S::ProcessError => (Decimal::ZERO, true),
            S::Processed | S::PartiallyProcessed => (whole, false),
            S::Canceling | S::CancelPending | S::CancelError | S::CancelFailed => {
                (if before_gone.is_zero() { whole } else { before_gone }, false)
            }
            S::PartiallyCanceled => {
                let gone = if before_gone.is_zero() { whole } else { before_gone };
                (gone - amount.unwrap_or_default().min(gone), false)
            }
        };
        let change = gone - before_gone;
        if change > Decimal::ZERO {
            out.book(Kind::Payout, &payout.reference_id, money(change), &payout.currency);
        } else if change < Decimal::ZERO {
            out.book(Kind::PayoutReturn, &payout.reference_id, money(-change), &payout.currency);
        }
        let pending = |held: bool| if held { payout.writeoff } else { Decimal::ZERO };
        let cost = |gone: Decimal| gone + payout.fee_of(gone);
        let held_more = pending(held) - pending(before_held);
        let paid_more = cost(gone) - cost(before_gone);
        let account = &mut self.accounts[payout.account];
        let purse = account.purse_mut(payout.test_mode, &payout.currency);
        purse.active -= held_more + paid_more;
        purse.pending += held_more;
        let payout = &mut self.payouts[at];
        (payout.gone, payout.held) = (gone, held);
    }
}

/// How many parts arrive when nobody interferes.
fn arriving(payout: &Payout) -> usize {
    let count = payout.parts.len();
    if payout.card().is_some_and(card::refuses_payouts) {
        return 0;
    }
    let rate = payout.field("test_details_success_rate").and_then(|rate| rate.parse().ok());
    let percent: usize = rate.unwrap_or(100).min(100);
    count * percent / 100
}
