//! The order of the checks: each with everything that comes later wrong as well.

use serde_json::json;

use super::shop::{FORM, JSON, Shop, basic, codes, wrapped};

const CREATE: &str = "/api/payment-invoices";

fn huge() -> String {
    "x".repeat(1_048_577)
}

#[test]
fn an_unknown_path_comes_before_everything() {
    let shop = Shop::open();
    for (method, target) in [
        ("PUT", "/api"),
        ("PUT", "/"),
        ("DELETE", "/api/payment-invoice"),
        ("POST", "/api/account/"),
        ("POST", "/public-api/payout-invoices"),
        ("POST", "/api/payment-invoices/a/b/c"),
        ("POST", "/callback"),
        ("POST", "/api/payment-invoices//refund"),
    ] {
        let answer = shop.raw(method, target, &[], &huge());
        assert_eq!(answer.status, 404, "{method} {target}");
        assert_eq!(answer.json()["error_type"], "not_found");
    }
    for target in ["/hpp/pay", "/returns", "/hpp/x"] {
        let answer = shop.raw("PUT", target, &[], &huge());
        assert_eq!(answer.status, 404, "{target}");
        assert!(answer.header("content-type").unwrap().starts_with("text/html"), "{target}");
    }
}

#[test]
fn another_method_comes_before_the_caller() {
    let shop = Shop::with(|settings| settings.account_status = "inactive".to_owned());
    for (method, target, allowed) in [
        ("PUT", CREATE, "GET, POST"),
        ("DELETE", "/payout-invoices/", "GET, POST"),
        ("POST", "/api/payment-invoices/cpi_1", "GET"),
        ("GET", "/api/payment-invoices/cpi_1/refund", "POST"),
        ("GET", "/api/payout-invoices/cpoi_1/process", "POST"),
        ("POST", "/account/balances", "GET"),
        ("GET", "/public-api/payment-prerequest", "POST"),
        ("GET", "/public-api/payment-invoices/process", "POST"),
        ("PUT", "/hpp/", "GET, POST"),
        ("POST", "/return", "GET"),
    ] {
        let answer = shop.raw(method, target, &[], &huge());
        assert_eq!((answer.status, answer.header("allow")), (405, Some(allowed)), "{target}");
    }
}

#[test]
fn strangers_are_refused_alike_before_everything_else() {
    let shop = Shop::with(|settings| {
        settings.ip_allow_list = vec!["203.0.113.1".to_owned()];
        settings.account_status = "inactive".to_owned();
        settings.rate_limit = Some(0);
    });
    let (account, key) = (shop.paycore.account_id(), shop.paycore.api_key());
    let (_, other_key) = shop.paycore.second_account();
    let good = basic(&account, &key);
    let mut bodies = Vec::new();
    for header in [
        None,
        Some(String::new()),
        Some("Basic".to_owned()),
        Some("Basic ?".to_owned()),
        Some(good.replace("Basic", "Bearer")),
        Some(basic(&account, "")),
        Some(basic(&account, &other_key)),
        Some(basic(&account, &shop.paycore.private_key_live())),
        Some(basic("coma_0000000000000000", &key)),
        Some(basic(&account, &format!("{key} "))),
        Some(good.trim_end_matches('=').chars().rev().collect()),
    ] {
        let headers: Vec<_> =
            header.iter().map(|value| ("Authorization", value.as_str())).collect();
        let answer = shop.raw("POST", CREATE, &headers, &huge());
        assert_eq!(answer.status, 401, "{header:?}");
        assert_eq!(answer.header("www-authenticate"), Some("Basic"));
        assert_eq!(codes(&answer), ["unauthorized"]);
        let mut body = answer.json();
        body["request_id"] = "".into();
        bodies.push(body);
    }
    bodies.dedup();
    assert_eq!(bodies.len(), 1, "nobody learns which accounts exist");
}

#[test]
fn address_and_state_and_rate_and_length_follow_in_this_order() {
    let shop = Shop::with(|settings| {
        settings.ip_allow_list = vec!["203.0.113.1".to_owned()];
        settings.account_status = "inactive".to_owned();
        settings.rate_limit = Some(0);
    });
    let status = || shop.send("POST", "/payment-invoices", &huge()).status;
    let reading = || shop.send("GET", "/payment-invoices/cpi_x", &huge()).status;
    assert_eq!((status(), reading()), (403, 403));
    shop.paycore.configure(|settings| settings.ip_allow_list.push("127.0.0.1".to_owned()));
    assert_eq!((status(), reading()), (403, 429), "reading creates nothing");
    shop.paycore.configure(|settings| settings.account_status = "active".to_owned());
    let limited = shop.send("POST", "/payment-invoices", &huge());
    assert_eq!((limited.status, limited.header("retry-after")), (429, Some("60")));
    assert_eq!(codes(&limited), ["too_many_requests"]);
    shop.paycore.configure(|settings| settings.rate_limit = None);
    assert_eq!((status(), reading()), (413, 413));
    let long = shop.send("POST", "/payment-invoices", &huge());
    assert_eq!(codes(&long), ["payload_too_large"]);
}

