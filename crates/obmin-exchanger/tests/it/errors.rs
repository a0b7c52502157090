//! The exchanger's errors, and what each says about the money.

use std::time::Duration;

use obmin_exchanger::{
    ApiError, ApiErrorKind, CreateOrder, Delivery, Endpoint, Error, ErrorKind, GetOrder,
    GetSiteStatus, Obmin, Sum, UpdateOrder,
};

use pay_wire::Attempt;

use crate::common::{access, amount, answer, anybody, decode, refuse, route_id};

/// Every documented code, with the beginning of what it is read as, and whether it leaves open what
/// became of a call that changes something.
const CODES: [(&str, &str, bool); 29] = [
    ("40400", "MethodNotFound", false),
    ("40301", "Unauthorized", false),
    ("40302", "Unauthorized", false),
    ("40304", "Unauthorized", false),
    ("500400404", "ParameterInvalid", false),
    ("500", "Internal", true),
    ("5030000", "RateLimited", true),
    ("5555555555555555", "Maintenance", false),
    ("1601588666628861", "Captcha", false),
    ("5001670807585394", "VerificationRequired", false),
    ("6231546409213868", "FieldInvalid", false),
    ("5071545873252155", "AmountInvalid", false),
    ("1661545348963371", "AmountInvalid", false),
    ("5471556107294030", "AmountInvalid", false),
    ("7701545348962388", "AmountInvalid", false),
    ("8291556107293522", "AmountInvalid", false),
    ("7701545348962387", "AmountTooLow", false),
    ("3631545348962766", "AmountTooHigh", false),
    ("9951545348963164", "ReserveTooLow", false),
    ("6801545277215051", "DirectionUnavailable", false),
    ("8781529530113112", "Email", false),
    ("3961529529941976", "Email", false),
    ("6231533598118172", "OneTimeCode", false),
    ("3421537955653247", "OneTimeCode", false),
    ("6741546826351955", "OneTimeCode", false),
    ("241351", "Account", false),
    ("2355231636112", "Account", false),
    ("11000654", "Account", false),
    ("5341529529941981", "Account", false),
];

/// Codes that nobody knows: one that the engine's own pages ignore, one beyond what a double holds,
/// none.
const UNKNOWN: [&str; 5] = ["2361520890494288", "9007199254740993", "1", "null", "\"E_NO\""];

fn kind(error: &Error) -> &ApiErrorKind {
    ApiError::of(error).expect("the exchanger's own error").kind()
}

fn create_refused(code: &str, object: &str) -> Error {
    let route = route_id();
    refuse(&CreateOrder::new(&route, Sum::Given(amount("1"))).unwrap(), code, object)
}

#[test]
fn every_documented_code_is_known_and_says_whether_it_leaves_the_outcome_open() {
    let access = access();
    for (code, expected, open) in CODES {
        for written in [code.to_owned(), format!("\"{code}\"")] {
            for error in [
                create_refused(&written, "{}"),
                refuse(&UpdateOrder::mark_paid(&access), &written, "null"),
            ] {
                assert!(format!("{:?}", kind(&error)).starts_with(expected), "{code}: {error:?}");
                let delivery = if open { Delivery::Unknown } else { Delivery::Answered };
                assert_eq!(
                    (error.kind(), error.delivery()),
                    (ErrorKind::Refused, delivery),
                    "{code}"
                );
                assert_eq!(error.refusal().is_some(), !open, "{code}");
                assert_eq!(ApiError::of(&error).unwrap().code(), code);
                assert!(!error.is_transient(), "{code}");
            }
            let error = refuse(&GetOrder::of(&access), &written, "{}");
            assert_eq!(error.delivery(), Delivery::Answered, "a question moves nothing: {code}");
            assert_eq!(error.refusal().unwrap().code(), code);
        }
    }
}

#[test]
fn an_unknown_code_is_neither_yes_nor_no_where_something_changes() {
    let access = access();
    for code in UNKNOWN {
        for error in [create_refused(code, "{}"), refuse(&UpdateOrder::cancel(&access), code, "{}")]
        {
            assert!(matches!(kind(&error), ApiErrorKind::Other), "{code}");
            assert_eq!(
                (error.kind(), error.delivery()),
                (ErrorKind::Refused, Delivery::Unknown),
                "{code}"
            );
            assert!(error.refusal().is_none());
        }
        let error = refuse(&GetOrder::of(&access), code, "{}");
        assert_eq!(error.delivery(), Delivery::Answered, "{code}");
        let kept = code.trim_matches('"').replace("null", "");
        assert_eq!(ApiError::of(&error).unwrap().code(), kept, "as it came, no digit lost");
    }
}

