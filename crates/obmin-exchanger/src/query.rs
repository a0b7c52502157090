//! A query or a form as the server's parser reads it: brackets in names make arrays and objects.

use std::collections::HashMap;

use crate::canonical::{Object, Value, array_index, quoted};

/// How many fields are read: what is beyond them in a query is not, and a longer form is refused.
pub(crate) const MOST_FIELDS: usize = 1000;

/// How far the server's parser goes.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// How many brackets of one name are followed.
    depth: usize,
    /// The largest number in brackets that is the index of an array.
    index: usize,
}

impl Limits {
    /// Of what stands behind the `?`.
    pub(crate) const QUERY: Self = Self { depth: 5, index: 20 };

    /// Of a body: as many indices as it has separators, if they are many. Older versions of the
    /// parser follow brackets without an end, newer ones refuse more than 32.
    pub(crate) fn of_a_body(form: &str) -> Self {
        Self { depth: 512, index: form.matches('&').count().max(100) }
    }
}

/// The parameters in a query or in a form.
pub(crate) fn parse(text: &str, limits: Limits) -> Object {
    let mut whole = Node::Object(Vec::new());
    for (name, values) in fields(text) {
        if let Some(tree) = tree(&name, values, limits) {
            whole = merge(whole, tree);
        }
    }
    match whole {
        Node::Object(members) => object(members),
        Node::Array(_) | Node::Flag | Node::Text(_) => Object::default(),
    }
}

/// Names and values, decoded; a name that is there more than once has all its values.
fn fields(text: &str) -> Vec<(String, Vec<String>)> {
    let mut fields: Vec<(String, Vec<String>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for part in text.split('&').take(MOST_FIELDS).filter(|part| !part.is_empty()) {
        let equals = part.find("]=").map(|at| at + 1).or_else(|| part.find('='));
        let (name, value) = match equals {
            Some(at) => (&part[..at], &part[at + 1..]),
            None => (part, ""),
        };
        let (name, value) = (decoded(name), decoded(value));
        if let Some(place) = places.get(&name) {
            fields[*place].1.push(value);
        } else {
            places.insert(name.clone(), fields.len());
            fields.push((name, vec![value]));
        }
    }
    // the parser keeps them in an object, where these come first; stable for the others
    fields.sort_by_key(|(name, _)| array_index(name).unwrap_or(u64::MAX));
    fields
}

/// Percent-decoding of a whole name or value; one that cannot be decoded stays as it is, apart
/// from `+`.
fn decoded(text: &str) -> String {
    let text = text.replace('+', " ");
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        if *first != b'%' {
            bytes.push(*first);
            rest = after;
            continue;
        }
        let digit = |at: usize| char::from(*after.get(at)?).to_digit(16);
        let Some(byte) = digit(0).zip(digit(1)).map(|(high, low)| high << 4 | low) else {
            return text;
        };
        bytes.push(u8::try_from(byte).expect("two hexadecimal digits are a byte"));
        rest = &after[2..];
    }
    String::from_utf8(bytes).unwrap_or(text)
}

/// What the parser builds; an array can have gaps until the end.
enum Node {
    /// A name that the parser turned into a flag.
    Flag,
    Text(String),
    Array(Vec<Option<Node>>),
    Object(Vec<(String, Node)>),
}

/// `a[b][0]` and a value as an object in an object.
fn tree(name: &str, mut values: Vec<String>, limits: Limits) -> Option<Node> {
    let mut node = match values.len() {
        1 => Node::Text(values.remove(0)),
        _ => Node::Array(values.into_iter().map(|value| Some(Node::Text(value))).collect()),
    };
    let path = path(name, limits.depth);
    if path.is_empty() {
        return None;
    }
    for key in path.iter().rev() {
        node = match key {
            Key::Push => match node {
                Node::Array(items) => Node::Array(items),
                other => Node::Array(vec![Some(other)]),
            },
            Key::Bracket(name) => match index(name).filter(|index| *index <= limits.index) {
                Some(index) => {
                    let mut items: Vec<_> = (0..index).map(|_| None).collect();
                    items.push(Some(node));
                    Node::Array(items)
                }
                None => member(name, node),
            },
            Key::Parent(name) => member(name, node),
        };
    }
    Some(node)
}

/// An object with one member; the parser drops the name that would change JavaScript's objects.
fn member(name: &str, node: Node) -> Node {
    let kept = (name != "__proto__").then(|| (name.to_owned(), node));
    Node::Object(kept.into_iter().collect())
}

