//! Every fault in answers, and that it shows once, where it was asked for.

use std::time::{Duration, Instant};

use pay_sandbox::Fault;
use serde_json::{Value, json};

use super::shop::{JSON, Shop, codes, number, wrapped};
use crate::wire::{Answer, exchange, request};

/// A paid invoice, its answer without a fault, and its answer with one.
fn bent(fault: Fault) -> (Answer, Answer) {
    let shop = Shop::open();
    let id = shop.payment("a", json!({"amount": number("100.5")}));
    shop.paycore.act("a", "pay").unwrap();
    let path = format!("/payment-invoices/{id}");
    let good = shop.send("GET", &path, "");
    shop.paycore.fault(fault).on("payment-invoices/{id}").once();
    assert_eq!(shop.send("GET", "/account", "").status, 200, "another path");
    let bad = shop.send("GET", &path, "");
    assert_eq!(shop.send("GET", &path, "").body, good.body, "once");
    (good, bad)
}

fn create(shop: &Shop, reference: &str) -> Option<Answer> {
    let body = wrapped("payment-invoices", reference, json!({})).to_string();
    let headers = [JSON, ("Authorization", &*shop.authorization)];
    exchange(
        shop.paycore.addr(),
        &request("POST", "/api/payment-invoices", &headers, body.as_bytes()),
    )
}

#[test]
fn faults_of_the_socket_keep_or_lose_the_effect() {
    for (fault, status, kept) in [
        (Fault::CloseBeforeEffect, None, 0),
        (Fault::CloseAfterEffect, None, 1),
        (Fault::HtmlBadGatewayBeforeEffect, Some(502), 0),
        (Fault::HtmlBadGateway, Some(502), 1),
        (Fault::HtmlWithOk, Some(200), 1),
        (Fault::ServerError, Some(500), 1),
        (Fault::TooManyRequests, Some(429), 0),
        (Fault::AcceptedNotCreated, Some(202), 1),
    ] {
        let shop = Shop::open();
        shop.paycore.fault(fault.clone()).on("api/payment-invoices").once();
        let answer = create(&shop, "a");
        assert_eq!(answer.map(|answer| answer.status), status, "{fault:?}");
        let found = shop.get("/payment-invoices?filter[reference_id]=a");
        assert_eq!(found["data"].as_array().unwrap().len(), kept, "{fault:?}");
        // The same again makes one of none, and never two of one.
        let again = create(&shop, "a").unwrap().status;
        assert_eq!(again, if kept == 1 { 429 } else { 201 }, "{fault:?}");
        let found = shop.get("/payment-invoices?filter[reference_id]=a");
        assert_eq!(found["meta"]["total"], 1);
    }
}

#[test]
fn answers_come_late_or_break_off() {
    let shop = Shop::open();
    shop.paycore.fault(Fault::Delay(Duration::from_millis(300))).once();
    let begin = Instant::now();
    assert_eq!(create(&shop, "a").unwrap().status, 201);
    assert!(begin.elapsed() >= Duration::from_millis(300));
    shop.paycore.fault(Fault::TruncatedBody).on("payment-invoices").once();
    let half = create(&shop, "b").unwrap();
    let announced: usize = half.header("content-length").unwrap().parse().unwrap();
    assert!(half.status == 201 && half.body.len() < announced);
}

#[test]
fn errors_of_the_protocol_say_what_they_are() {
    let shop = Shop::open();
    shop.paycore.fault(Fault::TooManyRequests).once();
    let limited = create(&shop, "a").unwrap();
    assert_eq!(
        (limited.header("retry-after"), codes(&limited)),
        (Some("1"), vec!["too_many_requests".to_owned()])
    );
    shop.paycore.fault(Fault::ServerError).once();
    assert_eq!(create(&shop, "a").unwrap().json()["error_type"], "server_error");

    shop.paycore.fault(Fault::ErrorsWithOk).once();
    assert_eq!(shop.send("GET", "/account", "").status, 200, "a success does not use it up");
    let hidden = shop.send("POST", "/payment-invoices", "{}");
    assert_eq!(hidden.status, 200);
    assert_eq!(hidden.json()["errors"][0]["code"], "reference_id_required");
    assert_eq!(shop.send("POST", "/payment-invoices", "{}").status, 422);

    let (good, bad) = bent(Fault::EmptyError);
    let mut expected = good.json();
    expected["errors"] = json!([]);
    assert_eq!(bad.json(), expected);
}

