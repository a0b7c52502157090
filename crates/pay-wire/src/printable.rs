//! Foreign text, made fit for one line of a log.

use std::fmt;

/// How many characters are printed.
const PRINTED: usize = 200;

/// Digits in a row that could be a card number; up to two other characters may stand between two
/// of them.
const CARD: usize = 12;

/// Characters in a row that could be a token, a signature or a key; a UUID has 36.
const TOKEN: usize = 40;

/// Shows a gateway's text to a person: short, on one line, and without what could be secret.
///
/// Long numbers and long words are hidden (a gateway that quotes what it refuses may quote a card
/// number or a token), control characters and those that turn the direction of writing are
/// escaped. For `Display` and `Debug` of whatever came over the network; the text itself is where
/// it came from.
#[derive(Clone, Copy)]
pub struct Printable<'a>(pub &'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        // runs are judged whole: a cut at the end of what is printed must not make one look short
        for _ in 0..PRINTED {
            let Some(first) = rest.chars().next() else { return Ok(()) };
            let word = word(rest);
            let (number, digits) = number(rest);
            if word >= TOKEN {
                f.write_str("<long word>")?;
                rest = &rest[word..];
            } else if digits >= CARD {
                f.write_str("<number>")?;
                rest = &rest[number..];
            } else {
                if is_misleading(first) {
                    write!(f, "{}", first.escape_unicode())?;
                } else {
                    write!(f, "{first}")?;
                }
                rest = &rest[first.len_utf8()..];
            }
        }
        if rest.is_empty() { Ok(()) } else { f.write_str("...") }
    }
}

/// Quoted.
impl fmt::Debug for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

/// The length of the word that `text` begins with, in the characters of Base64 and its relatives.
fn word(text: &str) -> usize {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=_-".contains(byte);
    text.bytes().take_while(is_part).count()
}

/// The length of the number that `text` begins with, separators inside it included, and its digits.
fn number(text: &str) -> (usize, usize) {
    let (mut end, mut digits, mut between) = (0, 0, 0);
    for (at, character) in text.char_indices() {
        if character.is_numeric() {
            end = at + character.len_utf8();
            digits += 1;
            between = 0;
        } else if digits > 0 && between < 2 && !character.is_alphabetic() {
            between += 1;
        } else {
            break;
        }
    }
    (end, digits)
}

/// Whether a character does something else than stand in its place.
fn is_misleading(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        )
}
