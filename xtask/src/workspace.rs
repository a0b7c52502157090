//! The members of the workspace as `cargo metadata` tells about them.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::{Problem, cargo};

/// The crates of the gateways. One that exists and is not listed here is a finding of `tidy`, so
/// that none can disappear from the checks unnoticed.
pub(crate) const GATEWAYS: [&str; 4] =
    ["dpay-obmenka", "ipay-googlepay", "obmin-exchanger", "paycore-commerce"];

/// All other crates that the workspace must have.
pub(crate) const OTHERS: [&str; 7] =
    ["benches", "hryvnia", "pay-http", "pay-sandbox", "pay-sign", "pay-wire", "xtask"];

/// The crate of a gateway that `path` is a source of; `path` starts at the root of the workspace.
pub(crate) fn gateway_of(path: &str) -> Option<&str> {
    let (name, rest) = path.strip_prefix("crates/")?.split_once('/')?;
    (rest.starts_with("src/") && !OTHERS.contains(&name)).then_some(name)
}

/// All members of the workspace.
#[derive(Debug, Deserialize)]
pub(crate) struct Workspace {
    #[serde(rename = "packages")]
    pub(crate) members: Vec<Member>,
    #[serde(rename = "workspace_root")]
    pub(crate) root: PathBuf,
}

impl Workspace {
    /// Asks cargo about the workspace of the current folder.
    pub(crate) fn read() -> Result<Self, Problem> {
        let folder = env::current_dir()
            .map_err(|error| Problem::new(format!("no current folder: {error}")))?;
        let arguments = ["metadata", "--format-version=1", "--no-deps"];
        Self::from_json(&cargo::output(cargo::cargo(&arguments, &folder))?)
    }

    /// Reads the answer of `cargo metadata --format-version=1 --no-deps`.
    pub(crate) fn from_json(json: &str) -> Result<Self, Problem> {
        serde_json::from_str(json)
            .map_err(|error| Problem::new(format!("cargo metadata is not as documented: {error}")))
    }

    /// The member called `name`.
    pub(crate) fn member(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.name == name)
    }

    /// The crates of the gateways: all members but the ones with another known task.
    pub(crate) fn gateways(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| !OTHERS.contains(&&*member.name))
    }

    /// The names of the crates that must be there and are not.
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        let expected = GATEWAYS.into_iter().chain(OTHERS);
        expected.filter(|name| self.member(name).is_none()).collect()
    }

    /// `path` from the root of the workspace, with `/` between its parts.
    pub(crate) fn relative(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy().replace('\\', "/")
    }
}

/// One crate of the workspace.
#[derive(Debug, Deserialize)]
pub(crate) struct Member {
    pub(crate) dependencies: Vec<Dependency>,
    features: BTreeMap<String, Vec<String>>,
    pub(crate) manifest_path: PathBuf,
    pub(crate) name: String,
    targets: Vec<Target>,
}

impl Member {
    /// Where the crate lies.
    pub(crate) fn folder(&self) -> &Path {
        self.manifest_path.parent().expect("a manifest lies in a folder")
    }

    /// The dependency called `name` that is part of what the crate ships.
    pub(crate) fn shipped(&self, name: &str) -> Option<&Dependency> {
        self.dependencies.iter().find(|one| one.name == name && one.kind != Some(Kind::Dev))
    }

    /// The names of the features, without `default`.
    pub(crate) fn features(&self) -> impl Iterator<Item = &str> {
        self.features.keys().map(|name| &**name).filter(|name| *name != "default")
    }

    /// Whether the feature turns on the optional `dependency`, alone or through other features.
    pub(crate) fn brings(&self, feature: &str, dependency: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![feature];
        while let Some(one) = open.pop() {
            let named = one.strip_prefix("dep:").or_else(|| one.split_once('/').map(|(it, _)| it));
            if named == Some(dependency) {
                return true;
            }
            if seen.insert(one) {
                open.extend(self.features.get(one).into_iter().flatten().map(|next| &**next));
            }
        }
        false
    }

