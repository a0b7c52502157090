//! Names that say nothing.

use super::{
    Finding,
    rust::{self, Source},
};

/// Refuses files and modules that are drawers for everything.
pub(super) fn file_names(source: &Source<'_>) -> Vec<Finding> {
    let drawer = source.path.split('/').find(|part| {
        matches!(part.strip_suffix(".rs").unwrap_or(part), "types" | "util" | "utils")
    });
    let what = |name| format!("`{name}` says nothing, name it after the thing that it holds");
    drawer.map(|name| Finding::at(source.path, 1, what(name))).into_iter().collect()
}

/// Refuses identifiers that end with the word for "does something with it".
pub(super) fn managers(source: &Source<'_>) -> Vec<Finding> {
    rust::words(&source.code)
        .filter(|(_, word)| word.ends_with("Manager") || word.ends_with("_manager"))
        .map(|(offset, word)| {
            let what = format!("`{word}` says nothing, name it after what it is in the field");
            Finding::at(source.path, source.line(offset), what)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tests::{NOTHING, lines};

    #[test]
    fn a_drawer_is_found_as_file_and_as_folder() {
        for path in ["crates/a/src/utils.rs", "crates/a/src/types.rs", "crates/a/src/utils/b.rs"] {
            assert_eq!(lines(file_names, path, ""), [1], "{path}");
        }
        for path in ["crates/a/src/invoice.rs", "crates/a/src/prototypes.rs"] {
            assert_eq!(lines(file_names, path, ""), NOTHING, "{path}");
        }
    }

    #[test]
    fn a_manager_is_found_in_code_alone() {
        let text = "struct InvoiceManager;\nlet invoice_manager = 1;\n";
        assert_eq!(lines(managers, "a.rs", text), [1, 2]);
        let text = "// a Manager\nstruct Managers(&'static str);\nlet a = \"Manager\";\n";
        assert_eq!(lines(managers, "a.rs", text), NOTHING);
    }
}
