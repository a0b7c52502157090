//! The parameters of a call, written as a query, as a form or as JSON.

use form_urlencoded::Serializer as FormSerializer;
use pay_wire::Result;
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use snafu::{OptionExt as _, ensure};

use crate::error::{FormItemsSnafu, FormObjectSnafu};
use crate::field::FieldValue;

/// How many items a list in a form has: the server's parser makes an object of a longer one.
const MOST_ITEMS: usize = 20;

/// Names and values in the order in which they are sent.
#[derive(Default)]
pub(crate) struct Params<'a>(Vec<(&'static str, Param<'a>)>);

enum Param<'a> {
    Fields(&'a [FieldValue<'a>]),
    Flag(bool),
    Number(u64),
    Object(&'a RawValue),
    Text(&'a str),
    Texts(Vec<&'a str>),
}

impl<'a> Params<'a> {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn text(self, name: &'static str, value: impl Into<Option<&'a str>>) -> Self {
        self.with(name, value.into().map(Param::Text))
    }

    pub(crate) fn number(self, name: &'static str, value: impl Into<Option<u64>>) -> Self {
        self.with(name, value.into().map(Param::Number))
    }

    pub(crate) fn flag(self, name: &'static str, value: impl Into<Option<bool>>) -> Self {
        self.with(name, value.into().map(Param::Flag))
    }

    /// A list; an empty one is not sent.
    pub(crate) fn texts(
        self,
        name: &'static str,
        values: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let values: Vec<_> = values.into_iter().collect();
        self.with(name, (!values.is_empty()).then_some(Param::Texts(values)))
    }

    /// A list; an empty one is sent as such where that can be written.
    pub(crate) fn fields(self, name: &'static str, values: &'a [FieldValue<'a>]) -> Self {
        self.with(name, Some(Param::Fields(values)))
    }

    pub(crate) fn object(self, name: &'static str, value: impl Into<Option<&'a RawValue>>) -> Self {
        self.with(name, value.into().map(Param::Object))
    }

    fn with(mut self, name: &'static str, value: Option<Param<'a>>) -> Self {
        self.0.extend(value.map(|value| (name, value)));
        self
    }

    /// As a query or a form, percent-encoded, brackets included.
    ///
    /// # Errors
    ///
    /// If a list is too long for it, or a value is an object.
    pub(crate) fn form(&self) -> Result<String> {
        let mut form = FormSerializer::new(String::new());
        for (name, value) in &self.0 {
            let field = *name;
            match value {
                Param::Flag(flag) => {
                    form.append_pair(name, if *flag { "true" } else { "false" });
                }
                Param::Number(number) => {
                    form.append_pair(name, &number.to_string());
                }
                Param::Text(text) => {
                    form.append_pair(name, text);
                }
                Param::Object(_) => return Ok(None.context(FormObjectSnafu { field })?),
                Param::Texts(texts) => {
                    ensure!(texts.len() <= MOST_ITEMS, FormItemsSnafu { field, most: MOST_ITEMS });
                    let name = format!("{name}[]");
                    form.extend_pairs(texts.iter().map(|text| (&name, text)));
                }
                Param::Fields(values) => {
                    ensure!(values.len() <= MOST_ITEMS, FormItemsSnafu { field, most: MOST_ITEMS });
                    for (index, value) in values.iter().enumerate() {
                        form.append_pair(&format!("{name}[{index}][key]"), value.key);
                        form.append_pair(&format!("{name}[{index}][value]"), value.value);
                    }
                }
            }
        }
        Ok(form.finish())
    }
}

/// As JSON.
impl Serialize for Params<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            match value {
                Param::Fields(values) => map.serialize_entry(name, values)?,
                Param::Flag(flag) => map.serialize_entry(name, flag)?,
                Param::Number(number) => map.serialize_entry(name, number)?,
                Param::Object(object) => map.serialize_entry(name, object)?,
                Param::Text(text) => map.serialize_entry(name, text)?,
                Param::Texts(texts) => map.serialize_entry(name, texts)?,
            }
        }
        map.end()
    }
}
