//! What happens by itself as time goes by.

use std::time::Duration;

use serde_json::json;

use super::shop::{Access, Shop};

fn advance(shop: &Shop, seconds: u64) {
    shop.sandbox.clock().advance(Duration::from_secs(seconds));
}

#[test]
fn what_nobody_has_paid_expires_when_it_said_it_would() {
    let shop = Shop::open();
    let orders = [
        ("new", "deleted"),
        ("waitPayment", "deleted"),
        ("inProgress", "inProgress"),
        ("errorPayment", "errorPayment"),
        ("hold", "hold"),
    ]
    .map(|(from, end)| {
        let access = shop.create(json!({}));
        shop.act(&access.uid, "operator_set", json!({"status": from}), true);
        (access, from, end)
    });
    assert_eq!(shop.order(&orders[0].0)["expiresAt"], "2024-03-14T19:36:09.000Z");
    advance(&shop, 3599);
    for (access, from, _) in &orders {
        assert_eq!(shop.status(access), *from);
    }
    advance(&shop, 1);
    for (access, _, end) in &orders {
        assert_eq!(shop.status(access), *end);
    }
    assert!(shop.ledger().is_empty());
}

#[test]
fn each_direction_has_its_own_lifetime() {
    let shop = Shop::open();
    let create = || {
        let wish = shop.wish(2, json!({}));
        Access::of(&shop.data("public/exchanger/order/create", wish))
    };
    let usual = create();
    shop.act("6580ad77a8cd1684a53a1c11", "route", json!({"lifetime_min": 1}), false);
    let short = create();
    advance(&shop, 60);
    assert_eq!((shop.status(&short), shop.status(&usual)), ("deleted".into(), "new".into()));
    advance(&shop, 29 * 60);
    assert_eq!(shop.status(&usual), "deleted");
}

#[test]
fn automatic_payouts_take_a_minute_or_what_was_chosen() {
    let shop = Shop::open();
    let access = shop.create(json!({"skipPreview": true}));
    shop.obmin.act(&access.uid, "module_confirm").unwrap();
    advance(&shop, 59);
    assert_eq!(shop.status(&access), "inProgressPayout");
    advance(&shop, 1);
    assert_eq!(shop.status(&access), "done");

    let shop = Shop::with(|settings| settings.payout_delay_s = 0);
    let access = shop.create(json!({"skipPreview": true}));
    shop.obmin.act(&access.uid, "module_confirm").unwrap();
    assert_eq!(shop.status(&access), "done");
}

#[test]
fn manual_payouts_wait_for_an_operator() {
    let shop = Shop::open();
    for route in [1, 2] {
        let wish = shop.wish(route, json!({"skipPreview": true}));
        let access = Access::of(&shop.data("public/exchanger/order/create", wish));
        shop.obmin.act(&access.uid, "module_confirm").unwrap();
        advance(&shop, 1_000_000);
        assert_eq!(shop.status(&access), "inProgressPayout");
    }
}

#[test]
fn a_payout_that_was_interrupted_does_not_come_by_itself() {
    let shop = Shop::open();
    let access = shop.create(json!({"skipPreview": true}));
    shop.obmin.act(&access.uid, "module_confirm").unwrap();
    shop.obmin.act(&access.uid, "payout_fail").unwrap();
    advance(&shop, 3600);
    assert_eq!(shop.status(&access), "errorPayout");
    // Queued again, it takes the whole time again.
    shop.act(&access.uid, "operator_set", json!({"status": "inProgressPayout"}), false);
    advance(&shop, 30);
    shop.act(&access.uid, "operator_set", json!({"status": "hold"}), false);
    shop.act(&access.uid, "operator_set", json!({"status": "inProgressPayout"}), false);
    advance(&shop, 59);
    assert_eq!(shop.status(&access), "inProgressPayout");
    advance(&shop, 1);
    assert_eq!(shop.status(&access), "done");
    assert_eq!(shop.ledger(), ["charge 3057 250.00 ADA", "payout 3057 4000.00 UAH"]);
}

#[test]
fn late_money_brings_an_order_back() {
    let shop = Shop::open();
    let access = shop.create(json!({"skipPreview": true}));
    advance(&shop, 3600);
    assert_eq!(shop.status(&access), "deleted");
    shop.obmin.act(&access.uid, "late_payment").unwrap();
    assert_eq!(shop.status(&access), "inProgressPayout");
    advance(&shop, 60);
    assert_eq!(shop.status(&access), "done");
}
