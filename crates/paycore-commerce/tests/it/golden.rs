//! The examples of the provider's documents: requests are written as they stand there, answers are
//! read to the last attribute.

use paycore_commerce::{
    AccountStatus, BodyShape, CreateInvoice, CreatePayout, Currency, Customer, Endpoint as _,
    Fields, Flow, GetAccount, GetBalances, GetInvoice, GetPaymentOptions, GetPayout, GetProfile,
    InvoiceId, InvoiceStatus, LedgerScheme, Mode, PaymentFlow, PayoutId, PayoutStatus,
    ProcessPayout, RedirectMethod, RefundInvoice, Resolution, ReturnUrls, Service, Source,
};
use serde_json::Value;

use crate::common::{amount, decode, gateway, stamp};
use crate::examples::{BALANCES, FLAT_INVOICE, INVOICE, PAYOUT, SHORT_PAYOUT};

/// The documented request for an invoice.
const CREATE: &str = r#"{"data":{"type":"payment-invoices","attributes":{
  "reference_id":"6f9619ff-8b86-4d01-b42d-00cf4fc964ff","amount":100.5,"currency":"EUR",
  "service":"payment_card_eur_hpp","flow":"charge","test_mode":true,"description":"Order 42",
  "customer":{"reference_id":"c-7","email":"buyer@example.com","metadata":{"ip":"198.51.100.7"}},
  "metadata":{"order":"42"},
  "return_urls":{"success":"https://shop.example/ok","pending":"https://shop.example/wait","fail":"https://shop.example/no"},
  "callback_url":"https://shop.example/cb"}}}"#;

fn create() -> CreateInvoice<'static> {
    let customer = Customer::new("c-7")
        .and_then(|customer| customer.email("buyer@example.com").metadata("ip", "198.51.100.7"));
    let urls = ReturnUrls {
        success: Some("https://shop.example/ok"),
        pending: Some("https://shop.example/wait"),
        fail: Some("https://shop.example/no"),
    };
    let reference = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    CreateInvoice::new(reference, amount("100.5"), Currency::EUR, Mode::Test)
        .and_then(|create| create.metadata("order", "42"))
        .and_then(|create| create.return_urls(urls))
        .and_then(|create| create.callback_url("https://shop.example/cb"))
        .unwrap()
        .service(Service::PAYMENT_CARD_EUR_HPP)
        .charge()
        .description("Order 42")
        .customer(customer.unwrap())
}

#[test]
fn an_invoice_is_asked_for_in_the_bytes_of_the_example() {
    let wire = create().encode(&gateway(), &stamp()).unwrap();
    // but for the white space between its members
    let printed: String = CREATE.lines().map(str::trim_start).collect();
    assert_eq!(str::from_utf8(wire.body()).unwrap(), printed);
}

