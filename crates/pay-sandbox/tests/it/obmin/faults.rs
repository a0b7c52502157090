//! Every fault in answers, and that it shows once, where it was asked for.

use std::time::{Duration, Instant};

use pay_sandbox::Fault;
use serde_json::{Value, json};

use super::shop::{JSON, Shop};
use crate::wire::{Answer, exchange, request};

const CREATE: &str = "/service/api/v1/public/exchanger/order/create/";

fn create(shop: &Shop) -> Option<Answer> {
    let wish = shop.wish(0, json!({})).to_string();
    exchange(shop.obmin.addr(), &request("POST", CREATE, &[JSON], wish.as_bytes()))
}

/// An order, how it is told without a fault, and how with one.
fn bent(fault: Fault) -> (Answer, Answer) {
    let shop = Shop::open();
    let access = shop.create(json!({}));
    let target = "/service/api/v1/public/exchanger/order/get";
    let ask = || shop.raw("POST", target, &[JSON], &access.params(json!({})).to_string());
    let good = ask();
    shop.obmin.fault(fault).on("order/get").once();
    assert_eq!(shop.call("public/site/status/get", json!({}))["success"], true, "another path");
    let bad = ask();
    assert_eq!(ask().json()["data"], good.json()["data"], "once");
    (good, bad)
}

#[test]
fn faults_of_the_socket_keep_or_lose_the_effect() {
    for (fault, status, kept) in [
        (Fault::CloseBeforeEffect, None, 0),
        (Fault::CloseAfterEffect, None, 1),
        (Fault::HtmlBadGatewayBeforeEffect, Some(502), 0),
        (Fault::HtmlBadGateway, Some(502), 1),
        (Fault::HtmlWithOk, Some(200), 1),
        (Fault::ErrorAfterEffect, Some(200), 1),
    ] {
        let shop = Shop::open();
        shop.obmin.fault(fault.clone()).on("order/create").once();
        let answer = create(&shop);
        assert_eq!(answer.map(|answer| answer.status), status, "{fault:?}");
        let lasts = |shop: &Shop| {
            let data = shop.data("public/exchanger/order/get-lasts", json!({"limit": 20}));
            data["orders"].as_array().unwrap().len()
        };
        assert_eq!(lasts(&shop), kept, "{fault:?}");
        // There is no key that would make a second one out of the first.
        assert_eq!(create(&shop).unwrap().json()["success"], true);
        assert_eq!(lasts(&shop), kept + 1, "{fault:?}");
    }
}

#[test]
fn a_changed_status_stays_changed_though_nobody_heard() {
    let shop = Shop::open();
    let access = shop.create(json!({}));
    shop.obmin.fault(Fault::CloseAfterEffect).on("order/update-status").once();
    let body = access.params(json!({"status": "waitPayment"})).to_string();
    let target = "/service/api/v1/public/exchanger/order/update-status";
    let bytes = request("PUT", target, &[JSON], body.as_bytes());
    assert!(exchange(shop.obmin.addr(), &bytes).is_none());
    assert_eq!(shop.status(&access), "waitPayment");
    assert_eq!(shop.update(&access, "waitPayment")["success"], false, "again is refused");
}

#[test]
fn answers_come_late_or_break_off() {
    let shop = Shop::open();
    shop.obmin.fault(Fault::Delay(Duration::from_millis(300))).once();
    let begin = Instant::now();
    assert_eq!(create(&shop).unwrap().status, 200);
    assert!(begin.elapsed() >= Duration::from_millis(300));
    shop.obmin.fault(Fault::TruncatedBody).on("order/create").once();
    let half = create(&shop).unwrap();
    let announced: usize = half.header("content-length").unwrap().parse().unwrap();
    assert!(half.status == 200 && half.body.len() < announced);
}

#[test]
fn the_engines_own_time_out_leaves_the_outcome_open() {
    let shop = Shop::open();
    shop.obmin.fault(Fault::ErrorAfterEffect).once();
    let error = create(&shop).unwrap().json()["error"].clone();
    assert_eq!((&error["errorCode"], &error["message"]), (&json!(500), &json!("API timeout")));
    let body = json!({
        "gateway": "obmin", "fault": "error_after_effect", "times": 1, "args": {"text": "in development"},
    });
    assert_eq!(shop.control("/faults", body).0, 200);
    assert_eq!(create(&shop).unwrap().json()["error"]["message"], "in development");
}

#[test]
fn documents_change_their_shape() {
    let (good, bad) = bent(Fault::ShuffledKeys);
    let order = &bad.json()["data"]["order"];
    assert_eq!((&order["zz_new"], &order["status"]), (&json!({"deep": [1, null]}), &json!("new")));
    assert!(good.body.find("\"createdAt\"") > good.body.find("\"status\""));
    assert!(bad.body.find("\"createdAt\"") < bad.body.find("\"status\""));

    let (_, bad) = bent(Fault::DuplicateKeys);
    assert!(
        bad.body.starts_with(
            r#"{"success":true,"data":{"order":"other","verifications":"other","order":{"TYPE""#
        ),
        "{}",
        bad.body
    );

    let (_, bad) = bent(Fault::NonJson);
    assert!(!bad.body.ends_with('}') && serde_json::from_str::<Value>(&bad.body).is_err());

    let (good, bad) = bent(Fault::EmptyError);
    assert_eq!(
        (&bad.json()["data"], bad.json().get("error")),
        (&good.json()["data"], Some(&Value::Null))
    );
}

#[test]
fn maps_by_id_get_no_strangers() {
    let shop = Shop::open();
    shop.obmin.fault(Fault::ShuffledKeys).once();
    let data = shop.data("public/exchanger/route-v2/get", json!({}));
    assert!(data["currencies"].as_object().unwrap().keys().all(|id| id.len() == 24));
    assert!(data["routes"][0].get("zz_new").is_some());
}

#[test]
fn words_and_numbers_change_their_spelling() {
    let (_, bad) = bent(Fault::UnknownStatus);
    assert_eq!(bad.json()["data"]["order"]["status"], "onHoliday");

    let (_, bad) = bent(Fault::NumbersAsText);
    let order = &bad.json()["data"]["order"];
    assert_eq!(
        (&order["inAmount"], &order["rate"], &order["uid"]),
        (&json!("250"), &json!("16"), &json!("3057"))
    );

    let shop = Shop::open();
    shop.obmin.fault(Fault::NumbersAsText).once();
    let error = shop.error("public/exchanger/order/get", json!({}));
    assert_eq!(error["errorCode"], "500400404");
    shop.obmin.fault(Fault::UnknownStatus).once();
    assert_eq!(
        shop.data("public/site/status/get", json!({}))["offlineStatus"],
        false,
        "nothing to show it in"
    );
    let access = shop.create(json!({}));
    assert_eq!(shop.status(&access), "onHoliday");
    assert_eq!(shop.status(&access), "new");
}
