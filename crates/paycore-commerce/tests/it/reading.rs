//! Loose spellings of a PHP backend, and answers of all generations.

use paycore_commerce::{
    Currency, Delivery, Endpoint, ErrorKind, Flow, GetInvoice, GetPayout, Invoice, InvoiceId,
    InvoiceStatus, Mode, PayCore, Payout, PayoutId, RedirectMethod, Resolution, Service,
};

use crate::common::decode;

/// An invoice with these attributes behind its status.
fn invoice(attributes: &str) -> Invoice {
    let body = format!(
        r#"{{"data":{{"type":"payment-invoices","id":"cpi_1","attributes":{{"status":"processed"{attributes}}}}}}}"#
    );
    decode(&GetInvoice::of(&InvoiceId::from("cpi_1")), 200, body).unwrap().into_inner()
}

fn payout(attributes: &str) -> Payout {
    let body = format!(
        r#"{{"data":{{"id":"cpoi_1","type":"payout-invoices","attributes":{{"status":"processed"{attributes}}}}}}}"#
    );
    decode(&GetPayout::of(&PayoutId::from("cpoi_1")), 200, body).unwrap().into_inner()
}

#[test]
fn nothing_but_id_and_status_is_needed() {
    let bare = invoice("");
    assert!(bare.status().is_settled());
    assert!(bare.amount().is_none() && bare.redirect().is_none() && bare.mode().is_none());
    assert_eq!((bare.reference_id(), bare.updated(), bare.service()), (None, None, None));
    assert_eq!(bare.return_urls(), [None, None, None]);
    let bare = payout("");
    assert!(bare.amount().is_none() && bare.parts().is_empty() && bare.mode().is_none());
}

