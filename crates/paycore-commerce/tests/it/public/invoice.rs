//! Invoices and payouts by the public API: flat and JSON:API answers, errors, and what settles.

use paycore_commerce::public::{CreateInvoice, GetInvoice, GetPayout};
use paycore_commerce::{
    Answer, ApiError, Currency, Delivery, Error, ErrorKind, Flow, Invoice, InvoiceId,
    InvoiceStatus, Mode, PayoutId, PayoutStatus, Resolution, Service, Settled,
};

use crate::common::{amount, decode, gateway};

/// The documented answer to a create.
const CREATED: &str = r#"{"data":{"id":"cpi_Ab3De6Gh9Jk2Mn5P","serial_number":"Ab3De6Gh9Jk2Mn5P","status":"process_pending","resolution":"ok",
 "amount":100,"payment_amount":100,"processed_amount":null,"refunded_amount":null,
 "currency":"UAH","service":"payment_card_uah_hpp","service_flow":"hpp","service_method":"payment_card","service_currency":"UAH",
 "reference_id":"top-up-17","description":"Top-up","test_mode":true,"created":1573000000,"return_url":null,"metadata":{"user":"17"},
 "active_payment":{"status":"process_pending","resolution":"ok",
   "payload":{"action":"https://checkout.example.com/hpp/cgi_K1l2M3n4O5p6Q7r8","method":"GET","params":[],"metadata":[]}}}}"#;

fn create() -> CreateInvoice<'static> {
    CreateInvoice::new("top-up-17", amount("100"), Currency::UAH, Mode::Test)
        .unwrap()
        .service(Service::PAYMENT_CARD_UAH_HPP)
}

#[test]
fn the_documented_answer() {
    let invoice = decode(&create(), 201, CREATED).unwrap();
    assert_eq!(invoice.id().as_str(), "cpi_Ab3De6Gh9Jk2Mn5P");
    assert_eq!(invoice.serial_number(), Some("Ab3De6Gh9Jk2Mn5P"));
    assert_eq!(*invoice.status(), InvoiceStatus::ProcessPending);
    assert_eq!(invoice.resolution(), Some(&Resolution::Ok));
    assert_eq!(invoice.amount().unwrap().as_str(), "100");
    assert_eq!(invoice.payment_amount().unwrap().as_str(), "100");
    assert!(invoice.processed_amount().is_none() && invoice.refunded_amount().is_none());
    assert_eq!(invoice.currency(), Some(Currency::UAH));
    assert_eq!(invoice.service(), Some(Service::PAYMENT_CARD_UAH_HPP));
    assert_eq!(invoice.flow(), Some(Flow::Hpp));
    assert_eq!(invoice.method(), Some("payment_card"));
    assert_eq!(invoice.service_currency(), Some(Currency::UAH));
    assert_eq!(invoice.reference_id(), Some("top-up-17"));
    assert_eq!(invoice.description(), Some("Top-up"));
    assert_eq!(invoice.mode(), Some(Mode::Test));
    assert_eq!(invoice.created(), Some(1_573_000_000));
    assert_eq!(invoice.return_url(), None);
    assert_eq!(invoice.metadata("user").as_deref(), Some("17"));
    assert_eq!(
        gateway().payer_form(&invoice).unwrap().url().unwrap(),
        "https://checkout.example.com/hpp/cgi_K1l2M3n4O5p6Q7r8"
    );
}

/// Whether the public answer is flat everywhere is not known.
#[test]
fn an_answer_of_the_other_shape_is_the_same_invoice() {
    let wrapped = r#"{"data":{"type":"payment-invoices","id":"cpi_1","attributes":{"status":"created","reference_id":"top-up-17","test_mode":true,"flow_data":[],"metadata":[]},"relationships":{"payment-service":{"data":{"type":"payment-services","id":"payment_card_uah_hpp"}}},"links":{"self":"\/api\/payment-invoices\/cpi_1"}}}"#;
    let id = InvoiceId::from("cpi_1");
    for invoice in [
        decode(&create(), 201, wrapped).unwrap(),
        decode(&GetInvoice::of(&id), 200, wrapped).unwrap(),
    ] {
        assert_eq!(*invoice.status(), InvoiceStatus::Created);
        assert_eq!(invoice.service(), Some(Service::PAYMENT_CARD_UAH_HPP));
        assert_eq!(
            gateway().payer_form(&invoice).unwrap().url().unwrap(),
            "https://com.paycore.io/hpp/?cpi=cpi_1"
        );
    }
}

#[test]
fn only_201_proves_that_something_was_created() {
    for status in [200, 202, 204, 302] {
        let error = decode(&create(), status, CREATED).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Decode, Delivery::Unknown));
    }
}

#[test]
fn answers_about_something_else() {
    for (from, to, field) in [
        ("top-up-17", "top-up-18", "reference_id"),
        (r#""test_mode":true"#, r#""test_mode":false"#, "test_mode"),
        (r#"{"data":{"id""#, r#"{"data":{"type":"payout-invoices","id""#, "type"),
    ] {
        let error = decode(&create(), 201, CREATED.replace(from, to)).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Mismatch, Delivery::Unknown));
        assert!(error.to_string().contains(field), "{error}");
    }
    let other = InvoiceId::from("cpi_other");
    let error = decode(&GetInvoice::of(&other), 200, CREATED).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Mismatch);
    for body in [r#"{"data":[]}"#, r#"{"data":{"id":"cpi_1"}}"#, r#"{"data":{"status":"created"}}"#]
    {
        let error = decode(&create(), 201, body).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Decode, Delivery::Unknown));
    }
}

