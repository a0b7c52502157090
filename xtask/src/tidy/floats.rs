//! No binary floats: an amount that went through one is no longer the amount.

use super::{
    Finding,
    rust::{self, Source},
};

/// Refuses `f32`, `f64` and float literals.
pub(super) fn no_binary_floats(source: &Source<'_>) -> Vec<Finding> {
    if is_canonical_text(source.path) {
        return Vec::new();
    }
    rust::words(&source.code)
        .filter(|(offset, word)| {
            is_float_type(word) || is_float_literal(&source.code, *offset, word)
        })
        .map(|(offset, _)| {
            let number =
                source.code[offset..].split(|c: char| c != '.' && !rust::is_word(c)).next();
            let number = number.unwrap_or_default();
            let what = format!("`{number}` is a binary float: use `Amount`, `Decimal`, an integer");
            Finding::at(source.path, source.line(offset), what)
        })
        .collect()
}

/// Obmin's servers print numbers as JavaScript does, and what they print is signed.
fn is_canonical_text(path: &str) -> bool {
    path.ends_with("/canonical.rs") && path.contains("/obmin")
}

/// Whether a word is the type, or a number that ends with it.
fn is_float_type(word: &str) -> bool {
    let number = word.starts_with(|c: char| c.is_ascii_digit()) && !has_radix(word);
    word == "f32" || word == "f64" || (number && (word.ends_with("f32") || word.ends_with("f64")))
}

/// Whether a number has a fraction or an exponent. `x.0.1` is a field of a field, not a number.
fn is_float_literal(code: &str, offset: usize, word: &str) -> bool {
    if !word.starts_with(|c: char| c.is_ascii_digit()) || has_radix(word) {
        return false;
    }
    let before = &code[..offset];
    if before.ends_with('.') && !before.ends_with("..") {
        return false;
    }
    let mut after = code[offset + word.len()..].chars();
    let fraction = match (after.next(), after.next()) {
        (Some('.'), Some(next)) => next != '.' && next != '_' && !next.is_alphabetic(),
        (Some('.'), None) => true,
        _ => false,
    };
    let exponent = word.trim_start_matches(|c: char| c == '_' || c.is_ascii_digit());
    fraction || exponent.starts_with(['e', 'E'])
}

/// Whether a number is written in hexadecimal, octal or binary, where `e` and `f` are digits.
fn has_radix(word: &str) -> bool {
    ["0x", "0o", "0b"].iter().any(|prefix| word.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tests::{NOTHING, lines};

    #[test]
    fn a_float_is_found_by_type_and_by_literal() {
        for code in ["x as f64", "fn f(x: f32)", "1f64", "1_f32", "1.5", "1.", "1e5", "2.0e-3"] {
            let text = format!("\nlet y = {code};\n");
            assert_eq!(lines(no_binary_floats, "crates/a/src/b.rs", &text), [2], "{code}");
        }
    }

    #[test]
    fn what_only_looks_like_a_float_is_left_alone() {
        for code in [
            "0x1f32", "0b1", "1..2", "1..=2", "x.0.1", "1.max(2)", "1usize", "12_u64", "\"f64\"",
            "// f64", "f640", "'1'", "[0..8]", "0xE5",
        ] {
            let text = format!("let y = {code};\n");
            assert_eq!(lines(no_binary_floats, "crates/a/src/b.rs", &text), NOTHING, "{code}");
        }
    }

    #[test]
    fn only_the_canonical_text_of_obmin_may_have_them() {
        let text = "let y = 1.5;";
        for path in
            ["crates/obmin-exchanger/src/canonical.rs", "crates/pay-sandbox/src/obmin/canonical.rs"]
        {
            assert_eq!(lines(no_binary_floats, path, text), NOTHING, "{path}");
        }
        for path in ["crates/dpay-obmenka/src/canonical.rs", "crates/obmin-exchanger/src/wire.rs"] {
            assert_eq!(lines(no_binary_floats, path, text), [1], "{path}");
        }
    }
}
