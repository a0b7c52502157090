//! The life of an invoice.

use std::time::Duration;

use pay_sandbox::Refused;
use serde_json::json;

use crate::merchant::{frozen, ledger};
use crate::wire::{exchange, request};

#[test]
fn a_thousand_is_paid_by_itself() {
    let (sandbox, merchant) = frozen();
    for (id, amount) in [("a", "1000"), ("b", "1000.00"), ("c", "\"1000.0\"")] {
        merchant.open_invoice(id, amount);
        let paid = merchant.invoice(id);
        assert_eq!(paid["status"], "FINISHED");
        assert_eq!(paid["accrual_amount"].to_string(), "980.0");
        assert_eq!(paid["processed"], "2024-03-14 20:36:09");
    }
    let charges = ["charge a 1000.00 UAH", "charge b 1000.00 UAH", "charge c 1000.00 UAH"];
    assert_eq!(ledger(&sandbox), charges);
    assert_eq!(sandbox.dpay().balance("1042", "UAH"), "102940.00");
}

#[test]
fn two_thousand_fails_with_the_reason_next_to_the_data() {
    let (sandbox, merchant) = frozen();
    merchant.open_invoice("a", "2000");
    let failed = merchant.invoice("a");
    assert_eq!(failed["status"], "FAILED");
    assert_eq!(failed["error"], json!({"code": 9050, "message": "Test failure"}));
    assert_eq!(failed["fee"].to_string(), "40.0");
    assert!(ledger(&sandbox).is_empty());

    sandbox.dpay().configure(|settings| settings.refuse_2000_at_create = true);
    let refused = merchant.create_invoice("b", "2000");
    assert_eq!(refused, json!({"error": {"code": 9050, "message": "Test failure"}}));
    assert_eq!(merchant.invoice("b")["error"]["code"], 401);
}

#[test]
fn other_amounts_wait_for_the_payer() {
    let (sandbox, merchant) = frozen();
    merchant.create_invoice("a", "1000.01");
    let created = merchant.invoice("a");
    assert_eq!((&created["status"], &created["processed"]), (&json!("CREATED"), &json!(null)));
    assert_eq!(created["is_recalc"], false);
    assert!(created.get("error").is_none());

    merchant.open_invoice("again", "5");
    let first = merchant.call("einvoice/process", json!({"payment_id": "again"}));
    assert_eq!(first, merchant.call("einvoice/process", json!({"payment_id": "again"})));

    sandbox.clock().advance(Duration::from_secs(1_000_000));
    assert_eq!(merchant.invoice("again")["status"], "PAYIN");
    sandbox.dpay().act("again", "pay").unwrap();
    assert_eq!(merchant.invoice("again")["status"], "FINISHED");
    let refused = merchant.call("einvoice/process", json!({"payment_id": "again"}));
    assert_eq!(refused["error"]["code"], 9010);
    assert_eq!(ledger(&sandbox), ["charge again 5.00 UAH"]);
}

