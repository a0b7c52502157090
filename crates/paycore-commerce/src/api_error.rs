//! The gateway's own errors: two documented shapes, neither of them proven, and what was seen in
//! the vendor's services.

use std::fmt;
use std::time::Duration;

use http::header::RETRY_AFTER;
use pay_wire::{Error, ErrorKind, Members, Printable, Refusal, Safety, WireResponse};
use serde_json::value::RawValue;

use crate::members::{says_something, text};
use crate::wire::Proof;

/// An error of the gateway, whatever its shape.
///
/// As the cause of an [`Error`] it is found by [`ApiError::of`].
///
/// | shape | provenance |
/// |---|---|
/// | `{"request_id":..,"error_type":..,"error_codes":[..]}` | the provider's page |
/// | `{"errors":[{"id","status","code","title","detail","source":{"pointer"}}]}` | the vendor's SDK |
/// | `{"errors":{"field":"text"}}`, `{"error":"text"}` | seen in the vendor's services |
#[derive(Clone)]
pub struct ApiError {
    status: u16,
    request_id: Option<Box<str>>,
    error_type: Option<Box<str>>,
    details: Vec<ErrorDetail>,
    retry_after: Option<Duration>,
}

/// One of the things that were wrong.
#[derive(Clone, Default)]
pub struct ErrorDetail {
    code: Option<Box<str>>,
    title: Option<Box<str>>,
    detail: Option<Box<str>>,
    pointer: Option<Box<str>>,
}

impl ApiError {
    /// The gateway's error behind an [`Error`], whatever its delivery.
    pub fn of(error: &Error) -> Option<&Self> {
        error.cause()
    }

    /// The HTTP status of the answer.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// By which the provider finds the call: a member of the body, the id of the first error, or a
    /// header.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The type of the error; no list of types is published.
    pub fn error_type(&self) -> Option<&str> {
        self.error_type.as_deref()
    }

    /// Everything that was wrong, in the order in which it came.
    pub fn details(&self) -> &[ErrorDetail] {
        &self.details
    }

    /// How long to wait, where the gateway says so (in seconds).
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Whether the invoice, payout or account does not exist: 404.
    pub fn is_not_found(&self) -> bool {
        self.status == 404
    }

    /// Whether there can be one with this `reference_id` already, so that it has to be looked up
    /// before anything else.
    ///
    /// 429 is documented as "too many requests or duplicate request detected", 409 is what HTTP has
    /// for it, and a 422 is one where its words are about the `reference_id` or something that
    /// exists; which of them the gateway really uses is not known.
    pub fn may_be_duplicate(&self) -> bool {
        match self.status {
            409 | 429 => true,
            400 | 422 => self.words().any(is_about_duplicates),
            _ => false,
        }
    }

    /// Everything that is said.
    fn words(&self) -> impl Iterator<Item = &str> {
        let details = self.details.iter().flat_map(|detail| {
            [&detail.code, &detail.title, &detail.detail, &detail.pointer].into_iter().flatten()
        });
        self.error_type.iter().chain(details).map(|word| &**word)
    }

    /// As a failure of a call that was to be proven by `proof`.
    pub(crate) fn into_error(self, safety: Safety, proof: Proof) -> Error {
        let duplicate = self.status == 429 && self.words().any(is_about_duplicates);
        let busy = matches!(self.status, 429 | 502..=504) && !duplicate;
        if self.is_refusal(safety, proof) {
            let refusal = self.refusal();
            return Error::refused(refusal, self);
        }
        let error = Error::after(ErrorKind::Refused, self);
        if busy { error.transient() } else { error }
    }

    /// Whether it says no beyond doubt: a 4xx, which is documented to change nothing, and which
    /// cannot mean that it is there or done already.
    ///
    /// Who takes such a one for a no sends the same money a second time under another id.
    fn is_refusal(&self, safety: Safety, proof: Proof) -> bool {
        match (proof, safety) {
            (_, Safety::ReadOnly) => (400..=499).contains(&self.status) && self.status != 429,
            // any other may be the answer to a second one: read the payout
            (Proof::Processed, _) => matches!(self.status, 401 | 403 | 404),
            (Proof::Created | Proof::Done | Proof::Told, _) => {
                (400..=499).contains(&self.status) && !self.may_be_duplicate()
            }
        }
    }

