//! Who may depend on whom.

use super::{File, Finding};
use crate::workspace::{Dependency, Kind, Member, OTHERS, Workspace};

/// Sockets, TLS and what drives them; with any suffix, as in `tokio-rustls`.
const NETWORK: &[&str] =
    &["h2", "hyper", "mio", "native-tls", "openssl", "reqwest", "rustls", "socket2", "tokio"];

/// Randomness, and what brings it.
const RANDOMNESS: &[&str] = &["fastrand", "getrandom", "rand", "ring"];

/// Crates of ours.
#[derive(Clone, Copy)]
enum Ours {
    /// These and no other.
    Only(&'static [&'static str]),
    /// All but these.
    AllBut(&'static [&'static str]),
}

impl Ours {
    /// Whether the crate called `name` is one of them.
    fn has(self, name: &str) -> bool {
        match self {
            Self::Only(names) => names.contains(&name),
            Self::AllBut(names) => !names.contains(&name),
        }
    }
}

/// What one crate may depend on.
struct Wall {
    ours: Ours,
    /// Ours in addition, for tests, benches and examples.
    ours_in_tests: &'static [&'static str],
    /// Crates of others that must not be part of it.
    foreign: &'static [&'static [&'static str]],
}

/// The wall around the crate called `name`; every crate without another task is a gateway's.
fn wall(name: &str) -> Wall {
    let (ours, ours_in_tests, foreign): (_, &[_], &[_]) = match name {
        "pay-sign" => (Ours::Only(&[]), &[], &[NETWORK, RANDOMNESS]),
        "pay-wire" => (Ours::Only(&["pay-sign"]), &[], &[NETWORK, RANDOMNESS]),
        "pay-http" => (Ours::Only(&["pay-wire"]), &["pay-sandbox"], &[]),
        "pay-sandbox" => (Ours::Only(&[]), &[], &[]),
        "hryvnia" => (Ours::AllBut(&["pay-sandbox"]), &["pay-sandbox"], &[NETWORK]),
        "benches" => (Ours::AllBut(&[]), &[], &[]),
        "xtask" => (Ours::AllBut(&[]), &[], &[NETWORK]),
        _ => (
            Ours::Only(&["pay-http", "pay-sign", "pay-wire"]),
            &["pay-sandbox"],
            &[NETWORK, RANDOMNESS],
        ),
    };
    Wall { ours, ours_in_tests, foreign }
}

