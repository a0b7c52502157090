//! Base64 and hexadecimal of fixed sizes, on the stack.

use core::fmt;

use crate::verify::{Mismatch, verify};

/// A hash in its text form: `N` ASCII bytes on the stack.
///
/// A signature may be worth as much as the key that made it, so `Debug` prints its length alone
/// and there is no `Display`: whoever wants the text says so with [`as_str`](Self::as_str).
#[derive(Clone, Copy)]
pub struct Encoded<const N: usize>([u8; N]);

impl<const N: usize> Encoded<N> {
    pub(crate) const fn new(text: [u8; N]) -> Self {
        Self(text)
    }

    /// The text as bytes, for hashing on.
    pub const fn as_bytes(&self) -> &[u8; N] {
        &self.0
    }

    /// The text.
    ///
    /// # Panics
    ///
    /// Never: encodings are ASCII.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).expect("encodings are ASCII")
    }

    /// Whether this is what was `given`, byte for byte, in a time that does not depend on where
    /// they differ.
    ///
    /// Nothing is trimmed, decoded or folded: another case, a missing `=` or a space is a mismatch.
    ///
    /// # Errors
    ///
    /// [`Mismatch`] when they differ in length or in any byte.
    pub fn verify(&self, given: impl AsRef<[u8]>) -> Result<(), Mismatch> {
        verify(&self.0, given.as_ref())
    }
}

impl<const N: usize> AsRef<[u8]> for Encoded<N> {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl<const N: usize> AsRef<str> for Encoded<N> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<const N: usize> fmt::Debug for Encoded<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Encoded<{N}>")
    }
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const HEX: &[u8; 16] = b"0123456789abcdef";

/// `N` bytes as `M = 4 * ceil(N / 3)` characters.
pub(crate) fn base64<const N: usize, const M: usize>(bytes: &[u8; N]) -> [u8; M] {
    const { assert!(M == N.div_ceil(3) * 4) };
    let mut text = [b'='; M];
    for (group, out) in bytes.chunks(3).zip(text.chunks_exact_mut(4)) {
        let byte = |index: usize| u32::from(group.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        // three bytes fill four characters, two fill three, one fills two; `=` stays in the rest
        for (place, character) in out.iter_mut().take(group.len() + 1).enumerate() {
            let sextet = bits >> (18 - 6 * place) & 0x3f;
            *character = BASE64[sextet as usize];
        }
    }
    text
}

/// `N` bytes as `M = 2 * N` characters.
pub(crate) fn hex<const N: usize, const M: usize>(bytes: &[u8; N]) -> [u8; M] {
    const { assert!(M == N * 2) };
    let mut text = [0; M];
    for (byte, pair) in bytes.iter().zip(text.chunks_exact_mut(2)) {
        pair[0] = HEX[usize::from(byte >> 4)];
        pair[1] = HEX[usize::from(byte & 0x0f)];
    }
    text
}
