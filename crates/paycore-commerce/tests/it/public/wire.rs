//! Every request as it stands on the wire, and what carriers are told about it.

use insta::assert_snapshot;
use paycore_commerce::public::{
    CreateInvoice, GetInvoice, GetPayout, Include, ListPaymentServices, ListPayoutServices,
};
use paycore_commerce::{
    Address, Currency, Customer, Endpoint, Fields, Gateway as _, InvoiceId, Mode, PayCore,
    PayoutId, Safety, Service,
};

use crate::common::{amount, gateway, stamp, wire};

#[test]
fn every_operation_says_what_a_second_one_would_do() {
    fn of<E: Endpoint>() -> (&'static str, Safety) {
        (E::NAME, E::SAFETY)
    }
    assert_eq!(
        [
            of::<ListPaymentServices>(),
            of::<ListPayoutServices>(),
            of::<CreateInvoice<'_>>(),
            of::<GetInvoice<'_>>(),
            of::<GetPayout<'_>>(),
        ],
        [
            ("payment-prerequest", Safety::ReadOnly),
            ("payout-prerequest", Safety::ReadOnly),
            // nothing can be looked up by reference, so nothing can be settled by ourselves
            ("public payment-invoice create", Safety::Once),
            ("public payment-invoice get", Safety::ReadOnly),
            ("public payout-invoice get", Safety::ReadOnly),
        ]
    );
}

#[test]
fn prerequests() {
    assert_snapshot!(wire(&ListPaymentServices::new(Currency::USD, Mode::Live)), @r#"
    POST https://com.paycore.io/public-api/payment-prerequest
    accept: application/json
    content-type: application/json

    {"public_key":"pk_live_EXAMPLE","currency":"USD"}
    "#);
    let full = ListPaymentServices::new(Currency::USD, Mode::Test)
        .amount(amount("10.50"))
        .unwrap()
        .include(Include::PaymentService)
        .include(Include::PaymentMethod)
        .include(Include::from("a b"));
    assert_snapshot!(wire(&full), @r#"
    POST https://com.paycore.io/public-api/payment-prerequest?include%5B0%5D=PaymentService&include%5B1%5D=PaymentMethod&include%5B2%5D=a%20b
    accept: application/json
    content-type: application/json

    {"public_key":"pk_test_EXAMPLE","currency":"USD","amount":10.5}
    "#);
    let payout = ListPayoutServices::new(amount("10.00"), Currency::USD, Mode::Test).unwrap();
    assert_snapshot!(wire(&payout), @r#"
    POST https://com.paycore.io/public-api/payout-prerequest
    accept: application/json
    content-type: application/json

    {"public_key":"pk_test_EXAMPLE","currency":"USD","amount":10}
    "#);
}

/// The members of the documented example, in its order.
#[test]
fn the_documented_create() {
    let create = CreateInvoice::new("top-up-17", amount("100.00"), Currency::UAH, Mode::Test)
        .unwrap()
        .service(Service::PAYMENT_CARD_UAH_HPP)
        .description("Top-up")
        .metadata("user", "17")
        .unwrap();
    assert_snapshot!(wire(&create), @r#"
    POST https://com.paycore.io/public-api/payment-invoices
    accept: application/json
    content-type: application/json

    {"public_key":"pk_test_EXAMPLE","reference_id":"top-up-17","currency":"UAH","amount":100,"service":"payment_card_uah_hpp","description":"Top-up","metadata":{"user":"17"}}
    "#);
}

#[test]
fn a_create_with_everything() {
    let create = CreateInvoice::new("7", amount("0.00000001"), Currency::BTC, Mode::Live)
        .and_then(|create| create.return_url("https://shop.example/back"))
        .unwrap()
        .service(Service::QIWI_RUB_HPP)
        .fields(Fields::new().with("phone", "+79001234567").unwrap())
        .description("Чай / \"зелений\"")
        .customer(Customer::new("c-7").unwrap().email("buyer@example.com"));
    assert_snapshot!(wire(&create), @r#"
    POST https://com.paycore.io/public-api/payment-invoices
    accept: application/json
    content-type: application/json

    {"public_key":"pk_live_EXAMPLE","reference_id":"7","currency":"BTC","amount":0.00000001,"service":"qiwi_rub_hpp","fields":{"phone":"+79001234567"},"description":"Чай / \"зелений\"","customer":{"reference_id":"c-7","email":"buyer@example.com"},"return_url":"https://shop.example/back"}
    "#);
}

#[test]
fn questions_send_no_key_at_all() {
    assert_snapshot!(wire(&GetInvoice::of(&InvoiceId::from("cpi_Ab3De6Gh9Jk2Mn5P"))), @r"
    GET https://com.paycore.io/public-api/payment-invoices/cpi_Ab3De6Gh9Jk2Mn5P
    accept: application/json
    ");
    assert_snapshot!(wire(&GetPayout::of(&PayoutId::from("cpoi_a/b ?#%"))), @r"
    GET https://com.paycore.io/public-api/payout-invoices/cpoi_a%2Fb%20%3F%23%25
    accept: application/json
    ");
}

/// A key that is not needed is not asked for, and the account's own pair goes nowhere near.
#[test]
fn neither_the_account_nor_its_secrets_are_sent() {
    let bare = PayCore::new("coma_AbCdEfGh12345678", "EXAMPLE-api-key").unwrap();
    let id = InvoiceId::from("cpi_1");
    assert!(GetInvoice::of(&id).encode(&bare, &stamp()).is_ok());

    let create = CreateInvoice::new("7", amount("1"), Currency::UAH, Mode::Test).unwrap();
    let payout = ListPayoutServices::new(amount("1"), Currency::UAH, Mode::Test).unwrap();
    let services = ListPaymentServices::new(Currency::UAH, Mode::Test);
    for text in [wire(&create), wire(&payout), wire(&services), wire(&GetInvoice::of(&id))] {
        for secret in ["authorization", "coma_", "EXAMPLE-api-key", "sk_", "pk_live"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}

#[test]
fn the_public_api_has_its_own_address() {
    let at = |address: &str| address.parse::<Address>().unwrap();
    let id = InvoiceId::from("cpi_1");
    for (gateway, base) in [
        (gateway().public_at(at("https://p.example/pub/")), "https://p.example/pub"),
        (gateway().at(at("https://api.brand.example")), "https://api.brand.example/public-api"),
        (gateway().private_at(at("https://p.example")), PayCore::PUBLIC),
    ] {
        let request = GetInvoice::of(&id).encode(&gateway, &stamp()).unwrap();
        assert_eq!(request.uri().to_string(), format!("{base}/payment-invoices/cpi_1"));
    }
}
