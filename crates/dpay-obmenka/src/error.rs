//! What can go wrong here, and the gateway's own error object.

use std::error::Error as _;

use pay_sign::Mismatch;
use pay_wire::{Error, ErrorKind, HeaderFault, Refusal, lenient};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use snafu::Snafu;

/// The gateway's `error` object: a failed call, or the reason in an order that failed.
///
/// Only two codes are documented, 401 and 0; any other is kept as it came. As the cause of an
/// [`Error`] it is found by [`ApiError::of`].
#[derive(Clone, Debug, PartialEq, Eq, Snafu)]
#[snafu(display("{refusal}"))]
pub struct ApiError {
    refusal: Refusal,
}

impl ApiError {
    /// The gateway's error object behind an [`Error`], whatever its delivery.
    pub fn of(error: &Error) -> Option<&Self> {
        error.cause().or_else(|| error.source()?.downcast_ref())
    }

    /// The code; 0 where the gateway gives none, and 0 is also a real code: never match on it
    /// alone. It has nothing to do with HTTP.
    pub fn code(&self) -> i64 {
        self.refusal.code().parse().unwrap_or(0)
    }

    /// The text, in any language.
    pub fn message(&self) -> &str {
        self.refusal.message()
    }

    /// Whether the order does not exist: code 401, "Payment not found".
    pub fn is_not_found(&self) -> bool {
        self.code() == 401
    }

    /// Whether the `payment_id` has been used before: code 0, "Transaction already exists".
    pub fn is_duplicate(&self) -> bool {
        matches!(self.refusal.code(), "" | "0")
            && self.message().to_lowercase().contains("already exists")
    }

    /// Whether code and text are those of the documents: 401 alone could also be a blocked account.
    pub(crate) fn says_not_found(&self) -> bool {
        self.is_not_found() && self.message().to_lowercase().contains("not found")
    }

    pub(crate) fn refusal(&self) -> &Refusal {
        &self.refusal
    }

    /// An object or a text is an error; `null`, `[]`, `{}`, `""` and `false` are none. What
    /// is not documented is an error too.
    pub(crate) fn read(raw: &RawValue) -> Option<Self> {
        let new = |code: Box<str>, message: Box<str>| Self { refusal: Refusal::new(code, message) };
        let written = raw.get();
        match written.chars().filter(|c| !c.is_ascii_whitespace()).collect::<String>().as_str() {
            "null" | "[]" | "{}" | "\"\"" | "false" => return None,
            _ => {}
        }
        let object = written.starts_with('{').then(|| serde_json::from_str(written));
        if let Some(Ok(Object { code, message })) = object {
            return Some(new(code.unwrap_or_default(), message.unwrap_or_default()));
        }
        Some(new("".into(), serde_json::from_str(written).unwrap_or_else(|_| written.into())))
    }
}

/// For `#[serde(default, deserialize_with = ..)]` on an `error` member.
pub(crate) fn api_error<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<ApiError>, D::Error> {
    Ok(ApiError::read(&Box::<RawValue>::deserialize(deserializer)?))
}

/// The documented members of an `error` object.
#[derive(Deserialize)]
struct Object {
    #[serde(default, deserialize_with = "lenient::text")]
    code: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    message: Option<Box<str>>,
}

#[derive(Debug, Snafu)]
#[snafu(visibility(pub(crate)))]
pub(crate) enum Fault {
    #[snafu(display("`{field}` must be more than zero, written plainly as in `100.00`"))]
    AmountOf { field: &'static str },
    #[snafu(display("`{field}` has a line break or another control character; take it out"))]
    Control { field: &'static str },
    #[snafu(display("`start_date` is after `end_date`"))]
    Dates,
    #[snafu(display("`{field}` is empty"))]
    Empty { field: &'static str },
    #[snafu(display("the answer was changed on its way, or signed with another salt"))]
    Forged { source: Mismatch },
    #[snafu(display(
        "the address of this brand's payment form is not known; give it with `form_at`"
    ))]
    FormAddress,
    #[snafu(display("HTTP {status} without the gateway's JSON"))]
    Foreign { status: u16, busy: bool },
    #[snafu(display("`{field}` has a character that a header cannot have"))]
    Header { field: &'static str },
    #[snafu(display(
        "the answer is about another order: `{field}` is not the one that was asked for"
    ))]
    OtherOrder { field: &'static str },
    #[snafu(display("`next_step` is not a name of 1 to 64 letters, digits, `-` or `_`"))]
    NextStep,
    #[snafu(display("`{field}` must be a JSON object"))]
    NotAnObject { field: &'static str },
    #[snafu(display("the recipient of this method is digits alone, without spaces"))]
    Recipient,
    #[snafu(display("the gateway's answer has data and an error at once"))]
    TwoAnswers { source: ApiError },
    #[snafu(display("the answer has no readable signature, or more than one"))]
    Unsigned { source: HeaderFault, busy: bool },
    #[snafu(display("the request cannot be written"))]
    Write { source: serde_json::Error },
    #[snafu(display("the request cannot be addressed"))]
    Request { source: http::Error },
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::AmountOf { .. }
            | Fault::Control { .. }
            | Fault::Dates
            | Fault::Empty { .. }
            | Fault::FormAddress
            | Fault::Header { .. }
            | Fault::NextStep
            | Fault::NotAnObject { .. }
            | Fault::Recipient
            | Fault::Request { .. }
            | Fault::Write { .. } => Self::before(ErrorKind::Input, fault),
            Fault::Forged { .. } | Fault::Unsigned { busy: false, .. } => {
                Self::after(ErrorKind::Signature, fault)
            }
            Fault::Foreign { busy: true, .. } | Fault::Unsigned { busy: true, .. } => {
                Self::after(ErrorKind::Transport, fault).transient()
            }
            Fault::Foreign { busy: false, .. } => Self::after(ErrorKind::Decode, fault),
            Fault::OtherOrder { .. } | Fault::TwoAnswers { .. } => {
                Self::after(ErrorKind::Mismatch, fault)
            }
        }
    }
}
