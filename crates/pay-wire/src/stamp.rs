//! The only unpredictable input of a request.

use std::fmt;

/// The moment and the randomness of one attempt.
///
/// A carrier makes a new one for every attempt, with a time that grows strictly; tests fix it.
#[derive(Clone, Copy)]
pub struct Stamp {
    unix_ms: u64,
    random: [u8; 32],
}

impl Stamp {
    /// A stamp of this moment (milliseconds since 1970, UTC) and these random bytes.
    pub const fn new(unix_ms: u64, random: [u8; 32]) -> Self {
        Self { unix_ms, random }
    }

    /// Milliseconds since 1970, UTC.
    pub const fn unix_ms(&self) -> u64 {
        self.unix_ms
    }

    /// Bytes nobody could have guessed; not to be used for two things in one request.
    pub const fn random(&self) -> &[u8; 32] {
        &self.random
    }
}

impl fmt::Debug for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stamp").field("unix_ms", &self.unix_ms).finish_non_exhaustive()
    }
}
