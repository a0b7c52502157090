//! Callbacks: what they say, how they are signed, and when they come.

use std::time::Duration;

use serde_json::json;

use super::listener::Listener;
use super::shop::{Shop, signature};
use crate::merchant::{THEN, wait};

fn settle(shop: &Shop) {
    wait(shop.sandbox.callbacks().settled());
}

#[test]
fn a_callback_is_the_signed_document_in_phps_spelling() {
    let shop = Shop::open();
    let listener = Listener::open(&[200]);
    let more = json!({"callback_url": listener.url(), "description": "Чай/☕😀"});
    let id = shop.payment("a", more);
    settle(&shop);
    let seen = listener.seen();
    assert_eq!(seen.len(), 1, "being born is one change");
    let callback = &seen[0];
    assert_eq!(callback.line, "POST /cb?shop=7 HTTP/1.1");
    let secret = shop.paycore.private_key_test();
    assert_eq!(callback.header("x-signature"), signature(&secret, &callback.body));
    assert_eq!(callback.header("content-type"), "application/json");
    assert_eq!(callback.header("user-agent"), "Webhook-Client");
    assert_eq!(callback.header("retry-count"), "1");
    assert_eq!(callback.header("next-retry"), (THEN + 60).to_string());
    assert!(callback.text().contains(r#""description":"\u0427\u0430\u0439\/\u2615\ud83d\ude00""#));
    assert!(callback.text().contains(r#""metadata":[]"#));
    assert_eq!(callback.json(), shop.get(&format!("/payment-invoices/{id}")));
}

#[test]
fn metadata_may_nest_as_deep_as_a_request_may() {
    let shop = Shop::open();
    let listener = Listener::open(&[200]);
    let metadata = format!("{}1{}", r#"{"a":"#.repeat(63), "}".repeat(63));
    let body = format!(
        r#"{{"reference_id":"a","amount":1,"currency":"UAH","callback_url":"{}","metadata":{metadata}}}"#,
        listener.url()
    );
    assert_eq!(shop.send("POST", "/payment-invoices", &body).status, 201);
    settle(&shop);
    let callback = &listener.seen()[0];
    assert!(callback.text().contains(&metadata));
    let secret = shop.paycore.private_key_live();
    assert_eq!(callback.header("x-signature"), signature(&secret, &callback.body));
}

#[test]
fn the_mode_of_the_operation_chooses_the_secret() {
    let shop = Shop::open();
    let listener = Listener::open(&[200]);
    shop.payment("a", json!({"callback_url": listener.url(), "test_mode": false}));
    shop.payout("p", json!({"callback_url": listener.url(), "test_mode": true}));
    settle(&shop);
    for callback in listener.seen() {
        let test = callback.json()["data"]["attributes"]["test_mode"].as_bool().unwrap();
        let (right, wrong) = if test {
            (shop.paycore.private_key_test(), shop.paycore.private_key_live())
        } else {
            (shop.paycore.private_key_live(), shop.paycore.private_key_test())
        };
        assert_eq!(callback.header("x-signature"), signature(&right, &callback.body));
        assert_ne!(callback.header("x-signature"), signature(&wrong, &callback.body));
    }
    assert_eq!(listener.seen().len(), 2);
}

#[test]
fn every_change_is_told_or_only_the_final_ones() {
    for (only_final, expected) in [
        (false, &["created", "process_pending", "processed", "canceling", "canceled"][..]),
        (true, &["processed", "canceled"][..]),
    ] {
        let shop = Shop::with(|settings| settings.callbacks_only_final = only_final);
        let listener = Listener::open(&[200]);
        let id = shop.payout("p", json!({"callback_url": listener.url()}));
        settle(&shop);
        shop.process(&id);
        settle(&shop);
        shop.paycore.act("p", "cancel").unwrap();
        settle(&shop);
        let (mut seen, mut expected) = (listener.statuses(), expected.to_vec());
        // Those of one moment may overtake each other on the wire.
        seen.sort_unstable();
        expected.sort_unstable();
        assert_eq!(seen, expected);
    }
}

#[test]
fn the_invoices_own_address_wins_over_the_accounts() {
    let shop = Shop::open();
    let (own, account) = (Listener::open(&[200]), Listener::open(&[200]));
    shop.payment("nobody", json!({}));
    shop.paycore.configure(|settings| settings.callback_url = Some(account.url()));
    shop.payment("own", json!({"callback_url": own.url()}));
    shop.payment("account", json!({}));
    let elsewhere = json!({"callback_url": own.url(), "reference_id": "public", "amount": 1, "currency": "UAH"});
    assert_eq!(shop.public("/payment-invoices", elsewhere).status, 201);
    settle(&shop);
    assert_eq!((own.seen().len(), account.seen().len()), (1, 2));
    shop.paycore.configure(|settings| settings.callbacks = false);
    shop.payment("off", json!({}));
    settle(&shop);
    assert_eq!(account.seen().len(), 2);
}

#[test]
fn close_changes_are_merged_into_the_last() {
    let shop = Shop::with(|settings| settings.callback_merge_s = 5);
    let listener = Listener::open(&[200]);
    shop.payment("a", json!({"callback_url": listener.url()}));
    shop.sandbox.clock().advance(Duration::from_secs(4));
    shop.paycore.act("a", "pay").unwrap();
    settle(&shop);
    assert!(listener.seen().is_empty());
    shop.sandbox.clock().advance(Duration::from_secs(1));
    settle(&shop);
    assert_eq!(listener.statuses(), ["processed"]);
    shop.paycore.act("a", "charge_back").unwrap();
    shop.sandbox.clock().advance(Duration::from_secs(5));
    settle(&shop);
    assert_eq!(listener.statuses(), ["processed", "charged_back"], "a window ends");
}

#[test]
fn callbacks_come_twice_late_and_overtaken_on_demand() {
    let shop = Shop::with(|settings| {
        settings.callback_duplicate = true;
        settings.callback_late_s = vec![60, 0];
    });
    let listener = Listener::open(&[200]);
    shop.payment("a", json!({"callback_url": listener.url()}));
    shop.sandbox.clock().advance(Duration::from_secs(1));
    shop.paycore.act("a", "pay").unwrap();
    settle(&shop);
    assert_eq!(listener.statuses(), ["processed", "processed"], "the first one is late");
    shop.sandbox.clock().advance(Duration::from_secs(59));
    settle(&shop);
    let seen = listener.seen();
    let expected = ["processed", "processed", "process_pending", "process_pending"];
    assert_eq!(listener.statuses(), expected);
    assert_eq!(seen[0].body, seen[1].body);
    assert!(
        seen[2].json()["data"]["attributes"]["updated"].as_u64()
            < seen[0].json()["data"]["attributes"]["updated"].as_u64()
    );
}

#[test]
fn payouts_are_told_in_short_on_demand() {
    let shop = Shop::with(|settings| settings.callback_short_payouts = true);
    let listener = Listener::open(&[200]);
    let id = shop.payout("p", json!({"callback_url": listener.url()}));
    settle(&shop);
    let expected = format!(
        r#"{{"data":{{"id":"{id}","type":"payout-invoices","attributes":{{"fee":0,"amount":100,"currency":"UAH","fields":[],"status":"created","payouts":[]}}}}}}"#
    );
    let callback = &listener.seen()[0];
    assert_eq!(callback.text(), expected);
    let secret = shop.paycore.private_key_live();
    assert_eq!(callback.header("x-signature"), signature(&secret, expected.as_bytes()));
}

#[test]
fn a_callback_can_be_sent_again() {
    let shop = Shop::open();
    let listener = Listener::open(&[200]);
    shop.payment("a", json!({"callback_url": listener.url()}));
    shop.paycore.act("a", "pay").unwrap();
    settle(&shop);
    assert_eq!(shop.act("a", "resend", json!({"number": 1}), false), (200, json!({"resent": 1})));
    settle(&shop);
    assert_eq!(shop.act("a", "resend", json!({}), false), (200, json!({"resent": 2})));
    settle(&shop);
    let statuses = listener.statuses();
    assert_eq!(&statuses[2..], ["process_pending", "processed"]);
    for number in [json!(0), json!(3), json!("1")] {
        let (status, answer) = shop.act("a", "resend", json!({"number": number}), false);
        assert_eq!(status, 400);
        assert!(answer["error"].as_str().unwrap().contains("from 1 to 2"), "{answer}");
    }
}
