//! Texts of the exchanger's.

use std::fmt;

use pay_wire::{Members, Printable};

use crate::members::Reading as _;

/// The part of a text that is for a language.
///
/// Texts can hold several languages, split by `##`: a part of two letters announces the language
/// of the next one, and a part that is not announced is for all. `##en##Pay##uk##Сплатіть` is
/// `Pay` for `en`. Source: the engine's pages. Without a part for `lang`, what is for all is left,
/// which may be nothing.
pub fn localized(text: &str, lang: &str) -> String {
    let mut announced = None;
    let mut localized = String::new();
    for part in text.split("##") {
        if part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            announced = Some(part);
            continue;
        }
        if announced.take().is_none_or(|other| other.eq_ignore_ascii_case(lang)) {
            localized.push_str(part);
        }
    }
    localized
}

/// A text for one step of an order's way: HTML that is not to be trusted.
#[derive(Clone)]
pub struct Instruction {
    step: Option<Box<str>>,
    lang: Option<Box<str>>,
    content: Box<str>,
}

impl Instruction {
    pub(crate) fn read(members: &Members) -> Self {
        Self {
            step: members.owned("step"),
            lang: members.owned("lang"),
            content: members.owned("content").unwrap_or_default(),
        }
    }

    /// Which step: `createOrder`, `confirmation`, `payment`, `resultOrder`, `successOrder`,
    /// `doneOrder` and `deleteOrder` are known.
    pub fn step(&self) -> Option<&str> {
        self.step.as_deref()
    }

    /// For which language, where it is for one.
    pub fn lang(&self) -> Option<&str> {
        self.lang.as_deref()
    }

    /// The text; perhaps in several languages, see [`localized`].
    pub fn content(&self) -> &str {
        &self.content
    }
}

impl fmt::Debug for Instruction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Instruction")
            .field("step", &self.step().map(Printable))
            .field("lang", &self.lang().map(Printable))
            .finish_non_exhaustive()
    }
}
