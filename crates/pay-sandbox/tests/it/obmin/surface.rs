//! What is served, under which spellings of an address, and in which forms parameters come.

use serde_json::{Value, json};

use super::shop::{Access, FORM, JSON, Shop};
use crate::wire::{exchange, request};

const METHODS: [&str; 12] = [
    "public/exchanger/route/get",
    "public/exchanger/route/get/one",
    "public/exchanger/route/get/one/by-xml",
    "public/exchanger/route/get/one/by-friendlyURL",
    "public/exchanger/route-v2/get",
    "public/exchanger/favorite/get",
    "public/exchanger/order/create",
    "public/exchanger/order/get",
    "public/exchanger/order/update-status",
    "public/exchanger/order/get-lasts",
    "public/site/status/get",
    "user/exchanger/order/history",
];

#[test]
fn every_method_is_there_by_any_verb_with_and_without_a_final_slash() {
    let shop = Shop::open();
    for method in METHODS {
        for verb in ["GET", "POST", "PUT", "DELETE", "PATCH"] {
            for target in [
                format!("/service/api/v1/{method}"),
                format!("/service/api/v1/{method}/"),
                format!("/service/api/v1//{method}/?x=1"),
            ] {
                let answer = shop.raw(verb, &target, &[], "");
                let code = &answer.json()["error"]["errorCode"];
                assert!(answer.status == 200 && *code != 40400, "{verb} {target}: {code}");
            }
        }
    }
    assert_eq!(shop.obmin.requests("order/create"), 15, "counted under one name");
}

#[test]
fn what_is_no_method_is_refused_as_the_framework_does() {
    let shop = Shop::open();
    for method in ["x", "public/exchanger/order", "public/exchanger/order/Create", "admin/user/get"]
    {
        let error = shop.error(method, json!({}));
        assert_eq!(
            (&error["errorCode"], &error["message"]),
            (&json!(40400), &json!("method not fount"))
        );
        assert_eq!(error["errorType"], "api");
    }
    for target in ["/", "/service/api/v2/x", "/service", "/uk/order/1", "/service/export/xml/a/b"] {
        assert_eq!(shop.raw("GET", target, &[], "").status, 404, "{target}");
    }
}

#[test]
fn the_address_is_the_documents() {
    let shop = Shop::open();
    let site = shop.obmin.site_url();
    assert_eq!(site, format!("http://{}", shop.obmin.addr()));
    assert_eq!(shop.obmin.api_url(), format!("{site}/service/api/v1/"));
    assert!(shop.obmin.routes().iter().all(|id| id.len() == 24));
}

/// What an order became that was created so.
fn created(shop: &Shop, verb: &str, query: &str, headers: &[(&str, &str)], body: &str) -> Value {
    let target = format!("/service/api/v1/public/exchanger/order/create/{query}");
    let answer = shop.raw(verb, &target, headers, body).json();
    assert_eq!(answer["success"], true, "{answer}");
    let order = shop.order(&Access::of(&answer["data"]));
    let value = |side: &str| order[side][0]["value"].clone();
    json!([order["inAmount"], value("toValues"), value("routeValues"), order["clientCallbackUrl"]])
}

#[test]
fn parameters_come_in_query_and_body_as_json_or_as_a_form() {
    let shop = Shop::open();
    let route = &shop.obmin.routes()[0];
    let query = format!(
        "routeId={route}&amount=250&agreement=1\
         &toValues[0][key]=66be4d2d52f0bb5b9c12ca27&toValues[0][value]=5555+5555+5555+4444\
         &routeValues%5B0%5D%5Bkey%5D=66be4d2d52f0bb5b9c12ca2b\
         &routeValues%5B0%5D%5Bvalue%5D=payer%40example.com&clientCallbackUrl=http://shop.example/"
    );
    let document = shop.wish(0, json!({"clientCallbackUrl": "http://shop.example/"}));
    let expected = json!([250, "5555 5555 5555 4444", "payer@example.com", "http://shop.example/"]);
    let charset = ("Content-Type", "Application/JSON; charset=utf-8");
    for (verb, target, headers, body) in [
        ("GET", format!("?{query}"), &[][..], String::new()),
        ("POST", String::new(), &[FORM], query.clone()),
        ("POST", String::new(), &[JSON], document.to_string()),
        ("PUT", "?amount=1".to_owned(), &[charset], document.to_string()),
        // A body without a known type is no body.
        ("POST", format!("?{query}"), &[], "{\"amount\":1}".to_owned()),
        ("POST", format!("?{query}"), &[JSON], String::new()),
    ] {
        assert_eq!(created(&shop, verb, &target, headers, &body), expected, "{verb} {target}");
    }
}

#[test]
fn bodies_that_are_not_understood_are_refused() {
    let shop = Shop::open();
    let target = "/service/api/v1/public/exchanger/order/get/";
    for body in ["{", "1", "null", "{} {}", "{'a':1}"] {
        let error = &shop.raw("POST", target, &[JSON], body).json()["error"];
        assert_eq!((&error["errorCode"], &error["level"]), (&json!(500), &json!(10)), "{body}");
    }
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(1024 * 1024));
    assert_eq!(shop.raw("POST", target, &[JSON], &long).status, 413);
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(shop.raw("POST", target, &[JSON], &deep).json()["error"]["errorCode"], 500);
    let bytes = request("POST", target, &[JSON], b"{\"orderUID\":\"\xff\"}");
    let error = &exchange(shop.obmin.addr(), &bytes).unwrap().json()["error"];
    assert_eq!(error["errorCode"], 500_400_404, "it is U+FFFD by then");
}

#[test]
fn the_envelope_is_the_documents() {
    let shop = Shop::open();
    let good = shop.call("public/site/status/get", json!({}));
    let id = good["requestId"].as_str().unwrap();
    let (millis, letters) = id.split_once('-').unwrap();
    assert_eq!(millis, "1710441369000");
    assert!(letters.len() == 7 && letters.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{id}");
    assert!(good["latency_ms"].is_u64());
    let expected = json!({
        "offlineStatus": false, "requiredCaptchaCreateOrder": false,
        "captcha_public": "sandbox-captcha-key", "captcha_module": "recaptcha", "jivosite": "",
    });
    assert_eq!(good["data"], expected);

    let bad = shop.call("public/exchanger/order/get", json!({}));
    assert_ne!(bad["requestId"], good["requestId"]);
    let expected = json!({
        "apiError": true, "message": "param \"orderUID\" required", "errorType": "param",
        "object": {}, "level": 0, "errorCode": 500_400_404,
        "stack": "Error: param \"orderUID\" required\n    at pay-sandbox",
    });
    assert_eq!((&bad["success"], &bad["error"]), (&json!(false), &expected));
}

#[test]
fn errors_have_an_http_status_where_that_is_chosen() {
    let shop = Shop::with(|settings| settings.http_statuses = true);
    for (method, status) in [
        ("x", 404),
        ("public/exchanger/order/get", 400),
        ("user/exchanger/order/history", 401),
        ("public/site/status/get", 200),
    ] {
        let answer = shop.raw("GET", &format!("/service/api/v1/{method}"), &[], "");
        assert_eq!(answer.status, status, "{method}");
        let told = answer.json()["error"]["statusCode"].as_u64();
        assert_eq!(told, (status != 200).then_some(u64::from(status)), "{method}");
    }
}

#[test]
fn older_engines_say_result() {
    let shop = Shop::with(|settings| settings.legacy_envelope = true);
    let answer = shop.call("public/site/status/get", json!({}));
    assert!(answer.get("data").is_none() && answer["result"]["offlineStatus"] == false);
}
