//! One place for versions and lints: the manifest of the workspace.

use std::collections::BTreeSet;

use super::{File, Finding};

/// What a dependency says that takes its version from the workspace, without spaces.
const INHERITS: &str = "workspace=true";

/// What must be on nowhere.
const FEATURE: &str = "arbitrary_precision";

/// A line of a manifest, with the table that it belongs to.
struct Entry<'a> {
    key: &'a str,
    line: usize,
    table: &'a str,
    value: &'a str,
}

/// Refuses members that set versions or lints of their own.
pub(super) fn inheritance(file: &File<'_>) -> Vec<Finding> {
    let Some(text) = member_manifest(file) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let entries = entries(text);
    let lints =
        |entry: &Entry<'_>| (entry.table, entry.key, entry.value) == ("lints", "workspace", "true");
    if !entries.iter().any(lints) {
        let what = "the lints of the workspace do not hold here: `[lints]`, `workspace = true`";
        findings.push(Finding::at(file.path, 1, what));
    }
    for dependency in dependencies(&entries) {
        if !dependency.inherits {
            let what = format!(
                "`{}` has a version of its own: name it in the root manifest, say `.workspace = true`",
                dependency.name
            );
            findings.push(Finding::at(file.path, dependency.line, what));
        }
    }
    findings
}

/// Refuses the feature of `serde_json` that changes how numbers are read in the whole program of
/// whoever depends on it.
pub(super) fn arbitrary_precision(file: &File<'_>) -> Vec<Finding> {
    if !file.path.ends_with("Cargo.toml") {
        return Vec::new();
    }
    let lines = file.text.lines().enumerate();
    let switched_on = lines.filter(|(_, line)| without_comment(line).contains(FEATURE));
    let what = format!("`{FEATURE}` would be on in every program of our users: read a `RawValue`");
    switched_on.map(|(index, _)| Finding::at(file.path, index + 1, what.clone())).collect()
}

/// Refuses dependencies of the workspace that no member uses.
pub(super) fn unused(files: &[File<'_>]) -> Vec<Finding> {
    let mut used = BTreeSet::new();
    for text in files.iter().filter_map(member_manifest) {
        used.extend(dependencies(&entries(text)).into_iter().map(|dependency| dependency.name));
    }
    let Some(root) = files.iter().find(|file| file.path == "Cargo.toml") else {
        return vec![Finding::at("Cargo.toml", 1, "the manifest of the workspace is missing")];
    };
    entries(root.text)
        .into_iter()
        .filter(|entry| entry.table == "workspace.dependencies" && !used.contains(entry.key))
        .map(|entry| {
            Finding::at(root.path, entry.line, format!("no member uses `{}`: remove it", entry.key))
        })
        .collect()
}

/// The text of a file that is the manifest of a member.
fn member_manifest<'a>(file: &File<'a>) -> Option<&'a str> {
    file.path.ends_with("/Cargo.toml").then_some(file.text)
}

/// One dependency of a member.
struct Named<'a> {
    inherits: bool,
    line: usize,
    name: &'a str,
}

/// The dependencies in a manifest, of every kind and target.
fn dependencies<'a>(entries: &[Entry<'a>]) -> Vec<Named<'a>> {
    let mut found: Vec<Named<'a>> = Vec::new();
    for entry in entries {
        let of_one = entry.table.rsplit_once("dependencies.");
        let (name, inherits) = if entry.table.ends_with("dependencies") {
            match entry.key.split_once('.') {
                Some((name, key)) => (name, key == "workspace" && entry.value == "true"),
                None => (entry.key, inherits_inline(entry.value)),
            }
        } else if let Some((_, name)) = of_one {
            (name, entry.key == "workspace" && entry.value == "true")
        } else {
            continue;
        };
        match found.iter_mut().find(|one| one.name == name) {
            Some(one) if of_one.is_some() || entry.key.contains('.') => one.inherits |= inherits,
            _ => found.push(Named { inherits, line: entry.line, name }),
        }
    }
    found
}

/// Whether `{ workspace = true, .. }` is said.
fn inherits_inline(value: &str) -> bool {
    let fields = value.trim_matches(['{', '}']).split(',');
    fields.map(|field| field.split_whitespace().collect::<String>()).any(|field| field == INHERITS)
}

