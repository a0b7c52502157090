//! Keys, tokens, cards and people stand in no `Debug`, `Display` or error.

use std::error::Error as _;
use std::fmt::Write as _;

use paycore_commerce::{
    ApiError, CallbackKeys, CreateInvoice, CreatePayout, Currency, Customer, Endpoint as _, Error,
    Fields, GetAccount, GetBalances, GetInvoice, GetPayout, InvoiceId, Mode, PayCore, PayoutCard,
    PayoutId, PostalAddress, Received, Service, sign,
};

use crate::common::{API_KEY, LIVE, TEST, amount, answer, decode, gateway, stamp};
use crate::examples::CALLBACK;

const BASIC: &str = "Y29tYV9BYkNkRWZHaDEyMzQ1Njc4OkVYQU1QTEUtYXBpLWtleQ==";
const CARD: &str = "4111111111111111";

const SECRETS: [&str; 14] = [
    API_KEY,
    BASIC,
    LIVE,
    TEST,
    "sk_live_before",
    CARD,
    "card-t0ken",
    "j.w.t0ken",
    "cgi_s3cret",
    "Коваленко",
    "1234567890",
    "380931234567",
    "buyer@",
    "511111******1111",
];

/// Everything that an error shows, down to its last cause.
fn shown(error: &Error) -> String {
    let mut shown = format!("{error} {error:?} {error:#?}");
    let mut cause = error.source();
    while let Some(below) = cause {
        write!(shown, " {below} {below:?}").unwrap();
        cause = below.source();
    }
    if let Some(told) = ApiError::of(error) {
        write!(shown, " {told} {told:?} {:?}", told.details()).unwrap();
    }
    shown
}

fn clean(text: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[test]
fn accounts_and_keys() {
    let keys = CallbackKeys::new()
        .current(Mode::Live, LIVE)
        .and_then(|keys| keys.previous(Mode::Live, "sk_live_before"))
        .unwrap();
    clean(&format!("{keys:?} {keys:#?}"));
    let account = gateway().callback_keys(keys);
    clean(&format!("{account:?} {account:#?}"));
    for refused in [
        PayCore::new("coma_1", LIVE).map(drop),
        PayCore::new("coma_1", format!("{API_KEY}\n")).map(drop),
        gateway().public_key(Mode::Live, LIVE).map(drop),
        CallbackKeys::new().current(Mode::Test, LIVE).map(drop),
    ] {
        clean(&shown(&refused.unwrap_err()));
    }
}

#[test]
fn requests() {
    let address = PostalAddress::in_country("UA").unwrap().street("Коваленко");
    let customer = Customer::new("c-7")
        .and_then(|customer| customer.individual_tax_id("1234567890"))
        .unwrap()
        .name("Коваленко")
        .phone("380931234567")
        .email("buyer@shop.example")
        .address(address.clone());
    let fields = Fields::new().with("card_number", CARD).unwrap();
    let card = PayoutCard::held_by("Коваленко");
    clean(&format!("{customer:?} {address:?} {fields:?} {card:?}"));

    let invoice = CreateInvoice::new("6", amount("1"), Currency::UAH, Mode::Test)
        .and_then(|create| {
            create.stored_card("card-t0ken", Service::PAYMENT_CARD_UAH_HPP, customer.clone())
        })
        .unwrap();
    let service = Service::PAYMENT_CARD_UAH;
    let payout =
        CreatePayout::new("6", amount("1"), Currency::UAH, service, fields, Mode::Test).unwrap();
    let payout = payout.customer(customer).card(card);
    let wire = invoice.encode(&gateway(), &stamp()).unwrap();
    assert!(wire.to_text().contains(BASIC) && wire.to_text().contains("card-t0ken"));
    clean(&format!("{invoice:?} {invoice:#?} {wire:?}"));
    let wire = payout.encode(&gateway(), &stamp()).unwrap();
    assert!(wire.to_text().contains(CARD) && wire.headers()["authorization"].is_sensitive());
    clean(&format!("{payout:?} {payout:#?} {wire:?}"));
    let http: http::Request<bytes::Bytes> = wire.into();
    clean(&format!("{:?}", http.headers()));
}

#[test]
fn answers_and_callbacks() {
    let id = InvoiceId::from("cpi_1");
    let body = format!(
        r#"{{"data":{{"id":"cpi_1","attributes":{{"status":"{CARD}","reference_id":"{CARD}","description":"Коваленко",
        "currency":"{CARD}","resolution":"{CARD}",
        "flow_data":{{"action":"https://pay.example/cgi_s3cret","metadata":{{"sid":"cgi_s3cret","token":"j.w.t0ken"}}}},
        "payload":{{"token":"card-t0ken","payment_card":{{"mask":"511111******1111","holder":"Коваленко"}}}}}}}}}}"#
    );
    let read = decode(&GetInvoice::of(&id), 200, &body).unwrap();
    assert_eq!(read.flow_data().token(), Some("j.w.t0ken"));
    assert_eq!(read.payload().token(), Some("card-t0ken"));
    let (redirect, flow, payload) = (read.redirect(), read.flow_data(), read.payload());
    clean(&format!("{read:?} {read:#?} {redirect:?} {flow:?} {payload:?} {:?}", payload.card()));
    clean(&format!("{} {} {:?}", read.status(), read.resolution().unwrap(), read.resolution()));

    let out = PayoutId::from("cpoi_1");
    let body = format!(
        r#"{{"data":{{"id":"cpoi_1","status":"created","fields":{{"card_number":"{CARD}"}},"payouts":[{{"id":"{CARD}"}}]}}}}"#
    );
    let read = decode(&GetPayout::of(&out), 200, &body).unwrap();
    assert_eq!(read.field("card_number").as_deref(), Some(CARD));
    clean(&format!("{read:?} {:?}", read.parts()));

    let body = CALLBACK.replace("UoIW6RdSYyIRj8vR", CARD);
    let signature = sign::sign(LIVE.as_bytes(), body.as_bytes());
    let headers = [("x-signature", signature.as_bytes().as_slice())];
    let received = Received::new("/cb", &headers, body.as_bytes());
    let callback = gateway().callback(received).unwrap();
    clean(&format!("{callback:?} {received:?} {signature:?} {:?}", callback.revision()));
    let forged = Received::new("/cb", &headers, CARD.as_bytes());
    clean(&shown(&gateway().callback(forged).unwrap_err()));
}

