//! `toValues` of a notification, in every form that an encoder of lists is known to write.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::field::Requisite;
use pay_wire::Members;

/// Requisites, and whether some were lost before they were sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct ToValues {
    values: Vec<Requisite>,
    lossy: bool,
}

/// The parts of one requisite.
#[derive(Default)]
struct Parts {
    key: Option<Box<str>>,
    field: Option<Box<str>>,
    name: Option<Box<str>>,
    value: Option<Box<str>>,
}

/// Which requisite a part belongs to.
enum Place {
    /// `[0]`.
    Numbered(u64),
    /// `[]`, or nothing: to the one that is being read.
    Next,
}

impl ToValues {
    /// From names and values of the whole form.
    ///
    /// Numbered requisites come first, by their numbers; then those without numbers, where a part
    /// that is there already begins the next one; then those of a JSON text. A `toValues` that is
    /// no such JSON (`[object Object]`, nothing) means that some were lost.
    pub(crate) fn read<'a>(form: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut numbered: BTreeMap<u64, Parts> = BTreeMap::new();
        let mut others: Vec<Parts> = Vec::new();
        let mut written = Vec::new();
        let mut lossy = false;
        for (name, value) in form {
            let Some(path) = name.strip_prefix("toValues") else { continue };
            if path.is_empty() {
                match from_json(value) {
                    Some(values) => written.extend(values),
                    None => lossy = true,
                }
                continue;
            }
            let Some((place, part)) = split(path) else { continue };
            match place {
                Place::Numbered(number) => {
                    let mut parts = numbered.remove(&number).unwrap_or_default();
                    let known =
                        parts.part(part).map(|part| part.get_or_insert_with(|| value.into()));
                    if known.is_some() || !parts.is_empty() {
                        numbered.insert(number, parts);
                    }
                }
                Place::Next => {
                    let repeats =
                        |last: &mut Parts| last.part(part).is_some_and(|part| part.is_some());
                    if others.last_mut().is_none_or(repeats) {
                        others.push(Parts::default());
                    }
                    let last = others.last_mut().and_then(|last| last.part(part));
                    if let Some(part) = last {
                        *part = Some(value.into());
                    }
                }
            }
        }
        let parts = numbered.into_values().chain(others).filter(|parts| !parts.is_empty());
        let values = parts.map(Parts::requisite).chain(written).collect();
        Self { values, lossy }
    }

    pub(crate) fn values(&self) -> &[Requisite] {
        &self.values
    }

    pub(crate) fn are_lossy(&self) -> bool {
        self.lossy
    }
}

impl Parts {
    /// The place of a part; of none that is not documented.
    fn part(&mut self, name: &str) -> Option<&mut Option<Box<str>>> {
        match name {
            "key" => Some(&mut self.key),
            "field" => Some(&mut self.field),
            "name" => Some(&mut self.name),
            "value" => Some(&mut self.value),
            _ => None,
        }
    }

    fn is_empty(&self) -> bool {
        [&self.key, &self.field, &self.name, &self.value].into_iter().all(Option::is_none)
    }

    /// What is missing is empty; `field` stands in for a `key` that is.
    fn requisite(self) -> Requisite {
        let key = self.key.filter(|key| !key.is_empty()).or(self.field).unwrap_or_default();
        Requisite::new(key, self.name.unwrap_or_default(), self.value.unwrap_or_default())
    }
}

/// `[0][key]`, `[0].key`, `[][key]`, `[key]` or `.key`.
fn split(path: &str) -> Option<(Place, &str)> {
    if let Some(part) = path.strip_prefix('.') {
        return Some((Place::Next, part));
    }
    let (first, rest) = path.strip_prefix('[')?.split_once(']')?;
    if rest.is_empty() {
        return Some((Place::Next, first));
    }
    let part = match rest.strip_prefix('.') {
        Some(part) => part,
        None => rest.strip_prefix('[')?.strip_suffix(']')?,
    };
    let place = if first.is_empty() { Place::Next } else { Place::Numbered(number(first)?) };
    Some((place, part))
}

fn number(digits: &str) -> Option<u64> {
    let digits = Some(digits).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    digits?.parse().ok()
}

/// The requisites of a JSON array of objects, or of one object.
fn from_json(text: &str) -> Option<Vec<Requisite>> {
    let whole: Box<RawValue> = serde_json::from_str(text.trim()).ok()?;
    let items: Vec<Box<RawValue>> = if whole.get().starts_with('[') {
        serde_json::from_str(whole.get()).ok()?
    } else {
        vec![whole]
    };
    let objects = items.iter().all(|item| item.get().starts_with('{'));
    objects.then(|| items.iter().map(|item| Requisite::read(&Members::of(item))).collect())
}
