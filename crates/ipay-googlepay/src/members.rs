//! What is read from answers beside what [`Members`] reads.
//!
//! The fields of an answer are typed differently from table to example to reality, and an answer
//! that says that a payment went through must stay readable where its commission is spelled in a
//! new way. What could not be read is in [`Answer::raw`](pay_wire::Answer::raw).

use pay_wire::Members;
use serde_json::value::RawValue;

use crate::Kopecks;

/// More readers of [`Members`], each giving nothing where nothing can be made of what is written.
pub(crate) trait Reading: Sized {
    /// [`Members::text`], to be kept.
    fn owned(&self, name: &str) -> Option<Box<str>>;

    /// [`Members::integer`] as a sum.
    fn kopecks(&self, name: &str) -> Option<Kopecks>;

    /// The objects of a list: of an array, of an object whose names are all numbers (so PHP prints
    /// a list with gaps), or the one object that has one of the members that `item` names.
    fn items(&self, name: &str, item: [&str; 2]) -> Vec<Self>;

    /// Those that `known` does not name, in their order.
    fn beside(&self, known: &[&str]) -> Vec<(Box<str>, Box<RawValue>)>;
}

impl Reading for Members {
    fn owned(&self, name: &str) -> Option<Box<str>> {
        self.text(name).map(Into::into)
    }

    fn kopecks(&self, name: &str) -> Option<Kopecks> {
        self.integer(name).map(Kopecks::new)
    }

    fn items(&self, name: &str, item: [&str; 2]) -> Vec<Self> {
        let object = self.object(name);
        if object.is_empty() {
            return self.objects(name);
        }
        if item.iter().any(|name| object.raw(name).is_some()) {
            return vec![object];
        }
        let numbered =
            object.iter().map(|(name, value)| Some((name.parse().ok()?, Self::of(value))));
        let mut numbered: Vec<(u64, Self)> = numbered.collect::<Option<_>>().unwrap_or_default();
        numbered.sort_by_key(|(number, _)| *number);
        numbered.into_iter().map(|(_, item)| item).filter(|item| !item.is_empty()).collect()
    }

    fn beside(&self, known: &[&str]) -> Vec<(Box<str>, Box<RawValue>)> {
        let others = self.iter().filter(|(name, _)| !known.contains(name));
        others.map(|(name, value)| (name.into(), value.to_owned())).collect()
    }
}

/// The texts of an array; none of what is not an array of texts.
#[cfg(feature = "token-check")]
pub(crate) fn texts(raw: &RawValue) -> Vec<Box<str>> {
    serde_json::from_str(raw.get()).unwrap_or_default()
}
