//! Host-to-host cards.

use serde_json::{Value, json};

use crate::merchant::{Merchant, frozen, ledger};
use crate::wire::{exchange, request};

fn offered(merchant: &Merchant, amount: &str) -> Value {
    merchant.create_invoice("a", amount);
    let data = merchant.call("einvoice/process", json!({"payment_id": "a"}));
    assert_eq!((&data["h2h_allow"], &data["h2h_data"]), (&json!(true), &json!({})));
    data["h2h_session"].clone()
}

fn started(merchant: &Merchant, session: &Value) -> Value {
    merchant.call("h2h/start", json!({"payment_id": "a", "session": session}))["session"].clone()
}

fn card(merchant: &Merchant, session: &Value, card: Value) -> Value {
    let body = json!({"payment_id": "a", "session": session, "h2h_data": card});
    merchant.call("h2h/process", body)
}

fn good() -> Value {
    json!({"cardNumber": "4444111144441111", "month": "01", "year": "30", "cvv": "123"})
}

#[test]
fn start_says_what_to_ask_for() {
    let (sandbox, merchant) = frozen();
    sandbox.dpay().configure(|settings| settings.h2h = true);
    let session = offered(&merchant, "5");
    let answer = merchant.call("h2h/start", json!({"payment_id": "a", "session": session}));
    assert_eq!(answer["payment_id"], "a");
    assert_eq!((&answer["result"], &answer["final"]), (&json!(true), &json!(false)));
    assert_eq!(answer["next_step"], "process");
    assert_ne!(answer["session"], session, "from now on another one");
    let names: Vec<_> = answer["data"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(names.len(), 5);
    for name in ["cardNumber", "month", "year", "cvv", "cardHolder"] {
        let descriptor = &answer["data"][name];
        assert_eq!(descriptor["field"], name);
        assert_eq!(descriptor["hidden"], false);
        assert_eq!(descriptor["required"], name != "cardHolder");
        assert!(descriptor["title"].is_string() && descriptor["placeholder"].is_string());
    }
}

#[test]
fn sessions_are_not_mixed_up() {
    let (sandbox, merchant) = frozen();
    sandbox.dpay().configure(|settings| settings.h2h = true);
    let session = offered(&merchant, "5");
    let not_found = json!({"error": {"code": 401, "message": "Payment not found"}});
    let unknown = json!("00000000-0000-4000-8000-000000000000");
    let start = json!({"payment_id": "a", "session": unknown});
    assert_eq!(merchant.call("h2h/start", start), not_found);
    assert_eq!(card(&merchant, &session, good()), not_found, "not the one for cards");
    let opened = started(&merchant, &session);
    assert_eq!(card(&merchant, &unknown, good()), not_found);
    let second = Merchant::second(&sandbox);
    assert_eq!(card(&second, &opened, good()), not_found);
    sandbox.dpay().act("a", "cancel").unwrap();
    assert_eq!(card(&merchant, &opened, good())["error"]["code"], 9010);
}

#[test]
fn a_bad_card_is_told_field_by_field_and_can_be_corrected() {
    let (sandbox, merchant) = frozen();
    sandbox.dpay().configure(|settings| settings.h2h = true);
    let session = offered(&merchant, "1000");
    let session = started(&merchant, &session);
    let all = json!(["cardNumber", "cvv", "month", "year"]);
    for (given, wrong) in [
        (json!([]), all.clone()),
        (json!({}), all.clone()),
        (json!({"cardNumber": "1", "month": "13", "year": "2030", "cvv": "x"}), all),
        (
            json!({"cardNumber": "4444 1111 4444 1111", "month": "00", "year": "30", "cvv": "1234"}),
            json!(["cardNumber", "month"]),
        ),
        (
            json!({"cardNumber": "9".repeat(20), "month": "12", "year": "30", "cvv": "123"}),
            json!(["cardNumber"]),
        ),
    ] {
        let answer = card(&merchant, &session, given);
        assert_eq!(answer["result"], false);
        let mut named: Vec<_> = answer["errors"].as_object().unwrap().keys().cloned().collect();
        named.sort();
        assert_eq!(json!(named), wrong);
        assert_eq!(answer["data"], json!({}));
        assert!(answer.get("error").is_none());
    }
    assert_eq!(merchant.invoice("a")["status"], "PAYIN", "1000 waits for the card");
    let accepted = card(&merchant, &session, good());
    assert_eq!((&accepted["result"], &accepted["final"]), (&json!(true), &json!(false)));
    assert_eq!(accepted["errors"], json!({}));
    assert!(accepted["data"]["threeDsFrom"].as_str().unwrap().starts_with("<form"));
    assert_eq!(merchant.invoice("a")["status"], "FINISHED");
    assert_eq!(card(&merchant, &session, good())["error"]["code"], 9010);
    assert_eq!(ledger(&sandbox), ["charge a 1000.00 UAH"]);
}

#[test]
fn the_form_of_the_bank_pays() {
    let (sandbox, merchant) = frozen();
    sandbox.dpay().configure(|settings| settings.h2h = true);
    let session = offered(&merchant, "5");
    let session = started(&merchant, &session);
    let form =
        card(&merchant, &session, good())["data"]["threeDsFrom"].as_str().unwrap().to_owned();
    assert_eq!(merchant.invoice("a")["status"], "PAYIN");
    assert_eq!(card(&merchant, &session, good())["error"]["code"], 9010, "one card is enough");
    let (_, action) = form.split_once("action=\"").unwrap();
    let (action, _) = action.split_once('"').unwrap();
    let target = action.strip_prefix(&sandbox.dpay().base_url()).unwrap();
    assert!(form.contains(r#"name="action" value="pay""#));
    exchange(merchant.addr, &request("POST", target, &[], b"action=pay")).unwrap();
    assert_eq!(merchant.invoice("a")["status"], "FINISHED");
}
