//! Fees, as invoices and balances show them.

use serde_json::{Value, json};

use super::shop::{Shop, number};
use pay_sandbox::paycore::Fee;

fn shown(invoice: &Value, names: [&str; 3]) -> [Value; 3] {
    names.map(|name| invoice[name].clone())
}

#[test]
fn every_strategy_keeps_the_sum() {
    let fee = || Fee::new("2.5", "1");
    for (fee, sides) in [
        (fee(), [json!(100), number("3.5"), number("96.5")]),
        (fee().external(), [number("103.5"), number("3.5"), json!(100)]),
        // (100 + 1) / 0.975 = 103.589..
        (fee().reverse(), [number("103.59"), number("3.59"), json!(100)]),
        // 100 - (100 - 1) / 1.025 = 3.414..
        (fee().external().reverse(), [json!(100), number("3.41"), number("96.59")]),
    ] {
        let shop = Shop::with(|settings| {
            settings.payment_fee = fee.clone();
            settings.payout_fee = fee;
        });
        let payment = shop.payment("a", json!({"test_mode": false}));
        let names = ["payment_amount", "fee", "deposit"];
        assert_eq!(shown(&shop.attributes(&payment), names), sides);
        let payout = shop.payout("p", json!({}));
        let names = ["writeoff", "fee", "payout_amount"];
        assert_eq!(shown(&shop.attributes(&payout), names), sides);

        shop.paycore.act("a", "pay").unwrap();
        let names = ["processed_amount", "processed_fee", "processed_deposit"];
        assert_eq!(shown(&shop.attributes(&payment), names), sides);
        shop.process(&payout);
        let names = ["processed_writeoff", "processed_fee", "processed_amount"];
        assert_eq!(shown(&shop.attributes(&payout), names), sides);
    }
}

#[test]
fn when_less_is_paid_the_fee_is_counted_anew() {
    let shop = Shop::with(|settings| settings.payment_fee = Fee::new("10", "1").at_most("8"));
    let id = shop.payment("a", json!({"test_mode": false}));
    assert_eq!(shop.attributes(&id)["fee"], 8);
    assert_eq!(shop.act("a", "pay", json!({"amount": 50}), false).0, 200);
    let names = ["processed_amount", "processed_fee", "processed_deposit"];
    assert_eq!(shown(&shop.attributes(&id), names), [json!(50), json!(6), json!(44)]);
    assert_eq!(shop.paycore.balance("UAH"), "100044.00");
}

#[test]
fn a_payout_that_arrives_in_part_costs_a_part_of_the_fee() {
    let shop = Shop::with(|settings| settings.payout_fee = Fee::new("10", "0").external());
    let id = shop.payout("p", json!({}));
    // Its transfer is under way.
    shop.act("p", "set", json!({"status": "process_pending"}), false);
    assert_eq!(shop.paycore.balance("UAH"), "99890.00");
    assert_eq!(shop.paycore.pending_balance("UAH"), "110.00");
    shop.act("p", "pay", json!({"amount": "33.33"}), false);
    let names = ["processed_writeoff", "processed_fee", "processed_amount"];
    assert_eq!(
        shown(&shop.attributes(&id), names),
        [number("36.66"), number("3.33"), number("33.33")]
    );
    assert_eq!(shop.paycore.balance("UAH"), "99963.34");
    assert_eq!(shop.paycore.pending_balance("UAH"), "0.00");
}

#[test]
fn a_refund_does_not_bring_the_fee_back() {
    let shop = Shop::with(|settings| settings.payment_fee = Fee::new("10", "0"));
    let id = shop.payment("a", json!({"test_mode": false}));
    shop.paycore.act("a", "pay").unwrap();
    shop.post(&format!("/payment-invoices/{id}/refund"), json!({"amount": 100}));
    assert_eq!(shop.attributes(&id)["refunded_fee"], 0);
    assert_eq!(shop.paycore.balance("UAH"), "99990.00");
}

#[test]
fn the_largest_amounts_and_fees_can_be_counted() {
    let highest = "999999999999.99999999";
    let shop = Shop::with(|settings| {
        let fee = Fee::new("99.9999", highest).reverse();
        (settings.payment_fee, settings.payout_fee) = (fee.clone(), fee);
    });
    let more = json!({"amount": highest, "currency": "BTC", "service": null});
    shop.payment("in", more);
    let more = json!({"amount": null, "service_amount": highest, "service": "bitcoin_btc"});
    let body = super::shop::wrapped("payout-invoices", "out", more);
    let answer = shop.post("/payout-invoices", body);
    assert!(super::shop::codes(&answer).contains(&"service_amount_too_big".to_owned()));
    let more = json!({"currency": "BTC", "amount": "0.6"});
    let shown = shop.attributes(&shop.payment("converted", more));
    // (0.6 + 999999999999.99999999) / 0.000001, and 1500000 UAH for each
    assert_eq!(shown["payment_amount"], number("1000000000000599999.99"));
    assert_eq!(shown["payment_service_amount"], number("1500000000000899999985000"));
}

#[test]
fn the_fee_of_the_day_stays() {
    let shop = Shop::open();
    let id = shop.payment("a", json!({}));
    shop.paycore.configure(|settings| settings.payment_fee = Fee::new("10", "0"));
    shop.paycore.act("a", "pay").unwrap();
    assert_eq!(shop.attributes(&id)["processed_fee"], 0);
    let answer = shop.public("/payment-prerequest", json!({"currency": "UAH"})).json();
    let card = &answer["data"]["services"]["payment_card_uah_hpp"];
    assert_eq!(card["fee"], json!({"rate": 10, "fixed": 0, "min": null, "max": null}));
    shop.paycore.configure(|settings| settings.public_fee = false);
    let answer = shop.public("/payment-prerequest", json!({"currency": "UAH"})).json();
    assert!(answer["data"]["services"]["payment_card_uah_hpp"].get("fee").is_none());
}
