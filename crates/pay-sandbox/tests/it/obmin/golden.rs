//! Whole answers, byte by byte.

use serde_json::json;

use super::shop::{JSON, Shop};

/// Without the line breaks that only make it readable.
fn joined(text: &str) -> String {
    text.lines().map(str::trim_start).collect()
}

#[test]
fn a_created_order_is_the_documents_example() {
    let shop = Shop::open();
    let wish = shop.wish(0, json!({})).to_string();
    let target = "/service/api/v1/public/exchanger/order/create/";
    let body = shop.raw("POST", target, &[JSON], &wish).body;
    let seen = serde_json::from_str::<serde_json::Value>(&body).unwrap();
    let text = |name: &str| seen["data"][name].as_str().unwrap().to_owned();
    let expected = r#"{"success":true,"data":{"_id":"ID","uid":3057,"rid":"RID","secret":"SECRET",
        "route":{"from":{"name":"Cardano","symbol":"ADA"},"to":{"name":"Visa/MasterCard","symbol":"UAH"}},
        "inAmount":250,"outAmount":4000},"latency_ms":2,"requestId":"REQUEST"}"#;
    let expected = joined(expected)
        .replace("RID", &text("rid"))
        .replace("ID", &text("_id"))
        .replace("SECRET", &text("secret"))
        .replace("REQUEST", seen["requestId"].as_str().unwrap());
    assert_eq!(body, expected);
}

#[test]
fn an_order_that_waits_has_every_member_of_the_document() {
    let shop = Shop::open();
    let access = shop.create(json!({"skipPreview": true}));
    let target = format!(
        "/service/api/v1/public/exchanger/order/get/?orderUID={}&orderSecret={}",
        access.uid, access.secret
    );
    let answer = shop.raw("GET", &target, &[], "");
    let order = &answer.json()["data"]["order"];
    let id = |part: &serde_json::Value| part["_id"].as_str().unwrap().to_owned();
    let expected = r#"{"TYPE":"order","_id":"<id>","uid":3057,"rid":"<rid>","status":"waitPayment",
        "inAmount":250,"outAmount":4000,"fromValues":[],
        "toValues":[{"field":"66be4d2d52f0bb5b9c12ca27","name":"Номер картки","value":"5555 5555 5555 4444","_id":"<to>"}],
        "routeValues":[{"field":"66be4d2d52f0bb5b9c12ca2b","name":"E-mail","value":"payer@example.com","_id":"<route>"}],
        "createdAt":"2024-03-14T18:36:09.000Z","expiresAt":"2024-03-14T19:36:09.000Z",
        "clientCallbackUrl":null,"comment":null,"rate":16,"rateTypeCalculate":"fix","feeToAmount":0,
        "route":{"routeId":"6580ad77a8cd1684a53a1c0f","instructions":["#;
    let expected = joined(expected)
        .replace("<id>", &id(order))
        .replace("<rid>", order["rid"].as_str().unwrap())
        .replace("<to>", &id(&order["toValues"][0]))
        .replace("<route>", &id(&order["routeValues"][0]));
    let whole = format!("{{\"success\":true,\"data\":{{\"order\":{expected}");
    assert!(answer.body.starts_with(&whole), "{}\n{whole}", answer.body);
    let details = &order["route"]["from"]["paymentDetails"];
    for name in [
        "merchantEnabled",
        "merchant",
        "manualPaymentTextEnabled",
        "manualPaymentText",
        "account",
        "commentTemplate",
        "linkPS",
        "showStepLink",
        "showStepComment",
        "showIPaidBtn",
    ] {
        assert!(details.get(name).is_some(), "{name}");
    }
    for side in ["from", "to"] {
        for name in ["_id", "name", "symbol", "xml", "decimal", "image"] {
            assert!(order["route"][side].get(name).is_some(), "{side}.{name}");
        }
    }
    assert_eq!(order["route"]["instructions"][0]["step"], "createOrder");
}
