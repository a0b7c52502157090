//! The exchanger's own errors, `{"success":false,"error":{..}}`.

use std::fmt;
use std::time::Duration;

use pay_wire::{Amount, Error, ErrorKind, Members, Printable, Refusal};
use serde_json::value::RawValue;

use crate::members::Reading as _;

/// An error of the exchanger: its code and text as they came, and what it means.
///
/// As the cause of an [`Error`] it is found by [`ApiError::of`].
#[derive(Clone)]
pub struct ApiError(Box<Inner>);

#[derive(Clone)]
struct Inner {
    refusal: Refusal,
    error_type: Option<Box<str>>,
    kind: ApiErrorKind,
    /// `object`: what the engine's own pages fill into the text of a message.
    details: Option<Box<RawValue>>,
}

/// What an error of the exchanger means. Source: the tables of messages in the engine's pages, and
/// the source of its framework.
///
/// The codes for an order that does not exist, a wrong secret, a change of status that is not
/// allowed, a wrong key and a wrong hash are not known: they are [`Other`](Self::Other).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ApiErrorKind {
    /// 5555555555555555: maintenance.
    Maintenance,
    /// 5030000: too many calls, or locked. After a call that changes something it leaves the
    /// outcome open.
    RateLimited {
        /// How long to wait.
        retry_after: Option<Duration>,
    },
    /// 1601588666628861: a captcha is needed, or was wrong. Ask the exchanger for an exemption;
    /// captchas are for people.
    Captcha,
    /// 5001670807585394: the customer's identity must be verified for this route or amount.
    VerificationRequired,
    /// 6231546409213868: a field of the order is missing or not in the form that the route wants.
    FieldInvalid(FieldProblem),
    /// 7701545348962387: the amount is below the minimum.
    AmountTooLow {
        /// The minimum, in the `from` currency.
        min: Option<Amount>,
    },
    /// 3631545348962766: the amount is above the maximum.
    AmountTooHigh {
        /// The maximum, in the `from` currency.
        max: Option<Amount>,
    },
    /// 9951545348963164: the exchanger does not have as much.
    ReserveTooLow {
        /// The most that it has.
        max: Option<Amount>,
    },
    /// 5071545873252155: the amount is no number. 1661545348963371, 5471556107294030,
    /// 7701545348962388 and 8291556107293522: it must be above zero.
    AmountInvalid,
    /// 6801545277215051: the route is not available.
    DirectionUnavailable,
    /// 8781529530113112 and 3961529529941976: the e-mail address is missing or malformed.
    Email,
    /// 241351, 2355231636112, 11000654 and 5341529529941981: the account is missing, not active,
    /// taken or without a password.
    Account,
    /// 6231533598118172, 3421537955653247 and 6741546826351955: a wrong one-time code.
    OneTimeCode,
    /// 40301, 40302 and 40304: a key is needed, or one with more rights.
    Unauthorized,
    /// 40400: there is no such method on this site; see [`Verbs`](crate::Verbs).
    MethodNotFound,
    /// 500400404: a parameter is missing or wrong; the message names it.
    ParameterInvalid,
    /// 500: anything, a time-out among it. After a call that changes something it leaves the
    /// outcome open.
    Internal,
    /// A code that is not documented, or has nothing to do with these calls.
    Other,
}

/// Which field of an order is wrong. The values may hold anything: they print shortened.
#[derive(Clone)]
pub struct FieldProblem {
    field_id: Option<Box<str>>,
    name: Option<Box<str>>,
    side: Option<Box<str>>,
    problem: Option<Box<str>>,
}

impl ApiError {
    /// The exchanger's error behind an [`Error`], whatever its delivery.
    pub fn of(error: &Error) -> Option<&Self> {
        use std::error::Error as _;

        error.cause().or_else(|| error.source()?.downcast_ref())
    }

    /// What it means.
    pub fn kind(&self) -> &ApiErrorKind {
        &self.0.kind
    }

    /// The code as it came, up to 16 digits; empty where there is none.
    pub fn code(&self) -> &str {
        self.0.refusal.code()
    }

    /// The text as it came: free, in any language, not stable.
    pub fn message(&self) -> &str {
        self.0.refusal.message()
    }

    /// `errorType` as it came: `api`, `unauthorized`, `forbidden` or `param`.
    pub fn error_type(&self) -> Option<&str> {
        self.0.error_type.as_deref()
    }

    /// `object` as it came: JSON, which may repeat what the customer entered.
    pub fn details(&self) -> Option<&str> {
        self.0.details.as_ref().map(|raw| raw.get())
    }

