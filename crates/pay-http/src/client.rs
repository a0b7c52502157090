//! One merchant's account at one gateway, ready to be asked.

use std::fmt;
use std::future::pending;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::StatusCode;
use pay_wire::{Address, Attempt, Delivery, Endpoint, Error, Gateway, Result, Retry, Turns};
use tokio::sync::Mutex;
use tokio::task::JoinError;
use tokio::time::{Instant, timeout, timeout_at};
use tracing::{Instrument as _, debug, info_span, warn};

use crate::ClientBuilder;
use crate::clock::Clock;
use crate::error::Fault;
use crate::transport::{Limits, Transport};

/// How long after the deadline a transport may still say how far the request got.
const GRACE: Duration = Duration::from_millis(100);

/// The longest call: beyond it, a deadline is none.
pub(crate) const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Sends requests to one gateway on behalf of one account.
///
/// Cloning is cheap, and clones share everything: connections, the clock of the stamps, the queue
/// of a gateway that wants its requests in order. So make **one client per account**: two that
/// were built apart know nothing of each other's stamps.
///
/// It runs on tokio (any flavour, with time and IO enabled) and panics, as tokio does, outside of
/// it.
pub struct Client<G> {
    shared: Arc<Shared<G>>,
}

pub(crate) struct Shared<G> {
    pub(crate) gateway: G,
    pub(crate) base: Option<Address>,
    pub(crate) transport: Box<dyn Transport>,
    pub(crate) clock: Clock,
    pub(crate) retry: Retry,
    pub(crate) connect: Duration,
    pub(crate) read: Duration,
    pub(crate) deadline: Option<Duration>,
    /// Held from a stamp to its answer by gateways that want their requests in order.
    pub(crate) turn: Mutex<()>,
}

impl<G: Gateway> Client<G> {
    /// A client with everything as the gateway's [`Defaults`](pay_wire::Defaults) say: the bundled
    /// roots, the system's clock, [`Retry::DEFAULT`].
    pub fn new(gateway: G) -> Self {
        Self::builder(gateway).defaults()
    }

    /// A client with something of your own.
    pub fn builder(gateway: G) -> ClientBuilder<G> {
        ClientBuilder::new(gateway)
    }

    /// Sends a request and reads the answer.
    ///
    /// Every attempt is encoded anew, with its own stamp. One that failed is made again only if
    /// that is safe ([`Retry`]), and if it fits into what is left of the time. A future that is
    /// dropped sends nothing more, but what it had sent may have taken effect.
    ///
    /// # Errors
    ///
    /// Those of the endpoint, and those of the way there.
    /// [`delivery`](Error::delivery) speaks for the whole call: it is
    /// [`NotSent`](Delivery::NotSent) only if that is true of every attempt.
    pub async fn send<E>(&self, request: &E) -> Result<E::Response>
    where
        E: Endpoint<Gateway = G>,
    {
        let span = info_span!("send", gateway = G::NAME, endpoint = E::NAME);
        let sent = self.shared.send(request).instrument(span).await;
        sent.map_err(|error| error.during(Attempt::of::<E>()))
    }

    /// [Sends](Self::send) a request in a task of its own, which goes on where nobody polls what is
    /// returned, or drops it; the request comes back with the answer.
    ///
    /// For what a `select!` waits for among other things: a [`send`](Self::send) that has begun and
    /// is not polled keeps its turn, where calls go [one after the other](Turns::OneByOne), and all
    /// calls behind it wait in vain.
    ///
    /// # Panics
    ///
    /// Outside of a runtime of tokio's.
    pub fn spawn<E>(
        &self,
        request: E,
    ) -> impl Future<Output = (E, Result<E::Response>)> + Send + use<E, G>
    where
        E: Endpoint<Gateway = G, Response: Send> + Send + Sync + 'static,
    {
        let client = self.clone();
        let call = async move {
            let sent = client.send(&request).await;
            (request, sent)
        };
        let task = tokio::spawn(call.in_current_span());
        async move {
            match task.await.map_err(JoinError::try_into_panic) {
                Ok(sent) => sent,
                Err(Ok(panic)) => resume_unwind(panic),
                Err(Err(_)) => pending().await, // the runtime is shutting down
            }
        }
    }

