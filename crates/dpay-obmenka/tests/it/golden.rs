//! The golden exchanges: bodies and signatures byte for byte, from the vectors file.

use dpay_obmenka::{
    ApiError, CreateInvoice, CreatePayout, Delivery, Endpoint, GetInvoice, InvoiceStatus,
    ListInvoices, Obmenka, ProcessInvoice, ProcessPayout, ProcessedPayout, Tracking, WireResponse,
    method,
};
use time::macros::datetime;

use crate::common::{amount, answer, gateway, stamp};
use crate::sign::cases;

/// Body and signature of a golden exchange.
fn golden(name: &str) -> (String, String) {
    let case = cases().into_iter().find(|case| case.name == name).unwrap();
    (String::from_utf8(case.body()).unwrap(), case.signature)
}

fn golden_answer(name: &str) -> WireResponse {
    let (body, signature) = golden(name);
    answer(&body, Some(&signature))
}

fn assert_golden(request: &impl Endpoint<Gateway = Obmenka>, name: &str) {
    let wire = request.encode(&gateway(), &stamp()).unwrap();
    let (body, signature) = golden(name);
    assert_eq!(str::from_utf8(wire.body()).unwrap(), body);
    assert_eq!(wire.headers()["dpay_secure"], signature);
}

fn create() -> CreateInvoice<'static> {
    CreateInvoice::new("order-7", method::VISAMASTER_UAH, amount("100.00"))
        .unwrap()
        .description("Test")
        .success_url("https://shop.example/ok")
        .and_then(|request| request.fail_url("https://shop.example/fail"))
        .and_then(|request| request.status_url("https://shop.example/st/7"))
        .unwrap()
}

#[test]
fn create_invoice() {
    assert_golden(&create(), "tx-einvoice-create-request");
    let created =
        create().decode(&gateway(), &golden_answer("tx-einvoice-create-response")).unwrap();
    assert_eq!(created.tracking().as_str(), "79DF-60B0-17F6");
    assert_eq!(created.payment_id().unwrap().as_str(), "order-7");
}

#[test]
fn create_invoice_again() {
    let name = "tx-einvoice-create-duplicate-response";
    let error = create().decode(&gateway(), &golden_answer(name)).unwrap_err();
    assert_eq!(error.delivery(), Delivery::Answered);
    assert_eq!(error.refusal().unwrap().code(), "0");
    assert!(ApiError::of(&error).unwrap().is_duplicate());
    assert_eq!(
        error.to_string(),
        "refused with code 0: Transaction already exists; the gateway said no, this call changed nothing"
    );
}

#[test]
fn process_invoice() {
    let tracking = Tracking::from("79DF-60B0-17F6");
    let request = ProcessInvoice::of(("order-7", &tracking));
    assert_golden(&request, "tx-einvoice-process-request");
    let page = request.decode(&gateway(), &golden_answer("tx-einvoice-process-response")).unwrap();
    assert_eq!(page.pay_link(), Some("https://pay.example/i/79DF-60B0-17F6"));
    assert_eq!(page.status(), Some(&InvoiceStatus::Payin));
}

#[test]
fn invoice_status() {
    let request = GetInvoice::of("order-7");
    assert_golden(&request, "tx-einvoice-status-request");
    let invoice =
        request.decode(&gateway(), &golden_answer("tx-einvoice-status-response")).unwrap();
    assert_eq!(*invoice.status(), InvoiceStatus::Finished);
    assert!(invoice.status().is_paid() && invoice.status().is_final());
    assert_eq!(invoice.amount().unwrap().as_str(), "100.00");
    assert_eq!(invoice.fee().unwrap().as_str(), "2.00");
    assert_eq!(invoice.accrual_amount().unwrap().as_str(), "98.00");
    assert_eq!(invoice.accrual_currency().unwrap().as_str(), "UAH");
    assert_eq!(invoice.is_recalc(), Some(false));
    assert_eq!(invoice.method(), Some(&method::VISAMASTER_UAH));
    assert_eq!(invoice.created().unwrap().date_time(), Some(datetime!(2024-03-14 20:36:09)));
    assert_eq!(invoice.processed().unwrap().as_str(), "2024-03-14 21:14:05");
}

#[test]
fn invoice_statement() {
    let request = ListInvoices::between(datetime!(2024-03-01 00:00), datetime!(2024-04-01 00:00))
        .unwrap()
        .status(InvoiceStatus::Finished);
    assert_golden(&request, "tx-einvoice-statement-request");
}

#[test]
fn create_payout() {
    let request =
        CreatePayout::new("payout-9", "4444111144441111", method::VISAMASTER_UAH, amount("1000"))
            .unwrap()
            .description("Payout 9")
            .status_url("https://shop.example/po/9")
            .unwrap();
    assert_golden(&request, "tx-payment-create-request");
}

#[test]
fn process_payout() {
    let answer = golden_answer("tx-payment-process-response");
    let processed = ProcessPayout::of("payout-9").decode(&gateway(), &answer).unwrap();
    let ProcessedPayout::Accepted { tracking, .. } = processed else { panic!("{processed:?}") };
    assert_eq!(tracking.unwrap().as_str(), "229E-A48C-CA08-0222");
}

#[test]
fn order_not_found() {
    let answer = golden_answer("tx-payment-not-found-response");
    for error in [
        GetInvoice::of("order-8").decode(&gateway(), &answer).unwrap_err(),
        ProcessPayout::of("payout-8").decode(&gateway(), &answer).unwrap_err(),
    ] {
        assert_eq!(error.delivery(), Delivery::Answered);
        assert_eq!(error.refusal().unwrap().code(), "401");
        assert!(ApiError::of(&error).unwrap().is_not_found());
    }
}
