//! The machine driven by a client, in time that passes when nothing else is to be done.

use std::pin::pin;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::time::{Duration, UNIX_EPOCH};

use bytes::Bytes;
use obmin_exchanger::{
    Budget, Client, Error, ErrorKind, GetOrder, Obmin, OpenOrder, OrderAccess, OrderStatus,
    Reconciler, ReconcilerHandle, Refusal, Result, Retry, WireRequest, WireResponse,
};
use pay_http::Limits;
use tokio::time::{Instant, sleep, timeout};

use super::{HOUR, NOON, open};

/// An exchanger whose orders all have one status, and what was asked of it.
#[derive(Default)]
struct Exchanger {
    status: Mutex<&'static str>,
    calls: Mutex<Vec<(Instant, String)>>,
    /// How long an answer takes.
    latency: AtomicU64,
    /// How many answers are failures that may be gone in a moment.
    broken: AtomicUsize,
    /// How far the client's clock was turned.
    turned: AtomicU64,
}

impl Exchanger {
    fn new(status: &'static str) -> Arc<Self> {
        Arc::new(Self { status: Mutex::new(status), ..Self::default() })
    }

    fn set(&self, status: &'static str) {
        *self.status.lock().unwrap() = status;
    }

    fn calls(&self) -> usize {
        self.calls.lock().unwrap().len()
    }

    fn last_call(&self) -> Instant {
        self.calls.lock().unwrap().last().unwrap().0
    }

    /// A client whose clock shows noon now, and goes with tokio's.
    fn client(self: &Arc<Self>) -> Client {
        let (clock, wire) = (Arc::clone(self), Arc::clone(self));
        let start = Instant::now();
        Client::builder(Obmin::new())
            .clock(move || {
                let turned = Duration::from_millis(clock.turned.load(Ordering::Relaxed));
                UNIX_EPOCH + Duration::from_millis(NOON) + start.elapsed() + turned
            })
            .retry(Retry::new(3, Duration::from_millis(10), Duration::from_millis(20)))
            .transport(move |request: WireRequest, _: Limits| Arc::clone(&wire).carry(request))
            .build()
            .unwrap()
    }

    async fn carry(self: Arc<Self>, request: WireRequest) -> Result<WireResponse> {
        let query = request.uri().query().unwrap_or_default().to_owned();
        self.calls.lock().unwrap().push((Instant::now(), query.clone()));
        let status = *self.status.lock().unwrap();
        sleep(Duration::from_millis(self.latency.load(Ordering::Relaxed))).await;
        let broken = &self.broken;
        if broken
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1))
            .is_ok()
        {
            let cause = Refusal::new("", "the connection broke");
            return Err(Error::after(ErrorKind::Transport, cause).transient());
        }
        let uid = query.split('&').find_map(|pair| pair.strip_prefix("orderUID=")).unwrap();
        let body =
            format!(r#"{{"success":true,"data":{{"order":{{"uid":{uid},"status":"{status}"}}}}}}"#);
        Ok(http::Response::new(Bytes::from(body)).into())
    }
}

/// Over orders that are in this status, asked about a moment ago.
fn reconciler(client: &Client, uids: impl IntoIterator<Item = u64>, status: &str) -> Reconciler {
    let reconciler = Reconciler::new(client, Budget::default());
    for uid in uids {
        let mut order = open(uid);
        order.status = Some(status.into());
        order.due_ms = NOON + 40_000;
        reconciler.handle().add(order);
    }
    reconciler
}

#[tokio::test(start_paused = true)]
async fn it_tells_each_change_and_ends_with_the_last_order() {
    let exchanger = Exchanger::new("waitPayment");
    let mut reconciler = Reconciler::new(&exchanger.client(), Budget::default());
    reconciler.handle().add(open(7));

    let change = reconciler.next().await.unwrap().unwrap();
    assert_eq!((change.uid(), change.status()), (7, &OrderStatus::WaitPayment));
    for (status, after) in
        [("inProgress", 12..=18), ("inProgressPayout", 30..=60), ("done", 30..=60)]
    {
        exchanger.set(status);
        let before = Instant::now();
        let change = reconciler.next().await.unwrap().unwrap();
        assert_eq!(change.status().as_str(), status);
        assert!(after.contains(&before.elapsed().as_secs()), "{status}");
    }
    assert!(reconciler.next().await.is_none());
    assert_eq!(exchanger.calls(), 4);
    let query = exchanger.calls.lock().unwrap()[0].1.clone();
    assert_eq!(query, "orderUID=7&orderSecret=Qx7LmN2vKc9RtZ4pWb8HsYd1&type=order");
}

