//! What can go wrong here, by the place where it is mended.

use pay_wire::{Error, ErrorKind};
use snafu::Snafu;

#[derive(Debug, Snafu)]
#[snafu(visibility(pub(crate)))]
pub(crate) enum Fault {
    #[snafu(display("the {what} add up to {sum} kopecks and not to the {invoice} of the invoice"))]
    AddUp { what: &'static str, sum: String, invoice: i64 },
    #[snafu(display("`{field}` is given twice for the same transaction"))]
    Doubled { field: &'static str },
    #[snafu(display("`{field}` is empty"))]
    Empty { field: &'static str },
    #[snafu(display("HTTP {status} without the gateway's document"))]
    Foreign { status: u16, busy: bool },
    #[snafu(display("`{field}` has more than {most} characters"))]
    Long { field: &'static str, most: usize },
    #[snafu(display("the time is not in the years 0 to 9999"))]
    Moment,
    #[snafu(display(
        "the post is multipart: take `threedsData` out with your framework and give it to \
         `ThreedsData::new`"
    ))]
    Multipart,
    #[snafu(display("`{field}` must be a JSON object"))]
    NotAnObject { field: &'static str },
    #[snafu(display("the answer is not the documented one: {lacks}"))]
    NotDocumented { lacks: &'static str },
    #[snafu(display(
        "this is not the `PaymentData` that Google's `loadPaymentData` gives: {lacks}"
    ))]
    NotPaymentData { lacks: &'static str },
    #[snafu(display(
        "the answer is about another payment: `{field}` is not the one that was sent"
    ))]
    OtherPayment { field: &'static str },
    #[snafu(display("a discount is from 0 to 100 per cent"))]
    Percent,
    #[snafu(display(
        "`msisdn` is 8 to 15 digits with the code of the country, as in `380931234567`, without `+`"
    ))]
    Phone,
    #[snafu(display("the post has {count} fields `threedsData`; it must have one"))]
    Posted { count: usize },
    #[snafu(display("the request cannot be addressed"))]
    Request { source: http::Error },
    #[cfg(feature = "token-check")]
    #[snafu(display("this is not Google's document with root keys, or none in it can be used"))]
    RootKeys,
    #[snafu(display("`{field}` must be more than zero kopecks"))]
    Sum { field: &'static str },
    #[snafu(display("the token is not standard Base64 with padding, of UTF-8"))]
    TokenBase64,
    #[snafu(display("the token is Base64 already: give it to `GoogleToken::from_base64`"))]
    TokenEncoded,
    #[snafu(display(
        "the token is not a JSON object; it is the text of \
         `paymentMethodData.tokenizationData.token`, as Google gave it"
    ))]
    TokenJson,
    #[snafu(display(
        "the token is a JSON text inside a JSON text: read the outer one, and give what is in it"
    ))]
    TokenQuoted,
    #[snafu(display("{asked} kopecks are more than the {held} that are held"))]
    TooMuch { asked: i64, held: i64 },
    #[snafu(display("`{field}` is not a UUID"))]
    Uuid { field: &'static str },
    #[snafu(display("the request cannot be written"))]
    Write { source: serde_json::Error },
    #[snafu(display("`{field}` must not be 0"))]
    Zero { field: &'static str },
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::AddUp { .. }
            | Fault::Doubled { .. }
            | Fault::Empty { .. }
            | Fault::Long { .. }
            | Fault::Moment
            | Fault::Multipart
            | Fault::NotAnObject { .. }
            | Fault::NotPaymentData { .. }
            | Fault::Percent
            | Fault::Phone
            | Fault::Posted { .. }
            | Fault::Request { .. }
            | Fault::Sum { .. }
            | Fault::TokenBase64
            | Fault::TokenEncoded
            | Fault::TokenJson
            | Fault::TokenQuoted
            | Fault::TooMuch { .. }
            | Fault::Uuid { .. }
            | Fault::Write { .. }
            | Fault::Zero { .. } => Self::before(ErrorKind::Input, fault),
            #[cfg(feature = "token-check")]
            Fault::RootKeys => Self::before(ErrorKind::Input, fault),
            Fault::Foreign { busy: true, .. } => {
                Self::after(ErrorKind::Transport, fault).transient()
            }
            Fault::Foreign { busy: false, .. } | Fault::NotDocumented { .. } => {
                Self::after(ErrorKind::Decode, fault)
            }
            Fault::OtherPayment { .. } => Self::after(ErrorKind::Mismatch, fault),
        }
    }
}