/// The keys and values of a manifest; a value can go over several lines.
fn entries(text: &str) -> Vec<Entry<'_>> {
    let mut found: Vec<Entry<'_>> = Vec::new();
    let mut table = "";
    let mut depth = 0_usize;
    let mut value_start = 0;
    let mut line_start = 0;
    for (index, whole) in text.split_inclusive('\n').enumerate() {
        let line = without_comment(whole).trim();
        let continues = depth > 0;
        if !continues && line.starts_with('[') {
            table = line.trim_matches(['[', ']']).trim();
        } else {
            depth += line.matches(['[', '{']).count();
            depth = depth.saturating_sub(line.matches([']', '}']).count());
            if continues {
                if let Some(entry) = found.last_mut() {
                    entry.value = text[value_start..line_start + whole.len()].trim();
                }
            } else if let Some((key, value)) = line.split_once('=') {
                let key = key.trim().trim_matches('"');
                value_start = line_start + whole.find('=').map_or(0, |at| at + 1);
                found.push(Entry { key, line: index + 1, table, value: value.trim() });
            }
        }
        line_start += whole.len();
    }
    found
}

/// A line up to its comment; a `#` between quotes is none.
fn without_comment(line: &str) -> &str {
    let mut quoted = false;
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '#' if !quoted => return &line[..at],
            _ => {}
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No lines.
    const NOTHING: [usize; 0] = [];
    const LINTS: &str = "\n[lints]\nworkspace = true\n";

    /// The lines of the findings in the manifest of a member.
    fn lines(text: &str) -> Vec<usize> {
        let file = File { path: "crates/a/Cargo.toml", text };
        inheritance(&file).iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn versions_of_the_workspace_are_clean() {
        for dependency in [
            "[dependencies]\nserde.workspace = true",
            "[dependencies]\nserde = { workspace = true, features = [\"rc\"] } # why",
            "[dependencies]\nserde = { features = [\n    \"a\", # one\n    \"b\",\n], workspace = true }",
            "[dev-dependencies]\nserde = { workspace=true }",
            "[dependencies.serde]\nfeatures = [\"rc\"]\nworkspace = true",
            "[target.'cfg(unix)'.dependencies]\nserde.workspace = true\nserde.optional = true",
            "[features]\nserde = [\"dep:serde\"]",
        ] {
            let text = format!("{dependency}\n{LINTS}");
            assert_eq!(lines(&text), NOTHING, "{text}");
        }
    }

    #[test]
    fn a_version_of_its_own_is_found() {
        for dependency in [
            "[dependencies]\nserde = \"1\"",
            "[dependencies]\nserde = { version = \"1\", features = [\"workspace\"] }",
            "[build-dependencies]\nserde = { path = \"../serde\" }",
            "[dependencies.serde]\nversion = \"1\"",
            "[target.'cfg(unix)'.dependencies]\nserde.version = \"1\"",
            "[dependencies]\nserde = \"1\" # workspace = true",
        ] {
            assert_eq!(lines(&format!("{dependency}\n{LINTS}")), [2], "{dependency}");
        }
    }

    #[test]
    fn arbitrary_precision_is_found_wherever_it_is_switched_on() {
        let text = "# never arbitrary_precision\nserde_json = { version = \"1\",\n\
                    features = [\"arbitrary_precision\"] } # never";
        for (path, found) in [("Cargo.toml", 1), ("crates/a/Cargo.toml", 1), ("README.md", 0)] {
            assert_eq!(arbitrary_precision(&File { path, text }).len(), found, "{path}");
        }
    }

    #[test]
    fn lints_come_from_the_workspace() {
        assert_eq!(lines(LINTS), NOTHING);
        for text in
            ["", "# [lints]\n# workspace = true", "[lints]\nworkspace = false", "[lints.rust]"]
        {
            assert_eq!(lines(text), [1], "{text}");
        }
        let root = File { path: "Cargo.toml", text: "[workspace]" };
        assert_eq!(inheritance(&root), []);
    }

    #[test]
    fn a_dependency_that_no_member_uses_is_found() {
        let root = File {
            path: "Cargo.toml",
            text: "[workspace.dependencies]\nserde = \"1\"\nring = { version = \"0.17\" }\n",
        };
        let member =
            File { path: "a/Cargo.toml", text: "[dev-dependencies]\nring.workspace = true" };
        let found = unused(&[root, member]);
        assert_eq!(found, [Finding::at("Cargo.toml", 2, "no member uses `serde`: remove it")]);
        let other = File { path: "b/Cargo.toml", text: "[dependencies.serde]\nworkspace = true" };
        assert_eq!(unused(&[root, member, other]), []);
    }
}
