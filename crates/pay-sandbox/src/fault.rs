//! What can go wrong on command.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::json::Json;
use crate::world::Shared;

/// A way to fail. Those of the first group work with every gateway, those of the second with the
/// gateways that list them in `docs/sandbox.md`.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// The request is read, nothing is done, the connection ends.
    CloseBeforeEffect,
    /// The request is carried out, then the connection ends without an answer.
    CloseAfterEffect,
    /// The request is carried out at once, the answer comes late.
    Delay(Duration),
    /// The answer has a head and a body without an end.
    EndlessBody,
    /// The answer breaks off in the middle of the body it announced.
    TruncatedBody,
    /// The request is carried out, but a page of a proxy answers: HTML with status 502.
    HtmlBadGateway,
    /// Nothing is done, and a page of a proxy answers: HTML with status 502.
    HtmlBadGatewayBeforeEffect,
    /// The request is carried out, but a page answers: HTML with status 200.
    HtmlWithOk,

    /// The signature is another one.
    WrongSignature,
    /// The answer is not signed.
    MissingSignature,
    /// The signature is there twice: a wrong one first.
    DoubledSignature,
    /// The body was changed after it was signed.
    TamperedBody,
    /// The body is cut so that it is no JSON, and signed as it is.
    NonJson,
    /// Every member of the answer is there twice, first with another value; signed as it is.
    DuplicateKeys,
    /// A refusal comes with HTTP 400 instead of 200.
    ErrorsAsHttp400,
    /// Numbers are written as texts.
    NumbersAsText,
    /// Ids that are digits are written as numbers.
    IdsAsNumbers,
    /// What was created is answered by 202 instead of 201.
    AcceptedNotCreated,
    /// Nothing is done, there were too many requests: 429.
    TooManyRequests,
    /// The request is carried out, and answered by 500 and a JSON error.
    ServerError,
    /// A refusal comes with HTTP 200, and only its `errors` tell.
    ErrorsWithOk,
    /// Attributes stand directly under `data`.
    FlatData,
    /// A list's later page brings the first one again.
    RepeatedPage,
    /// Amounts are written with an exponent.
    ExponentAmounts,
    /// The status is written in capital letters.
    UpperCaseStatus,
    /// The signature is made with the secret of the other mode, live or test.
    OtherModeSignature,
    /// The body was written anew after it was signed, with other escapes.
    RespelledBody,
    /// A line feed ends the body; signed as it is.
    TrailingNewline,
    /// The signature is made with another secret.
    WrongSecret,
    /// There is a second signature elsewhere in the request, and it is another one.
    ContradictingSignature,
    /// A signed value has a colon, which is what the values are joined by; signed as it is.
    ColonInField,
    /// What the signature does not cover was changed on the way.
    TamperedUnsigned,
    /// The callback never arrives, and is not repeated.
    LostCallback,
    /// Empty maps are written as `[]`.
    EmptyMapAsList,
    /// Slashes and all letters beyond ASCII are escaped.
    PhpSpelling,
    /// Members come in another order, and there are some that nobody knows.
    ShuffledKeys,
    /// The status is a word that no document has.
    UnknownStatus,
    /// `payment_id` is named `payment`.
    PaymentForPaymentId,
    /// An empty `error` stands next to the data.
    EmptyError,
    /// The gateway's clock is ahead of the sandbox's for this request.
    ClockAhead(Duration),
    /// The gateway's clock is behind the sandbox's for this request.
    ClockBehind(Duration),
    /// The request is carried out, but the answer is the gateway's general error.
    ErrorAfterEffect,
    /// The error stands at the top instead of inside the envelope.
    TopLevelError,
    /// There is a comma behind the last member.
    TrailingComma,
    /// The answer begins with a byte order mark.
    ByteOrderMark,
    /// The merchant's id is an object that holds it.
    ExtIdAsObject,
    /// Lists are maps with the keys `0`, `1` and so on.
    ListAsMap,
    /// What there is nothing of is `null`.
    NothingAsNull,
    /// What there is nothing of is `[]`.
    NothingAsList,
    /// What there is nothing of is an empty text.
    NothingAsText,
    /// Whole numbers have a fraction of zeros.
    NumbersWithFraction,
    /// Members that no document has.
    UnknownMembers,
    /// A bank's group of errors is a text that begins with its number.
    NamedErrorGroup,
}

