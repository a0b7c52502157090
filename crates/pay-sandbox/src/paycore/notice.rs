//! What happens by itself: timers, and the callbacks that tell of every change.

use http::Method;

use crate::gateway::{Callback, Effects};

use super::machine::{Machine, unix};
use super::sign::signature;
use super::spell::spell;
use super::status::{PaymentStatus, PayoutStatus};

const RETRY_COUNT: &str = "retry-count";
const NEXT_RETRY: &str = "next-retry";

/// An invoice, by its place.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Subject {
    Payment(usize),
    Payout(usize),
}

/// Something that waits for its time.
pub(super) enum Step {
    /// An invoice's life is over.
    Expire(Subject),
    /// A stored card is charged.
    PayByToken(usize),
    /// Of this payment, the refund at this place.
    FinishRefund(usize, usize),
    FinishPayout(usize),
    /// Gathered changes are told.
    Tell(Subject),
    Callback(Callback),
}

/// What a callback needs to know of an invoice.
struct Topic {
    id: String,
    url: Option<String>,
    account: usize,
    test_mode: bool,
    is_final: bool,
}

impl Machine {
    pub(super) fn step(&mut self, step: Step, out: &mut Effects) {
        match step {
            Step::Expire(subject) => self.expire(subject, out),
            Step::PayByToken(at) => self.pay_by_token(at, out),
            Step::FinishRefund(at, place) => self.finish_refund(at, place, out),
            Step::FinishPayout(at) => self.finish_payout(at, out),
            Step::Tell(subject) => {
                self.merging.retain(|other| *other != subject);
                self.tell(subject, out);
            }
            Step::Callback(callback) => out.callbacks.push(callback),
        }
    }

    fn expire(&mut self, subject: Subject, out: &mut Effects) {
        match subject {
            Subject::Payment(at) if self.payments[at].status.is_open() => {
                self.set_payment(at, PaymentStatus::Expired, "operation_expired", None, out);
            }
            Subject::Payout(at) if self.payouts[at].status == PayoutStatus::Created => {
                self.set_payout(at, PayoutStatus::Expired, "operation_expired", None, out);
            }
            _ => {}
        }
    }

    fn pay_by_token(&mut self, at: usize, out: &mut Effects) {
        let payment = &self.payments[at];
        if let Some(number) = payment.instant.clone().filter(|_| payment.status.is_open()) {
            // A stored card has no expiry of its own here.
            let done = self.pay_by_card(at, &number, "1230", out);
            done.expect("only numbers of cards are stored");
        }
    }

    /// A change has happened: tells the merchant, or waits for more of them.
    pub(super) fn announce(&mut self, subject: Subject, out: &mut Effects) {
        match self.settings.callback_merge_s {
            0 => self.tell(subject, out),
            _ if self.merging.contains(&subject) => {}
            window => {
                self.merging.push(subject);
                self.timers.set(out.now, window, Step::Tell(subject));
            }
        }
    }

    fn tell(&mut self, subject: Subject, out: &mut Effects) {
        let topic = self.topic(subject);
        let wanted = topic.is_final || !self.settings.callbacks_only_final;
        let url = topic.url.clone().or_else(|| self.settings.callback_url.clone());
        let Some(url) = url.filter(|_| wanted && self.settings.callbacks) else {
            return;
        };
        let document = match subject {
            Subject::Payment(at) => self.payment_document(at),
            Subject::Payout(at) => self.payout_notice(at),
        };
        let body = spell(document, self.settings.json_style);
        let secret = self.accounts[topic.account].keys(topic.test_mode).private;
        let headers = vec![
            ("content-type", "application/json".to_owned()),
            ("x-signature", signature(secret, body.as_bytes())),
            ("user-agent", "Webhook-Client".to_owned()),
        ];
        let callback = Callback {
            id: topic.id,
            method: Method::POST,
            url,
            headers,
            body: body.into_bytes(),
            attempt: 1,
            anywhere: self.settings.callback_anywhere,
        };
        let late = &self.settings.callback_late_s;
        let late = late.get(self.told.len() % late.len().max(1)).copied().unwrap_or(0);
        self.told.push((subject, callback.clone()));
        let times = if self.settings.callback_duplicate { 2 } else { 1 };
        for _ in 0..times {
            self.send(callback.clone(), late, out);
        }
    }

    fn topic(&self, subject: Subject) -> Topic {
        match subject {
            Subject::Payment(at) => {
                let payment = &self.payments[at];
                Topic {
                    id: payment.reference_id.clone(),
                    url: payment.callback_url.clone(),
                    account: payment.account,
                    test_mode: payment.test_mode,
                    is_final: payment.status.is_final(),
                }
            }
            Subject::Payout(at) => {
                let payout = &self.payouts[at];
                Topic {
                    id: payout.reference_id.clone(),
                    url: payout.callback_url.clone(),
                    account: payout.account,
                    test_mode: payout.test_mode,
                    is_final: payout.status.is_final(),
                }
            }
        }
    }

    /// Sends a callback now or in so many seconds.
    pub(super) fn send(&mut self, mut callback: Callback, late: u64, out: &mut Effects) {
        let attempt = u64::from(callback.attempt);
        let next = unix(out.now) + late + attempt * self.settings.callback_interval_s;
        callback.headers.retain(|(name, _)| ![RETRY_COUNT, NEXT_RETRY].contains(name));
        callback.headers.push((RETRY_COUNT, attempt.to_string()));
        callback.headers.push((NEXT_RETRY, next.to_string()));
        if late == 0 {
            out.callbacks.push(callback);
        } else {
            self.timers.set(out.now, late, Step::Callback(callback));
        }
    }

    /// Plans the next attempt after one that was not answered by 200: the n-th repetition comes n
    /// intervals after the attempt before it. Body and signature stay those of the first one.
    pub(super) fn repeat(&mut self, callback: Callback, status: Option<u16>, out: &mut Effects) {
        if status == Some(200) || callback.attempt >= self.settings.callback_attempts {
            return;
        }
        let wait = self.settings.callback_interval_s * u64::from(callback.attempt);
        let again = Callback { attempt: callback.attempt + 1, ..callback };
        self.send(again, wait, out);
    }
}
