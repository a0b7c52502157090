//! Sending a create again whose outcome is unknown: only for who asks for it by this name.
//!
//! The provider's rule is that a `reference_id` is used once in an account, so that the same one
//! again makes no second invoice. Still nothing here is sent again before it was looked up, twice.

use std::time::Duration;

use pay_wire::{Answer, Delivery, Endpoint, Error, Result, Settled};
use snafu::ResultExt as _;

use crate::error::{Fault, LookSnafu, OccupiedSnafu};
use crate::{ApiError, PayCore};

/// How long after the first look the second one comes: the longest that a call may take by itself.
const PAUSE: Duration = Duration::from_secs(30);

/// How often at most it is sent again.
const SENDS: u32 = 3;

/// A create that can be looked up under its `reference_id`: [`CreateInvoice`](crate::CreateInvoice),
/// [`CreatePayout`](crate::CreatePayout).
pub trait Create:
    Endpoint<Gateway = PayCore, Response = Answer<Self::Made>> + sealed::Sealed
{
    /// What it makes.
    type Made;

    /// What looks for it.
    type Find<'f>: Endpoint<Gateway = PayCore, Response = Answer<Option<Self::Made>>>
    where
        Self: 'f;

    /// Looks for what it made.
    fn find(&self) -> Self::Find<'_>;

    /// What became of it, by what was found.
    fn settle(&self, asked: &Result<Answer<Option<Self::Made>>>) -> Settled;
}

pub(crate) mod sealed {
    pub trait Sealed {}
}

/// Brings a create whose outcome is unknown to an end: a machine without clock or network.
///
/// It looks the create up, and sends the same again only if it was not found twice, a pause apart;
/// the pause is 30 seconds, or what the gateway asked for, and doubles with every send. After a
/// no that may mean "there is one already" (409, 422) it never sends: not found then is that no.
/// What fails on the way (a look, a connection) never stands for the fate of the create: that stays
/// [`Delivery::Unknown`].
///
/// ```no_run
/// # #[cfg(feature = "client")]
/// # use paycore_commerce::{Client, CreateInvoice, Made, Result, SendAgain};
/// # #[cfg(feature = "client")]
/// # async fn make(client: &Client, create: &CreateInvoice<'_>) -> Result<()> {
/// let invoice = match client.send(create).await {
///     Ok(invoice) => invoice,
///     Err(error) => match SendAgain::after(create, error)?.drive(client).await? {
///         Made::Before(invoice) | Made::Now(invoice) => invoice,
///     },
/// };
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct SendAgain<'r, C> {
    create: &'r C,
    error: Error,
    state: State,
    pause: Duration,
    sends: u32,
}

#[derive(Clone, Copy, Debug)]
enum State {
    Look,
    WaitUntil(u64),
    LookOnceMore,
    Send,
}

