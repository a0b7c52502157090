//! The life of a payout.

use std::time::Duration;

use serde_json::json;

use super::shop::{Shop, codes, id};
use crate::merchant::THEN;

#[test]
fn money_moves_only_after_process() {
    let shop = Shop::with(|settings| settings.payout_delay_s = 60);
    let id = shop.payout("p", json!({}));
    assert_eq!(shop.status(&id), "created");
    assert_eq!(shop.paycore.balance("UAH"), "100000.00");
    let answer = shop.process(&id);
    assert_eq!(answer.status, 201);
    assert_eq!(answer.json()["data"]["attributes"]["status"], "process_pending");
    assert_eq!(shop.paycore.balance("UAH"), "99900.00");
    assert_eq!(shop.paycore.pending_balance("UAH"), "100.00");
    assert!(shop.ledger().is_empty(), "it has not left yet");
    shop.sandbox.clock().advance(Duration::from_secs(60));
    let payout = shop.attributes(&id);
    assert_eq!(payout["status"], "processed");
    assert_eq!(
        (&payout["processed"], &payout["processed_amount"]),
        (&json!(THEN + 60), &json!(100))
    );
    assert_eq!(payout["processed_writeoff"], 100);
    assert_eq!(payout["payouts"].as_array().unwrap().len(), 1);
    assert_eq!(shop.paycore.pending_balance("UAH"), "0.00");
    assert_eq!(shop.ledger(), ["payout p 100.00 UAH"]);
    let twice = shop.process(&id);
    assert_eq!((twice.status, codes(&twice)), (422, vec!["invalid_state".to_owned()]));
    assert_eq!(shop.sandbox.ledger().payouts("p").len(), 1);
}

#[test]
fn a_failed_payout_gives_the_money_back() {
    let shop = Shop::open();
    let id = shop.payout("p", json!({"fields": {"card_number": "4412397212080000"}}));
    shop.process(&id);
    let payout = shop.attributes(&id);
    assert_eq!(payout["status"], "process_failed");
    assert_eq!(payout["resolution"], "general_fatal_error");
    assert_eq!((&payout["failed"], &payout["payouts"]), (&json!(THEN), &json!([])));
    assert!(shop.ledger().is_empty());
    assert_eq!(shop.paycore.balance("UAH"), "100000.00");
}

#[test]
fn an_account_without_the_money_fails_at_process() {
    let shop = Shop::with(|settings| settings.balance_lower_limit = 99_950);
    let poor = shop.payout("p", json!({}));
    let answer = shop.process(&poor);
    assert_eq!(answer.status, 201);
    let attributes = &answer.json()["data"]["attributes"];
    assert_eq!(attributes["status"], "process_failed");
    assert_eq!(attributes["resolution"], "insufficient_funds");
    shop.paycore.configure(|settings| settings.overdraft_limit = 50);
    let rich = shop.payout("q", json!({}));
    shop.process(&rich);
    assert_eq!(shop.status(&rich), "processed");
    assert_eq!(shop.paycore.balance("UAH"), "99900.00");
}

#[test]
fn the_account_needs_the_fee_too() {
    let shop = Shop::with(|settings| {
        settings.payout_fee = pay_sandbox::paycore::Fee::new("10", "0").external();
        settings.balance_lower_limit = 99_891;
    });
    let id = shop.payout("p", json!({}));
    shop.process(&id);
    assert_eq!(shop.attributes(&id)["resolution"], "insufficient_funds");
    shop.paycore.configure(|settings| settings.balance_lower_limit = 99_890);
    let id = shop.payout("q", json!({}));
    shop.process(&id);
    assert_eq!(shop.status(&id), "processed");
    assert_eq!(shop.paycore.balance("UAH"), "99890.00");
}

#[test]
fn parts_are_shown_when_they_have_ended() {
    let shop = Shop::with(|settings| {
        settings.expose_internal_data = true;
        settings.payout_delay_s = 1;
    });
    let id = shop.payout("p", json!({}));
    shop.process(&id);
    assert_eq!(shop.attributes(&id)["payouts"], json!([]));
    shop.act("p", "refuse", json!({}), false);
    assert_eq!(shop.attributes(&id)["payouts"][0]["status"], "process_failed");
}

