//! The checks of `order/create` in their order: each fails while everything after it is wrong too.

use serde_json::{Value, json};

use super::shop::{Shop, merge, number};

const CREATE: &str = "public/exchanger/order/create";

/// A request in which everything is wrong; each entry of the list puts one thing right.
fn everything_wrong() -> Value {
    json!({
        "lang": "ukrainian", "ipnUrl": "ftp://shop.example/ipn", "amount": "much",
        "toValues": [{"key": "66be4d2d52f0bb5b9c12ca27", "value": "5555-5555"}],
    })
}

#[test]
fn every_check_comes_in_its_place() {
    let shop = Shop::open();
    let set = |settings: Value| assert_eq!(shop.act("", "configure", settings, false).0, 200);
    set(json!({"maintenance": true, "rate_limit": 0, "captcha": true}));
    shop.act("6580ad77a8cd1684a53a1c11", "route", json!({"active": false}), false);
    let mut wish = everything_wrong();
    let mut told = |right: Value| {
        merge(&mut wish, right);
        let target = format!("/service/api/v1/{CREATE}/");
        let headers = [super::shop::JSON, ("apikey", "EX_NOBODY")];
        // A wrong signature as long as that has not been put right.
        let signed = wish.get("unsigned").is_none();
        let headers = &headers[..if signed { 2 } else { 1 }];
        let error = shop.raw("POST", &target, headers, &wish.to_string()).json()["error"].clone();
        (error["errorCode"].as_u64().unwrap_or_default(), error["message"].clone())
    };
    assert_eq!(told(json!({})).0, 5_555_555_555_555_555, "1: maintenance");
    set(json!({"maintenance": false}));
    assert_eq!(told(json!({})).0, 5_030_000, "2: rate limit");
    set(json!({"rate_limit": null}));
    assert_eq!(told(json!({})).0, 40301, "3: signature");
    let missing = (500_400_404, json!("param \"routeId\" required"));
    assert_eq!(told(json!({"unsigned": true})), missing, "4: route id");
    let no_id = (500_400_404, json!("param \"routeId\" must be an object id"));
    assert_eq!(told(json!({"routeId": "6580ad77a8cd1684a53a1c1"})), no_id);
    assert_eq!(told(json!({"routeId": "6580ad77a8cd1684a53a1c1g"})), no_id);
    let route = json!({"routeId": "6580ad77a8cd1684a53a1cff"});
    assert_eq!(told(route).0, 5_071_545_873_252_155, "5: amount");
    let agreement = (500_400_404, json!("param \"agreement\" required"));
    assert_eq!(told(json!({"amount": 0})), agreement, "6: agreement");
    let refused = (500_400_404, json!("param \"agreement\" must be true"));
    assert_eq!(told(json!({"agreement": "false"})), refused);
    let lang = (500_400_404, json!("param \"lang\" must be at most 3 letters long"));
    assert_eq!(told(json!({"agreement": "true"})), lang, "7: limits and addresses");
    let url = (500_400_404, json!("param \"ipnUrl\" must be an http or https address"));
    assert_eq!(told(json!({"lang": "uk"})), url);
    assert_eq!(told(json!({"ipnUrl": null})).0, 1_601_588_666_628_861, "8: captcha");
    let captcha = json!({"captcha": "solved"});
    assert_eq!(told(captcha).0, 6_801_545_277_215_051, "9: route");
    let inactive = json!({"routeId": "6580ad77a8cd1684a53a1c11"});
    assert_eq!(told(inactive).0, 6_801_545_277_215_051, "it is not active");
    shop.act("6580ad77a8cd1684a53a1c11", "route", json!({"active": true}), false);
    assert_eq!(told(json!({})).0, 1_661_545_348_963_371, "10: zero");
    assert_eq!(told(json!({"amount": "0.000000001"})).0, 1_661_545_348_963_371);
    assert_eq!(told(json!({"amount": "0.00005"})).0, 7_701_545_348_962_387, "11: minimum");
    let args = json!({"reserve": 0});
    assert_eq!(shop.act("CARDUAH", "currency", args, false).0, 200);
    assert_eq!(told(json!({"amount": 2})).0, 3_631_545_348_962_766, "12: maximum");
    assert_eq!(told(json!({"amount": "1.2"})).0, 9_951_545_348_963_164, "13: reserve");
    shop.act("CARDUAH", "currency", json!({"reserve": 10_000_000}), false);
    assert_eq!(told(json!({})).0, 6_231_546_409_213_868, "14: required");
    let pattern =
        (6_231_546_409_213_868, json!("Param toValues isn't valid: 66be4d2d52f0bb5b9c12ca27"));
    let mail = json!({"routeValues": [{"key": "66be4d2d52f0bb5b9c12ca2b", "value": "a@b.c"}]});
    assert_eq!(told(mail), pattern, "15: pattern");
    let card =
        json!({"toValues": [{"key": "66be4d2d52f0bb5b9c12ca27", "value": "5555555555554444"}]});
    assert_eq!(told(card).0, 5_001_670_807_585_394, "16: verification");
    assert_eq!(told(json!({"amount": "0.5"})).0, 0, "all is well");
}

