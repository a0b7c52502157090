//! The machine: which order to ask about, and when.

use std::collections::BTreeMap;

use pay_wire::{Answer, Result};

use super::pace::{self, AFTER_DELETION};
use super::{Budget, Change, OpenOrder, ReconcileError};
use crate::{ApiError, ApiErrorKind, Finality, GetOrder, Order, OrderAccess, OrderStatus};

/// How many woken orders come before one that is overdue, where both wait.
const WAKES_IN_A_ROW: u32 = 3;

/// Open orders, and when each of them is to be asked about.
///
/// The order in which that happens: those that were [woken](Self::wake), then the one that is
/// overdue for the longest. While the [`Budget`] does not suffice for both, an overdue one follows
/// on three woken ones, so that none waits for ever. An order leaves when it is final, or when
/// it is still deleted 72 hours after it was; a question that failed makes none leave.
///
/// Times are milliseconds since 1970, UTC. A clock may be set back: nothing is due later because of
/// it than its pace says.
#[derive(Debug)]
pub struct Reconciliation {
    budget: Budget,
    orders: BTreeMap<u64, Watched>,
    /// Counts questions and wakes, which tells their order.
    serial: u64,
    asked: Option<Asked>,
    wakes_in_a_row: u32,
}

#[derive(Debug)]
struct Watched {
    order: OpenOrder,
    woken: Option<u64>,
    failures: u32,
}

/// The question that waits for its answer.
#[derive(Debug)]
struct Asked {
    uid: u64,
    serial: u64,
}

/// What to do now.
#[derive(Debug)]
#[must_use = "it is to be done"]
pub enum Next {
    /// Ask about an order, and [tell](Reconciliation::told) what came of it. The call is counted.
    Ask(Ask),
    /// Nothing before this moment, unless an order is added or woken.
    WaitUntil(u64),
    /// Nothing at all: there are no orders.
    Done,
}

/// A question about one order.
#[derive(Debug)]
pub struct Ask {
    access: OrderAccess,
    serial: u64,
}

impl Ask {
    /// The order's number and secret.
    pub fn access(&self) -> &OrderAccess {
        &self.access
    }

    /// The request to send.
    pub fn request(&self) -> GetOrder<'_> {
        GetOrder::of(&self.access)
    }
}

impl Reconciliation {
    /// Without orders.
    pub fn new(budget: Budget) -> Self {
        Self { budget, orders: BTreeMap::new(), serial: 0, asked: None, wakes_in_a_row: 0 }
    }

    /// Takes an order in; it replaces the one of the same number.
    pub fn add(&mut self, order: OpenOrder) {
        let watched = Watched { order, woken: None, failures: 0 };
        self.orders.insert(watched.order.access.uid(), watched);
    }

    /// Leaves an order out from now on.
    pub fn remove(&mut self, uid: u64) -> Option<OpenOrder> {
        self.orders.remove(&uid).map(|watched| watched.order)
    }

    /// Has an order asked about at once: a notification about it came, or the customer returned.
    /// Tells whether it is there.
    ///
    /// A wake while the order is being asked about is a reason to ask once more, because the answer
    /// may be from before.
    pub fn wake(&mut self, uid: u64) -> bool {
        let serial = self.serial();
        let watched = self.orders.get_mut(&uid);
        watched.map(|watched| watched.woken.get_or_insert(serial)).is_some()
    }

    /// What to do now. One question at a time: if the last one was never
    /// [told](Self::told) about, it is given up, and its order asked about again in due time.
    pub fn next(&mut self, now_ms: u64) -> Next {
        if let Some(asked) = self.asked.take()
            && let Some(watched) = self.orders.get_mut(&asked.uid)
        {
            watched.postpone(now_ms, u8::MAX);
        }
        self.budget.correct(now_ms);
        for watched in self.orders.values_mut() {
            watched.correct(now_ms);
        }

        let chosen = self.choose(now_ms).and_then(|uid| self.orders.get_mut(&uid));
        let Some(watched) = chosen else {
            let due = self.orders.values().map(|watched| watched.order.due_ms).min();
            return due.map_or(Next::Done, Next::WaitUntil);
        };
        if !self.budget.take(now_ms) {
            return Next::WaitUntil(self.budget.free_ms());
        }
        let is_woken = watched.woken.take().is_some();
        self.wakes_in_a_row = if is_woken { self.wakes_in_a_row + 1 } else { 0 };
        let access = watched.order.access.clone();
        let serial = self.serial();
        self.asked = Some(Asked { uid: access.uid(), serial });
        Next::Ask(Ask { access, serial })
    }

