//! Dates as the gateway writes them.

use std::fmt;

use pay_wire::{Printable, lenient};
use serde::{Deserialize, Deserializer, Serializer, de, ser};
use time::PrimitiveDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

/// `Y-m-d H:i:s`, source: the statement and status pages.
const FORMAT: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");

/// A date and a time of day in a zone that no document names (probably Kyiv: inferred).
///
/// The text as it came, so that nothing is lost where it is written in another way; it is never
/// converted to another zone.
#[derive(Clone, PartialEq, Eq)]
pub struct LocalTime(Box<str>);

impl LocalTime {
    /// The text as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The date and the time of day, where the text is in the documented format.
    pub fn date_time(&self) -> Option<PrimitiveDateTime> {
        PrimitiveDateTime::parse(&self.0, FORMAT).ok()
    }
}

impl From<String> for LocalTime {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Printable(&self.0), f)
    }
}

impl fmt::Debug for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LocalTime({:?})", Printable(&self.0))
    }
}

impl<'de> Deserialize<'de> for LocalTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        lenient::text(deserializer)?.ok_or_else(|| de::Error::custom("expected a date"))
    }
}

/// Writes a bound of a statement; the clock time is sent as it is given.
pub(crate) fn write<S: Serializer>(
    time: &PrimitiveDateTime,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let text = time.format(FORMAT).map_err(ser::Error::custom)?;
    serializer.serialize_str(&text)
}
