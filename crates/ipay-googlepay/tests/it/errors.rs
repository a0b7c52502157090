//! The gateway's errors: what they mean, whether they are a no, and how far the clocks are apart.

use bytes::Bytes;
use ipay_googlepay::{
    ApiError, ApiErrorKind, CalculateFee, CancelPayment, CapturePayment, CreatePayment, Delivery,
    Endpoint, Error, ErrorKind, GetInvoiceLink, GetPayment, GetReceipt, Held, IPay, PaymentStatus,
    ProcessPayment, Retry, Safety, ThreedsData, VerifyPayment, WireResponse,
};
use time::Duration;

use crate::common::{gateway, kopecks, pmt_id, respond, stamp, token};

/// The table of the document, and texts that are not in it.
const KINDS: [(&str, ApiErrorKind); 29] = [
    ("overall error", ApiErrorKind::OverallError),
    ("invalid request structure", ApiErrorKind::InvalidRequestStructure),
    ("invalid action", ApiErrorKind::InvalidAction),
    ("invalid token", ApiErrorKind::InvalidToken),
    ("invalid token format", ApiErrorKind::InvalidTokenFormat),
    ("invalid token gatewayMerchantId", ApiErrorKind::InvalidTokenGatewayMerchantId),
    ("unknown field foo", ApiErrorKind::UnknownField),
    ("unknown field transactions[].foo", ApiErrorKind::UnknownField),
    ("invalid pan", ApiErrorKind::InvalidPan),
    ("invalid expm", ApiErrorKind::InvalidExpm),
    ("invalid expy", ApiErrorKind::InvalidExpy),
    ("invalid cvv", ApiErrorKind::InvalidCvv),
    ("invalid auth", ApiErrorKind::InvalidAuth),
    ("invalid auth time", ApiErrorKind::InvalidAuthTime),
    ("access denied", ApiErrorKind::AccessDenied),
    (" Invalid Auth\\n", ApiErrorKind::InvalidAuth),
    ("INVALID TOKEN GATEWAYMERCHANTID", ApiErrorKind::InvalidTokenGatewayMerchantId),
    ("Unknown Field x.y", ApiErrorKind::UnknownField),
    ("invalid auth times", ApiErrorKind::Other),
    ("invalid", ApiErrorKind::Other),
    ("invalid token gateway", ApiErrorKind::Other),
    ("overall error.", ApiErrorKind::Other),
    ("unknown fields x", ApiErrorKind::Other),
    ("unknown field", ApiErrorKind::Other),
    ("unknown", ApiErrorKind::Other),
    ("\\u0406ncorrect", ApiErrorKind::Other),
    ("unknown fieldї", ApiErrorKind::Other),
    ("duplicate ext_id", ApiErrorKind::Other),
    ("payment not found", ApiErrorKind::Other),
];

