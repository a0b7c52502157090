//! Orders: born, looked at, and moved by their merchant.

use serde_json::{Value, json};

use pay_sandbox::obmin::CreateShape;

use super::shop::{Access, Shop};

const CREATE: &str = "public/exchanger/order/create";
const GET: &str = "public/exchanger/order/get";

#[test]
fn creations_are_answered_in_three_shapes() {
    for (shape, expected) in [
        (CreateShape::Minimal, &["secret", "uid"][..]),
        (CreateShape::Flat, &["_id", "inAmount", "outAmount", "rid", "route", "secret", "uid"]),
        (CreateShape::Nested, &["expiresAt", "rid", "route", "secret", "status", "uid"]),
    ] {
        let shop = Shop::with(|settings| settings.create_shape = shape);
        let data = shop.data(CREATE, shop.wish(0, json!({})));
        let mut names: Vec<_> = data.as_object().unwrap().keys().collect();
        names.sort_unstable();
        assert_eq!(names, expected);
        if shape == CreateShape::Nested {
            assert_eq!(
                (&data["route"]["inAmount"], &data["route"]["outAmount"]),
                (&json!(250), &json!(4000))
            );
            assert_eq!(
                (&data["status"], &data["expiresAt"]),
                (&json!("new"), &json!("2024-03-14T19:36:09.000Z"))
            );
        }
        assert_eq!(shop.status(&Access::of(&data)), "new");
    }
}

#[test]
fn ids_are_of_the_documents_kind_and_the_same_in_every_run() {
    let ids = |seed: u64| {
        let shop = Shop::with(|settings| (settings.seed, settings.next_uid) = (seed, 7));
        let data = [0, 1].map(|route| shop.data(CREATE, shop.wish(route, json!({}))));
        assert_eq!((&data[0]["uid"], &data[1]["uid"]), (&json!(7), &json!(8)));
        data.map(|data| {
            ["_id", "rid", "secret"].map(|name| data[name].as_str().unwrap().to_owned())
        })
    };
    let first = ids(1);
    for [id, rid, secret] in &first {
        assert!(
            id.len() == 24 && id.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        );
        assert!(
            rid.len() == 11 && rid.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        );
        assert!(secret.len() == 24 && secret.bytes().all(|b| b.is_ascii_alphanumeric()));
    }
    assert!(first[0].iter().zip(&first[1]).all(|(a, b)| a != b));
    assert_eq!(ids(1), first);
    assert!(ids(2).as_flattened().iter().all(|id| !first.as_flattened().contains(id)));
}

#[test]
fn a_number_that_is_taken_is_passed_over() {
    let shop = Shop::open();
    shop.create(json!({}));
    shop.obmin.configure(|settings| settings.next_uid = 3057);
    assert_eq!([shop.create(json!({})).uid, shop.create(json!({})).uid], ["3058", "3059"]);
}

#[test]
fn an_order_is_opened_by_number_and_secret_together() {
    let shop = Shop::open();
    let access = shop.create(json!({}));
    let other = shop.create(json!({}));
    let expected = shop.error(GET, json!({"orderUID": 1, "orderSecret": access.secret}));
    assert_eq!(expected["errorCode"], 7_000_000_000_000_001_u64);
    assert_eq!(expected["errorType"], "api");
    for secret in [&*other.secret, "", &access.secret[1..], &access.secret.to_lowercase()] {
        let params = json!({"orderUID": access.uid, "orderSecret": secret});
        assert_eq!(shop.error(GET, params.clone()), expected, "{secret}");
        let mut update = params;
        update["status"] = "waitPayment".into();
        assert_eq!(shop.error("public/exchanger/order/update-status", update), expected);
    }
    shop.obmin.configure(|settings| settings.not_found_code = 404);
    assert_eq!(shop.code(GET, json!({"orderUID": 1, "orderSecret": "x"})), 404);
    assert_eq!(shop.status(&access), "new");
}