#[test]
fn documents_change_their_shape() {
    let (good, bad) = bent(Fault::FlatData);
    let (good, bad) = (good.json(), bad.json());
    let mut expected = good["data"]["attributes"].clone();
    expected["id"] = good["data"]["id"].clone();
    assert_eq!(bad, json!({"data": expected}));

    let (good, bad) = bent(Fault::ShuffledKeys);
    let attributes = &bad.json()["data"]["attributes"];
    assert_eq!(attributes["zz_new"], json!({"deep": [1, null]}));
    assert_eq!(attributes["status"], "processed");
    assert!(bad.body.find("\"updated\"") < bad.body.find("\"amount\""));
    assert!(good.body.find("\"updated\"") > good.body.find("\"amount\""));

    let (good, bad) = bent(Fault::DuplicateKeys);
    assert_eq!(
        bad.body.matches("\"status\":").count(),
        good.body.matches("\"status\":").count() + 1
    );
    assert!(
        bad.body.contains("\"status\":\"other\",")
            && bad.body.contains("\"status\":\"processed\",")
    );

    let (good, bad) = bent(Fault::NonJson);
    assert_eq!(bad.body, good.body[..good.body.len() - 1]);
}

#[test]
fn words_and_amounts_change_their_spelling() {
    let status = |fault| bent(fault).1.json()["data"]["attributes"]["status"].clone();
    assert_eq!(status(Fault::UnknownStatus), "on_holiday");
    assert_eq!(status(Fault::UpperCaseStatus), "PROCESSED");

    let (good, bad) = bent(Fault::NumbersAsText);
    let (good, bad) =
        (good.json()["data"]["attributes"].clone(), bad.json()["data"]["attributes"].clone());
    assert_eq!((&bad["amount"], &bad["fee"]), (&json!("100.50"), &json!("0.00")));
    assert_eq!((&bad["created"], &bad["refunded_amount"]), (&good["created"], &Value::Null));

    let (good, bad) = bent(Fault::ExponentAmounts);
    assert!(good.body.contains("\"amount\":100.5,"));
    assert!(
        bad.body.contains("\"amount\":1005e-1,") && bad.body.contains("\"fee\":0e0,"),
        "{}",
        bad.body
    );
    assert_eq!(
        good.json()["data"]["attributes"]["created"],
        bad.json()["data"]["attributes"]["created"]
    );
}

#[test]
fn a_word_of_ones_own_is_taken() {
    let shop = Shop::open();
    let id = shop.payment("a", json!({}));
    let fault = json!({
        "gateway": "paycore", "on": "payment-invoices/{id}", "fault": "unknown_status", "times": 1,
        "args": {"word": "paid"},
    });
    assert_eq!(shop.control("/faults", fault), (200, json!({"set": true})));
    assert_eq!((shop.status(&id), shop.status(&id)), ("paid".into(), "process_pending".into()));
}

#[test]
fn a_later_page_brings_the_first_again() {
    let shop = Shop::open();
    for reference in ["a", "b", "c"] {
        shop.payment(reference, json!({"service": null}));
    }
    let page =
        |number: u32| shop.get(&format!("/payment-invoices?page[size]=1&page[number]={number}"));
    let first = page(1);
    shop.paycore.fault(Fault::RepeatedPage).once();
    assert_eq!(page(1)["data"], first["data"], "the first page cannot show it");
    assert_eq!(page(2)["data"], first["data"]);
    assert_ne!(page(2)["data"], first["data"]);
}