/// The faults that the engine brings for every gateway.
pub(crate) const OF_EVERY_GATEWAY: &[&str] = &[
    "close_before_effect",
    "close_after_effect",
    "delay",
    "endless_body",
    "truncated_body",
    "html_502",
    "html_502_before_effect",
    "html_200",
];

/// What stands for a path where the gateway is the one who asks: `on` says `callback`.
pub(crate) const CALLBACK: &str = "/callback";

impl Fault {
    /// The word of `POST /faults`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::CloseBeforeEffect => "close_before_effect",
            Self::CloseAfterEffect => "close_after_effect",
            Self::Delay(_) => "delay",
            Self::EndlessBody => "endless_body",
            Self::TruncatedBody => "truncated_body",
            Self::HtmlBadGateway => "html_502",
            Self::HtmlBadGatewayBeforeEffect => "html_502_before_effect",
            Self::HtmlWithOk => "html_200",
            Self::WrongSignature => "wrong_signature",
            Self::MissingSignature => "missing_signature",
            Self::DoubledSignature => "doubled_signature",
            Self::TamperedBody => "tampered_body",
            Self::NonJson => "non_json",
            Self::DuplicateKeys => "duplicate_keys",
            Self::ErrorsAsHttp400 => "http_400",
            Self::NumbersAsText => "numbers_as_text",
            Self::IdsAsNumbers => "ids_as_numbers",
            Self::AcceptedNotCreated => "http_202",
            Self::TooManyRequests => "http_429",
            Self::ServerError => "http_500",
            Self::ErrorsWithOk => "errors_with_200",
            Self::FlatData => "flat_data",
            Self::RepeatedPage => "repeated_page",
            Self::ExponentAmounts => "exponent_amounts",
            Self::UpperCaseStatus => "upper_case_status",
            Self::OtherModeSignature => "other_mode_signature",
            Self::RespelledBody => "respelled_body",
            Self::TrailingNewline => "trailing_newline",
            Self::WrongSecret => "wrong_secret",
            Self::ContradictingSignature => "contradicting_signature",
            Self::ColonInField => "colon_in_field",
            Self::TamperedUnsigned => "tampered_unsigned",
            Self::LostCallback => "lost_callback",
            Self::EmptyMapAsList => "empty_map_as_list",
            Self::PhpSpelling => "php_spelling",
            Self::ShuffledKeys => "shuffled_keys",
            Self::UnknownStatus => "unknown_status",
            Self::PaymentForPaymentId => "payment_for_payment_id",
            Self::EmptyError => "empty_error",
            Self::ClockAhead(_) => "clock_ahead",
            Self::ClockBehind(_) => "clock_behind",
            Self::ErrorAfterEffect => "error_after_effect",
            Self::TopLevelError => "top_level_error",
            Self::TrailingComma => "trailing_comma",
            Self::ByteOrderMark => "byte_order_mark",
            Self::ExtIdAsObject => "ext_id_as_object",
            Self::ListAsMap => "list_as_map",
            Self::NothingAsNull => "nothing_as_null",
            Self::NothingAsList => "nothing_as_list",
            Self::NothingAsText => "nothing_as_text",
            Self::NumbersWithFraction => "numbers_with_fraction",
            Self::UnknownMembers => "unknown_members",
            Self::NamedErrorGroup => "named_error_group",
        }
    }

    fn args(&self) -> Json {
        match self {
            Self::Delay(by) => Json::object([("ms", Json::number(by.as_millis()))]),
            Self::ClockAhead(by) | Self::ClockBehind(by) => {
                Json::object([("s", Json::number(by.as_secs()))])
            }
            _ => Json::object([]),
        }
    }
}

/// A fault that waits for `once`, `times` or `always` to be set.
#[must_use = "a fault is set by `once`, `times` or `always`"]
pub struct FaultRule {
    shared: Arc<Shared>,
    gateway: &'static str,
    fault: Fault,
    on: Option<String>,
}

