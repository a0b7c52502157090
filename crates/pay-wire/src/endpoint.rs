//! What a gateway and one of its operations are, to whatever carries their bytes.

use std::fmt;
use std::time::Duration;

use crate::{Address, Result, Stamp, WireRequest, WireResponse};

/// A merchant's account at a gateway: who we are, where it is, and the key.
pub trait Gateway: Send + Sync + 'static {
    /// The short name, for messages and spans.
    const NAME: &'static str;

    /// How its connections are to be treated.
    const DEFAULTS: Defaults;

    /// The same account at another address: a white label, a mirror, a sandbox.
    #[must_use]
    fn at(self, address: Address) -> Self;
}

/// One documented operation: typed data to signed bytes, verified bytes to typed data.
///
/// Neither direction opens a socket or reads a clock. A carrier gives every attempt its own
/// [`Stamp`], sends the bytes as they are, and hands the answer back as it came.
pub trait Endpoint {
    /// Whose operation it is.
    type Gateway: Gateway;

    /// What a good answer means.
    type Response;

    /// The operation, in the gateway's own words; for messages and spans.
    const NAME: &'static str;

    /// Whether it can move money, and what a second one would do.
    const SAFETY: Safety;

    /// The longest that the whole call may take; the gateway's [`Defaults::deadline`] if `None`.
    const DEADLINE: Option<Duration> = None;

    /// The longest answer that is read, in bytes.
    const MAX_ANSWER: usize = 1024 * 1024;

    /// Writes and signs the request.
    ///
    /// # Errors
    ///
    /// With [`Delivery::NotSent`](crate::Delivery::NotSent), when it cannot be written.
    fn encode(&self, gateway: &Self::Gateway, stamp: &Stamp) -> Result<WireRequest>;

    /// Verifies and reads the answer to this very request: a signature covers the answer alone, so
    /// an answer about another order would otherwise pass for ours.
    ///
    /// # Errors
    ///
    /// When the gateway refused, the answer is not what its documents say, or it is about
    /// something else.
    fn decode(&self, gateway: &Self::Gateway, answer: &WireResponse) -> Result<Self::Response>;
}

/// What sending an operation twice would do.
///
/// Nothing is repeated because of this alone: a carrier repeats by itself only what is proven
/// unsent, and questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Safety {
    /// Asks, and changes nothing.
    ReadOnly,
    /// Changes something, and the same id again does not change it twice. To be sent again only by
    /// a caller who says so.
    Repeatable,
    /// Can move money each time it is sent.
    Once,
}

/// What asking revealed about a call whose outcome was unknown.
///
/// The rules that lead here are each gateway crate's own, and so is what may be sent afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[must_use = "it says whether money has moved"]
pub enum Settled {
    /// It took effect.
    Done,
    /// When it was asked, nothing had moved by it and nothing was on its way. The lost request may
    /// still arrive: let its deadline pass, and ask a second time before anything is sent again.
    NotDone,
    /// Not to be told yet: ask again, and do nothing else.
    Open,
}

/// What was attempted, for the line that an [`Error`](crate::Error) prints.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// [`Gateway::NAME`].
    pub gateway: &'static str,
    /// [`Endpoint::NAME`].
    pub endpoint: &'static str,
    /// [`Endpoint::SAFETY`].
    pub safety: Safety,
}

impl Attempt {
    /// The attempt of an `E`.
    pub const fn of<E: Endpoint>() -> Self {
        Self { gateway: <E::Gateway as Gateway>::NAME, endpoint: E::NAME, safety: E::SAFETY }
    }
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({:?})", self.gateway, self.endpoint, self.safety)
    }
}

/// How a gateway's connections are to be treated, where the user says nothing else.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Defaults {
    /// The longest time to a connection that is ready for use, TLS included.
    pub connect: Duration,
    /// The longest silence while an answer is awaited or read.
    pub read: Duration,
    /// The longest that a whole call may take, repetitions included.
    pub deadline: Duration,
    /// Whether a connection serves a second request.
    pub reuse: Reuse,
    /// Whether requests may overtake one another.
    pub turns: Turns,
}

impl Defaults {
    /// These deadlines, a new connection for every request, and requests in any order.
    pub const fn new(connect: Duration, read: Duration, deadline: Duration) -> Self {
        Self { connect, read, deadline, reuse: Reuse::Never, turns: Turns::Any }
    }

    /// Whether a connection serves a second request.
    #[must_use]
    pub const fn reuse(self, reuse: Reuse) -> Self {
        Self { reuse, ..self }
    }

    /// Whether requests may overtake one another.
    #[must_use]
    pub const fn turns(self, turns: Turns) -> Self {
        Self { turns, ..self }
    }
}

/// Whether a connection serves a second request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reuse {
    /// A new connection for every request.
    Never,
    /// An idle connection is kept this long.
    For(Duration),
}

/// Whether the requests of one account may be under way together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turns {
    /// As many as there are callers.
    Any,
    /// One after the other, from its stamp to its answer: the gateway refuses a stamp that comes
    /// after a later one.
    OneByOne,
}
