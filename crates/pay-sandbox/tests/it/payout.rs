//! The life of a payout.

use std::time::Duration;

use pay_sandbox::Refused;
use pay_sandbox::dpay::PayoutOutcome;
use serde_json::json;

use crate::merchant::{Merchant, frozen, ledger, start, then};

/// With a minute before each step.
fn slow() -> (pay_sandbox::Sandbox, Merchant) {
    let (sandbox, merchant) = start(pay_sandbox::Sandbox::builder().frozen_at(then()));
    sandbox.dpay().configure(|settings| {
        settings.payout_queue_delay_s = 60;
        settings.payout_delay_s = 60;
    });
    (sandbox, merchant)
}

#[test]
fn amounts_and_settings_decide_the_end() {
    let (sandbox, merchant) = frozen();
    let dpay = sandbox.dpay();
    for (id, amount, outcome, status) in [
        ("a", "1000", PayoutOutcome::Fail, "PAYED"),
        ("b", "2000.00", PayoutOutcome::Pay, "FAILED"),
        ("c", "5", PayoutOutcome::Pay, "PAYED"),
        ("d", "5", PayoutOutcome::Fail, "FAILED"),
        ("e", "5", PayoutOutcome::Wait, "PAYOUT"),
    ] {
        dpay.configure(|settings| settings.payout_outcome = outcome);
        merchant.create_payout(id, amount);
        assert_eq!(merchant.process_payout(id)["status"], "IN_PROGRESS");
        assert_eq!(merchant.payout(id)["status"], status, "{id}");
    }
    assert_eq!(
        ledger(&sandbox),
        [
            "payout a 1000.00 UAH",
            "payout b 2000.00 UAH",
            "payout_return b 2000.00 UAH",
            "payout c 5.00 UAH",
            "payout d 5.00 UAH",
            "payout_return d 5.00 UAH",
            "payout e 5.00 UAH",
        ]
    );
    // 1000 + 10, 5 + 0.05, 5 + 0.05
    assert_eq!(dpay.balance("1042", "UAH"), "98979.90");
}

#[test]
fn the_states_come_one_after_the_other() {
    let (sandbox, merchant) = slow();
    merchant.create_payout("a", "1000");
    let created = merchant.payout("a");
    assert_eq!((&created["status"], &created["processed_at"]), (&json!("CREATED"), &json!(null)));
    let valid = merchant.call("payment/validate", json!({"payment_id": "a"}));
    assert_eq!(valid, json!({"is_valid": true, "reason": ""}));
    assert!(ledger(&sandbox).is_empty(), "creating and validating move nothing");

    merchant.process_payout("a");
    assert_eq!(merchant.payout("a")["status"], "IN_PROGRESS");
    let valid = merchant.call("payment/validate", json!({"payment_id": "a"}));
    assert_eq!(valid, json!({"is_valid": false, "reason": "Payment is already processed"}));
    sandbox.clock().advance(Duration::from_secs(60));
    assert_eq!(merchant.payout("a")["status"], "PAYOUT");
    sandbox.clock().advance(Duration::from_secs(60));
    let paid = merchant.payout("a");
    assert_eq!(
        (&paid["status"], &paid["processed_at"]),
        (&json!("PAYED"), &json!("2024-03-14 20:38:09"))
    );
    assert_eq!(ledger(&sandbox), ["payout a 1000.00 UAH"]);
}

#[test]
fn a_second_process_debits_nothing() {
    let (sandbox, merchant) = slow();
    merchant.create_payout("a", "1000");
    assert_eq!(merchant.process_payout("a")["message"], "");
    for status in ["IN_PROGRESS", "PAYOUT", "PAYED"] {
        let again = merchant.process_payout("a");
        assert_eq!(again["status"], status);
        assert_eq!(again["message"], "Payment is already processed");
        sandbox.clock().advance(Duration::from_secs(60));
    }
    assert_eq!(ledger(&sandbox), ["payout a 1000.00 UAH"]);
}