/// What a [`SendAgain`] wants.
#[derive(Debug)]
pub enum SendAgainStep<'r, C: Create + 'r> {
    /// Ask this, and [tell](SendAgain::found) what came of it.
    Find(C::Find<'r>),
    /// Send this, and [tell](SendAgain::sent) what came of it.
    Send(&'r C),
    /// Nothing before this moment: milliseconds since 1970, UTC.
    WaitUntil(u64),
}

/// How a create ended.
#[derive(Debug)]
pub enum Made<T> {
    /// It was there already: the first one had taken effect.
    Before(Answer<T>),
    /// It was made now.
    Now(Answer<T>),
}

impl<'r, C: Create> SendAgain<'r, C> {
    /// Of this create, after this error.
    ///
    /// # Errors
    ///
    /// The same error, unless its outcome is [`Delivery::Unknown`]: after a refusal there is
    /// nothing to look for, and what was not sent can simply be sent.
    pub fn after(create: &'r C, error: Error) -> Result<Self> {
        if error.delivery() != Delivery::Unknown {
            return Err(error);
        }
        let pause = pause_after(&error);
        Ok(Self { create, error, state: State::Look, pause, sends: SENDS })
    }

    /// What to do now.
    pub fn next(&mut self, now_ms: u64) -> SendAgainStep<'r, C> {
        match self.state {
            State::WaitUntil(until_ms) if now_ms < until_ms => SendAgainStep::WaitUntil(until_ms),
            State::WaitUntil(_) => {
                self.state = State::LookOnceMore;
                SendAgainStep::Find(self.create.find())
            }
            State::Look | State::LookOnceMore => SendAgainStep::Find(self.create.find()),
            State::Send => SendAgainStep::Send(self.create),
        }
    }

    /// Takes what was found; the end, if this is one.
    pub fn found(
        &mut self,
        asked: Result<Answer<Option<C::Made>>>,
        now_ms: u64,
    ) -> Option<Result<Made<C::Made>>> {
        let settled = self.create.settle(&asked);
        // a look that was not sent, or was refused, says nothing about the create
        let asked = match asked.context(LookSnafu) {
            Ok(asked) => asked,
            Err(fault) => return Some(Err(fault.into())),
        };
        match settled {
            Settled::Done => {
                let made = asked.try_map(|made| made.ok_or_else(|| Fault::Occupied.into()));
                Some(made.map(Made::Before))
            }
            Settled::Open => Some(OccupiedSnafu.fail().map_err(Error::from)),
            Settled::NotDone if self.was_refused() || self.sends == 0 => Some(Err(self.give_up())),
            Settled::NotDone => {
                self.state = match self.state {
                    State::LookOnceMore => State::Send,
                    State::Look | State::WaitUntil(_) | State::Send => {
                        let pause = u64::try_from(self.pause.as_millis()).unwrap_or(u64::MAX);
                        State::WaitUntil(now_ms.saturating_add(pause))
                    }
                };
                None
            }
        }
    }

    /// Takes what came of sending it; the end, if this is one.
    ///
    /// No failure is one: an earlier one of the same create may have arrived in the meantime, and
    /// be what a refusal is about. So it is looked up after each.
    pub fn sent(&mut self, sent: Result<Answer<C::Made>>) -> Option<Result<Made<C::Made>>> {
        let error = match sent {
            Ok(made) => return Some(Ok(Made::Now(made))),
            Err(error) => error,
        };
        self.sends = self.sends.saturating_sub(1);
        self.pause = pause_after(&error).max(self.pause.saturating_mul(2));
        // that this one was not sent does not take the doubt about the one before
        if error.delivery() != Delivery::NotSent {
            self.error = error;
        }
        self.state = State::Look;
        None
    }

    /// Whether the gateway said a no, or one that may mean "there is one already". 429 also means
    /// "too many": there is nothing then, and it may be sent.
    fn was_refused(&self) -> bool {
        self.error.delivery() == Delivery::Answered
            || ApiError::of(&self.error)
                .is_some_and(|error| error.may_be_duplicate() && error.status() != 429)
    }

    /// The error that it all began with, or the last one since.
    fn give_up(&mut self) -> Error {
        std::mem::replace(&mut self.error, Fault::Occupied.into())
    }
}

fn pause_after(error: &Error) -> Duration {
    ApiError::of(error).and_then(ApiError::retry_after).map_or(PAUSE, |asked| asked.max(PAUSE))
}

#[cfg(feature = "client")]
impl<C: Create> SendAgain<'_, C> {
    /// Drives it with a client, to the end.
    ///
    /// # Errors
    ///
    /// The error that it began with, or the last one since, when it was not found and is not sent
    /// again: [`Delivery::Answered`] if that was a refusal, and it was not found after it. All
    /// others are [`Delivery::Unknown`], and it can be begun again after them: when a look failed
    /// (its own error is the source), and
    /// [`ErrorKind::Mismatch`](crate::ErrorKind::Mismatch) when another one has the same
    /// `reference_id`.
    pub async fn drive(mut self, client: &crate::Client) -> Result<Made<C::Made>> {
        loop {
            let now_ms = unix_ms(client);
            let end = match self.next(now_ms) {
                SendAgainStep::Find(find) => {
                    let asked = client.send(&find).await;
                    self.found(asked, unix_ms(client))
                }
                SendAgainStep::Send(create) => {
                    let sent = client.send(create).await;
                    self.sent(sent)
                }
                SendAgainStep::WaitUntil(until_ms) => {
                    // a look at the clock every second: it may have been turned
                    let left = Duration::from_millis(until_ms.saturating_sub(now_ms));
                    client.sleep(left.min(Duration::from_secs(1))).await;
                    None
                }
            };
            if let Some(end) = end {
                return end;
            }
        }
    }
}

#[cfg(feature = "client")]
fn unix_ms(client: &crate::Client) -> u64 {
    let since = client.now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
