//! How payments end: by card, by sum, by contract.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::shop::{GOOD_PAN, frozen, inside, payment, two_stages};
use crate::merchant::ledger;
use crate::wire::{exchange, request};

fn told(payment: &Value) -> (u64, Option<u64>) {
    let group = &payment["bank_response"]["error_group"];
    (payment["pmt_status"].as_u64().unwrap(), group.as_u64())
}

fn notified() -> Value {
    json!({"threeds_info": {"notification_url": "https://shop.example/3ds"}})
}

#[test]
fn cards_decide_before_sums() {
    let (sandbox, shop) = frozen();
    for (pan, end) in [
        ("4000000000000002", (4, Some(41))),
        ("4000000000009995", (4, Some(42))),
        ("4000000000000069", (4, Some(56))),
        ("4000000000003220", (1, None)),
        ("4000000000000101", (4, Some(66))),
        ("4000000000000259", (4, Some(67))),
        ("5555555555554444", (4, Some(57))),
    ] {
        assert_eq!(told(&shop.pay_with(pan, 157, notified())), end, "{pan}");
    }
    assert!(sandbox.ledger().entries().is_empty());
}

#[test]
fn kopecks_decide() {
    let (sandbox, shop) = frozen();
    for kopecks in [12, 41, 42, 43, 50, 51, 52, 55, 56, 57, 58, 60, 66, 67] {
        let refused = shop.pay(700 + kopecks, notified());
        assert_eq!(told(&refused), (4, Some(kopecks)));
        assert!(refused.get("transactions").is_none() && refused.get("rrn").is_none());
    }
    let blocked = shop.pay(714, json!({}));
    assert_eq!(told(&blocked), (14, None));
    assert!(blocked.get("transactions").is_none());
    let questioned = shop.pay(796, json!({}));
    assert_eq!(told(&questioned), (10, None));
    assert_eq!(questioned["expected_aml_fields"][0], "sender.firstname");
    assert!(sandbox.ledger().entries().is_empty());
    for kopecks in [0, 1, 11, 13, 40, 44, 59, 61, 65, 68, 94] {
        assert_eq!(told(&shop.pay(700 + kopecks, json!({}))), (5, None), "{kopecks}");
    }
}

#[test]
fn three_d_secure_takes_place_above_500_or_when_asked_for() {
    let (sandbox, shop) = frozen();
    let forced = |more: Value| {
        let mut more = more;
        more["pmt_info"] = json!({"force_security_rate": "3D"});
        more
    };
    assert_eq!(told(&shop.pay(50_000, notified())), (5, None), "exactly 500.00");
    assert_eq!(told(&shop.pay(50_001, notified())), (1, None));
    assert_eq!(told(&shop.pay(100, forced(notified()))), (1, None));
    assert_eq!(told(&shop.pay(50_001, json!({}))), (4, Some(66)), "nobody to tell");
    assert_eq!(told(&shop.pay(50_042, notified())), (4, Some(42)), "refused before it");
    for kopecks in [51, 60, 66] {
        let first = if kopecks == 66 { (4, Some(66)) } else { (1, None) };
        assert_eq!(told(&shop.pay(60_000 + kopecks, notified())), first, "{kopecks}");
    }
    assert_eq!(told(&shop.pay(166, forced(notified()))), (1, None));
    assert_eq!(told(&shop.pay_with("4000000000000101", 100, forced(notified()))), (1, None));
    sandbox.ipay().configure(|settings| settings.threeds_above = 99);
    assert_eq!(told(&shop.pay(100, notified())), (1, None));
}

