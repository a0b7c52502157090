//! What happens by itself: timers, and the callback that says that an order has ended.

use http::Method;

use crate::gateway::{Callback, Effects};

use super::invoice::InvoiceMove;
use super::machine::Machine;
use super::order::Order;
use super::payout::PayoutMove;

/// Something that waits for its time.
pub(super) enum Step {
    Invoice(InvoiceMove),
    Payout(PayoutMove),
    Callback(Callback),
}

impl Machine {
    pub(super) fn step(&mut self, step: Step, out: &mut Effects) {
        match step {
            Step::Invoice(step) => self.fire_invoice(step, out),
            Step::Payout(step) => self.fire_payout(step, out),
            Step::Callback(callback) => out.callbacks.push(callback),
        }
    }

    /// If the merchant is to be told before the state can be seen.
    pub(super) fn announces_early(&self, order: &Order) -> bool {
        self.settings.callbacks && self.settings.callback_early_s > 0 && order.status_url.is_some()
    }

    /// Tells the merchant to look, unless the order has no address or callbacks are off.
    pub(super) fn announce(&mut self, order: &Order, out: &mut Effects) {
        let Some(url) = order.status_url.clone().filter(|_| self.settings.callbacks) else {
            return;
        };
        let callback = Callback {
            id: order.payment_id.clone(),
            method: Method::GET,
            url,
            headers: Vec::new(),
            body: Vec::new(),
            attempt: 1,
            anywhere: self.settings.callback_anywhere,
        };
        let times = if self.settings.callback_duplicate { 2 } else { 1 };
        for _ in 0..times {
            match self.settings.callback_late_s {
                0 => out.callbacks.push(callback.clone()),
                late => self.timers.set(out.now, late, Step::Callback(callback.clone())),
            }
        }
    }

    /// Sends a callback again that did not arrive.
    pub(super) fn repeat(&mut self, callback: Callback, status: Option<u16>, out: &mut Effects) {
        let arrived = status.is_some_and(|status| status < 500);
        if arrived || callback.attempt > self.settings.callback_retries {
            return;
        }
        let again = Callback { attempt: callback.attempt + 1, ..callback };
        self.timers.set(out.now, self.settings.callback_retry_delay_s, Step::Callback(again));
    }
}
