//! Refunds.

use std::time::Duration;

use serde_json::{Value, json};

use super::listener::Listener;
use super::shop::{Shop, codes, number};
use crate::merchant::{THEN, wait};

fn paid(shop: &Shop) -> String {
    let id = shop.payment("a", json!({"test_mode": false}));
    shop.paycore.act("a", "pay").unwrap();
    id
}

fn refund(shop: &Shop, id: &str, amount: Value) -> crate::wire::Answer {
    let attributes = json!({"amount": amount, "reference_id": "r", "description": "by order"});
    let body = json!({"data": {"type": "refund", "id": id, "attributes": attributes}});
    shop.post(&format!("/payment-invoices/{id}/refund"), body)
}

#[test]
fn several_refunds_are_possible_until_nothing_is_left() {
    let shop = Shop::open();
    let id = paid(&shop);
    shop.sandbox.clock().advance(Duration::from_secs(60));
    let part = refund(&shop, &id, number("30.5"));
    assert_eq!(part.status, 200);
    let invoice = part.json()["data"]["attributes"].clone();
    assert_eq!(invoice["status"], "partially_refunded");
    assert_eq!(
        (&invoice["refunded_amount"], &invoice["refunded"]),
        (&number("30.5"), &json!(THEN + 60))
    );
    assert_eq!(invoice["refunds"][0]["amount"], number("30.5"));
    let above = refund(&shop, &id, json!("69.51"));
    assert_eq!((above.status, codes(&above)), (422, vec!["amount_exceeds_rest".to_owned()]));
    let rest = refund(&shop, &id, json!("69.50")).json();
    assert_eq!(rest["data"]["attributes"]["status"], "refunded");
    assert_eq!(rest["data"]["attributes"]["refunded_amount"], 100);
    assert_eq!(codes(&refund(&shop, &id, json!(1))), ["invalid_state"]);
    assert_eq!(shop.ledger(), ["charge a 100.00 UAH", "refund a 30.50 UAH", "refund a 69.50 UAH"]);
    assert_eq!(shop.paycore.balance("UAH"), "100000.00");
}

#[test]
fn only_what_is_paid_can_be_refunded() {
    let shop = Shop::open();
    for (status, allowed) in [
        ("processed", true),
        ("partially_processed", true),
        ("partially_refunded", true),
        ("refund_failed", true),
        ("created", false),
        ("process_pending", false),
        ("process_failed", false),
        ("refund_pending", false),
        ("refunded", false),
        ("charged_back", false),
        ("verified", false),
    ] {
        let id = shop.payment(status, json!({}));
        shop.act(status, "set", json!({"status": status, "amount": 10}), true);
        assert_eq!(
            refund(&shop, &id, json!(5)).status,
            if allowed { 200 } else { 422 },
            "{status}"
        );
    }
}

#[test]
fn refunds_may_take_their_time_and_fail() {
    let shop = Shop::with(|settings| {
        settings.refund_sync = false;
        settings.refund_delay_s = 60;
    });
    let id = paid(&shop);
    let answer = refund(&shop, &id, json!(30)).json();
    assert_eq!(answer["data"]["attributes"]["status"], "refund_pending");
    assert_eq!(shop.ledger(), ["charge a 100.00 UAH"]);
    assert_eq!(shop.act("a", "set", json!({"status": "refund_failed"}), false).0, 200);
    assert_eq!(shop.attributes(&id)["refunds"][0]["status"], "failed");
    shop.sandbox.clock().advance(Duration::from_secs(30));
    refund(&shop, &id, json!(40));
    shop.sandbox.clock().advance(Duration::from_secs(59));
    assert_eq!(shop.status(&id), "refund_pending", "the first timer is void");
    shop.sandbox.clock().advance(Duration::from_secs(1));
    let invoice = shop.attributes(&id);
    assert_eq!(
        (&invoice["status"], &invoice["refunded_amount"]),
        (&json!("partially_refunded"), &json!(40))
    );
    assert_eq!(shop.ledger(), ["charge a 100.00 UAH", "refund a 40.00 UAH"]);
}

#[test]
fn a_test_refund_takes_nothing_from_the_live_balance() {
    let shop = Shop::open();
    let id = shop.payment("a", json!({}));
    shop.paycore.act("a", "pay").unwrap();
    refund(&shop, &id, json!(40));
    shop.act("a", "set", json!({"status": "charged_back"}), true);
    assert_eq!(shop.ledger(), ["charge a 100.00 UAH", "refund a 40.00 UAH", "refund a 60.00 UAH"]);
    assert_eq!(shop.paycore.test_balance("UAH"), "100000.00");
    assert_eq!(shop.paycore.balance("UAH"), "100000.00");
}

#[test]
fn every_state_of_a_refund_is_told() {
    let shop = Shop::open();
    let listener = Listener::open(&[200]);
    let id = shop.payment("a", json!({"callback_url": listener.url()}));
    shop.paycore.act("a", "pay").unwrap();
    wait(shop.sandbox.callbacks().settled());
    refund(&shop, &id, json!(40));
    wait(shop.sandbox.callbacks().settled());
    let mut told = listener.statuses().split_off(2);
    // Those of one moment may overtake each other on the wire.
    told.sort();
    assert_eq!(told, ["partially_refunded", "refund_pending", "refunding"]);
}

#[test]
fn a_pending_refund_can_be_ended_by_hand() {
    let shop = Shop::with(|settings| {
        settings.refund_sync = false;
        settings.refund_delay_s = 60;
    });
    let id = paid(&shop);
    refund(&shop, &id, json!(30));
    let ended = shop.act("a", "set", json!({"status": "partially_refunded"}), false);
    assert_eq!(ended.0, 200, "its amount is known");
    shop.sandbox.clock().advance(Duration::from_secs(60));
    assert_eq!(shop.attributes(&id)["refunded_amount"], 30);
    assert_eq!(shop.ledger().len(), 2);
}