fn failed<E: Endpoint<Gateway = IPay>>(request: &E, text: &str) -> Error {
    respond(request, &format!(r#""error":"{text}""#)).err().expect("an error")
}

#[test]
fn every_text_has_its_kind() {
    for (text, kind) in KINDS {
        let error = failed(&GetPayment::of(pmt_id()), text);
        let told = ApiError::of(&error).unwrap();
        assert_eq!(told.kind(), kind, "{text}");
        let came: String = serde_json::from_str(&format!("\"{text}\"")).unwrap();
        assert_eq!((told.message(), told.code()), (&*came, ""), "the text as it came");
        assert_eq!(error.refusal().unwrap().message(), came);
    }
    let field = |text| {
        ApiError::of(&failed(&GetPayment::of(pmt_id()), text)).unwrap().field().map(str::to_owned)
    };
    assert_eq!(field(" Unknown Field  a.b ").as_deref(), Some("a.b"));
    assert_eq!(field("invalid pan"), None);
}

#[test]
fn after_what_can_move_money_only_an_understood_error_is_a_no() {
    let (token, posted) = (token(), ThreedsData::new("eJx").unwrap());
    let held = Held::new(pmt_id(), kopecks(100)).unwrap();
    for (text, kind) in KINDS {
        let errors = [
            failed(&CreatePayment::new("order-7", kopecks(1), &token).unwrap(), text),
            failed(&VerifyPayment::new(pmt_id(), &posted), text),
            failed(&CapturePayment::whole(&held), text),
            failed(&CancelPayment::whole(pmt_id()), text),
            failed(&ProcessPayment::of(pmt_id()), text),
        ];
        let open = matches!(kind, ApiErrorKind::OverallError | ApiErrorKind::Other);
        for error in errors {
            let delivery = if open { Delivery::Unknown } else { Delivery::Answered };
            assert_eq!((error.kind(), error.delivery()), (ErrorKind::Refused, delivery), "{text}");
            assert_eq!(error.refusal().is_none(), open, "{text}");
            assert_eq!(ApiError::of(&error).unwrap().kind(), kind);
        }
        for error in [
            failed(&CalculateFee::new(kopecks(1)).unwrap(), text),
            failed(&GetPayment::of("order-7"), text),
            failed(&GetInvoiceLink::of(pmt_id()), text),
            failed(&GetReceipt::of(pmt_id()), text),
        ] {
            assert_eq!(error.delivery(), Delivery::Answered, "a question moves nothing: {text}");
        }
    }
}

#[test]
fn an_error_beside_a_payment_that_has_not_failed_is_neither_yes_nor_no() {
    for (status, delivery) in [
        ("4", Delivery::Answered),
        ("\"14\"", Delivery::Answered),
        ("5", Delivery::Unknown),
        ("3", Delivery::Unknown),
        ("9", Delivery::Unknown),
        ("1", Delivery::Unknown),
        ("\"?\"", Delivery::Unknown),
    ] {
        let members = format!(r#""pmt_id":1234567,"pmt_status":{status},"error":"invalid token""#);
        let error = respond(&ProcessPayment::of(pmt_id()), &members).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Refused, delivery), "{status}");
        let told = ApiError::of(&error).unwrap();
        assert_eq!(told.pmt_id(), Some(pmt_id()));
        assert!(told.status().is_some(), "{status}");
    }
    for nothing in ["null", "\"\"", "[]"] {
        let members = format!(r#""pmt_status":{nothing},"error":"invalid token""#);
        let error = respond(&ProcessPayment::of(pmt_id()), &members).unwrap_err();
        assert_eq!(error.delivery(), Delivery::Answered, "{nothing}");
        assert_eq!(ApiError::of(&error).unwrap().status(), None::<&PaymentStatus>);
    }
}

/// A refusal of the time, in an answer with these values of `Date`.
fn refused_time(dates: &[&str], asked: bool) -> Error {
    refused("invalid auth time", dates, asked)
}

fn refused(text: &str, dates: &[&str], asked: bool) -> Error {
    let body = format!(r#"{{"response":{{"error":"{text}"}}}}"#);
    let mut response = http::Response::new(Bytes::from(body));
    for date in dates {
        response.headers_mut().append("date", date.parse().unwrap());
    }
    let answer = WireResponse::from(response);
    let answer = if asked { answer.asked_at(&stamp()) } else { answer };
    ProcessPayment::of(pmt_id()).decode(&gateway(), &answer).unwrap_err()
}

#[test]
fn a_refused_time_carries_the_skew_and_is_not_repeated() {
    // the stamp is 10:20:30.250 UTC
    for (date, seconds, line) in [
        ("Mon, 15 Jan 2024 10:20:31 GMT", 1, "1 s ahead of ours"),
        ("Mon, 15 Jan 2024 11:20:30 GMT", 3600, "3600 s ahead of ours"),
        ("Mon, 15 Jan 2024 10:20:00 GMT", -30, "30 s behind ours"),
        ("Sun, 14 Jan 2024 10:20:30 GMT", -86_400, "86400 s behind ours"),
    ] {
        let error = refused_time(&[date], true);
        assert_eq!(ApiError::of(&error).unwrap().skew(), Some(Duration::seconds(seconds)));
        assert_eq!(
            error.to_string(),
            format!(
                "refused: invalid auth time (the gateway's clock is {line}); the gateway said no, this call changed nothing"
            )
        );
        assert_eq!(error.delivery(), Delivery::Answered);
        assert!(!error.is_transient());
        for safety in [Safety::Once, Safety::ReadOnly] {
            assert_eq!(Retry::DEFAULT.pause(1, safety, &error, 0), None);
        }
    }
}

#[test]
fn a_skew_that_was_not_measured_is_none() {
    let good = "Mon, 15 Jan 2024 10:20:31 GMT";
    for (dates, asked) in [
        (&[][..], true),
        (&[good], false),
        (&[good, good], true),
        (&[""], true),
        (&["2024-01-15T10:20:31Z"], true),
        (&["Mon, 15 Jan 2024 10:20:31 EET"], true),
        (&["Mon, 99 Jan 2024 10:20:31 GMT"], true),
    ] {
        let error = refused_time(dates, asked);
        let told = ApiError::of(&error).unwrap();
        assert_eq!((told.kind(), told.skew()), (ApiErrorKind::InvalidAuthTime, None), "{dates:?}");
        assert!(error.to_string().starts_with("refused: invalid auth time; "), "{error}");
    }
    for text in ["invalid auth", "overall error", "invalid auth times"] {
        let error = refused(text, &[good], true);
        assert_eq!(ApiError::of(&error).unwrap().skew(), None, "{text} measures nothing");
    }
}
