//! The steps. Their flags are those that people type, so that nothing is built twice.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    Outcome::{self, Passed, Skipped},
    Step, alone, examples, targets,
};
use crate::{
    Problem,
    cargo::{self, cargo},
    tidy, vectors,
    workspace::Workspace,
};

/// All steps in their order.
pub(super) const STEPS: [Step; 16] = [
    Step { name: "members", run: |workspace| Ok(members(workspace)) },
    Step { name: "fmt", run: fmt },
    Step { name: "clippy", run: clippy },
    Step { name: "tidy", run: |workspace| tidy::run(workspace).map(|()| Passed) },
    Step { name: "test", run: test },
    Step { name: "optional features", run: optional_features },
    Step { name: "doc", run: doc },
    Step { name: "deny", run: deny },
    Step { name: "benches", run: benches },
    Step { name: "vectors", run: given_vectors },
    Step { name: "gateways without a client", run: alone::without_client },
    Step { name: "gateways for wasm32", run: targets::wasm },
    Step { name: "pay-sign for thumbv7em", run: targets::thumb },
    Step { name: "arbitrary_precision", run: arbitrary_precision },
    Step { name: "examples", run: examples::build },
    Step { name: "checkout", run: examples::checkout },
];

/// Runs cargo in the root of the workspace.
pub(super) fn run(workspace: &Workspace, arguments: &[&str]) -> Result<Outcome, Problem> {
    cargo::run(cargo(arguments, &workspace.root)).map(|()| Passed)
}

/// What a step says whose subject does not exist.
pub(super) fn absent(name: &str) -> Outcome {
    Skipped(format!("the workspace has no crate `{name}`"))
}

/// Every crate that the checks expect is there.
fn members(workspace: &Workspace) -> Outcome {
    let missing = workspace.missing();
    if missing.is_empty() {
        return Passed;
    }
    Skipped(format!("the workspace lacks {}", missing.join(", ")))
}

/// The code looks as `cargo fmt` leaves it.
fn fmt(workspace: &Workspace) -> Result<Outcome, Problem> {
    run(workspace, &["fmt", "--all", "--check"])
}

/// No lint fires anywhere. The lints are denied behind `--`, since `RUSTFLAGS` would build
/// all dependencies again.
fn clippy(workspace: &Workspace) -> Result<Outcome, Problem> {
    let all = ["clippy", "--workspace", "--all-targets", "--all-features", "--locked"];
    run(workspace, &[&all[..], &["--", "-D", "warnings"]].concat())
}

/// The tests and the examples in the documentation.
fn test(workspace: &Workspace) -> Result<Outcome, Problem> {
    run(workspace, &["test", "--workspace", "--locked"])
}

/// The tests of what is switched off by default, which the test of the workspace leaves out.
fn optional_features(workspace: &Workspace) -> Result<Outcome, Problem> {
    let gateways = workspace.gateways().flat_map(|member| ["-p", &member.name]);
    let packages: Vec<&str> = ["-p", "pay-http"].into_iter().chain(gateways).collect();
    run(workspace, &[&["test", "--locked", "--all-features"], &packages[..]].concat())
}

/// The documentation builds without a broken link.
fn doc(workspace: &Workspace) -> Result<Outcome, Problem> {
    let arguments = ["doc", "--workspace", "--no-deps", "--all-features", "--locked"];
    let mut command = cargo(&arguments, &workspace.root);
    command.env("RUSTDOCFLAGS", "-D warnings");
    cargo::run(command).map(|()| Passed)
}

/// Licences, sources and banned crates. The database of advisories lies on the network, which is
/// why it has no part in this.
fn deny(workspace: &Workspace) -> Result<Outcome, Problem> {
    if cargo::output(cargo(&["deny", "--version"], &workspace.root)).is_err() {
        let missing = "cargo-deny is missing: `cargo install --locked cargo-deny`";
        return Ok(Skipped(missing.to_owned()));
    }
    run(workspace, &["deny", "--locked", "check", "bans", "licenses", "sources"])
}

/// The benches build.
fn benches(workspace: &Workspace) -> Result<Outcome, Problem> {
    if workspace.member("benches").is_none() {
        return Ok(absent("benches"));
    }
    run(workspace, &["bench", "-p", "benches", "--no-run", "--locked"])
}

/// Every file of vectors agrees, and every gateway has one.
fn given_vectors(workspace: &Workspace) -> Result<Outcome, Problem> {
    let mut given = Vec::new();
    for member in workspace.gateways() {
        let files = vector_files(&member.folder().join("tests/vectors"))?;
        if files.is_empty() {
            let words = format!("{} has no pay-vectors/1 file in tests/vectors", member.name);
            return Err(Problem::new(words));
        }
        given.extend(files);
    }
    if given.is_empty() {
        return Ok(Skipped("the workspace has no gateway and so no vectors".to_owned()));
    }
    if vectors::agree(&given) { Ok(Passed) } else { Err(Problem::new("not all vectors agree")) }
}

/// The files in a folder that are of a form of vectors; others have tests that read them.
fn vector_files(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(Vec::new());
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| Problem::unreadable(folder, &error))?.path();
        if path.extension().is_some_and(|extension| extension == "json")
            && vectors::has_format(&path)?
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The reading crates work in a program where another crate has switched on `serde_json`'s
/// `arbitrary_precision`, which changes how numbers come out of it.
fn arbitrary_precision(workspace: &Workspace) -> Result<Outcome, Problem> {
    let wire = workspace.member("pay-wire");
    let readers = wire.into_iter().chain(workspace.gateways());
    let readers = readers.filter(|member| member.shipped("serde_json").is_some());
    let packages: Vec<&str> = readers.flat_map(|member| ["-p", &member.name]).collect();
    if packages.is_empty() {
        return Ok(Skipped("no crate of the workspace reads JSON".to_owned()));
    }
    let switched_on = ["--features", "serde_json/arbitrary_precision"];
    run(workspace, &[&["test", "--locked"], &packages[..], &switched_on].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vector_files_are_told_by_their_format() {
        let folder = std::env::temp_dir().join(format!("xtask-vectors-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("b.json"), r#"{"format":"pay-vectors/1"}"#).unwrap();
        fs::write(folder.join("a.json"), r#"{"format":"pay-vectors/9"}"#).unwrap();
        fs::write(folder.join("c.json"), r#"{"about":"tokens"}"#).unwrap();
        fs::write(folder.join("d.txt"), "text").unwrap();
        let files = vector_files(&folder).unwrap();
        fs::write(folder.join("e.json"), "{").unwrap();
        let broken = vector_files(&folder);
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(files, [folder.join("a.json"), folder.join("b.json")]);
        assert!(broken.is_err(), "a file that is not JSON must not be passed over");
        assert_eq!(vector_files(&folder).unwrap(), Vec::<PathBuf>::new());
    }
}
