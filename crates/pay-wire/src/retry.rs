//! When a failed attempt may be made again without being asked: a pure function.

use std::time::Duration;

use crate::{Delivery, Error, Safety};

/// How often and how fast a carrier tries again by itself.
///
/// The rule has no setting: only a failure that [is transient](Error::is_transient), and of those
/// only what is proven unsent, or what only asks. Nothing that can move money is ever sent twice.
#[derive(Clone, Copy, Debug)]
pub struct Retry {
    attempts: u32,
    first: Duration,
    longest: Duration,
}

impl Retry {
    /// Three attempts, with pauses from a quarter of a second up to five seconds.
    pub const DEFAULT: Self = Self::new(3, Duration::from_millis(250), Duration::from_secs(5));

    /// One attempt only.
    pub const NEVER: Self = Self::new(1, Duration::ZERO, Duration::ZERO);

    /// At most this many attempts (the first one counts), the first pause and the longest one;
    /// each pause is twice the one before.
    pub const fn new(attempts: u32, first: Duration, longest: Duration) -> Self {
        Self { attempts, first, longest }
    }

    /// How long to wait before the next attempt after `made` attempts, or `None` when the error is
    /// final. `jitter` (any random byte) takes up to half of the pause away.
    pub fn pause(&self, made: u32, safety: Safety, error: &Error, jitter: u8) -> Option<Duration> {
        let safe = match error.delivery() {
            Delivery::NotSent => true,
            Delivery::Answered => false,
            Delivery::Unknown => safety == Safety::ReadOnly,
        };
        if made >= self.attempts || !safe || !error.is_transient() {
            return None;
        }
        let doubled = 1_u32.checked_shl(made.saturating_sub(1)).unwrap_or(u32::MAX);
        let pause = self.first.saturating_mul(doubled).min(self.longest);
        Some(pause.saturating_sub(pause / 510 * u32::from(jitter)))
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self::DEFAULT
    }
}