/// Refuses dependencies through a wall, and gateways that bring their client unasked.
pub(super) fn check(workspace: &Workspace, files: &[File<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for member in &workspace.members {
        let manifest = workspace.relative(&member.manifest_path);
        for dependency in &member.dependencies {
            if let Some(what) = through_wall(member, dependency, workspace) {
                let line = line_of(dependency, &manifest, files);
                findings.push(Finding::at(&manifest, line, what));
            }
        }
        if !OTHERS.contains(&&*member.name) {
            let found = client_feature(member);
            findings.extend(found.into_iter().map(|what| Finding::at(&manifest, 1, what)));
        }
    }
    findings
}

/// What is wrong with a dependency, if something is.
fn through_wall(member: &Member, dependency: &Dependency, workspace: &Workspace) -> Option<String> {
    let (name, needed) = (&*member.name, &*dependency.name);
    let wall = wall(name);
    let in_tests = dependency.kind == Some(Kind::Dev);
    if workspace.member(needed).is_none() {
        let refused = wall.foreign.iter().copied().flatten().any(|one| is_of_family(needed, one));
        // an optional capability may check signatures with `ring`, as Google's tokens want it
        let is_capability = is_gateway(name) && needed == "ring" && dependency.optional;
        return (refused && !in_tests && !is_capability)
            .then(|| format!("{name} must not have {needed}: remove it or move the code"));
    }
    if matches!(needed, "benches" | "xtask") {
        return Some(format!("{needed} is a tool and no dependency: remove it from {name}"));
    }
    let is_allowed = wall.ours.has(needed) || (in_tests && wall.ours_in_tests.contains(&needed));
    if !is_allowed {
        return Some(format!("{name} must not know {needed}: remove it or move the code"));
    }
    if is_gateway(name) && needed == "pay-http" && !dependency.optional && !in_tests {
        return Some(format!("{name} has pay-http always: make it optional, behind `client`"));
    }
    if name == "hryvnia" && is_gateway(needed) && dependency.uses_default_features && !in_tests {
        return Some(format!("hryvnia takes {needed} with its client: `default-features = false`"));
    }
    None
}

/// What is wrong with the feature `client` of a gateway crate.
fn client_feature(member: &Member) -> Vec<String> {
    let mut found = Vec::new();
    if !member.brings("client", "pay-http") {
        found.push(
            "the feature `client` does not bring pay-http: `client = [\"dep:pay-http\"]`".into(),
        );
    }
    if !member.brings("default", "pay-http") {
        found.push("`client` is not on by default: `default = [\"client\"]`".into());
    }
    for feature in member.features().filter(|feature| *feature != "client") {
        if member.brings(feature, "pay-http") {
            found.push(format!("`{feature}` brings pay-http, which only `client` may: remove it"));
        }
    }
    found
}

/// Whether a crate is the one of a gateway.
fn is_gateway(name: &str) -> bool {
    !OTHERS.contains(&name)
}

/// Whether `name` is `family`, or has it as its first or last part.
fn is_of_family(name: &str, family: &str) -> bool {
    name.split(['-', '_']).any(|part| part == family) || name == family
}

/// The line of a manifest that names a dependency; 1 if none does.
fn line_of(dependency: &Dependency, manifest: &str, files: &[File<'_>]) -> usize {
    let text = files.iter().find(|file| file.path == manifest).map_or("", |file| file.text);
    let names = |line: &str| {
        line.strip_prefix(&*dependency.name)
            .is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric() && c != '-'))
    };
    text.lines().position(names).map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::tests::{needs, workspace};

    const CLIENT: &str = r#""default":["client"],"client":["dep:pay-http"]"#;

    /// The findings where `name` depends on `needed`, as `kind`, beside all crates of ours.
    fn findings(name: &str, needed: &str, kind: &str) -> Vec<Finding> {
        let names = ["dpay-obmenka", "ipay-googlepay", "benches", "hryvnia", "pay-http"];
        let names = names.into_iter().chain(["pay-sandbox", "pay-sign", "pay-wire", "xtask"]);
        let dependency = needs(needed, kind);
        let members: Vec<_> = names
            .map(|member| {
                let features = if is_gateway(member) { CLIENT } else { "" };
                (member, if member == name { &*dependency } else { "" }, features)
            })
            .collect();
        let path = format!("crates/{name}/Cargo.toml");
        let text = format!("[dependencies]\n{needed}-more = \"1\"\n{needed}.workspace = true\n");
        check(&workspace(&members), &[File { path: &path, text: &text }])
    }

    #[test]
    fn dependencies_through_a_wall_are_found_where_they_are_named() {
        for (name, needed, kind) in [
            ("pay-sign", "pay-wire", "normal"),
            ("pay-sign", "ring", "normal"),
            ("pay-wire", "pay-http", "dev"),
            ("pay-wire", "tokio", "normal"),
            ("pay-wire", "hyper-util", "build"),
            ("pay-http", "dpay-obmenka", "normal"),
            ("pay-http", "dpay-obmenka", "dev"),
            ("dpay-obmenka", "ipay-googlepay", "dev"),
            ("dpay-obmenka", "hyper", "optional"),
            ("dpay-obmenka", "hyper-rustls", "normal"),
            ("dpay-obmenka", "tokio", "normal"),
            ("dpay-obmenka", "ring", "normal"),
            ("dpay-obmenka", "pay-http", "normal"),
            ("dpay-obmenka", "pay-sandbox", "normal"),
            ("pay-sandbox", "pay-sign", "normal"),
            ("pay-sandbox", "pay-sign", "dev"),
            ("hryvnia", "pay-sandbox", "normal"),
            ("hryvnia", "dpay-obmenka", "normal"),
            ("hryvnia", "rustls", "normal"),
            ("hryvnia", "xtask", "dev"),
            ("xtask", "benches", "normal"),
            ("benches", "xtask", "dev"),
        ] {
            let found = findings(name, needed, kind);
            assert_eq!(found.len(), 1, "{name} {needed} {kind}: {found:?}");
            assert_eq!(
                (&*found[0].path, found[0].line),
                (&*format!("crates/{name}/Cargo.toml"), 3)
            );
        }
    }

    #[test]
    fn dependencies_inside_the_walls_are_clean() {
        for (name, needed, kind) in [
            ("pay-sign", "sha1", "normal"),
            ("pay-wire", "pay-sign", "normal"),
            ("pay-wire", "tokio", "dev"),
            ("pay-http", "hyper-rustls", "normal"),
            ("pay-http", "pay-sandbox", "dev"),
            ("dpay-obmenka", "pay-http", "optional"),
            ("dpay-obmenka", "pay-sandbox", "dev"),
            ("dpay-obmenka", "tokio", "dev"),
            ("ipay-googlepay", "ring", "optional"),
            ("pay-sandbox", "tokio-rustls", "normal"),
            ("hryvnia", "pay-sandbox", "dev"),
            ("hryvnia", "pay-wire", "normal"),
            ("hryvnia", "dpay-obmenka", "dev"),
            ("xtask", "dpay-obmenka", "normal"),
            ("benches", "ring", "normal"),
            ("pay-sign", "hyperbolic", "normal"),
        ] {
            assert_eq!(findings(name, needed, kind), [], "{name} {needed} {kind}");
        }
    }

    #[test]
    fn only_the_default_feature_client_brings_the_client() {
        for (features, found) in [
            (CLIENT, 0),
            (r#""client":["dep:pay-http"]"#, 1),
            (r#""default":["client"],"client":[]"#, 2),
            (r#""default":["client"],"client":["dep:pay-http"],"qr":["pay-http/qr"]"#, 1),
            ("", 2),
        ] {
            let workspace = workspace(&[("dpay-obmenka", "", features)]);
            assert_eq!(check(&workspace, &[]).len(), found, "{features}");
        }
    }
}
