//! When an order is asked about, and which changes are told.

use obmin_exchanger::{Next, OrderStatus};

use super::{
    HOUR, JITTER, MINUTE, NOON, SECOND, WORDS, ask, fail, known, machine, open, order, tell, wait,
};

#[test]
fn an_order_is_asked_about_on_the_schedule_of_its_status() {
    for (status, from, to) in [
        ("new", 12 * SECOND, 18 * SECOND),
        ("waitPayment", 12 * SECOND, 18 * SECOND),
        ("inProgress", 30 * SECOND, 60 * SECOND),
        ("inProgressPayout", 30 * SECOND, 60 * SECOND),
        ("errorPayment", 30 * SECOND, 60 * SECOND),
        ("errorPayout", 30 * SECOND, 60 * SECOND),
        ("hold", 30 * SECOND, 60 * SECOND),
        ("somethingNew", 30 * SECOND, 60 * SECOND),
        ("deleted", 54 * MINUTE, 66 * MINUTE),
    ] {
        for (jitter, expected) in [(0, from), (255, to)] {
            let mut machine = machine([open(7)]);
            let ask = ask(&mut machine, NOON);
            machine.told(&ask, order(7, status, ""), NOON, jitter).unwrap().unwrap();
            assert_eq!(wait(&mut machine, NOON) - NOON, expected, "{status}");
            assert_eq!(wait(&mut machine, NOON + expected - 1) - NOON, expected, "{status}");
            super::ask(&mut machine, NOON + expected);
        }
    }
}

#[test]
fn a_change_is_told_once_and_any_status_may_follow_any_other() {
    for before in WORDS {
        for after in WORDS {
            let mut machine = machine([known(7, before)]);
            let change = tell(&mut machine, NOON, after);
            assert_eq!(change.is_some(), before != after, "{before} to {after}");
            if let Some(change) = change {
                assert_eq!(change.uid(), 7);
                assert_eq!(change.before(), Some(&OrderStatus::from(before)));
                assert_eq!(change.status(), &OrderStatus::from(after));
                assert!(change.order().raw().contains(after));
            }
            if !matches!(after, "done" | "returned") {
                assert!(tell(&mut machine, NOON + 2 * HOUR, after).is_none(), "{after}, again");
            }
        }
    }
}

#[test]
fn the_first_status_of_an_order_that_nothing_is_known_about_is_a_change() {
    let change = tell(&mut machine([open(7)]), NOON, "new").unwrap();
    assert_eq!((change.before(), change.status()), (None, &OrderStatus::New));
}

#[test]
fn a_final_order_leaves_and_nothing_is_left_to_do() {
    for status in ["done", "returned"] {
        let mut machine = machine([known(7, "inProgressPayout"), known(8, "hold")]);
        tell(&mut machine, NOON, status).unwrap();
        assert_eq!(machine.orders().count(), 1);
        tell(&mut machine, NOON, status).unwrap();
        assert_eq!(machine.orders().count(), 0);
        assert!(matches!(machine.next(NOON + HOUR), Next::Done));
        assert!(!machine.wake(7));
    }
    assert!(matches!(machine([]).next(NOON), Next::Done));
}

