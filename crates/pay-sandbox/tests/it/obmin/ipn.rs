//! Notifications: when they come, and what they say.

use std::time::Duration;

use serde_json::json;

use super::shop::{Access, Shop, field, fields, ipn_hash};
use crate::paycore::listener::Listener;

const SECRET: &str = "їжак-k3Yd9";

/// An order that tells this listener.
fn order(shop: &Shop, listener: &Listener) -> Access {
    shop.create(json!({"ipnUrl": listener.url(), "ipnSecret": SECRET}))
}

fn statuses(listener: &Listener) -> Vec<String> {
    listener.seen().iter().map(|received| field(received, "newStatus")).collect()
}

#[test]
fn the_providers_own_example_comes_out_of_a_real_order() {
    let shop = Shop::open();
    let listener = Listener::open(&[200]);
    let wish = shop.wish(
        3,
        json!({
            "ipnUrl": listener.url(), "ipnSecret": "SECRET123", "skipPreview": true,
        }),
    );
    let data = shop.data("public/exchanger/order/create", wish);
    shop.update(&Access::of(&data), "inProgress");
    shop.settle();
    let received = &listener.seen()[0];
    assert_eq!(received.line, "POST /cb?shop=7 HTTP/1.1");
    assert_eq!(received.header("content-type"), "application/x-www-form-urlencoded");
    let id = data["_id"].as_str().unwrap();
    let expected = [
        ("orderUID", "3057"),
        ("orderId", id),
        ("newStatus", "inProgress"),
        ("inAmount", "2"),
        ("outAmount", "317.42"),
        ("xml_from", "ETH"),
        ("xml_to", "WMZ"),
        ("timestamp", "1710441369000"),
        ("toValues[0][key]", "66be4d2d52f0bb5b9c12ca2c"),
        ("toValues[0][name]", "WMZ"),
        ("toValues[0][value]", "Z123456789012"),
        ("hash", &ipn_hash(received, "SECRET123")),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(fields(received), expected);
    assert!(received.text().contains("&toValues%5B0%5D%5Bkey%5D="), "{}", received.text());
}

#[test]
fn every_change_is_told_once_whoever_made_it() {
    let shop = Shop::open();
    let listener = Listener::open(&[500]);
    let access = order(&shop, &listener);
    shop.settle();
    assert!(listener.seen().is_empty(), "being created is no change");
    shop.update(&access, "waitPayment");
    shop.settle();
    shop.update(&access, "waitPayment");
    shop.obmin.act(&access.uid, "module_confirm").unwrap();
    shop.settle();
    shop.sandbox.clock().advance(Duration::from_secs(60));
    shop.settle();
    let other = order(&shop, &listener);
    shop.sandbox.clock().advance(Duration::from_secs(3600));
    shop.settle();
    let expected = ["waitPayment", "inProgressPayout", "done", "deleted"];
    assert_eq!(statuses(&listener), expected, "never repeated, though nobody heard");
    let times: Vec<_> =
        listener.seen().iter().map(|received| field(received, "timestamp")).collect();
    assert_eq!(times, ["1710441369000", "1710441369000", "1710441429000", "1710445029000"]);
    for received in listener.seen() {
        assert_eq!(field(&received, "hash"), ipn_hash(&received, SECRET));
    }
    let deliveries = shop.sandbox.callbacks().of(&access.uid);
    assert_eq!((deliveries.len(), deliveries[0].status, deliveries[0].attempt), (3, Some(500), 1));
    assert_eq!(shop.sandbox.callbacks().of(&other.uid).len(), 1);
}

#[test]
fn being_created_is_told_where_that_is_chosen() {
    for (skip, expected) in [(false, "new"), (true, "waitPayment")] {
        let shop = Shop::with(|settings| settings.ipn_at_creation = true);
        let listener = Listener::open(&[200]);
        shop.create(json!({"ipnUrl": listener.url(), "ipnSecret": "s", "skipPreview": skip}));
        shop.settle();
        assert_eq!(statuses(&listener), [expected]);
    }
}

#[test]
fn nobody_is_told_who_does_not_want_it_or_is_elsewhere() {
    let shop = Shop::open();
    let listener = Listener::open(&[200]);
    for url in
        [json!(null), json!(""), json!("http://192.0.2.1/ipn"), json!("https://shop.example/")]
    {
        shop.update(&shop.create(json!({"ipnUrl": url, "ipnSecret": "s"})), "waitPayment");
    }
    shop.obmin.configure(|settings| settings.ipn = false);
    shop.update(&order(&shop, &listener), "waitPayment");
    shop.settle();
    assert!(listener.seen().is_empty() && shop.sandbox.callbacks().deliveries().is_empty());
}

#[test]
fn redirects_are_not_followed() {
    let shop = Shop::open();
    let listener = Listener::open(&[302]);
    shop.update(&order(&shop, &listener), "waitPayment");
    shop.settle();
    assert_eq!(listener.seen().len(), 1);
    assert_eq!(shop.sandbox.callbacks().deliveries()[0].status, Some(302));
}

#[test]
fn notifications_come_twice_late_and_overtaken_on_demand() {
    let shop = Shop::with(|settings| {
        settings.ipn_duplicate = true;
        settings.ipn_late_s = vec![60, 0];
    });
    let listener = Listener::open(&[200]);
    let access = order(&shop, &listener);
    shop.update(&access, "waitPayment");
    shop.sandbox.clock().advance(Duration::from_secs(1));
    shop.update(&access, "inProgress");
    shop.settle();
    assert_eq!(statuses(&listener), ["inProgress", "inProgress"], "the first one is late");
    shop.sandbox.clock().advance(Duration::from_secs(59));
    shop.settle();
    let seen = listener.seen();
    assert_eq!(statuses(&listener), ["inProgress", "inProgress", "waitPayment", "waitPayment"]);
    assert_eq!(seen[0].body, seen[1].body);
    assert_eq!(field(&seen[2], "timestamp"), "1710441369000", "when it happened");
}

#[test]
fn an_address_without_a_secret_is_hashed_with_the_word_for_nothing() {
    let shop = Shop::open();
    let listener = Listener::open(&[200]);
    shop.update(&shop.create(json!({"ipnUrl": listener.url()})), "waitPayment");
    shop.settle();
    shop.update(&shop.create(json!({"ipnUrl": listener.url(), "ipnSecret": ""})), "waitPayment");
    shop.settle();
    let seen = listener.seen();
    assert_eq!(field(&seen[0], "hash"), ipn_hash(&seen[0], "undefined"));
    assert_eq!(field(&seen[1], "hash"), ipn_hash(&seen[1], ""));
}

#[test]
fn amounts_are_printed_as_javascript_prints_them_and_may_have_moved() {
    let shop = Shop::open();
    let listener = Listener::open(&[200]);
    let access = order(&shop, &listener);
    let moved =
        shop.act(&access.uid, "reprice", json!({"in": "0.00000018", "out": "250.50"}), false);
    assert_eq!(moved, (200, json!({"status": "new"})));
    shop.settle();
    assert!(listener.seen().is_empty(), "amounts are no status");
    shop.update(&access, "waitPayment");
    shop.settle();
    let received = &listener.seen()[0];
    assert_eq!(
        (field(received, "inAmount"), field(received, "outAmount")),
        ("1.8e-7".into(), "250.5".into())
    );
    assert_eq!(field(received, "hash"), ipn_hash(received, SECRET));
    assert_eq!(shop.order(&access)["inAmount"].to_string(), "1.8e-7");
    shop.update(&access, "deleted");
    assert_eq!(shop.act(&access.uid, "reprice", json!({"in": 1}), false).0, 409);
}