    /// Whether an envelope has an error in it.
    pub(crate) fn is_in(envelope: &Members) -> bool {
        envelope
            .raw("error")
            .is_some_and(|raw| !matches!(raw.get(), "null" | "false" | "\"\"" | "{}" | "[]"))
    }

    /// The error in an envelope; an empty one where there is none that can be read.
    pub(crate) fn read(envelope: &Members) -> Self {
        let error = envelope.object("error");
        let whole = envelope.owned("error");
        let code = error.owned("errorCode").unwrap_or_default();
        let message = error.owned("message").or(whole).unwrap_or_default();
        let details = error.object("object");
        Self(Box::new(Inner {
            kind: kind(&code, &details),
            refusal: Refusal::new(code, message),
            error_type: error.owned("errorType"),
            details: error.present("object").map(ToOwned::to_owned),
        }))
    }

    /// As a failure of the call. After one that changes something (`once`), an error that leaves
    /// the outcome open, or that nobody knows, is neither a yes nor a no.
    pub(crate) fn into_error(self, once: bool) -> Error {
        let open = matches!(
            self.0.kind,
            ApiErrorKind::Internal | ApiErrorKind::Other | ApiErrorKind::RateLimited { .. }
        );
        if once && open {
            Error::after(ErrorKind::Refused, self)
        } else {
            Error::refused(self.0.refusal.clone(), self)
        }
    }
}

fn kind(code: &str, details: &Members) -> ApiErrorKind {
    match code.trim() {
        "5555555555555555" => ApiErrorKind::Maintenance,
        "5030000" => ApiErrorKind::RateLimited { retry_after: seconds(details) },
        "1601588666628861" => ApiErrorKind::Captcha,
        "5001670807585394" => ApiErrorKind::VerificationRequired,
        "6231546409213868" => ApiErrorKind::FieldInvalid(FieldProblem {
            field_id: details.owned("fieldId"),
            name: details.owned("nameField"),
            side: details.owned("type"),
            problem: details.owned("err"),
        }),
        "7701545348962387" => ApiErrorKind::AmountTooLow { min: details.amount("min") },
        "3631545348962766" => ApiErrorKind::AmountTooHigh { max: details.amount("max") },
        "9951545348963164" => ApiErrorKind::ReserveTooLow { max: details.amount("max") },
        "5071545873252155" | "1661545348963371" | "5471556107294030" | "7701545348962388"
        | "8291556107293522" => ApiErrorKind::AmountInvalid,
        "6801545277215051" => ApiErrorKind::DirectionUnavailable,
        "8781529530113112" | "3961529529941976" => ApiErrorKind::Email,
        "241351" | "2355231636112" | "11000654" | "5341529529941981" => ApiErrorKind::Account,
        "6231533598118172" | "3421537955653247" | "6741546826351955" => ApiErrorKind::OneTimeCode,
        "40301" | "40302" | "40304" => ApiErrorKind::Unauthorized,
        "40400" => ApiErrorKind::MethodNotFound,
        "500400404" => ApiErrorKind::ParameterInvalid,
        "500" => ApiErrorKind::Internal,
        _ => ApiErrorKind::Other,
    }
}

/// `time`, in whole seconds, a fraction counted as one more.
fn seconds(details: &Members) -> Option<Duration> {
    let time = details.amount("time")?.decimal()?;
    Some(Duration::from_secs(time.ceil().try_into().ok()?))
}

impl FieldProblem {
    /// The id of the field, which is the `key` that it has in a request.
    pub fn field_id(&self) -> Option<&str> {
        self.field_id.as_deref()
    }

    /// What the field is called.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Among which fields it is: `fromValues`, `toValues` or `routeValues`.
    pub fn side(&self) -> Option<&str> {
        self.side.as_deref()
    }

    /// What is wrong with it: `regexp`, for example.
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }
}

impl fmt::Debug for FieldProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldProblem")
            .field("field_id", &self.field_id().map(Printable))
            .field("name", &self.name().map(Printable))
            .field("side", &self.side().map(Printable))
            .field("problem", &self.problem().map(Printable))
            .finish()
    }
}

/// Without `object`.
impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("refusal", &self.0.refusal)
            .field("error_type", &self.error_type().map(Printable))
            .field("kind", &self.0.kind)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.refusal.fmt(f)?;
        match &self.0.kind {
            ApiErrorKind::RateLimited { retry_after: Some(wait) } => {
                write!(f, " (wait {} s)", wait.as_secs())
            }
            ApiErrorKind::MethodNotFound => {
                f.write_str(" (if the method exists: `Obmin::verbs(Verbs::Post)`)")
            }
            _ => Ok(()),
        }
    }
}

impl std::error::Error for ApiError {}
