//! The schedule of repetitions, on the sandbox's clock.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pay_sandbox::Delivery;
use serde_json::json;

use super::listener::Listener;
use super::shop::Shop;
use crate::merchant::{THEN, then, wait};
use crate::wire::{exchange, request};

fn settle(shop: &Shop) {
    wait(shop.sandbox.callbacks().settled());
}

/// When attempt `k` is due: 0, 60, 180, 360, .. seconds.
fn due(attempt: u64) -> SystemTime {
    then() + Duration::from_secs(60 * attempt * (attempt - 1) / 2)
}

fn fates(deliveries: &[Delivery]) -> Vec<(u32, SystemTime, Option<u16>)> {
    deliveries.iter().map(|one| (one.attempt, one.at, one.status)).collect()
}

#[test]
fn hours_are_turned_through_attempts_in_order() {
    let shop = Shop::open();
    let listener = Listener::open(&[500, 201, 204, 302, 404, 503, 200]);
    shop.payment("a", json!({"callback_url": listener.url()}));
    shop.sandbox.clock().advance(Duration::from_secs(7 * 3600));
    settle(&shop);
    let statuses = [500, 201, 204, 302, 404, 503, 200];
    let expected: Vec<_> = (1..=7_u32)
        .zip(statuses)
        .map(|(attempt, status)| (attempt, due(attempt.into()), Some(status)))
        .collect();
    assert_eq!(fates(&shop.sandbox.callbacks().of("a")), expected);
    let seen = listener.seen();
    for (at, callback) in seen.iter().enumerate() {
        let next = due(at as u64 + 2).duration_since(UNIX_EPOCH).unwrap().as_secs();
        assert_eq!(callback.header("retry-count"), (at + 1).to_string());
        assert_eq!(callback.header("next-retry"), next.to_string());
        assert_eq!(callback.body, seen[0].body, "told as it was");
        assert_eq!(callback.header("x-signature"), seen[0].header("x-signature"));
    }
}

#[test]
fn small_steps_lead_through_the_same_schedule() {
    let shop = Shop::open();
    let listener = Listener::open(&[500]);
    shop.payment("a", json!({"callback_url": listener.url()}));
    settle(&shop);
    for attempt in 2..=8_u64 {
        shop.sandbox.clock().advance(Duration::from_secs(60 * (attempt - 1) - 1));
        settle(&shop);
        assert_eq!(listener.seen().len() as u64, attempt - 1);
        shop.sandbox.clock().advance(Duration::from_secs(1));
        settle(&shop);
        assert_eq!(listener.seen().len() as u64, attempt);
    }
    assert_eq!(shop.sandbox.callbacks().of("a")[6].at, due(7));
}

#[test]
fn the_control_address_answers_when_the_chain_is_through() {
    let shop = Shop::open();
    let listener = Listener::open(&[500]);
    shop.payment("a", json!({"callback_url": listener.url()}));
    assert_eq!(shop.control("/clock", json!({"advance_s": 21 * 60})).0, 200);
    let addr = shop.sandbox.control_url().strip_prefix("http://").unwrap().parse().unwrap();
    let answer = exchange(addr, &request("GET", "/callbacks", &[], b"")).unwrap().json();
    let attempts = answer["callbacks"].as_array().unwrap();
    assert_eq!(attempts.len(), 7);
    let expected = json!({
        "gateway": "paycore", "id": "a", "url": listener.url(), "attempt": 7,
        "at": "2024-03-14T18:57:09Z", "status": 500,
    });
    assert_eq!(attempts[6], expected);
    assert_eq!(THEN + 21 * 60, due(7).duration_since(UNIX_EPOCH).unwrap().as_secs());
}

#[test]
fn the_hundredth_attempt_is_the_last() {
    let shop = Shop::open();
    let listener = Listener::open(&[503]);
    shop.payment("a", json!({"callback_url": listener.url(), "expires": THEN + 9_000_000}));
    shop.sandbox.clock().advance(Duration::from_secs(60 * 4950 - 1));
    settle(&shop);
    assert_eq!(listener.seen().len(), 99);
    shop.sandbox.clock().advance(Duration::from_secs(1));
    settle(&shop);
    shop.sandbox.clock().advance(Duration::from_secs(1_000_000));
    settle(&shop);
    let deliveries = shop.sandbox.callbacks().of("a");
    assert_eq!(listener.seen().len(), 100);
    assert_eq!(fates(&deliveries)[99], (100, due(100), Some(503)));
}

#[test]
fn a_merchant_that_waits_for_the_clock_does_not_stop_it() {
    let shop = Shop::open();
    // It takes the connection and never answers: the sandbox gives up by itself.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    shop.payment("a", json!({"callback_url": url}));
    let begin = std::time::Instant::now();
    assert_eq!(shop.control("/clock", json!({"advance_s": 59})).0, 200);
    assert!(begin.elapsed() < Duration::from_secs(15), "{:?}", begin.elapsed());
    assert_eq!(shop.sandbox.callbacks().of("a")[0].status, None);
}

#[test]
fn interval_and_number_can_be_chosen() {
    let shop = Shop::with(|settings| {
        settings.callback_interval_s = 0;
        settings.callback_attempts = 3;
    });
    let listener = Listener::open(&[500]);
    shop.payment("a", json!({"callback_url": listener.url()}));
    settle(&shop);
    assert_eq!(listener.seen().len(), 3);
}
