//! Queries and forms with bracketed names, as the engine's framework reads them.

use std::collections::BTreeMap;

use super::value::{Text, Value, units};

/// Pairs beyond these are not read.
const PAIRS: usize = 1000;

/// Brackets that nest deeper are one key.
const DEEPEST: usize = 5;

/// Arrays with more items become objects.
const LONGEST: usize = 20;

/// What is being put together.
enum Node {
    Leaf(String),
    /// By index, with holes.
    List(BTreeMap<usize, Node>),
    Map(Vec<(String, Node)>),
}

/// The members of the object that a query or a form stands for.
pub(super) fn parse(encoded: &str) -> Vec<(Text, Value)> {
    let mut all = Node::Map(Vec::new());
    for (name, values) in pairs(encoded) {
        let mut path = segments(&name);
        let first = path.remove(0);
        let inner = path.into_iter().rev().fold(leaves(values), within);
        all = merged(all, Node::Map(vec![(first, inner)]));
    }
    finished(all).into_members()
}

/// Names in the order in which they came first, each with all its values.
fn pairs(encoded: &str) -> Vec<(String, Vec<String>)> {
    let mut pairs: Vec<(String, Vec<String>)> = Vec::new();
    for part in encoded.split('&').take(PAIRS) {
        let end = part.find("]=").map(|at| at + 1).or_else(|| part.find('='));
        let (name, value) = end.map_or((part, ""), |end| (&part[..end], &part[end + 1..]));
        let (name, value) = (decoded(name), decoded(value));
        match pairs.iter_mut().find(|(other, _)| *other == name) {
            Some((_, values)) => values.push(value),
            None if name.is_empty() => {}
            None => pairs.push((name, vec![value])),
        }
    }
    pairs
}

