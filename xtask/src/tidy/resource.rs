//! Where a request is, there is its source: method, path and the page of the gateway's document.

use super::{
    Finding,
    rust::{self, Source},
};
use crate::workspace;

/// The methods that gateways use.
const METHODS: [&str; 5] = ["DELETE", "GET", "PATCH", "POST", "PUT"];

/// Refuses files of gateway crates that have an endpoint and do not open with what it calls and
/// where that is written.
pub(super) fn header(source: &Source<'_>) -> Vec<Finding> {
    if workspace::gateway_of(source.path).is_none() || !has_endpoint(&source.shipped) {
        return Vec::new();
    }
    let header: Vec<&str> =
        source.text.lines().map_while(|line| line.trim_start().strip_prefix("//!")).collect();
    let mut findings = Vec::new();
    if !header.first().is_some_and(|line| names_a_call(line)) {
        let what = "has an endpoint: open it by a line like ``//! `POST /path` ([document][x])``";
        findings.push(Finding::at(source.path, 1, what));
    }
    if !header.iter().any(|line| has_reference(line)) {
        let what = "has an endpoint: say in the `//!` header where it is documented, `[document][x]` or `(source: ..)`";
        findings.push(Finding::at(source.path, 1, what));
    }
    findings
}

/// Whether `code` implements `Endpoint` for something.
fn has_endpoint(code: &str) -> bool {
    let words: Vec<(usize, &str)> = rust::words(code).collect();
    words.windows(2).any(|pair| {
        pair[0].1 == "Endpoint" && pair[1].1 == "for" && {
            let item = &code[..pair[0].0];
            let start = item.rfind([';', '{', '}']).map_or(0, |at| at + 1);
            rust::words(&item[start..]).any(|(_, word)| word == "impl")
        }
    })
}

/// Whether a line has a method and a path in backticks.
fn names_a_call(line: &str) -> bool {
    METHODS.iter().any(|method| line.contains(&format!("`{method} /")))
}

/// Whether a line has a link, a reference with something in it, or `source: ` and words.
fn has_reference(line: &str) -> bool {
    let linked = line.split_once('[').and_then(|(_, rest)| rest.split_once(']'));
    let told = line.split_once("source:").map(|(_, words)| words);
    let is_said = |words: &str| words.contains(char::is_alphanumeric);
    linked.is_some_and(|(name, _)| is_said(name)) || told.is_some_and(is_said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tests::{NOTHING, lines};

    const PATH: &str = "crates/dpay-obmenka/src/invoice.rs";
    const ENDPOINT: &str = "\nuse x::Endpoint;\n\nimpl<'a> Endpoint for CreateInvoice<'a> {}\n";

    #[test]
    fn a_documented_resource_is_clean() {
        let text = format!("//! `POST /api/invoice/create` ([document, 4][d])\n{ENDPOINT}");
        assert_eq!(lines(header, PATH, &text), NOTHING);
        let text = format!("//! `GET /api/balance`\n//!\n//! [d]: https://example.com\n{ENDPOINT}");
        assert_eq!(lines(header, PATH, &text), NOTHING);
    }

    #[test]
    fn a_source_without_an_address_is_told_in_words() {
        let text = format!("//! `POST /api/balance` (source: the introduction)\n{ENDPOINT}");
        assert_eq!(lines(header, PATH, &text), NOTHING);
        let text = format!("//! `POST /api/balance` (source: )\n{ENDPOINT}");
        assert_eq!(lines(header, PATH, &text), [1]);
    }

    #[test]
    fn a_missing_path_or_source_is_found() {
        for (text, found) in [
            ("", 2),
            ("//! Invoices.\n", 2),
            ("//! Invoices, see [document](https://example.com).\n", 1),
            ("//! `POST /api/invoice/create`\n", 1),
            ("//! `POST /api/invoice/create` []\n", 1),
            ("//! Invoices.\n//! `POST /api/invoice/create` [d]\n", 1),
            ("\n//! `POST /api/invoice/create` [d]\n", 2),
        ] {
            let text = format!("{text}{ENDPOINT}");
            assert_eq!(lines(header, PATH, &text).len(), found, "{text}");
        }
    }

    #[test]
    fn files_without_an_endpoint_need_no_path() {
        for text in ["fn f(x: impl Endpoint) {}", "// impl Endpoint for A {}", "type X = Endpoint;"]
        {
            assert_eq!(lines(header, PATH, text), NOTHING, "{text}");
        }
        assert_eq!(lines(header, "crates/pay-http/src/client.rs", ENDPOINT), NOTHING);
        assert_eq!(lines(header, "crates/dpay-obmenka/tests/it/main.rs", ENDPOINT), NOTHING);
        let qualified = "impl pay_wire::Endpoint for A {}";
        assert_eq!(lines(header, PATH, qualified).len(), 2);
    }
}