#[test]
fn errors_say_what_fills_their_messages() {
    let shop = Shop::open();
    let object =
        |route: usize, more: Value| shop.error(CREATE, shop.wish(route, more))["object"].clone();
    assert_eq!(object(0, json!({"amount": "9.99"})), json!({"min": "10"}));
    assert_eq!(object(0, json!({"amount": "10000.1"})), json!({"max": "10000"}));
    assert_eq!(object(1, json!({"amount": "-15000.01"})), json!({"max": "15000"}));
    assert_eq!(object(2, json!({"amount": "0.00009999"})), json!({"min": "0.0001"}));
    for (more, id, name, err, side) in [
        (
            json!({"toValues": []}),
            "66be4d2d52f0bb5b9c12ca27",
            "Номер картки",
            "required",
            "toValues",
        ),
        (
            json!({"routeValues": [{"key": "66be4d2d52f0bb5b9c12ca2b", "value": ""}]}),
            "66be4d2d52f0bb5b9c12ca2b",
            "E-mail",
            "required",
            "routeValues",
        ),
        (
            json!({"routeValues": [{"key": "66be4d2d52f0bb5b9c12ca2b", "value": "nobody"}]}),
            "66be4d2d52f0bb5b9c12ca2b",
            "E-mail",
            "regexp",
            "routeValues",
        ),
    ] {
        let expected = json!({"fieldId": id, "nameField": name, "err": err, "type": side});
        assert_eq!(object(0, more), expected);
    }
    let from = object(1, json!({"fromValues": null}));
    assert_eq!((&from["type"], &from["err"]), (&json!("fromValues"), &json!("required")));
}

#[test]
fn amounts_are_on_either_side_and_as_javascript_reads_them() {
    let shop = Shop::open();
    let amounts = |route: usize, amount: Value| {
        let created = shop.data(CREATE, shop.wish(route, json!({"amount": amount})));
        (created["inAmount"].to_string(), created["outAmount"].to_string())
    };
    for (route, amount, give, get) in [
        (0, json!("250"), "250", "4000"),
        (0, number("250.00"), "250", "4000"),
        (0, json!(" 2.5e2 "), "250", "4000"),
        (0, json!("-3741.5"), "233.84375", "3741.5"),
        (0, json!(-4000), "250", "4000"),
        (1, json!("20000"), "20000", "477.58"),
        (1, json!("-476.19"), "20041.98", "476.19"),
        (2, json!("0.00123456"), "0.00123456", "2469.12"),
        (3, json!(2), "2", "317.42"),
    ] {
        assert_eq!(amounts(route, amount.clone()), (give.into(), get.into()), "{amount}");
    }
    for amount in [json!("1,5"), json!("ten"), json!(true), json!([250]), json!("1e400"), json!({})]
    {
        let code = shop.code(CREATE, shop.wish(0, json!({"amount": amount})));
        assert_eq!(code, 5_071_545_873_252_155, "{amount}");
    }
    for amount in [json!(0), json!("-0"), json!(""), json!("-0.001"), json!("1e-30")] {
        let code = shop.code(CREATE, shop.wish(0, json!({"amount": amount})));
        assert_eq!(code, 1_661_545_348_963_371, "{amount}");
    }
    // What the fee eats up is nothing.
    assert_eq!(shop.code(CREATE, shop.wish(3, json!({"amount": "0.0001"}))), 1_661_545_348_963_371);
}

