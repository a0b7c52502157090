//! `GET /service/api/v1/public/exchanger/order/get/`, again and again (source: the engine's pages
//! and clients): the machine, driven by a client.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};
use std::time::{Duration, UNIX_EPOCH};

use pay_wire::{Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse};
use snafu::ensure;

use super::{Ask, Budget, Change, Next, OpenOrder, ReconcileError, Reconciliation};
use crate::error::BudgetSnafu;
use crate::{Client, GetOrder, Obmin, Order};

/// The longest time without a look at the clock, which may have been turned.
const LONGEST_NAP: Duration = Duration::from_secs(1);

/// Asks about open orders with a [`Client`], one at a time, and tells what has changed.
///
/// One reconciler is enough for all orders, and two would share no budget. It runs where its client
/// does, on tokio.
///
/// ```no_run
/// use obmin_exchanger::{Budget, Client, Obmin, OpenOrder, OrderAccess, Reconciler};
///
/// # async fn example(stored: Vec<(u64, String)>) -> obmin_exchanger::Result<()> {
/// let client = Client::new(Obmin::new());
/// let mut reconciler = Reconciler::new(&client, Budget::default());
/// for (uid, secret) in stored {
///     reconciler.handle().add(OpenOrder::new(OrderAccess::new(uid, secret)?));
/// }
/// let handle = reconciler.handle(); // for what receives notifications: `handle.wake(uid)`
///
/// while let Some(told) = reconciler.next().await {
///     match told {
///         Ok(change) => println!("order {} is {}", change.uid(), change.status()),
///         Err(error) => eprintln!("{error}"), // it is asked again
///     }
/// }
/// # drop(handle);
/// # Ok(())
/// # }
/// ```
pub struct Reconciler {
    client: Client,
    desk: Arc<Desk>,
    /// The question that is under way; it outlives a dropped [`next`](Self::next).
    call: Option<Boxed<(Ask, Result<Answer<Order>>)>>,
    nap: Option<Boxed<()>>,
}

/// Adds, removes and wakes orders while a [`Reconciler`] waits: from a web server's handlers, for
/// example. Cloning is cheap.
pub struct ReconcilerHandle {
    desk: Arc<Desk>,
}

/// What a reconciler and its handles share.
struct Desk(Mutex<Shared>);

struct Shared {
    machine: Reconciliation,
    handles: usize,
    /// Whoever waits for [`Reconciler::next`].
    waiting: Option<Waker>,
}

type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

impl Reconciler {
    /// Without orders: [`add`](ReconcilerHandle::add) them by a [`handle`](Self::handle).
    ///
    /// The client's own repetitions are taken from the budget, too; what else the client is used
    /// for is not.
    pub fn new(client: &Client, budget: Budget) -> Self {
        let machine = Reconciliation::new(budget);
        let shared = Shared { machine, handles: 0, waiting: None };
        let desk = Arc::new(Desk(Mutex::new(shared)));
        Self { client: client.clone(), desk, call: None, nap: None }
    }

    /// Another handle. As long as there is one, [`next`](Self::next) does not end.
    pub fn handle(&self) -> ReconcilerHandle {
        self.desk.lock().handles += 1;
        ReconcilerHandle { desk: Arc::clone(&self.desk) }
    }

    /// The next change of a status, or that an order could not be asked about, which holds nothing
    /// up. `None` when there are no orders left and no handles that could add any.
    ///
    /// It may be dropped at any time, in a `select!` for example: a question that is under way goes
    /// on in a task of its own, its answer waits for the next `next`, and nothing is lost.
    ///
    /// Each change is told once. Keep [`orders`](Self::orders) after what a change demands is done:
    /// then a crash in between repeats the change, and never loses it.
    pub async fn next(&mut self) -> Option<Result<Change, ReconcileError>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// The orders that are open, to be kept over a restart.
    pub fn orders(&self) -> Vec<OpenOrder> {
        self.desk.lock().machine.orders().cloned().collect()
    }

