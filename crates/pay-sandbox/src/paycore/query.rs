//! Names in PHP's brackets: `customer[metadata][key]=value` as nested objects of texts.

use crate::json::Json;

/// Names with more brackets than this are one key.
const DEEPEST: usize = 8;

/// Reads a query or a form. A name that comes twice has its last value; an input that was left
/// empty does not count.
pub(super) fn nested(encoded: &[u8]) -> Json {
    let mut all = Json::object([]);
    for (name, value) in form_urlencoded::parse(encoded).filter(|(_, value)| !value.is_empty()) {
        insert(&mut all, &keys(&name), &value);
    }
    all
}

/// `a[b][c]` as `a`, `b`, `c`; a name without whole brackets is one key.
fn keys(name: &str) -> Vec<&str> {
    let parts = name.strip_suffix(']').and_then(|open| open.split_once('['));
    match parts {
        Some((first, rest)) if !first.is_empty() && rest.matches("][").count() < DEEPEST => {
            std::iter::once(first).chain(rest.split("][")).collect()
        }
        _ => vec![name],
    }
}

fn insert(into: &mut Json, keys: &[&str], value: &str) {
    let (Json::Object(members), Some((key, deeper))) = (into, keys.split_first()) else {
        return;
    };
    let at = members.iter().position(|(name, _)| name == key).unwrap_or_else(|| {
        members.push(((*key).to_owned(), Json::Null));
        members.len() - 1
    });
    let (_, member) = &mut members[at];
    if deeper.is_empty() {
        *member = Json::text(value);
        return;
    }
    if !matches!(member, Json::Object(_)) {
        *member = Json::object([]);
    }
    insert(member, deeper, value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_nest() {
        let read = |query: &str| nested(query.as_bytes()).to_string();
        assert_eq!(
            read("a=1+2&c%5Bm%5D%5Bk%5D=v%201&c[r]=x&a=3"),
            r#"{"a":"3","c":{"m":{"k":"v 1"},"r":"x"}}"#
        );
        assert_eq!(read("a[=1&]=2&[b]=3&a[b]c=4"), r#"{"a[":"1","]":"2","[b]":"3","a[b]c":"4"}"#);
        assert_eq!(read("a=1&a[b]=2&a=3"), r#"{"a":"3"}"#);
        assert_eq!(read(""), "{}");
    }

    #[test]
    fn what_nests_too_deep_is_one_key() {
        let name = format!("a{}", "[b]".repeat(200_000));
        let read = nested(format!("{name}=1").as_bytes());
        assert_eq!(read.get(&name), Some(&Json::text("1")));
    }
}
