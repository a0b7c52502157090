//! What asking reveals about a call whose outcome was unknown.

use dpay_obmenka::h2h::{H2hStep, ProcessH2h};
use dpay_obmenka::{
    Answer, AnswerPolicy, CreateInvoice, CreatePayout, Endpoint as _, GetInvoice, GetPayout,
    Invoice, Payout, ProcessPayout, Result, Settled, method,
};

use crate::common::{amount, answer, decode, gateway};

const NOT_FOUND: &str = r#"{"error":{"code":401,"message":"Payment not found"}}"#;
const BLOCKED: &str = r#"{"error":{"code":401,"message":"Unauthorized: register is blocked"}}"#;

fn asked_invoice(body: &str) -> Result<Answer<Invoice>> {
    decode(&GetInvoice::of("7"), body)
}

fn asked_payout(body: &str) -> Result<Answer<Payout>> {
    decode(&GetPayout::of("7"), body)
}

#[test]
fn an_invoice_is_there_or_proven_missing() {
    let create = CreateInvoice::new("7", method::VISAMASTER_UAH, amount("10.00")).unwrap();
    for (body, settled) in [
        (r#"{"status":"CREATED"}"#, Settled::Done),
        (
            r#"{"status":"PAYIN","payment_id":7,"amount":10,"currency":"visamaster.uah"}"#,
            Settled::Done,
        ),
        (r#"{"status":"PAYIN","amount":11}"#, Settled::Open),
        (r#"{"status":"PAYIN","currency":"bitcoin"}"#, Settled::Open),
        (NOT_FOUND, Settled::NotDone),
        (BLOCKED, Settled::Open),
        (r#"{"error":{"code":5,"message":"not found"}}"#, Settled::Open),
        ("<html>", Settled::Open),
        ("{}", Settled::Open),
    ] {
        assert_eq!(create.settle(&asked_invoice(body)), settled, "{body}");
    }
    let other = decode(&GetInvoice::of("8"), r#"{"status":"CREATED","payment_id":"8"}"#);
    assert_eq!(create.settle(&other), Settled::Open);
}

#[test]
fn a_payout_of_somebody_else_is_not_ours() {
    let create = CreatePayout::new("7", "4444", method::VISAMASTER_UAH, amount("10")).unwrap();
    for (body, settled) in [
        (r#"{"status":"CREATED"}"#, Settled::Done),
        (
            r#"{"status":"PAYED","amount":"10.00","recipient":"4444","currency":"visamaster.uah"}"#,
            Settled::Done,
        ),
        (r#"{"status":"PAYED","amount":5}"#, Settled::Open),
        (r#"{"status":"PAYED","recipient":"4445"}"#, Settled::Open),
        (r#"{"status":"PAYED","currency":"tron"}"#, Settled::Open),
        (NOT_FOUND, Settled::NotDone),
        (BLOCKED, Settled::Open),
    ] {
        assert_eq!(create.settle(&asked_payout(body)), settled, "{body}");
    }
    let other = decode(&GetPayout::of("8"), r#"{"status":"CREATED","payment_id":"8"}"#);
    assert_eq!(create.settle(&other), Settled::Open);
}

#[test]
fn a_process_is_settled_by_the_status_of_its_payout() {
    let process = ProcessPayout::of("7");
    for (word, settled) in [
        ("PAYED", Settled::Done),
        ("CREATED", Settled::NotDone),
        ("CANCELED", Settled::NotDone),
        ("FAILED", Settled::NotDone),
        ("REVERSED", Settled::Open),
        ("IN_PROGRESS", Settled::Open),
        ("PAYOUT", Settled::Open),
        ("BLOCKED", Settled::Open),
        ("REFILL", Settled::Open),
        ("SOMETHING", Settled::Open),
    ] {
        let asked = asked_payout(&format!(r#"{{"status":"{word}"}}"#));
        assert_eq!(process.settle(&asked), settled, "{word}");
    }
    assert_eq!(process.settle(&asked_payout(NOT_FOUND)), Settled::Open, "what is processed exists");
    let other = decode(&GetPayout::of("8"), r#"{"status":"FAILED","payment_id":"8"}"#);
    assert_eq!(process.settle(&other), Settled::Open);
}

#[test]
fn a_card_payment_is_done_when_its_invoice_is_paid() {
    let step: H2hStep = serde_json::from_str(r#"{"session":"s"}"#).unwrap();
    let process = ProcessH2h::after("7", &step).unwrap();
    for (body, settled) in [
        (r#"{"status":"FINISHED"}"#, Settled::Done),
        (r#"{"status":"PAYIN"}"#, Settled::Open),
        (r#"{"status":"FAILED"}"#, Settled::Open),
        (NOT_FOUND, Settled::Open),
    ] {
        assert_eq!(process.settle(&asked_invoice(body)), settled, "{body}");
    }
    let other = decode(&GetInvoice::of("8"), r#"{"status":"FINISHED","payment_id":"8"}"#);
    assert_eq!(process.settle(&other), Settled::Open);
}

#[test]
fn what_nobody_signed_settles_nothing() {
    let lax = gateway().answers(AnswerPolicy::Ignore);
    let step: H2hStep = serde_json::from_str(r#"{"session":"s"}"#).unwrap();
    let card = ProcessH2h::after("7", &step).unwrap();
    for body in [NOT_FOUND, r#"{"status":"CREATED"}"#, r#"{"status":"PAYED"}"#] {
        let payout = GetPayout::of("7").decode(&lax, &answer(body, None));
        assert_eq!(ProcessPayout::of("7").settle(&payout), Settled::Open);
        let create = CreatePayout::new("7", "4444", method::VISAMASTER_UAH, amount("10")).unwrap();
        assert_eq!(create.settle(&payout), Settled::Open);
        let body = body.replace("PAYED", "FINISHED");
        let invoice = GetInvoice::of("7").decode(&lax, &answer(&body, None));
        assert_eq!(card.settle(&invoice), Settled::Open);
        let create = CreateInvoice::new("7", method::VISAMASTER_UAH, amount("10")).unwrap();
        assert_eq!(create.settle(&invoice), Settled::Open);
    }
}
