//! Every fault of the protocol, and that it shows once, where it was asked for.

use pay_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};

use super::shop::{GOOD_PAN, Shop, frozen, inside, payment};
use crate::wire::{Answer, exchange, request};

/// A good answer of `GetPaymentStatus`, and one with a fault.
fn bent(fault: Fault) -> (Value, Answer) {
    let (sandbox, shop) = frozen();
    let paid = shop.pay(100, json!({"ext_id": "a/7"}));
    let ask = || shop.post("GetPaymentStatus", json!({"pmt_id": paid["pmt_id"]}));
    let good = ask();
    sandbox.ipay().fault(fault).on("GetPaymentStatus").once();
    let other = shop.call("CalculateFee", json!({"invoice": 100}));
    assert_eq!(other["fee"], "0", "another action");
    let bad = ask();
    assert_eq!(ask().body, good.body, "once");
    assert_ne!(bad.body, good.body);
    (inside(&good), bad)
}

fn value(fault: Fault) -> (Value, Value) {
    let (good, bad) = bent(fault);
    (good, inside(&bad))
}

#[test]
fn numbers_are_spelled_otherwise() {
    let (_, told) = value(Fault::NumbersAsText);
    assert_eq!((&told["pmt_id"], &told["pmt_status"]), (&json!("1100000001"), &json!("5")));
    assert_eq!(told["transactions"][0]["trn_id"], "2200000001");
    let (_, bad) = bent(Fault::NumbersWithFraction);
    assert!(
        bad.body.contains(r#""invoice":100.0,"amount":100.0,"pmt_status":5.0"#),
        "{}",
        bad.body
    );
}

#[test]
fn members_are_strange() {
    let (good, told) = value(Fault::UnknownStatus);
    assert_eq!((&good["pmt_status"], &told["pmt_status"]), (&json!(5), &json!(99)));
    let (_, told) = value(Fault::ExtIdAsObject);
    let wrapped = json!({"ext_id": "a/7", "mch_id": "test", "pmt_id": 1_100_000_001});
    assert_eq!(told["ext_id"], wrapped);
    let (good, mut told) = value(Fault::UnknownMembers);
    for name in ["terminal_merchant_id", "debug"] {
        assert!(told.as_object_mut().unwrap().remove(name).is_some(), "{name}");
    }
    assert_eq!(told, good);
    let (_, told) = value(Fault::EmptyError);
    assert_eq!(told["error"], "");
    let (good, told) = value(Fault::ShuffledKeys);
    assert_eq!(told, good);
    let (good, told) = value(Fault::ListAsMap);
    assert_eq!(told["transactions"], json!({"0": good["transactions"][0]}));
    assert_eq!(told["mch_amount"]["0"], good["mch_amount"][0]);
}

#[test]
fn nothing_has_many_spellings() {
    let (_, told) = value(Fault::NothingAsNull);
    for name in
        ["bank_response", "security_data", "security_rate", "terminal_id", "recurrent_token"]
    {
        assert_eq!(told.get(name), Some(&Value::Null), "{name}");
    }
    assert_eq!(told["rrn"], "001100000001");
    let (_, told) = value(Fault::NothingAsList);
    assert_eq!((&told["bank_response"], &told["security_data"]), (&json!([]), &json!([])));
    assert!(told.get("security_rate").is_none() && told["transactions"][0].is_object());
    let (_, told) = value(Fault::NothingAsText);
    assert_eq!((&told["bank_response"], &told["terminal_id"]), (&json!(""), &json!("")));

    let (sandbox, shop) = frozen();
    sandbox.ipay().fault(Fault::NothingAsList).once();
    let refused = shop.pay(142, json!({}));
    assert_eq!(refused["transactions"], json!([]));
    assert_eq!(refused["bank_response"]["error_group"], 42, "there is a group");
}

#[test]
fn documents_are_broken_doubled_and_marked() {
    let (_, bad) = bent(Fault::TrailingComma);
    assert!(bad.body.ends_with("],}}"), "{}", bad.body);
    assert!(serde_json::from_str::<Value>(&bad.body).is_err());
    let (_, bad) = bent(Fault::NonJson);
    assert!(serde_json::from_str::<Value>(&bad.body).is_err());
    let (good, bad) = bent(Fault::ByteOrderMark);
    let text = bad.body.strip_prefix('\u{feff}').unwrap();
    assert_eq!(serde_json::from_str::<Value>(text).unwrap()["response"], good);
    let (good, bad) = bent(Fault::DuplicateKeys);
    assert_eq!(bad.body.matches(r#""pmt_status":"#).count(), 2);
    assert!(bad.body.starts_with(r#"{"response":{"pmt_id":"other","#), "{}", bad.body);
    assert_eq!(bad.json()["response"], good, "the last one counts");
}

#[test]
fn a_group_can_have_a_name() {
    let (sandbox, shop) = frozen();
    sandbox.ipay().fault(Fault::NamedErrorGroup).once();
    assert_eq!(shop.pay(100, json!({}))["pmt_status"], 5, "no group, no name");
    let refused = shop.pay(142, json!({}));
    assert_eq!(refused["bank_response"]["error_group"], "42-insufficient_funds");
    assert_eq!(shop.pay(142, json!({}))["bank_response"]["error_group"], 42);
}

#[test]
fn errors_come_late_high_and_with_another_status() {
    let (sandbox, shop) = frozen();
    let ipay = sandbox.ipay();
    ipay.fault(Fault::ErrorAfterEffect).on("PaymentCreate").once();
    assert_eq!(shop.pay(100, json!({"ext_id": "a"})), json!({"error": "overall error"}));
    assert_eq!(sandbox.ledger().charges("a").len(), 1, "and yet it was paid");
    assert_eq!(shop.call("GetPaymentStatus", json!({"ext_id": "a"}))["pmt_status"], 5);

    ipay.fault(Fault::TopLevelError).once();
    ipay.fault(Fault::ErrorsAsHttp400).once();
    assert_eq!(shop.call("CalculateFee", json!({"invoice": 1}))["fee"], "0", "no error");
    let answer = shop.post("CalculateFee", json!({}));
    assert_eq!((answer.status, &*answer.body), (400, r#"{"error":"invalid request structure"}"#));
}

/// Sends it; `None` if the connection ends without an answer.
fn send(shop: &Shop, action: &str, body: Value) -> Option<Answer> {
    let document = shop.envelope(action, body).to_string();
    exchange(shop.addr, &request("POST", "/", &[], document.as_bytes()))
}

fn pays(sandbox: &Sandbox, shop: &Shop, fault: Fault, ext_id: &str) -> (Option<Answer>, usize) {
    sandbox.ipay().fault(fault).on("PaymentCreate").once();
    let answer = send(shop, "PaymentCreate", payment(GOOD_PAN, 100, json!({"ext_id": ext_id})));
    (answer, sandbox.ledger().charges(ext_id).len())
}

#[test]
fn the_faults_of_every_gateway_go_by_action() {
    let (sandbox, shop) = frozen();
    let (answer, charged) = pays(&sandbox, &shop, Fault::CloseBeforeEffect, "a");
    assert!(answer.is_none() && charged == 0);
    let (answer, charged) = pays(&sandbox, &shop, Fault::CloseAfterEffect, "b");
    assert!(answer.is_none() && charged == 1);
    let (answer, charged) = pays(&sandbox, &shop, Fault::HtmlBadGateway, "c");
    assert_eq!((answer.unwrap().status, charged), (502, 1));
    let (answer, charged) = pays(&sandbox, &shop, Fault::HtmlBadGatewayBeforeEffect, "d");
    assert_eq!((answer.unwrap().status, charged), (502, 0));
    let (answer, charged) = pays(&sandbox, &shop, Fault::HtmlWithOk, "e");
    let answer = answer.unwrap();
    assert_eq!((answer.status, charged), (200, 1));
    assert!(answer.header("content-type").unwrap().starts_with("text/html"));
    let (answer, charged) = pays(&sandbox, &shop, Fault::TruncatedBody, "f");
    assert!(serde_json::from_str::<Value>(&answer.unwrap().body).is_err() && charged == 1);
    sandbox.ipay().fault(Fault::CloseAfterEffect).on("PaymentSale").once();
    assert_eq!(shop.pay(100, json!({}))["pmt_status"], 5, "another action");
    assert_eq!(sandbox.ipay().requests("PaymentCreate"), 7);
    assert_eq!(sandbox.ipay().requests(""), 7);
}