#[test]
fn another_amount_is_recalculated() {
    let (sandbox, merchant) = frozen();
    merchant.open_invoice("a", "100");
    sandbox.dpay().act_with("a", "pay", r#"{"amount":"90.25"}"#).unwrap();
    let answer = merchant.post("einvoice/status", r#"{"payment_id":"a"}"#).body;
    // 2 % of 90.25 is 1.805: half a kopiyka is rounded up.
    let expected = r#""status":"PAYED_RECALC","amount":100.00,"fee":1.81,"accrual_amount":88.44,"accrual_currency":"UAH","is_recalc":true}"#;
    assert!(answer.ends_with(expected), "{answer}");
    assert_eq!(ledger(&sandbox), ["charge a 90.25 UAH"]);
    assert_eq!(sandbox.dpay().balance("1042", "UAH"), "100088.44");
}

#[test]
fn a_refused_payment_fails_or_errs() {
    let (sandbox, merchant) = frozen();
    merchant.open_invoice("a", "5");
    sandbox.dpay().act("a", "refuse").unwrap();
    assert_eq!(merchant.invoice("a")["status"], "FAILED");
    assert_eq!(merchant.invoice("a")["error"]["message"], "Payment refused");

    sandbox.dpay().configure(|settings| settings.payin_error = true);
    merchant.open_invoice("b", "5");
    sandbox.dpay().act("b", "refuse").unwrap();
    let erred = merchant.invoice("b");
    assert_eq!((&erred["status"], &erred["processed"]), (&json!("PAYIN_ERROR"), &json!(null)));
    assert!(ledger(&sandbox).is_empty());
}

#[test]
fn credit_in_two_steps_passes_through_payed() {
    let (sandbox, merchant) = frozen();
    sandbox.dpay().configure(|settings| {
        settings.two_step_credit = true;
        settings.credit_delay_s = 60;
    });
    merchant.open_invoice("a", "1000");
    assert_eq!(merchant.invoice("a")["status"], "PAYED");
    sandbox.clock().advance(Duration::from_secs(59));
    assert_eq!(merchant.invoice("a")["status"], "PAYED");
    sandbox.clock().advance(Duration::from_secs(1));
    assert_eq!(merchant.invoice("a")["status"], "FINISHED");
    assert_eq!(ledger(&sandbox), ["charge a 1000.00 UAH"]);
}

#[test]
fn what_is_not_legal_needs_force_and_keeps_the_books_right() {
    let (sandbox, merchant) = frozen();
    let dpay = sandbox.dpay();
    merchant.create_invoice("a", "5");
    for action in ["pay", "refuse"] {
        assert!(matches!(dpay.act("a", action), Err(Refused::Illegal(_))), "{action}");
    }
    for action in ["block", "release", "reverse", "charge back"] {
        assert!(matches!(dpay.act("a", action), Err(Refused::Unknown(_))), "{action}");
    }
    assert!(matches!(dpay.act("b", "pay"), Err(Refused::Unknown(_))));
    dpay.act("a", "expire").unwrap();
    assert_eq!(merchant.invoice("a")["status"], "CANCELED");
    for action in ["pay", "refuse", "cancel", "expire"] {
        assert!(matches!(dpay.act("a", action), Err(Refused::Illegal(_))), "{action}");
    }
    assert!(ledger(&sandbox).is_empty());

    dpay.force("a", "pay").unwrap();
    dpay.force("a", "pay").unwrap();
    assert_eq!(ledger(&sandbox), ["charge a 5.00 UAH"]);
    dpay.force("a", "cancel").unwrap();
    assert_eq!(ledger(&sandbox), ["charge a 5.00 UAH", "refund a 5.00 UAH"]);
    assert_eq!(dpay.balance("1042", "UAH"), "100000.00");
}

#[test]
fn an_invoice_that_was_cancelled_is_not_paid_by_a_late_timer() {
    let (sandbox, merchant) = frozen();
    sandbox.dpay().configure(|settings| settings.invoice_delay_s = 10);
    merchant.open_invoice("a", "1000");
    sandbox.dpay().act("a", "cancel").unwrap();
    sandbox.clock().advance(Duration::from_secs(11));
    assert_eq!(merchant.invoice("a")["status"], "CANCELED");
    assert!(ledger(&sandbox).is_empty());
}

#[test]
fn payment_data_can_have_a_form_and_a_crypto_address() {
    let (sandbox, merchant) = frozen();
    sandbox.dpay().configure(|settings| settings.pay_form = true);
    let body = json!({"payment_id": "a", "currency": "usdt_trc20", "amount": 5});
    merchant.call("einvoice/create", body);
    let data = merchant.call("einvoice/process", json!({"payment_id": "a"}));
    let link = data["pay_link"].as_str().unwrap();
    assert_eq!(
        link,
        format!("{}/i/{}", sandbox.dpay().base_url(), data["tracking"].as_str().unwrap())
    );
    assert!(data["pay_form"].as_str().unwrap().contains(link));
    assert_eq!(data["crypto"]["current_confirmations"], "0");
    assert_eq!(data["crypto"]["success_confirmations"], 4);
    assert_eq!(merchant.invoice("a")["accrual_currency"], "USDT");
    assert!(data.get("h2h_allow").is_none());
}

#[test]
fn a_browser_pays_or_refuses_on_the_page() {
    let (_sandbox, merchant) = frozen();
    for (id, action, next, status) in [
        ("a", "pay", "https://shop.example/ok?x=1&y=2", "FINISHED"),
        ("b", "refuse", "https://shop.example/no", "FAILED"),
    ] {
        let body = json!({
            "payment_id": id, "currency": "visamaster.uah", "amount": 5,
            "success_url": "https://shop.example/ok?x=1&y=2", "fail_url": "https://shop.example/no",
        });
        merchant.call("einvoice/create", body);
        let data = merchant.call("einvoice/process", json!({"payment_id": id}));
        let path = format!("/i/{}", data["tracking"].as_str().unwrap());
        let page = exchange(merchant.addr, &request("GET", &path, &[], b"")).unwrap();
        assert_eq!(page.status, 200);
        for button in ["pay", "refuse"] {
            let html = format!("<button name=\"action\" value=\"{button}\">{button}</button>");
            assert!(page.body.contains(&html), "{}", page.body);
        }
        let nothing = exchange(merchant.addr, &request("POST", &path, &[], b"action=")).unwrap();
        assert_eq!(nothing.status, 400);
        // Pressed twice: the second time nothing happens but the way back.
        for _ in 0..2 {
            let press = format!("action={action}");
            let answer = exchange(merchant.addr, &request("POST", &path, &[], press.as_bytes()));
            let answer = answer.unwrap();
            assert_eq!((answer.status, answer.header("location")), (302, Some(next)));
            assert_eq!(merchant.invoice(id)["status"], status);
        }
        let page = exchange(merchant.addr, &request("GET", &path, &[], b"")).unwrap();
        assert!(page.body.contains(status) && !page.body.contains("<button"), "{}", page.body);
    }
}

#[test]
fn statements_list_what_was_made_between_the_bounds() {
    let (sandbox, merchant) = frozen();
    let clock = sandbox.clock();
    for id in ["a", "b", "c"] {
        merchant.open_invoice(id, if id == "b" { "1000" } else { "5" });
        clock.advance(Duration::from_secs(1));
    }
    let list = |start: &str, end: &str, status: Option<&str>| -> Vec<String> {
        let mut body = json!({
            "start_date": format!("2024-03-14 20:36:{start}"),
            "end_date": format!("2024-03-14 20:36:{end}"),
        });
        if let Some(status) = status {
            body["status"] = json!(status);
        }
        let answer = merchant.call("einvoice/statement", body);
        let list = answer["list"].as_array().unwrap().clone();
        list.iter().map(|one| one["payment_id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(list("09", "11", None), ["a", "b", "c"]);
    assert_eq!(list("10", "11", None), ["b", "c"]);
    assert_eq!(list("09", "09", None), ["a"]);
    assert_eq!(list("09", "11", Some("PAYIN")), ["a", "c"]);
    assert_eq!(list("09", "11", Some("NONSENSE")), Vec::<String>::new());
}
