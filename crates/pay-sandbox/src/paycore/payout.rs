//! Payout invoices: money out.

use rust_decimal::Decimal;

use crate::gateway::Effects;
use crate::json::Json;

use super::amount::{rate, round};
use super::machine::Machine;
use super::notice::{Step, Subject};
use super::refusal::Refusal;
use super::service::Service;
use super::status::PayoutStatus;

#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own in the document")]
pub(super) struct Payout {
    pub(super) id: String,
    pub(super) account: usize,
    pub(super) reference_id: String,
    pub(super) amount: Decimal,
    pub(super) currency: String,
    pub(super) service: &'static Service,
    pub(super) test_mode: bool,
    pub(super) description: Option<String>,
    pub(super) callback_url: Option<String>,
    pub(super) metadata: Json,
    /// As the merchant gave them.
    pub(super) fields: Json,
    /// The number behind a token; no answer tells it.
    pub(super) stored_card: Option<String>,
    /// The merchant's id of the customer, and the gateway's once the invoice is stored.
    pub(super) customer: Option<(String, String)>,
    pub(super) auto_process: bool,
    pub(super) allow_partially: bool,
    pub(super) created: u64,
    pub(super) updated: u64,
    pub(super) status: PayoutStatus,
    pub(super) resolution: String,
    /// What is taken from the account, with the fee.
    pub(super) writeoff: Decimal,
    pub(super) fee: Decimal,
    /// What goes out, in one part or several.
    pub(super) parts: Vec<Part>,
    /// If the account's money waits in `pending_balance`.
    pub(super) held: bool,
    /// What has left for the recipient and did not come back.
    pub(super) gone: Decimal,
    pub(super) processed_at: Option<u64>,
    pub(super) failed_at: Option<u64>,
}

/// One transfer of a payout.
#[derive(Clone)]
pub(super) struct Part {
    /// `po_..`
    pub(super) id: String,
    pub(super) amount: Decimal,
    /// `None` before the end.
    pub(super) succeeded: Option<bool>,
}

impl Payout {
    /// What the recipient gets.
    pub(super) fn payout_amount(&self) -> Decimal {
        self.writeoff - self.fee
    }

    /// The fee in a part of what the recipient gets.
    pub(super) fn fee_of(&self, part: Decimal) -> Decimal {
        let whole = self.payout_amount();
        if part == whole || whole.is_zero() {
            return if part.is_zero() { Decimal::ZERO } else { self.fee };
        }
        round(self.fee * (part / whole), &self.currency)
    }

    pub(super) fn rate(&self) -> Decimal {
        rate(&self.currency, self.service.currency)
    }

    pub(super) fn in_service_currency(&self, amount: Decimal) -> Decimal {
        round(amount * self.rate(), self.service.currency)
    }

    /// What the parts amount to that have arrived.
    pub(super) fn arrived(&self) -> Decimal {
        let parts = self.parts.iter().filter(|part| part.succeeded == Some(true));
        parts.map(|part| part.amount).sum()
    }

    /// The number of the card that it goes to.
    pub(super) fn card(&self) -> Option<&str> {
        self.stored_card.as_deref().or_else(|| self.field("card_number"))
    }

    /// A field of the service, if it is a text.
    pub(super) fn field(&self, key: &str) -> Option<&str> {
        self.fields.get(key).and_then(Json::as_text)
    }
}

impl Machine {
    /// Stores a payout; check 14.
    pub(super) fn add_payout(
        &mut self,
        mut payout: Payout,
        out: &mut Effects,
    ) -> Result<usize, Refusal> {
        let same = |other: &Payout| {
            other.account == payout.account && other.reference_id == payout.reference_id
        };
        if self.payouts.iter().any(same) {
            return Err(Refusal::duplicate(self.settings.duplicate_status));
        }
        if let Some((reference, id)) = &mut payout.customer {
            *id = self.customer(payout.account, &reference.clone());
        }
        let at = self.payouts.len();
        let goes_on = payout.auto_process || self.settings.auto_process;
        self.payouts.push(payout);
        self.announce(Subject::Payout(at), out);
        if goes_on {
            self.start_payout(at, out);
        } else {
            let life = self.settings.payout_lifetime.saturating_mul(60);
            self.timers.set(out.now, life, Step::Expire(Subject::Payout(at)));
        }
        Ok(at)
    }

    /// The merchant wants the money to move; check 15.
    pub(super) fn process_payout(&mut self, at: usize, out: &mut Effects) -> Result<(), Refusal> {
        if self.payouts[at].status != PayoutStatus::Created {
            return Err(Refusal::one("", "invalid_state"));
        }
        self.start_payout(at, out);
        Ok(())
    }

    /// Holds the money and sends it on its way; check 16.
    fn start_payout(&mut self, at: usize, out: &mut Effects) {
        let payout = &self.payouts[at];
        let purse = self.accounts[payout.account].purse(payout.test_mode, &payout.currency);
        let active = purse.map_or(Decimal::ZERO, |purse| purse.active);
        let limit = active + Decimal::from(self.settings.overdraft_limit)
            - Decimal::from(self.settings.balance_lower_limit);
        if payout.writeoff > limit {
            return self.fail_payout(at, "insufficient_funds", out);
        }
        self.set_payout(at, PayoutStatus::ProcessPending, "ok", None, out);
        self.timers.set(out.now, self.settings.payout_delay_s, Step::FinishPayout(at));
    }

    /// The transfers have failed.
    pub(super) fn fail_payout(&mut self, at: usize, resolution: &str, out: &mut Effects) {
        self.set_payout(at, PayoutStatus::ProcessFailed, resolution, None, out);
    }
}