#[test]
fn an_order_is_asked_about_at_the_moment_when_it_expires() {
    let mut machine = machine([open(7)]);
    let first = ask(&mut machine, NOON);
    let answer = order(7, "waitPayment", r#","expiresAt":"2026-01-15T12:00:05.250Z""#);
    machine.told(&first, answer, NOON, JITTER);
    let expires = NOON + 5250;
    assert_eq!(machine.orders().next().unwrap().expires_ms, Some(expires));
    assert_eq!(wait(&mut machine, NOON), expires);
    assert!(tell(&mut machine, expires, "waitPayment").is_none());
    let next = wait(&mut machine, expires);
    assert!((12 * SECOND..=18 * SECOND).contains(&(next - expires)), "later as usual");
}

#[test]
fn a_deleted_order_is_asked_about_each_hour_for_72_hours() {
    let mut machine = machine([known(7, "waitPayment")]);
    tell(&mut machine, NOON, "deleted").unwrap();
    let mut asked = Vec::new();
    let mut now = NOON;
    loop {
        match machine.next(now) {
            Next::WaitUntil(until) => now = until,
            Next::Ask(ask) => {
                asked.push(now - NOON);
                assert!(machine.told(&ask, order(7, "deleted", ""), now, 127).is_none());
            }
            Next::Done => break,
        }
    }
    assert_eq!(asked.last(), Some(&(72 * HOUR)));
    assert!((70..=74).contains(&asked.len()), "{}", asked.len());
    let hourly = asked.windows(2).all(|pair| pair[1] - pair[0] <= 66 * MINUTE);
    assert!(hourly && asked[0] <= 66 * MINUTE, "{asked:?}");
}

#[test]
fn a_deleted_order_can_come_back_and_be_deleted_anew() {
    let mut machine = machine([known(7, "waitPayment")]);
    tell(&mut machine, NOON, "deleted").unwrap();
    let back = tell(&mut machine, NOON + 71 * HOUR, "inProgressPayout").unwrap();
    assert_eq!(back.before(), Some(&OrderStatus::Deleted));
    tell(&mut machine, NOON + 73 * HOUR, "deleted").unwrap();
    let order = machine.orders().next().expect("72 hours begin anew");
    assert_eq!(order.deleted_ms, Some(NOON + 73 * HOUR));
}

#[test]
fn an_order_that_was_deleted_long_ago_is_asked_about_once_more() {
    let mut old = known(7, "deleted");
    old.deleted_ms = Some(NOON - 100 * HOUR);
    let mut machine = machine([old.clone()]);
    assert!(tell(&mut machine, NOON, "deleted").is_none());
    assert!(matches!(machine.next(NOON), Next::Done));

    let mut machine = super::machine([old]);
    fail(&mut machine, NOON);
    let again = wait(&mut machine, NOON);
    assert_eq!(again - NOON, 60 * MINUTE + 1411, "no answer is no answer: it may have come back");
    let back = tell(&mut machine, again, "inProgressPayout").unwrap();
    assert_eq!(back.before(), Some(&OrderStatus::Deleted));
}

#[test]
fn a_wake_leads_to_a_question_at_once() {
    let mut machine = machine([known(7, "inProgress"), known(8, "inProgress")]);
    tell(&mut machine, NOON, "inProgress");
    tell(&mut machine, NOON, "inProgress");
    wait(&mut machine, NOON + SECOND);
    assert!(machine.wake(8));
    assert!(machine.wake(8), "twice is once");
    assert!(!machine.wake(9));
    assert_eq!(tell(&mut machine, NOON + SECOND, "done").unwrap().uid(), 8);
    wait(&mut machine, NOON + SECOND);
}

#[test]
fn a_wake_while_an_answer_is_awaited_leads_to_another_question() {
    let mut machine = machine([known(7, "waitPayment")]);
    let first = ask(&mut machine, NOON);
    machine.wake(7);
    assert!(machine.told(&first, order(7, "waitPayment", ""), NOON, JITTER).is_none());
    assert_eq!(tell(&mut machine, NOON, "inProgress").unwrap().uid(), 7);
}

#[test]
fn a_wake_that_is_repeated_keeps_its_place() {
    let mut machine = machine([known(7, "hold"), known(8, "hold")]);
    machine.wake(8);
    machine.wake(7);
    machine.wake(8);
    assert_eq!(ask(&mut machine, NOON).access().uid(), 8);
}

#[test]
fn after_three_woken_orders_comes_one_that_is_only_overdue() {
    let mut machine = machine((1..=5).map(|uid| known(uid, "hold")));
    for woken in 1..=4 {
        machine.wake(woken);
    }
    let asked: Vec<_> = (0..5).map(|_| tell(&mut machine, NOON, "done").unwrap().uid()).collect();
    assert_eq!(asked, [1, 2, 3, 5, 4]);
}

#[test]
fn an_answer_without_a_time_of_expiry_takes_none_away() {
    let mut expiring = known(7, "new");
    expiring.expires_ms = Some(NOON + 5 * SECOND);
    let mut machine = machine([expiring]);
    tell(&mut machine, NOON, "waitPayment");
    assert_eq!(wait(&mut machine, NOON), NOON + 5 * SECOND);
}
