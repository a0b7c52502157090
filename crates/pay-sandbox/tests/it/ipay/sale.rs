//! Two stages: held money is taken, in whole or in part, or let go.

use std::time::Duration;

use serde_json::{Value, json};

use super::shop::{Shop, frozen, two_stages};
use crate::merchant::ledger;

const OVERALL: &str = "overall error";
const STRUCTURE: &str = "invalid request structure";

fn sale(shop: &Shop, held: &Value, more: Value) -> Value {
    let mut body = json!({"pmt_id": held["pmt_id"]});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    shop.call("PaymentSale", body)
}

fn split(a: u64, b: u64) -> Value {
    json!([{"invoice": a, "smch_id": 5410}, {"invoice": b, "smch_id": 5472}])
}

#[test]
fn a_hold_is_taken_whole() {
    let (sandbox, shop) = two_stages();
    let held = shop.pay(10_000, json!({"ext_id": "a"}));
    assert_eq!(held["pmt_status"], 3);
    assert!(held["rrn"].is_string() && held["mch_amount"].is_array());
    assert_eq!(ledger(&sandbox), ["hold a 100.00 UAH"]);
    let sold = sale(&shop, &held, json!({"invoice": "10000"}));
    assert_eq!((&sold["pmt_status"], &sold["invoice"]), (&json!(5), &json!(10_000)));
    assert_eq!(ledger(&sandbox), ["hold a 100.00 UAH", "capture a 100.00 UAH"]);
    assert_eq!(sale(&shop, &held, json!({"invoice": 1})), json!({"error": OVERALL}), "once");
}

#[test]
fn a_part_is_taken_and_the_rest_is_free_again() {
    let (sandbox, shop) = two_stages();
    let held = shop.pay(10_000, json!({"ext_id": "a"}));
    assert_eq!(sale(&shop, &held, json!({"invoice": 10_001})), json!({"error": OVERALL}));
    let sold = sale(&shop, &held, json!({"invoice": 7_500}));
    assert_eq!((&sold["pmt_status"], &sold["amount"]), (&json!(5), &json!(7_500)));
    assert_eq!(sold["transactions"][0]["invoice"], 7_500);
    assert_eq!(sold["transactions"][0]["trn_id"], held["transactions"][0]["trn_id"]);
    let books = ["hold a 100.00 UAH", "capture a 75.00 UAH", "release a 25.00 UAH"];
    assert_eq!(ledger(&sandbox), books);
    assert_eq!(shop.status(&held)["invoice"], 7_500);
}

#[test]
fn receivers_get_new_sums() {
    let (sandbox, shop) = two_stages();
    let create = |ext_id: &str| {
        shop.pay(10_000, json!({"ext_id": ext_id, "transactions": split(6_000, 4_000)}))
    };
    let held = create("a");
    let stranger = json!({"transactions": [{"invoice": 1, "smch_id": 5473}]});
    assert_eq!(sale(&shop, &held, stranger), json!({"error": STRUCTURE}));
    let twice = json!({"transactions": [
        {"invoice": 1, "smch_id": 5410}, {"invoice": 1, "smch_id": 5410},
    ]});
    assert_eq!(sale(&shop, &held, twice), json!({"error": STRUCTURE}));
    let unequal = json!({"invoice": 8_999, "transactions": split(5_000, 4_000)});
    assert_eq!(sale(&shop, &held, unequal), json!({"error": STRUCTURE}));
    let too_much = json!({"transactions": split(6_001, 4_000)});
    assert_eq!(sale(&shop, &held, too_much), json!({"error": OVERALL}));
    assert_eq!(sale(&shop, &held, json!({"invoice": 9_000})), json!({"error": STRUCTURE}));
    let taken = sale(&shop, &held, json!({"invoice": 9_000, "transactions": split(5_000, 4_000)}));
    assert_eq!(taken["transactions"][1]["trn_id"], held["transactions"][1]["trn_id"]);
    assert_eq!(taken["mch_amount"][0], json!({"smch_id": "5410", "amount": "5000"}));

    let held = create("b");
    let only = json!({"transactions": [{"invoice": 4_000, "smch_id": "5472"}]});
    let taken = sale(&shop, &held, only);
    assert_eq!(taken["transactions"].as_array().unwrap().len(), 1, "who is left out disappears");
    assert_eq!(taken["invoice"], 4_000);
    assert_eq!(sale(&shop, &create("c"), json!({"invoice": 10_000}))["pmt_status"], 5);
    let booked = ledger(&sandbox);
    assert!(booked.contains(&"release b 60.00 UAH".to_owned()), "{booked:?}");
}

