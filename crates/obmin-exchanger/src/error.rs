//! What can go wrong here, by the place where it is mended.

use pay_wire::{Error, ErrorKind, Printable};
use snafu::Snafu;

use crate::ApiError;

#[derive(Debug, Snafu)]
#[snafu(visibility(pub(crate)))]
pub(crate) enum Fault {
    #[snafu(display(
        "the customer must agree to the rules of the exchanger first: call `agreed` when that is so"
    ))]
    Agreement,
    #[snafu(display("`amount` must be more than zero, written plainly as in `100.00`"))]
    AmountOf,
    #[snafu(display("`amount` is {asked}, {bound} {limit} of the route"))]
    AmountLimit { asked: String, bound: &'static str, limit: String },
    #[snafu(display("the form has more than {most} fields"))]
    BodyFields { most: usize },
    #[snafu(display("the body is not good JSON"))]
    BodyJson { source: serde_json::Error },
    #[snafu(display("the body is neither an object nor an array"))]
    BodyKind,
    #[snafu(display("the budget of calls is used up, so it is not repeated now"))]
    Budget,
    #[snafu(display("`{field}` is empty"))]
    Empty { field: &'static str },
    #[snafu(display("the route wants `{}` among the fields of `{side}`", Printable(name)))]
    FieldMissing { name: String, side: &'static str },
    #[snafu(display(
        "`{}` among the fields of `{side}` is not in the form that the route wants: {}",
        Printable(name),
        Printable(wanted)
    ))]
    FieldForm { name: String, side: &'static str, wanted: String },
    #[snafu(display("HTTP {status} without the exchanger's document"))]
    Foreign { status: u16, busy: bool },
    #[snafu(display("`{field}` has more than {most} items, which a form cannot carry; use JSON"))]
    FormItems { field: &'static str, most: usize },
    #[snafu(display("`{field}` is an object, which a form or a query cannot carry; use JSON"))]
    FormObject { field: &'static str },
    #[snafu(display("`{field}` has a character that a header cannot have"))]
    Header { field: &'static str },
    #[snafu(display("this call needs a key of the API: give it with `Obmin::api_key`"))]
    Key,
    #[snafu(display("`{field}` has more than {most} characters"))]
    Long { field: &'static str, most: usize },
    #[snafu(display("the body is nested deeper than {deepest}"))]
    Nested { deepest: usize },
    #[snafu(display("the answer is not the documented one: {lacks}"))]
    NotDocumented { lacks: &'static str },
    #[snafu(display("`{field}` is not 24 hexadecimal digits"))]
    ObjectId { field: &'static str },
    #[snafu(display("`{field}` must be a JSON object"))]
    NotAnObject { field: &'static str },
    #[snafu(display(
        "the answer is about another order: `{field}` is not the one that was asked for"
    ))]
    OtherOrder { field: &'static str },
    #[snafu(display(
        "the answer is about another route: `{field}` is not the one that was asked for"
    ))]
    OtherRoute { field: &'static str },
    #[snafu(display("the checks are of another route than the order"))]
    OtherRules,
    #[snafu(display("`{field}` must not have `?` or `#`: the exchanger adds `?status=..` to it"))]
    ReturnUrl { field: &'static str },
    #[snafu(display("the request cannot be addressed"))]
    Request { source: http::Error },
    #[snafu(display("the answer says yes and no at once"))]
    TwoAnswers { source: ApiError },
    #[snafu(display("`{field}` is from 1 to {most}"))]
    Whole { field: &'static str, most: u64 },
    #[snafu(display("the request cannot be written"))]
    Write { source: serde_json::Error },
    #[snafu(display("the export is not the documented XML: {what} (line {line})"))]
    Xml { what: &'static str, line: u32 },
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Agreement
            | Fault::AmountLimit { .. }
            | Fault::AmountOf
            | Fault::BodyFields { .. }
            | Fault::BodyJson { .. }
            | Fault::BodyKind
            | Fault::Empty { .. }
            | Fault::FieldForm { .. }
            | Fault::FieldMissing { .. }
            | Fault::FormItems { .. }
            | Fault::FormObject { .. }
            | Fault::Header { .. }
            | Fault::Key
            | Fault::Long { .. }
            | Fault::Nested { .. }
            | Fault::NotAnObject { .. }
            | Fault::ObjectId { .. }
            | Fault::OtherRules
            | Fault::Request { .. }
            | Fault::ReturnUrl { .. }
            | Fault::Whole { .. }
            | Fault::Write { .. } => Self::before(ErrorKind::Input, fault),
            Fault::Budget => Self::before(ErrorKind::Timeout, fault),
            Fault::Foreign { busy: true, .. } => {
                Self::after(ErrorKind::Transport, fault).transient()
            }
            Fault::Foreign { busy: false, .. }
            | Fault::NotDocumented { .. }
            | Fault::Xml { .. } => Self::after(ErrorKind::Decode, fault),
            Fault::OtherOrder { .. } | Fault::OtherRoute { .. } | Fault::TwoAnswers { .. } => {
                Self::after(ErrorKind::Mismatch, fault)
            }
        }
    }
}
