//! Signed requests: judged by what the engine itself reads in them.

use serde_json::{Value, json};

use super::shop::{JSON, Shop, api_hash};

const HISTORY: &str = "user/exchanger/order/history";

fn vectors() -> Vec<Value> {
    let file: Value =
        serde_json::from_str(include_str!("../../vectors/obmin-exchanger.json")).unwrap();
    let groups = file["groups"].as_array().unwrap();
    let group = groups.iter().find(|group| group["scheme"] == "obmin.api").unwrap();
    group["cases"].as_array().unwrap().clone()
}

#[test]
fn every_request_of_the_vectors_is_let_in_and_none_with_another_hash() {
    let cases = vectors();
    assert_eq!(cases.len(), 12);
    for case in cases {
        let shop = Shop::open();
        let secret = case["secret"].as_str().unwrap();
        assert_eq!(shop.act("EX_1", "key", json!({"secret": secret}), false).0, 200);
        let (request, hash) = (&case["request"], case["signature"].as_str().unwrap());
        // The method is not part of what is signed: all are sent to one that needs a signature.
        let query = request["target"].as_str().unwrap().split_once('?');
        let target = query.map_or_else(
            || format!("/service/api/v1/{HISTORY}/"),
            |(_, query)| format!("/service/api/v1/{HISTORY}/?{query}"),
        );
        let send = |hash: &str, body: &str| {
            let mut headers = vec![("apikey", "EX_1"), ("hash", hash)];
            headers.extend(request["content_type"].as_str().map(|media| ("Content-Type", media)));
            let answer = shop.raw(request["method"].as_str().unwrap(), &target, &headers, body);
            answer.json()["error"]["errorCode"].as_u64()
        };
        let body = request["body"].as_str().unwrap_or_default();
        let last = if hash.ends_with('0') { "1" } else { "0" };
        let wrong = format!("{}{last}", &hash[..63]);
        for wrong in [&*wrong, &hash.to_uppercase(), &hash[..63], "", " "] {
            assert_eq!(send(wrong, body), Some(40301), "{}", case["name"]);
        }
        assert_eq!(send(hash, body), None, "{}", case["name"]);
        assert_eq!(send(hash, body), Some(40301), "{}: the time must grow", case["name"]);
    }
}

#[test]
fn what_is_sent_is_what_must_be_signed() {
    let shop = Shop::open();
    let (key, secret) = (shop.obmin.api_key(), shop.obmin.api_secret());
    let hash = api_hash(r#"{"time":"1","page":1}"#, &secret);
    let headers = [JSON, ("apikey", &*key), ("hash", &*hash)];
    let code = |target: &str, body: &str| {
        let target = format!("/service/api/v1/{HISTORY}/{target}");
        shop.raw("POST", &target, &headers, body).json()["error"]["errorCode"].as_u64()
    };
    for (target, body) in [
        ("?time=1", r#"{"page":2}"#),
        ("?time=1", r#"{"page":"1"}"#),
        ("?time=1", r#"{"page":1,"limit":5}"#),
        ("", r#"{"time":1,"page":1}"#),
        ("?page=1&time=1", ""),
    ] {
        assert_eq!(code(target, body), Some(40301), "{target} {body}");
    }
    // Spelled otherwise, but the same to JavaScript.
    assert_eq!(code("?%74ime=1", r#" { "page" : 1.0 , "page" : 1e0 } "#), None);
}

#[test]
fn time_grows_for_each_key_and_only_with_good_requests() {
    let shop = Shop::open();
    let (first, first_secret) = (shop.obmin.api_key(), shop.obmin.api_secret());
    let (second, second_secret) = shop.obmin.second_key();
    let code = |key: (&str, &str), time: u64| {
        shop.signed(key, time, HISTORY, "{}")["error"]["errorCode"].as_u64()
    };
    let (first, second) = ((&*first, &*first_secret), (&*second, &*second_secret));
    assert_eq!(code((first.0, "wrong"), 900), Some(40301));
    for (time, expected) in
        [(0, Some(40301)), (5, None), (5, Some(40301)), (4, Some(40301)), (6, None)]
    {
        assert_eq!(code(first, time), expected, "{time}");
    }
    assert_eq!(code(second, 1), None, "each key has its own");
    for (params, target) in
        [("{}", ""), (r#"{"time":"x"}"#, "?time=x"), (r#"{"time":"-7"}"#, "?time=-7")]
    {
        let hash = api_hash(params, first.1);
        let target = format!("/service/api/v1/{HISTORY}{target}");
        let answer = shop.raw("GET", &target, &[("apikey", first.0), ("hash", &hash)], "");
        assert_eq!(answer.json()["error"]["message"], "Wrong time", "{params}");
    }
}

#[test]
fn half_a_signature_is_a_wrong_one_and_none_is_welcome_at_public_methods() {
    let shop = Shop::open();
    let key = shop.obmin.api_key();
    let code = |method: &str, headers: &[(&str, &str)]| {
        let answer = shop.raw("GET", &format!("/service/api/v1/{method}"), headers, "");
        answer.json()["error"].clone()
    };
    for headers in
        [&[("apikey", &*key)][..], &[("hash", "x")], &[("apikey", "EX_?"), ("hash", "x")]]
    {
        for method in ["public/site/status/get", HISTORY] {
            let error = code(method, headers);
            assert_eq!(
                (&error["errorCode"], &error["errorType"]),
                (&json!(40301), &json!("unauthorized"))
            );
        }
    }
    assert_eq!(code("public/site/status/get", &[]), Value::Null);
    assert_eq!(code(HISTORY, &[])["errorCode"], 40301);
    shop.obmin.configure(|settings| settings.auth_code = 77);
    assert_eq!(code("public/site/status/get", &[("hash", "x")])["errorCode"], 77);
    assert_eq!(code(HISTORY, &[])["errorCode"], 40301, "that one is documented");
}

#[test]
fn signed_creations_need_no_captcha() {
    let shop = Shop::with(|settings| settings.captcha = true);
    let (key, secret) = (shop.obmin.api_key(), shop.obmin.api_secret());
    let wish = shop.wish(0, json!({}));
    assert_eq!(shop.code("public/exchanger/order/create", wish.clone()), 1_601_588_666_628_861);
    let made = shop.signed((&key, &secret), 1, "public/exchanger/order/create", &wish.to_string());
    assert_eq!(made["success"], true, "{made}");
    assert_eq!(shop.data("public/site/status/get", json!({}))["requiredCaptchaCreateOrder"], true);
}
