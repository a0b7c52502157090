//! What holds for the machine whatever happens: answers, failures, wakes, waits, clocks set back.

use std::collections::BTreeMap;

use obmin_exchanger::{Budget, GetOrder, Next, OrderStatus, Reconciliation};
use proptest::collection::vec;
use proptest::prelude::*;

use super::{HOUR, MINUTE, NOON, SECOND, open, order, too_many};
use crate::common::decode;

/// What happens at one step.
#[derive(Clone, Debug)]
enum Event {
    /// The status of an order changes.
    Change(u64, usize),
    /// A notification comes.
    Wake(u64),
    /// The next answers are failures.
    Break(u8),
    /// The next answer is "too many calls".
    Limit(u64),
    /// The clock is set back.
    Back(u64),
    /// Whoever drives the machine forgets a question.
    Forget,
    /// Time passes.
    Pass(u64),
}

const OPEN: [&str; 8] = [
    "new",
    "waitPayment",
    "errorPayment",
    "inProgress",
    "inProgressPayout",
    "errorPayout",
    "hold",
    "somethingNew",
];

fn event() -> impl Strategy<Value = Event> {
    let uid = || 1_u64..=12;
    prop_oneof![
        4 => (uid(), 0..OPEN.len()).prop_map(|(uid, status)| Event::Change(uid, status)),
        6 => uid().prop_map(Event::Wake),
        1 => (1_u8..4).prop_map(Event::Break),
        1 => (0_u64..200).prop_map(Event::Limit),
        1 => (0_u64..3 * HOUR).prop_map(Event::Back),
        1 => Just(Event::Forget),
        12 => (0_u64..20 * MINUTE).prop_map(Event::Pass),
    ]
}

/// The exchanger, the machine, and two clocks: the one that the machine is shown, and time itself.
struct World {
    machine: Reconciliation,
    statuses: BTreeMap<u64, &'static str>,
    /// Statuses that were answered, and those that were told as changes.
    answered: BTreeMap<u64, Vec<&'static str>>,
    told: BTreeMap<u64, Vec<String>>,
    /// When calls were made, in time itself.
    calls: Vec<(u64, u64)>,
    failures: u8,
    limit: Option<u64>,
    forgets: bool,
    elapsed: u64,
    shown: u64,
    jitter: u8,
}

impl World {
    fn new(calls: u32, orders: u64) -> Self {
        let mut machine = Reconciliation::new(Budget::per_hour(calls).unwrap());
        (1..=orders).for_each(|uid| machine.add(open(uid)));
        Self {
            machine,
            statuses: (1..=orders).map(|uid| (uid, "new")).collect(),
            answered: BTreeMap::new(),
            told: BTreeMap::new(),
            calls: Vec::new(),
            failures: 0,
            limit: None,
            forgets: false,
            elapsed: 0,
            shown: NOON,
            jitter: 0,
        }
    }

    fn pass(&mut self, ms: u64) {
        self.elapsed += ms;
        self.shown += ms;
    }

    fn happen(&mut self, event: &Event) {
        match *event {
            Event::Change(uid, status) => {
                self.statuses.entry(uid).and_modify(|now| *now = OPEN[status]);
            }
            Event::Wake(uid) => {
                self.machine.wake(uid);
            }
            Event::Break(times) => self.failures = times,
            Event::Limit(seconds) => self.limit = Some(seconds),
            Event::Back(ms) => self.shown -= ms.min(self.shown),
            Event::Forget => self.forgets = true,
            Event::Pass(ms) => self.run(ms),
        }
    }

