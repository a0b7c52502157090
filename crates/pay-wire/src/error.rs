//! The one error of the family: what happened, and whether money can have moved.

use std::error::Error as StdError;
use std::fmt;

use crate::{Attempt, Refusal, Safety};

/// What every fallible call of the family returns.
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// How many bytes of an answer an error keeps.
const KEPT: usize = 4 * 1024;

/// Why a call did not bring what was asked for, and what that says about the money.
///
/// `Display` is one line: what was attempted, what happened, whether money can have moved and what
/// to do. The causes below it are reached by [`source`](StdError::source). Neither of them, nor
/// `Debug`, shows a secret or a byte of the answer's body.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    delivery: Delivery,
    transient: bool,
    received: bool,
    attempt: Option<Attempt>,
    refusal: Option<Refusal>,
    body: Option<Box<[u8]>>,
    cause: Box<dyn StdError + Send + Sync>,
}

/// How far the request got, as far as it can be proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// Proven: no byte of the request left this machine. Sending it (again) is safe.
    NotSent,
    /// The gateway itself said no, in a way that its documents give a meaning to, signed where it
    /// signs. [`Error::refusal`] has its words.
    Answered,
    /// Anything else: the request may have taken effect. Ask for the status before anything else.
    ///
    /// A future that is dropped while it waits leaves the same doubt behind.
    Unknown,
}

/// What went wrong, by the place where it is mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A value that the caller gave cannot be sent.
    Input,
    /// No connection: name, address, TLS handshake or certificate.
    Connect,
    /// A deadline passed.
    Timeout,
    /// The connection broke, or something in front of the gateway answered in its place.
    Transport,
    /// An answer or a callback without the right signature; nothing of it was read.
    Signature,
    /// An answer that is not the documented document.
    Decode,
    /// The gateway said no.
    Refused,
    /// An answer that is well-formed and signed, and contradicts what was asked.
    Mismatch,
}

impl Error {
    /// Found before anything was sent: [`Delivery::NotSent`].
    pub fn before(kind: ErrorKind, cause: impl StdError + Send + Sync + 'static) -> Self {
        Self::new(kind, Delivery::NotSent, cause)
    }

    /// Found when the request may have left: [`Delivery::Unknown`].
    pub fn after(kind: ErrorKind, cause: impl StdError + Send + Sync + 'static) -> Self {
        Self::new(kind, Delivery::Unknown, cause)
    }

    /// The gateway's own documented refusal, verified where it signs: [`Delivery::Answered`].
    ///
    /// A refusal that leaves the outcome open goes through [`after`](Self::after).
    pub fn refused(refusal: Refusal, cause: impl StdError + Send + Sync + 'static) -> Self {
        let mut error = Self::new(ErrorKind::Refused, Delivery::Answered, cause);
        error.0.refusal = Some(refusal);
        error
    }

    fn new(
        kind: ErrorKind,
        delivery: Delivery,
        cause: impl StdError + Send + Sync + 'static,
    ) -> Self {
        Self(Box::new(Inner {
            kind,
            delivery,
            transient: false,
            received: false,
            attempt: None,
            refusal: None,
            body: None,
            cause: Box::new(cause),
        }))
    }

    /// Marks a failure that may be gone in a moment: no connection, a reset, a time-out, HTTP 429
    /// or 502 to 504.
    #[must_use]
    pub fn transient(mut self) -> Self {
        self.0.transient = true;
        self
    }

    /// Marks what was found in something that came by itself, a callback or what a browser posts:
    /// it is about no call of ours, and anybody may have made it.
    #[must_use]
    pub fn received(mut self) -> Self {
        self.0.received = true;
        self
    }

    /// Keeps the first 4 KiB of the answer, for [`body`](Self::body).
    #[must_use]
    pub fn with_body(mut self, body: &[u8]) -> Self {
        self.0.body = Some(body[..body.len().min(KEPT)].into());
        self
    }

    /// Says what was attempted, unless that is known already.
    #[must_use]
    pub fn during(mut self, attempt: Attempt) -> Self {
        self.0.attempt.get_or_insert(attempt);
        self
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Whether the request can have taken effect.
    pub fn delivery(&self) -> Delivery {
        self.0.delivery
    }

    /// The gateway's refusal, where it is one beyond doubt: exactly with [`Delivery::Answered`].
    pub fn refusal(&self) -> Option<&Refusal> {
        self.0.refusal.as_ref()
    }

    /// Whether the same call may succeed in a moment. Whether it may be *repeated* is another
    /// question, which [`delivery`](Self::delivery) answers.
    pub fn is_transient(&self) -> bool {
        self.0.transient
    }

    /// The first 4 KiB of the answer, where there was one. It may hold personal data.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.body.as_deref()
    }

    /// The gateway's own account of what happened, if it is a `T`: gateway crates give it a name.
    pub fn cause<T: StdError + 'static>(&self) -> Option<&T> {
        self.0.cause.downcast_ref()
    }

    /// Whether money can have moved, and what to do: the end of the line that `Display` prints.
    fn consequence(&self) -> &'static str {
        if self.0.received {
            return "it came by itself and is not to be believed: ask for the status";
        }
        let safety = self.0.attempt.map(|attempt| attempt.safety);
        match (self.0.delivery, safety) {
            (Delivery::NotSent, _) if self.0.kind == ErrorKind::Input => {
                "nothing was sent: correct it and try again"
            }
            (Delivery::NotSent, _) => "nothing was sent: it is safe to try again",
            (Delivery::Answered, _) => "the gateway said no, this call changed nothing",
            (Delivery::Unknown, Some(Safety::ReadOnly)) => {
                "it was a question, it moved nothing: ask again"
            }
            (Delivery::Unknown, Some(Safety::Repeatable)) => {
                "it may have taken effect: ask for its status, or send it again under the same id"
            }
            (Delivery::Unknown, Some(Safety::Once)) => {
                "money may have moved: find out what became of it before anything else is sent"
            }
            (Delivery::Unknown, None) => "it may have taken effect: ask for its status",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Attempt { gateway, endpoint, .. }) = self.0.attempt {
            write!(f, "{gateway} {endpoint}: ")?;
        }
        write!(f, "{}; {}", self.0.cause, self.consequence())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("delivery", &self.0.delivery)
            .field("transient", &self.0.transient)
            .field("attempt", &self.0.attempt)
            .field("cause", &format_args!("{}", self.0.cause))
            .field("body_bytes", &self.0.body.as_ref().map(|body| body.len()))
            .finish()
    }
}

impl StdError for Error {
    /// What is below the line that `Display` prints, which has the first cause already.
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.cause.source()
    }
}
