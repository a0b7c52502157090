//! What failures, lost questions and clocks do, and what they do not.

use obmin_exchanger::{Error, ErrorKind, Next, OrderStatus};

use super::{
    HOUR, JITTER, NOON, SECOND, ask, fail, known, machine, open, order, tell, too_many, wait,
};

#[test]
fn a_failure_does_not_hide_the_moment_of_expiry_and_a_paid_order_has_none() {
    let mut expiring = known(7, "new");
    expiring.expires_ms = Some(NOON + 3 * SECOND);
    let mut machine = machine([expiring.clone()]);
    fail(&mut machine, NOON);
    assert_eq!(wait(&mut machine, NOON), NOON + 3 * SECOND);

    expiring.status = Some(OrderStatus::InProgress);
    let mut machine = super::machine([expiring]);
    tell(&mut machine, NOON, "inProgress");
    assert!(wait(&mut machine, NOON) >= NOON + 30 * SECOND);
}

#[test]
fn dates_of_no_use_change_nothing() {
    for date in ["null", "\"\"", "5", "\"soon\"", "\"1950-01-01T00:00:00Z\"", "{}"] {
        let mut machine = machine([open(7)]);
        let ask = ask(&mut machine, NOON);
        machine.told(&ask, order(7, "new", &format!(r#","expiresAt":{date}"#)), NOON, 0);
        assert_eq!(wait(&mut machine, NOON), NOON + 12 * SECOND, "{date}");
    }
}

#[test]
fn a_failure_is_told_and_holds_up_no_other_order() {
    let mut machine = machine([known(7, "inProgress"), known(8, "inProgress")]);
    let error = fail(&mut machine, NOON);
    assert_eq!((error.uid(), error.error().kind()), (7, ErrorKind::Decode));
    assert!(error.to_string().starts_with("order 7: "), "{error}");
    assert_eq!(Error::from(error).kind(), ErrorKind::Decode);
    assert_eq!(tell(&mut machine, NOON, "done").unwrap().uid(), 8);

    let mut now = NOON;
    let pauses: Vec<_> = (0..8)
        .map(|_| {
            let until = wait(&mut machine, now);
            let pause = until - now;
            now = until;
            fail(&mut machine, now);
            pause / SECOND
        })
        .collect();
    assert_eq!(pauses, [45, 90, 180, 360, 600, 600, 600, 600], "twice as long, to ten minutes");
    now = wait(&mut machine, now);
    tell(&mut machine, now, "inProgress");
    assert_eq!((wait(&mut machine, now) - now) / SECOND, 45, "an answer ends it");
}

#[test]
fn the_seconds_to_wait_are_waited_by_all_orders() {
    for (details, seconds) in [
        (r#"{"time":90}"#, 90),
        (r#"{"time":"90"}"#, 90),
        (r#"{"time":0.2}"#, 1),
        ("null", 60),
        (r#"{"time":"soon"}"#, 60),
        (r#"{"time":99999999}"#, 24 * 60 * 60),
    ] {
        let mut machine = machine([known(7, "new"), known(8, "new")]);
        machine.wake(8);
        let ask = ask(&mut machine, NOON);
        let error = machine.told(&ask, too_many(details), NOON, JITTER).unwrap().unwrap_err();
        assert_eq!(error.uid(), 8);
        machine.wake(8);
        let until = wait(&mut machine, NOON);
        assert_eq!(until - NOON, seconds * SECOND, "{details}");
        wait(&mut machine, until - 1);
        assert_eq!(super::ask(&mut machine, until).access().uid(), 8);
    }
}

#[test]
fn a_question_that_is_given_up_is_counted_and_its_late_answer_says_nothing() {
    let mut machine = machine([known(7, "waitPayment")]);
    let lost = ask(&mut machine, NOON);
    let counted = machine.budget().full_ms();
    assert!(counted > NOON);
    let until = wait(&mut machine, NOON);
    assert!((12 * SECOND..=18 * SECOND).contains(&(until - NOON)));
    assert!(machine.told(&lost, order(7, "done", ""), NOON, JITTER).is_none());
    assert_eq!(machine.budget().full_ms(), counted);
    assert_eq!(
        tell(&mut machine, until, "done").unwrap().before(),
        Some(&OrderStatus::WaitPayment)
    );
}

#[test]
fn an_order_that_was_removed_says_nothing_more() {
    let mut machine = machine([known(7, "waitPayment")]);
    let ask = ask(&mut machine, NOON);
    assert_eq!(machine.remove(7).unwrap().access.uid(), 7);
    assert!(machine.remove(7).is_none());
    assert!(machine.told(&ask, order(7, "done", ""), NOON, JITTER).is_none());
    assert!(matches!(machine.next(NOON), Next::Done));
}

#[test]
fn a_clock_that_is_set_back_holds_nothing_up() {
    let mut machine = machine([known(7, "waitPayment"), known(8, "deleted")]);
    tell(&mut machine, NOON, "waitPayment");
    tell(&mut machine, NOON, "deleted");
    for back in [1, SECOND, HOUR, 1000 * HOUR, NOON] {
        let now = NOON - back;
        assert!(wait(&mut machine, now) - now <= 18 * SECOND, "{back} ms");
    }
    assert!(machine.orders().all(|order| order.deleted_ms.is_none_or(|since| since == 0)));
}

#[test]
fn a_pause_is_not_longer_because_the_clock_is_set_back() {
    let mut machine = machine([known(7, "new")]);
    let first = ask(&mut machine, NOON);
    machine.told(&first, too_many(r#"{"time":20}"#), NOON, JITTER);
    let now = NOON - 10 * HOUR;
    assert!(wait(&mut machine, now) - now <= 20 * SECOND);
    assert_eq!(ask(&mut machine, now + 20 * SECOND).access().uid(), 7);
}

#[test]
fn a_late_answer_is_never_taken_for_one_about_the_next_order() {
    let mut machine = machine([known(7, "hold"), known(8, "hold")]);
    let (given_up, next) = (ask(&mut machine, NOON), ask(&mut machine, NOON));
    assert_eq!((given_up.access().uid(), next.access().uid()), (7, 8));
    assert!(machine.told(&given_up, order(7, "done", ""), NOON, JITTER).is_none());
    let change = machine.told(&next, order(8, "returned", ""), NOON, JITTER).unwrap().unwrap();
    assert_eq!((change.uid(), change.status()), (8, &OrderStatus::Returned));
    assert_eq!(machine.orders().map(|order| order.access.uid()).collect::<Vec<_>>(), [7]);
}