/// One step of a name.
enum Key {
    /// What stands before the first bracket.
    Parent(String),
    /// What stands in brackets.
    Bracket(String),
    /// `[]`.
    Push,
}

fn path(name: &str, depth: usize) -> Vec<Key> {
    let mut path = Vec::new();
    let first = bracket(name);
    let parent = first.map_or(name, |(start, _)| &name[..start]);
    if !parent.is_empty() {
        path.push(Key::Parent(parent.to_owned()));
    }
    let mut rest = name;
    for level in 0.. {
        let Some((start, end)) = bracket(rest) else { break };
        if level == depth {
            path.push(Key::Bracket(rest[start..].to_owned()));
            break;
        }
        path.push(match &rest[start + 1..end] {
            "" => Key::Push,
            name => Key::Bracket(name.to_owned()),
        });
        rest = &rest[end + 1..];
    }
    path
}

/// Where the first pair of brackets without brackets inside begins and ends.
fn bracket(name: &str) -> Option<(usize, usize)> {
    let opened = name.find('[')?;
    let end = opened + name[opened..].find(']')?;
    let start = name[..end].rfind('[')?;
    Some((start, end))
}

/// The number in brackets, if it is written as JavaScript would print it.
fn index(name: &str) -> Option<usize> {
    let index: usize = name.parse().ok()?;
    (index.to_string() == name).then_some(index)
}

/// One parameter laid into the others.
fn merge(target: Node, source: Node) -> Node {
    match (target, source) {
        (target, Node::Text(nothing)) if nothing.is_empty() => target,
        (Node::Array(mut items), leaf @ (Node::Flag | Node::Text(_))) => {
            items.push(Some(leaf));
            Node::Array(items)
        }
        (Node::Array(target), Node::Array(source)) => Node::Array(merged_arrays(target, source)),
        (Node::Array(items), Node::Object(source)) => {
            merge(Node::Object(numbered(items)), Node::Object(source))
        }
        (Node::Object(mut members), source) => {
            let added = match source {
                Node::Object(source) => source,
                Node::Array(items) => numbered(items),
                Node::Text(name) => vec![(name, Node::Flag)],
                Node::Flag => Vec::new(),
            };
            for (name, node) in added {
                put(&mut members, name, node);
            }
            Node::Object(members)
        }
        (leaf @ (Node::Flag | Node::Text(_)), Node::Array(items)) => {
            Node::Array([Some(leaf)].into_iter().chain(items).collect())
        }
        (leaf @ (Node::Flag | Node::Text(_)), other) => Node::Array(vec![Some(leaf), Some(other)]),
    }
}

fn put(members: &mut Vec<(String, Node)>, name: String, node: Node) {
    match members.iter().position(|(existing, _)| *existing == name) {
        Some(place) => {
            let (name, existing) = members.remove(place);
            members.insert(place, (name, merge(existing, node)));
        }
        None => members.push((name, node)),
    }
}

fn merged_arrays(mut target: Vec<Option<Node>>, source: Vec<Option<Node>>) -> Vec<Option<Node>> {
    for (place, item) in source.into_iter().enumerate() {
        let Some(item) = item else { continue };
        while target.len() <= place {
            target.push(None);
        }
        match target[place].take() {
            None => target[place] = Some(item),
            Some(existing) if is_container(&existing) && is_container(&item) => {
                target[place] = Some(merge(existing, item));
            }
            Some(existing) => {
                target[place] = Some(existing);
                target.push(Some(item));
            }
        }
    }
    target
}

fn is_container(node: &Node) -> bool {
    matches!(node, Node::Array(_) | Node::Object(_))
}

/// An array as an object with indices for names.
fn numbered(items: Vec<Option<Node>>) -> Vec<(String, Node)> {
    let items = items.into_iter().enumerate();
    items.filter_map(|(index, item)| Some((index.to_string(), item?))).collect()
}

fn object(members: Vec<(String, Node)>) -> Object {
    let mut object = Object::default();
    for (name, node) in members {
        object.set(quoted(&name), value(node));
    }
    object
}

/// The finished value; gaps in arrays are closed.
fn value(node: Node) -> Value {
    match node {
        Node::Flag => Value::Leaf("true".to_owned()),
        Node::Text(text) => Value::Leaf(quoted(&text)),
        Node::Array(items) => Value::Array(items.into_iter().flatten().map(value).collect()),
        Node::Object(members) => Value::Object(object(members)),
    }
}
