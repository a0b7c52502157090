//! The machine that asks about open orders, by a clock that the tests turn.

use obmin_exchanger::{
    Answer, Ask, Budget, Change, GetOrder, Next, OpenOrder, Order, OrderAccess, ReconcileError,
    Reconciliation, Result,
};

use crate::common::{data, decode};

mod budget;
#[cfg(feature = "client")]
mod driver;
mod failure;
mod properties;
mod schedule;

const SECOND: u64 = 1000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;

/// 2026-01-15 12:00:00 UTC.
const NOON: u64 = 1_768_478_400_000;

/// The middle of every range, more or less.
const JITTER: u8 = 128;

const WORDS: [&str; 11] = [
    "new",
    "waitPayment",
    "errorPayment",
    "inProgress",
    "inProgressPayout",
    "errorPayout",
    "hold",
    "done",
    "returned",
    "deleted",
    "somethingNew",
];

fn open(uid: u64) -> OpenOrder {
    OpenOrder::new(OrderAccess::new(uid, "Qx7LmN2vKc9RtZ4pWb8HsYd1").unwrap())
}

fn known(uid: u64, status: &str) -> OpenOrder {
    let mut order = open(uid);
    order.status = Some(status.into());
    order
}

/// What the exchanger tells about an order, with these members besides.
fn order(uid: u64, status: &str, members: &str) -> Result<Answer<Order>> {
    let document =
        format!(r#"{{"order":{{"uid":{uid},"status":"{status}"{members}}},"verifications":{{}}}}"#);
    data(&GetOrder::of(&open(uid).access), &document)
}

/// What it answers to too many calls.
fn too_many(details: &str) -> Result<Answer<Order>> {
    let body = format!(
        r#"{{"success":false,"error":{{"apiError":true,"message":"wait","errorCode":5030000,"object":{details}}}}}"#
    );
    decode(&GetOrder::of(&open(7).access), body)
}

fn nothing() -> Result<Answer<Order>> {
    decode(&GetOrder::of(&open(7).access), "<html>")
}

fn machine(orders: impl IntoIterator<Item = OpenOrder>) -> Reconciliation {
    let mut machine = Reconciliation::new(Budget::default());
    orders.into_iter().for_each(|order| machine.add(order));
    machine
}

#[track_caller]
fn ask(machine: &mut Reconciliation, now: u64) -> Ask {
    match machine.next(now) {
        Next::Ask(ask) => ask,
        other => panic!("{other:?} at noon and {} ms", now - NOON),
    }
}

#[track_caller]
fn wait(machine: &mut Reconciliation, now: u64) -> u64 {
    match machine.next(now) {
        Next::WaitUntil(until) => until,
        other => panic!("{other:?} at noon and {} ms", now - NOON),
    }
}

/// Asks now, and is told this status.
#[track_caller]
fn tell(machine: &mut Reconciliation, now: u64, status: &str) -> Option<Change> {
    let ask = ask(machine, now);
    let answer = order(ask.access().uid(), status, "");
    machine.told(&ask, answer, now, JITTER).map(Result::unwrap)
}

#[track_caller]
fn fail(machine: &mut Reconciliation, now: u64) -> ReconcileError {
    let ask = ask(machine, now);
    machine.told(&ask, nothing(), now, JITTER).unwrap().unwrap_err()
}
