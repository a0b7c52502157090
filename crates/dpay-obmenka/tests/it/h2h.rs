//! Card payments host to host.

use dpay_obmenka::h2h::{H2hStep, PayerField, ProcessH2h, StartH2h};
use dpay_obmenka::{Delivery, Endpoint as _, ErrorKind, Session};

use crate::common::{decode, gateway, stamp};

const STARTED: &str = r#"{"session":"s-2","result":true,"next_step":"process","final":false,"is_white":true,"data":{
    "cardNumber":{"field":"cardNumber","title":"Card number","placeholder":"0000 0000 0000 0000","hidden":false,"required":true},
    "month":{"field":"month","title":"Month","hidden":"0","required":1},
    "token":{"field":"token","hidden":true}}}"#;

fn step(body: &str) -> H2hStep {
    serde_json::from_str(body).unwrap()
}

#[test]
fn a_start_tells_what_to_ask_from_the_payer() {
    let started = decode(&StartH2h::new("order-7", &Session::from("s-1")), STARTED).unwrap();
    assert_eq!(started.session().unwrap().as_str(), "s-2");
    assert_eq!(
        (started.result(), started.is_final(), started.is_white()),
        (Some(true), false, Some(true))
    );
    assert_eq!(started.next_step(), Some("process"));

    let fields: Vec<_> = started.fields().collect();
    assert_eq!(
        fields.iter().map(PayerField::name).collect::<Vec<_>>(),
        ["cardNumber", "month", "token"]
    );
    assert_eq!(fields[0].title(), Some("Card number"));
    assert_eq!(fields[0].placeholder(), Some("0000 0000 0000 0000"));
    assert!(fields[0].is_required() && !fields[0].is_hidden());
    assert!(fields[1].is_required() && !fields[1].is_hidden());
    assert!(!fields[2].is_required() && fields[2].is_hidden());
}

#[test]
fn a_step_tells_errors_or_the_form_of_3d_secure() {
    let started = step(STARTED);
    let request = ProcessH2h::after("order-7", &started).unwrap();

    let wrong = decode(
        &request,
        r#"{"session":"s-2","result":false,"errors":{"cvv":"too short","month":13},"data":[]}"#,
    )
    .unwrap();
    let errors: Vec<_> = wrong.errors().map(|(field, text)| format!("{field}: {text}")).collect();
    assert_eq!(errors, ["cvv: too short", "month: 13"]);
    assert_eq!(wrong.three_ds_form(), None);

    let secure = decode(&request, r#"{"session":"s-2","payment_id":"order-7","result":true,"final":true,"errors":[],"data":{"threeDsFrom":"<form>\u0456<\/form>"}}"#).unwrap();
    assert_eq!(secure.three_ds_form().as_deref(), Some("<form>і</form>"));
    assert!(secure.is_final());
    assert_eq!(secure.errors().count(), 0);
}

#[test]
fn an_error_beside_the_session_is_part_of_the_step() {
    let started = step(STARTED);
    let request = ProcessH2h::after("order-7", &started).unwrap();
    let failed = decode(
        &request,
        r#"{"session":"s-2","result":false,"error":{"code":5,"message":"declined"}}"#,
    )
    .unwrap();
    assert_eq!(failed.error().unwrap().message(), "declined");
    let failed = decode(&request, r#"{"data":{"cvv":{}},"error":{"code":5}}"#).unwrap();
    assert_eq!(failed.error().unwrap().code(), 5);

    let unknown = decode(&request, r#"{"error":{"code":5,"message":"declined"}}"#).unwrap_err();
    assert_eq!((unknown.kind(), unknown.delivery()), (ErrorKind::Refused, Delivery::Unknown));
    let known =
        decode(&request, r#"{"error":{"code":401,"message":"Payment not found"}}"#).unwrap_err();
    assert_eq!(known.delivery(), Delivery::Answered);
    let other =
        decode(&request, r#"{"session":"s-2","payment_id":"order-8","result":true}"#).unwrap_err();
    assert_eq!(other.kind(), ErrorKind::Mismatch);
}

#[test]
fn a_next_step_that_is_no_name_builds_no_path() {
    for bad in ["../payment/process", "a/b", "a?b", "%2e", "a b", "é", &"a".repeat(65)] {
        let answer = serde_json::json!({ "session": "s-2", "next_step": bad }).to_string();
        let error = ProcessH2h::after("order-7", &step(&answer)).unwrap_err();
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Input, Delivery::NotSent),
            "{bad}"
        );
    }
    assert!(ProcessH2h::after("order-7", &step(r#"{"next_step":"process"}"#)).is_err());
    let named = serde_json::json!({ "session": "s-2", "next_step": "a".repeat(64) }).to_string();
    assert!(ProcessH2h::after("order-7", &step(&named)).is_ok());
}

#[test]
fn a_step_without_names_takes_the_documented_ones() {
    let started = step(r#"{"session":"s-2","data":{"cvv":{"title":"CVV"}}}"#);
    let names: Vec<_> = started.fields().map(|field| field.name().to_owned()).collect();
    assert_eq!(names, ["cvv"]);
    let wire = ProcessH2h::after("7", &started).unwrap().encode(&gateway(), &stamp()).unwrap();
    assert_eq!(wire.uri().path(), "/api/h2h/process");
}

#[test]
fn a_start_for_another_order_is_not_ours() {
    let session = Session::from("s-1");
    let request = StartH2h::new("order-7", &session);
    let other = decode(&request, r#"{"session":"s-2","payment_id":"order-8"}"#).unwrap_err();
    assert_eq!((other.kind(), other.delivery()), (ErrorKind::Mismatch, Delivery::Unknown));
    let failed = decode(&request, r#"{"result":false,"error":"no"}"#).unwrap();
    assert_eq!(failed.error().unwrap().message(), "no");
}
