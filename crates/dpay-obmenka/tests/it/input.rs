//! What is refused before anything is sent.

use dpay_obmenka::h2h::{H2hStep, ProcessH2h, StartH2h};
use dpay_obmenka::{
    Address, CreateInvoice, CreatePayout, Currency, Delivery, Endpoint, Error, ErrorKind,
    GetInvoice, GetPayout, ListExtraFields, ListInvoices, ListPayouts, Method, Obmenka,
    PaymentForm, ProcessInvoice, ProcessPayout, Session, Tracking, ValidatePayout, method,
};
use time::macros::datetime;

use crate::common::{amount, gateway, stamp};

fn unsent<T>(result: Result<T, Error>, names: &str) {
    let error = result.err().expect("refused");
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Input, Delivery::NotSent), "{error}");
    assert!(error.to_string().contains(names), "{error}");
}

fn encode(request: &impl Endpoint<Gateway = Obmenka>) -> Result<(), Error> {
    request.encode(&gateway(), &stamp()).map(drop)
}

#[test]
fn empty_ids() {
    unsent(CreateInvoice::new("", method::BITCOIN, amount("1")), "payment_id");
    unsent(CreatePayout::new("", "1", method::VISAMASTER_UAH, amount("1")), "payment_id");
    unsent(CreatePayout::new("1", "", method::BITCOIN, amount("1")), "recipient");
    unsent(PaymentForm::new("", amount("1"), Currency::UAH), "INVOICE_ID");
    unsent(encode(&ProcessInvoice::of("")), "payment_id");
    unsent(encode(&GetInvoice::of("")), "payment_id");
    unsent(encode(&GetInvoice::of(&Tracking::from(""))), "tracking");
    unsent(encode(&ProcessPayout::of(("1", &Tracking::from("")))), "tracking");
    unsent(encode(&ValidatePayout::of("")), "payment_id");
    unsent(encode(&GetPayout::of("")), "payment_id");
    unsent(encode(&StartH2h::new("", &Session::from("s"))), "payment_id");
    unsent(Method::new(""), "currency");
    unsent(encode(&StartH2h::new("7", &Session::from(""))), "session");
    let step: H2hStep = serde_json::from_str(r#"{"session":"s"}"#).unwrap();
    unsent(encode(&ProcessH2h::after("", &step).unwrap()), "payment_id");
    let nothing = || Method::from(String::new());
    unsent(CreateInvoice::new("1", nothing(), amount("1")), "currency");
    unsent(CreatePayout::new("1", "1", nothing(), amount("1")), "currency");
    let nothing = Currency::from(String::new());
    unsent(PaymentForm::new("1", amount("1"), nothing), "CURRENCY");
}

#[test]
fn amounts_that_nobody_can_pay() {
    for text in ["0", "0.00", "-1", "-0.01", "1e2", "79228162514264337593543950336"] {
        unsent(CreateInvoice::new("1", method::BITCOIN, amount(text)), "amount");
        unsent(CreatePayout::new("1", "1", method::VISAMASTER_UAH, amount(text)), "amount");
        unsent(PaymentForm::new("1", amount(text), Currency::UAH), "AMOUNT");
    }
}

#[test]
fn recipients_that_are_not_digits() {
    for recipient in
        ["4444 1111 4444 1111", "4444-1111", "+380501234567", "UA213223130000026007233566001", "٤٤"]
    {
        unsent(CreatePayout::new("1", recipient, method::VISAMASTER_UAH, amount("1")), "recipient");
    }
    assert!(CreatePayout::new("1", "TXYZ-address", method::TRON, amount("1")).is_ok());
}

#[test]
fn dates_out_of_order() {
    let (early, late) = (datetime!(2024-03-01 00:00), datetime!(2024-03-01 00:00:01));
    unsent(ListInvoices::between(late, early), "start_date");
    unsent(ListPayouts::between(late, early), "start_date");
    assert!(ListInvoices::between(early, early).is_ok());
    assert!(ListPayouts::between(early, early).is_ok());
}

#[test]
fn addresses_that_are_none() {
    let invoice = || CreateInvoice::new("1", method::BITCOIN, amount("1")).unwrap();
    for url in ["", "shop.example", "/ok", "ftp://shop.example/ok", "https://"] {
        unsent(invoice().success_url(url), "success_url");
        unsent(invoice().fail_url(url), "fail_url");
        unsent(invoice().status_url(url), "status_url");
        let payout = CreatePayout::new("1", "1", method::VISAMASTER_UAH, amount("1")).unwrap();
        unsent(payout.status_url(url), "status_url");
        let form = PaymentForm::new("1", amount("1"), Currency::UAH).unwrap();
        unsent(form.clone().success_url(url), "SUCCESS_URL");
        unsent(form.clone().fail_url(url), "FAIL_URL");
        unsent(form.status_url(url), "STATUS_URL");
    }
    unsent("http://shop.example".parse::<Address>(), "https");
}

#[test]
fn accounts_that_cannot_sign() {
    unsent(Obmenka::new("", "salt"), "client");
    unsent(Obmenka::new("10 42", "salt"), "client");
    unsent(Obmenka::new("10\r\n42", "salt"), "client");
    unsent(Obmenka::new("1042", ""), "salt");
}

#[test]
fn extra_fields_that_are_no_object() {
    for json in ["", "[]", "null", "{", "\"x\"", "{} x"] {
        unsent(ListExtraFields::with(json), "object");
    }
}

#[test]
fn form_values_that_a_browser_would_rewrite() {
    for text in ["two\nlines", "a\r\nb", "tab\t", "\0"] {
        let form = PaymentForm::new("1", amount("1"), Currency::UAH).unwrap().description(text);
        unsent(form.sign(&gateway()), "DESCRIPTION");
    }
}