#[test]
fn the_body_must_be_announced_and_be_a_json_object() {
    let shop = Shop::open();
    let auth = ("Authorization", &*shop.authorization);
    for (headers, body) in [
        (vec![auth], "{}"),
        (vec![auth, FORM], "{}"),
        (vec![auth, ("Content-Type", "application/jsonp")], "{}"),
        (vec![auth, JSON], ""),
        (vec![auth, JSON], "[]"),
        (vec![auth, JSON], "{"),
        (vec![auth, JSON], "{\"a\":1,\"a\":1}"),
    ] {
        for path in ["/api/payment-invoices", "/payout-invoices", "/api/payment-invoices/x/refund"]
        {
            let answer = shop.raw("POST", path, &headers, body);
            assert_eq!(answer.status, 400, "{path} {body}");
            assert_eq!(answer.json()["error_type"], "malformed_request");
        }
    }
    for kind in ["application/json; charset=utf-8", "Application/JSON", "application/vnd.api+json"]
    {
        let headers = [auth, ("Content-Type", kind)];
        assert_eq!(shop.raw("POST", CREATE, &headers, "{}").status, 422, "{kind}");
    }
}

#[test]
fn public_keys_come_before_creation_and_creation_before_contents() {
    let shop = Shop::with(|settings| settings.forbid_public_creation = true);
    let create = |body: &str| shop.raw("POST", "/public-api/payment-invoice", &[JSON], body);
    let missing = create("{}");
    assert_eq!((missing.status, codes(&missing)), (422, vec!["public_key_required".to_owned()]));
    let paycore = &shop.paycore;
    for key in [
        "pk_test_".to_owned(),
        paycore.private_key_test(),
        paycore.api_key(),
        format!("{}x", paycore.public_key_live()),
    ] {
        let answer = create(&json!({"public_key": key}).to_string());
        assert_eq!(answer.status, 401, "{key}");
    }
    assert_eq!(create(r#"{"public_key":7}"#).status, 401);
    assert_eq!(shop.public("/payment-invoices", json!({})).status, 403);
    assert_eq!(shop.public("/payment-prerequest", json!({"currency": "UAH"})).status, 200);
    paycore.configure(|settings| settings.forbid_public_creation = false);
    assert_eq!(shop.public("/payment-invoices", json!({})).status, 422);
}

#[test]
fn ids_come_before_contents_and_belong_to_their_account() {
    let shop = Shop::open();
    let payment = shop.payment("a", json!({}));
    let payout = shop.payout("a", json!({}));
    for path in [
        "/payment-invoices/cpi_0000000000000000/refund".to_owned(),
        format!("/payment-invoices/{payout}/refund"),
        format!("/payout-invoices/{payment}/process"),
        "/payment-invoices/a/refund".to_owned(),
        "/payout-invoices/..%2F..%2Faccount/process".to_owned(),
    ] {
        assert_eq!(shop.send("POST", &path, "{}").status, 404, "{path}");
    }
    let (account, key) = shop.paycore.second_account();
    let foreign = basic(&account, &key);
    let headers = [JSON, ("Authorization", &*foreign)];
    for path in [format!("/api/payment-invoices/{payment}"), format!("/payout-invoices/{payout}")] {
        assert_eq!(shop.raw("GET", &path, &headers, "").status, 404);
    }
    let listed = shop.raw("GET", "/api/payment-invoices", &headers, "").json();
    assert_eq!(listed["data"], json!([]));
    for kind in ["payment-invoices", "payout-invoices"] {
        let mut body = wrapped(kind, "a", json!({}));
        if kind == "payout-invoices" {
            let attributes = &mut body["data"]["attributes"];
            attributes["service"] = "bitcoin_btc".into();
            attributes["fields"] = json!({"wallet_id": "w"});
        }
        let path = format!("/api/{kind}");
        let same = shop.raw("POST", &path, &headers, &body.to_string());
        assert_eq!(same.status, 201, "another account has references of its own: {}", same.body);
        assert_eq!(shop.get(&format!("/{kind}"))["data"].as_array().unwrap().len(), 1);
    }
}

#[test]
fn contents_come_before_duplicates_and_states() {
    let shop = Shop::open();
    let payment = shop.payment("a", json!({}));
    let body = wrapped("payment-invoices", "a", json!({"amount": 0}));
    assert_eq!(shop.post("/payment-invoices", body).status, 422);
    let again = shop.post("/payment-invoices", wrapped("payment-invoices", "a", json!({})));
    assert_eq!((again.status, codes(&again)), (429, vec!["duplicate_request".to_owned()]));
    assert_eq!(again.header("retry-after"), None, "it is no matter of time");
    assert_eq!(again.json()["error_type"], "duplicate_request");
    for status in [422, 409, 429] {
        shop.paycore.configure(|settings| settings.duplicate_status = status);
        let body = wrapped("payment-invoices", "a", json!({"test_mode": false, "amount": 7}));
        assert_eq!(shop.post("/payment-invoices", body).status, status);
    }
    shop.payout("a", json!({}));
    let refund = format!("/payment-invoices/{payment}/refund");
    assert_eq!(codes(&shop.post(&refund, json!({"amount": 1000}))), ["invalid_state"]);
    assert_eq!(codes(&shop.post(&refund, json!({}))), ["amount_required"]);
}

#[test]
fn the_rate_is_counted_by_the_minute() {
    let shop = Shop::with(|settings| settings.rate_limit = Some(2));
    let ask = || shop.send("GET", "/account", "").status;
    assert_eq!([ask(), ask(), ask()], [200, 200, 429]);
    shop.sandbox.clock().advance(std::time::Duration::from_secs(59));
    let limited = shop.send("GET", "/account", "");
    assert_eq!((limited.status, limited.header("retry-after")), (429, Some("1")));
    shop.sandbox.clock().advance(std::time::Duration::from_secs(1));
    assert_eq!(ask(), 200);
}
