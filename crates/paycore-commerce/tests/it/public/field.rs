//! Fields held against the scheme of a service.

use paycore_commerce::public::{ListPayoutServices, OfferedService};
use paycore_commerce::{Currency, Delivery, Error, ErrorKind, Fields, Mode};

use crate::common::{amount, decode};

/// A service with these fields.
fn service(fields: &str) -> OfferedService {
    let list = ListPayoutServices::new(amount("10"), Currency::USD, Mode::Live).unwrap();
    let body = format!(r#"{{"data":{{"services":{{"s_usd":{{"fields":{fields}}}}}}}}}"#);
    decode(&list, 200, body).unwrap().iter().next().unwrap().clone()
}

const CARD: &str = r#"[{"key":"card_number","required":true,"regexp":"/^\\d{12,19}$/","options":{"validators":[{"name":"Luhn"}]}},{"key":"note","required":false},{"key":"comment"}]"#;

fn refused(result: Result<(), Error>, names: &str) {
    let error = result.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Input, Delivery::NotSent), "{error}");
    assert!(error.to_string().contains(names), "{error}");
    assert!(!format!("{error} {error:?}").contains("4111"), "{error:?}");
}

#[test]
fn a_required_field_must_be_there() {
    let card = service(CARD);
    refused(card.check(&Fields::new()), "card_number");
    refused(card.check(&Fields::new().with("note", "4111111111111111").unwrap()), "card_number");
    let fields = Fields::new().with("card_number", "4111111111111111").unwrap();
    card.check(&fields).unwrap();
    // what the scheme does not know may be the next release's
    card.check(&fields.with("unknown", "1").unwrap()).unwrap();
}

#[test]
fn a_mistyped_card_number_is_found() {
    let card = service(CARD);
    for mistyped in ["4111111111111112", "1411111111111111", "4111 1111 1111 1111", "x"] {
        let fields = Fields::new().with("card_number", mistyped).unwrap();
        refused(card.check(&fields), "Luhn");
    }
}

/// Some published patterns are wrong, so none stands in the way.
#[test]
fn patterns_are_shown_and_not_enforced() {
    let wallet = service(r#"[{"key":"wallet_id","required":true,"regexp":"/^\\d{1,15}$/"}]"#);
    assert_eq!(wallet.fields()[0].regexp(), Some(r"/^\d{1,15}$/"));
    wallet.check(&Fields::new().with("wallet_id", "bc1q-not-digits").unwrap()).unwrap();
}

#[test]
fn a_scheme_that_says_nothing_asks_for_nothing() {
    for nothing in ["[]", "null", "{}", "[{}]", r#"[{"key":"a"},{"key":"b","required":null}]"#] {
        service(nothing).check(&Fields::new()).unwrap();
    }
    let other = service(r#"[{"key":"iban","options":{"validators":[{"name":"IBAN"}]}}]"#);
    other.check(&Fields::new().with("iban", "x").unwrap()).unwrap();
}

#[test]
fn foreign_keys_print_on_one_line() {
    let odd = service(r#"[{"key":"a\nb\u202e4111111111111111","required":true}]"#);
    let error = odd.check(&Fields::new()).unwrap_err().to_string();
    assert!(!error.contains(['\n', '\u{202e}']) && !error.contains("4111"), "{error}");
}
