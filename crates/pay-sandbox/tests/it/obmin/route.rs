//! Directions: listed, in both generations, and one by one.

use serde_json::{Value, json};

use super::shop::{Shop, number};

const ONE: &str = "public/exchanger/route/get/one";

#[test]
fn directions_are_listed_with_sides_and_rates() {
    let shop = Shop::open();
    let data = shop.data("public/exchanger/route/get", json!({}));
    let routes = data["routes"].as_array().unwrap();
    let seen: Vec<_> = routes
        .iter()
        .map(|route| {
            let xml = |side: &str| route[side]["xml"].as_str().unwrap();
            format!(
                "{}>{} {} {}:{} {} {}",
                xml("from"),
                xml("to"),
                route["isShowWeb"],
                route["rate"]["in"],
                route["rate"]["out"],
                route["rate"]["amount"],
                route["seo"]["friendlyURL"].as_str().unwrap()
            )
        })
        .collect();
    let expected = [
        "ADA>CARDUAH true 1:16 1000000 cardano-to-visa-mastercard",
        "CARDUAH>USDTTRC20 true 42:1 15000 visa-mastercard-to-tether-trc20",
        "BTC>CARDUAH true 1:2000000 3000000 bitcoin-to-visa-mastercard",
        "ETH>WMZ false 1:158.73015873 15000 ethereum-to-webmoney-z",
    ];
    assert_eq!(seen, expected);
    let ids: Vec<_> = routes.iter().map(|route| route["routeId"].as_str().unwrap()).collect();
    assert_eq!(ids, shop.obmin.routes());
    let from = &routes[0]["from"];
    assert_eq!(
        (&from["min"], &from["max"], &from["decimal"]),
        (&json!(10), &json!(10000), &json!(6))
    );
    assert_eq!((&from["positionIn"], &routes[0]["to"]["positionOut"]), (&json!(1), &json!(2)));
    assert_eq!(from["image"]["files"][0]["type"], "original");
}

#[test]
fn lists_are_filtered_by_currency() {
    let shop = Shop::open();
    let (ada, card) = ("64a0000000000000000000a1", "64A0000000000000000000A2");
    let count =
        |method: &str, params: Value| shop.data(method, params)["routes"].as_array().unwrap().len();
    let first = |params| count("public/exchanger/route/get", params);
    assert_eq!(first(json!({"fromCurrencyId": ada})), 1);
    assert_eq!(first(json!({"toCurrencyId": card})), 2);
    assert_eq!(first(json!({"fromCurrencyId": ada, "toCurrencyId": ada})), 0);
    assert_eq!(
        shop.code("public/exchanger/route/get", json!({"toCurrencyId": "UAH"})),
        500_400_404
    );

    let second = |params| count("public/exchanger/route-v2/get", params);
    let card = card.to_lowercase();
    assert_eq!(second(json!({})), 4);
    assert_eq!(second(json!({"toCurrencyIds": [card]})), 2);
    assert_eq!(second(json!({"fromCurrencyIds": format!("{ada},{card}")})), 2);
    assert_eq!(
        shop.code("public/exchanger/route-v2/get", json!({"toCurrencyIds": ["UAH"]})),
        500_400_404
    );
}

#[test]
fn the_second_generation_tells_reserves_by_currency() {
    let shop = Shop::open();
    let data = shop.data("public/exchanger/route-v2/get", json!({}));
    let route = &data["routes"][1];
    let to = route["to"].as_str().unwrap();
    let expected = json!({
        "routeId": "6580ad77a8cd1684a53a1c10", "from": "64a0000000000000000000a2", "to": to,
        "isShowWeb": true, "isShowBot": true, "reserveAmountAdditional": -5000,
        "seoFriendlyURL": "visa-mastercard-to-tether-trc20",
    });
    assert_eq!(*route, expected);
    let currency = &data["currencies"][to];
    assert_eq!(
        (&currency["xml"], &currency["reserveAmount"]),
        (&json!("USDTTRC20"), &json!(20000))
    );
    assert_eq!(data["currencies"].as_object().unwrap().len(), 6);
    // Their sum is what the list tells and what an order may take.
    assert_eq!(
        shop.data("public/exchanger/route/get", json!({}))["routes"][1]["rate"]["amount"],
        15000
    );
}

