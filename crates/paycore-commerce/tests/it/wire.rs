//! Every request as it stands on the wire.

use insta::assert_snapshot;
use paycore_commerce::directory::{
    GetPaymentService, GetPayoutService, ListPaymentServices, ListPayoutServices,
};
use paycore_commerce::{
    Address, BodyShape, CardGate, CreateInvoice, CreatePayout, Currency, Customer, Endpoint as _,
    Fields, FindInvoice, FindPayout, Gateway as _, GetAccount, GetBalances, GetInvoice,
    GetPaymentOptions, GetPayout, GetProfile, InvoiceId, InvoiceStatus, ListInvoices, ListPayouts,
    Mode, PayCore, PayoutCard, PayoutId, PayoutOptions, PayoutStatus, PostalAddress, ProcessPayout,
    RefundInvoice, ReturnUrls, Service,
};

use crate::common::{amount, gateway, stamp, wire};

fn invoice() -> CreateInvoice<'static> {
    CreateInvoice::new("order-7", amount("100.50"), Currency::UAH, Mode::Test).unwrap()
}

#[test]
fn the_least_invoice() {
    assert_snapshot!(wire(&invoice()), @r#"
    POST https://com.paycore.io/api/payment-invoices
    accept: application/json
    authorization: Basic Y29tYV9BYkNkRWZHaDEyMzQ1Njc4OkVYQU1QTEUtYXBpLWtleQ==
    content-type: application/json

    {"data":{"type":"payment-invoices","attributes":{"reference_id":"order-7","amount":100.5,"currency":"UAH","test_mode":true}}}
    "#);
}

#[test]
fn an_invoice_with_everything() {
    let address = PostalAddress::in_country("UA")
        .unwrap()
        .region("Київська")
        .city("Київ")
        .street("Хрещатик 1")
        .full_address("Київ, Хрещатик 1")
        .post_code("01001");
    let customer = Customer::new("c-7")
        .and_then(|customer| customer.date_of_birth("1990-02-28"))
        .and_then(|customer| customer.individual_tax_id("1234567890"))
        .and_then(|customer| customer.metadata("ip", "198.51.100.7"))
        .unwrap()
        .email("buyer@example.com")
        .name("Buyer")
        .phone("+380931234567")
        .address(address);
    let gate = CardGate::new().tokenize().restrict_saved_cards().theme("dark");
    let create = invoice()
        .service(Service::QIWI_RUB_HPP)
        .fields(Fields::new().with("phone", "+79001234567").unwrap())
        .charge()
        .description("Чай \"зелений\" / 2 шт.")
        .descriptor("TEA SHOP")
        .customer(customer)
        .metadata("order", "42")
        .and_then(|create| create.return_url("https://shop.example/back?o=42"))
        .and_then(|create| create.callback_url("https://shop.example/cb"))
        .and_then(|create| create.expires(1_728_500_000))
        .unwrap()
        .card_gate(gate.number_length(12, 18).unwrap());
    assert_snapshot!(wire(&create), @r#"
    POST https://com.paycore.io/api/payment-invoices
    accept: application/json
    authorization: Basic Y29tYV9BYkNkRWZHaDEyMzQ1Njc4OkVYQU1QTEUtYXBpLWtleQ==
    content-type: application/json

    {"data":{"type":"payment-invoices","attributes":{"reference_id":"order-7","amount":100.5,"currency":"UAH","service":"qiwi_rub_hpp","flow":"charge","test_mode":true,"description":"Чай \"зелений\" / 2 шт.","descriptor":"TEA SHOP","fields":{"phone":"+79001234567"},"customer":{"reference_id":"c-7","email":"buyer@example.com","name":"Buyer","phone":"+380931234567","date_of_birth":"1990-02-28","individual_tax_id":"1234567890","address":{"country":"UA","region":"Київська","city":"Київ","street":"Хрещатик 1","full_address":"Київ, Хрещатик 1","post_code":"01001"},"metadata":{"ip":"198.51.100.7"}},"metadata":{"order":"42"},"return_url":"https://shop.example/back?o=42","callback_url":"https://shop.example/cb","expires":1728500000,"gateway_options":{"cardgate":{"tokenize":true,"restrict_saved_cards":true,"card_number_length":{"range":{"min":12,"max":18}},"theme":"dark"}}}}}
    "#);
}

#[test]
fn a_stored_card_without_a_page_and_a_card_that_is_only_checked() {
    let customer = Customer::new("c-7").unwrap();
    let gate = CardGate::new().instant().number_lengths(&[14, 16]).unwrap();
    let charge = invoice()
        .stored_card("card-token", Service::PAYMENT_CARD_UAH_HPP, customer)
        .unwrap()
        .card_gate(gate);
    let urls = ReturnUrls { success: Some("https://shop.example/ok"), ..ReturnUrls::default() };
    let check = invoice().verify().return_urls(urls).unwrap();
    let body = |create: &CreateInvoice<'_>| {
        let wire = create.encode(&gateway().body_shape(BodyShape::Flat), &stamp()).unwrap();
        String::from_utf8(wire.body().to_vec()).unwrap()
    };
    assert_snapshot!(body(&charge), @r#"{"reference_id":"order-7","amount":100.5,"currency":"UAH","service":"payment_card_uah_hpp","test_mode":true,"customer":{"reference_id":"c-7"},"token":"card-token","gateway_options":{"cardgate":{"instant":true,"card_number_length":{"allowedNumbers":[14,16]}}}}"#);
    assert_snapshot!(body(&check), @r#"{"reference_id":"order-7","amount":100.5,"currency":"UAH","flow":"verify","test_mode":true,"return_urls":{"success":"https://shop.example/ok"}}"#);
}

#[test]
fn questions_about_invoices() {
    let id = InvoiceId::from("cpi_Qm7Xc2Lp9Zt4Wd1K");
    assert_snapshot!(wire(&GetInvoice::of(&id)), @"
    GET https://com.paycore.io/api/payment-invoices/cpi_Qm7Xc2Lp9Zt4Wd1K
    accept: application/json
    authorization: Basic Y29tYV9BYkNkRWZHaDEyMzQ1Njc4OkVYQU1QTEUtYXBpLWtleQ==
    ");
    assert_snapshot!(wire(&FindInvoice::of("order 42/ї")), @"
    GET https://com.paycore.io/api/payment-invoices?filter%5Breference_id%5D=order%2042%2F%D1%97
    accept: application/json
    authorization: Basic Y29tYV9BYkNkRWZHaDEyMzQ1Njc4OkVYQU1QTEUtYXBpLWtleQ==
    ");
    assert_snapshot!(wire(&ListInvoices::new()), @"
    GET https://com.paycore.io/api/payment-invoices
    accept: application/json
    authorization: Basic Y29tYV9BYkNkRWZHaDEyMzQ1Njc4OkVYQU1QTEUtYXBpLWtleQ==
    ");
    let list = ListInvoices::new()
        .status(&InvoiceStatus::Created)
        .status(&InvoiceStatus::PartiallyProcessed)
        .currency(&Currency::UAH)
        .mode(Mode::Live)
        .created_from(1_700_000_000)
        .created_to(1_700_086_399)
        .page(2)
        .unwrap()
        .page_size(50)
        .unwrap();
    assert_snapshot!(wire(&list), @"
    GET https://com.paycore.io/api/payment-invoices?filter%5Bstatus%5D=partially_processed&filter%5Bcurrency%5D=UAH&filter%5Btest_mode%5D=false&filter%5Bcreated%5D%5Bgte%5D=1700000000&filter%5Bcreated%5D%5Blte%5D=1700086399&page%5Bnumber%5D=2&page%5Bsize%5D=50
    accept: application/json
    authorization: Basic Y29tYV9BYkNkRWZHaDEyMzQ1Njc4OkVYQU1QTEUtYXBpLWtleQ==
    ");
}

#[test]
fn a_refund() {
    let id = InvoiceId::from("cpi_Qm7Xc2Lp9Zt4Wd1K");
    let refund = RefundInvoice::by_id(&id, amount("10"))
        .and_then(|refund| refund.reference_id("refund-1"))
        .unwrap()
        .description("Refund by order");
    assert_snapshot!(wire(&refund), @r#"
    POST https://com.paycore.io/api/payment-invoices/cpi_Qm7Xc2Lp9Zt4Wd1K/refund
    accept: application/json
    authorization: Basic Y29tYV9BYkNkRWZHaDEyMzQ1Njc4OkVYQU1QTEUtYXBpLWtleQ==
    content-type: application/json

    {"data":{"type":"refund","id":"cpi_Qm7Xc2Lp9Zt4Wd1K","attributes":{"amount":10,"reference_id":"refund-1","description":"Refund by order"}}}
    "#);
    let flat = refund.encode(&gateway().body_shape(BodyShape::Flat), &stamp()).unwrap();
    assert_snapshot!(str::from_utf8(flat.body()).unwrap(), @r#"{"amount":10,"reference_id":"refund-1","description":"Refund by order"}"#);
}

fn payout() -> CreatePayout<'static> {
    let to = Fields::new().with("card_number", "4111111111111111").unwrap();
    let (sum, service) = (amount("250.00"), Service::PAYMENT_CARD_UAH);
    CreatePayout::new("payout-9", sum, Currency::UAH, service, to, Mode::Live).unwrap()
}

#[test]
fn payouts() {
    assert_snapshot!(wire(&payout()), @r#"
    POST https://com.paycore.io/api/payout-invoices
    accept: application/json
    authorization: Basic Y29tYV9BYkNkRWZHaDEyMzQ1Njc4OkVYQU1QTEUtYXBpLWtleQ==
    content-type: application/json

    {"data":{"type":"payout-invoice","attributes":{"test_mode":false,"currency":"UAH","amount":250,"reference_id":"payout-9","service":"payment_card_uah","fields":{"card_number":"4111111111111111"}}}}
    "#);
    let options = PayoutOptions {
        auto_process: Some(false),
        split_mode: Some(true),
        parallel_mode: Some(true),
        allow_partially: Some(true),
    };
    let create = payout()
        .in_service_currency()
        .description("Salary")
        .customer(Customer::new("c-9").unwrap())
        .metadata("key", "value")
        .and_then(|payout| payout.callback_url("https://shop.example/cb"))
        .unwrap()
        .card(PayoutCard::held_by("A BUYER").expires("09", "30").unwrap())
        .options(options);
    assert_snapshot!(wire(&create), @r#"
    POST https://com.paycore.io/api/payout-invoices
    accept: application/json
    authorization: Basic Y29tYV9BYkNkRWZHaDEyMzQ1Njc4OkVYQU1QTEUtYXBpLWtleQ==
    content-type: application/json

    {"data":{"type":"payout-invoice","attributes":{"test_mode":false,"currency":"UAH","service_amount":250,"description":"Salary","reference_id":"payout-9","service":"payment_card_uah","fields":{"card_number":"4111111111111111"},"customer":{"reference_id":"c-9"},"metadata":{"key":"value"},"callback_url":"https://shop.example/cb","context":{"card":{"card_holder":"A BUYER","exp_month":"09","exp_year":"30"}},"options":{"auto_process":false,"split_mode":true,"parallel_mode":true,"allow_partially":true}}}}
    "#);
    let (sum, service) = (amount("0.10"), Service::PAYMENT_CARD_UAH);
    let stored =
        CreatePayout::to_stored_card("p-1", sum, Currency::EUR, service, "card-token", Mode::Test);
    assert_snapshot!(wire(&stored.unwrap()), @r#"
    POST https://com.paycore.io/api/payout-invoices
    accept: application/json
    authorization: Basic Y29tYV9BYkNkRWZHaDEyMzQ1Njc4OkVYQU1QTEUtYXBpLWtleQ==
    content-type: application/json

    {"data":{"type":"payout-invoice","attributes":{"test_mode":true,"currency":"EUR","amount":0.1,"reference_id":"p-1","service":"payment_card_uah","token":"card-token"}}}
    "#);
}

#[test]
fn what_is_done_with_payouts() {
    let id = PayoutId::from("cpoi_H3k9Vb2Nq8Rs5Tx1");
    assert_snapshot!(wire(&ProcessPayout::of(&id)), @"
    POST https://com.paycore.io/api/payout-invoices/cpoi_H3k9Vb2Nq8Rs5Tx1/process
    accept: application/json
    authorization: Basic Y29tYV9BYkNkRWZHaDEyMzQ1Njc4OkVYQU1QTEUtYXBpLWtleQ==
    ");
    assert_snapshot!(wire(&GetPayout::of(&id)), @"
    GET https://com.paycore.io/api/payout-invoices/cpoi_H3k9Vb2Nq8Rs5Tx1
    accept: application/json
    authorization: Basic Y29tYV9BYkNkRWZHaDEyMzQ1Njc4OkVYQU1QTEUtYXBpLWtleQ==
    ");
    assert_snapshot!(wire(&FindPayout::of("payout-9")), @"
    GET https://com.paycore.io/api/payout-invoices?filter%5Breference_id%5D=payout-9
    accept: application/json
    authorization: Basic Y29tYV9BYkNkRWZHaDEyMzQ1Njc4OkVYQU1QTEUtYXBpLWtleQ==
    ");
    assert_snapshot!(wire(&ListPayouts::new().status(&PayoutStatus::Canceled).page(3).unwrap()), @"
    GET https://com.paycore.io/api/payout-invoices?filter%5Bstatus%5D=canceled&page%5Bnumber%5D=3
    accept: application/json
    authorization: Basic Y29tYV9BYkNkRWZHaDEyMzQ1Njc4OkVYQU1QTEUtYXBpLWtleQ==
    ");
}

/// Method, address and nothing else: no question has a body.
fn line(request: &impl paycore_commerce::Endpoint<Gateway = PayCore>) -> String {
    let wire = request.encode(&gateway(), &stamp()).unwrap();
    assert!(wire.body().is_empty() && wire.headers()["authorization"].is_sensitive());
    format!("{} {}", wire.method(), wire.uri())
}

#[test]
fn questions_about_the_account_and_its_services() {
    let service = || Service::new("test/usd").unwrap();
    let lines = [
        line(&GetProfile::new()),
        line(&GetBalances::new()),
        line(&GetAccount::new()),
        line(&GetPaymentOptions::new()),
        line(&ListPaymentServices::new()),
        line(&GetPaymentService::of(Service::PAYMENT_CARD_UAH_HPP)),
        line(&ListPayoutServices::new()),
        line(&GetPayoutService::of(service())),
    ];
    assert_snapshot!(lines.join("\n"), @"
    GET https://com.paycore.io/api/account/profile
    GET https://com.paycore.io/api/account/balances
    GET https://com.paycore.io/api/account
    GET https://com.paycore.io/api/account/payment-options
    GET https://com.paycore.io/api/payment-services
    GET https://com.paycore.io/api/payment-services/payment_card_uah_hpp
    GET https://com.paycore.io/api/payout-services
    GET https://com.paycore.io/api/payout-services/test%2Fusd
    ");
}

#[test]
fn an_id_is_one_segment_whatever_is_in_it() {
    for (id, segment) in [
        ("cpi_a/../../account", "cpi_a%2F..%2F..%2Faccount"),
        ("cpi_a?b=c#d", "cpi_a%3Fb%3Dc%23d"),
        ("cpi_%2e", "cpi_%252e"),
        ("cpi_ї é", "cpi_%D1%97%20%C3%A9"),
        ("...", "..."),
        ("cpi_A-z_9.~", "cpi_A-z_9.~"),
    ] {
        let (invoice, payout) = (InvoiceId::from(id), PayoutId::from(id));
        let get = line(&GetInvoice::of(&invoice));
        assert_eq!(get, format!("GET https://com.paycore.io/api/payment-invoices/{segment}"));
        let process = line(&ProcessPayout::of(&payout));
        let expected = format!("POST https://com.paycore.io/api/payout-invoices/{segment}/process");
        assert_eq!(process, expected);
    }
}

#[test]
fn other_addresses_have_their_layout() {
    let addresses = |account: &PayCore| {
        [account.private_address(), account.public_address(), account.hpp_address()]
            .map(|address| address.as_str().to_owned())
    };
    let parse = |text: &str| text.parse::<Address>().unwrap();
    let classic = [
        "https://com.paycore.io/api",
        "https://com.paycore.io/public-api",
        "https://com.paycore.io/hpp",
    ];
    assert_eq!(addresses(&gateway()), classic);
    for (at, private, neighbours) in [
        ("https://com.paycore.io/api", "https://com.paycore.io/api", "https://com.paycore.io"),
        ("https://api.brand.example/", "https://api.brand.example", "https://api.brand.example"),
        ("https://127.0.0.1:4000/api/", "https://127.0.0.1:4000/api", "https://127.0.0.1:4000"),
        ("https://api", "https://api", "https://api"),
    ] {
        let moved = gateway().at(parse(at));
        let beside = |name| format!("{neighbours}/{name}");
        assert_eq!(addresses(&moved), [private.to_owned(), beside("public-api"), beside("hpp")]);
    }
    let apart = gateway()
        .private_at(parse("https://one.example"))
        .public_at(parse("https://two.example/p"))
        .hpp_at(parse("https://three.example/hpp/"));
    assert_eq!(
        addresses(&apart),
        ["https://one.example", "https://two.example/p", "https://three.example/hpp"]
    );
    let wire = GetProfile::new().encode(&apart, &stamp()).unwrap();
    assert_eq!(wire.uri(), "https://one.example/account/profile");
}

#[test]
fn amounts_are_numbers_with_only_the_digits_that_they_need() {
    for (given, written) in [
        ("100", "100"),
        ("100.00", "100"),
        ("100.50", "100.5"),
        ("0.00001000", "0.00001"),
        ("12345678901234567890.12", "12345678901234567890.12"),
        ("1000", "1000"),
    ] {
        let create = CreateInvoice::new("6", amount(given), Currency::BTC, Mode::Test).unwrap();
        let body = create.encode(&gateway(), &stamp()).unwrap().body().clone();
        let member = format!(r#""amount":{written},"#);
        assert!(str::from_utf8(&body).unwrap().contains(&member), "{given}");
    }
}
