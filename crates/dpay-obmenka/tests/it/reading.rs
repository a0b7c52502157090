//! The documented spellings, the sloppy ones, and those with two meanings.

use dpay_obmenka::{Delivery, ErrorKind, GetInvoice, GetPayout, InvoiceStatus, ProcessInvoice};

use crate::common::decode;

#[test]
fn numbers_may_be_texts_and_texts_numbers() {
    let request = GetInvoice::of("6623237");
    let body = r#"{"payment_id":6623237,"tracking":1234,"status":"PAYED_RECALC","amount":"5000.00","fee":"100","accrual_amount":"4900.0","is_recalc":"1"}"#;
    let invoice = decode(&request, body).unwrap();
    assert_eq!(invoice.payment_id().unwrap().as_str(), "6623237");
    assert_eq!(invoice.tracking().unwrap().as_str(), "1234");
    assert_eq!(invoice.amount().unwrap().as_str(), "5000.00");
    assert_eq!(invoice.accrual_amount().unwrap().as_str(), "4900.0");
    assert_eq!(invoice.is_recalc(), Some(true));
}

#[test]
fn the_misprinted_name_of_the_payment_id_is_read() {
    let invoice = decode(&GetInvoice::of("7"), r#"{"payment":"7","status":"PAYIN"}"#).unwrap();
    assert_eq!(invoice.payment_id().unwrap().as_str(), "7");
    let both = decode(&GetInvoice::of("7"), r#"{"payment":"x","payment_id":"7","status":"PAYIN"}"#)
        .unwrap();
    assert_eq!(both.payment_id().unwrap().as_str(), "7");
    let other = decode(&GetInvoice::of("7"), r#"{"payment":"8","status":"PAYIN"}"#).unwrap_err();
    assert_eq!(other.kind(), ErrorKind::Mismatch);
}

#[test]
fn nothing_has_many_spellings() {
    for nothing in ["null", "[]", "\"\"", "false", "{}", "[ ]"] {
        let body = format!(
            r#"{{"status":"FINISHED","error":{nothing},"crypto":[],"processed":null,"created":""}}"#
        );
        let invoice = decode(&GetInvoice::of("7"), &body).unwrap();
        assert!(invoice.error().is_none(), "{nothing}");
        assert!(
            invoice.crypto().is_none()
                && invoice.processed().is_none()
                && invoice.created().is_none()
        );
    }
}

#[test]
fn an_error_has_many_spellings() {
    for (error, code, message) in [
        (r#"{"code":401,"message":"no"}"#, 401, "no"),
        (r#"{"code":"401","message":"no"}"#, 401, "no"),
        (r#"{"message":"no"}"#, 0, "no"),
        (r#"{"code":7}"#, 7, ""),
        (r#"{"code":null,"message":null,"more":[]}"#, 0, ""),
        (r#""no""#, 0, "no"),
        ("true", 0, "true"),
        ("5", 0, "5"),
        (r#"["no"]"#, 0, r#"["no"]"#),
    ] {
        let invoice =
            decode(&GetInvoice::of("7"), &format!(r#"{{"status":"FAILED","error":{error}}}"#))
                .unwrap();
        let read = invoice.error().unwrap();
        assert_eq!((read.code(), read.message()), (code, message), "{error}");

        let refused = decode(&GetInvoice::of("7"), &format!(r#"{{"error":{error}}}"#)).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Refused, "{error}");
    }
}

#[test]
fn php_spellings_are_read() {
    let body = r#"{"status":"PAYIN","pay_link":"https:\/\/pay.example\/i","error":{"code":5,"message":"\u0456\u0457"}}"#;
    let page = decode(&ProcessInvoice::of("7"), body).unwrap();
    assert_eq!(page.pay_link(), Some("https://pay.example/i"));
    assert_eq!(page.error().unwrap().message(), "ії");
}

#[test]
fn unknown_members_and_words_are_kept() {
    let body = r#"{"status":"ON_HOLD","news":{"a":[1.5,null]},"payment_id":"7"}"#;
    let invoice = decode(&GetInvoice::of("7"), body).unwrap();
    assert_eq!(*invoice.status(), InvoiceStatus::Other("ON_HOLD".into()));
    assert_eq!(invoice.raw(), body);
}

#[test]
fn a_date_in_another_format_is_kept_as_text() {
    let body = r#"{"status":"PAYED","created_at":"0000-00-00 00:00:00","processed_at":"2024-03-14T20:36:09Z"}"#;
    let payout = decode(&GetPayout::of("7"), body).unwrap();
    for (date, text) in [
        (payout.created_at(), "0000-00-00 00:00:00"),
        (payout.processed_at(), "2024-03-14T20:36:09Z"),
    ] {
        assert_eq!(date.unwrap().as_str(), text);
        assert_eq!(date.unwrap().date_time(), None);
    }
}

#[test]
fn a_document_with_two_meanings_is_not_read_though_it_is_signed() {
    for body in [
        r#"{"status":"FINISHED","status":"FAILED"}"#,
        r#"{"status":"FAILED","error":{"code":1,"code":2}}"#,
        r#"{"status":"FINISHED"}{"status":"FAILED"}"#,
        r#"{"status":"FINISHED"} trailing"#,
        r#"{"status":"FINI"#,
        r#"{"status":5}"#,
        r#"{"status":null}"#,
        r#"{"payment_id":"7"}"#,
        r#"{"status":"FINISHED","amount":"n/a"}"#,
        r#"["FINISHED"]"#,
        "{}",
    ] {
        let error = decode(&GetInvoice::of("7"), body).unwrap_err();
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Decode, Delivery::Unknown),
            "{body}"
        );
        assert_eq!(error.body(), Some(body.as_bytes()));
    }
}
