//! A file of the form `pay-vectors/1`.

use serde::Deserialize;

use super::{Case, ipay_token};

/// The one form that is understood.
pub(super) const FORMAT: &str = "pay-vectors/1";

/// All cases of one gateway.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) groups: Vec<Group>,
}

/// Cases of one scheme.
#[derive(Debug, Deserialize)]
pub(super) struct Group {
    pub(super) cases: Vec<Case>,
    pub(super) scheme: String,
}

impl Document {
    /// Reads a file; says what is wrong with one that is not of this form.
    pub(super) fn from_json(text: &[u8]) -> Result<Self, String> {
        let tokens = serde_json::from_slice(text).ok().and_then(|file| ipay_token::grouped(&file));
        let tokens = tokens.map(|tokens| tokens.to_string());
        let text = tokens.as_ref().map_or(text, |tokens| tokens.as_bytes());
        let format: Format = serde_json::from_slice(text)
            .map_err(|error| format!("not a {FORMAT} file: {error}"))?;
        if format.format != FORMAT {
            return Err(format!("is `{}`, and only `{FORMAT}` is understood", format.format));
        }
        let groups: Groups = serde_json::from_slice(text)
            .map_err(|error| format!("not a {FORMAT} file: {error}"))?;
        Ok(Self { groups: groups.groups })
    }
}

/// Read first: the rest is looked at only if this is the right one.
#[derive(Deserialize)]
struct Format {
    format: String,
}

/// What follows the format.
#[derive(Deserialize)]
struct Groups {
    groups: Vec<Group>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_read_and_what_describes_them_is_passed_over() {
        let text = br#"{"format":"pay-vectors/1","gateway":"g","rules":{"a":"b"},
            "groups":[{"scheme":"s","rule":"r","cases":[{"name":"a"},{"name":"b"}]}]}"#;
        let document = Document::from_json(text).unwrap();
        assert_eq!(document.groups.len(), 1);
        assert_eq!(document.groups[0].scheme, "s");
        assert_eq!(document.groups[0].cases[1].name(), Some("b"));
    }

    #[test]
    fn another_form_is_refused_and_named() {
        for (text, said) in [
            ("", "not a pay-vectors/1 file"),
            ("[]", "not a pay-vectors/1 file"),
            (r#"{"groups":[]}"#, "missing field `format`"),
            (r#"{"format":"pay-vectors/2","cases":1}"#, "is `pay-vectors/2`"),
            (r#"{"format":"pay-vectors/1"}"#, "missing field `groups`"),
            (r#"{"format":"pay-vectors/1","groups":[{"cases":[]}]}"#, "missing field `scheme`"),
            (r#"{"format":"pay-vectors/1","groups":[{"scheme":"s"}]}"#, "missing field `cases`"),
        ] {
            let words = Document::from_json(text.as_bytes()).unwrap_err();
            assert!(words.contains(said), "{text}: {words}");
        }
    }
}