    /// Whether there is an example called `name`.
    pub(crate) fn has_example(&self, name: &str) -> bool {
        self.targets
            .iter()
            .any(|target| target.name == name && target.kind.iter().any(|kind| kind == "example"))
    }
}

/// What a member asks for in its manifest.
#[derive(Debug, Deserialize)]
pub(crate) struct Dependency {
    pub(crate) kind: Option<Kind>,
    pub(crate) name: String,
    pub(crate) optional: bool,
    pub(crate) uses_default_features: bool,
}

/// What a dependency is for, if it is not part of the crate itself.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Build,
    Dev,
}

/// What cargo builds of a member.
#[derive(Debug, Deserialize)]
struct Target {
    kind: Vec<String>,
    name: String,
}

#[cfg(test)]
pub(crate) mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// A workspace of crates given by name, members of `dependencies` and features, both as JSON.
    pub(crate) fn workspace(members: &[(&str, &str, &str)]) -> Workspace {
        let mut packages = String::new();
        for (name, dependencies, features) in members {
            let comma = if packages.is_empty() { "" } else { "," };
            write!(
                packages,
                r#"{comma}{{"name":"{name}","manifest_path":"/w/crates/{name}/Cargo.toml",
                "dependencies":[{dependencies}],"features":{{{features}}},
                "targets":[{{"kind":["example"],"name":"checkout"}},{{"kind":["bin"],"name":"b"}}]}}"#
            )
            .unwrap();
        }
        let json = format!(r#"{{"packages":[{packages}],"workspace_root":"/w"}}"#);
        Workspace::from_json(&json).unwrap()
    }

    /// A dependency as cargo tells it.
    pub(crate) fn needs(name: &str, kind: &str) -> String {
        let (kind, optional) = match kind {
            "normal" => ("null", false),
            "optional" => ("null", true),
            "dev" => (r#""dev""#, false),
            _ => (r#""build""#, false),
        };
        format!(
            r#"{{"name":"{name}","kind":{kind},"optional":{optional},"uses_default_features":true}}"#
        )
    }

    #[test]
    fn a_missing_crate_is_noticed_and_an_unknown_one_counts_as_a_gateway() {
        let workspace = workspace(&[("pay-sign", "", ""), ("new-gateway", "", "")]);
        assert!(workspace.missing().contains(&"dpay-obmenka"));
        assert!(!workspace.missing().contains(&"pay-sign"));
        let gateways: Vec<_> = workspace.gateways().map(|member| &*member.name).collect();
        assert_eq!(gateways, ["new-gateway"]);
        assert_eq!(workspace.relative(workspace.members[0].folder()), "crates/pay-sign");
    }

    #[test]
    fn a_source_of_a_gateway_is_told_by_its_path() {
        assert_eq!(gateway_of("crates/dpay-obmenka/src/sign.rs"), Some("dpay-obmenka"));
        for path in ["crates/pay-sign/src/lib.rs", "crates/dpay-obmenka/tests/it/main.rs", "xtask"]
        {
            assert_eq!(gateway_of(path), None, "{path}");
        }
    }

    #[test]
    fn a_feature_brings_a_dependency_through_other_features() {
        let features = r#""client":["dep:pay-http"],"all":["client"],"weak":["pay-http?/x"],
            "text":["serde/std"],"loop":["loop"]"#;
        let workspace = workspace(&[("a", "", features)]);
        let member = &workspace.members[0];
        for (feature, brings) in
            [("client", true), ("all", true), ("weak", false), ("text", false), ("loop", false)]
        {
            assert_eq!(member.brings(feature, "pay-http"), brings, "{feature}");
        }
        assert!(member.brings("text", "serde"));
    }

    #[test]
    fn an_example_is_found_by_its_kind() {
        let workspace = workspace(&[("hryvnia", "", "")]);
        assert!(workspace.members[0].has_example("checkout"));
        assert!(!workspace.members[0].has_example("b"));
    }

    #[test]
    fn a_dependency_of_tests_is_not_shipped() {
        let workspace = workspace(&[("a", &needs("tokio", "dev"), "")]);
        assert!(workspace.members[0].shipped("tokio").is_none());
    }
}