#[test]
fn details_are_typed_whatever_their_spelling() {
    let limit = |code, object| match kind(&create_refused(code, object)) {
        ApiErrorKind::AmountTooLow { min: limit }
        | ApiErrorKind::AmountTooHigh { max: limit }
        | ApiErrorKind::ReserveTooLow { max: limit } => {
            limit.as_ref().map(|limit| limit.as_str().to_owned())
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(limit("7701545348962387", r#"{"min":"10.50"}"#).as_deref(), Some("10.50"));
    assert_eq!(limit("7701545348962387", r#"{"min":1e-7}"#).as_deref(), Some("1e-7"));
    assert_eq!(limit("3631545348962766", r#"{"max":9000}"#).as_deref(), Some("9000"));
    assert_eq!(limit("9951545348963164", r#"{"max":"0.1","min":"5"}"#).as_deref(), Some("0.1"));
    for nothing in ["{}", "null", "[]", r#"{"max":null}"#, r#"{"max":"many"}"#] {
        assert_eq!(limit("3631545348962766", nothing), None, "{nothing}");
    }

    for (object, seconds) in [
        (r#"{"time":30}"#, Some(30)),
        (r#"{"time":"30"}"#, Some(30)),
        (r#"{"time":0.2}"#, Some(1)),
        (r#"{"time":-5}"#, None),
        (r#"{"time":1e300}"#, None),
        (r#"{"time":"soon"}"#, None),
        ("null", None),
    ] {
        let error = create_refused("5030000", object);
        let ApiErrorKind::RateLimited { retry_after } = kind(&error) else { panic!("{error:?}") };
        assert_eq!(*retry_after, seconds.map(Duration::from_secs), "{object}");
        assert_eq!(error.to_string().contains("wait"), seconds.is_some(), "{error}");
    }

    let object = r#"{"fieldId":"66be4d2d52f0bb5b9c12ca27","nameField":"Card","err":"regexp","type":"toValues"}"#;
    let error = create_refused("6231546409213868", object);
    let ApiErrorKind::FieldInvalid(problem) = kind(&error) else { panic!("{error:?}") };
    assert_eq!(problem.field_id(), Some("66be4d2d52f0bb5b9c12ca27"));
    assert_eq!((problem.name(), problem.problem()), (Some("Card"), Some("regexp")));
    assert_eq!(problem.side(), Some("toValues"));
    assert_eq!(ApiError::of(&error).unwrap().details(), Some(object));
}

#[test]
fn the_envelope_counts_and_the_http_status_does_not() {
    let access = access();
    let refused =
        r#"{"success":false,"error":{"message":"no","errorCode":40301,"statusCode":403}}"#;
    let told = r#"{"success":true,"data":{"order":{"status":"new"}}}"#;
    for status in [200, 400, 403, 404, 405, 429, 500, 502, 503] {
        let error = GetOrder::of(&access).decode(&anybody(), &answer(status, refused)).unwrap_err();
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Refused, Delivery::Answered),
            "{status}"
        );
        assert_eq!(ApiError::of(&error).unwrap().message(), "no");
        assert!(!error.is_transient(), "{status}");
        assert!(
            GetOrder::of(&access).decode(&anybody(), &answer(status, told)).is_ok(),
            "{status}"
        );
    }
}

#[test]
fn something_in_front_of_the_exchanger_is_not_the_exchanger() {
    let access = access();
    let bodies =
        ["", "<html>Just a moment...</html>", "upstream timed out", "{", r#"{"error":"x"}"#, "{}"];
    for status in [429, 502, 503, 504] {
        for body in bodies {
            let error = UpdateOrder::confirm(&access)
                .decode(&anybody(), &answer(status, body))
                .unwrap_err();
            assert_eq!(
                (error.kind(), error.delivery()),
                (ErrorKind::Transport, Delivery::Unknown),
                "{status} {body}"
            );
            assert!(error.is_transient() && error.refusal().is_none(), "{status} {body}");
            assert_eq!(error.body(), Some(body.as_bytes()));
        }
    }
    for status in [200, 403, 404, 405, 500] {
        for body in bodies {
            let error = UpdateOrder::confirm(&access)
                .decode(&anybody(), &answer(status, body))
                .unwrap_err();
            assert_eq!(
                (error.kind(), error.delivery()),
                (ErrorKind::Decode, Delivery::Unknown),
                "{status} {body}"
            );
            assert!(!error.is_transient(), "{status} {body}");
        }
    }
}

#[test]
fn an_error_has_many_spellings() {
    for (error, code, message) in [
        (r#"{"errorCode":500,"message":"API timeout"}"#, "500", "API timeout"),
        (r#"{"errorCode":"500"}"#, "500", ""),
        (r#"{"message":"no"}"#, "", "no"),
        (r#"{"errorCode":null,"message":null,"object":null,"stack":null}"#, "", ""),
        (r#"{"errorCode":{},"message":[]}"#, "", ""),
        (r#""no""#, "", "no"),
        ("5", "", "5"),
        ("null", "", ""),
        ("[]", "", ""),
    ] {
        let body = format!(r#"{{"success":false,"error":{error}}}"#);
        let refused = decode(&GetSiteStatus, &body).unwrap_err();
        let read = ApiError::of(&refused).unwrap();
        assert_eq!((read.code(), read.message()), (code, message), "{error}");
        assert_eq!(refused.kind(), ErrorKind::Refused, "{error}");
    }
    let nothing = decode(&GetSiteStatus, r#"{"success":0}"#).unwrap_err();
    assert_eq!(nothing.kind(), ErrorKind::Refused, "it says no, and not why");
    let typed = refuse(&GetSiteStatus, "40301", "{}");
    assert_eq!(ApiError::of(&typed).unwrap().error_type(), Some("api"));
}

#[test]
fn yes_and_no_at_once_is_neither() {
    let route = route_id();
    let create = CreateOrder::new(&route, Sum::Given(amount("1"))).unwrap();
    for error in [r#"{"errorCode":500}"#, r#""no""#, "true", "5"] {
        let body = format!(r#"{{"success":true,"data":{{"uid":1,"secret":"s"}},"error":{error}}}"#);
        let error = decode(&create, &body).unwrap_err();
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Mismatch, Delivery::Unknown),
            "{body}"
        );
        assert!(ApiError::of(&error).is_some());
    }
    for nothing in ["null", "{}", "[]", "\"\"", "false"] {
        let body =
            format!(r#"{{"success":true,"data":{{"uid":1,"secret":"s"}},"error":{nothing}}}"#);
        assert!(decode(&create, &body).is_ok(), "{nothing}");
    }
}

#[test]
fn a_document_with_two_meanings_is_not_read() {
    for body in [
        r#"{"success":true,"success":false,"data":{}}"#,
        r#"{"success":true,"data":{"uid":1,"uid":2,"secret":"s"}}"#,
        r#"{"success":true,"data":{}}{"success":false}"#,
        r#"{"success":true,"data":{}} x"#,
        r#"{"success":true,"data":{"#,
        "{\"success\":true,\"data\":\"\u{1}\"}",
    ] {
        let error = decode(&GetSiteStatus, body).unwrap_err();
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Decode, Delivery::Unknown),
            "{body}"
        );
    }
    let error =
        decode(&GetSiteStatus, b"{\"success\":true,\"data\":{\"x\":\"\xff\"}}").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

fn line<E: Endpoint<Gateway = Obmin>>(request: &E, code: &str, object: &str) -> String {
    refuse(request, code, object).during(Attempt::of::<E>()).to_string()
}

#[test]
fn one_line_tells_what_happened_and_what_to_do() {
    let access = access();
    insta::assert_snapshot!(line(&GetOrder::of(&access), "40400", "{}"), @r#"
    obmin public/exchanger/order/get: refused with code 40400: no (if the method exists: `Obmin::verbs(Verbs::Post)`); the gateway said no, this call changed nothing
    "#);
    insta::assert_snapshot!(line(&UpdateOrder::mark_paid(&access), "5030000", r#"{"time":7}"#), @r#"
    obmin public/exchanger/order/update-status: refused with code 5030000: no (wait 7 s); money may have moved: find out what became of it before anything else is sent
    "#);
    insta::assert_snapshot!(line(&UpdateOrder::mark_paid(&access), "1234", "{}"), @r#"
    obmin public/exchanger/order/update-status: refused with code 1234: no; money may have moved: find out what became of it before anything else is sent
    "#);
}