    /// Does what the machine says for a while. Every question takes a while, too.
    fn run(&mut self, ms: u64) {
        let end = self.elapsed + ms;
        while self.elapsed < end {
            match self.machine.next(self.shown) {
                Next::Done => return,
                Next::WaitUntil(until) => {
                    assert!(until > self.shown, "there is nothing to wait for");
                    self.pass((until - self.shown).min(end - self.elapsed));
                }
                Next::Ask(ask) => {
                    let uid = ask.access().uid();
                    self.calls.push((self.elapsed, uid));
                    self.jitter = self.jitter.wrapping_mul(5).wrapping_add(77);
                    let status = self.statuses[&uid];
                    self.pass(u64::from(self.jitter));
                    if std::mem::take(&mut self.forgets) {
                        continue;
                    }
                    let answer = if let Some(seconds) = self.limit.take() {
                        too_many(&format!(r#"{{"time":{seconds}}}"#))
                    } else if self.failures > 0 {
                        self.failures -= 1;
                        decode(&GetOrder::of(&open(uid).access), "<html>")
                    } else {
                        self.answered.entry(uid).or_default().push(status);
                        order(uid, status, "")
                    };
                    let failed = answer.is_err();
                    match self.machine.told(&ask, answer, self.shown, self.jitter) {
                        Some(Ok(change)) => {
                            assert_eq!(change.uid(), uid);
                            let told = self.told.entry(uid).or_default();
                            assert_eq!(
                                change.before().map(OrderStatus::as_str),
                                told.last().map(String::as_str)
                            );
                            told.push(change.status().as_str().to_owned());
                        }
                        Some(Err(error)) => assert!(failed && error.uid() == uid),
                        None => assert!(!failed, "a failure is always told"),
                    }
                }
            }
        }
    }

    fn check_budget(&self, calls: u32) {
        let calls = usize::try_from(calls).unwrap();
        for (first, (begin, _)) in self.calls.iter().enumerate() {
            let within =
                self.calls[first..].iter().take_while(|(at, _)| at - begin <= HOUR).count();
            assert!(within <= calls, "{within} calls within an hour, not {calls}");
        }
    }

    /// What was told is what was answered, without repetitions.
    fn check_changes(&self) {
        for (uid, answered) in &self.answered {
            let mut expected = answered.clone();
            expected.dedup();
            assert_eq!(self.told[uid], expected, "order {uid}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_hour_has_more_calls_than_the_budget_and_each_change_is_told_once(
        calls in prop_oneof![1_u32..4, 4_u32..80, Just(500)],
        orders in 1_u64..=12,
        events in vec(event(), 1..60),
    ) {
        let mut world = World::new(calls, orders);
        for event in &events {
            world.happen(event);
        }
        world.check_budget(calls);
        world.check_changes();
    }

    #[test]
    fn no_order_starves_however_often_others_are_woken(
        calls in 10_u32..200,
        orders in 2_u64..=30,
        favorites in vec(1_u64..=30, 50..150),
    ) {
        let mut world = World::new(calls, orders);
        for favorite in favorites {
            world.happen(&Event::Wake(favorite));
            world.happen(&Event::Wake(1));
            world.run(20 * SECOND);
        }
        let spacing = HOUR.div_ceil(u64::from(calls - (calls / 10).max(1)));
        // its pause, then three wakes and one of the others for each that is before it
        let longest = MINUTE + 4 * (orders + 1) * (spacing + 256);
        for uid in 1..=orders {
            let mut asked: Vec<_> = world.calls.iter().filter(|call| call.1 == uid).map(|call| call.0).collect();
            asked.insert(0, 0);
            asked.push(world.elapsed);
            let gap = asked.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap();
            prop_assert!(gap <= longest, "order {uid} waited for {gap} ms, not {longest}");
        }
        world.check_budget(calls);
        world.check_changes();
    }

    #[test]
    fn a_wake_is_answered_at_once_while_the_budget_allows_it(
        orders in 1_u64..=10,
        wakes in vec((1_u64..=10, 1_u64..2 * MINUTE), 1..40),
    ) {
        // so large that it never runs out
        let mut world = World::new(100_000, orders);
        world.run(SECOND);
        for (uid, pause) in wakes {
            world.run(pause);
            if !world.machine.wake(uid) {
                continue;
            }
            // after three wakes an order that is overdue may come before it
            let mut asked = Vec::new();
            while !asked.contains(&uid) && asked.len() < 2 {
                match world.machine.next(world.shown) {
                    Next::Ask(ask) => asked.push(ask.access().uid()),
                    other => prop_assert!(false, "{:?}", other),
                }
            }
            prop_assert!(asked.contains(&uid), "{:?} before {}", asked, uid);
        }
    }

    #[test]
    fn it_ends_when_all_orders_are_final(
        calls in 10_u32..500,
        orders in 1_u64..=12,
        events in vec(event(), 0..30),
        ends in vec(any::<bool>(), 12),
    ) {
        let mut world = World::new(calls, orders);
        for event in &events {
            world.happen(event);
        }
        for (uid, is_done) in (1..=orders).zip(ends) {
            world.statuses.insert(uid, if is_done { "done" } else { "returned" });
        }
        world.run(12 * HOUR);
        prop_assert!(matches!(world.machine.next(world.shown), Next::Done));
        world.check_budget(calls);
        world.check_changes();
        for uid in 1..=orders {
            prop_assert_eq!(world.told[&uid].last().map(String::as_str), Some(world.statuses[&uid]));
        }
    }
}
