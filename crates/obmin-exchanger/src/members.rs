//! What is read from answers beside what [`Members`] reads.

use pay_wire::Members;
use serde_json::value::RawValue;

/// More readers of [`Members`], each giving nothing where nothing can be made of what is written.
pub(crate) trait Reading {
    /// [`Members::text`], to be kept.
    fn owned(&self, name: &str) -> Option<Box<str>>;

    /// The member as it is written, unless it is `null`.
    fn present(&self, name: &str) -> Option<&RawValue>;

    /// A whole number that is not negative.
    fn number(&self, name: &str) -> Option<u64>;
}

impl Reading for Members {
    fn owned(&self, name: &str) -> Option<Box<str>> {
        self.text(name).map(Into::into)
    }

    fn present(&self, name: &str) -> Option<&RawValue> {
        self.raw(name).filter(|raw| raw.get() != "null")
    }

    fn number(&self, name: &str) -> Option<u64> {
        self.integer(name)?.try_into().ok()
    }
}

/// The objects in an array; none of what is no array.
pub(crate) fn listed(raw: &RawValue) -> Vec<Members> {
    let items: Vec<Box<RawValue>> = serde_json::from_str(raw.get()).unwrap_or_default();
    items.iter().map(|item| Members::of(item)).filter(|item| !item.is_empty()).collect()
}