    /// The account.
    pub fn gateway(&self) -> &G {
        &self.shared.gateway
    }

    /// What the client's clock shows.
    pub fn now(&self) -> SystemTime {
        self.shared.clock.now()
    }

    /// Bytes that nobody could have guessed, for secrets of one's own.
    ///
    /// # Errors
    ///
    /// When the system gives none.
    pub fn random(&self) -> Result<[u8; 32]> {
        self.shared.clock.random()
    }

    /// Waits for a while of real time, whatever the client's clock does.
    pub async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }

    pub(crate) fn from_parts(shared: Shared<G>) -> Self {
        Self { shared: Arc::new(shared) }
    }
}

impl<G: Gateway> Shared<G> {
    async fn send<E>(&self, request: &E) -> Result<E::Response>
    where
        E: Endpoint<Gateway = G>,
    {
        let patience = self.deadline.or(E::DEADLINE).unwrap_or(G::DEFAULTS.deadline);
        let until = Instant::now() + patience.min(LONGEST);
        let mut doubt = None;
        let mut made = 0;
        loop {
            made += 1;
            let started = Instant::now();
            let mut status = None;
            let result = self.attempt(request, until, &mut status).await;
            report(made, status, started.elapsed(), result.as_ref().err());
            let error = match result {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };

            let jitter = self.clock.random().map_or(0, |[first, ..]| first);
            let pause = self.retry.pause(made, E::SAFETY, &error, jitter);
            let left = until.saturating_duration_since(Instant::now());
            match pause.filter(|pause| *pause < left) {
                None => return Err(of_the_whole_call(doubt, error)),
                Some(pause) => tokio::time::sleep(pause).await,
            }
            if error.delivery() != Delivery::NotSent {
                doubt = Some(error);
            }
        }
    }

    async fn attempt<E>(
        &self,
        request: &E,
        until: Instant,
        status: &mut Option<StatusCode>,
    ) -> Result<E::Response>
    where
        E: Endpoint<Gateway = G>,
    {
        let _turn = match G::DEFAULTS.turns {
            Turns::OneByOne => {
                Some(timeout_at(until, self.turn.lock()).await.map_err(|_| Fault::Queue)?)
            }
            Turns::Any => None,
        };
        let stamp = self.clock.stamp()?;
        let wire = request.encode(&self.gateway, &stamp)?;

        let total = until.saturating_duration_since(Instant::now());
        let (connect, read, max_answer) = (self.connect, self.read, E::MAX_ANSWER);
        let limits = Limits { connect, read, total, max_answer };
        let carried = timeout(total + GRACE, self.transport.carry(wire, limits)).await;
        let answer = carried.map_err(|_| Fault::Deadline)??;

        *status = Some(answer.status());
        request.decode(&self.gateway, &answer.asked_at(&stamp))
    }
}

/// The last error, unless it says that nothing was sent and an earlier attempt cannot.
fn of_the_whole_call(doubt: Option<Error>, last: Error) -> Error {
    match last.delivery() {
        Delivery::NotSent => doubt.unwrap_or(last),
        Delivery::Answered | Delivery::Unknown => last,
    }
}

/// One event per attempt, of words and numbers that cannot hold a secret.
fn report(made: u32, status: Option<StatusCode>, took: Duration, error: Option<&Error>) {
    let status = status.map(|status| status.as_u16());
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    match error {
        None => debug!(attempt = made, status, ms, "done"),
        Some(error) => {
            let (kind, delivery, transient) =
                (error.kind(), error.delivery(), error.is_transient());
            if delivery == Delivery::Answered {
                debug!(attempt = made, status, ms, ?kind, ?delivery, transient, "refused");
            } else {
                warn!(attempt = made, status, ms, ?kind, ?delivery, transient, "failed");
            }
        }
    }
}

impl<G> Clone for Client<G> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared) }
    }
}

/// The gateway's name, and its address if it is not the usual one.
impl<G: Gateway> fmt::Debug for Client<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut client = f.debug_struct("Client");
        client.field("gateway", &G::NAME);
        if let Some(base) = &self.shared.base {
            client.field("at", &base.as_str());
        }
        client.finish_non_exhaustive()
    }
}
