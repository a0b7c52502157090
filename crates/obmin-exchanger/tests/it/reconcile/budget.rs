//! Who is asked about first, and how many calls there are.

use std::time::Duration;

use obmin_exchanger::{Budget, ErrorKind, Next, OpenOrder, OrderAccess, Reconciliation};

use super::{HOUR, JITTER, NOON, SECOND, ask, fail, known, machine, open, order, tell, wait};

#[test]
fn wakes_come_first_and_then_what_is_overdue_for_the_longest() {
    let mut machine = Reconciliation::new(Budget::per_hour(360).unwrap());
    for uid in 1..=9 {
        let mut order = known(uid, "hold");
        order.due_ms = NOON - uid;
        machine.add(order);
    }
    for uid in [3, 1, 2, 5] {
        machine.wake(uid);
    }
    let asked: Vec<_> = (0..9)
        .map(|_| {
            let ask = ask(&mut machine, NOON);
            machine.told(&ask, order(ask.access().uid(), "hold", ""), NOON, JITTER);
            ask.access().uid()
        })
        .collect();
    assert_eq!(asked, [3, 1, 2, 9, 5, 8, 7, 6, 4], "an overdue one follows on three wakes");
}

#[test]
fn what_was_kept_goes_on_where_it_was() {
    let mut before = machine([known(7, "new"), known(8, "inProgress"), open(9)]);
    tell(&mut before, NOON, "waitPayment").unwrap();
    tell(&mut before, NOON, "deleted").unwrap();
    fail(&mut before, NOON);

    let budget = Budget::per_hour(before.budget().calls()).unwrap();
    let mut after = Reconciliation::new(budget.full_at(before.budget().full_ms()));
    assert_eq!(after.budget(), before.budget());
    for kept in before.orders() {
        let secret = kept.access.secret().expose();
        let mut order = OpenOrder::new(OrderAccess::new(kept.access.uid(), secret).unwrap());
        order.status = kept.status.as_ref().map(|status| status.as_str().into());
        order.expires_ms = kept.expires_ms;
        order.due_ms = kept.due_ms;
        order.deleted_ms = kept.deleted_ms;
        after.add(order);
    }
    assert_eq!(
        format!("{:?}", after.orders().collect::<Vec<_>>()),
        format!("{:?}", before.orders().collect::<Vec<_>>())
    );
    assert_eq!(course(&mut after), course(&mut before));
}

/// What the machine does in the next minutes, if it gets no answers.
fn course(machine: &mut Reconciliation) -> Vec<(u64, Option<u64>)> {
    let mut now = NOON;
    let steps = (0..40).map(|_| match machine.next(now) {
        Next::Ask(ask) => (now, Some(ask.access().uid())),
        Next::WaitUntil(until) => {
            now = until;
            (now, None)
        }
        Next::Done => unreachable!(),
    });
    steps.collect()
}

#[test]
fn a_budget_is_spent_in_a_burst_and_then_evenly() {
    let mut machine = machine((1..=80).map(|uid| known(uid, "hold")));
    let mut now = NOON;
    let mut asked = Vec::new();
    while asked.len() < 60 {
        match machine.next(now) {
            Next::Ask(ask) => {
                asked.push(now - NOON);
                machine.told(&ask, order(ask.access().uid(), "hold", ""), now, 0);
            }
            Next::WaitUntil(until) => now = until,
            Next::Done => unreachable!(),
        }
    }
    assert!(asked[..50].iter().all(|at| *at == 0));
    let then: Vec<_> = (1..=10).map(|nth| nth * 8 * SECOND).collect();
    assert_eq!(asked[50..], then);
}

#[test]
fn a_budget_is_a_number_of_calls() {
    assert_eq!(Budget::default().calls(), 500);
    assert_eq!(Budget::default(), Budget::per_hour(500).unwrap());
    for calls in [0, 100_001, u32::MAX] {
        let error = Budget::per_hour(calls).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input);
        assert!(error.to_string().contains("from 1 to 100000"), "{error}");
    }
    let mut machine = Reconciliation::new(Budget::per_hour(1).unwrap());
    machine.add(known(7, "hold"));
    tell(&mut machine, NOON, "hold");
    let until = Duration::from_millis(wait(&mut machine, NOON + HOUR) - NOON);
    assert!(until > Duration::from_secs(3600), "two calls are more than an hour apart");
}

#[test]
fn the_machine_prints_no_secret() {
    let mut machine = machine([known(7, "new")]);
    let ask = ask(&mut machine, NOON);
    let shown = format!("{machine:?} {ask:?} {:?}", open(7));
    assert!(shown.contains('7') && !shown.contains("Qx7LmN2vKc9RtZ4pWb8HsYd1"), "{shown}");
}

/// Numbers that do not divide an hour, so that a pause rounded down would let more calls through.
#[test]
fn no_hour_has_more_calls_than_a_large_budget() {
    for calls in [50_001, 70_007, 99_989] {
        let mut machine = Reconciliation::new(Budget::per_hour(calls).unwrap());
        machine.add(known(7, "hold"));
        let (mut now, mut asked) = (NOON, 0);
        while now <= NOON + HOUR {
            machine.wake(7);
            match machine.next(now) {
                Next::Ask(_) => asked += 1, // an answer changes nothing about the number
                Next::WaitUntil(until) => now = until,
                Next::Done => unreachable!(),
            }
        }
        assert!(asked <= calls && asked > calls * 9 / 10, "{asked} of {calls}");
    }
}