#[test]
fn a_payout_may_go_on_by_itself() {
    let shop = Shop::open();
    let by_option = shop.payout("option", json!({"options": {"auto_process": true}}));
    shop.paycore.configure(|settings| settings.auto_process = true);
    let by_account = shop.payout("account", json!({}));
    assert_eq!(
        (shop.status(&by_option), shop.status(&by_account)),
        ("processed".into(), "processed".into())
    );
    assert_eq!(shop.process(&by_account).status, 422);
    assert_eq!(shop.ledger().len(), 2);
}

#[test]
fn a_payout_that_nobody_processes_expires() {
    let shop = Shop::open();
    let id = shop.payout("p", json!({}));
    shop.sandbox.clock().advance(Duration::from_secs(1799));
    assert_eq!(shop.status(&id), "created");
    shop.sandbox.clock().advance(Duration::from_secs(1));
    assert_eq!(shop.status(&id), "expired");
    assert_eq!(codes(&shop.process(&id)), ["invalid_state"]);
}

#[test]
fn the_test_service_ends_as_it_is_told() {
    let shop = Shop::open();
    for (status, resolution, shown) in [
        ("processed", None, ("processed", "ok")),
        ("process_failed", Some("recipient_not_found"), ("process_failed", "recipient_not_found")),
        ("process_failed", None, ("process_failed", "general_fatal_error")),
        ("process_pending", None, ("process_pending", "ok")),
        ("process_error", None, ("process_error", "general_error")),
        ("partially_processed", None, ("partially_processed", "ok")),
        ("expired", None, ("expired", "operation_expired")),
        ("terminated", Some("declined_error"), ("terminated", "declined_error")),
    ] {
        let mut fields = json!({"account": "1", "test_details_payout_status": status});
        if let Some(resolution) = resolution {
            fields["test_details_payout_resolution"] = resolution.into();
        }
        let reference = format!("{status} {resolution:?}");
        let more =
            json!({"service": "test_usd", "currency": "USD", "amount": 10, "fields": fields});
        let id = shop.payout(&reference, more);
        shop.process(&id);
        let payout = shop.attributes(&id);
        assert_eq!((&payout["status"], &payout["resolution"]), (&json!(shown.0), &json!(shown.1)));
    }
    assert_eq!(shop.paycore.balance("USD"), "99960.00");
    assert_eq!(shop.paycore.pending_balance("USD"), "20.00", "two have not ended");
}

#[test]
fn a_correction_forgets_what_is_no_longer_so() {
    let shop = Shop::open();
    let id = shop.payout("p", json!({}));
    shop.process(&id);
    let of_success = ["processed", "processed_amount", "processed_fee", "processed_writeoff"];
    for (state, failed) in [("process_failed", json!(THEN)), ("process_pending", json!(null))] {
        shop.act("p", "set", json!({"status": "processed"}), true);
        shop.act("p", "set", json!({"status": state}), true);
        let payout = shop.attributes(&id);
        assert_eq!((&payout["failed"], &payout["payouts"]), (&failed, &json!([])), "{state}");
        for name in of_success {
            assert_eq!(payout[name], json!(null), "{state} {name}");
        }
    }
    shop.act("p", "pay", json!({}), false);
    for state in [
        "canceling",
        "cancel_pending",
        "cancel_error",
        "cancel_failed",
        "partially_canceled",
        "canceled",
    ] {
        shop.act("p", "set", json!({"status": state, "amount": 1}), true);
        let payout = shop.attributes(&id);
        assert_eq!(
            (&payout["processed"], &payout["processed_amount"]),
            (&json!(THEN), &json!(100))
        );
        assert_eq!(payout["payouts"][0]["status"], "processed", "{state}");
    }
}

#[test]
fn only_the_test_service_takes_the_details_of_a_test() {
    let shop = Shop::open();
    for status in ["created", "canceled", "process_failed", "?"] {
        let fields = json!({
            "card_number": "4111111111111111", "test_details_payout_status": status,
            "test_details_payout_resolution": "recipient_not_found",
        });
        let id = shop.payout(status, json!({"fields": fields}));
        shop.process(&id);
        let payout = shop.attributes(&id);
        assert_eq!((&payout["status"], &payout["resolution"]), (&json!("processed"), &json!("ok")));
    }
}

