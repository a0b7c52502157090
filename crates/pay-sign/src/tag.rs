//! What a hash leaves behind: `N` raw bytes, and their text forms.

use core::fmt;

use crate::encoded::{Encoded, base64, hex};

/// The raw result of a hash, on the stack.
///
/// Compare it in its text form, with [`Encoded::verify`]: it has no `PartialEq` on purpose,
/// because `==` stops at the first byte that differs and so tells an attacker how far he got.
/// `Debug` prints its length alone.
#[derive(Clone, Copy)]
pub struct Tag<const N: usize>([u8; N]);

impl<const N: usize> Tag<N> {
    pub(crate) const fn new(bytes: [u8; N]) -> Self {
        Self(bytes)
    }

    /// The raw bytes.
    pub const fn as_bytes(&self) -> &[u8; N] {
        &self.0
    }
}

impl<const N: usize> fmt::Debug for Tag<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tag<{N}>")
    }
}

/// One `impl` for each size: the length of the text is not yet expressible from `N` on stable.
macro_rules! encodings {
    ($($size:literal => base64 $base64:literal, hex $hex:literal;)+) => {$(
        impl Tag<$size> {
            /// Standard Base64 with padding (RFC 4648, section 4).
            #[inline]
            pub fn base64(&self) -> Encoded<$base64> {
                Encoded::new(base64(&self.0))
            }

            /// Lower-case hexadecimal.
            #[inline]
            pub fn hex(&self) -> Encoded<$hex> {
                Encoded::new(hex(&self.0))
            }
        }
    )+};
}

encodings! {
    16 => base64 24, hex 32;
    20 => base64 28, hex 40;
    32 => base64 44, hex 64;
    64 => base64 88, hex 128;
}