    fn refusal(&self) -> Refusal {
        let code = self.details.iter().find_map(ErrorDetail::code).or(self.error_type());
        let code = code.map_or_else(|| self.status.to_string(), str::to_owned);
        let said: Vec<&str> = self.details.iter().filter_map(ErrorDetail::said).collect();
        // a code alone need not be said twice
        let message = if said == [code.as_str()] { String::new() } else { said.join("; ") };
        Refusal::new(code, message)
    }

    /// The error in an answer, if there is one.
    pub(crate) fn read(top: &Members, answer: &WireResponse) -> Option<Self> {
        const NAMES: [&str; 4] = ["error_codes", "errors", "error", "error_type"];
        let status = answer.status();
        let said = NAMES.iter().any(|name| top.raw(name).is_some_and(says_something));
        let traced = !status.is_success() && top.text("request_id").is_some();
        if !(said || traced) {
            return None;
        }
        let details: Vec<ErrorDetail> =
            NAMES[..3].iter().flat_map(|name| ErrorDetail::list(top, name)).collect();
        let first = top.list("errors").first().map(|error| Members::of(error));
        let first = first.as_ref().and_then(|error| error.text("id"));
        let header = answer.headers().get("x-request-id").and_then(|id| id.to_str().ok());
        Some(Self {
            status: status.as_u16(),
            request_id: top.text("request_id").or(first).or(header).map(Into::into),
            error_type: top.text("error_type").map(Into::into),
            details,
            retry_after: retry_after(answer),
        })
    }
}

fn retry_after(answer: &WireResponse) -> Option<Duration> {
    let seconds = answer.headers().get(RETRY_AFTER)?.to_str().ok()?;
    seconds.trim().parse().ok().map(Duration::from_secs)
}

fn is_about_duplicates(word: &str) -> bool {
    const ABOUT: [&str; 7] =
        ["referenceid", "duplic", "already", "exist", "unique", "taken", "inuse"];
    // `reference_id`, `referenceId`, "Reference ID"
    let mut word = word.to_lowercase();
    word.retain(char::is_alphanumeric);
    ABOUT.iter().any(|about| word.contains(about))
}

impl ErrorDetail {
    /// The code, such as `amount_required`; no list of codes is published.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// What was wrong, in a few words.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// What was wrong, at length.
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }

    /// Where it was wrong: a JSON pointer such as `/data/attributes/amount`, or a field's name.
    pub fn pointer(&self) -> Option<&str> {
        self.pointer.as_deref()
    }

    fn said(&self) -> Option<&str> {
        self.detail().or(self.title()).or(self.code())
    }

    /// A text, an array of texts and objects, or a map from field to text.
    fn list(top: &Members, name: &str) -> Vec<Self> {
        let Some(raw) = top.raw(name).filter(|raw| says_something(raw)) else { return Vec::new() };
        if raw.get().starts_with('[') {
            return top.list(name).iter().map(|error| Self::one(error, name)).collect();
        }
        let members = Members::of(raw);
        if !raw.get().starts_with('{') || Self::is_object(&members) {
            return vec![Self::one(raw, name)];
        }
        let field = |(field, said): (&str, &RawValue)| Self {
            pointer: Some(field.into()),
            ..Self::one(said, "error")
        };
        members.iter().map(field).collect()
    }

    fn is_object(members: &Members) -> bool {
        ["code", "title", "detail", "message"].iter().any(|name| members.text(name).is_some())
    }

    fn one(raw: &RawValue, name: &str) -> Self {
        if raw.get().starts_with('{') {
            let error = Members::of(raw);
            let own = |name: &str| error.text(name).map(Into::into);
            let pointer = error.object("source").text("pointer").map(Into::into);
            let title = own("title").or_else(|| own("message"));
            return Self { code: own("code"), title, detail: own("detail"), pointer };
        }
        let said = text(raw).unwrap_or_else(|| raw.get().into());
        if name == "error_codes" {
            Self { code: Some(said), ..Self::default() }
        } else {
            Self { title: Some(said), ..Self::default() }
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HTTP {}, {}", self.status, self.refusal())?;
        if self.may_be_duplicate() {
            f.write_str(" (it may exist already: look it up by its `reference_id`)")?;
        }
        Ok(())
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ApiError({self})")
    }
}

impl fmt::Debug for ErrorDetail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = self.said().unwrap_or_default();
        write!(f, "ErrorDetail({:?})", Printable(said))
    }
}

impl std::error::Error for ApiError {}