#[test]
fn the_debit_and_the_transfer_may_have_different_currencies() {
    let shop = Shop::open();
    let id = shop.payout("p", json!({"currency": "EUR", "amount": null, "service_amount": 400}));
    let payout = shop.attributes(&id);
    let shown = ["amount", "currency", "service_amount", "service_currency", "exchange_rate"]
        .map(|name| payout[name].clone());
    assert_eq!(shown, [json!(10), json!("EUR"), json!(400), json!("UAH"), json!(40)]);
    shop.process(&id);
    assert_eq!(shop.ledger(), ["payout p 10.00 EUR"]);
    assert_eq!(shop.paycore.balance("EUR"), "99990.00");
}

#[test]
fn a_big_payout_is_split_and_may_arrive_in_part() {
    let shop = Shop::open();
    let whole = shop.payout("whole", json!({"amount": 40_000, "options": {"split_mode": true}}));
    shop.process(&whole);
    let parts = shop.attributes(&whole)["payouts"].clone();
    let amounts: Vec<_> =
        parts.as_array().unwrap().iter().map(|part| part["amount"].clone()).collect();
    assert_eq!(amounts, [json!(14_999), json!(14_999), json!(10_002)]);

    let coin = json!({"currency": "BTC", "amount": "0.02", "options": {"split_mode": true}});
    let coin = shop.payout("coin", coin);
    shop.process(&coin);
    let parts = shop.attributes(&coin)["payouts"].clone();
    assert_eq!(parts.as_array().unwrap().len(), 3, "14999 UAH are 0.00999933 BTC: {parts}");
    assert_eq!(shop.paycore.balance("BTC"), "9.98");

    let split = |reference: &str, partially: bool| {
        let more = json!({
            "service": "test_usd", "currency": "EUR", "amount": 20_000,
            "fields": {"account": "1", "test_details_success_rate": "50"},
            "options": {"split_mode": true, "allow_partially": partially},
        });
        let id = shop.payout(reference, more);
        shop.process(&id);
        shop.attributes(&id)
    };
    // One part is enough for the test service: half of it is none.
    assert_eq!(split("none", true)["status"], "process_failed");
    assert_eq!(shop.ledger(), ["payout whole 40000.00 UAH", "payout coin 0.02 BTC"]);
    assert_eq!(shop.paycore.balance("EUR"), "100000.00");
}

#[test]
fn some_parts_may_fail() {
    let shop = Shop::open();
    for (reference, partially, status) in
        [("some", true, "partially_processed"), ("all-or-none", false, "process_failed")]
    {
        let options = json!({"split_mode": true, "allow_partially": partially});
        let fields = json!({"card_number": "4111111111111111", "test_details_success_rate": "50"});
        let more = json!({"amount": 20_000, "options": options, "fields": fields});
        let id = shop.payout(reference, more);
        shop.process(&id);
        assert_eq!(shop.status(&id), status);
    }
    let some = shop.get("/payout-invoices?filter[reference_id]=some");
    let attributes = &some["data"][0]["attributes"];
    assert_eq!(attributes["processed_amount"], 14_999);
    assert_eq!(attributes["payouts"].as_array().unwrap().len(), 1);
    assert_eq!(shop.ledger(), ["payout some 14999.00 UAH"]);
    assert_eq!(shop.paycore.balance("UAH"), "85001.00");
    assert_eq!(shop.paycore.pending_balance("UAH"), "0.00");
    shop.paycore.configure(|settings| settings.expose_internal_data = true);
    let some = shop.attributes(&id(&json!({"data": some["data"][0]})));
    assert_eq!(some["payouts"][1]["status"], "process_failed");
    assert_eq!(some["payouts"][1]["provider_code"], "test");
}

#[test]
fn a_payout_that_was_made_can_be_cancelled_whole_or_in_part() {
    let shop = Shop::open();
    let whole = shop.payout("whole", json!({}));
    assert_eq!(shop.act("whole", "cancel", json!({}), false).0, 409, "nothing was paid yet");
    shop.process(&whole);
    assert_eq!(shop.act("whole", "cancel", json!({}), false), (200, json!({"status": "canceled"})));
    let part = shop.payout("part", json!({}));
    shop.process(&part);
    let cancelled = shop.act("part", "cancel", json!({"amount": "40.5"}), false);
    assert_eq!(cancelled, (200, json!({"status": "partially_canceled"})));
    assert_eq!(
        shop.ledger(),
        [
            "payout whole 100.00 UAH",
            "payout_return whole 100.00 UAH",
            "payout part 100.00 UAH",
            "payout_return part 40.50 UAH",
        ]
    );
    assert_eq!(shop.paycore.balance("UAH"), "99940.50");
}