#[test]
fn one_direction_is_found_in_three_ways() {
    let shop = Shop::open();
    let by_id = shop.data(ONE, json!({"id": shop.obmin.routes()[1], "lang": "uk"}));
    let by_xml =
        shop.data(&format!("{ONE}/by-xml"), json!({"xmlIn": "CARDUAH", "xmlOut": "USDTTRC20"}));
    let by_url = shop.data(
        &format!("{ONE}/by-friendlyURL"),
        json!({"friendlyURL": "visa-mastercard-to-tether-trc20"}),
    );
    assert!(by_id == by_xml && by_id == by_url);
    let route = &by_id["route"];
    assert_eq!((&route["orderTTL"], &route["isAutoPayout"]), (&json!(60), &json!(false)));
    let rate = json!({
        "in": 42, "out": 1, "rateFullNumber": "42", "amount": "15000", "outFeeAmount": 1,
        "typeCalculate": "fix", "changePercentReCalculate": 0,
    });
    assert_eq!(route["rate"], rate);
    assert!(route["from"].get("max").is_none(), "there is none");
    let discounts = json!([
        {"amountMoreThan": 100_000, "discountPercent": 1},
        {"amountMoreThan": 20000, "discountPercent": number("0.5")},
    ]);
    assert_eq!(route["from"]["discounts"], discounts);
    let field = json!([{
        "_id": "66be4d2d52f0bb5b9c12ca29", "name": "Номер картки", "placeholder": "0000 0000 0000 0000",
        "regexp": r"^(\d{4} ?){3}\d{4}$", "regexp_error": "Перевірте поле", "required": true,
    }]);
    assert_eq!(route["from"]["fields"], field);
    assert_eq!(
        (route["to"]["fields"].as_array().unwrap().len(), &route["fields"][0]["name"]),
        (1, &json!("E-mail"))
    );
    assert_eq!(
        route["from"]["paymentDetails"],
        json!({"merchantEnabled": false, "merchant": null})
    );
}

#[test]
fn tiny_rates_are_spelled_with_an_exponent_and_large_amounts_need_verification() {
    let shop = Shop::open();
    let route = &shop.data(ONE, json!({"id": shop.obmin.routes()[2]}))["route"];
    assert_eq!(
        (&route["rate"]["rateFullNumber"], &route["rate"]["typeCalculate"]),
        (&json!("5e-7"), &json!("float"))
    );
    let verification = json!({"enable": true, "currency": "BTC", "minAmount": 1});
    assert_eq!(route["requiredVerificationUser"], verification);
    assert_eq!(route["requiredVerificationPhone"]["enable"], false);
    assert_eq!(
        (&route["orderTTL"], &route["from"]["paymentDetails"]["merchant"]),
        (&json!(30), &json!("whitebit"))
    );
}

#[test]
fn directions_out_of_use_are_nowhere() {
    let shop = Shop::open();
    shop.act("6580ad77a8cd1684a53a1c0f", "route", json!({"active": false}), false);
    shop.act("WMZ", "currency", json!({"active": false}), false);
    let routes = shop.data("public/exchanger/route/get", json!({}))["routes"].clone();
    assert_eq!(routes.as_array().unwrap().len(), 2);
    let v2 = shop.data("public/exchanger/route-v2/get", json!({}));
    assert_eq!(v2["routes"].as_array().unwrap().len(), 2);
    assert_eq!(v2["currencies"]["64a0000000000000000000a6"]["isActive"], false);
    for (method, params) in [
        (ONE.to_owned(), json!({"id": shop.obmin.routes()[0]})),
        (ONE.to_owned(), json!({"id": "000000000000000000000000"})),
        (format!("{ONE}/by-xml"), json!({"xmlIn": "ADA", "xmlOut": "CARDUAH"})),
        (format!("{ONE}/by-xml"), json!({"xmlIn": "CASH USD", "xmlOut": "код 1"})),
        (format!("{ONE}/by-friendlyURL"), json!({"friendlyURL": "ethereum-to-webmoney-z"})),
        ("public/exchanger/order/create".to_owned(), shop.wish(0, json!({}))),
        ("public/exchanger/order/create".to_owned(), shop.wish(3, json!({}))),
    ] {
        assert_eq!(shop.code(&method, params), 6_801_545_277_215_051, "{method}");
    }
    for (method, params) in [
        (ONE.to_owned(), json!({})),
        (ONE.to_owned(), json!({"id": "1"})),
        (ONE.to_owned(), json!({"id": shop.obmin.routes()[1], "lang": "x".repeat(21)})),
        (format!("{ONE}/by-xml"), json!({"xmlIn": "ADA"})),
        (format!("{ONE}/by-xml"), json!({"xmlIn": "x".repeat(51), "xmlOut": "ADA"})),
        (format!("{ONE}/by-friendlyURL"), json!({"friendlyURL": "x".repeat(91)})),
    ] {
        assert_eq!(shop.code(&method, params), 500_400_404, "{method}");
    }
}

#[test]
fn favourite_rates_are_those_that_are_shown() {
    let shop = Shop::open();
    let rates = json!([
        {"name": "ADA/CARDUAH", "rate": 16},
        {"name": "CARDUAH/USDTTRC20", "rate": number("0.02380952")},
        {"name": "BTC/CARDUAH", "rate": 2_000_000},
    ]);
    assert_eq!(shop.data("public/exchanger/favorite/get", json!({}))["rates"], rates);
}
