//! What asking reveals about a call whose outcome was unknown.

use Settled::{Done, NotDone, Open};
use paycore_commerce::{
    Answer, CreateInvoice, CreatePayout, Currency, Fields, FindInvoice, FindPayout, GetInvoice,
    GetPayout, Invoice, InvoiceId, InvoiceStatus, Mode, Payout, PayoutId, PayoutStatus,
    ProcessPayout, RefundInvoice, Result, Service, Settled,
};

use crate::common::{amount, decode};

const NONE: &str = r#"{"data":[]}"#;

fn list(kind: &str, attributes: &str, service: &str) -> String {
    let relation = if kind.starts_with("payment") { "payment-service" } else { "payout-service" };
    format!(
        r#"{{"data":[{{"type":"{kind}","id":"c_1","attributes":{{"status":"created",{attributes}}},
        "relationships":{{"{relation}":{{"data":{{"id":"{service}"}}}}}}}}]}}"#
    )
}

fn found_invoice(attributes: &str, service: &str) -> Result<Answer<Option<Invoice>>> {
    decode(&FindInvoice::of("order-7"), 200, list("payment-invoices", attributes, service))
}

fn found_payout(attributes: &str, service: &str) -> Result<Answer<Option<Payout>>> {
    decode(&FindPayout::of("order-7"), 200, list("payout-invoices", attributes, service))
}

