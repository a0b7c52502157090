//! The gateway's own errors, `{"response":{"error":".."}}`.

use std::fmt;

use http::header::DATE;
use pay_wire::{Error, ErrorKind, Members, Refusal, Safety, WireResponse};
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Duration, OffsetDateTime, PrimitiveDateTime};

use crate::members::Reading as _;
use crate::{PaymentStatus, PmtId};

/// A date in an HTTP header: RFC 9110, section 5.6.7, the one form that is still written.
const HTTP_DATE: &[BorrowedFormatItem<'_>] = format_description!(
    "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
);

/// An error of the gateway: its text as it came, and what it means.
///
/// As the cause of an [`Error`] it is found by [`ApiError::of`].
#[derive(Clone, Debug)]
pub struct ApiError {
    refusal: Refusal,
    kind: ApiErrorKind,
    skew: Option<Duration>,
    pmt_id: Option<PmtId>,
    status: Option<PaymentStatus>,
}

/// What an error of the gateway means. Source: section 3.5 of the provider's documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ApiErrorKind {
    /// `overall error`: anything. After an action that reaches a bank it leaves the outcome open.
    OverallError,
    /// `invalid request structure`: a mistake in the program.
    InvalidRequestStructure,
    /// `invalid action`: a mistake in the program.
    InvalidAction,
    /// `invalid token`: Google's token could not be decrypted. Get a new one; check that `TEST` or
    /// `PRODUCTION` and the gateway are the right ones.
    InvalidToken,
    /// `invalid token format`: it is not JSON in Base64.
    InvalidTokenFormat,
    /// `invalid token gatewayMerchantId`: the page gave Google another merchant id than iPay's.
    InvalidTokenGatewayMerchantId,
    /// `unknown field ..`: a mistake in the program; see [`ApiError::field`].
    UnknownField,
    /// `invalid pan`: the format of the card number. Another card.
    InvalidPan,
    /// `invalid expm`: the format of the month in which the card expires. Another card.
    InvalidExpm,
    /// `invalid expy`: the format of the year in which the card expires. Another card.
    InvalidExpy,
    /// `invalid cvv`: another card. (The list is shared with other products; Google Pay has none.)
    InvalidCvv,
    /// `invalid auth`: login, key or hash are wrong.
    InvalidAuth,
    /// `invalid auth time`: this machine's clock, or the gateway's, is off; see
    /// [`ApiError::skew`].
    InvalidAuthTime,
    /// `access denied`: ask iPay; it may stand for rights or for an address.
    AccessDenied,
    /// A text that is not documented.
    Other,
}

/// Whole texts, matched without regard to case.
const TEXTS: [(&str, ApiErrorKind); 13] = [
    ("overall error", ApiErrorKind::OverallError),
    ("invalid request structure", ApiErrorKind::InvalidRequestStructure),
    ("invalid action", ApiErrorKind::InvalidAction),
    ("invalid token", ApiErrorKind::InvalidToken),
    ("invalid token format", ApiErrorKind::InvalidTokenFormat),
    ("invalid token gatewayMerchantId", ApiErrorKind::InvalidTokenGatewayMerchantId),
    ("invalid pan", ApiErrorKind::InvalidPan),
    ("invalid expm", ApiErrorKind::InvalidExpm),
    ("invalid expy", ApiErrorKind::InvalidExpy),
    ("invalid cvv", ApiErrorKind::InvalidCvv),
    ("invalid auth", ApiErrorKind::InvalidAuth),
    ("invalid auth time", ApiErrorKind::InvalidAuthTime),
    ("access denied", ApiErrorKind::AccessDenied),
];

/// The one text with a tail.
const UNKNOWN_FIELD: &str = "unknown field ";

impl ApiError {
    /// The gateway's error behind an [`Error`], whatever its delivery.
    pub fn of(error: &Error) -> Option<&Self> {
        error.cause()
    }

    /// What it means.
    pub fn kind(&self) -> ApiErrorKind {
        self.kind
    }

    /// The text as it came.
    pub fn message(&self) -> &str {
        self.refusal.message()
    }

    /// The code as it came; empty where there is none, which is what the document has.
    pub fn code(&self) -> &str {
        self.refusal.code()
    }