#[test]
fn limits_themselves_are_inside() {
    let shop = Shop::open();
    for (route, amount) in [(0, "10"), (0, "10000"), (1, "500"), (1, "-15000"), (2, "0.0001")] {
        shop.data(CREATE, shop.wish(route, json!({"amount": amount})));
    }
    // What is kept back can be more than there is; then there is nothing.
    shop.act("USDTTRC20", "currency", json!({"reserve": 4999}), false);
    let error = shop.error(CREATE, shop.wish(1, json!({})));
    assert_eq!(error["object"], json!({"max": "0"}));
    shop.act("CARDUAH", "currency", json!({"active": false}), false);
    for route in [0, 1, 2] {
        let code = shop.code(CREATE, shop.wish(route, json!({})));
        assert_eq!(code, 6_801_545_277_215_051, "on either side: {route}");
    }
}

#[test]
fn a_closed_site_still_says_that_it_is_closed() {
    let shop = Shop::with(|settings| settings.maintenance = true);
    assert_eq!(shop.data("public/site/status/get", json!({}))["offlineStatus"], true);
    for method in ["public/exchanger/route/get", "user/exchanger/order/history"] {
        assert_eq!(shop.code(method, json!({})), 5_555_555_555_555_555, "{method}");
    }
    assert_eq!(shop.code("x", json!({})), 40400);
}

#[test]
fn limits_are_the_documents() {
    let shop = Shop::open();
    let url = |length: usize| format!("http://shop.example/{}", "x".repeat(length - 20));
    for (name, good, bad) in [
        ("lang", "укр".to_owned(), "ukra".to_owned()),
        ("partner", "x".repeat(100), "x".repeat(101)),
        ("clientCallbackUrl", url(200), url(201)),
        ("ipnUrl", url(200), url(201)),
        ("ipnSecret", "ї".repeat(200), "ї".repeat(201)),
        ("ipnUrl", "https://shop.example".to_owned(), "shop.example/ipn".to_owned()),
        (
            "clientCallbackUrl",
            "http://shop.example/?a=1".to_owned(),
            "javascript:alert(1)".to_owned(),
        ),
        ("hideOutData", "1".to_owned(), "yes".to_owned()),
    ] {
        shop.data(CREATE, shop.wish(0, json!({name: good})));
        let error = shop.error(CREATE, shop.wish(0, json!({name: bad})));
        assert_eq!(error["errorCode"], 500_400_404);
        assert!(error["message"].as_str().unwrap().starts_with(&format!("param \"{name}\" ")));
    }
    for values in [json!("a,b"), json!({"key": "a"}), json!([{"value": "a"}]), json!(["a"])] {
        let error = shop.error(CREATE, shop.wish(0, json!({"toValues": values})));
        assert_eq!(error["message"].as_str().unwrap().split(' ').nth(1), Some("\"toValues\""));
    }
}

#[test]
fn unknown_fields_are_ignored_and_the_first_of_two_counts() {
    let shop = Shop::open();
    let access = shop.create(json!({"toValues": [
        {"key": "wallet", "value": "?"},
        {"key": super::shop::CARD, "value": "5555555555554444"},
        {"key": super::shop::CARD, "value": "nonsense"},
        {"key": "66be4d2d52f0bb5b9c12ca28", "value": "Тарас"},
    ]}));
    let values = shop.order(&access)["toValues"].clone();
    let seen: Vec<_> =
        values.as_array().unwrap().iter().map(|one| one["value"].as_str().unwrap()).collect();
    assert_eq!(seen, ["5555555555554444", "Тарас"]);
}

#[test]
fn too_many_calls_have_to_wait() {
    let shop = Shop::with(|settings| settings.rate_limit = Some(2));
    let ask = || shop.call("public/site/status/get", json!({}));
    assert_eq!((&ask()["success"], &ask()["success"]), (&json!(true), &json!(true)));
    shop.sandbox.clock().advance(std::time::Duration::from_secs(600));
    assert_eq!(ask()["error"]["object"], json!({"time": 3000}));
    shop.sandbox.clock().advance(std::time::Duration::from_millis(2_998_700));
    assert_eq!(ask()["error"]["object"], json!({"time": 2}), "one would be too early");
    shop.sandbox.clock().advance(std::time::Duration::from_secs(2));
    assert_eq!(ask()["success"], true);
}
