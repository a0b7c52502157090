//! What can go wrong here, by the place where it is mended.

use pay_sign::Mismatch;
use pay_wire::{Error, ErrorKind, HeaderFault, Printable};
use snafu::Snafu;

use crate::Mode;

#[derive(Debug, Snafu)]
#[snafu(visibility(pub(crate)))]
pub(crate) enum Fault {
    #[snafu(display("the account id has a colon or a character that is not visible ASCII"))]
    AccountId,
    #[snafu(display("`{field}` must be more than zero, written plainly as in `100.00`"))]
    AmountOf { field: &'static str },
    #[snafu(display("the API key has a line break or another control character; take it out"))]
    ApiKeyText,
    #[snafu(display("`customer.date_of_birth` is a day written `YYYY-MM-DD`"))]
    Birth,
    #[snafu(display("a key of `{map}` has a bracket, which a query cannot carry; rename it"))]
    Bracket { map: Box<str> },
    #[snafu(display(
        "`{field}` has a line break or another control character, which a browser would rewrite; \
         take it out"
    ))]
    BrowserText { field: Box<str> },
    #[snafu(display("a card expires in a month `01` to `12` of a year such as `30`"))]
    CardExpiry,
    #[snafu(display("card numbers have at least one length, the shortest first"))]
    CardLength,
    #[snafu(display("`{field}` has a line break or another control character; take it out"))]
    Control { field: &'static str },
    #[snafu(display("a country is two capital letters, as in `UA`"))]
    Country,
    #[snafu(display("a currency is letters and digits, as in `UAH`"))]
    Currency,
    #[snafu(display("`{field}` is empty"))]
    Empty { field: &'static str },
    #[snafu(display("`expires` is a moment in Unix seconds, not 0"))]
    Expires,
    #[snafu(display("`{map}` has this key already"))]
    FieldTwice { map: &'static str },
    #[snafu(display("HTTP {status} without the gateway's document"))]
    Foreign { status: u16, busy: bool },
    #[snafu(display(
        "none of the private keys has made the signature: the body was changed on its way, or a \
         key is missing"
    ))]
    Forged { source: Mismatch },
    #[snafu(display("the {what} is, by its prefix, a key of another kind"))]
    KeyKind { what: &'static str },
    #[snafu(display("the {what} is, by its prefix, not a key of {mode} mode"))]
    KeyMode { what: &'static str, mode: Mode },
    #[snafu(display("this private key, or one of the same mode and age, is there already"))]
    KeyTwice,
    #[snafu(display(
        "`fields` lacks `{field}`, which this service requires; if your account's scheme is another \
         one, say so by `Fields::as_is`"
    ))]
    LacksField { field: &'static str },
    #[snafu(display("`fields` lacks `{}`, which this service requires", Printable(field)))]
    LacksOffered { field: Box<str> },
    #[snafu(display("`{field}` has more than {most} characters"))]
    Long { field: &'static str, most: usize },
    #[snafu(display("whether it was made could not be looked up"))]
    Look { source: Error },
    #[snafu(display(
        "`{}` of `fields` has a mistyped digit: its Luhn check fails",
        Printable(field)
    ))]
    Mistyped { field: Box<str> },
    #[snafu(display(
        "no private key was given: take `CallbackKeys` from the dashboard's Integration page"
    ))]
    NoCallbackKeys,
    #[snafu(display("no public key of {mode} mode was given: use `PayCore::public_key`"))]
    NoPublicKey { mode: Mode },
    #[snafu(display("no service was given, and this form needs one: name it with `service`"))]
    NoService,
    #[snafu(display("the answer is not the documented one: {lacks}"))]
    NotDocumented { lacks: &'static str },
    #[snafu(display("HTTP {status} does not tell that it was done, {proof} would"))]
    NotProven { status: u16, proof: &'static str },
    #[snafu(display(
        "another one has this `reference_id`, of another sum, currency, service or mode: let a \
         person look at it"
    ))]
    Occupied,
    #[snafu(display(
        "the answer is about something else: `{field}` is not the one that was asked for"
    ))]
    Other { field: &'static str },
    #[snafu(display("{what} is at least 1"))]
    Page { what: &'static str },
    #[snafu(display("an id is neither empty nor `.` or `..`"))]
    PathId,
    #[snafu(display("the public key is empty or has a character that is not visible ASCII"))]
    PublicKey,
    #[snafu(display("the request cannot be addressed"))]
    Request { source: http::Error },
    #[snafu(display("a stored revision is a type, an id, a status and a moment"))]
    Revision,
    #[snafu(display("a service is a code without spaces, as in `payment_card_uah`"))]
    Service,
    #[snafu(display("`fields` are of a service: name it with `service`"))]
    ServiceNeeded,
    #[snafu(display("several have this `reference_id`: let a person look into the dashboard"))]
    Several,
    #[snafu(display("the amount is more than what was paid and not yet given back"))]
    Rest,
    #[snafu(display(
        "the signature is not 28 characters of standard Base64: it was changed on its way, or it \
         is not of this gateway"
    ))]
    SignatureForm,
    #[snafu(display("it is signed with the {key} key and says that it is {body}"))]
    SignedForOther { key: Mode, body: Mode },
    #[snafu(display("`customer.individual_tax_id` has 2 to 100 characters"))]
    TaxId,
    #[snafu(display(
        "an empty list says nothing about a `reference_id` with a comma in it or a hyphen in front, \
         which a filter may read as several or as none: look into the dashboard"
    ))]
    Unfiltered,
    #[snafu(display("the callback is not signed"))]
    Unsigned { source: HeaderFault },
    #[snafu(display("the request cannot be written"))]
    Write { source: serde_json::Error },
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::AccountId
            | Fault::AmountOf { .. }
            | Fault::ApiKeyText
            | Fault::Birth
            | Fault::Bracket { .. }
            | Fault::BrowserText { .. }
            | Fault::CardExpiry
            | Fault::CardLength
            | Fault::Control { .. }
            | Fault::Country
            | Fault::Currency
            | Fault::Empty { .. }
            | Fault::Expires
            | Fault::FieldTwice { .. }
            | Fault::KeyKind { .. }
            | Fault::KeyMode { .. }
            | Fault::KeyTwice
            | Fault::LacksField { .. }
            | Fault::LacksOffered { .. }
            | Fault::Long { .. }
            | Fault::Mistyped { .. }
            | Fault::NoCallbackKeys
            | Fault::NoPublicKey { .. }
            | Fault::NoService
            | Fault::Page { .. }
            | Fault::PathId
            | Fault::PublicKey
            | Fault::Request { .. }
            | Fault::Rest
            | Fault::Revision
            | Fault::Service
            | Fault::ServiceNeeded
            | Fault::TaxId
            | Fault::Write { .. } => Self::before(ErrorKind::Input, fault),
            Fault::Forged { .. } | Fault::SignatureForm | Fault::Unsigned { .. } => {
                Self::after(ErrorKind::Signature, fault)
            }
            // what became of the look is no word about what was looked for
            Fault::Look { ref source } => Self::after(source.kind(), fault),
            Fault::Foreign { busy: true, .. } => {
                Self::after(ErrorKind::Transport, fault).transient()
            }
            Fault::Foreign { busy: false, .. }
            | Fault::NotDocumented { .. }
            | Fault::NotProven { .. }
            | Fault::Unfiltered => Self::after(ErrorKind::Decode, fault),
            Fault::Occupied
            | Fault::Other { .. }
            | Fault::Several
            | Fault::SignedForOther { .. } => Self::after(ErrorKind::Mismatch, fault),
        }
    }
}