#[tokio::test(start_paused = true)]
async fn a_notification_wakes_it_from_another_task() {
    let exchanger = Exchanger::new("done");
    let mut reconciler = reconciler(&exchanger.client(), [7], "inProgress");
    let handle = reconciler.handle();
    let told = tokio::spawn(async move { reconciler.next().await });

    sleep(Duration::from_millis(12_345)).await;
    assert_eq!(exchanger.calls(), 0);
    let woken = Instant::now();
    assert!(handle.wake(7));
    assert_eq!(told.await.unwrap().unwrap().unwrap().status(), &OrderStatus::Done);
    assert_eq!(exchanger.last_call(), woken, "not even a millisecond later");
}

#[tokio::test(start_paused = true)]
async fn it_waits_for_orders_as_long_as_there_is_a_handle() {
    let exchanger = Exchanger::new("done");
    let mut reconciler = Reconciler::new(&exchanger.client(), Budget::default());
    let handle = reconciler.handle();
    let other = handle.clone();
    let told = tokio::spawn(async move {
        let first = reconciler.next().await;
        (first.unwrap().unwrap().uid(), reconciler.next().await.is_none())
    });

    sleep(Duration::from_secs(5 * 60 * 60)).await;
    assert_eq!(exchanger.calls(), 0);
    let added = Instant::now();
    handle.add(open(9));
    sleep(Duration::from_secs(1)).await;
    assert_eq!(exchanger.last_call(), added);
    drop(handle);
    sleep(Duration::from_secs(1)).await;
    assert!(!told.is_finished());
    drop(other);
    assert_eq!(told.await.unwrap(), (9, true));
}

