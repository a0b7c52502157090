//! How many calls an hour all orders have together.

use std::time::Duration;

use pay_wire::Result;
use snafu::ensure;

use crate::error::WholeSnafu;

/// An hour, in milliseconds.
const HOUR: u64 = 60 * 60 * 1000;

/// The most calls an hour that can be asked for.
const MOST: u32 = 100_000;

/// The longest pause that the exchanger can ask for: beyond it, it is taken for an error of its.
const LONGEST_PAUSE: Duration = Duration::from_secs(24 * 60 * 60);

/// How long to pause where the exchanger says "too many calls" and not for how long.
const USUAL_PAUSE: Duration = Duration::from_secs(60);

/// A number of calls that is not exceeded in any 60 minutes, however these are laid, by the clock
/// that it is given.
///
/// It fills evenly and holds a tenth of the number (one at least), so that many orders can be asked
/// about at once and none has to wait for long afterwards: 500 calls an hour are at most 50 at
/// once, and one each 8 seconds.
///
/// A plain value: keep [`full_ms`](Self::full_ms) over a restart, or the promise begins anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    calls: u32,
    full_ms: u64,
    /// Until when there are no calls at all, and how long that was when it began.
    pause: Option<(u64, Duration)>,
}

// Why no 60 minutes have more than `calls`: a call adds `spacing` to `full_ms`, which before was at
// least the time of the call, and is allowed while `full_ms` is at most `burst - 1` spacings ahead.
// Let the first of n calls be at t. Before the n-th, `full_ms` is at least t + (n - 1) spacings, so
// the n-th is not before t + (n - burst) spacings. If it is within the hour, n is at most
// burst + floor(HOUR / spacing), and `spacing` is chosen so that this is at most `calls`.
impl Budget {
    /// At most this many calls in any 60 minutes.
    ///
    /// The documents name 500 for everything that is asked of the exchanger, so leave room for
    /// what else you ask.
    ///
    /// # Errors
    ///
    /// If it is 0, or more than 100 000.
    pub fn per_hour(calls: u32) -> Result<Self> {
        let most = u64::from(MOST);
        ensure!((1..=MOST).contains(&calls), WholeSnafu { field: "calls per hour", most });
        Ok(Self { calls, full_ms: 0, pause: None })
    }

    /// Goes on where another one was, whose [`full_ms`](Self::full_ms) was kept.
    #[must_use]
    pub fn full_at(self, full_ms: u64) -> Self {
        Self { full_ms, ..self }
    }

    /// The most calls in any 60 minutes.
    pub fn calls(&self) -> u32 {
        self.calls
    }

    /// When it will be full again if nothing is asked, in milliseconds since 1970, UTC.
    pub fn full_ms(&self) -> u64 {
        self.full_ms
    }

    /// When the next call is allowed, which may be past.
    pub(super) fn free_ms(&self) -> u64 {
        let free = self.full_ms.saturating_sub((self.burst() - 1) * self.spacing());
        self.pause.map_or(free, |(until, _)| free.max(until))
    }

    /// Takes a call, if there is one.
    pub(super) fn take(&mut self, now_ms: u64) -> bool {
        self.correct(now_ms);
        let is_free = self.free_ms() <= now_ms;
        if is_free {
            self.full_ms = self.full_ms.max(now_ms).saturating_add(self.spacing());
        }
        is_free
    }

    /// Allows nothing for a while.
    pub(super) fn pause(&mut self, now_ms: u64, wait: Option<Duration>) {
        let wait = wait.unwrap_or(USUAL_PAUSE).min(LONGEST_PAUSE);
        self.pause = Some((now_ms.saturating_add(ms(wait)), wait));
    }

    /// Forgets what can only be there because the clock was set back: it is never emptier than
    /// empty, and never pauses for longer than it was told.
    pub(super) fn correct(&mut self, now_ms: u64) {
        self.full_ms = self.full_ms.min(now_ms.saturating_add(self.burst() * self.spacing()));
        if let Some((until, wait)) = &mut self.pause {
            *until = (*until).min(now_ms.saturating_add(ms(*wait)));
        }
    }

    /// How many calls it holds.
    fn burst(&self) -> u64 {
        u64::from(self.calls / 10).max(1)
    }

    /// How long it takes to gain a call, in milliseconds.
    fn spacing(&self) -> u64 {
        match u64::from(self.calls) - self.burst() {
            0 => HOUR + 1,
            gained => HOUR.div_ceil(gained),
        }
    }
}

/// 500 calls an hour: what the documents ask for.
impl Default for Budget {
    fn default() -> Self {
        Self { calls: 500, full_ms: 0, pause: None }
    }
}

fn ms(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
