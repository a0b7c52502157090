//! Every pair of states: those of the document are taken, all others refused unless forced.

use serde_json::json;

use super::shop::Shop;

/// What processing can reach.
const PROCESSING: &str = "process_pending process_error processed partially_processed \
    process_failed expired terminated verified verify_failed rejected processing";

/// As the document lists them.
pub(crate) const PAYMENTS: [(&str, &str); 20] = [
    ("created", "processing process_pending expired terminated rejected"),
    ("processing", PROCESSING),
    ("process_pending", PROCESSING),
    ("process_error", "processing process_failed"),
    ("processed", "refunding refund_pending charged_back partially_charged_back"),
    ("partially_processed", "refunding refund_pending charged_back partially_charged_back"),
    ("process_failed", ""),
    ("expired", ""),
    ("terminated", ""),
    ("rejected", ""),
    ("verified", ""),
    ("verify_failed", ""),
    (
        "refunding",
        "refund_pending refund_error partially_refunded refunded refund_failed refunding",
    ),
    ("refund_pending", "refunding partially_refunded refunded refund_failed"),
    ("refund_error", "refunding"),
    ("refund_failed", "refunding"),
    ("partially_refunded", "refunding refund_pending"),
    ("refunded", ""),
    ("charged_back", ""),
    ("partially_charged_back", "charged_back"),
];

pub(crate) const PAYOUTS: [(&str, &str); 15] = [
    ("created", "processing process_pending expired terminated"),
    (
        "processing",
        "process_pending process_error processed partially_processed process_failed expired \
         terminated",
    ),
    (
        "process_pending",
        "processing process_pending process_error processed partially_processed process_failed \
         expired terminated",
    ),
    ("process_error", "processing"),
    ("processed", "canceling"),
    ("partially_processed", "canceling"),
    ("process_failed", ""),
    ("expired", ""),
    ("terminated", ""),
    ("canceling", "cancel_pending cancel_error canceled partially_canceled cancel_failed"),
    ("cancel_pending", "canceling"),
    ("cancel_error", "canceling"),
    ("partially_canceled", ""),
    ("canceled", ""),
    ("cancel_failed", ""),
];

/// Tries every pair with an invoice of its own.
fn try_all(shop: &Shop, table: &[(&str, &str)], create: impl Fn(&str)) {
    let start = shop.paycore.balance("UAH");
    for (from, legal) in table {
        let legal: Vec<_> = legal.split_whitespace().collect();
        for (to, _) in table {
            let name = format!("{from}>{to}");
            create(&name);
            let args = |status: &str| json!({"status": status, "amount": 1});
            let forced = shop.act(&name, "set", args(from), true);
            assert_eq!(forced, (200, json!({"status": from})), "{name}");
            let (status, answer) = shop.act(&name, "set", args(to), false);
            if legal.contains(to) {
                assert_eq!((status, answer), (200, json!({"status": to})), "{name}");
            } else {
                let why = format!("`{name}` cannot `set`: it is {from}");
                assert_eq!((status, answer), (409, json!({"error": why})), "{name}");
            }
            // The end of all money: nothing was lost or made on the way.
            let back = shop.act(&name, "set", json!({"status": "created"}), true);
            assert_eq!(back.0, 200, "{name}");
            assert_eq!(shop.paycore.balance("UAH"), start, "{name}");
            assert_eq!(shop.paycore.pending_balance("UAH"), "0.00", "{name}");
        }
    }
}

#[test]
fn payments_go_where_the_document_says() {
    let shop = Shop::open();
    try_all(&shop, &PAYMENTS, |name| {
        shop.payment(name, json!({"test_mode": false}));
    });
}

#[test]
fn payouts_go_where_the_document_says() {
    let shop = Shop::open();
    try_all(&shop, &PAYOUTS, |name| {
        shop.payout(name, json!({}));
    });
}

#[test]
fn named_actions_have_their_own_words() {
    let shop = Shop::open();
    for (action, args, status, resolution) in [
        ("pay", json!({}), "processed", "ok"),
        ("pay", json!({"amount": 60}), "partially_processed", "ok"),
        ("pay", json!({"amount": "160"}), "processed", "ok"),
        ("refuse", json!({}), "process_failed", "declined"),
        (
            "refuse",
            json!({"resolution": "lost_or_stolen_card"}),
            "process_failed",
            "lost_or_stolen_card",
        ),
        ("expire", json!({}), "expired", "operation_expired"),
        ("terminate", json!({}), "terminated", "ok"),
        ("reject", json!({}), "rejected", "access_denied"),
    ] {
        let reference = format!("{action} {args}");
        let id = shop.payment(&reference, json!({}));
        assert_eq!(shop.act(&reference, action, args, false).0, 200, "{reference}");
        let invoice = shop.attributes(&id);
        assert_eq!(
            (&invoice["status"], &invoice["resolution"]),
            (&json!(status), &json!(resolution))
        );
    }
    assert_eq!(
        shop.ledger(),
        [
            "charge pay {} 100.00 UAH",
            "charge pay {\"amount\":60} 60.00 UAH",
            "charge pay {\"amount\":\"160\"} 160.00 UAH",
        ]
    );
}

#[test]
fn charge_backs_take_the_money_in_one_step_or_two() {
    let shop = Shop::open();
    let id = shop.payment("a", json!({"test_mode": false}));
    shop.paycore.act("a", "pay").unwrap();
    let part = shop.act("a", "charge_back", json!({"amount": 30}), false);
    assert_eq!(part, (200, json!({"status": "partially_charged_back"})));
    assert_eq!(shop.attributes(&id)["charged_back_amount"], 30);
    let rest = shop.act("a", "charge_back", json!({}), false);
    assert_eq!(rest, (200, json!({"status": "charged_back"})));
    assert_eq!(shop.attributes(&id)["charged_back_amount"], 100);
    assert_eq!(shop.ledger(), ["charge a 100.00 UAH", "refund a 30.00 UAH", "refund a 70.00 UAH"]);
    assert_eq!(shop.paycore.balance("UAH"), "100000.00");
}
