//! Rust source as the rules look at it: without comments and literals, with or without its tests.

use super::{
    File,
    literals::{blank, without_literals},
};

/// One Rust file.
#[derive(Debug)]
pub(super) struct Source<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a str,
    /// The text with comments and literals blanked; offsets and lines are those of `text`.
    pub(super) code: String,
    /// The code without its tests; empty where the whole file is a test, bench or example.
    pub(super) shipped: String,
}

impl<'a> Source<'a> {
    /// Looks at one file.
    pub(super) fn new(file: File<'a>) -> Self {
        let code = without_literals(file.text);
        let shipped = if is_shipped(file.path) { without_tests(&code) } else { String::new() };
        Self { path: file.path, text: file.text, code, shipped }
    }

    /// The line of an offset, counted from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        1 + self.text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count()
    }
}

/// The identifiers, keywords and numbers of `code` with their offsets.
pub(super) fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + code.get(rest..)?.find(is_word)?;
        let end = code[start..].find(|c| !is_word(c)).map_or(code.len(), |length| start + length);
        rest = end;
        Some((start, &code[start..end]))
    })
}

/// Whether a character can be part of an identifier or a number.
pub(super) fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// Whether a file becomes part of a library or a program.
fn is_shipped(path: &str) -> bool {
    let mut parts = path.split('/');
    parts.any(|part| part == "src") && !parts.any(|part| part == "tests" || part == "tests.rs")
}

/// `code` with each item under `#[cfg(test)]` or `#[test]` blanked.
fn without_tests(code: &str) -> String {
    let mut shipped = code.as_bytes().to_vec();
    let mut rest = 0;
    while let Some(found) = code[rest..].find("#[") {
        let start = rest + found;
        let end = start + group_length(&code.as_bytes()[start + 1..]) + 1;
        rest = end;
        if is_for_tests(&code[start..end]) {
            rest = end + item_length(&code.as_bytes()[end..]);
            blank(&mut shipped[start..rest]);
        }
    }
    String::from_utf8(shipped).expect("whole items are blanked, so no character is cut")
}

/// Whether an attribute keeps its item out of every build but that of tests.
fn is_for_tests(attribute: &str) -> bool {
    let words: Vec<&str> = words(attribute).map(|(_, word)| word).collect();
    matches!(words[..], ["test"] | ["tokio", "test", ..])
        || (words.first() == Some(&"cfg")
            && words.contains(&"test")
            && !words.contains(&"any")
            && !words.contains(&"not"))
}

/// The length of a bracketed group that starts with its bracket.
fn group_length(bytes: &[u8]) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    bytes.len()
}

/// The length of an item: to the end of its braces or to its semicolon.
fn item_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'{' => return at + group_length(&bytes[at..]),
            b'(' | b'[' => at += group_length(&bytes[at..]),
            b';' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_with_their_offsets() {
        let found: Vec<_> = words("let x_1 = 1.5f64;").collect();
        assert_eq!(found, [(0, "let"), (4, "x_1"), (10, "1"), (12, "5f64")]);
    }

    #[test]
    fn tests_are_not_shipped_and_the_rest_is() {
        let code = "fn a() {}\n#[cfg(test)]\n#[expect(x)]\nmod tests { fn b() { c() } }\nfn d() {}";
        assert_eq!(words(&without_tests(code)).map(|(_, word)| word).collect::<String>(), "fnafnd");
        for kept in ["#[cfg(not(test))] fn e() {}", "#[cfg(any(test, x))] fn e() {}", "fn e(){}"] {
            assert_eq!(without_tests(kept), kept);
        }
        for gone in ["#[cfg(all(test, x))] const E: [u8; 2] = [1, 2];", "#[cfg(test)] mod t;"] {
            assert_eq!(without_tests(gone).trim(), "", "{gone}");
        }
    }

    #[test]
    fn only_what_lies_in_src_is_shipped() {
        for path in ["crates/a/src/lib.rs", "xtask/src/main.rs", "crates/a/src/b/c.rs"] {
            assert!(is_shipped(path), "{path}");
        }
        for path in ["crates/a/tests/it/main.rs", "benches/sign.rs", "crates/a/src/b/tests.rs"] {
            assert!(!is_shipped(path), "{path}");
        }
    }
}
