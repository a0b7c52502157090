//! What the pages of the gateways name as proof is there.

use super::{File, Finding};

/// Refuses pages of gateways that name a test or a function (`module::name`, or how its name
/// begins) which no Rust file has.
pub(super) fn proofs(files: &[File<'_>]) -> Vec<Finding> {
    let pages = files.iter().filter(|file| file.path.starts_with("docs/gateways/"));
    let mut findings = Vec::new();
    for page in pages {
        for (index, line) in page.text.lines().enumerate() {
            let quoted = line.split('`').skip(1).step_by(2);
            for (module, name) in quoted.filter_map(function) {
                if !files.iter().any(|file| has(file, module, name)) {
                    let what = format!(
                        "no file of a module `{module}` has `fn {name}`: name what there is"
                    );
                    findings.push(Finding::at(page.path, index + 1, what));
                }
            }
        }
    }
    findings
}

/// The module and the name of a function; types and crates in other spellings are none.
fn function(quoted: &str) -> Option<(&str, &str)> {
    let (path, name) = quoted.rsplit_once("::")?;
    let module = path.rsplit("::").next()?;
    let is_name = |text: &str| {
        let is_part = |byte: u8| byte == b'_' || byte.is_ascii_lowercase() || byte.is_ascii_digit();
        !text.is_empty() && text.bytes().all(is_part)
    };
    (is_name(module) && is_name(name)).then_some((module, name))
}

/// Whether a file belongs to the module and has a function whose name begins so, re-exports one,
/// or is itself the part of the module that is called so.
fn has(file: &File<'_>, module: &str, name: &str) -> bool {
    let Some(stem) = file.path.strip_suffix(".rs") else {
        return false;
    };
    let mut parts = stem.split('/').skip_while(|part| *part != module);
    let belongs = parts.next().is_some();
    let re_exports = |line: &str| line.starts_with("pub use ") && line.contains(name);
    belongs
        && (file.text.contains(&format!("fn {name}"))
            || file.text.lines().any(re_exports)
            || parts.next() == Some(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of the findings on a page.
    fn lines(path: &str, text: &str) -> Vec<usize> {
        let golden = "#[test]\nfn e01_is_read() {}\n";
        let files = [
            File { path: "crates/a/tests/it/golden.rs", text: golden },
            File { path: "crates/a/tests/it/hosted/widget.rs", text: "" },
            File { path: "crates/a/src/sign.rs", text: "pub use crate::canonical::canonical;\n" },
            File { path, text },
        ];
        proofs(&files).iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn a_test_that_is_there_may_be_named_in_full_or_by_its_beginning() {
        for named in [
            "`golden::e01_is_read`",
            "`golden::e01`",
            "`golden`",
            "`h2h::StartH2h`",
            "::",
            "`hosted::widget`",
            "`sign::canonical`",
        ] {
            assert_eq!(lines("docs/gateways/a.md", named), [0; 0], "{named}");
        }
    }

    #[test]
    fn a_test_that_is_not_there_is_found_on_the_pages_of_gateways_alone() {
        let text = "| `golden::e02` |\n`other::e01_is_read`, `golden::e01_is_read_twice`\n\
                    `widget::hosted`\n";
        assert_eq!(lines("docs/gateways/a.md", text), [1, 2, 2, 3]);
        assert_eq!(lines("docs/signing.md", text), [0; 0]);
    }
}
