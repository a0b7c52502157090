//! A document, read once into its type and kept whole.

use std::fmt;
use std::ops::Deref;

use serde::de::DeserializeOwned;
use snafu::{ResultExt as _, Snafu};

use crate::scan::scan;
use crate::{Error, ErrorKind, Result};

/// What a gateway said: the typed reading of it, and the document itself.
///
/// It derefs to `T`. A member that `T` does not know is in [`raw`](Self::raw), so a gateway's
/// next release loses nothing. `Debug` shows `T` alone.
#[derive(Clone)]
pub struct Answer<T> {
    value: T,
    raw: Box<str>,
}

impl<T> Answer<T> {
    /// The whole document, as it came. It may hold personal data.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// The typed reading alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The same document behind another typed reading.
    ///
    /// # Errors
    ///
    /// Those of `read`.
    pub fn try_map<U>(self, read: impl FnOnce(T) -> Result<U>) -> Result<Answer<U>> {
        Ok(Answer { value: read(self.value)?, raw: self.raw })
    }
}

impl<T> Deref for Answer<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Answer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// Reads a JSON document.
///
/// What two readers could understand in two ways is refused: a member that is there twice (at any
/// depth), bytes behind the document, text that is not UTF-8; and nesting beyond 64.
///
/// # Errors
///
/// [`ErrorKind::Decode`] with [`Delivery::Unknown`](crate::Delivery::Unknown) and the beginning of
/// the document.
pub fn read<T: DeserializeOwned>(document: &[u8]) -> Result<Answer<T>> {
    fn inner<T: DeserializeOwned>(document: &[u8]) -> Result<Answer<T>, Fault> {
        let text = str::from_utf8(document).context(Utf8Snafu)?;
        scan(text).context(JsonSnafu)?;
        let value = serde_json::from_str(text).map_err(Silent::of).context(MeaningSnafu)?;
        Ok(Answer { value, raw: text.into() })
    }
    inner(document).map_err(|fault| Error::after(ErrorKind::Decode, fault).with_body(document))
}

#[derive(Debug, Snafu)]
enum Fault {
    #[snafu(display("the answer is not good JSON"))]
    Json { source: serde_json::Error },
    #[snafu(display("the answer is not the documented one"))]
    Meaning { source: Silent },
    #[snafu(display("the answer is not UTF-8"))]
    Utf8 { source: std::str::Utf8Error },
}

/// Where a document stops making sense, without the value that stands there: serde repeats it in
/// its message, and it may be anything.
#[derive(Debug, Snafu)]
#[snafu(display("unexpected or missing member at line {line}, column {column}"))]
struct Silent {
    line: usize,
    column: usize,
}

impl Silent {
    #[expect(clippy::needless_pass_by_value, reason = "fits `map_err`")]
    fn of(error: serde_json::Error) -> Self {
        Self { line: error.line(), column: error.column() }
    }
}