#[test]
fn a_sale_can_be_refused() {
    let (sandbox, shop) = two_stages();
    let held = shop.pay(10_000, json!({"ext_id": "a"}));
    let refused = sale(&shop, &held, json!({"invoice": 9_941}));
    assert_eq!(refused["pmt_status"], 4);
    assert_eq!(refused["bank_response"]["error_group"], 41);
    assert_eq!(refused["invoice"], 10_000);
    assert_eq!(ledger(&sandbox), ["hold a 100.00 UAH", "release a 100.00 UAH"]);
    assert_eq!(sale(&shop, &held, json!({"invoice": 1})), json!({"error": OVERALL}));
}

#[test]
fn a_hold_lapses() {
    let (sandbox, shop) = two_stages();
    let held = shop.pay(10_000, json!({"ext_id": "a"}));
    sandbox.clock().advance(Duration::from_secs(7 * 24 * 3600 - 1));
    assert_eq!(sandbox.ledger().entries().len(), 1);
    sandbox.clock().advance(Duration::from_secs(1));
    assert_eq!(ledger(&sandbox), ["hold a 100.00 UAH", "release a 100.00 UAH"]);
    assert_eq!(shop.status(&held)["pmt_status"], 3, "nobody has said otherwise");
    let late = sale(&shop, &held, json!({"invoice": 10_000}));
    assert_eq!(
        (&late["pmt_status"], &late["bank_response"]["error_group"]),
        (&json!(4), &json!(55))
    );
    assert_eq!(sandbox.ledger().entries().len(), 2);

    let held = shop.pay(10_000, json!({"ext_id": "b"}));
    sandbox.clock().advance(Duration::from_secs(7 * 24 * 3600));
    let cancelled = shop.call("PaymentCancel", json!({"pmt_id": held["pmt_id"]}));
    assert_eq!(cancelled["pmt_status"], 9);
    assert_eq!(sandbox.ledger().entries().len(), 4, "released once");
}

#[test]
fn money_that_is_held_anew_has_its_own_time() {
    let (sandbox, shop) = two_stages();
    let held = shop.pay(10_000, json!({"ext_id": "a"}));
    sandbox.clock().advance(Duration::from_secs(100));
    sandbox.ipay().force("a", "pay").unwrap();
    let books = ["hold a 100.00 UAH", "release a 100.00 UAH", "hold a 100.00 UAH"];
    assert_eq!(ledger(&sandbox), books);
    sandbox.clock().advance(Duration::from_secs(7 * 24 * 3600 - 1));
    assert_eq!(ledger(&sandbox), books, "the first time is over, the second is not");
    assert_eq!(sale(&shop, &held, json!({"invoice": 10_000}))["pmt_status"], 5);
}

#[test]
fn only_what_is_held_can_be_sold() {
    let (_sandbox, shop) = frozen();
    let url = json!({"threeds_info": {"notification_url": "https://shop.example/3ds"}});
    for payment in [
        shop.pay(100, json!({})),
        shop.pay(142, json!({})),
        shop.pay(114, json!({})),
        shop.pay(196, json!({})),
        shop.pay(60_000, url),
        shop.pay(100, json!({"deferred_payment": true})),
        json!({"pmt_id": 5}),
    ] {
        assert_eq!(sale(&shop, &payment, json!({"invoice": 1})), json!({"error": OVERALL}));
    }
}
