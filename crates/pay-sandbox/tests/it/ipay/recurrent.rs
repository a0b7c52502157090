//! Payments that recur without their payer.

use serde_json::{Value, json};

use super::shop::{GOOD_PAN, Shop, frozen, open_token, payment, two_stages};
use crate::merchant::ledger;

fn again(shop: &Shop, token: &Value, invoice: u64) -> Value {
    shop.call("PaymentCreate", json!({"invoice": invoice, "recurrent_token": token}))
}

#[test]
fn a_card_is_charged_again() {
    let (sandbox, shop) = frozen();
    let paid = shop.pay_with("5555555555554444", 100, json!({"recurrent": true, "ext_id": "a"}));
    let token = &paid["recurrent_token"];
    assert_eq!(token.as_str().unwrap().len(), 40);
    assert_eq!(shop.status(&paid)["recurrent_token"], *token);
    let second = again(&shop, token, 60_000);
    assert_eq!(second["pmt_status"], 5, "without 3-D Secure");
    assert_eq!(second["card_mask"], "555555******4444");
    assert!(second.get("recurrent_token").is_none());
    for (kopecks, group) in [(42, 42), (51, 51), (60, 60), (66, 66)] {
        let refused = again(&shop, token, 100 + kopecks);
        assert_eq!(refused["bank_response"]["error_group"], group);
    }
    assert_eq!(ledger(&sandbox), ["charge a 1.00 UAH", "charge 1100000002 600.00 UAH"]);
}

#[test]
fn tokens_of_nobody_and_of_others_are_refused() {
    let (sandbox, shop) = frozen();
    let invalid = json!({"error": "invalid token"});
    assert_eq!(again(&shop, &json!("nobody's"), 100), invalid);
    let paid = shop.pay(100, json!({"recurrent": 1}));
    let other = Shop::named(&sandbox, "test2");
    assert_eq!(again(&other, &paid["recurrent_token"], 100), invalid);
}

#[test]
fn a_google_token_counts_before_a_recurrent_one() {
    let (_sandbox, shop) = frozen();
    let body = payment(GOOD_PAN, 100, json!({"recurrent_token": "nobody's"}));
    assert_eq!(shop.call("PaymentCreate", body)["pmt_status"], 5);
    let body = json!({"invoice": 100, "token": open_token("1"), "recurrent_token": "x"});
    shop.refused("PaymentCreate", body, "invalid pan");
}

#[test]
fn a_token_comes_with_success_only_and_where_the_contract_allows() {
    let (sandbox, shop) = frozen();
    assert!(shop.pay(142, json!({"recurrent": true})).get("recurrent_token").is_none());
    let deferred = shop.pay(100, json!({"recurrent": true, "deferred_payment": true}));
    assert!(deferred.get("recurrent_token").is_none());
    let done = shop.call("ProcessPayment", json!({"pmt_id": deferred["pmt_id"]}));
    assert!(done["recurrent_token"].is_string());
    sandbox.ipay().configure_merchant("test", |merchant| merchant.recurrent = false);
    assert!(shop.pay(100, json!({"recurrent": true})).get("recurrent_token").is_none());

    let (_sandbox, shop) = two_stages();
    let held = shop.pay(100, json!({"recurrent": true}));
    let token = held["recurrent_token"].clone();
    let sold = shop.call("PaymentSale", json!({"pmt_id": held["pmt_id"], "invoice": 100}));
    assert!(token.is_string());
    assert_eq!(sold["recurrent_token"], token);
    assert_eq!(again(&shop, &token, 100)["pmt_status"], 3);
}