/// `+` is a space; what is no percent-encoded UTF-8 stays as it is.
fn decoded(part: &str) -> String {
    let spaced = part.replace('+', " ");
    let mut bytes = Vec::new();
    let mut rest = spaced.as_bytes();
    while let Some((byte, behind)) = rest.split_first() {
        rest = behind;
        if *byte != b'%' {
            bytes.push(*byte);
            continue;
        }
        let hex = rest.get(..2).filter(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        let Some(hex) = hex.and_then(|hex| std::str::from_utf8(hex).ok()) else {
            return spaced;
        };
        bytes.push(u8::from_str_radix(hex, 16).expect("two hex digits"));
        rest = &rest[2..];
    }
    String::from_utf8(bytes).unwrap_or(spaced)
}

/// `a[b][]` as `a`, `b` and an empty text.
fn segments(name: &str) -> Vec<String> {
    let Some((start, _)) = group(name, 0) else {
        return vec![name.to_owned()];
    };
    let mut segments = Vec::new();
    if start > 0 {
        segments.push(name[..start].to_owned());
    }
    let (mut from, mut depth) = (0, 0);
    while let Some((start, end)) = group(name, from) {
        if depth == DEEPEST {
            segments.push(name[start..].to_owned());
            break;
        }
        segments.push(name[start + 1..end - 1].to_owned());
        (from, depth) = (end, depth + 1);
    }
    segments
}

/// The next pair of brackets without brackets in it: from the first to behind the second.
fn group(name: &str, from: usize) -> Option<(usize, usize)> {
    let mut open = None;
    for (at, letter) in name.char_indices().skip_while(|(at, _)| *at < from) {
        match (letter, open) {
            ('[', _) => open = Some(at),
            (']', Some(start)) => return Some((start, at + 1)),
            _ => {}
        }
    }
    None
}

fn leaves(mut values: Vec<String>) -> Node {
    if values.len() == 1 {
        return Node::Leaf(values.remove(0));
    }
    Node::List(values.into_iter().map(Node::Leaf).enumerate().collect())
}

fn within(inner: Node, segment: String) -> Node {
    if segment.is_empty() {
        return match inner {
            Node::List(_) => inner,
            other => Node::List(BTreeMap::from([(0, other)])),
        };
    }
    match index(&segment) {
        Some(index) => Node::List(BTreeMap::from([(index, inner)])),
        None => Node::Map(vec![(segment, inner)]),
    }
}

/// The place in an array, without leading zeros.
fn index(segment: &str) -> Option<usize> {
    let index: usize = segment.parse().ok()?;
    (index < LONGEST && index.to_string() == segment).then_some(index)
}

fn merged(into: Node, more: Node) -> Node {
    match (into, more) {
        (Node::List(mut items), Node::List(more)) => {
            for (at, item) in more {
                match items.remove(&at) {
                    None => drop(items.insert(at, item)),
                    Some(earlier @ Node::Leaf(_)) => {
                        items.insert(at, earlier);
                        append(&mut items, item);
                    }
                    Some(earlier) => drop(items.insert(at, merged(earlier, item))),
                }
            }
            Node::List(items)
        }
        (Node::List(mut items), leaf @ Node::Leaf(_)) => {
            append(&mut items, leaf);
            Node::List(items)
        }
        (leaf @ Node::Leaf(_), more) => {
            let mut items = BTreeMap::from([(0, leaf)]);
            match more {
                Node::List(more) => more.into_values().for_each(|item| append(&mut items, item)),
                other => append(&mut items, other),
            }
            Node::List(items)
        }
        // A text cannot be put into an object: it has no name there.
        (map @ Node::Map(_), Node::Leaf(_)) => map,
        (into, more) => {
            let mut members = named(into);
            for (name, value) in named(more) {
                match members.iter().position(|(other, _)| *other == name) {
                    None => members.push((name, value)),
                    Some(at) => {
                        let earlier = std::mem::replace(&mut members[at].1, Node::Map(Vec::new()));
                        members[at].1 = merged(earlier, value);
                    }
                }
            }
            Node::Map(members)
        }
    }
}

fn append(items: &mut BTreeMap<usize, Node>, item: Node) {
    let end = items.last_key_value().map_or(0, |(last, _)| last + 1);
    items.insert(end, item);
}

/// Members by name; those of an array are called by their index.
fn named(node: Node) -> Vec<(String, Node)> {
    match node {
        Node::Map(members) => members,
        Node::List(items) => items.into_iter().map(|(at, item)| (at.to_string(), item)).collect(),
        Node::Leaf(_) => Vec::new(),
    }
}

/// Without holes.
fn finished(node: Node) -> Value {
    match node {
        Node::Leaf(text) => Value::text(&text),
        Node::List(items) => Value::List(items.into_values().map(finished).collect()),
        Node::Map(members) => {
            let members = members.into_iter().map(|(name, value)| (units(&name), finished(value)));
            Value::Object(members.collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::canonical::stringify;
    use super::*;

    #[test]
    fn brackets_are_read_as_the_framework_reads_them() {
        for (query, expected) in [
            ("", "{}"),
            ("b=2&a=1&b", r#"{"b":["2",""],"a":"1"}"#),
            ("k[]=a&k[]=b", r#"{"k":["a","b"]}"#),
            ("k%5B%5D=a", r#"{"k":["a"]}"#),
            ("k[1]=b&k[0]=a", r#"{"k":["a","b"]}"#),
            ("k[7]=b&k[3]=a", r#"{"k":["a","b"]}"#),
            ("k[20]=a&k[0]=b", r#"{"k":{"0":"b","20":"a"}}"#),
            (
                "v[0][key]=a&v[0][value]=b+c&v[1][key]=d",
                r#"{"v":[{"key":"a","value":"b c"},{"key":"d"}]}"#,
            ),
            ("v[][key]=a&v[][value]=b", r#"{"v":[{"key":"a","value":"b"}]}"#),
            ("a[b]=1&a[c]=2&a[b]=3", r#"{"a":{"b":["1","3"],"c":"2"}}"#),
            ("a=1&a[b]=2", r#"{"a":["1",{"b":"2"}]}"#),
            ("a[0]=1&a[b]=2", r#"{"a":{"0":"1","b":"2"}}"#),
            ("a[b]=1&a=2", r#"{"a":{"b":"1"}}"#),
            ("a[=1&b]=2&c[01]=3", r#"{"a[":"1","b]":"2","c":{"01":"3"}}"#),
            ("[a]=1&=2&&&a[b]c[d]=3", r#"{"a":["1",{"b":{"d":"3"}}]}"#),
            ("a[b=c]=d", r#"{"a":{"b=c":"d"}}"#),
            ("a=%D1%97%20%2B&b=%zz+&c=%ff", r#"{"a":"ї +","b":"%zz ","c":"%ff"}"#),
            ("a[1][2][3][4][5][6][7]=x", r#"{"a":[[[[[{"[6][7]":"x"}]]]]]}"#),
        ] {
            assert_eq!(stringify(&Value::Object(parse(query))), expected, "{query}");
        }
    }

    #[test]
    fn what_nests_too_deep_does_no_harm() {
        let name = format!("a{}", "[b]".repeat(200_000));
        assert_eq!(parse(&format!("{name}=1")).len(), 1);
        assert_eq!(parse(&"a=1&".repeat(5000)).len(), 1);
    }
}