#[test]
fn empty_maps_are_lists_and_nulls_and_texts() {
    for nothing in ["[]", "[ ]", "{}", "null", "\"\"", "false"] {
        let told = invoice(&format!(
            r#","metadata":{nothing},"flow_data":{nothing},"payload":{nothing},"return_urls":{nothing},
            "original_data":{nothing},"fields":{nothing},"active_payment":{nothing}"#
        ));
        assert_eq!(told.metadata("order"), None);
        assert!(told.redirect().is_none() && told.payload().card().is_none(), "{nothing}");
        assert_eq!(told.return_urls(), [None, None, None]);
        let told =
            payout(&format!(r#","fields":{nothing},"payouts":{nothing},"metadata":{nothing}"#));
        assert!(told.parts().is_empty() && told.field("card_number").is_none());
    }
    let urls = r#","return_urls":{"success":null,"pending":"","fail":"https://shop.example/no"}"#;
    assert_eq!(invoice(urls).return_urls(), [None, None, Some("https://shop.example/no".into())]);
}

#[test]
fn attributes_that_are_no_object_are_not_what_is_read() {
    let id = InvoiceId::from("cpi_1");
    for nothing in ["[]", "null", "\"\"", "7"] {
        let flat = format!(
            r#"{{"data":{{"id":"cpi_1","status":"processed","amount":7,"attributes":{nothing}}}}}"#
        );
        let told = decode(&GetInvoice::of(&id), 200, flat).unwrap();
        assert_eq!(told.amount().unwrap().as_str(), "7", "{nothing}");
        let bare = format!(
            r#"{{"data":{{"id":"cpi_1","type":"payment-invoices","attributes":{nothing}}}}}"#
        );
        assert!(decode(&GetInvoice::of(&id), 200, bare).is_err(), "{nothing}");
    }
    // blanks in front of a document are none of it
    let spaced = "\r\n {\"data\":{\"id\":\"cpi_1\",\"status\":\"created\"}}\n";
    assert!(decode(&GetInvoice::of(&id), 200, spaced).is_ok());
}

#[test]
fn amounts_are_numbers_and_texts_and_never_floats() {
    for (written, decimal) in [
        ("100.78", "100.78"),
        ("\"100.78\"", "100.78"),
        ("4", "4"),
        ("\"0.00001000\"", "0.00001"),
        ("1.0e-5", "0.00001"),
        ("\"1.0E-5\"", "0.00001"),
        ("0.1", "0.1"),
        ("123456789012345678.12345678", "123456789012345678.12345678"),
        ("-3", "-3"),
    ] {
        let told = invoice(&format!(r#","processed_amount":{written}"#)).processed_amount();
        let told = told.unwrap_or_else(|| panic!("{written}"));
        assert_eq!(told.decimal(), decimal.parse().ok(), "{written}");
        assert_eq!(told.as_str(), written.trim_matches('"'));
    }
    for nonsense in ["null", "\"\"", "\"a lot\"", "[]", "{}", "true", "\"1,5\"", "\"NaN\""] {
        let told = invoice(&format!(r#","processed_amount":{nonsense},"amount":5"#));
        assert!(told.processed_amount().is_none(), "{nonsense}");
        // and it hides nothing beside it
        assert_eq!(told.amount().unwrap().as_str(), "5");
        assert_eq!(told.attribute("processed_amount"), Some(nonsense));
    }
}

#[test]
fn times_flags_and_texts_in_any_spelling() {
    for written in
        ["1560889898", "\"1560889898\"", "1560889898.0", "1.560889898e9", "\" 1560889898 \""]
    {
        let told = invoice(&format!(r#","updated":{written}"#));
        assert_eq!(told.updated(), Some(1_560_889_898), "{written}");
    }
    for nonsense in ["null", "\"\"", "\"soon\"", "1.5", "15e-1", "[]", "99999999999999999999"] {
        assert_eq!(invoice(&format!(r#","updated":{nonsense}"#)).updated(), None, "{nonsense}");
    }
    for (written, mode) in [
        ("true", Some(Mode::Test)),
        ("\"true\"", Some(Mode::Test)),
        ("1", Some(Mode::Test)),
        ("\"1\"", Some(Mode::Test)),
        ("false", Some(Mode::Live)),
        ("\"False\"", Some(Mode::Live)),
        ("0", Some(Mode::Live)),
        ("null", None),
        ("\"\"", None),
        ("\"yes\"", None),
        ("[]", None),
    ] {
        assert_eq!(invoice(&format!(r#","test_mode":{written}"#)).mode(), mode, "{written}");
    }
    let told = invoice(
        r#","reference_id":42,"rrn":"000123","arn":7,"description":"\u0427\u0430\u0439 \/ \ud83e\udd94""#,
    );
    assert_eq!(told.reference_id(), Some("42"));
    assert_eq!((told.rrn(), told.arn()), (Some("000123"), Some("7")));
    assert_eq!(told.description(), Some("Чай / 🦔"));
}

#[test]
fn words_are_read_in_any_case_and_unknown_ones_are_kept() {
    let body = |status: &str| {
        format!(
            r#"{{"data":{{"type":"payment-invoices","id":"cpi_1","attributes":{{"status":"{status}","resolution":"{status}","currency":"uah","flow":"{status}"}}}}}}"#
        )
    };
    let id = InvoiceId::from("cpi_1");
    let read = |status: &str| decode(&GetInvoice::of(&id), 200, body(status)).unwrap();
    assert_eq!(*read("CHARGED_BACK").status(), InvoiceStatus::ChargedBack);
    assert_eq!(*read("Process_Pending").status(), InvoiceStatus::ProcessPending);
    assert_eq!(read("OK").resolution(), Some(&Resolution::Ok));
    let odd = read("Paid_Twice");
    assert_eq!(*odd.status(), InvoiceStatus::Other("Paid_Twice".into()));
    assert_eq!(odd.resolution(), Some(&Resolution::Other("Paid_Twice".into())));
    assert_eq!(odd.flow(), Some(Flow::Other("Paid_Twice".into())));
    assert_eq!(odd.currency(), Some(Currency::UAH));
    assert!(!odd.status().is_final() && !odd.status().is_failed());
}

#[test]
fn what_the_request_calls_flow_is_not_what_the_answer_calls_flow() {
    let told = invoice(r#","flow":"hpp","payment_flow":"verify""#);
    assert_eq!(told.flow(), Some(Flow::Hpp));
    assert_eq!(told.payment_flow().unwrap().as_str(), "verify");
    assert_eq!(
        invoice(r#","payment_flow":"delayed_charge""#).payment_flow().unwrap().as_str(),
        "delayed_charge"
    );
}

#[test]
fn the_payers_way_is_found_in_three_places_in_turn() {
    let flow = r#""flow_data":{"action":"https://a.example/1","method":"post","params":{"k":"v","n":5,"x":null,"y":[]}}"#;
    let payment = r#""active_payment":{"payload":{"action":"https:\/\/b.example\/2","params":[]}}"#;
    let link = r#""hpp_url":"https://c.example/3""#;
    let told = invoice(&format!(",{link},{payment},{flow}"));
    let redirect = told.redirect().unwrap();
    assert_eq!(
        (redirect.action(), redirect.method()),
        ("https://a.example/1", &RedirectMethod::Post)
    );
    assert_eq!(redirect.params().collect::<Vec<_>>(), [("k", "v"), ("n", "5")]);
    let told = invoice(&format!(r#",{link},{payment},"flow_data":[]"#));
    assert_eq!(told.redirect().unwrap().action(), "https://b.example/2");
    assert_eq!(told.redirect().unwrap().method(), &RedirectMethod::Get);
    let told = invoice(&format!(r#",{link},"flow_data":{{"action":null,"params":[]}}"#));
    assert_eq!(told.redirect().unwrap().action(), "https://c.example/3");
    assert!(invoice(r#","flow_data":{"action":"","params":[]}"#).redirect().is_none());
}

#[test]
fn a_card_is_told_and_its_year_has_two_digits() {
    let told = invoice(
        r#","payload":{"token":"tok","auth_type":"card","client_ip":"198.51.100.7","payment_card":{"first":"511111","last":"1111",
        "mask":"511111******1111","brand":"mastercard","type":"debit","network":"mastercard","holder":"A BUYER",
        "card_id":"card_1","expiry_month":"12","expiry_year":"22","issuer_name":"A Bank","issuer_country":"UA",
        "verification":[]}}"#,
    );
    let payload = told.payload();
    assert_eq!((payload.token(), payload.auth_type()), (Some("tok"), Some("card")));
    assert_eq!(payload.client_ip(), Some("198.51.100.7"));
    let card = payload.card().unwrap();
    assert_eq!((card.first(), card.last()), (Some("511111"), Some("1111")));
    assert_eq!((card.mask(), card.brand()), (Some("511111******1111"), Some("mastercard")));
    assert_eq!((card.kind(), card.network()), (Some("debit"), Some("mastercard")));
    assert_eq!((card.holder(), card.card_id()), (Some("A BUYER"), Some("card_1")));
    assert_eq!((card.expiry_month(), card.expiry_year()), (Some("12"), Some("22")));
    assert_eq!((card.issuer_name(), card.issuer_country()), (Some("A Bank"), Some("UA")));
    assert_eq!(card.member("verification"), Some("[]"));
}

#[test]
fn a_payment_that_was_paid_in_another_sum_is_told_exactly() {
    let told = invoice(
        r#","amount":100,"payment_amount":101.5,"fee":1.5,"deposit":100,"processed":1560889911,"processed_amount":50.75,
        "processed_fee":0.75,"processed_deposit":50,"refunded_amount":"10.00","refunded_fee":0,"refunded":1560889999,
        "charged_back":1560890000,"charged_back_amount":5,"failed":null,"service_amount":2700,"payment_service_amount":2740.5,
        "exchange_rate":27,"service_currency":"uah","reserved_amount":"1","reserve_expires":1560999999,"expires":1560977777,
        "resolution_message":"less","approval_code":"A1","serial_number":"1","descriptor":"TEA","refunds":[{"id":1}]"#,
    );
    let sums = [
        told.payment_amount(),
        told.fee(),
        told.deposit(),
        told.processed_amount(),
        told.processed_fee(),
        told.processed_deposit(),
        told.refunded_amount(),
        told.refunded_fee(),
        told.charged_back_amount(),
        told.service_amount(),
        told.payment_service_amount(),
        told.exchange_rate(),
        told.reserved_amount(),
    ]
    .map(|sum| sum.unwrap().to_string());
    assert_eq!(
        sums,
        [
            "101.5", "1.5", "100", "50.75", "0.75", "50", "10.00", "0", "5", "2700", "2740.5",
            "27", "1"
        ]
    );
    let times = [
        told.processed(),
        told.refunded(),
        told.charged_back(),
        told.reserve_expires(),
        told.expires(),
    ];
    assert_eq!(
        times.map(Option::unwrap),
        [1_560_889_911, 1_560_889_999, 1_560_890_000, 1_560_999_999, 1_560_977_777]
    );
    assert_eq!((told.resolution_message(), told.approval_code()), (Some("less"), Some("A1")));
    assert_eq!(told.service_currency(), Some(Currency::UAH));
    assert_eq!((told.descriptor(), told.serial_number()), (Some("TEA"), Some("1")));
    assert_eq!(told.attribute("refunds"), Some(r#"[{"id":1}]"#));
    assert_eq!(told.attribute("no such thing"), None);
}

#[test]
fn relationships_tell_service_method_customer_and_payment() {
    let id = InvoiceId::from("cpi_1");
    let read = |relationships: &str| {
        let body = format!(
            r#"{{"data":{{"relationships":{relationships},"attributes":{{"status":"created"}},"id":"cpi_1","type":"payment-invoice"}},"included":[{{"type":"payment-requests","status":"CHARGED_BACK"}}]}}"#
        );
        decode(&GetInvoice::of(&id), 200, body).unwrap()
    };
    let told = read(
        r#"{"payment-service":{"data":{"id":"bank_card_uah_hpp"}},"payment-method":{"data":{"id":"bank_card"}},
        "customer":{"data":null},"active-payment":{"data":{"type":"payments","id":"pay_1"}}}"#,
    );
    assert_eq!(told.service(), Some(Service::new("bank_card_uah_hpp").unwrap()));
    assert_eq!((told.method(), told.customer_id()), (Some("bank_card"), None));
    assert_eq!(told.active_payment_id(), Some("pay_1"));
    // what is included is about something else
    assert_eq!(*told.status(), InvoiceStatus::Created);
    for nothing in
        ["[]", "{}", "null", r#"{"payment-service":null}"#, r#"{"payment-service":{"data":[]}}"#]
    {
        assert_eq!(read(nothing).service(), None, "{nothing}");
    }
}

fn refused<E: Endpoint<Gateway = PayCore>>(request: &E, body: &str) -> ErrorKind {
    let error = decode(request, 200, body).err().unwrap_or_else(|| panic!("{body}"));
    assert_eq!((error.delivery(), error.body()), (Delivery::Unknown, Some(body.as_bytes())));
    error.kind()
}

#[test]
fn what_is_no_invoice_is_not_read_as_one() {
    let id = InvoiceId::from("cpi_1");
    for body in [
        "",
        "null",
        "[]",
        "{}",
        "\"text\"",
        "<html></html>",
        r#"{"data":{}}"#,
        r#"{"data":[]}"#,
        r#"{"data":"x"}"#,
        r#"{"data":{"id":"cpi_1"}}"#,
        r#"{"data":{"id":"cpi_1","attributes":{"status":null}}}"#,
        r#"{"data":{"id":"cpi_1","attributes":{"status":{"processed":1}}}}"#,
        r#"{"data":{"id":"cpi_1","attributes":{"status":["processed"]}}}"#,
        r#"{"data":{"id":"cpi_1","attributes":{"status":true}}}"#,
        r#"{"data":{"attributes":{"status":"processed"}}}"#,
        r#"{"data":{"id":null,"attributes":{"status":"processed"}}}"#,
        r#"{"data":{"id":"cpi_1","id":"cpi_1","attributes":{"status":"processed"}}}"#,
        r#"{"data":{"id":"cpi_1","attributes":{"status":"processed"}}}x"#,
    ] {
        assert_eq!(refused(&GetInvoice::of(&id), body), ErrorKind::Decode, "{body}");
    }
}

#[test]
fn an_answer_about_something_else_is_not_ours() {
    let (invoice, payout) = (InvoiceId::from("c_1"), PayoutId::from("c_1"));
    let body = |kind: &str, id: &str| {
        format!(
            r#"{{"data":{{"type":"{kind}","id":"{id}","attributes":{{"status":"processed"}}}}}}"#
        )
    };
    for (kind, id) in [("payment-invoices", "c_2"), ("payout-invoices", "c_1"), ("payments", "c_1")]
    {
        assert_eq!(
            refused(&GetInvoice::of(&invoice), &body(kind, id)),
            ErrorKind::Mismatch,
            "{kind} {id}"
        );
    }
    for (kind, id) in [("payout-invoices", "C_1"), ("payment-invoices", "c_1"), ("payouts", "c_1")]
    {
        assert_eq!(
            refused(&GetPayout::of(&payout), &body(kind, id)),
            ErrorKind::Mismatch,
            "{kind} {id}"
        );
    }
}