#[test]
fn deferred_payments_ask_the_bank_later() {
    let (sandbox, shop) = frozen();
    let deferred = |invoice: u64| shop.pay(invoice, json!({"deferred_payment": true}));
    let process =
        |payment: &Value| shop.call("ProcessPayment", json!({"pmt_id": payment["pmt_id"]}));
    let good = deferred(60_000);
    assert_eq!(told(&good), (17, None), "without 3-D Secure");
    assert!(good.get("rrn").is_none() && good.get("mch_amount").is_none());
    assert!(ledger(&sandbox).is_empty());
    let done = process(&good);
    assert_eq!(told(&done), (5, None));
    assert!(done.get("transactions").is_none());
    assert_eq!(ledger(&sandbox), ["charge 1100000001 600.00 UAH"]);
    assert_eq!(process(&good), json!({"error": "overall error"}), "once");

    let bad = deferred(742);
    assert_eq!(told(&bad), (17, None));
    assert_eq!(told(&process(&bad)), (4, Some(42)));
    assert_eq!(told(&shop.status(&bad)), (4, Some(42)));
    let more = json!({"deferred_payment": true});
    assert_eq!(told(&shop.pay_with("4000000000000002", 100, more)), (4, Some(41)), "by card");
    assert_eq!(told(&deferred(714)), (14, None));
    for kopecks in [51, 60, 66] {
        assert_eq!(told(&process(&deferred(700 + kopecks))), (4, Some(kopecks)));
    }
    assert_eq!(sandbox.ledger().entries().len(), 1);

    let (sandbox, shop) = two_stages();
    let held = shop.pay(100, json!({"deferred_payment": "1"}));
    let held = shop.call("ProcessPayment", json!({"pmt_id": held["pmt_id"]}));
    assert_eq!(told(&held), (3, None));
    assert_eq!(ledger(&sandbox), ["hold 1100000001 1.00 UAH"]);
}

#[test]
fn fees_are_on_top() {
    let (sandbox, _) = frozen();
    let (login, key) = sandbox.ipay().fee_merchant();
    let shop = super::shop::Shop::named(&sandbox, &login);
    assert_eq!(key, shop.key);
    let fee = shop.call("CalculateFee", json!({"invoice": 1005}));
    assert_eq!(fee, json!({"invoice": "1005", "amount": "1106", "fee": "101"}));
    let split = json!([
        {"invoice": 5, "smch_id": 5410},
        {"invoice": 5, "smch_id": 5472},
        {"invoice": 995, "smch_id": 5410},
    ]);
    let paid = shop.pay(1005, json!({"ext_id": "f", "transactions": split}));
    assert_eq!((&paid["invoice"], &paid["amount"]), (&json!(1005), &json!(1106)));
    let amounts: Vec<_> = paid["transactions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["amount"].as_u64().unwrap())
        .collect();
    assert_eq!(amounts, [6, 5, 1095], "together what the payer pays");
    assert_eq!(paid["mch_amount"][2], json!({"smch_id": "5410", "amount": "995"}));
    assert_eq!(ledger(&sandbox), ["charge f 11.06 UAH"]);
}

#[test]
fn some_sums_are_paid_without_a_good_answer() {
    let (sandbox, shop) = frozen();
    let create = |invoice: u64, ext_id: &str| {
        let body = payment(GOOD_PAN, invoice, json!({"ext_id": ext_id}));
        let document = shop.envelope("PaymentCreate", body).to_string();
        exchange(shop.addr, &request("POST", "/", &[], document.as_bytes()))
    };
    let page = create(197, "page").unwrap();
    assert_eq!(page.status, 502);
    assert!(page.header("content-type").unwrap().starts_with("text/html"), "{page:?}");
    assert!(create(198, "cut").is_none());
    sandbox.ipay().configure(|settings| settings.slow_answer_ms = 300);
    let start = Instant::now();
    assert_eq!(inside(&create(199, "slow").unwrap())["pmt_status"], 5);
    assert!(start.elapsed() >= Duration::from_millis(300));
    for ext_id in ["page", "cut", "slow"] {
        let found = shop.call("GetPaymentStatus", json!({"ext_id": ext_id}));
        assert_eq!(found["pmt_status"], 5, "{ext_id}");
        assert_eq!(sandbox.ledger().charges(ext_id).len(), 1);
    }
}
