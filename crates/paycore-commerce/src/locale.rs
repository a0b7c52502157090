//! Languages of the hosted page, and texts in several of them.

use std::fmt;

use pay_wire::{Members, Printable};
use serde_json::value::RawValue;

use crate::members::text;

pay_wire::words! {
    /// A language of the hosted page; without one the browser's counts.
    pub enum Locale {
        /// English.
        En = "en",
        /// Ukrainian.
        Uk = "uk",
        /// Russian.
        Ru = "ru",
    }
}

/// A text that the gateway gives in one language or in several.
#[derive(Clone)]
pub struct Localized(Vec<(Box<str>, Box<str>)>);

impl Localized {
    /// A plain text, or a map from language to text; `None` where nothing is said.
    pub(crate) fn read(raw: &RawValue) -> Option<Self> {
        if let Some(plain) = text(raw) {
            return (!plain.is_empty()).then(|| Self(vec![("".into(), plain)]));
        }
        let members = Members::of(raw);
        let texts = members.iter().filter_map(|(name, _)| Some((name, members.text(name)?)));
        let texts: Vec<_> = texts.map(|(name, text)| (name.into(), text.into())).collect();
        (!texts.is_empty()).then_some(Self(texts))
    }

    /// In this language, else in English, else as it comes first.
    pub fn text(&self, preferred: &Locale) -> &str {
        let wanted = [preferred.as_str(), Locale::En.as_str()];
        let in_order = wanted.iter().find_map(|wanted| self.get(wanted));
        in_order.or(self.0.first().map(|(_, text)| &**text)).unwrap_or_default()
    }

    /// Language and text, in the order in which they came; a plain text has no language (`""`).
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(language, text)| (&**language, &**text))
    }

    fn get(&self, wanted: &str) -> Option<&str> {
        self.iter()
            .find(|(language, _)| language.eq_ignore_ascii_case(wanted))
            .map(|(_, text)| text)
    }
}

impl fmt::Debug for Localized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Localized({:?})", Printable(self.text(&Locale::En)))
    }
}
