//! The given vectors, read once.

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct File {
    groups: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    scheme: String,
    cases: Vec<Value>,
}

/// The cases of one scheme, and how many there must be.
pub(crate) fn cases(scheme: &str, count: usize) -> Vec<Value> {
    let file: File = serde_json::from_str(include_str!("../vectors/obmin-exchanger.json")).unwrap();
    let groups = file.groups.into_iter().filter(|group| group.scheme == scheme);
    let cases: Vec<_> = groups.flat_map(|group| group.cases).collect();
    assert_eq!(cases.len(), count, "{scheme}");
    cases
}

/// A text of a case; a missing one and `null` are empty.
pub(crate) fn text<'a>(case: &'a Value, path: &str) -> &'a str {
    case.pointer(path).and_then(Value::as_str).unwrap_or_default()
}