#[test]
fn parameters_of_reads_are_checked() {
    let shop = Shop::open();
    let access = shop.create(json!({}));
    for (more, name) in [
        (json!({"orderUID": null}), "orderUID"),
        (json!({"orderUID": "1.5"}), "orderUID"),
        (json!({"orderSecret": null}), "orderSecret"),
        (json!({"orderSecret": "x".repeat(51)}), "orderSecret"),
        (json!({"type": "orders"}), "type"),
    ] {
        let error = shop.error(GET, access.params(more));
        assert_eq!(
            (&error["errorCode"], &error["errorType"]),
            (&json!(500_400_404), &json!("param"))
        );
        assert!(error["message"].as_str().unwrap().contains(&format!("\"{name}\"")), "{error}");
    }
    let number: u64 = access.uid.parse().unwrap();
    for (kind, seen) in
        [(json!(null), "order"), (json!("order"), "order"), (json!("payment"), "payment")]
    {
        let data = shop.data(GET, access.params(json!({"orderUID": number, "type": kind})));
        assert_eq!(data["order"]["TYPE"], seen);
        let none = json!({"verificationCurrency": null, "verificationCurrencyPayout": null, "verificationUser": null});
        assert_eq!(data["verifications"], none);
    }
    let update = |status: Value| {
        shop.code("public/exchanger/order/update-status", access.params(json!({"status": status})))
    };
    for status in [json!(null), json!("paid"), json!("New"), json!(1)] {
        assert_eq!(update(status.clone()), 500_400_404, "{status}");
    }
}

#[test]
fn payment_data_is_there_while_payment_is_awaited() {
    let shop = Shop::open();
    let automatic = shop.create(json!({}));
    let manual = Access::of(&shop.data(CREATE, shop.wish(1, json!({"skipPreview": true}))));
    let details = |access: &Access| shop.order(access)["route"]["from"]["paymentDetails"].clone();
    assert_eq!(details(&automatic), Value::Null, "it is new");
    assert_eq!(shop.update(&automatic, "waitPayment")["data"]["order"]["status"], "waitPayment");
    let seen = details(&automatic);
    assert_eq!(
        (&seen["merchantEnabled"], &seen["manualPaymentTextEnabled"]),
        (&json!(true), &json!(false))
    );
    assert!(
        seen["merchant"]["template"].as_str().unwrap().contains("throw"),
        "code nobody may run"
    );
    let data = &seen["merchant"]["data"];
    assert_eq!(
        (&data["hasError"], &data["merchantData"]["currency_xml"]),
        (&json!(false), &json!("ADA"))
    );
    assert_eq!(data["merchantData"]["amount"], "250");
    assert_eq!(data["orderId"], shop.order(&automatic)["_id"]);

    let seen = details(&manual);
    assert_eq!((&seen["merchantEnabled"], &seen["merchant"]), (&json!(false), &Value::Null));
    let text = seen["manualPaymentText"].as_str().unwrap();
    assert!(text.starts_with("##uk##") && text.contains("##en##") && text.contains("[[uid]]"));
    shop.update(&manual, "inProgress");
    assert_eq!(details(&manual), Value::Null);
}

#[test]
fn what_was_wished_is_kept() {
    let shop = Shop::open();
    let access = shop.create(json!({
        "partner": "XXXXXX", "clientCallbackUrl": "https://shop.example/back", "lang": "uk",
        "hideOutData": true, "typeClient": "api", "email": "", "extraData": {"a": 1},
    }));
    let order = shop.order(&access);
    assert_eq!(order["clientCallbackUrl"], "https://shop.example/back");
    assert_eq!(order["partner"].as_str().unwrap().len(), 24, "an id, not the code");
    assert_eq!(order["toValues"][0]["value"], "5555 5555 5555 4444");
    assert!(shop.order(&shop.create(json!({}))).get("partner").is_none());
    let lasts = shop.data("public/exchanger/order/get-lasts", json!({}));
    let clients: Vec<_> =
        lasts["orders"].as_array().unwrap().iter().map(|one| one["typeClient"].clone()).collect();
    assert_eq!(clients, ["web", "api"]);
    assert!(!lasts.to_string().contains(&access.secret), "it is for everybody");
}

#[test]
fn the_last_orders_are_few() {
    let shop = Shop::open();
    (0..5).for_each(|_| drop(shop.create(json!({}))));
    let count = |params: Value| {
        let data = shop.data("public/exchanger/order/get-lasts", params);
        assert_eq!(data["disable"], false);
        data["orders"].as_array().unwrap().len()
    };
    assert_eq!(
        (count(json!({})), count(json!({"limit": "4"})), count(json!({"limit": 20}))),
        (3, 4, 5)
    );
    assert_eq!(shop.code("public/exchanger/order/get-lasts", json!({"limit": 21})), 500_400_404);
}
