//! Builds for machines that this one is not: a build on the host proves nothing about `no_std`.

use std::{path::Path, process::Command};

use super::{
    Outcome::{self, Passed, Skipped},
    steps::{absent, run},
};
use crate::{
    Problem, cargo,
    workspace::{Member, Workspace},
};

/// Browsers and edge functions.
const WASM: &str = "wasm32-unknown-unknown";

/// A microcontroller without an operating system.
const THUMB: &str = "thumbv7em-none-eabi";

/// Dependencies that bring C code or sockets, and so no wasm.
const NOT_WASM: [&str; 2] = ["pay-http", "ring"];

/// Each gateway crate builds for wasm32, bare and with what can be added to it there.
pub(super) fn wasm(workspace: &Workspace) -> Result<Outcome, Problem> {
    if workspace.gateways().next().is_none() {
        return Ok(absent("of a gateway"));
    }
    if let Some(missing) = missing(WASM)? {
        return Ok(missing);
    }
    for member in workspace.gateways() {
        let bare = ["check", "-p", &member.name, "--target", WASM, "--no-default-features"];
        run(workspace, &[&bare[..], &["--locked"]].concat())?;
        let added = features(member).join(",");
        if !added.is_empty() {
            run(workspace, &[&bare[..], &["--locked", "--features", &added]].concat())?;
        }
    }
    Ok(Passed)
}

/// `pay-sign` builds where there is neither `std` nor a heap.
pub(super) fn thumb(workspace: &Workspace) -> Result<Outcome, Problem> {
    if workspace.member("pay-sign").is_none() {
        return Ok(absent("pay-sign"));
    }
    if let Some(missing) = missing(THUMB)? {
        return Ok(missing);
    }
    run(workspace, &["check", "-p", "pay-sign", "--target", THUMB, "--locked"])
}

/// The features of a gateway crate that build for wasm32.
fn features(member: &Member) -> Vec<&str> {
    let builds = |feature: &&str| !NOT_WASM.iter().any(|needed| member.brings(feature, needed));
    member.features().filter(|feature| *feature != "client").filter(builds).collect()
}

/// What a step says whose target is not installed.
fn missing(target: &str) -> Result<Option<Outcome>, Problem> {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "target-libdir", "--target", target]);
    let libraries = cargo::output(rustc)?;
    let words = format!("the target {target} is missing: `rustup target add {target}`");
    Ok((!Path::new(libraries.trim()).is_dir()).then_some(Skipped(words)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::tests::workspace;

    #[test]
    fn features_that_bring_sockets_or_c_are_left_out() {
        let features_of_a = r#""default":["client"],"client":["dep:pay-http"],"qr":[],
            "tokens":["dep:ring"],"all":["tokens"],"text":["serde/rc"]"#;
        let workspace = workspace(&[("dpay-obmenka", "", features_of_a)]);
        assert_eq!(features(&workspace.members[0]), ["qr", "text"]);
    }

    #[test]
    fn an_installed_target_is_not_missing_and_another_is() {
        let host = "x86_64-unknown-linux-gnu";
        if cfg!(all(target_arch = "x86_64", target_os = "linux", target_env = "gnu")) {
            assert_eq!(missing(host).unwrap(), None);
        }
        let Ok(Some(Skipped(words))) = missing("msp430-none-elf") else {
            panic!("msp430-none-elf has no ready standard library and cannot be installed")
        };
        assert!(words.contains("rustup target add msp430-none-elf"), "{words}");
    }
}