#[tokio::test(start_paused = true)]
async fn an_order_that_is_removed_is_not_asked_about() {
    let exchanger = Exchanger::new("hold");
    let mut reconciler = reconciler(&exchanger.client(), [7], "hold");
    assert_eq!(reconciler.handle().remove(7).unwrap().access.uid(), 7);
    assert!(reconciler.next().await.is_none());
    assert_eq!(exchanger.calls(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_future_that_is_dropped_loses_neither_a_change_nor_a_call() {
    let exchanger = Exchanger::new("done");
    exchanger.latency.store(5000, Ordering::Relaxed);
    let mut reconciler = reconciler(&exchanger.client(), [7], "hold");
    reconciler.handle().wake(7);
    for _ in 0..4 {
        assert!(timeout(Duration::from_secs(1), reconciler.next()).await.is_err());
    }
    assert_eq!(exchanger.calls(), 1, "the question went on");
    assert!(reconciler.budget().full_ms() > NOON, "and is counted");

    exchanger.set("returned");
    let change = reconciler.next().await.unwrap().unwrap();
    assert_eq!(change.status(), &OrderStatus::Done, "as it was when it was asked");
    assert!(reconciler.next().await.is_none());
    assert_eq!(exchanger.calls(), 1);
}

/// As in a `select!` whose other branch asks for something: calls go one after the other.
#[tokio::test(start_paused = true)]
async fn a_future_that_is_dropped_holds_up_no_other_call_of_the_client() {
    let exchanger = Exchanger::new("done");
    exchanger.latency.store(5000, Ordering::Relaxed);
    let client = exchanger.client();
    let mut reconciler = reconciler(&client, [7], "hold");
    reconciler.handle().wake(7);
    assert!(timeout(Duration::from_secs(1), reconciler.next()).await.is_err());

    let (before, other) = (Instant::now(), open(8).access);
    client.send(&GetOrder::of(&other)).await.unwrap();
    assert_eq!(before.elapsed().as_secs(), 4 + 5, "after the question, and not for ever");
    let change = timeout(Duration::from_millis(1), reconciler.next()).await.unwrap();
    assert_eq!(change.unwrap().unwrap().uid(), 7, "it was answered in the meantime");
}

#[tokio::test(start_paused = true)]
async fn a_wake_while_an_answer_is_on_its_way_leads_to_another_question() {
    let exchanger = Exchanger::new("inProgress");
    exchanger.latency.store(2000, Ordering::Relaxed);
    let mut reconciler = reconciler(&exchanger.client(), [7], "inProgress");
    reconciler.handle().wake(7);
    assert!(timeout(Duration::from_secs(1), reconciler.next()).await.is_err());
    exchanger.set("done");
    reconciler.handle().wake(7);
    let before = Instant::now();
    assert_eq!(reconciler.next().await.unwrap().unwrap().status(), &OrderStatus::Done);
    assert_eq!(before.elapsed(), Duration::from_secs(3), "one more second, and two");
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_turned_is_noticed() {
    let exchanger = Exchanger::new("deleted");
    let client = exchanger.client();
    let mut order = OpenOrder::new(OrderAccess::new(7, "s").unwrap());
    order.status = Some(OrderStatus::Deleted);
    order.deleted_ms = Some(NOON);
    order.due_ms = NOON + HOUR;
    let mut reconciler = Reconciler::new(&client, Budget::default());
    reconciler.handle().add(order);
    let told = tokio::spawn(async move { reconciler.next().await });

    sleep(Duration::from_secs(10)).await;
    assert_eq!(exchanger.calls(), 0);
    exchanger.turned.store(72 * HOUR, Ordering::Relaxed);
    let turned = Instant::now();
    assert!(told.await.unwrap().is_none());
    assert_eq!(exchanger.calls(), 1);
    assert!(exchanger.last_call() - turned <= Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_told_and_the_others_go_on() {
    let exchanger = Exchanger::new("done");
    exchanger.broken.store(3, Ordering::Relaxed);
    let mut reconciler = reconciler(&exchanger.client(), [7, 8], "hold");
    let error = reconciler.next().await.unwrap().unwrap_err();
    assert_eq!((error.uid(), error.error().kind()), (7, ErrorKind::Transport));
    assert_eq!(
        error.to_string(),
        "order 7: obmin public/exchanger/order/get: refused: the connection broke; it was a question, it moved nothing: ask again"
    );
    assert_eq!(reconciler.next().await.unwrap().unwrap().uid(), 8);
    assert_eq!(reconciler.next().await.unwrap().unwrap().uid(), 7);
    assert!(reconciler.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn repetitions_of_the_client_are_taken_from_the_budget() {
    let exchanger = Exchanger::new("hold");
    exchanger.broken.store(usize::MAX, Ordering::Relaxed);
    let mut reconciler = Reconciler::new(&exchanger.client(), Budget::per_hour(2).unwrap());
    for uid in 1..=3 {
        reconciler.handle().add(open(uid));
    }
    for _ in 0..8 {
        let error = reconciler.next().await.unwrap().unwrap_err();
        assert_eq!(error.error().kind(), ErrorKind::Transport, "the cause, not the budget");
    }
    let calls = exchanger.calls.lock().unwrap();
    for (first, (begin, _)) in calls.iter().enumerate() {
        let hour = Duration::from_secs(60 * 60);
        let within = calls[first..].iter().take_while(|(at, _)| *at - *begin <= hour).count();
        assert!(within <= 2, "{within} calls within an hour");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_kept_starts_another_one() {
    let exchanger = Exchanger::new("waitPayment");
    let client = exchanger.client();
    let mut before = Reconciler::new(&client, Budget::default());
    before.handle().add(open(7));
    before.next().await.unwrap().unwrap();

    let mut after = Reconciler::new(&client, before.budget());
    before.orders().into_iter().for_each(|order| after.handle().add(order));
    drop(before);
    exchanger.set("done");
    let change = after.next().await.unwrap().unwrap();
    assert_eq!(change.before(), Some(&OrderStatus::WaitPayment));
}

#[test]
fn it_can_be_given_to_a_task_and_prints_no_secret() {
    fn is_send<T: Send>(_: &T) {}
    fn is_shared<T: Clone + Send + Sync>(_: &T) {}

    let reconciler = Reconciler::new(&Client::new(Obmin::new()), Budget::default());
    let handle = reconciler.handle();
    is_send(&reconciler);
    is_shared(&handle);
    handle.add(open(7));
    let shown = format!("{reconciler:?} {handle:?}");
    assert!(!shown.contains("Qx7LmN2vKc9RtZ4pWb8HsYd1"), "{shown}");
}

/// A thread adds an order by the last handle and drops it, while the reconciler looks whether
/// anything is left.
#[tokio::test]
async fn an_order_that_the_last_handle_adds_is_never_overlooked() {
    const ROUNDS: usize = 5_000;

    let client = Exchanger::new("done").client();
    let (give, given) = std::sync::mpsc::channel::<ReconcilerHandle>();
    let turn = Arc::new(AtomicUsize::new(0));
    let go = Arc::clone(&turn);
    let adder = std::thread::spawn(move || {
        for (round, handle) in given.into_iter().enumerate() {
            while go.load(Ordering::Acquire) <= round {
                std::hint::spin_loop();
            }
            handle.add(open(7));
        }
    });
    for round in 1..=ROUNDS {
        let mut reconciler = Reconciler::new(&client, Budget::default());
        give.send(reconciler.handle()).unwrap();
        turn.store(round, Ordering::Release);
        let mut context = Context::from_waker(Waker::noop());
        while reconciler.orders().is_empty() {
            let over = pin!(reconciler.next()).poll(&mut context).is_ready();
            assert!(!over, "round {round}: it ended, with {:?}", reconciler.orders());
        }
    }
    drop(give);
    adder.join().unwrap();
}
