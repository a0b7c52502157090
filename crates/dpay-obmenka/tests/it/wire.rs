//! Every request as it stands on the wire. Signatures are asserted in `golden` and `sign`; here
//! they are cut out, so that a snapshot cannot bless a wrong one.

use dpay_obmenka::h2h::{H2hStep, ProcessH2h, StartH2h};
use dpay_obmenka::{
    Address, Amount, CreateInvoice, CreatePayout, Endpoint, Gateway as _, GetBalance, GetInvoice,
    GetPayout, InvoiceStatus, ListExtraFields, ListInvoices, ListPayouts, Obmenka, PayoutStatus,
    ProcessInvoice, ProcessPayout, Session, Tracking, ValidatePayout, method, sign,
};
use insta::assert_snapshot;
use time::macros::datetime;

use crate::common::{SALT, amount, gateway, stamp};

/// The request without its signature, which is checked against the body.
fn wire(request: &impl Endpoint<Gateway = Obmenka>) -> String {
    let wire = request.encode(&gateway(), &stamp()).unwrap();
    let signature = wire.headers()["dpay_secure"].to_str().unwrap();
    sign::verify(SALT.as_bytes(), wire.body(), signature).unwrap();
    assert!(wire.headers()["dpay_secure"].is_sensitive());
    wire.to_text().replace(signature, "<signature of the body>")
}

