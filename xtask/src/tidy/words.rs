//! Words that are not left in finished code.

use super::{
    Finding,
    rust::{self, Source},
};

/// Refuses the macros for code that is not finished, everywhere.
pub(super) fn unfinished(source: &Source<'_>) -> Vec<Finding> {
    rust::words(&source.code)
        .filter(|(_, word)| matches!(*word, "dbg" | "todo" | "unimplemented"))
        .filter(|(offset, word)| {
            let after = &source.code[offset + word.len()..];
            after.starts_with('!') && !after.starts_with("!=")
        })
        .map(|(offset, word)| {
            let what = format!("`{word}!` is for code that is not finished, finish it");
            Finding::at(source.path, source.line(offset), what)
        })
        .collect()
}

/// Refuses `.unwrap()` in what ships: an error is returned, an invariant is stated by `expect`.
pub(super) fn unwrap(source: &Source<'_>) -> Vec<Finding> {
    rust::words(&source.shipped)
        .filter(|(offset, word)| {
            *word == "unwrap"
                && source.shipped[..*offset].trim_end().ends_with('.')
                && source.shipped[offset + word.len()..].starts_with("()")
        })
        .map(|(offset, _)| {
            let what = "`.unwrap()` outside tests, return the error or state why by `expect`";
            Finding::at(source.path, source.line(offset), what)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tests::{NOTHING, lines};

    #[test]
    fn unfinished_code_is_found_in_tests_too() {
        let text = "fn a() { todo!() }\n#[cfg(test)]\nmod t { fn b() { dbg!(1); } }\n\
                    fn c() { unimplemented!(\"d\") }\n";
        assert_eq!(lines(unfinished, "crates/a/tests/it/main.rs", text), [1, 3, 4]);
        let text = "// todo!()\nlet a = \"dbg!(1)\";\nif todo != 1 {}\nif todo!= 1 {}\n";
        assert_eq!(lines(unfinished, "crates/a/src/lib.rs", text), NOTHING);
    }

    #[test]
    fn unwrap_is_found_outside_tests_alone() {
        let text = "fn a() {\n    b()\n        .unwrap()\n}\n";
        assert_eq!(lines(unwrap, "crates/a/src/lib.rs", text), [3]);
        assert_eq!(lines(unwrap, "crates/a/tests/it/main.rs", text), NOTHING);
        let text = "/// `a.unwrap()`\nfn a() { b.unwrap_or(1) }\n\
                    #[cfg(test)]\nmod tests { fn c() { d.unwrap() } }\n";
        assert_eq!(lines(unwrap, "crates/a/src/lib.rs", text), NOTHING);
    }
}
