//! Comparing what was computed with what was given, in constant time.

use core::fmt;
use core::hint::black_box;

/// Whether two texts are the same, in a time that depends on their lengths alone.
///
/// Lengths are compared first (the length of a signature is public), then all bytes, eight at a
/// time: byte by byte would cost as much as half a signature on a long one.
///
/// # Errors
///
/// [`Mismatch`] when they differ in length or in any byte.
pub fn verify(expected: &[u8], given: &[u8]) -> Result<(), Mismatch> {
    if expected.len() != given.len() {
        return Err(Mismatch);
    }
    let (expected, expected_rest) = expected.as_chunks::<8>();
    let (given, given_rest) = given.as_chunks::<8>();

    let words = expected.iter().zip(given).fold(0, |difference, (a, b)| {
        // opaque to the optimiser, which could otherwise leave the loop early
        black_box(difference | (u64::from_ne_bytes(*a) ^ u64::from_ne_bytes(*b)))
    });
    let rest = expected_rest
        .iter()
        .zip(given_rest)
        .fold(0, |difference, (a, b)| black_box(difference | (a ^ b)));

    if words | u64::from(rest) == 0 { Ok(()) } else { Err(Mismatch) }
}

/// What was given is not what was computed; where they differ is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mismatch;

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the signature is not the one that was computed")
    }
}

impl core::error::Error for Mismatch {}