#[test]
fn the_answer_to_it_is_read_to_the_last_attribute() {
    let invoice = decode(&create(), 201, INVOICE).unwrap();
    assert_eq!(invoice.id(), &InvoiceId::from("cpi_Qm7Xc2Lp9Zt4Wd1K"));
    assert_eq!(*invoice.status(), InvoiceStatus::ProcessPending);
    assert_eq!(invoice.resolution(), Some(&Resolution::Ok));
    assert_eq!(invoice.moderation_required(), Some(false));
    assert_eq!(invoice.reference_id(), Some("6f9619ff-8b86-4d01-b42d-00cf4fc964ff"));
    assert_eq!(invoice.mode(), Some(Mode::Test));
    assert_eq!(invoice.currency(), Some(Currency::EUR));
    assert_eq!(invoice.service_currency(), Some(Currency::EUR));
    for told in [invoice.amount(), invoice.payment_amount(), invoice.deposit()] {
        assert_eq!(told.unwrap().as_str(), "100.5");
    }
    assert_eq!(invoice.fee().unwrap().as_str(), "0");
    for none in [
        invoice.service_amount(),
        invoice.payment_service_amount(),
        invoice.exchange_rate(),
        invoice.processed_amount(),
        invoice.processed_fee(),
        invoice.processed_deposit(),
        invoice.refunded_amount(),
        invoice.refunded_fee(),
        invoice.charged_back_amount(),
        invoice.reserved_amount(),
    ] {
        assert!(none.is_none());
    }
    assert_eq!((invoice.created(), invoice.updated()), (Some(1_728_475_973), Some(1_728_475_973)));
    let never = [invoice.processed(), invoice.failed(), invoice.refunded(), invoice.expires()];
    assert_eq!(never, [None; 4]);
    assert_eq!(invoice.flow(), Some(Flow::Hpp));
    assert_eq!(invoice.payment_flow(), Some(PaymentFlow::Charge));
    assert_eq!(invoice.source(), Some(Source::MerchantApi));
    assert_eq!(invoice.service(), Some(Service::PAYMENT_CARD_EUR_HPP));
    assert_eq!(invoice.method(), Some("payment_card"));
    assert_eq!(invoice.customer_id(), Some("cus_Z9y8X7w6V5u4T3s2"));
    assert_eq!(invoice.description(), Some("Order 42"));
    assert_eq!(invoice.callback_url(), Some("https://shop.example/cb"));
    let texts = [invoice.descriptor(), invoice.return_url(), invoice.rrn(), invoice.arn()];
    assert_eq!(texts, [None; 4]);
    assert_eq!((invoice.approval_code(), invoice.hpp_url()), (None, None));
    let urls = ["ok", "wait", "no"].map(|name| Some(format!("https://shop.example/{name}")));
    assert_eq!(invoice.return_urls(), urls);
    assert_eq!(invoice.metadata("order").as_deref(), Some("42"));
    assert_eq!(invoice.attribute("callback_logs"), Some("[]"));

    let redirect = invoice.redirect().unwrap();
    assert_eq!(redirect.action(), "https://checkout.example.com/hpp/cgi_a1B2c3D4e5F6g7H8");
    assert_eq!((redirect.method(), redirect.params().count()), (&RedirectMethod::Get, 0));
    assert_eq!(invoice.flow_data().session(), Some("cgi_a1B2c3D4e5F6g7H8"));
    assert_eq!(invoice.flow_data().token(), Some("header.claims.mac"));
    let payload = invoice.payload();
    assert_eq!((payload.token(), payload.auth_type(), payload.client_ip()), (None, None, None));
    assert!(payload.card().is_none());
    assert_eq!(invoice.raw(), INVOICE);
}

/// The request of the "Play with API" page; its card is the provider's own.
const FLAT_PAYOUT: &str = r#"{
    "test_mode": false,
    "currency": "EUR",
    "amount": 100,
    "description": "Test payout",
    "reference_id": "f3WbQNCAMAQs2DMWLyBiKF9jwv36z1TCS",
    "service": "payment_card_uah",
    "fields": {
        "card_number": "5404367504475264"
    }
}"#;

#[test]
fn a_flat_payout_is_asked_for_in_the_bytes_of_the_example() {
    // euros by a service of hryvnias: currency and service need not agree
    let to = Fields::new().with("card_number", "5404367504475264").unwrap();
    let (reference, service) = ("f3WbQNCAMAQs2DMWLyBiKF9jwv36z1TCS", Service::PAYMENT_CARD_UAH);
    let create =
        CreatePayout::new(reference, amount("100"), Currency::EUR, service, to, Mode::Live);
    let create = create.unwrap().description("Test payout");

    let flat = create.encode(&gateway().body_shape(BodyShape::Flat), &stamp()).unwrap();
    let printed: String = FLAT_PAYOUT.lines().map(str::trim_start).collect();
    let printed = printed.replace("\": ", "\":");
    assert_eq!(str::from_utf8(flat.body()).unwrap(), printed);
    assert_eq!(flat.uri(), "https://com.paycore.io/api/payout-invoices");

    let wrapped: Value =
        serde_json::from_slice(create.encode(&gateway(), &stamp()).unwrap().body()).unwrap();
    let flat: Value = serde_json::from_str(FLAT_PAYOUT).unwrap();
    assert_eq!(wrapped["data"]["attributes"], flat);
}