#[test]
fn the_older_account_has_keys_and_prints_none() {
    let body = format!(
        r#"{{"data":{{"id":"coma_AbCdEfGh12345678","attributes":{{"status":"active","api_key":"{API_KEY}",
        "live_private_key":"{LIVE}","test_private_key":"{TEST}","payment_options":{{"x":"{API_KEY}"}}}}}}}}"#
    );
    let account = decode(&GetAccount::new(), 200, &body).unwrap();
    clean(&format!("{account:?} {account:#?} {:?}", account.profile()));
    clean(&format!("{:?} {:?}", account.payment_options(), account.payout_options()));
    let error = decode(&GetAccount::new(), 500, &body).unwrap_err();
    clean(&shown(&error));
    let other = body.replace("coma_AbCdEfGh12345678", "coma_other");
    clean(&shown(&decode(&GetAccount::new(), 200, other).unwrap_err()));
}

#[test]
fn errors_that_repeat_what_was_sent() {
    for body in [
        format!(r#"{{"error":"card {CARD} of {BASIC}"}}"#),
        format!(r#"{{"error_type":"{CARD}","error_codes":["{CARD}"]}}"#),
        format!(
            r#"{{"errors":[{{"code":"{CARD}","title":"{CARD}","source":{{"pointer":"{CARD}"}}}}]}}"#
        ),
        format!(r#"{{"errors":{{"{CARD}":"{CARD}"}}}}"#),
        format!(r#"{{"data":{{"id":"{CARD}"}}}}"#),
        format!(r#"{{"data":"{CARD}"#),
    ] {
        for status in [200, 422, 429, 500] {
            let answer = answer(status, &body);
            clean(&format!("{answer:?}"));
            clean(&shown(&GetBalances::new().decode(&gateway(), &answer).err().unwrap_or_else(
                || Error::before(paycore_commerce::ErrorKind::Input, std::fmt::Error),
            )));
            let id = InvoiceId::from("cpi_1");
            clean(&shown(&GetInvoice::of(&id).decode(&gateway(), &answer).unwrap_err()));
        }
    }
}