impl FaultRule {
    pub(crate) fn new(shared: Arc<Shared>, gateway: &'static str, fault: Fault) -> Self {
        Self { shared, gateway, fault, on: None }
    }

    /// Only for requests whose path ends so, such as `payment/process`, or for an action of iPay,
    /// such as `PaymentCreate`; for the gateway's own requests to the merchant, `callback`.
    pub fn on(self, path: &str) -> Self {
        Self { on: Some(path.to_owned()), ..self }
    }

    /// For one answer.
    ///
    /// # Panics
    ///
    /// If the gateway has no such path, or does not know the fault.
    pub fn once(self) {
        self.times(1);
    }

    /// For so many answers.
    ///
    /// # Panics
    ///
    /// If the gateway has no such path, or does not know the fault.
    pub fn times(self, times: u32) {
        self.set(Some(times));
    }

    /// Until the sandbox is reset.
    ///
    /// # Panics
    ///
    /// If the gateway has no such path, or does not know the fault.
    pub fn always(self) {
        self.set(None);
    }

    fn set(self, times: Option<u32>) {
        let on = self.on.as_deref();
        let (name, args) = (self.fault.name(), self.fault.args());
        let set = self.shared.world().set_fault(self.gateway, on, name, times, args);
        set.unwrap_or_else(|unknown| panic!("{unknown}"));
    }
}

impl fmt::Debug for FaultRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FaultRule")
            .field("gateway", &self.gateway)
            .field("fault", &self.fault)
            .field("on", &self.on)
            .finish_non_exhaustive()
    }
}

/// The arguments that a fault takes.
pub(crate) fn arguments(fault: &str) -> &'static [&'static str] {
    match fault {
        "delay" => &["ms"],
        "clock_ahead" | "clock_behind" => &["s"],
        "unknown_status" => &["word"],
        "empty_error" => &["value"],
        "error_after_effect" => &["text"],
        _ => &[],
    }
}

/// The argument of a delay: up to an hour.
pub(crate) fn milliseconds(args: &Json) -> Option<u64> {
    match args.get("ms") {
        Some(Json::Number(text)) => text.parse().ok().filter(|ms| *ms <= 3_600_000),
        _ => None,
    }
}

/// The argument of a clock that is wrong: up to a hundred years.
pub(crate) fn seconds(args: &Json) -> Option<u64> {
    match args.get("s") {
        Some(Json::Number(text)) => text.parse().ok().filter(|s| *s <= 3_155_760_000),
        _ => None,
    }
}

/// A fault that was asked for and is not used up.
pub(crate) struct Rule {
    pub(crate) gateway: &'static str,
    pub(crate) on: Option<String>,
    pub(crate) fault: String,
    pub(crate) left: Option<u32>,
    pub(crate) args: Json,
}

/// The faults that one request may meet.
pub(crate) struct Faults<'a> {
    rules: &'a mut Vec<Rule>,
    gateway: &'static str,
    route: &'a str,
}

impl<'a> Faults<'a> {
    pub(crate) fn new(rules: &'a mut Vec<Rule>, gateway: &'static str, route: &'a str) -> Self {
        Self { rules, gateway, route }
    }

    /// Uses up one such fault if there is one; its arguments. Ask only where it can show.
    pub(crate) fn take(&mut self, fault: &str) -> Option<Json> {
        let at = self.rules.iter().position(|rule| {
            rule.gateway == self.gateway
                && rule.fault == fault
                && rule.on.as_deref().is_none_or(|on| ends_with(self.route, on))
        })?;
        let args = self.rules[at].args.clone();
        match &mut self.rules[at].left {
            Some(1) => drop(self.rules.remove(at)),
            Some(left) => *left -= 1,
            None => {}
        }
        Some(args)
    }
}

/// If the route ends with these segments.
pub(crate) fn ends_with(route: &str, on: &str) -> bool {
    let on = on.trim_start_matches('/');
    route.strip_suffix(on).is_some_and(|rest| rest.ends_with('/'))
}