#[test]
fn a_payout_is_read_to_the_last_attribute_and_processed() {
    let to = Fields::new()
        .with("account_number", "555555")
        .and_then(|fields| fields.with("beneficiary_full_name", "Test Test"));
    let (reference, service) = ("21336d7e-3637-412a-bb41-0c9f56339341", Service::BANK_TRANSFER_TRY);
    let (sum, to) = (amount("100"), to.unwrap());
    let create = CreatePayout::new(reference, sum, Currency::TRY, service, to, Mode::Live).unwrap();

    let payout = decode(&create, 201, PAYOUT).unwrap();
    assert_eq!(payout.id(), &PayoutId::from("cpoi_H3k9Vb2Nq8Rs5Tx1"));
    assert_eq!(*payout.status(), PayoutStatus::Created);
    assert_eq!(payout.resolution(), Some(&Resolution::Ok));
    assert_eq!(payout.moderation_required(), Some(false));
    assert_eq!((payout.reference_id(), payout.mode()), (Some(reference), Some(Mode::Live)));
    assert_eq!(payout.currency(), Some(Currency::TRY));
    assert_eq!(payout.service_currency(), Some(Currency::TRY));
    for told in [
        payout.amount(),
        payout.payout_amount(),
        payout.service_amount(),
        payout.service_payout_amount(),
        payout.writeoff(),
    ] {
        assert_eq!(told.unwrap().as_str(), "100");
    }
    assert_eq!(payout.fee().unwrap().as_str(), "0");
    assert_eq!(payout.exchange_rate().unwrap().as_str(), "1");
    let none = [payout.processed_amount(), payout.processed_fee(), payout.processed_writeoff()];
    assert!(none.iter().all(Option::is_none));
    assert_eq!((payout.processed(), payout.failed()), (None, None));
    assert_eq!((payout.created(), payout.updated()), (Some(1_732_713_989), Some(1_732_713_989)));
    assert_eq!(payout.description(), None);
    assert_eq!(payout.callback_url(), Some("https://shop.example/cb"));
    assert_eq!(payout.source(), Some(Source::MerchantApi));
    assert_eq!(payout.service(), Some(Service::BANK_TRANSFER_TRY));
    assert_eq!((payout.method(), payout.customer_id()), (Some("bank_transfer"), None));
    assert_eq!(payout.metadata("key").as_deref(), Some("value"));
    assert_eq!(payout.field("account_number").as_deref(), Some("555555"));
    assert!(payout.parts().is_empty());

    // after the process only status and `updated` differ
    let pending = PAYOUT
        .replace(r#""created","resolution""#, r#""process_pending","resolution""#)
        .replace(r#""updated":1732713989"#, r#""updated":1732713995"#);
    let processed = decode(&ProcessPayout::of(payout.id()), 201, pending).unwrap();
    assert_eq!(*processed.status(), PayoutStatus::ProcessPending);
    assert_eq!(processed.updated(), Some(1_732_713_995));
}

#[test]
fn the_parts_of_a_split_payout() {
    let id = PayoutId::from("cpoi_S5t6U7v8W9x0Y1z2");
    let payout = decode(&GetPayout::of(&id), 200, SHORT_PAYOUT).unwrap();
    assert!(payout.status().is_settled());
    let none = (payout.reference_id(), payout.updated(), payout.mode(), payout.service());
    assert_eq!(none, (None, None, None, None));
    let parts: Vec<_> = payout
        .parts()
        .iter()
        .map(|part| (part.id().unwrap(), part.amount().unwrap().to_string(), part.rrn()))
        .collect();
    assert_eq!(
        parts,
        [
            ("po_1a2B3c4D5e6F7g8H", "725".to_owned(), None),
            ("po_8h7G6f5E4d3C2b1A", "275".to_owned(), None)
        ]
    );
    assert_eq!(payout.parts()[1].status(), Some(PayoutStatus::Processed));
    assert_eq!(payout.parts()[1].currency(), Some(Currency::USD));
    assert_eq!(payout.parts()[0].resolution(), None);
}

#[test]
fn a_part_with_internal_data() {
    let members =
        r#""payload":[],"provider_id":"…","provider_code":"test","resolution":"invalid_details""#;
    let told = SHORT_PAYOUT
        .replace(r#""rrn":null,"amount":725"#, &format!(r#"{members},"amount":725"#))
        .replace("\n \"status\":\"processed\",", "\n \"status\":\"process_failed\",");
    let id = PayoutId::from("cpoi_S5t6U7v8W9x0Y1z2");
    let payout = decode(&GetPayout::of(&id), 200, told).unwrap();
    assert!(payout.status().is_failed());
    let part = &payout.parts()[0];
    assert_eq!((part.provider_id(), part.provider_code()), (Some("…"), Some("test")));
    assert_eq!(part.resolution(), Some(Resolution::InvalidDetails));
    assert_eq!(part.member("payload"), Some("[]"));
}

/// The documented request for a refund.
const REFUND: &str = r#"{"data":{"type":"refund","id":"cpi_…","attributes":{"amount":10,"reference_id":"refund-1","description":"Refund by order"}}}"#;

#[test]
fn a_refund_is_asked_for_in_the_bytes_of_the_example_and_only_its_own_invoice_answers() {
    let id = InvoiceId::from("cpi_…");
    let refund = RefundInvoice::by_id(&id, amount("10"))
        .and_then(|refund| refund.reference_id("refund-1"))
        .unwrap()
        .description("Refund by order");
    let wire = refund.encode(&gateway(), &stamp()).unwrap();
    assert_eq!(str::from_utf8(wire.body()).unwrap(), REFUND);

    // the documented answer is of another invoice: a pasted sample, not a rule
    let answer = INVOICE.replace("process_pending", "refunded");
    let other = decode(&refund, 200, &answer).unwrap_err();
    assert_eq!(other.kind(), paycore_commerce::ErrorKind::Mismatch);
    let ours = decode(&refund, 200, answer.replace("cpi_Qm7Xc2Lp9Zt4Wd1K", "cpi_…")).unwrap();
    assert_eq!(*ours.status(), InvoiceStatus::Refunded);
}

#[test]
fn the_flat_answer_of_the_public_api_is_the_same_invoice() {
    let id = InvoiceId::from("cpi_Ab3De6Gh9Jk2Mn5P");
    let invoice = decode(&GetInvoice::of(&id), 200, FLAT_INVOICE).unwrap();
    assert_eq!(*invoice.status(), InvoiceStatus::ProcessPending);
    assert_eq!(invoice.serial_number(), Some("Ab3De6Gh9Jk2Mn5P"));
    assert_eq!(invoice.service(), Some(Service::PAYMENT_CARD_UAH_HPP));
    assert_eq!((invoice.flow(), invoice.method()), (Some(Flow::Hpp), Some("payment_card")));
    assert_eq!(invoice.service_currency(), Some(Currency::UAH));
    assert_eq!(invoice.metadata("user").as_deref(), Some("17"));
    assert_eq!((invoice.created(), invoice.mode()), (Some(1_573_000_000), Some(Mode::Test)));
    let redirect = invoice.redirect().unwrap();
    assert_eq!(redirect.action(), "https://checkout.example.com/hpp/cgi_K1l2M3n4O5p6Q7r8");
}

#[test]
fn balances_are_text_and_exact() {
    let balances = decode(&GetBalances::new(), 200, BALANCES).unwrap();
    let euros = balances.of(&Currency::EUR).unwrap();
    assert_eq!(euros.account_id(), Some("comca_1234567890abcdef"));
    assert_eq!(euros.active_balance().unwrap().as_str(), "110.00");
    for zero in [euros.pending_balance(), euros.reserved_balance(), euros.overdraft_limit()] {
        assert_eq!(zero.unwrap().as_str(), "0.00");
    }
    assert!(euros.balance_lower_limit().is_none());
    assert_eq!((balances.iter().count(), balances.of(&Currency::UAH).is_none()), (1, true));
}

#[test]
fn the_profile_and_the_older_account() {
    let profile = r#"{"data":{"type":"account","id":"coma_AbCdEfGh12345678","attributes":{"status":"active",
        "name":"Demo shop","icon":null,"description":"","commerce_reference_id":"shop-1","website":"https:\/\/shop.example",
        "payment_fee_shift_out":false,"hp_domain":"pay.shop.example","callback_url":"https://shop.example/cb",
        "ledger_scheme":"simple","api_ip_white_list":["198.51.100.7","198.51.100.8"],"created":1560000000,
        "updated":1560000001,"report":null,"time_zone":"Europe/Kiev"},"links":{"self":"/api/account/profile"}}}"#;
    let told = decode(&GetProfile::new(), 200, profile).unwrap();
    assert_eq!((told.status(), told.name()), (&AccountStatus::Active, Some("Demo shop")));
    assert_eq!(told.commerce_reference_id(), Some("shop-1"));
    assert_eq!(told.website(), Some("https://shop.example"));
    assert_eq!((told.icon(), told.description(), told.report()), (None, None, None));
    assert_eq!(told.hp_domain(), Some("pay.shop.example"));
    assert_eq!(told.callback_url(), Some("https://shop.example/cb"));
    assert_eq!(told.payment_fee_shift_out(), Some(false));
    assert_eq!(told.ledger_scheme(), Some(LedgerScheme::Simple));
    assert_eq!(told.api_ip_white_list(), ["198.51.100.7", "198.51.100.8"].map(Box::from));
    assert_eq!((told.created(), told.updated()), (Some(1_560_000_000), Some(1_560_000_001)));
    assert_eq!(told.time_zone(), Some("Europe/Kiev"));

    let whole = profile.replace(
        r#""status":"active","#,
        r#""status":"inactive","api_key":"k","payment_options":{"descriptor_template":null,"attempts_limit":5,
        "disabled_services":["test_usd"],"disable_new_services":false,"reverse_fee":true,"fee_strategy":"internal",
        "invoice_lifetime":2880,"forbid_public_creation":true,"public_zero_fee":false,"public_fee":true,
        "expose_internal_data":false,"bypass_hpp":true,"force_commerce_return_url":true,
        "send_operation_context_on_return":true,"refund_fee":false,"recurrent":false,"allow_overwrite_descriptor":true},
        "payout_options":{"disabled_services":[],"batch_options":{"attempts_limit":3,"processing_mode":"x"},"methods":[],
        "fee_strategy":"external","moderation_required":true,"invoice_lifetime":30,"split_mode":true,"attempts_limit":2,
        "parallel_mode":false,"allow_partially":true},"currency_accounts":{"UAH":{"active_balance":"0.00001000"}},"#,
    );
    let account = decode(&GetAccount::new(), 200, whole).unwrap();
    assert_eq!(*account.profile().status(), AccountStatus::Inactive);
    let uah = account.balances().of(&Currency::UAH).unwrap();
    assert_eq!(uah.active_balance().unwrap().as_str(), "0.00001000");
    let options = account.payment_options();
    assert_eq!((options.attempts_limit(), options.invoice_lifetime()), (Some(5), Some(2880)));
    assert_eq!(options.fee_strategy(), Some(paycore_commerce::FeeStrategy::Internal));
    assert_eq!(options.disabled_services(), ["test_usd".into()]);
    assert_eq!(options.descriptor_template(), None);
    assert_eq!((options.reverse_fee(), options.public_fee()), (Some(true), Some(true)));
    let flags = [
        options.forbid_public_creation(),
        options.bypass_hpp(),
        options.force_commerce_return_url(),
        options.send_operation_context_on_return(),
        options.allow_overwrite_descriptor(),
    ];
    assert_eq!(flags, [Some(true); 5]);
    let off = [
        options.disable_new_services(),
        options.public_zero_fee(),
        options.expose_internal_data(),
        options.refund_fee(),
        options.recurrent(),
    ];
    assert_eq!(off, [Some(false); 5]);
    let out = account.payout_options();
    assert_eq!((out.invoice_lifetime(), out.attempts_limit()), (Some(30), Some(2)));
    assert_eq!((out.moderation_required(), out.split_mode()), (Some(true), Some(true)));
    assert_eq!((out.parallel_mode(), out.allow_partially()), (Some(false), Some(true)));
    assert_eq!(out.option("methods"), Some("[]"));
    assert_eq!(out.batch_attempts_limit(), Some(3));
    assert_eq!(out.batch_processing_mode().as_deref(), Some("x"));
}

#[test]
fn payment_options_are_read_alone_and_inside_of_the_account() {
    for attributes in [
        r#""attempts_limit":5,"fee_strategy":"external""#,
        r#""status":"active","payment_options":{"attempts_limit":5,"fee_strategy":"external"}"#,
    ] {
        let body =
            format!(r#"{{"data":{{"id":"coma_AbCdEfGh12345678","attributes":{{{attributes}}}}}}}"#);
        let options = decode(&GetPaymentOptions::new(), 200, body).unwrap();
        assert_eq!(options.attempts_limit(), Some(5), "{attributes}");
        assert_eq!(options.fee_strategy(), Some(paycore_commerce::FeeStrategy::External));
    }
}
