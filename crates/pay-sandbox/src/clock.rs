//! The sandbox's time, which tests can turn forward.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::world::Shared;

/// The one clock of all gateways.
///
/// It runs with the system's clock unless the sandbox was started with
/// [`Builder::frozen_at`](crate::Builder::frozen_at); then only [`advance`](Self::advance) moves it.
#[derive(Clone)]
pub struct Clock {
    shared: Arc<Shared>,
}

impl Clock {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// What time it is in the sandbox.
    pub fn now(&self) -> SystemTime {
        self.shared.world().time.now()
    }

    /// Turns the clock forward; timers of all gateways that fall due have fired, each at its own
    /// moment, when this returns. Callbacks they caused may still be on their way: wait for them
    /// with [`Callbacks::settled`](crate::Callbacks::settled). Repetitions keep their schedule: each
    /// is sent as of its own moment, as soon as the attempt before it has failed.
    pub fn advance(&self, by: Duration) {
        self.shared.world().advance(by);
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock").field("now", &self.now()).finish_non_exhaustive()
    }
}

/// Where the time comes from.
#[derive(Clone, Copy)]
pub(crate) enum Time {
    /// The system's clock, plus what it was turned forward.
    Running(Duration),
    /// Stands still until turned.
    Frozen(SystemTime),
}

impl Time {
    pub(crate) fn now(self) -> SystemTime {
        match self {
            Self::Running(ahead) => later(SystemTime::now(), ahead),
            Self::Frozen(at) => at,
        }
    }

    pub(crate) fn advance(&mut self, by: Duration) {
        match self {
            Self::Running(ahead) => *ahead = ahead.saturating_add(by),
            Self::Frozen(at) => *at = later(*at, by),
        }
    }
}

/// The time plus a duration; the same time where that would be beyond all calendars.
pub(crate) fn later(at: SystemTime, by: Duration) -> SystemTime {
    at.checked_add(by).unwrap_or(at)
}
