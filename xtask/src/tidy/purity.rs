//! What a crate must not do although its dependencies would let it.

use super::{
    Finding,
    rust::{self, Source},
};
use crate::workspace;

/// Types and functions that read a clock.
const CLOCKS: [&str; 4] = ["Instant", "SystemTime", "now_local", "now_utc"];

/// Types whose `now` reads a clock.
const WITH_NOW: [&str; 4] = ["OffsetDateTime", "Timestamp", "UtcDateTime", "Zoned"];

/// Words by which `pay-sign` would know a gateway.
const GATEWAY_WORDS: [&str; 6] = ["dpay", "googlepay", "ipay", "obmenka", "obmin", "paycore"];

/// Refuses clocks where time comes in from outside: in `pay-wire` and in gateway crates.
pub(super) fn clocks(source: &Source<'_>) -> Vec<Finding> {
    let is_pure =
        source.path.starts_with("crates/pay-wire/") || workspace::gateway_of(source.path).is_some();
    if !is_pure {
        return Vec::new();
    }
    rust::words(&source.shipped)
        .filter(|(offset, word)| {
            let after = &source.shipped[offset + word.len()..];
            CLOCKS.contains(word) || (WITH_NOW.contains(word) && after.starts_with("::now("))
        })
        .map(|(offset, word)| {
            let what = format!("`{word}` reads a clock, take the time as an argument or a `Stamp`");
            Finding::at(source.path, source.line(offset), what)
        })
        .collect()
}

/// Refuses what `pay-sign` must not have: `std`, `alloc`, `unsafe`, and gateways.
pub(super) fn pay_sign(source: &Source<'_>) -> Vec<Finding> {
    if !source.path.starts_with("crates/pay-sign/src/") {
        return Vec::new();
    }
    let mut findings = Vec::new();
    if source.path.ends_with("/src/lib.rs") && !source.code.contains("#![no_std]") {
        findings.push(Finding::at(
            source.path,
            1,
            "pay-sign is for every target, say `#![no_std]`",
        ));
    }
    for (offset, word) in rust::words(&source.shipped) {
        let is_path = source.shipped[offset + word.len()..].starts_with("::");
        let is_extern = source.shipped[..offset].trim_end().ends_with("extern crate");
        let what = match word {
            "alloc" | "std" if is_path || is_extern => {
                format!("`{word}` in pay-sign, which works without a heap: use `core`")
            }
            "unsafe" => "`unsafe` in pay-sign, which has none: find the safe way".to_owned(),
            _ if names_a_gateway(word) => {
                format!(
                    "`{word}` in pay-sign, which knows no gateway: move it to the gateway's crate"
                )
            }
            _ => continue,
        };
        findings.push(Finding::at(source.path, source.line(offset), what));
    }
    findings
}

/// Whether an identifier has the name of a gateway in it.
fn names_a_gateway(word: &str) -> bool {
    let word = word.to_lowercase();
    GATEWAY_WORDS.iter().any(|name| word.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tests::{NOTHING, lines};

    #[test]
    fn a_clock_is_found_in_pure_crates_alone() {
        let text = "let a = SystemTime::now();\nlet b = Instant::now();\n\
                    let c = Timestamp::now();\nlet d = OffsetDateTime::now_utc();\n";
        for path in ["crates/pay-wire/src/stamp.rs", "crates/dpay-obmenka/src/payout.rs"] {
            assert_eq!(lines(clocks, path, text), [1, 2, 3, 4], "{path}");
        }
        assert_eq!(lines(clocks, "crates/pay-http/src/clock.rs", text), NOTHING);
        assert_eq!(lines(clocks, "crates/pay-wire/tests/it/main.rs", text), NOTHING);
        let pure = "fn next(now: Timestamp) -> OffsetDateTime { Timestamp::from(now) }";
        assert_eq!(lines(clocks, "crates/dpay-obmenka/src/payout.rs", pure), NOTHING);
    }

    #[test]
    fn pay_sign_has_neither_heap_nor_gateways() {
        let text = "#![no_std]\nextern crate alloc;\nuse std::fmt;\nunsafe fn f() {}\n\
                    fn dpay_body() {}\nstruct PayCoreTag;\n";
        assert_eq!(lines(pay_sign, "crates/pay-sign/src/lib.rs", text), [2, 3, 4, 5, 6]);
        assert_eq!(lines(pay_sign, "crates/pay-wire/src/lib.rs", text), NOTHING);
    }

    #[test]
    fn pay_sign_says_no_std_and_may_use_std_in_tests() {
        assert_eq!(lines(pay_sign, "crates/pay-sign/src/lib.rs", "mod tag;\n"), [1]);
        let text = "#![no_std]\n#![forbid(unsafe_code)]\n// DPAY, std::fmt\n\
                    #[cfg(test)]\nextern crate std;\nmod tag;\n";
        assert_eq!(lines(pay_sign, "crates/pay-sign/src/lib.rs", text), NOTHING);
    }
}