    /// Which field is unknown, perhaps a path with dots; of [`ApiErrorKind::UnknownField`] alone.
    pub fn field(&self) -> Option<&str> {
        unknown_field(self.message())
    }

    /// How far the gateway's clock is ahead of ours (behind: less than zero), to within the length
    /// of the call; of [`ApiErrorKind::InvalidAuthTime`] alone.
    ///
    /// From the answer's `Date` and the stamp of the request; `None` where one of them is not
    /// known. Nothing is corrected by it: mend the clock.
    pub fn skew(&self) -> Option<Duration> {
        self.skew
    }

    /// The payment that stands beside the error, if one does.
    pub fn pmt_id(&self) -> Option<PmtId> {
        self.pmt_id
    }

    /// The status that stands beside the error, if one does.
    pub fn status(&self) -> Option<&PaymentStatus> {
        self.status.as_ref()
    }

    /// As a failure of a call of this kind. After one that can move money an error that is not
    /// understood is neither a yes nor a no, and one beside a payment that has not failed
    /// contradicts it.
    pub(crate) fn into_error(self, safety: Safety) -> Error {
        let understood = !matches!(self.kind, ApiErrorKind::OverallError | ApiErrorKind::Other);
        let alone = self.status.as_ref().is_none_or(PaymentStatus::is_failed);
        if safety != Safety::ReadOnly && !(understood && alone) {
            Error::after(ErrorKind::Refused, self)
        } else {
            Error::refused(self.refusal.clone(), self)
        }
    }

    /// The error in an answer, inside `response` or in its place.
    pub(crate) fn read(top: &Members, response: &Members, answer: &WireResponse) -> Option<Self> {
        let message = [response, top].into_iter().find_map(said)?;
        let code = response.owned("error_code").or_else(|| top.owned("error_code"));
        let kind = kind(&message);
        Some(Self {
            refusal: Refusal::new(code.unwrap_or_default(), message),
            kind,
            skew: (kind == ApiErrorKind::InvalidAuthTime).then(|| skew(answer)).flatten(),
            pmt_id: PmtId::read(response, "pmt_id"),
            status: response.owned("pmt_status").map(|_| PaymentStatus::read(response)),
        })
    }
}

/// Any text is an error; `null`, `""`, `[]`, `{}`, `false` and 0 are none. Anything else is not
/// documented, but nobody writes it for success.
fn said(members: &Members) -> Option<Box<str>> {
    let error = members.raw("error")?;
    match error.get().split_ascii_whitespace().collect::<String>().as_str() {
        "null" | "\"\"" | "[]" | "{}" | "false" | "0" => None,
        _ => Some(members.owned("error").unwrap_or_else(|| error.get().into())),
    }
}

fn kind(message: &str) -> ApiErrorKind {
    let whole = message.trim();
    let known = TEXTS.iter().find(|(text, _)| whole.eq_ignore_ascii_case(text));
    match known {
        Some((_, kind)) => *kind,
        None if unknown_field(message).is_some() => ApiErrorKind::UnknownField,
        None => ApiErrorKind::Other,
    }
}

fn unknown_field(message: &str) -> Option<&str> {
    let (head, tail) = message.trim().split_at_checked(UNKNOWN_FIELD.len())?;
    head.eq_ignore_ascii_case(UNKNOWN_FIELD).then(|| tail.trim())
}

/// The gateway's clock less ours.
fn skew(answer: &WireResponse) -> Option<Duration> {
    let date = answer.sole_header(DATE.as_str()).ok()?;
    let theirs = PrimitiveDateTime::parse(date, HTTP_DATE).ok()?.assume_utc();
    let ours = OffsetDateTime::from_unix_timestamp((answer.asked_ms()? / 1000).try_into().ok()?);
    Some(theirs - ours.ok()?)
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.refusal.fmt(f)?;
        let Some(skew) = self.skew else { return Ok(()) };
        let seconds = skew.whole_seconds().unsigned_abs();
        let side = if skew.is_negative() { "behind" } else { "ahead of" };
        write!(f, " (the gateway's clock is {seconds} s {side} ours)")
    }
}

impl std::error::Error for ApiError {}
