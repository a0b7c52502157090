//! Key material in the caller's storage.

use core::fmt;

use zeroize::Zeroize as _;

/// Bytes that print nowhere and are overwritten when dropped.
///
/// The storage is the caller's: an array on the stack, a `Box<[u8]>`, a `&mut [u8]`. Bring it in
/// its final size; what a `Vec` left behind when it grew is out of reach. There is no `Clone`: a
/// second copy would be a second thing to wipe.
///
/// ```
/// use pay_sign::{Secret, Sha1};
///
/// let key = Secret::new(*b"k4ssa-S3cret");
/// let tag = Sha1::of(&[key.expose(), b"body", key.expose()]);
/// assert_eq!(format!("{key:?}"), "Secret(..)");
/// # let _ = tag;
/// ```
pub struct Secret<S: AsRef<[u8]> + AsMut<[u8]>>(S);

impl<S: AsRef<[u8]> + AsMut<[u8]>> Secret<S> {
    /// Takes the bytes as they are: nothing is trimmed or decoded.
    pub const fn new(storage: S) -> Self {
        Self(storage)
    }

    /// The bytes, to be hashed and for nothing else.
    pub fn expose(&self) -> &[u8] {
        self.0.as_ref()
    }

    /// Whether there are no bytes at all.
    pub fn is_empty(&self) -> bool {
        self.expose().is_empty()
    }
}

impl<S: AsRef<[u8]> + AsMut<[u8]>> Drop for Secret<S> {
    fn drop(&mut self) {
        self.0.as_mut().zeroize();
    }
}

impl<S: AsRef<[u8]> + AsMut<[u8]>> fmt::Debug for Secret<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}
