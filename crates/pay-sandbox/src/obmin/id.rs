//! Ids that are the same in every run that has the same seed.

use sha2::{Digest as _, Sha256};

const DIGITS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// 24 lower-case hex digits.
pub(super) fn object_id(seed: u64, what: &str, number: u64) -> String {
    letters(seed, what, number, &b"0123456789abcdef"[..], 24)
}

/// 24 alphanumerics: who knows them has the order in hand.
pub(super) fn secret(seed: u64, uid: u64) -> String {
    letters(seed, "secret", uid, DIGITS, 24)
}

/// 11 upper-case alphanumerics.
pub(super) fn rid(seed: u64, uid: u64) -> String {
    letters(seed, "rid", uid, &DIGITS[..36], 11)
}

/// The time in milliseconds and 7 alphanumerics.
pub(super) fn request_id(seed: u64, millis: u64, number: u64) -> String {
    format!("{millis}-{}", letters(seed, "request", number, DIGITS, 7))
}

fn letters(seed: u64, what: &str, number: u64, alphabet: &[u8], length: usize) -> String {
    let digest = Sha256::digest(format!("{seed}:{what}:{number}"));
    let letter = |byte: &u8| char::from(alphabet[usize::from(*byte) % alphabet.len()]);
    digest.iter().take(length).map(letter).collect()
}