    /// The budget as it stands, to be kept over a restart.
    pub fn budget(&self) -> Budget {
        self.desk.lock().machine.budget().clone()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Change, ReconcileError>>> {
        loop {
            if let Some(call) = &mut self.call {
                let (ask, answer) = ready!(call.as_mut().poll(context));
                self.call = None;
                let (now_ms, jitter) = (self.now_ms(), self.jitter());
                let told = self.desk.lock().machine.told(&ask, answer, now_ms, jitter);
                if told.is_some() {
                    return Poll::Ready(told);
                }
            }
            match self.look(context) {
                None => return Poll::Ready(None),
                Some(Next::Ask(ask)) => self.call = Some(self.ask(ask)),
                Some(Next::WaitUntil(until_ms)) => {
                    let left = Duration::from_millis(until_ms.saturating_sub(self.now_ms()));
                    let nap = self.nap.insert(nap(&self.client, left.min(LONGEST_NAP)));
                    ready!(nap.as_mut().poll(context));
                }
                Some(Next::Done) => return Poll::Pending,
            }
        }
    }

    /// What the machine says, and `None` where it has no orders and nobody could add one; a handle
    /// that is used after this look wakes whoever waits.
    ///
    /// One lock for both: between two, the last handle could add an order and go.
    fn look(&self, context: &Context<'_>) -> Option<Next> {
        let now_ms = self.now_ms();
        let mut shared = self.desk.lock();
        shared.waiting = Some(context.waker().clone());
        let next = shared.machine.next(now_ms);
        let is_over = matches!(next, Next::Done) && shared.handles == 0;
        (!is_over).then_some(next)
    }

    /// In a task of its own: a question that nobody polls would hold up the client's other calls.
    fn ask(&self, ask: Ask) -> Boxed<(Ask, Result<Answer<Order>>)> {
        let desk = Arc::clone(&self.desk);
        let counted = Counted { ask, desk, is_repeated: AtomicBool::new(false) };
        let call = self.client.spawn(counted);
        Box::pin(async move {
            let (counted, answer) = call.await;
            (counted.ask, answer)
        })
    }

    fn now_ms(&self) -> u64 {
        let since_1970 = self.client.now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        u64::try_from(since_1970.as_millis()).unwrap_or(u64::MAX)
    }

    fn jitter(&self) -> u8 {
        self.client.random().map_or(0, |[first, ..]| first)
    }
}

impl ReconcilerHandle {
    /// Takes an order in, which is asked about when it is [due](OpenOrder::due_ms); it replaces the
    /// one of the same number.
    pub fn add(&self, order: OpenOrder) {
        self.desk.use_with(|machine| machine.add(order));
    }

    /// Leaves an order out from now on.
    pub fn remove(&self, uid: u64) -> Option<OpenOrder> {
        self.desk.use_with(|machine| machine.remove(uid))
    }

    /// Has an order asked about at once: a notification about it came, or the customer returned.
    /// Tells whether it is there.
    ///
    /// Take `uid` from your own record, found by the notification's `orderId`: its `orderUID` is
    /// not covered by the hash.
    pub fn wake(&self, uid: u64) -> bool {
        self.desk.use_with(|machine| machine.wake(uid))
    }
}

impl Desk {
    /// Nothing panics while it is locked, and no state of it is half done.
    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn use_with<T>(&self, change: impl FnOnce(&mut Reconciliation) -> T) -> T {
        let mut shared = self.lock();
        let result = change(&mut shared.machine);
        let waiting = shared.waiting.take();
        drop(shared);
        waiting.into_iter().for_each(Waker::wake);
        result
    }
}

impl Clone for ReconcilerHandle {
    fn clone(&self) -> Self {
        self.desk.lock().handles += 1;
        Self { desk: Arc::clone(&self.desk) }
    }
}

impl Drop for ReconcilerHandle {
    fn drop(&mut self) {
        let mut shared = self.desk.lock();
        shared.handles -= 1;
        let waiting = shared.waiting.take();
        drop(shared);
        waiting.into_iter().for_each(Waker::wake);
    }
}

fn nap(client: &Client, nap: Duration) -> Boxed<()> {
    let client = client.clone();
    Box::pin(async move { client.sleep(nap).await })
}

/// A question whose every attempt is taken from the budget.
struct Counted {
    ask: Ask,
    desk: Arc<Desk>,
    /// The first attempt was paid for when the machine asked.
    is_repeated: AtomicBool,
}

impl Endpoint for Counted {
    type Gateway = Obmin;
    type Response = Answer<Order>;

    const NAME: &'static str = GetOrder::NAME;
    const SAFETY: Safety = GetOrder::SAFETY;

    fn encode(&self, gateway: &Obmin, stamp: &Stamp) -> Result<WireRequest> {
        if self.is_repeated.swap(true, Ordering::Relaxed) {
            ensure!(self.desk.lock().machine.take_call(stamp.unix_ms()), BudgetSnafu);
        }
        self.ask.request().encode(gateway, stamp)
    }

    fn decode(&self, gateway: &Obmin, answer: &WireResponse) -> Result<Answer<Order>> {
        self.ask.request().decode(gateway, answer)
    }
}

impl fmt::Debug for Reconciler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reconciler").field("client", &self.client).finish_non_exhaustive()
    }
}

impl fmt::Debug for ReconcilerHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReconcilerHandle").finish_non_exhaustive()
    }
}