    /// Takes what came of a question; `jitter` is any random byte. Tells a change of the status,
    /// each once, or that there was no answer.
    ///
    /// The answer to a question that was given up says nothing, nor does one about an order that
    /// was removed.
    pub fn told(
        &mut self,
        ask: &Ask,
        answer: Result<Answer<Order>>,
        now_ms: u64,
        jitter: u8,
    ) -> Option<Result<Change, ReconcileError>> {
        let asked = self.asked.take_if(|asked| asked.serial == ask.serial)?;
        let uid = asked.uid;
        match answer {
            Ok(order) => self.learn(uid, order, now_ms, jitter).map(Ok),
            Err(error) => {
                let limit = ApiError::of(&error).map(ApiError::kind);
                if let Some(ApiErrorKind::RateLimited { retry_after }) = limit {
                    self.budget.pause(now_ms, *retry_after);
                }
                self.orders.get_mut(&uid)?.fail(now_ms, jitter);
                Some(Err(ReconcileError::new(uid, error)))
            }
        }
    }

    /// Takes another call from the budget, for a question that is repeated by whoever carries it.
    #[cfg(feature = "client")]
    pub(super) fn take_call(&mut self, now_ms: u64) -> bool {
        self.budget.take(now_ms)
    }

    /// The orders that are open, by their numbers: what has to survive a restart.
    pub fn orders(&self) -> impl Iterator<Item = &OpenOrder> {
        self.orders.values().map(|watched| &watched.order)
    }

    /// What is left of the calls.
    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    fn serial(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }

    fn choose(&self, now_ms: u64) -> Option<u64> {
        let woken = self.orders.iter().filter_map(|(uid, watched)| Some((watched.woken?, *uid)));
        let overdue = self
            .orders
            .iter()
            .filter(|(_, watched)| watched.woken.is_none() && watched.order.due_ms <= now_ms)
            .map(|(uid, watched)| (watched.order.due_ms, *uid));
        let (woken, overdue) = (woken.min(), overdue.min());
        let chosen = match (woken, overdue) {
            (Some(_), Some(overdue)) if self.wakes_in_a_row >= WAKES_IN_A_ROW => Some(overdue),
            (woken, overdue) => woken.or(overdue),
        };
        chosen.map(|(_, uid)| uid)
    }

    fn learn(&mut self, uid: u64, order: Answer<Order>, now_ms: u64, jitter: u8) -> Option<Change> {
        let watched = self.orders.get_mut(&uid)?;
        let status = order.status().clone();
        let expires_ms = order.expires_at().and_then(|date| u64::try_from(date.unix_ms()?).ok());
        watched.failures = 0;
        watched.order.expires_ms = expires_ms.or(watched.order.expires_ms);
        let since = watched.order.deleted_ms.unwrap_or(now_ms);
        watched.order.deleted_ms = (status == OrderStatus::Deleted).then_some(since);
        let before = watched.order.status.replace(status.clone());
        watched.postpone(now_ms, jitter);
        self.forget(uid, now_ms);
        (before.as_ref() != Some(&status)).then(|| Change::new(uid, before, order))
    }

    /// Lets an order go that is final, or was deleted long ago.
    fn forget(&mut self, uid: u64, now_ms: u64) {
        self.orders.retain(|kept, watched| *kept != uid || watched.is_open(now_ms));
    }
}

impl Watched {
    fn is_open(&self, now_ms: u64) -> bool {
        match self.order.status.as_ref().map(OrderStatus::finality) {
            None | Some(Finality::Open) => true,
            Some(Finality::Soft) => now_ms < self.last_ms(),
            Some(Finality::Final) => false,
        }
    }

    /// When a deleted order is asked about for the last time.
    fn last_ms(&self) -> u64 {
        self.order.deleted_ms.map_or(u64::MAX, |since| since.saturating_add(AFTER_DELETION))
    }

    fn fail(&mut self, now_ms: u64, jitter: u8) {
        self.failures = self.failures.saturating_add(1);
        self.postpone(now_ms, jitter);
    }

    /// Sets when it is next asked about: after its pause, or at a moment before that which matters.
    fn postpone(&mut self, now_ms: u64, jitter: u8) {
        let order = &mut self.order;
        let pause = pace::after_failures(order.status.as_ref(), self.failures, jitter);
        let expires =
            order.expires_ms.filter(|_| order.status.as_ref().is_none_or(OrderStatus::can_expire));
        let last = order.deleted_ms.map(|since| since.saturating_add(AFTER_DELETION));
        let moments = [expires, last].into_iter().flatten().filter(|moment| *moment > now_ms);
        order.due_ms = moments.fold(now_ms.saturating_add(pause), u64::min);
    }

    /// Takes back what can only be there because the clock was set back.
    fn correct(&mut self, now_ms: u64) {
        let order = &mut self.order;
        let longest = pace::after_failures(order.status.as_ref(), self.failures, u8::MAX);
        order.due_ms = order.due_ms.min(now_ms.saturating_add(longest));
        order.deleted_ms = order.deleted_ms.map(|since| since.min(now_ms));
    }
}
