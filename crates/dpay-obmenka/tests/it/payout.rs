//! Payouts: what their answers mean, and which of them are no answer at all.

use dpay_obmenka::{
    AnswerPolicy, ApiError, CreatePayout, Delivery, Endpoint as _, ErrorKind, GetBalance,
    GetPayout, ListExtraFields, ListPayouts, PayoutStatus, ProcessPayout, ProcessedPayout,
    Tracking, ValidatePayout, method,
};
use time::macros::datetime;

use crate::common::{amount, answer, decode, gateway};

/// What a word in answer to `payment/process` comes to.
fn judged(body: &str) -> (&'static str, Option<PayoutStatus>, String) {
    match decode(&ProcessPayout::of("payout-9"), body).unwrap() {
        ProcessedPayout::Accepted { .. } => ("accepted", None, String::new()),
        ProcessedPayout::Refused { status, message, .. } => {
            ("refused", Some(status), message.into())
        }
        ProcessedPayout::Unclear { status, message, .. } => ("unclear", status, message.into()),
    }
}

#[test]
fn every_status_word_has_its_meaning() {
    for (word, status, paid, last, processed) in [
        ("CREATED", PayoutStatus::Created, false, false, "refused"),
        ("IN_PROGRESS", PayoutStatus::InProgress, false, false, "accepted"),
        ("PAYOUT", PayoutStatus::Payout, false, false, "unclear"),
        ("BLOCKED", PayoutStatus::Blocked, false, false, "unclear"),
        ("PAYED", PayoutStatus::Payed, true, true, "unclear"),
        ("CANCELED", PayoutStatus::Canceled, false, true, "refused"),
        ("FAILED", PayoutStatus::Failed, false, true, "refused"),
        ("REVERSED", PayoutStatus::Reversed, false, true, "unclear"),
        ("REFILL", PayoutStatus::Refill, false, true, "unclear"),
        ("FINISHED", PayoutStatus::Other("FINISHED".into()), false, false, "unclear"),
        ("failed", PayoutStatus::Other("failed".into()), false, false, "unclear"),
    ] {
        let body = format!(r#"{{"payment_id":"payout-9","status":"{word}","message":"why"}}"#);
        let payout = decode(&GetPayout::of("payout-9"), &body).unwrap();
        assert_eq!(*payout.status(), status);
        assert_eq!((status.is_paid(), status.is_final()), (paid, last), "{word}");
        assert_eq!((status.as_str(), status.to_string().as_str()), (word, word));

        let (outcome, said, message) = judged(&body);
        assert_eq!(outcome, processed, "{word}");
        if outcome != "accepted" {
            assert_eq!((said, message.as_str()), (Some(status), "why"));
        }
    }
}

#[test]
fn a_refusal_to_pay_has_no_error_object() {
    let body = r#"{"payment_id":"payout-9","tracking":"229E","status":"CREATED","message":"Insufficient funds"}"#;
    assert_eq!(judged(body), ("refused", Some(PayoutStatus::Created), "Insufficient funds".into()));
    let beside = r#"{"status":"FAILED","message":"","error":{"code":5,"message":"declined"}}"#;
    assert_eq!(judged(beside), ("refused", Some(PayoutStatus::Failed), "declined".into()));
}

#[test]
fn an_answer_to_a_process_without_a_clear_word_is_unclear() {
    for body in [
        r#"{"payment_id":"payout-9","tracking":"229E"}"#,
        r#"{"tracking":"229E","status":null,"message":""}"#,
        r#"{"tracking":"229E","error":{"code":5,"message":"?"}}"#,
        r#"{"status":"IN_PROGRESS","error":{"code":5,"message":"?"}}"#,
    ] {
        assert_eq!(judged(body).0, "unclear", "{body}");
    }
    assert_eq!(judged(r#"{"status":"IN_PROGRESS","error":[]}"#).0, "accepted");
}

#[test]
fn an_undocumented_code_to_a_process_is_neither_yes_nor_no() {
    let body = r#"{"error":{"code":9999,"message":"try later"}}"#;
    let error = decode(&ProcessPayout::of("payout-9"), body).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Refused, Delivery::Unknown));
    assert!(error.refusal().is_none());
    assert_eq!(ApiError::of(&error).unwrap().code(), 9999);

    let error = decode(&GetPayout::of("payout-9"), body).unwrap_err();
    assert_eq!(error.delivery(), Delivery::Answered);

    for doubtful in [
        r#"{"error":{"code":0,"message":"Payout already exists in queue"}}"#,
        r#"{"error":{"code":401,"message":"Unauthorized"}}"#,
    ] {
        let error = decode(&ProcessPayout::of("payout-9"), doubtful).unwrap_err();
        assert_eq!(error.delivery(), Delivery::Unknown, "{doubtful}");
    }
}

#[test]
fn a_shape_that_is_no_word_is_no_status() {
    let list = decode(&GetPayout::of("payout-9"), r#"["PAYED"]"#).unwrap_err();
    assert_eq!(list.kind(), ErrorKind::Decode, "its first member is the status");
    for status in [r#"{"IN_PROGRESS":null}"#, r#"["IN_PROGRESS"]"#, "1", "true"] {
        let body = format!(r#"{{"payment_id":"payout-9","status":{status}}}"#);
        let error = decode(&ProcessPayout::of("payout-9"), &body).unwrap_err();
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Decode, Delivery::Unknown),
            "{status}"
        );
        assert!(decode(&GetPayout::of("payout-9"), &body).is_err(), "{status}");
    }
}

#[test]
fn an_unsigned_no_is_no_no() {
    let lax = gateway().answers(AnswerPolicy::Ignore);
    for word in ["CREATED", "CANCELED", "FAILED"] {
        let body = format!(r#"{{"status":"{word}"}}"#);
        let said = ProcessPayout::of("payout-9").decode(&lax, &answer(&body, None)).unwrap();
        assert!(matches!(said, ProcessedPayout::Unclear { .. }), "{word}");
    }
}

#[test]
fn an_answer_about_another_payout_is_not_ours() {
    let other = r#"{"payment_id":"payout-8","status":"IN_PROGRESS"}"#;
    let error = decode(&ProcessPayout::of("payout-9"), other).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Mismatch, Delivery::Unknown));
    assert_eq!(decode(&GetPayout::of("payout-9"), other).unwrap_err().kind(), ErrorKind::Mismatch);
    let valid = r#"{"is_valid":true,"payment_id":"payout-8"}"#;
    assert_eq!(
        decode(&ValidatePayout::of("payout-9"), valid).unwrap_err().kind(),
        ErrorKind::Mismatch
    );
    let tracking = Tracking::from("AAAA");
    let other = r#"{"tracking":"BBBB","status":"IN_PROGRESS"}"#;
    assert_eq!(
        decode(&ProcessPayout::of(&tracking), other).unwrap_err().kind(),
        ErrorKind::Mismatch
    );
}

