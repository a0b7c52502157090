//! `cargo xtask tidy`: the rules of the workspace that no compiler checks.
//!
//! A rule is a pure function, over one file or over what cargo says about the members, and each
//! finding says where it is, what is wrong and what to do.

mod floats;
mod literals;
mod manifest;
mod names;
mod pages;
mod places;
mod purity;
mod resource;
mod rust;
mod skeleton;
mod walls;
mod words;

use std::{fmt, fs, io::ErrorKind, path::Path, process::Command};

use self::rust::Source;
use crate::{Problem, cargo, workspace::Workspace};

/// The rules for every file of the repository.
const FILE_RULES: [fn(&File<'_>) -> Vec<Finding>; 4] =
    [manifest::arbitrary_precision, manifest::inheritance, places::local_paths, places::registries];

/// The rules for every Rust file.
const SOURCE_RULES: [fn(&Source<'_>) -> Vec<Finding>; 9] = [
    floats::no_binary_floats,
    names::file_names,
    names::managers,
    places::length,
    purity::clocks,
    purity::pay_sign,
    resource::header,
    words::unfinished,
    words::unwrap,
];

/// One file of the repository; `path` starts at its root and has `/` between its parts.
#[derive(Clone, Copy, Debug)]
struct File<'a> {
    path: &'a str,
    text: &'a str,
}

/// Where a rule is broken, and what to do about it.
#[derive(Debug, Eq, PartialEq)]
struct Finding {
    path: String,
    line: usize,
    what: String,
}

impl Finding {
    /// A finding in `path` at `line`, counted from 1.
    fn at(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, what: what.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// Checks the whole workspace and prints each finding on a line of its own.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Problem> {
    let files = repository(workspace)?;
    let files: Vec<File<'_>> = files.iter().map(|(path, text)| File { path, text }).collect();

    let mut findings: Vec<Finding> = files.iter().flat_map(of_file).collect();
    findings.extend(walls::check(workspace, &files));
    findings.extend(skeleton::check(workspace, &files));
    findings.extend(manifest::unused(&files));
    findings.extend(pages::proofs(&files));
    findings.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));

    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => {
            println!("tidy: {} files, nothing found", files.len());
            Ok(())
        }
        count => Err(Problem::new(format!("tidy: {count} found in {} files", files.len()))),
    }
}

/// What the rules find in one file.
fn of_file(file: &File<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = FILE_RULES.iter().flat_map(|rule| rule(file)).collect();
    if Path::new(file.path).extension().is_some_and(|extension| extension == "rs") {
        let source = Source::new(*file);
        findings.extend(SOURCE_RULES.iter().flat_map(|rule| rule(&source)));
    }
    findings
}

/// The text files that git knows or would add, as path and text.
fn repository(workspace: &Workspace) -> Result<Vec<(String, String)>, Problem> {
    let mut git = Command::new("git");
    git.args(["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "-z"]);
    git.current_dir(&workspace.root);
    let mut files = Vec::new();
    for path in cargo::output(git)?.split_terminator('\0') {
        let full = workspace.root.join(path);
        match fs::read_to_string(&full) {
            Ok(text) => files.push((path.to_owned(), text)),
            // deleted but not yet committed, or not text
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidData) => {}
            Err(error) => return Err(Problem::unreadable(&full, &error)),
        }
    }
    if files.is_empty() {
        return Err(Problem::new("tidy: git lists no files here"));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of a clean file.
    pub(super) const NOTHING: [usize; 0] = [];

    /// The lines where `rule` finds something in a Rust file.
    pub(super) fn lines(
        rule: fn(&Source<'_>) -> Vec<Finding>,
        path: &str,
        text: &str,
    ) -> Vec<usize> {
        rule(&Source::new(File { path, text })).iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn a_finding_reads_like_the_ones_of_a_compiler() {
        let finding = Finding::at("xtask/src/main.rs", 7, "wrong, do it right");
        assert_eq!(finding.to_string(), "xtask/src/main.rs:7: wrong, do it right");
    }

    #[test]
    fn the_rules_run_over_rust_and_over_other_files() {
        let rust = File { path: "crates/a/src/lib.rs", text: "fn f() { todo!() }\n" };
        assert_eq!(of_file(&rust).len(), 1);
        let manifest = File { path: "crates/a/Cargo.toml", text: "[package]\nname = \"a\"\n" };
        assert_eq!(of_file(&manifest).len(), 1);
        assert_eq!(of_file(&File { path: "README.md", text: "todo!() in f64" }), []);
    }
}
