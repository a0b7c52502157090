//! Money back: whole, in part, by transaction.

use serde_json::{Value, json};

use super::shop::{Shop, frozen, two_stages};
use crate::merchant::ledger;

const OVERALL: &str = "overall error";
const STRUCTURE: &str = "invalid request structure";

fn cancel(shop: &Shop, payment: &Value, more: Value) -> Value {
    let mut body = json!({"pmt_id": payment["pmt_id"]});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    shop.call("PaymentCancel", body)
}

/// The cancellation has failed, and the payment is what it was.
fn fails(shop: &Shop, payment: &Value, more: Value) {
    let before = shop.status(payment);
    let told = cancel(shop, payment, more);
    assert_eq!(
        (&told["pmt_status"], &told["bank_response"]["error_group"]),
        (&json!(4), &json!(55))
    );
    assert!(told.get("transactions").is_none());
    assert_eq!(shop.status(payment), before);
}

#[test]
fn a_payment_is_given_back_in_parts() {
    let (sandbox, shop) = frozen();
    let paid = shop.pay(12_300, json!({"ext_id": "a"}));
    fails(&shop, &paid, json!({"amount": 12_301}));
    for (amount, left) in [(300, 5), (2_000, 5)] {
        let told = cancel(&shop, &paid, json!({"amount": amount}));
        assert_eq!((&told["pmt_status"], &told["invoice"]), (&json!(9), &json!(12_300)));
        assert!(told.get("rrn").is_none() && told.get("mch_amount").is_none());
        assert!(told.get("terminal_id").is_none() && told.get("auth_code").is_none());
        assert_eq!(shop.status(&paid)["pmt_status"], left);
    }
    fails(&shop, &paid, json!({"amount": 10_001}));
    assert_eq!(cancel(&shop, &paid, json!({}))["pmt_status"], 9);
    assert_eq!(shop.status(&paid)["pmt_status"], 9);
    let books =
        ["charge a 123.00 UAH", "refund a 3.00 UAH", "refund a 20.00 UAH", "refund a 100.00 UAH"];
    assert_eq!(ledger(&sandbox), books);
    assert_eq!(cancel(&shop, &paid, json!({})), json!({"error": OVERALL}));
    assert_eq!(cancel(&shop, &paid, json!({"amount": 1})), json!({"error": OVERALL}));
}

#[test]
fn several_receivers_give_back_by_transaction() {
    let (sandbox, shop) = frozen();
    let split = json!([{"invoice": 6_000, "smch_id": 5410}, {"invoice": 4_000, "smch_id": 5472}]);
    let paid = shop.pay(10_000, json!({"ext_id": "a", "transactions": split}));
    let (one, two) = (&paid["transactions"][0]["trn_id"], &paid["transactions"][1]["trn_id"]);
    let some = |list: &[(&Value, u64)]| {
        let list: Vec<_> =
            list.iter().map(|(id, amount)| json!({"trn_id": id, "amount": amount})).collect();
        json!({"transactions": list})
    };
    let structure = json!({"error": STRUCTURE});
    assert_eq!(cancel(&shop, &paid, json!({"amount": 100})), structure);
    assert_eq!(cancel(&shop, &paid, some(&[(&json!(1), 1)])), structure, "nobody's");
    assert_eq!(cancel(&shop, &paid, some(&[(one, 1), (one, 1)])), structure, "twice");
    let mut both = some(&[(one, 1)]);
    both["amount"] = json!(1);
    assert_eq!(cancel(&shop, &paid, both), structure);
    fails(&shop, &paid, some(&[(one, 100), (two, 4_001)]));

    assert_eq!(cancel(&shop, &paid, some(&[(two, 4_000), (one, 50)]))["pmt_status"], 9);
    assert_eq!(shop.status(&paid)["pmt_status"], 5);
    fails(&shop, &paid, some(&[(two, 1)]));
    assert_eq!(cancel(&shop, &paid, json!({}))["pmt_status"], 9);
    assert_eq!(shop.status(&paid)["pmt_status"], 9);
    let books =
        ["charge a 100.00 UAH", "refund a 0.50 UAH", "refund a 40.00 UAH", "refund a 59.50 UAH"];
    assert_eq!(ledger(&sandbox), books);

    let single = shop.pay(100, json!({}));
    let list = some(&[(&single["transactions"][0]["trn_id"], 1)]);
    assert_eq!(cancel(&shop, &single, list), structure, "one transaction takes `amount`");
}

#[test]
fn a_hold_is_cancelled_whole_or_not_at_all() {
    let (sandbox, shop) = two_stages();
    let held = shop.pay(10_000, json!({"ext_id": "a"}));
    fails(&shop, &held, json!({"amount": 9_999}));
    fails(&shop, &held, json!({"amount": 10_001}));
    assert_eq!(cancel(&shop, &held, json!({"amount": 10_000}))["pmt_status"], 9);
    assert_eq!(shop.status(&held)["pmt_status"], 9);
    assert_eq!(ledger(&sandbox), ["hold a 100.00 UAH", "release a 100.00 UAH"]);

    let split = json!([{"invoice": 60, "smch_id": 5410}, {"invoice": 40, "smch_id": 5472}]);
    let held = shop.pay(100, json!({"transactions": split}));
    let part = json!([{"trn_id": held["transactions"][0]["trn_id"], "amount": 60}]);
    fails(&shop, &held, json!({"transactions": part}));
    assert_eq!(cancel(&shop, &held, json!({}))["pmt_status"], 9);
}

#[test]
fn what_has_no_money_cannot_be_cancelled() {
    let (sandbox, shop) = frozen();
    let url = json!({"threeds_info": {"notification_url": "https://shop.example/3ds"}});
    for payment in [
        shop.pay(142, json!({})),
        shop.pay(114, json!({})),
        shop.pay(196, json!({})),
        shop.pay(60_000, url),
        shop.pay(100, json!({"deferred_payment": true})),
    ] {
        assert_eq!(cancel(&shop, &payment, json!({})), json!({"error": OVERALL}), "{payment}");
    }
    assert!(sandbox.ledger().entries().is_empty());
}

#[test]
fn payments_of_another_merchant_do_not_exist() {
    let (sandbox, shop) = frozen();
    let paid = shop.pay(100, json!({"ext_id": "a"}));
    let other = Shop::named(&sandbox, "test2");
    assert_eq!(cancel(&other, &paid, json!({})), json!({"error": OVERALL}));
    for body in [json!({"pmt_id": paid["pmt_id"]}), json!({"ext_id": "a"}), json!({"ext_id": "b"})]
    {
        other.refused("GetPaymentStatus", body, OVERALL);
    }
    other.refused("GetPaymentInvoice", json!({"pmt_id": paid["pmt_id"]}), OVERALL);
    other.refused("GetReceipt", json!({"pmt_id": paid["pmt_id"]}), OVERALL);
    assert_eq!(sandbox.ledger().entries().len(), 1);
}

#[test]
fn the_newest_of_several_with_one_ext_id_is_found() {
    let (_sandbox, shop) = frozen();
    let first = shop.pay(100, json!({"ext_id": "a"}));
    let second = shop.pay(200, json!({"ext_id": "a"}));
    assert_ne!(first["pmt_id"], second["pmt_id"]);
    assert_eq!(shop.call("GetPaymentStatus", json!({"ext_id": "a"}))["invoice"], 200);
    assert_eq!(shop.status(&first)["invoice"], 100);
    assert!(shop.pay(100, json!({"ext_id": ""})).get("ext_id").is_none());
}