#[test]
fn every_member_of_a_payout_is_read() {
    let body = r#"{"payment_id":6,"tracking":"229E-A48C","status":"PAYED","created_at":"2024-03-14 20:36:09","processed_at":"","amount":1000,"fee":10.00,"full_amount":"1010.00","recipient":"4444111144441111","currency":"bitcoin","crypto":{"transaction":"abc","confirmations":"1"}}"#;
    let payout = decode(&GetPayout::of("6"), body).unwrap();
    assert_eq!(payout.payment_id().unwrap().as_str(), "6");
    assert_eq!(payout.created_at().unwrap().date_time(), Some(datetime!(2024-03-14 20:36:09)));
    assert!(payout.processed_at().is_none());
    assert_eq!(payout.amount().unwrap().as_str(), "1000");
    assert_eq!(payout.fee().unwrap().as_str(), "10.00");
    assert_eq!(payout.full_amount().unwrap().as_str(), "1010.00");
    assert_eq!(payout.recipient(), Some("4444111144441111"));
    assert_eq!(payout.method(), Some(&method::BITCOIN));
    assert_eq!(payout.crypto().unwrap().transaction(), Some("abc"));
    assert_eq!(payout.crypto().unwrap().confirmations(), Some(1));
    assert!(payout.error().is_none());
    let failed = r#"{"status":"FAILED","error":{"code":5,"message":"no"}}"#;
    let failed = decode(&GetPayout::of("6"), failed).unwrap();
    assert_eq!(failed.error().unwrap().message(), "no");
}

