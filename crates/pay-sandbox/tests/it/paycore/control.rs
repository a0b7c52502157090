//! Actions and settings, as programs of any language use them.

use serde_json::{Value, json};

use super::shop::{Shop, wrapped};

fn refused(shop: &Shop, id: &str, action: &str, args: Value, reason: &str) {
    let (status, answer) = shop.act(id, action, args, false);
    let error = answer["error"].as_str().unwrap_or_default();
    assert_eq!(status, 400, "{answer}");
    assert!(error.starts_with(reason), "{error}");
}

#[test]
fn the_documentation_names_everything_that_is_known() {
    let page = include_str!("../../../../../docs/sandbox.md");
    let (faults, page) = page.split_once("\n## DPAY\n").unwrap();
    let (_, page) = page.split_once("\n## PayCore\n").unwrap();
    let shop = Shop::open();
    shop.payment("a", json!({}));
    let act = |action: &str, args: Value| json!({"gateway": "paycore", "id": "a", "action": action, "args": args});
    let fault = |on: Value| json!({"gateway": "paycore", "on": on, "fault": "?"});
    for (path, body) in [
        ("/act", act("?", json!({}))),
        ("/act", act("configure", json!({"?": 1}))),
        ("/act", act("pay", json!({"?": 1}))),
        ("/act", act("refuse", json!({"?": 1}))),
        ("/act", act("set", json!({"?": 1}))),
        ("/act", act("set", json!({"status": "?"}))),
        ("/act", act("resend", json!({"?": 1}))),
        ("/faults", fault(json!(null))),
        ("/faults", fault(json!("callback"))),
    ] {
        let (_, answer) = shop.control(path, body);
        let error = answer["error"].as_str().unwrap();
        let (_, known) = error.split_once(", known: ").unwrap();
        for name in known.split(", ") {
            let name = format!("`{name}`");
            assert!(
                page.contains(&name) || faults.contains(&name),
                "{name} is not in docs/sandbox.md"
            );
        }
    }
}

#[test]
fn every_setting_is_taken_by_name() {
    let shop = Shop::open();
    let settings = json!({
        "account_status": "active", "ip_allow_list": ["127.0.0.1"], "callback_url": null,
        "return_url": "http://shop.example/", "force_return_url": false,
        "send_operation_context": true, "forbid_public_creation": false, "public_fee": true,
        "expose_internal_data": true, "disabled_services": [], "invoice_lifetime": 1,
        "payout_lifetime": 1, "attempts_limit": 2, "fail_fast": false,
        "payment_fee": {"percent": "2.5", "fixed": 1, "min": "1", "max": "9", "strategy": "external", "reverse": true},
        "payout_fee": {}, "auto_process": false, "payout_delay_s": 1, "overdraft_limit": 1,
        "balance_lower_limit": 1, "refund_sync": false, "refund_delay_s": 1,
        "duplicate_status": 409, "rate_limit": null, "error_style": "both", "json_style": "plain",
        "public_shape": "jsonapi", "prerequest_shape": "jsonapi", "process_page": true,
        "paging": false, "callbacks": true, "callbacks_only_final": true,
        "callback_short_payouts": true, "callback_interval_s": 1, "callback_attempts": 7,
        "callback_merge_s": 0, "callback_duplicate": true, "callback_late_s": [1, 0],
        "callback_anywhere": false,
    });
    let taken = shop.act("", "configure", settings, false);
    assert_eq!(taken, (200, json!({"configured": true})));
    shop.paycore.configure(|settings| {
        let shown = format!("{settings:?}");
        assert!(shown.contains("callback_attempts: 7") && shown.contains("duplicate_status: 409"));
        assert_eq!(settings.callback_late_s, [1, 0]);
        let fee = pay_sandbox::paycore::Fee::new("2.5", "1").at_least("1").at_most("9");
        assert_eq!(settings.payment_fee, fee.external().reverse());
    });
    let (status, answer) = shop.control("/reset", json!({}));
    assert_eq!((status, answer), (200, json!({"reset": true})));
    shop.paycore.configure(|settings| assert_eq!(settings.callback_attempts, 100));
}