/// A 4xx proves that nothing was created, unless it may be about what was created before.
#[test]
fn what_a_failed_create_proves() {
    let seed = |code: &str| {
        format!(r#"{{"request_id":"0f9c","error_type":"e","error_codes":["{code}"]}}"#)
    };
    let failed = |status, body: &str| decode(&create(), status, body).unwrap_err();
    for (status, code) in [
        (400, "malformed_request"),
        (401, "unauthorized"),
        (403, "forbidden"),
        (404, "not_found"),
        (422, "amount_required"),
        (422, "amount_too_big"),
    ] {
        let error = failed(status, &seed(code));
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Refused, Delivery::Answered),
            "{status} {code}"
        );
        assert_eq!(error.refusal().unwrap().code(), code);
        assert_eq!(ApiError::of(&error).unwrap().request_id(), Some("0f9c"));
        assert!(error.body().is_some());
    }
    for (status, code) in [
        (409, "conflict"),
        (422, "reference_id_not_unique"),
        (422, "duplicate_request"),
        (429, "duplicate_request"),
        (429, "too_many_requests"),
        (500, "server_error"),
        (502, "bad_gateway"),
    ] {
        let error = failed(status, &seed(code));
        assert_eq!(error.delivery(), Delivery::Unknown, "{status} {code}");
        assert!(error.refusal().is_none());
    }
    let error = failed(502, "<html>Bad gateway</html>");
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Transport, Delivery::Unknown));
    // an error under 201 leaves the outcome open
    let error = failed(201, r#"{"errors":[{"code":"x"}]}"#);
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Refused, Delivery::Unknown));
}

/// What a look-up under an id from elsewhere brings.
fn asked(body: &str) -> Result<Answer<Invoice>, Error> {
    let id = InvoiceId::from("cpi_Ab3De6Gh9Jk2Mn5P");
    decode(&GetInvoice::of(&id), 200, body)
}

#[test]
fn an_id_from_elsewhere_settles_a_create_if_all_of_it_fits() {
    assert_eq!(create().settle(&asked(CREATED)), Settled::Done);
    let spelled = CREATED.replace(r#""amount":100,"#, r#""amount":"100.00","#);
    assert_eq!(create().settle(&asked(&spelled)), Settled::Done);
    for (from, to) in [
        ("top-up-17", "top-up-18"),
        (r#""reference_id":"top-up-17","#, ""),
        (r#""amount":100,"#, r#""amount":1,"#),
        (r#""amount":100,"#, ""),
        (r#""currency":"UAH","#, r#""currency":"USD","#),
        (r#""currency":"UAH","#, ""),
        (r#""test_mode":true"#, r#""test_mode":false"#),
        ("payment_card_uah_hpp", "qiwi_rub_hpp"),
    ] {
        let other = CREATED.replace(from, to);
        assert_ne!(other, CREATED);
        assert_eq!(create().settle(&asked(&other)), Settled::Open, "{from} {to}");
    }
}

/// No id is ours for sure, so "not found" says nothing about the create.
#[test]
fn nothing_proves_that_a_create_did_not_happen() {
    let id = InvoiceId::from("cpi_1");
    for status in [401, 403, 404, 429, 502] {
        let asked = decode(&GetInvoice::of(&id), status, r#"{"error":"Not found"}"#);
        assert!(asked.is_err());
        assert_eq!(create().settle(&asked), Settled::Open, "{status}");
    }
}

#[test]
fn payouts_in_both_shapes() {
    let id = PayoutId::from("cpoi_S5t6U7v8W9x0Y1z2");
    let flat = r#"{"data":{"id":"cpoi_S5t6U7v8W9x0Y1z2","status":"processed","amount":1000,"currency":"USD","service":"test_usd","fields":[],"payouts":[{"id":"po_1","rrn":null,"amount":725,"currency":"USD","status":"processed"}]}}"#;
    let wrapped = r#"{"data":{"id":"cpoi_S5t6U7v8W9x0Y1z2","type":"payout-invoices","attributes":{"status":"processed","amount":1000,"currency":"USD","fields":[],"payouts":[{"id":"po_1","rrn":null,"amount":725,"currency":"USD","status":"processed"}]},"relationships":{"payout-service":{"data":{"type":"payout-services","id":"test_usd"}}}}}"#;
    for body in [flat, wrapped] {
        let payout = decode(&GetPayout::of(&id), 200, body).unwrap();
        assert_eq!(*payout.status(), PayoutStatus::Processed);
        assert_eq!(payout.amount().unwrap().as_str(), "1000");
        assert_eq!(payout.currency(), Some(Currency::USD));
        assert_eq!(payout.service(), Some(Service::TEST_USD));
        assert_eq!(payout.parts()[0].amount().unwrap().as_str(), "725");
    }
    let other = PayoutId::from("cpoi_other");
    assert_eq!(decode(&GetPayout::of(&other), 200, flat).unwrap_err().kind(), ErrorKind::Mismatch);
    let invoice = flat.replace(r#""data":{"#, r#""data":{"type":"payment-invoices","#);
    assert_eq!(decode(&GetPayout::of(&id), 200, invoice).unwrap_err().kind(), ErrorKind::Mismatch);
    let error = decode(&GetPayout::of(&id), 404, r#"{"error":"Not found"}"#).unwrap_err();
    assert_eq!(error.delivery(), Delivery::Answered);
    assert!(ApiError::of(&error).unwrap().is_not_found());
}