#[test]
fn a_create_of_an_invoice() {
    let create =
        CreateInvoice::new("order-7", amount("100.50"), Currency::UAH, Mode::Live).unwrap();
    let by_card = create.clone().service(Service::PAYMENT_CARD_UAH_HPP);
    let card = "payment_card_uah_hpp";
    for (attributes, service, verdict, verdict_by_card) in [
        (
            r#""reference_id":"order-7","amount":100.5,"currency":"UAH","test_mode":false"#,
            card,
            Done,
            Done,
        ),
        (r#""reference_id":"order-7","amount":"100.500","currency":"uah""#, card, Done, Done),
        (r#""reference_id":"order-7","amount":100.5,"currency":"UAH""#, "bitcoin_btc", Done, Open),
        (r#""reference_id":"order-7","amount":100.51,"currency":"UAH""#, card, Open, Open),
        (r#""reference_id":"order-7","amount":100.5,"currency":"USD""#, card, Open, Open),
        (
            r#""reference_id":"order-7","amount":100.5,"currency":"UAH","test_mode":true"#,
            card,
            Open,
            Open,
        ),
        // what is not told is not the same
        (r#""reference_id":"order-7","currency":"UAH""#, card, Open, Open),
        (r#""reference_id":"order-7","amount":100.5"#, card, Open, Open),
        // and others prove nothing
        (r#""reference_id":"order-8","amount":100.5,"currency":"UAH""#, card, Open, Open),
        (r#""amount":100.5,"currency":"UAH""#, card, Open, Open),
    ] {
        let asked = found_invoice(attributes, service);
        assert_eq!(create.settle(&asked), verdict, "{attributes}");
        assert_eq!(by_card.settle(&asked), verdict_by_card, "{attributes}");
    }
    assert_eq!(create.settle(&decode(&FindInvoice::of("order-7"), 200, NONE)), NotDone);
    // another question
    let other = CreateInvoice::new("order-8", amount("100.50"), Currency::UAH, Mode::Live).unwrap();
    let attributes = r#""reference_id":"order-7","amount":100.5,"currency":"UAH""#;
    assert_eq!(other.settle(&found_invoice(attributes, card)), Open);
}

#[test]
fn a_create_of_a_payout() {
    let to = || Fields::new().with("card_number", "4111111111111111").unwrap();
    let service = Service::PAYMENT_CARD_UAH;
    let create =
        CreatePayout::new("order-7", amount("250"), Currency::EUR, service, to(), Mode::Live)
            .unwrap();
    let in_service = create.clone().in_service_currency();
    let card = "payment_card_uah";
    for (attributes, service, verdict, verdict_in_service) in [
        (
            r#""reference_id":"order-7","amount":250,"service_amount":250.0,"currency":"EUR""#,
            card,
            Done,
            Done,
        ),
        (
            r#""reference_id":"order-7","amount":250,"service_amount":9000,"currency":"EUR""#,
            card,
            Done,
            Open,
        ),
        (
            r#""reference_id":"order-7","amount":6.9,"service_amount":250,"currency":"EUR""#,
            card,
            Open,
            Done,
        ),
        (
            r#""reference_id":"order-7","amount":250,"service_amount":250,"currency":"UAH""#,
            card,
            Open,
            Open,
        ),
        (
            r#""reference_id":"order-7","amount":250,"service_amount":250,"currency":"EUR""#,
            "test_usd",
            Open,
            Open,
        ),
        (
            r#""reference_id":"order-7","amount":250,"service_amount":250,"currency":"EUR","test_mode":"1""#,
            card,
            Open,
            Open,
        ),
        (r#""reference_id":"order-7","currency":"EUR""#, card, Open, Open),
    ] {
        let asked = found_payout(attributes, service);
        assert_eq!(create.settle(&asked), verdict, "{attributes}");
        assert_eq!(in_service.settle(&asked), verdict_in_service, "{attributes}");
    }
    assert_eq!(create.settle(&decode(&FindPayout::of("order-7"), 200, NONE)), NotDone);
    // another question
    let (sum, service) = (amount("250"), Service::PAYMENT_CARD_UAH);
    let other = CreatePayout::new("order-8", sum, Currency::EUR, service, to(), Mode::Live);
    let attributes = r#""reference_id":"order-7","amount":250,"currency":"EUR""#;
    assert_eq!(create.settle(&found_payout(attributes, card)), Done);
    assert_eq!(other.unwrap().settle(&found_payout(attributes, card)), Open);
}

#[test]
fn no_error_and_no_other_list_settles_a_create() {
    let invoice = CreateInvoice::new("order-7", amount("1"), Currency::UAH, Mode::Live).unwrap();
    let two = r#"{"data":[
        {"id":"c_1","status":"created","reference_id":"order-7","amount":1,"currency":"UAH"},
        {"id":"c_2","status":"created","reference_id":"order-7","amount":1,"currency":"UAH"}]}"#;
    for (status, body) in [
        (404, r#"{"error":"Not found"}"#),
        (400, r#"{"error":"unknown filter"}"#),
        (500, r#"{"error":"x"}"#),
        (502, "<html>"),
        (202, NONE),
        (200, "{}"),
        (200, r#"{"data":null}"#),
        (200, r#"{"data":{}}"#),
        (200, r#"{"data":[{}]}"#),
        (200, r#"{"data":[[]]}"#),
        // it says itself that there are some
        (200, r#"{"data":[],"meta":{"total":1}}"#),
        (200, r#"{"data":[],"meta":{"total":"7","pages":1}}"#),
        (200, two),
        (
            200,
            r#"{"data":[{"type":"payout-invoices","id":"c","status":"created","reference_id":"order-7","amount":1,"currency":"UAH"}]}"#,
        ),
    ] {
        let asked = decode(&FindInvoice::of("order-7"), status, body);
        assert_eq!(invoice.settle(&asked), Open, "{status} {body}");
        assert!(asked.is_err(), "{status} {body}");
    }
    // the one among others is found
    let among = two.replacen("order-7", "order-70", 1);
    let asked = decode(&FindInvoice::of("order-7"), 200, among).unwrap();
    assert_eq!(asked.as_ref().unwrap().id().as_str(), "c_2");
}

#[test]
fn an_empty_list_proves_nothing_where_a_filter_may_read_the_reference_as_something_else() {
    for (reference, verdict) in [
        ("order-7", NotDone),
        ("7-", NotDone),
        ("order,7", Open),
        ("7,", Open),
        ("-7", Open),
        ("-", Open),
    ] {
        let invoice = CreateInvoice::new(reference, amount("1"), Currency::UAH, Mode::Live);
        let to = Fields::new().with("card_number", "4111111111111111").unwrap();
        let service = Service::PAYMENT_CARD_UAH;
        let payout =
            CreatePayout::new(reference, amount("1"), Currency::UAH, service, to, Mode::Live);
        for none in [NONE, r#"{"data":[],"meta":{"total":0,"pages":0}}"#] {
            let asked = decode(&FindInvoice::of(reference), 200, none);
            assert_eq!(invoice.as_ref().unwrap().settle(&asked), verdict, "{reference}");
            let asked = decode(&FindPayout::of(reference), 200, none);
            assert_eq!(payout.as_ref().unwrap().settle(&asked), verdict, "{reference}");
        }
    }
    // one that is there is found
    let body = r#"{"data":[{"id":"c","status":"created","reference_id":"-7,8"}]}"#;
    assert!(decode(&FindInvoice::of("-7,8"), 200, body).unwrap().is_some());
}

fn payout(status: &str) -> Result<Answer<Payout>> {
    let body = format!(
        r#"{{"data":{{"type":"payout-invoices","id":"cpoi_1","attributes":{{"status":"{status}"}}}}}}"#
    );
    decode(&GetPayout::of(&PayoutId::from("cpoi_1")), 200, body)
}

#[test]
fn a_process() {
    let (ours, another) = (PayoutId::from("cpoi_1"), PayoutId::from("cpoi_2"));
    let process = ProcessPayout::of(&ours);
    for status in PayoutStatus::DOCUMENTED {
        let verdict = match status.as_str() {
            "processed" | "partially_processed" | "cancel_failed" => Done,
            "created" | "process_failed" | "expired" | "terminated" => NotDone,
            _ => Open,
        };
        assert_eq!(process.settle(&payout(status.as_str())), verdict, "{status}");
        assert_eq!(ProcessPayout::of(&another).settle(&payout(status.as_str())), Open);
    }
    assert_eq!(process.settle(&payout("PROCESSED")), Done);
    assert_eq!(process.settle(&payout("paid")), Open);
    let asked = decode(&GetPayout::of(&ours), 404, r#"{"error":"Not found"}"#);
    assert_eq!(process.settle(&asked), Open);
}

/// An invoice of 100 with this status and this much given back.
fn invoice(status: &str, refunded: &str) -> Result<Answer<Invoice>> {
    let body = format!(
        r#"{{"data":{{"type":"payment-invoices","id":"cpi_1","attributes":{{"status":"{status}","amount":100,
        "processed_amount":100,"refunded_amount":{refunded}}}}}}}"#
    );
    decode(&GetInvoice::of(&InvoiceId::from("cpi_1")), 200, body)
}

#[test]
fn a_refund() {
    let (fresh, partly) =
        (invoice("processed", "null").unwrap(), invoice("partially_refunded", "30").unwrap());
    let first = RefundInvoice::of(&fresh, amount("30.00")).unwrap();
    let second = RefundInvoice::of(&partly, amount("70")).unwrap();
    let blind = RefundInvoice::by_id(fresh.id(), amount("30")).unwrap();
    for (status, refunded, of_first, of_second, of_blind) in [
        ("processed", "null", NotDone, Open, NotDone),
        ("processed", "0", NotDone, Open, NotDone),
        ("processed", "\"0.00\"", NotDone, Open, NotDone),
        // a status that contradicts its sum settles nothing
        ("processed", "30", Open, Open, Open),
        ("partially_processed", "null", NotDone, Open, NotDone),
        ("partially_refunded", "30", Done, NotDone, Open),
        ("partially_refunded", "\"30.00\"", Done, NotDone, Open),
        ("partially_refunded", "0", NotDone, Open, Open),
        ("partially_refunded", "null", Open, Open, Open),
        ("partially_refunded", "60", Open, Open, Open),
        ("refunded", "100", Open, Done, Open),
        ("refunded", "30", Done, Open, Open),
        ("refund_failed", "0", NotDone, Open, Open),
        ("refund_failed", "30", Open, NotDone, Open),
        ("refund_failed", "null", Open, Open, Open),
        ("refunding", "0", Open, Open, Open),
        ("refund_pending", "30", Open, Open, Open),
        ("refund_error", "30", Open, Open, Open),
        ("charged_back", "0", Open, Open, Open),
        ("a_new_word", "30", Open, Open, Open),
    ] {
        let asked = invoice(status, refunded);
        assert_eq!(first.settle(&asked), of_first, "first: {status} {refunded}");
        assert_eq!(second.settle(&asked), of_second, "second: {status} {refunded}");
        assert_eq!(blind.settle(&asked), of_blind, "blind: {status} {refunded}");
    }
    let another = InvoiceId::from("cpi_2");
    let other = RefundInvoice::by_id(&another, amount("30")).unwrap();
    assert_eq!(other.settle(&invoice("processed", "null")), Open);
    let asked = decode(&GetInvoice::of(&InvoiceId::from("cpi_1")), 404, r#"{"error":"no"}"#);
    assert_eq!(first.settle(&asked), Open);
}

#[test]
fn every_status_of_an_invoice_is_judged_after_a_refund() {
    let fresh = invoice("processed", "null").unwrap();
    let refund = RefundInvoice::of(&fresh, amount("100")).unwrap();
    let done: Vec<_> = InvoiceStatus::DOCUMENTED
        .iter()
        .filter(|status| refund.settle(&invoice(status.as_str(), "100")) == Done)
        .map(InvoiceStatus::as_str)
        .collect();
    assert_eq!(done, ["partially_refunded", "refunded"]);
    let open = InvoiceStatus::DOCUMENTED
        .iter()
        .filter(|status| refund.settle(&invoice(status.as_str(), "0")) == Open);
    assert_eq!(open.count(), InvoiceStatus::DOCUMENTED.len() - 4);
}
