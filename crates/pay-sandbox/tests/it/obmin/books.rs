//! Whatever happens, the books say where the money is.

use std::collections::HashMap;
use std::time::Duration;

use pay_sandbox::Kind;
use proptest::prelude::*;
use serde_json::json;

use super::shop::Shop;

#[test]
fn money_comes_with_the_payment_and_leaves_with_the_payout() {
    let shop = Shop::open();
    for (steps, expected) in [
        (&["waitPayment", "inProgress", "hold", "deleted"][..], &[][..]),
        (&["waitPayment", "errorPayment", "waitPayment"], &[]),
        (&["inProgressPayout", "errorPayout"], &["charge 250.00 ADA"]),
        (&["inProgressPayout", "hold", "inProgress", "deleted"], &["charge 250.00 ADA"]),
        (
            &["inProgressPayout", "errorPayout", "done"],
            &["charge 250.00 ADA", "payout 4000.00 UAH"],
        ),
        (&["done"], &["charge 250.00 ADA", "payout 4000.00 UAH"]),
        (&["inProgressPayout", "returned"], &["charge 250.00 ADA", "refund 250.00 ADA"]),
        (&["inProgress", "returned"], &["charge 250.00 ADA", "refund 250.00 ADA"]),
        (&["inProgressPayout", "errorPayment"], &["charge 250.00 ADA", "refund 250.00 ADA"]),
        (
            &["done", "hold", "returned"],
            &[
                "charge 250.00 ADA",
                "payout 4000.00 UAH",
                "payout_return 4000.00 UAH",
                "refund 250.00 ADA",
            ],
        ),
    ] {
        let access = shop.create(json!({}));
        for step in steps {
            shop.act(&access.uid, "operator_set", json!({"status": step}), false);
        }
        let ours = shop.sandbox.ledger().entries();
        let ours: Vec<_> = ours
            .iter()
            .filter(|entry| entry.id == access.uid)
            .map(|entry| format!("{} {} {}", entry.kind, entry.amount, entry.currency))
            .collect();
        assert_eq!(ours, expected, "{steps:?}");
    }
}

#[test]
fn what_is_done_twice_is_booked_once() {
    let shop = Shop::open();
    let access = shop.create(json!({}));
    for _ in 0..2 {
        for status in ["done", "returned"] {
            for _ in 0..2 {
                shop.act(&access.uid, "operator_set", json!({"status": status}), true);
            }
        }
    }
    let once = [
        "charge 3057 250.00 ADA",
        "payout 3057 4000.00 UAH",
        "payout_return 3057 4000.00 UAH",
        "refund 3057 250.00 ADA",
    ];
    assert_eq!(shop.ledger(), [once, once].concat());
}

#[test]
fn amounts_in_the_books_are_exact() {
    let shop = Shop::open();
    for (route, amount, expected) in [
        (2, "0.00123456", ["charge 3057 0.00123456 BTC", "payout 3057 2469.12 UAH"]),
        (3, "2", ["charge 3058 2.00 ETH", "payout 3058 317.42 WMZ"]),
    ] {
        let wish = shop.wish(route, json!({"amount": amount}));
        let data = shop.data("public/exchanger/order/create", wish);
        shop.obmin
            .act_with(&data["uid"].to_string(), "operator_set", r#"{"status":"done"}"#)
            .unwrap();
        let ledger = shop.ledger();
        assert_eq!(ledger[ledger.len() - 2..], expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn states_and_books_agree(
        steps in proptest::collection::vec((0_usize..3, 0_usize..14, any::<bool>(), 0_u64..90), 1..40),
    ) {
        let shop = Shop::open();
        let orders = [0, 1, 2].map(|_| shop.create(json!({})));
        for (at, step, force, seconds) in steps {
            let order = &orders[at];
            let actions = [
                "confirm", "mark_paid", "cancel", "expire", "module_confirm", "module_fail",
                "payout_done", "payout_fail", "late_payment",
            ];
            let statuses = ["hold", "returned", "inProgress", "deleted"];
            match (actions.get(step), statuses.get(step.wrapping_sub(actions.len()))) {
                (Some(action), _) => drop(shop.act(&order.uid, action, json!({}), force)),
                (_, Some(status)) => {
                    drop(shop.act(&order.uid, "operator_set", json!({"status": status}), force));
                }
                _ => shop.sandbox.clock().advance(Duration::from_secs(seconds)),
            }
            let mut sums: HashMap<(&str, String), i32> = HashMap::new();
            for entry in shop.sandbox.ledger().entries() {
                let (side, sign) = match entry.kind {
                    Kind::Charge => ("in", 1),
                    Kind::Refund => ("in", -1),
                    Kind::Payout => ("out", 1),
                    Kind::PayoutReturn => ("out", -1),
                    other => panic!("Obmin has no {other}"),
                };
                *sums.entry((side, entry.id)).or_default() += sign;
            }
            for order in &orders {
                let sum = |side| sums.get(&(side, order.uid.clone())).copied().unwrap_or_default();
                let status = shop.status(order);
                prop_assert_eq!(sum("out"), i32::from(status == "done"), "{}", status);
                match &*status {
                    "new" | "waitPayment" | "errorPayment" | "returned" => prop_assert_eq!(sum("in"), 0),
                    "inProgressPayout" | "errorPayout" | "done" => prop_assert_eq!(sum("in"), 1),
                    _ => prop_assert!([0, 1].contains(&sum("in"))),
                }
            }
        }
    }
}