#[test]
fn a_payout_is_created_or_refused() {
    let request =
        CreatePayout::new("payout-9", "4444111144441111", method::VISAMASTER_UAH, amount("1000"))
            .unwrap();
    let created = decode(&request, r#"{"tracking":"229E","payment_id":"payout-9"}"#).unwrap();
    assert_eq!(created.tracking().as_str(), "229E");
    assert_eq!(created.payment_id().unwrap().as_str(), "payout-9");

    for (body, kind) in [
        (r#"{"payment_id":"payout-9"}"#, ErrorKind::Decode),
        (r#"{"tracking":"229E","payment_id":"payout-8"}"#, ErrorKind::Mismatch),
        (r#"{"tracking":"229E","error":"odd"}"#, ErrorKind::Mismatch),
    ] {
        let error = decode(&request, body).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (kind, Delivery::Unknown), "{body}");
    }
}

#[test]
fn a_payout_is_valid_only_if_the_gateway_says_so() {
    let request = ValidatePayout::of("payout-9");
    for (body, valid, reason) in [
        (r#"{"is_valid":true,"reason":""}"#, true, None),
        (r#"{"is_valid":"1"}"#, true, None),
        (r#"{"is_valid":false,"reason":"Insufficient funds"}"#, false, Some("Insufficient funds")),
        (r#"{"is_valid":null,"reason":"?"}"#, false, Some("?")),
        (r#"{"is_valid":true,"error":{"code":5,"message":"odd"}}"#, false, Some("odd")),
        ("{}", false, None),
    ] {
        let validity = decode(&request, body).unwrap();
        assert_eq!((validity.is_valid(), validity.reason()), (valid, reason), "{body}");
    }
}

#[test]
fn a_statement_of_payouts_keeps_technical_top_ups_apart() {
    let request =
        ListPayouts::between(datetime!(2024-03-01 00:00), datetime!(2024-04-01 00:00)).unwrap();
    let list =
        decode(&request, r#"{"list":[{"status":"REFILL","amount":5000},{"status":"PAYED"}]}"#)
            .unwrap();
    assert!(!list.payouts()[0].status().is_paid());
    assert!(list.payouts()[1].status().is_paid());
    let noted = decode(&request, r#"{"list":[],"error":{"code":5,"message":"partly"}}"#).unwrap();
    assert!(noted.payouts().is_empty());
}

#[test]
fn a_balance_is_whatever_numbers_there_are() {
    let body = r#"{"balance":100000.00,"hold":"5.50","currency":"UAH","accounts":{"USD":1},"z":null,"a":-1}"#;
    let balance = decode(&GetBalance::new(), body).unwrap();
    let amounts: Vec<_> =
        balance.amounts().map(|(name, amount)| format!("{name}={amount}")).collect();
    assert_eq!(amounts, ["balance=100000.00", "hold=5.50", "a=-1"]);
    assert_eq!(balance.raw(), body);
    let nothing = decode(&GetBalance::new(), "[]").unwrap();
    assert_eq!((nothing.amounts().count(), nothing.raw()), (0, "[]"));
}

#[test]
fn extra_fields_are_any_json() {
    for body in [r#"{"list":[]}"#, r#"[{"field":"memo"}]"#, "[]", r#"{"a":1,"b":[]}"#] {
        assert_eq!(decode(&ListExtraFields::new(), body).unwrap().raw(), body);
    }
    for no in [r#"{"error":{"code":5,"message":"no"}}"#, "\n {\"error\":\"no\"}"] {
        let error = decode(&ListExtraFields::new(), no).unwrap_err();
        assert_eq!(error.delivery(), Delivery::Answered, "{no}");
    }
}