#[test]
fn wrong_settings_change_nothing() {
    let shop = Shop::open();
    for (args, reason) in [
        (json!({"h2h": true}), "unknown setting `h2h`, known: account_status"),
        (json!({"duplicate_status": 400}), "`400` is no value for `duplicate_status`"),
        (json!({"account_status": "asleep"}), "`\"asleep\"` is no value"),
        (json!({"callback_url": "x"}), "`\"x\"` is no value"),
        (json!({"payment_fee": {"percent": 100}}), "`{\"percent\":100}` is no value"),
        (json!({"payment_fee": {"rate": 1}}), "`{\"rate\":1}` is no value"),
        (
            json!({"payment_fee": {"fixed": 1_000_000_000_000_u64}}),
            "`{\"fixed\":1000000000000}` is no value",
        ),
        (json!({"callback_attempts": -1}), "`-1` is no value"),
        (json!({"paging": false, "callbacks": 1}), "`1` is no value for `callbacks`"),
    ] {
        refused(&shop, "", "configure", args, reason);
    }
    shop.paycore.configure(|settings| assert!(settings.paging));
}

#[test]
fn actions_that_are_not_known_are_refused_with_those_that_are() {
    let shop = Shop::open();
    shop.payment("a", json!({}));
    let payout = shop.payout("a", json!({}));
    shop.payment("b", json!({}));
    refused(&shop, "b", "bribe", json!({}), "unknown action `bribe`, known: pay, refuse");
    refused(&shop, "c", "pay", json!({}), "unknown invoice `c`, known: a, b, a");
    refused(&shop, "a", "pay", json!({}), "several invoices are called `a`");
    refused(
        &shop,
        "a",
        "pay",
        json!({"kind": "card"}),
        "unknown kind `card`, known: payment, payout",
    );
    refused(
        &shop,
        "b",
        "pay",
        json!({"amuont": 1}),
        "unknown argument `amuont`, known: kind, amount",
    );
    refused(&shop, "b", "pay", json!({"amount": 0}), "`0` is no amount above 0");
    let known = "unknown action for a payment `cancel`, known: pay, refuse, expire";
    refused(&shop, "b", "cancel", json!({}), known);
    let known = "unknown action for a payout `charge_back`, known: pay, refuse, expire";
    refused(&shop, &payout, "charge_back", json!({}), known);
    refused(&shop, "b", "set", json!({}), "`status` is missing, known: created, processing");
    refused(&shop, "b", "set", json!({"status": "paid"}), "unknown status `paid`, known: created");
    refused(&shop, "b", "set", json!({"status": "partially_processed"}), "`amount` is missing");
    refused(&shop, "b", "refuse", json!({"resolution": 7}), "`resolution` must be a text");
    assert_eq!(shop.act("a", "pay", json!({"kind": "payment"}), false).0, 200);
    let illegal = shop.act(&payout, "pay", json!({}), false);
    assert_eq!(illegal.0, 409);
    assert_eq!(shop.act(&payout, "pay", json!({}), true).0, 200);
    assert_eq!(shop.ledger(), ["charge a 100.00 UAH", "payout a 100.00 UAH"]);
}

#[test]
fn more_than_there_is_cannot_go_back() {
    let shop = Shop::open();
    shop.payment("a", json!({}));
    shop.paycore.act("a", "pay").unwrap();
    for status in ["partially_charged_back", "partially_refunded"] {
        let answer = shop.act("a", "set", json!({"status": status}), true);
        assert_eq!(answer, (400, json!({"error": "`amount` is missing"})));
    }
    let set = json!({"status": "partially_charged_back", "amount": 101});
    let answer = shop.act("a", "set", set, true);
    assert_eq!(answer, (409, json!({"error": "there are only 100 left"})));
}

#[test]
fn a_reset_forgets_invoices_and_balances() {
    let shop = Shop::open();
    let id = shop.payment("a", json!({"test_mode": false}));
    shop.paycore.act("a", "pay").unwrap();
    shop.sandbox.reset();
    assert_eq!(shop.send("GET", &format!("/payment-invoices/{id}"), "").status, 404);
    assert_eq!(shop.paycore.balance("UAH"), "100000.00");
    assert!(shop.ledger().is_empty());
    let answer = shop.post("/payment-invoices", wrapped("payment-invoices", "a", json!({})));
    assert_eq!(answer.status, 201, "{}", answer.body);
}
