//! Files that grow too long, and addresses that belong to one machine alone.

use super::{File, Finding, rust::Source};

/// A longer file has a second subject.
const MAX_LINES: usize = 400;

/// Parts of paths that exist on a machine of somebody and not in the repository.
const LOCAL_PATHS: [&str; 2] = [concat!("..", "/shared"), concat!("/wor", "k/")];

/// Hosts of package registries: which one is used is the business of who builds.
const REGISTRIES: [&str; 7] = [
    concat!("crates", ".io"),
    concat!("npmjs", ".com"),
    concat!("npmjs", ".org"),
    concat!("packagist", ".org"),
    concat!("proxy.golang", ".org"),
    concat!("pypi", ".org"),
    concat!("rubygems", ".org"),
];

/// Refuses Rust files that are too long to have one subject.
pub(super) fn length(source: &Source<'_>) -> Vec<Finding> {
    let lines = source.text.lines().count();
    if lines <= MAX_LINES {
        return Vec::new();
    }
    let what = format!("{lines} lines, {MAX_LINES} are the limit: what is the second file called?");
    vec![Finding::at(source.path, MAX_LINES + 1, what)]
}

/// Refuses paths that lead out of the repository.
pub(super) fn local_paths(file: &File<'_>) -> Vec<Finding> {
    mentions(file, &LOCAL_PATHS, "is a path of one machine, copy what it needs into the repository")
}

/// Refuses hosts of package registries, except in the lock file, where cargo writes them.
pub(super) fn registries(file: &File<'_>) -> Vec<Finding> {
    if file.path == "Cargo.lock" || file.path.ends_with("/Cargo.lock") {
        return Vec::new();
    }
    mentions(
        file,
        &REGISTRIES,
        "is a host of a package registry, leave it to the settings of cargo",
    )
}

/// Each line that has one of `parts`.
fn mentions(file: &File<'_>, parts: &[&str], advice: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        let found = parts.iter().filter(|part| line.contains(**part));
        findings.extend(
            found.map(|part| Finding::at(file.path, index + 1, format!("`{part}` {advice}"))),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tests::{NOTHING, lines};

    /// How many findings a rule has in a file.
    fn count(rule: fn(&File<'_>) -> Vec<Finding>, path: &str, text: &str) -> usize {
        rule(&File { path, text }).len()
    }

    #[test]
    fn a_file_of_400_lines_is_the_longest() {
        assert_eq!(lines(length, "a.rs", &"\n".repeat(400)), NOTHING);
        assert_eq!(lines(length, "a.rs", &"\n".repeat(401)), [401]);
    }

    #[test]
    fn paths_of_one_machine_are_found_in_every_file() {
        let text = format!("see\n{}/design.md and {}main", LOCAL_PATHS[0], LOCAL_PATHS[1]);
        let findings = local_paths(&File { path: "docs/a.md", text: &text });
        assert_eq!(findings.iter().map(|finding| finding.line).collect::<Vec<_>>(), [2, 2]);
        assert_eq!(count(local_paths, "docs/a.md", "../crates/a, network/b, shared/c"), 0);
    }

    #[test]
    fn registries_are_found_outside_the_lock_file() {
        for host in REGISTRIES {
            let text = format!("\"https://index.{host}/x\"");
            assert_eq!(count(registries, "deny.toml", &text), 1, "{host}");
            assert_eq!(count(registries, "Cargo.lock", &text), 0, "{host}");
        }
        assert_eq!(count(registries, "README.md", "https://docs.rs/hryvnia, crates, io"), 0);
    }
}
