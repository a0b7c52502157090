//! What asking reveals about a call whose outcome was unknown.

use dpay_obmenka::{CreateInvoice, CreatePayout, GetInvoice, GetPayout, ProcessPayout, Settled};

use crate::common::{answer, decode, gateway};

const NOT_FOUND: &str = r#"{"error":{"code":401,"message":"Payment not found"}}"#;

#[test]
fn a_create_is_settled_by_whether_the_order_exists() {
    let invoice = |body| CreateInvoice::settle(&decode(&GetInvoice::of("7"), body));
    let payout = |body| CreatePayout::settle(&decode(&GetPayout::of("7"), body));

    for settled in [invoice(r#"{"status":"CREATED"}"#), payout(r#"{"status":"CREATED"}"#)] {
        assert_eq!(settled, Settled::Done);
    }
    assert_eq!(invoice(NOT_FOUND), Settled::NotDone);
    assert_eq!(payout(NOT_FOUND), Settled::NotDone);
    for open in [r#"{"error":{"code":5,"message":"?"}}"#, "<html>", "{}"] {
        assert_eq!(invoice(open), Settled::Open, "{open}");
        assert_eq!(payout(open), Settled::Open, "{open}");
    }
}

#[test]
fn a_process_is_settled_by_the_status_of_the_payout() {
    for (word, settled) in [
        ("PAYED", Settled::Done),
        ("CREATED", Settled::NotDone),
        ("CANCELED", Settled::NotDone),
        ("FAILED", Settled::NotDone),
        ("REVERSED", Settled::NotDone),
        ("IN_PROGRESS", Settled::Open),
        ("PAYOUT", Settled::Open),
        ("BLOCKED", Settled::Open),
        ("REFILL", Settled::Open),
        ("SOMETHING", Settled::Open),
    ] {
        let asked = decode(&GetPayout::of("9"), &format!(r#"{{"status":"{word}"}}"#));
        assert_eq!(ProcessPayout::settle(&asked), settled, "{word}");
    }
    assert_eq!(ProcessPayout::settle(&decode(&GetPayout::of("9"), NOT_FOUND)), Settled::NotDone);
}

#[test]
fn an_unproven_not_found_settles_nothing() {
    use dpay_obmenka::{AnswerPolicy, Endpoint as _};

    let lax = gateway().answers(AnswerPolicy::Ignore);
    let asked = GetPayout::of("9").decode(&lax, &answer(NOT_FOUND, None));
    assert_eq!(ProcessPayout::settle(&asked), Settled::Open);
    assert_eq!(CreatePayout::settle(&asked), Settled::Open);
}