#[test]
fn invoices() {
    let tracking = Tracking::from("79DF-60B0-17F6");
    let create = CreateInvoice::new("17-agr", method::USDT_TRC20, amount("0.5"))
        .unwrap()
        .description("Чай \"зелений\" / 2 шт.")
        .account("user-5")
        .sender("4444111144441111")
        .extra_field("tag", "12")
        .extra_field("network", "TRC20")
        .success_url("https://shop.example/ok")
        .unwrap();

    assert_snapshot!(wire(&create), @r#"
    POST https://acquiring_api.obmenka.ua/api/einvoice/create
    content-type: application/json
    dpay_client: 1042
    dpay_secure: <signature of the body>

    {"payment_id":"17-agr","currency":"usdt_trc20","amount":0.5,"description":"Чай \"зелений\" / 2 шт.","account":"user-5","sender":"4444111144441111","success_url":"https://shop.example/ok","extra_fields":{"network":"TRC20","tag":"12"}}
    "#);
    assert_snapshot!(wire(&CreateInvoice::new("6", method::BITCOIN, amount("100")).unwrap()), @r#"
    POST https://acquiring_api.obmenka.ua/api/einvoice/create
    content-type: application/json
    dpay_client: 1042
    dpay_secure: <signature of the body>

    {"payment_id":"6","currency":"bitcoin","amount":100}
    "#);
    assert_snapshot!(wire(&ProcessInvoice::of(&tracking)), @r#"
    POST https://acquiring_api.obmenka.ua/api/einvoice/process
    content-type: application/json
    dpay_client: 1042
    dpay_secure: <signature of the body>

    {"tracking":"79DF-60B0-17F6"}
    "#);
    assert_snapshot!(wire(&GetInvoice::of(("6", &tracking))), @r#"
    POST https://acquiring_api.obmenka.ua/api/einvoice/status
    content-type: application/json
    dpay_client: 1042
    dpay_secure: <signature of the body>

    {"payment_id":"6","tracking":"79DF-60B0-17F6"}
    "#);
    assert_snapshot!(wire(&GetInvoice::called_back("6")), @r#"
    POST https://acquiring_api.obmenka.ua/api/einvoice/status
    content-type: application/json
    dpay_client: 1042
    dpay_secure: <signature of the body>

    {"payment_id":"6"}
    "#);
    assert_snapshot!(wire(&ListInvoices::between(datetime!(2024-03-01 00:00), datetime!(2024-03-01 23:59:59)).unwrap()), @r#"
    POST https://acquiring_api.obmenka.ua/api/einvoice/statement
    content-type: application/json
    dpay_client: 1042
    dpay_secure: <signature of the body>

    {"start_date":"2024-03-01 00:00:00","end_date":"2024-03-01 23:59:59"}
    "#);
    assert_snapshot!(wire(&ListInvoices::between(datetime!(2024-03-01 00:00), datetime!(2024-03-02 00:00)).unwrap().status(InvoiceStatus::PayedRecalc)), @r#"
    POST https://acquiring_api.obmenka.ua/api/einvoice/statement
    content-type: application/json
    dpay_client: 1042
    dpay_secure: <signature of the body>

    {"start_date":"2024-03-01 00:00:00","end_date":"2024-03-02 00:00:00","status":"PAYED_RECALC"}
    "#);
}

#[test]
fn payouts() {
    let create =
        CreatePayout::new("po-1", "TXYZ-address_1", method::USDT_TRC20, amount("12.345678"))
            .unwrap()
            .extra_field("memo", "1");

    assert_snapshot!(wire(&create), @r#"
    POST https://acquiring_api.obmenka.ua/api/payment/create
    content-type: application/json
    dpay_client: 1042
    dpay_secure: <signature of the body>

    {"recipient":"TXYZ-address_1","amount":12.345678,"currency":"usdt_trc20","payment_id":"po-1","extra_fields":{"memo":"1"}}
    "#);
    assert_snapshot!(wire(&ValidatePayout::of("po-1")), @r#"
    POST https://acquiring_api.obmenka.ua/api/payment/validate
    content-type: application/json
    dpay_client: 1042
    dpay_secure: <signature of the body>

    {"payment_id":"po-1"}
    "#);
    assert_snapshot!(wire(&ProcessPayout::of("po-1")), @r#"
    POST https://acquiring_api.obmenka.ua/api/payment/process
    content-type: application/json
    dpay_client: 1042
    dpay_secure: <signature of the body>

    {"payment_id":"po-1"}
    "#);
    assert_snapshot!(wire(&GetPayout::of("po-1")), @r#"
    POST https://acquiring_api.obmenka.ua/api/payment/status
    content-type: application/json
    dpay_client: 1042
    dpay_secure: <signature of the body>

    {"payment_id":"po-1"}
    "#);
    assert_snapshot!(wire(&ListPayouts::between(datetime!(2024-03-01 00:00), datetime!(2024-03-02 00:00)).unwrap().status(PayoutStatus::Reversed)), @r#"
    POST https://acquiring_api.obmenka.ua/api/payment/statement
    content-type: application/json
    dpay_client: 1042
    dpay_secure: <signature of the body>

    {"start_date":"2024-03-01 00:00:00","end_date":"2024-03-02 00:00:00","status":"REVERSED"}
    "#);
}

#[test]
fn account() {
    assert_snapshot!(wire(&GetBalance::new()), @"
    POST https://acquiring_api.obmenka.ua/api/payment/balance
    content-type: application/json
    dpay_client: 1042
    dpay_secure: <signature of the body>

    {}
    ");
    assert_snapshot!(wire(&ListExtraFields::new()), @"
    POST https://acquiring_api.obmenka.ua/api/extrafields/list
    content-type: application/json
    dpay_client: 1042
    dpay_secure: <signature of the body>

    {}
    ");
    assert_snapshot!(wire(&ListExtraFields::with(r#"{ "currency": "bank.ngn" }"#).unwrap()), @r#"
    POST https://acquiring_api.obmenka.ua/api/extrafields/list
    content-type: application/json
    dpay_client: 1042
    dpay_secure: <signature of the body>

    { "currency": "bank.ngn" }
    "#);
}

#[test]
fn cards_host_to_host() {
    let session = Session::from("b7c1a7d2-0000-4000-8000-000000000001");
    assert_snapshot!(wire(&StartH2h::new("order-7", &session)), @r#"
    POST https://acquiring_api.obmenka.ua/api/h2h/start
    content-type: application/json
    dpay_client: 1042
    dpay_secure: <signature of the body>

    {"payment_id":"order-7","session":"b7c1a7d2-0000-4000-8000-000000000001"}
    "#);

    let step: H2hStep =
        serde_json::from_str(r#"{"session":"s-2","next_step":"confirm_otp"}"#).unwrap();
    let process = ProcessH2h::after("order-7", &step)
        .unwrap()
        .field("cardNumber", "4444111144441111")
        .field("cvv", "123");
    assert_snapshot!(wire(&process), @r#"
    POST https://acquiring_api.obmenka.ua/api/h2h/confirm_otp
    content-type: application/json
    dpay_client: 1042
    dpay_secure: <signature of the body>

    {"session":"s-2","payment_id":"order-7","h2h_data":{"cardNumber":"4444111144441111","cvv":"123"}}
    "#);
}

#[test]
fn another_address_has_its_prefix_kept() {
    let address: Address = "https://proxy.example/dpay/".parse().unwrap();
    let wire = GetInvoice::of("6").encode(&gateway().at(address), &stamp()).unwrap();
    assert_eq!(wire.uri(), "https://proxy.example/dpay/api/einvoice/status");
}

#[test]
fn three_spellings_of_an_amount_are_three_bodies() {
    for spelling in ["100", "100.0", "100.00"] {
        let amount: Amount = spelling.parse().unwrap();
        let request = CreateInvoice::new("6", method::BITCOIN, amount).unwrap();
        let body = request.encode(&gateway(), &stamp()).unwrap().body().clone();
        assert!(str::from_utf8(&body).unwrap().contains(&format!(r#""amount":{spelling}}}"#)));
    }
}
