//! Gateway crates without their client are pure: no runtime, no HTTP stack.

use super::{
    Outcome::{self, Passed},
    steps::{absent, run},
};
use crate::{
    Problem,
    cargo::{self, cargo},
    workspace::Workspace,
};

/// What the pure part of a gateway crate must not bring, alone or as the first part of a name.
const IMPURE: [&str; 5] = ["hyper", "mio", "rustls", "socket2", "tokio"];

/// Each gateway crate builds without its client, and its dependencies stay pure.
pub(super) fn without_client(workspace: &Workspace) -> Result<Outcome, Problem> {
    if workspace.gateways().next().is_none() {
        return Ok(absent("of a gateway"));
    }
    for member in workspace.gateways() {
        let alone = ["-p", &*member.name, "--no-default-features", "--locked"];
        run(workspace, &[&["check"], &alone[..]].concat())?;
        let listed = ["-e", "normal", "--target", "all", "--prefix", "none"];
        let arguments = [&["tree"], &alone[..], &listed].concat();
        prove_pure(&cargo::output(cargo(&arguments, &workspace.root))?, &member.name)?;
        println!("   {} alone: no {}", member.name, IMPURE.join(", no "));
    }
    Ok(Passed)
}

/// Refuses a list of dependencies, one a line and the first of them `root`, with an impure crate.
fn prove_pure(tree: &str, root: &str) -> Result<(), Problem> {
    let mut names = tree.lines().filter_map(|line| line.split_whitespace().next());
    if names.next() != Some(root) {
        return Err(Problem::new(format!("cargo tree does not start with {root}:\n{tree}")));
    }
    let impure = names.find(|name| IMPURE.iter().any(|one| name.split('-').next() == Some(*one)));
    match impure {
        None => Ok(()),
        Some(name) => {
            let words = format!("{root} without default features brings {name}: see `cargo tree`");
            Err(Problem::new(words))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_without_a_runtime_is_pure() {
        let tree = "dpay-obmenka v0.1.0 (/a/b)\nhttp v1.5.0\nbytes v1.12.1\nhttp v1.5.0 (*)\n";
        assert!(prove_pure(tree, "dpay-obmenka").is_ok());
    }

    #[test]
    fn a_runtime_is_found_and_an_empty_tree_proves_nothing() {
        for name in ["hyper", "hyper-util", "tokio", "tokio-rustls", "rustls"] {
            let tree = format!("dpay-obmenka v0.1.0\nhttp v1.5.0\n{name} v1.0.0\n");
            let problem = prove_pure(&tree, "dpay-obmenka").unwrap_err().to_string();
            assert!(problem.contains(name), "{problem}");
        }
        assert!(prove_pure("", "dpay-obmenka").is_err());
        assert!(prove_pure("http v1.5.0", "dpay-obmenka").is_err());
    }
}
