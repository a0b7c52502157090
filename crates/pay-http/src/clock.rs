//! Time and randomness: all that is unpredictable in a request.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pay_wire::{Result, Stamp};
use ring::rand::{SecureRandom as _, SystemRandom};

use crate::error::Fault;

/// Makes [`Stamp`]s whose time grows strictly, however often it is asked and whatever its clock
/// does.
pub(crate) struct Clock {
    reading: Reading,
    last_ms: AtomicU64,
    random: SystemRandom,
}

/// What tells the time.
pub(crate) type Reading = Box<dyn Fn() -> SystemTime + Send + Sync>;

impl Clock {
    pub(crate) fn new(reading: Reading) -> Self {
        Self { reading, last_ms: AtomicU64::new(0), random: SystemRandom::new() }
    }

    pub(crate) fn now(&self) -> SystemTime {
        (self.reading)()
    }

    pub(crate) fn random(&self) -> Result<[u8; 32]> {
        let mut bytes = [0; 32];
        self.random.fill(&mut bytes).map_err(|_| Fault::Random)?;
        Ok(bytes)
    }

    pub(crate) fn stamp(&self) -> Result<Stamp> {
        let since_1970 = self.now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        let now = u64::try_from(since_1970.as_millis()).unwrap_or(u64::MAX);
        let after = |last: u64| now.max(last.saturating_add(1));

        let last = self
            .last_ms
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(after(last)))
            .unwrap_or_else(|last| last);
        Ok(Stamp::new(after(last), self.random()?))
    }
}
