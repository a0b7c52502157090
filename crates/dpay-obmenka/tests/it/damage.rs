//! Answers that were changed, forged or made by something else: none of them is read.

use bytes::Bytes;
use dpay_obmenka::{
    AnswerPolicy, ApiError, Delivery, Endpoint as _, Error, ErrorKind, GetInvoice, ProcessPayout,
    WireResponse, sign,
};

use crate::common::{SALT, answer, gateway, signed};

const PAID: &str = r#"{"payment_id":"order-7","status":"FINISHED"}"#;
const NOT_FOUND: &str = r#"{"error":{"code":401,"message":"Payment not found"}}"#;

fn signature(body: &str) -> String {
    sign::sign(SALT.as_bytes(), body.as_bytes()).as_str().to_owned()
}

fn refused(answer: &WireResponse) -> Error {
    let error = GetInvoice::of("order-7").decode(&gateway(), answer).unwrap_err();
    assert_eq!(error.delivery(), Delivery::Unknown);
    error
}

#[test]
fn only_the_right_signature_opens_an_answer() {
    let right = signature(PAID);
    assert!(GetInvoice::of("order-7").decode(&gateway(), &answer(PAID, Some(&right))).is_ok());

    let swapped: String =
        right
            .chars()
            .map(|c| {
                if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }
            })
            .collect();
    let other_key = sign::sign(b"another", PAID.as_bytes());
    for wrong in [
        "",
        "=",
        &right[..23],
        &right[..22],
        &format!("{right} "),
        &format!("{right}="),
        &swapped,
        &right.replace('=', ""),
        other_key.as_str(),
        "AAAAAAAAAAAAAAAAAAAAAA==",
    ] {
        let error = refused(&answer(PAID, Some(wrong)));
        assert_eq!(error.kind(), ErrorKind::Signature, "{wrong:?}");
        assert_eq!(error.body(), Some(PAID.as_bytes()), "{wrong:?}");
        assert!(!error.is_transient());
    }
}

#[test]
fn one_bit_of_the_body_closes_it() {
    let right = signature(PAID);
    for at in 0..PAID.len() {
        let mut bytes = PAID.as_bytes().to_vec();
        bytes[at] ^= 1;
        let response = http::Response::builder()
            .header("dpay_secure", &right)
            .body(Bytes::from(bytes))
            .unwrap();
        let kind = refused(&response.into()).kind();
        let expected = if at == 0 { ErrorKind::Decode } else { ErrorKind::Signature };
        assert_eq!(kind, expected, "byte {at}");
    }
}

#[test]
fn a_missing_or_doubled_signature_is_an_error_of_its_own() {
    assert_eq!(refused(&answer(PAID, None)).kind(), ErrorKind::Signature);

    let mut doubled: http::Response<Bytes> = signed(PAID).into();
    doubled.headers_mut().append("dpay_secure", signature(PAID).parse().unwrap());
    let error = refused(&doubled.into());
    assert_eq!(error.kind(), ErrorKind::Signature);
    assert!(
        error.to_string().starts_with("the answer has no readable signature, or more than one;")
    );
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(cause, "there is more than one `dpay_secure` header");
}

#[test]
fn a_forged_refusal_invites_no_second_payout() {
    let error =
        ProcessPayout::of("payout-9").decode(&gateway(), &answer(NOT_FOUND, None)).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Signature, Delivery::Unknown));
    assert!(ApiError::of(&error).is_none());
}

#[test]
fn lax_policies_read_answers_but_believe_no_refusal() {
    let lax = |policy| gateway().answers(policy);
    let request = GetInvoice::of("order-7");

    for policy in [AnswerPolicy::IfPresent, AnswerPolicy::Ignore] {
        assert!(request.decode(&lax(policy), &answer(PAID, None)).unwrap().status().is_paid());
        let error = request.decode(&lax(policy), &answer(NOT_FOUND, None)).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Refused, Delivery::Unknown));
        assert!(error.refusal().is_none());
        assert!(ApiError::of(&error).unwrap().is_not_found());
    }
    let forged = answer(PAID, Some("AAAAAAAAAAAAAAAAAAAAAA=="));
    let error = request.decode(&lax(AnswerPolicy::IfPresent), &forged).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Signature);
    assert!(request.decode(&lax(AnswerPolicy::Ignore), &forged).is_ok());
    let mut doubled: http::Response<Bytes> = signed(PAID).into();
    doubled.headers_mut().append("dpay_secure", signature(PAID).parse().unwrap());
    let error = request.decode(&lax(AnswerPolicy::IfPresent), &doubled.into()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Signature);

    let signed = request.decode(&lax(AnswerPolicy::IfPresent), &signed(NOT_FOUND)).unwrap_err();
    assert_eq!(signed.delivery(), Delivery::Answered);
}

#[test]
fn what_is_not_json_is_told_by_its_status() {
    let page = |status: u16, body: &'static str| -> WireResponse {
        http::Response::builder()
            .status(status)
            .body(Bytes::from_static(body.as_bytes()))
            .unwrap()
            .into()
    };
    for (status, body, kind, transient) in [
        (502, "<html>Bad Gateway</html>", ErrorKind::Transport, true),
        (503, "", ErrorKind::Transport, true),
        (503, r#"{"message":"a proxy's JSON"}"#, ErrorKind::Transport, true),
        (504, "gateway time-out", ErrorKind::Transport, true),
        (429, "slow down", ErrorKind::Transport, true),
        (200, "<html>maintenance</html>", ErrorKind::Decode, false),
        (200, "", ErrorKind::Decode, false),
        (200, "null", ErrorKind::Decode, false),
        (200, "\"text\"", ErrorKind::Decode, false),
        (301, "", ErrorKind::Decode, false),
        (404, "<html></html>", ErrorKind::Decode, false),
        (500, "oops", ErrorKind::Decode, false),
    ] {
        let error = refused(&page(status, body));
        assert_eq!((error.kind(), error.is_transient()), (kind, transient), "{status} {body}");
        assert_eq!(error.body(), Some(body.as_bytes()));
        let told = error.to_string().contains(&status.to_string());
        assert!(told || body.starts_with('{'), "{error}");
    }
}

#[test]
fn the_http_status_does_not_matter_where_the_body_is_signed() {
    for status in [200, 400, 401, 500, 502] {
        let mut paid: http::Response<Bytes> = signed(PAID).into();
        *paid.status_mut() = http::StatusCode::from_u16(status).unwrap();
        let invoice = GetInvoice::of("order-7").decode(&gateway(), &paid.into()).unwrap();
        assert!(invoice.status().is_paid(), "{status}");
    }
}
