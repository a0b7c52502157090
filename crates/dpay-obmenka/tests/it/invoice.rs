//! Invoices: what their answers mean.

use dpay_obmenka::{
    ApiError, CreateInvoice, Delivery, ErrorKind, GetInvoice, InvoiceStatus, ListInvoices,
    PayerStep, ProcessInvoice, Tracking, method,
};
use time::macros::datetime;

use crate::common::{amount, decode};

fn create() -> CreateInvoice<'static> {
    CreateInvoice::new("order-7", method::VISAMASTER_UAH, amount("5000.00")).unwrap()
}

#[test]
fn every_status_word_has_its_meaning() {
    for (word, status, paid, last) in [
        ("CREATED", InvoiceStatus::Created, false, false),
        ("PAYIN", InvoiceStatus::Payin, false, false),
        ("PAYED", InvoiceStatus::Payed, true, false),
        ("FINISHED", InvoiceStatus::Finished, true, true),
        ("PAYED_RECALC", InvoiceStatus::PayedRecalc, true, true),
        ("FAILED", InvoiceStatus::Failed, false, true),
        ("CANCELED", InvoiceStatus::Canceled, false, true),
        ("PAYIN_ERROR", InvoiceStatus::PayinError, false, false),
        ("CANCELLED", InvoiceStatus::Other("CANCELLED".into()), false, false),
        ("finished", InvoiceStatus::Other("finished".into()), false, false),
        ("REVERSED", InvoiceStatus::Other("REVERSED".into()), false, false),
        ("", InvoiceStatus::Other("".into()), false, false),
    ] {
        let body = format!(r#"{{"payment_id":"order-7","status":"{word}"}}"#);
        let invoice = decode(&GetInvoice::of("order-7"), &body).unwrap();
        assert_eq!(*invoice.status(), status);
        assert_eq!((status.is_paid(), status.is_final()), (paid, last), "{word}");
        assert_eq!((status.as_str(), status.to_string().as_str()), (word, word));
        assert_eq!(serde_json::to_string(&status).unwrap(), format!("{word:?}"));
    }
}

#[test]
fn a_failed_invoice_is_data_with_its_reason() {
    let body = r#"{"tracking":"79DF-60B0-17F6","payment_id":"order-7","status":"FAILED","amount":100.00,"error":{"code":9050,"message":"Not enough money"}}"#;
    let invoice = decode(&GetInvoice::of("order-7"), body).unwrap();
    assert_eq!(*invoice.status(), InvoiceStatus::Failed);
    assert_eq!(invoice.error().unwrap().code(), 9050);
    assert_eq!(invoice.error().unwrap().message(), "Not enough money");
}

#[test]
fn an_error_alone_is_a_failed_call() {
    let error =
        decode(&GetInvoice::of("order-7"), r#"{"error":{"code":77,"message":"Odd"}}"#).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Refused, Delivery::Answered));
    assert_eq!(error.refusal().unwrap().code(), "77");
    let api = ApiError::of(&error).unwrap();
    assert!(!api.is_not_found() && !api.is_duplicate());

    let echoed = r#"{"payment_id":"order-7","error":{"code":401,"message":"Payment not found"}}"#;
    assert!(decode(&GetInvoice::of("order-7"), echoed).unwrap_err().refusal().is_some());
}

#[test]
fn code_zero_alone_is_no_duplicate() {
    for (body, duplicate) in [
        (r#"{"error":{"code":0,"message":"Transaction already exists"}}"#, true),
        (r#"{"error":{"message":"transaction Already Exists"}}"#, true),
        (r#"{"error":{"code":0,"message":"Unknown currency"}}"#, false),
        (r#"{"error":{"code":5,"message":"Transaction already exists"}}"#, false),
        (r#"{"error":{"code":"E17","message":"Transaction already exists"}}"#, false),
        (r#"{"error":"Transaction already exists"}"#, true),
    ] {
        let error = decode(&create(), body).unwrap_err();
        assert_eq!(ApiError::of(&error).unwrap().is_duplicate(), duplicate, "{body}");
        assert_eq!(error.delivery(), Delivery::Answered, "{body}");
    }
}

#[test]
fn a_creation_with_data_and_an_error_is_neither() {
    let body = r#"{"tracking":"79DF-60B0-17F6","payment_id":"order-7","error":{"code":0,"message":"Transaction already exists"}}"#;
    let error = decode(&create(), body).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Mismatch, Delivery::Unknown));
    assert!(ApiError::of(&error).unwrap().is_duplicate());
}

#[test]
fn an_answer_about_another_order_is_not_ours() {
    let other = r#"{"tracking":"AAAA-0000-0000","payment_id":"order-8","status":"FINISHED"}"#;
    let tracking = Tracking::from("79DF-60B0-17F6");
    for error in [
        decode(&GetInvoice::of("order-7"), other).unwrap_err(),
        decode(&GetInvoice::of(&tracking), other).unwrap_err(),
        decode(&ProcessInvoice::of("order-7"), other).unwrap_err(),
        decode(&create(), r#"{"tracking":"AAAA-0000-0000","payment_id":"order-8"}"#).unwrap_err(),
    ] {
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Mismatch, Delivery::Unknown));
        assert!(error.body().is_some_and(|body| !body.is_empty()));
    }
}

#[test]
fn the_payer_is_sent_where_the_documents_say() {
    let step = |members: &str| {
        let body = format!(r#"{{"payment_id":"order-7","status":"PAYIN"{members}}}"#);
        let page = decode(&ProcessInvoice::of("order-7"), &body).unwrap();
        match page.payer_step() {
            Some(PayerStep::Submit(html)) => format!("submit {html}"),
            Some(PayerStep::Visit(link)) => format!("visit {link}"),
            Some(PayerStep::Transfer(crypto)) => format!(
                "transfer to {} {:?} of {:?}",
                crypto.address().unwrap(),
                crypto.current_confirmations(),
                crypto.success_confirmations()
            ),
            _ => "nothing".to_owned(),
        }
    };
    assert_eq!(step(""), "nothing");
    assert_eq!(
        step(r#","pay_link":"https:\/\/pay.example\/i\/7","pay_form":"""#),
        "visit https://pay.example/i/7"
    );
    assert_eq!(
        step(r#","pay_link":"https://pay.example/i/7","pay_form":"<form>""#),
        "submit <form>"
    );
    assert_eq!(
        step(
            r#","crypto":{"address":"TXYZ","current_confirmations":"1","success_confirmations":4}"#
        ),
        "transfer to TXYZ Some(1) of Some(4)"
    );
    assert_eq!(step(r#","crypto":[],"pay_link":null"#), "nothing");
}

#[test]
fn a_card_session_is_there_only_where_it_is_allowed() {
    let session = |members: &str| {
        let body = format!(r#"{{"status":"PAYIN"{members}}}"#);
        let page = decode(&ProcessInvoice::of("order-7"), &body).unwrap();
        page.h2h_session().map(|session| session.as_str().to_owned())
    };
    assert_eq!(
        session(r#","h2h_allow":true,"h2h_session":"s-1","h2h_data":[]"#).as_deref(),
        Some("s-1")
    );
    assert_eq!(session(r#","h2h_allow":"1","h2h_session":"s-1""#).as_deref(), Some("s-1"));
    assert_eq!(session(r#","h2h_allow":false,"h2h_session":"s-1""#), None);
    assert_eq!(session(r#","h2h_session":"s-1""#), None);
}

#[test]
fn a_statement_lists_what_there_is() {
    let request =
        ListInvoices::between(datetime!(2024-03-01 00:00), datetime!(2024-04-01 00:00)).unwrap();
    let body = r#"{"list":[{"payment_id":6623237,"status":"FINISHED","amount":"5000.00","fee":100,"accrual_amount":4900.00},{"status":"CANCELED"}]}"#;
    let list = decode(&request, body).unwrap();
    assert_eq!(list.invoices().len(), 2);
    assert_eq!(list.invoices()[0].payment_id().unwrap().as_str(), "6623237");
    assert_eq!(list.invoices()[0].accrual_amount().unwrap().as_str(), "4900.00");

    for empty in [r#"{"list":[]}"#, r#"{"list":{}}"#, r#"{"list":null}"#, "{}", "[]", " [ ] "] {
        assert_eq!(decode(&request, empty).unwrap().invoices().len(), 0, "{empty}");
    }
    assert!(decode(&request, r#"{"list":"x"}"#).is_err());
}

#[test]
fn an_error_is_not_hidden_by_members_that_say_nothing() {
    for body in [
        r#"{"tracking":null,"payment_id":"order-7","error":{"code":0,"message":"Transaction already exists"}}"#,
        r#"{"tracking":"","error":{"code":0,"message":"Transaction already exists"}}"#,
    ] {
        let error = decode(&create(), body).unwrap_err();
        assert_eq!(error.delivery(), Delivery::Answered, "{body}");
        assert!(ApiError::of(&error).unwrap().is_duplicate(), "{body}");
    }
    let beside = r#"{"tracking":"X","error":{"code":401,"message":"Payment not found"}}"#;
    let error = decode(&GetInvoice::of("order-7"), beside).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Decode, Delivery::Unknown));
    assert!(ApiError::of(&error).unwrap().is_not_found());
}

#[test]
fn what_else_a_process_and_a_status_say_is_read() {
    let body = r#"{"pay_link":"https://pay.example","h2h_data":{"a":1,"b":"x"},"error":{"code":5,"message":"?"}}"#;
    let page = decode(&ProcessInvoice::of("order-7"), body).unwrap();
    assert_eq!(page.h2h_data().collect::<Vec<_>>(), [("a", "1"), ("b", "\"x\"")]);
    assert_eq!(page.error().unwrap().code(), 5);
    for data in [r#""pay_form":"<form>""#, r#""crypto":{"address":"TXYZ"}"#, r#""tracking":"X""#] {
        let body = format!(r#"{{{data},"error":{{"code":5,"message":"?"}}}}"#);
        let page = decode(&ProcessInvoice::of("order-7"), &body).unwrap();
        assert_eq!(page.error().unwrap().code(), 5, "{data}");
    }

    let body = r#"{"status":"PAYIN","crypto":{"address":"TXYZ"}}"#;
    let invoice = decode(&GetInvoice::of("order-7"), body).unwrap();
    assert_eq!(invoice.crypto().unwrap().address(), Some("TXYZ"));
}