#[test]
fn without_enough_money_nothing_is_debited() {
    let (sandbox, merchant) = frozen();
    // 99009.90 and its fee of 990.10 are exactly the balance; a kopiyka more is too much.
    merchant.create_payout("a", "99009.91");
    let valid = merchant.call("payment/validate", json!({"payment_id": "a"}));
    assert_eq!(valid, json!({"is_valid": false, "reason": "Insufficient funds"}));
    let refused = merchant.process_payout("a");
    assert_eq!(refused["status"], "CREATED");
    assert_eq!(refused["message"], "Insufficient funds");
    assert!(refused.get("error").is_none());
    assert!(ledger(&sandbox).is_empty());

    merchant.create_payout("b", "99009.90");
    assert_eq!(merchant.process_payout("b")["status"], "IN_PROGRESS");
    assert_eq!(sandbox.dpay().balance("1042", "UAH"), "0.00");

    sandbox.dpay().act_with("top-up", "refill", r#"{"amount":"100000.01"}"#).unwrap();
    assert_eq!(merchant.payout("top-up")["status"], "REFILL");
    assert_eq!(merchant.process_payout("a")["status"], "IN_PROGRESS");
}

#[test]
fn operators_block_release_cancel_and_reverse() {
    let (sandbox, merchant) = slow();
    let dpay = sandbox.dpay();
    for id in ["a", "b"] {
        merchant.create_payout(id, "1000");
        merchant.process_payout(id);
        dpay.act(id, "block").unwrap();
        sandbox.clock().advance(Duration::from_secs(600));
        assert_eq!(merchant.payout(id)["status"], "BLOCKED");
        assert_eq!(merchant.process_payout(id)["status"], "BLOCKED");
    }
    dpay.act("a", "release").unwrap();
    assert_eq!(merchant.payout("a")["status"], "PAYOUT");
    sandbox.clock().advance(Duration::from_secs(60));
    assert_eq!(merchant.payout("a")["status"], "PAYED");
    dpay.act("a", "reverse").unwrap();
    assert_eq!(merchant.payout("a")["status"], "REVERSED");
    dpay.act("b", "cancel").unwrap();
    assert_eq!(merchant.process_payout("b")["status"], "CANCELED");
    assert_eq!(
        ledger(&sandbox),
        [
            "payout a 1000.00 UAH",
            "payout b 1000.00 UAH",
            "payout_return a 1000.00 UAH",
            "payout_return b 1000.00 UAH",
        ]
    );
    assert_eq!(dpay.balance("1042", "UAH"), "100000.00");
}

#[test]
fn only_the_drawn_arrows_are_legal() {
    let arrows = [
        ("CREATED", &["cancel"][..]),
        ("IN_PROGRESS", &["pay", "refuse", "block"]),
        ("PAYOUT", &["pay", "refuse"]),
        ("BLOCKED", &["cancel", "release"]),
        ("PAYED", &["reverse"]),
        ("CANCELED", &[]),
        ("FAILED", &[]),
        ("REVERSED", &[]),
    ];
    let (sandbox, merchant) = slow();
    let dpay = sandbox.dpay();
    let mut id = 0;
    for (status, legal) in arrows {
        for action in ["pay", "refuse", "cancel", "block", "release", "reverse"] {
            id += 1;
            let id = id.to_string();
            merchant.create_payout(&id, "5");
            let way: &[&str] = match status {
                "IN_PROGRESS" => &["process"],
                "PAYOUT" => &["process", "block", "release"],
                "BLOCKED" => &["process", "block"],
                "PAYED" => &["process", "pay"],
                "CANCELED" => &["cancel"],
                "FAILED" => &["process", "refuse"],
                "REVERSED" => &["process", "pay", "reverse"],
                _ => &[],
            };
            for step in way {
                match *step {
                    "process" => drop(merchant.process_payout(&id)),
                    act => dpay.act(&id, act).unwrap(),
                }
            }
            assert_eq!(merchant.payout(&id)["status"], status);
            let before = ledger(&sandbox);
            match dpay.act(&id, action) {
                Ok(()) => assert!(legal.contains(&action), "{status}: {action}"),
                Err(Refused::Illegal(_)) => {
                    assert!(!legal.contains(&action), "{status}: {action}");
                    assert_eq!(ledger(&sandbox), before);
                }
                Err(other) => panic!("{status}: {action}: {other}"),
            }
        }
    }
}

#[test]
fn force_goes_anywhere_and_the_money_follows() {
    let (sandbox, merchant) = slow();
    let dpay = sandbox.dpay();
    merchant.create_payout("a", "5");
    dpay.force("a", "pay").unwrap();
    assert_eq!(merchant.payout("a")["status"], "PAYED");
    dpay.force("a", "refuse").unwrap();
    dpay.force("a", "cancel").unwrap();
    assert_eq!(ledger(&sandbox), ["payout a 5.00 UAH", "payout_return a 5.00 UAH"]);
    assert_eq!(dpay.balance("1042", "UAH"), "100000.00");
}

#[test]
fn crypto_payouts_show_their_transaction() {
    let (sandbox, merchant) = frozen();
    let refill = r#"{"amount":"10","currency":"USDT"}"#;
    sandbox.dpay().act_with("r", "refill", refill).unwrap();
    let body = json!({"payment_id": "a", "currency": "usdt_trc20", "amount": "5.00000001", "recipient": "TXyz"});
    merchant.call("payment/create", body);
    merchant.process_payout("a");
    let paid = merchant.payout("a");
    assert_eq!(paid["crypto"]["confirmations"], "1");
    assert!(!paid["crypto"]["transaction"].as_str().unwrap().is_empty());
    assert_eq!(ledger(&sandbox), ["payout a 5.00000001 USDT"]);
    assert_eq!(sandbox.dpay().balance("1042", "USDT"), "4.94999999");
}

#[test]
fn statement_balance_and_extra_fields_answer() {
    let (sandbox, merchant) = frozen();
    merchant.create_payout("a", "5");
    sandbox.dpay().act_with("r", "refill", r#"{"amount":7}"#).unwrap();
    let day = json!({"start_date": "2024-03-14 00:00:00", "end_date": "2024-03-15 00:00:00"});
    let list = merchant.call("payment/statement", day.clone())["list"].clone();
    assert_eq!(list, json!([merchant.payout("a"), merchant.payout("r")]));
    assert_eq!(Merchant::second(&sandbox).call("payment/statement", day), json!({"list": []}));

    assert_eq!(
        merchant.post("payment/balance", "{}").body,
        r#"{"balance":100007.00,"currency":"UAH"}"#
    );
    assert_eq!(merchant.post("extrafields/list", "").body, r#"{"list":[]}"#);
    sandbox.dpay().configure(|settings| {
        settings.balance_answer = Some(r#"{"UAH":"1.50","USD":0}"#.to_owned());
        settings.extra_fields_answer = r#"{"bank.ngn":["bank"]}"#.to_owned();
    });
    assert_eq!(merchant.post("payment/balance", "{}").body, r#"{"UAH":"1.50","USD":0}"#);
    assert_eq!(merchant.post("extrafields/list", "{}").body, r#"{"bank.ngn":["bank"]}"#);
}
