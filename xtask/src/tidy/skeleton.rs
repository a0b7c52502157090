//! All gateway crates have the same files, so that who knows one knows all.

use super::{File, Finding};
use crate::workspace::{GATEWAYS, Workspace};

/// The files of every gateway crate.
const ALWAYS: [&str; 4] = ["error.rs", "gateway.rs", "sign.rs", "wire.rs"];

/// The gateways that sign what they send, and so have the file that verifies it.
const SIGNED_CALLBACKS: [&str; 2] = ["obmin-exchanger", "paycore-commerce"];

/// Refuses gateway crates that lack a file, or that the checks do not expect by name.
pub(super) fn check(workspace: &Workspace, files: &[File<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for member in workspace.gateways() {
        let manifest = workspace.relative(&member.manifest_path);
        if !GATEWAYS.contains(&&*member.name) {
            let what = format!(
                "`{}` is not expected, add it to `GATEWAYS` in xtask, or to `OTHERS` with its wall",
                member.name
            );
            findings.push(Finding::at(&manifest, 1, what));
        }
        let callback = SIGNED_CALLBACKS.contains(&&*member.name).then_some("callback.rs");
        for name in ALWAYS.into_iter().chain(callback) {
            let path = format!("{}/src/{name}", workspace.relative(member.folder()));
            if !files.iter().any(|file| file.path == path) {
                let what = "is missing, every gateway crate has the same skeleton: write it";
                findings.push(Finding::at(&path, 1, what));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::tests::workspace;

    /// The findings in a workspace of one gateway with the given files in `src`.
    fn findings(gateway: &str, names: &[&str]) -> Vec<String> {
        let workspace = workspace(&[(gateway, "", ""), ("pay-sign", "", "")]);
        let paths: Vec<String> =
            names.iter().map(|name| format!("crates/{gateway}/src/{name}")).collect();
        let files: Vec<File<'_>> = paths.iter().map(|path| File { path, text: "" }).collect();
        check(&workspace, &files).into_iter().map(|finding| finding.path).collect()
    }

    #[test]
    fn a_whole_skeleton_is_clean_and_each_missing_file_is_found() {
        assert_eq!(findings("dpay-obmenka", &ALWAYS), Vec::<String>::new());
        for missing in ALWAYS {
            let rest: Vec<&str> = ALWAYS.into_iter().filter(|name| *name != missing).collect();
            let expected = [format!("crates/dpay-obmenka/src/{missing}")];
            assert_eq!(findings("dpay-obmenka", &rest), expected);
        }
    }

    #[test]
    fn a_gateway_that_signs_what_it_sends_has_a_callback() {
        let found = findings("obmin-exchanger", &ALWAYS);
        assert!(found.contains(&"crates/obmin-exchanger/src/callback.rs".to_owned()), "{found:?}");
    }

    #[test]
    fn a_crate_that_nobody_expects_is_found() {
        assert_eq!(findings("new-gateway", &ALWAYS), ["crates/new-gateway/Cargo.toml"]);
    }
}
