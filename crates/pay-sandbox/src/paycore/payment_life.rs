//! What becomes of a payment, and the money that follows.

use rust_decimal::Decimal;

use crate::gateway::Effects;
use crate::ledger::Kind;

use super::account;
use super::amount::money;
use super::card::{self, CardFate};
use super::machine::{Machine, unix};
use super::notice::Subject;
use super::payment::{Paid, UsedCard};
use super::service::Service;
use super::status::PaymentStatus;

impl Machine {
    /// Goes to this state: moves the money it stands for, and tells the merchant.
    ///
    /// The amount is what was paid, returned or charged back, where that is not everything.
    pub(super) fn set_payment(
        &mut self,
        at: usize,
        to: PaymentStatus,
        resolution: &str,
        amount: Option<Decimal>,
        out: &mut Effects,
    ) {
        if to.is_paid() || to == PaymentStatus::Verified {
            self.note_card(at);
        }
        self.move_payment_money(at, to, amount, out);
        let now = unix(out.now);
        let payment = &mut self.payments[at];
        payment.status = to;
        payment.updated = now;
        resolution.clone_into(&mut payment.resolution);
        let failed = matches!(
            to,
            PaymentStatus::ProcessFailed | PaymentStatus::VerifyFailed | PaymentStatus::Rejected
        );
        payment.failed_at = failed.then_some(now);
        self.announce(Subject::Payment(at), out);
    }

    /// The payer has paid, or the card was checked.
    pub(super) fn pay(&mut self, at: usize, amount: Option<Decimal>, out: &mut Effects) {
        let payment = &self.payments[at];
        let to = if payment.verify {
            PaymentStatus::Verified
        } else if amount.is_some_and(|amount| amount < payment.payment_amount) {
            PaymentStatus::PartiallyProcessed
        } else {
            PaymentStatus::Processed
        };
        self.set_payment(at, to, "ok", amount, out);
    }

    /// By which card it was paid; keeps it if the merchant wanted that.
    fn note_card(&mut self, at: usize) {
        let payment = &mut self.payments[at];
        if !payment.service.is_some_and(Service::is_card) {
            return;
        }
        let card = payment.card.get_or_insert_with(UsedCard::of_nobody);
        if payment.tokenize && card.token.is_none() {
            let token = account::id("card_");
            self.cards.push((token.clone(), card.number.clone()));
            card.token = Some(token);
        }
    }

    /// An attempt has failed; the payment fails with the last one that there may be.
    pub(super) fn fail_attempt(&mut self, at: usize, resolution: &str, out: &mut Effects) {
        let limit = if self.settings.fail_fast { 1 } else { self.settings.attempts_limit };
        let payment = &mut self.payments[at];
        payment.attempts += 1;
        if payment.attempts >= limit {
            return self.refuse(at, resolution, out);
        }
        payment.updated = unix(out.now);
        resolution.clone_into(&mut payment.resolution);
        if let Some(session) = &mut payment.session {
            session.payment_id = account::id("pay_");
        }
    }

    /// The payment fails, whatever attempts there may have been.
    pub(super) fn refuse(&mut self, at: usize, resolution: &str, out: &mut Effects) {
        let to = if self.payments[at].verify {
            PaymentStatus::VerifyFailed
        } else {
            PaymentStatus::ProcessFailed
        };
        self.set_payment(at, to, resolution, None, out);
    }

    /// The payer, or the merchant with a token, pays by this card.
    pub(super) fn pay_by_card(
        &mut self,
        at: usize,
        number: &str,
        expiry: &str,
        out: &mut Effects,
    ) -> Option<()> {
        let fate = card::fate(number, expiry)?;
        let (number, expiry) = (number.to_owned(), expiry.to_owned());
        self.payments[at].card = Some(UsedCard { number, expiry, token: None });
        match fate {
            CardFate::Paid => self.pay(at, None, out),
            CardFate::Pending => {
                let payment = &mut self.payments[at];
                payment.updated = unix(out.now);
                "auth_3ds_required".clone_into(&mut payment.resolution);
            }
            CardFate::Failed(resolution) => self.fail_attempt(at, resolution, out),
        }
        Some(())
    }

    fn move_payment_money(
        &mut self,
        at: usize,
        to: PaymentStatus,
        amount: Option<Decimal>,
        out: &mut Effects,
    ) {
        let payment = &self.payments[at];
        if to.is_paid() && payment.paid.is_none() {
            let whole = payment.payment_amount;
            let told = matches!(to, PaymentStatus::Processed | PaymentStatus::PartiallyProcessed);
            self.charge(at, amount.filter(|_| told).unwrap_or(whole), out);
        } else if !to.is_paid() && payment.paid.is_some() {
            self.give_back(at, payment.rest(), out);
            let payment = &mut self.payments[at];
            payment.paid = None;
            (payment.refunded, payment.charged_back) = (Decimal::ZERO, Decimal::ZERO);
            (payment.refunded_at, payment.charged_back_at) = (None, None);
        }
        let now = unix(out.now);
        let rest = self.payments[at].rest();
        match to {
            PaymentStatus::PartiallyRefunded | PaymentStatus::Refunded => {
                let whole = to == PaymentStatus::Refunded;
                let amount = if whole { rest } else { amount.unwrap_or_default().min(rest) };
                self.give_back(at, amount, out);
                let payment = &mut self.payments[at];
                payment.refunded += amount;
                payment.refunded_at = Some(now);
            }
            PaymentStatus::PartiallyChargedBack | PaymentStatus::ChargedBack => {
                let whole = to == PaymentStatus::ChargedBack;
                let amount = if whole { rest } else { amount.unwrap_or_default().min(rest) };
                self.give_back(at, amount, out);
                let payment = &mut self.payments[at];
                payment.charged_back += amount;
                payment.charged_back_at = Some(now);
            }
            _ => {}
        }
    }

    fn charge(&mut self, at: usize, amount: Decimal, out: &mut Effects) {
        let payment = &mut self.payments[at];
        let fee = if amount == payment.payment_amount {
            payment.fee
        } else {
            payment.terms.in_given(amount, &payment.currency)
        };
        let digits = crate::random::bytes::<12>().map(|byte| char::from(b'0' + byte % 10));
        let rrn = digits.into_iter().collect();
        payment.paid = Some(Paid { amount, fee, at: unix(out.now), rrn });
        out.book(Kind::Charge, &payment.reference_id, money(amount), &payment.currency);
        let (test_mode, currency) = (payment.test_mode, payment.currency.clone());
        let account = &mut self.accounts[payment.account];
        account.purse_mut(test_mode, &currency).active += amount - fee;
    }

    /// Money of the payer's goes back; the fee stays with the gateway.
    fn give_back(&mut self, at: usize, amount: Decimal, out: &mut Effects) {
        if amount.is_zero() {
            return;
        }
        let payment = &self.payments[at];
        out.book(Kind::Refund, &payment.reference_id, money(amount), &payment.currency);
        let account = &mut self.accounts[payment.account];
        account.purse_mut(payment.test_mode, &payment.currency).active -= amount;
    }
}
