//! Whatever comes over the network: an answer, or an error that says that nothing is known.

use paycore_commerce::public::{
    CreateInvoice, GetInvoice, GetPayout, ListPaymentServices, ListPayoutServices, Method,
};
use paycore_commerce::{
    Currency, Delivery, Endpoint, ErrorKind, InvoiceId, Mode, PayCore, PayoutId,
};
use proptest::prelude::*;
use serde_json::Value;

use crate::common::{amount, decode, gateway};

const INVOICE: &str = r#"{"data":{"id":"cpi_1","status":"created","reference_id":"7","test_mode":true,"active_payment":{"payload":{"action":"https://a.example/","params":{"k":"v"}}}}}"#;
const SERVICES: &str = r#"{"data":{"currency":"UAH","test_mode":true,"services":{"s":{"code":"s","fields":[{"key":"k","options":{"validators":[{"name":"Luhn"}]}}]}},"methods":{"m":{"name":{"en":"M"}}}}}"#;
const PAYOUT: &str = r#"{"data":{"id":"cpoi_1","status":"created","payouts":[{"id":"po_1"}]}}"#;

/// What can be asked of everything that a pre-request brings.
fn services(status: u16, body: &[u8]) -> bool {
    let list = ListPaymentServices::new(Currency::UAH, Mode::Test);
    let Ok(services) = decode(&list, status, body) else { return false };
    for offered in services.iter() {
        let _ = (offered.check(&paycore_commerce::Fields::new()), offered.fee(), offered.service());
        let _ = (services.method_of(offered).and_then(Method::name), offered.fields());
    }
    true
}

fn invoice(status: u16, body: &[u8]) -> bool {
    let create = CreateInvoice::new("7", amount("1"), Currency::UAH, Mode::Test).unwrap();
    let Ok(invoice) = decode(&create, status, body) else { return false };
    let _ = gateway().payer_form(&invoice).map(|form| (form.url(), form.page("Pay")));
    true
}

fn unknown(request: &impl Endpoint<Gateway = PayCore>, status: u16, body: &str) {
    let error = decode(request, status, body).err().expect("a part of an answer is none");
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Decode, Delivery::Unknown), "{body}");
}

#[test]
fn a_part_of_an_answer_is_none() {
    let (invoice, payout) = (InvoiceId::from("cpi_1"), PayoutId::from("cpoi_1"));
    let create = CreateInvoice::new("7", amount("1"), Currency::UAH, Mode::Test).unwrap();
    let payments = ListPaymentServices::new(Currency::UAH, Mode::Test);
    let payouts = ListPayoutServices::new(amount("1"), Currency::UAH, Mode::Test).unwrap();
    assert!(decode(&create, 201, INVOICE).is_ok() && decode(&payments, 200, SERVICES).is_ok());
    assert!(decode(&GetPayout::of(&payout), 200, PAYOUT).is_ok());
    for end in 0..INVOICE.len() {
        unknown(&create, 201, &INVOICE[..end]);
        unknown(&GetInvoice::of(&invoice), 200, &INVOICE[..end]);
    }
    for end in 0..SERVICES.len() {
        unknown(&payments, 200, &SERVICES[..end]);
        unknown(&payouts, 200, &SERVICES[..end]);
    }
    for end in 0..PAYOUT.len() {
        unknown(&GetPayout::of(&payout), 200, &PAYOUT[..end]);
    }
    unknown(&create, 201, &format!("{INVOICE}x"));
    unknown(&create, 201, &INVOICE.replacen('{', r#"{"data":1,"#, 1));
}

/// Any member can be of any kind, and then it says nothing; nothing falls over.
#[test]
fn a_member_of_another_kind_says_nothing() {
    let document: Value = serde_json::from_str(SERVICES).unwrap();
    for odd in ["null", "[]", "{}", "true", "7", "\"\"", "[[]]", r#"{"a":{"b":[1]}}"#, "1e99"] {
        for member in [
            "/data/services/s/code",
            "/data/services/s/fields",
            "/data/services/s/fields/0",
            "/data/services/s/fields/0/key",
            "/data/services/s/fields/0/options",
            "/data/services/s/fields/0/options/validators",
            "/data/services/s/fields/0/options/validators/0",
            "/data/methods",
            "/data/methods/m",
            "/data/methods/m/name",
            "/data/methods/m/name/en",
        ] {
            let mut document = document.clone();
            *document.pointer_mut(member).unwrap() = serde_json::from_str(odd).unwrap();
            assert!(services(200, document.to_string().as_bytes()), "{odd} as {member}");
        }
    }
    // even the services and the methods: those of another kind are none
    assert!(services(200, br#"{"data":{"services":[7,"x",null],"methods":"x"}}"#));
    assert!(invoice(201, br#"{"data":{"id":1,"status":"created","active_payment":7}}"#));
}

proptest! {
    #[test]
    fn any_bytes(status in 100_u16..600, bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(!services(status, &bytes) && !invoice(status, &bytes));
    }

    /// One byte off, anywhere.
    #[test]
    fn one_byte_off(at in 0..SERVICES.len(), byte in any::<u8>()) {
        for (document, read) in
            [(SERVICES, services as fn(u16, &[u8]) -> bool), (INVOICE, invoice)]
        {
            let mut bytes = document.as_bytes().to_vec();
            let at = at % bytes.len();
            bytes[at] = byte;
            let _ = read(201, &bytes);
        }
    }
}
