//! Every fault, and that it shows once, where it was asked for.

use std::time::{Duration, Instant};

use pay_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};

use crate::merchant::{Merchant, frozen, signature};
use crate::wire::Answer;

const STATUS: &str = "einvoice/status";
const ASK: &str = r#"{"payment_id":"6"}"#;

/// An invoice over 1000 that is paid, its answer without a fault, and its answer with one.
fn bent(fault: Fault) -> (Sandbox, Merchant, Answer, Answer) {
    let (sandbox, merchant) = frozen();
    merchant.open_invoice("6", "1000");
    let good = merchant.post(STATUS, ASK);
    sandbox.dpay().fault(fault).on("einvoice/status").once();
    let body = json!({"payment_id": "6"});
    assert_eq!(merchant.call("einvoice/process", body)["error"]["code"], 9010, "another path");
    let bad = merchant.send(STATUS, ASK).expect("an answer");
    assert_eq!(merchant.post(STATUS, ASK).body, good.body, "once");
    (sandbox, merchant, good, bad)
}

/// The body of an answer that is bent but signed as it is.
fn bent_and_signed(fault: Fault) -> (Answer, String) {
    let (_sandbox, merchant, good, bad) = bent(fault);
    let expected = signature(&merchant.salt, bad.body.as_bytes());
    assert_eq!(bad.header("dpay_secure"), Some(&*expected));
    assert_ne!(bad.body, good.body);
    (good, bad.body)
}

#[test]
fn signatures_go_wrong_missing_and_double() {
    let (_sandbox, merchant, good, wrong) = bent(Fault::WrongSignature);
    let right = signature(&merchant.salt, good.body.as_bytes());
    assert_eq!(wrong.body, good.body);
    let given = wrong.header("dpay_secure").unwrap();
    assert!(given != right && given.len() == 24 && given.ends_with("=="), "{given}");

    let (.., missing) = bent(Fault::MissingSignature);
    assert!(missing.all("dpay_secure").is_empty());

    let (.., doubled) = bent(Fault::DoubledSignature);
    let given = doubled.all("dpay_secure");
    assert_eq!(given.len(), 2);
    assert_ne!(given[0], signature("k4ssa-S3cret", doubled.body.as_bytes()));
    assert_eq!(given[1], signature("k4ssa-S3cret", doubled.body.as_bytes()));
}

#[test]
fn a_tampered_body_bears_the_signature_of_the_true_one() {
    let (_sandbox, _merchant, good, bad) = bent(Fault::TamperedBody);
    assert_ne!(bad.body, good.body);
    assert_eq!(bad.body.len(), good.body.len());
    assert_eq!(bad.header("dpay_secure"), good.header("dpay_secure"));
}

#[test]
fn documents_are_broken_doubled_and_shuffled() {
    let (good, body) = bent_and_signed(Fault::NonJson);
    assert!(serde_json::from_str::<Value>(&body).is_err() && good.body.starts_with(&body));

    let (good, body) = bent_and_signed(Fault::DuplicateKeys);
    assert_eq!(body.matches("\"status\":").count(), 2);
    assert!(body.starts_with(r#"{"tracking":"other","#));
    let last_wins: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(last_wins, good.json());

    let (good, body) = bent_and_signed(Fault::ShuffledKeys);
    let mut shuffled: Value = serde_json::from_str(&body).unwrap();
    assert!(body.starts_with(r#"{"is_recalc""#), "{body}");
    assert_eq!(shuffled["zz_new"], json!({"deep": [1, null]}));
    shuffled.as_object_mut().unwrap().remove("zz_new");
    assert_eq!(shuffled, good.json());
}

#[test]
fn values_come_in_the_spelling_of_php() {
    let (_, body) = bent_and_signed(Fault::NumbersAsText);
    assert!(body.contains(r#""amount":"1000.00","fee":"20.00""#), "{body}");
    let (_, body) = bent_and_signed(Fault::IdsAsNumbers);
    assert!(body.contains(r#""payment_id":6,"#), "{body}");
    let (_, body) = bent_and_signed(Fault::EmptyError);
    assert!(body.ends_with(r#","error":[]}"#), "{body}");
    let (_, body) = bent_and_signed(Fault::UnknownStatus);
    assert!(body.contains(r#""status":"ON_HOLIDAY""#), "{body}");
    let (_, body) = bent_and_signed(Fault::PaymentForPaymentId);
    assert!(body.contains(r#","payment":"6","#) && !body.contains("payment_id"), "{body}");

    let (sandbox, merchant) = frozen();
    sandbox.dpay().fault(Fault::PhpSpelling).once();
    let id = r#""їжак/7""#;
    let body = format!(r#"{{"payment_id":{id},"currency":"visamaster.uah","amount":5}}"#);
    let created = merchant.post("einvoice/create", &body);
    assert!(created.body.contains(r"\u0457\u0436\u0430\u043a\/7"), "{}", created.body);
    assert_eq!(created.json()["payment_id"], "їжак/7");

    sandbox.dpay().configure(|settings| settings.h2h = true);
    sandbox.dpay().fault(Fault::EmptyMapAsList).once();
    let body = format!(r#"{{"payment_id":{id}}}"#);
    let data = merchant.post("einvoice/process", &body).json();
    assert_eq!(data["h2h_data"], json!([]));
    assert_eq!(merchant.post("einvoice/process", &body).json()["h2h_data"], json!({}));
}

#[test]
fn a_fault_waits_for_an_answer_that_can_show_it() {
    let (sandbox, merchant) = frozen();
    sandbox.dpay().fault(Fault::ErrorsAsHttp400).once();
    sandbox.dpay().fault(Fault::UnknownStatus).once();
    assert_eq!(merchant.post("payment/balance", "{}").status, 200);
    assert_eq!(merchant.post("payment/status", ASK).status, 400);
    assert_eq!(merchant.post("payment/status", ASK).status, 200);
    merchant.create_payout("6", "5");
    assert_eq!(merchant.payout("6")["status"], "ON_HOLIDAY");
    assert_eq!(merchant.payout("6")["status"], "CREATED");
}

#[test]
fn an_answer_that_nobody_sees_uses_up_no_fault_but_its_own() {
    let (sandbox, merchant) = frozen();
    let dpay = sandbox.dpay();
    dpay.fault(Fault::MissingSignature).once();
    dpay.fault(Fault::TruncatedBody).once();
    dpay.fault(Fault::CloseAfterEffect).once();
    assert!(merchant.send("payment/balance", "").is_none());
    let empty = crate::wire::request("GET", "/api/payment/balance", &[], b"");
    assert_eq!(crate::wire::exchange(merchant.addr, &empty).unwrap().status, 405);
    let cut = merchant.send("payment/balance", "").unwrap();
    assert_eq!((cut.body.len(), cut.header("dpay_secure")), (19, None));
}

#[test]
fn connections_end_before_or_after_the_effect() {
    let (sandbox, merchant) = frozen();
    merchant.create_payout("payout-9", "1000");
    let process = r#"{"payment_id":"payout-9"}"#;
    sandbox.dpay().fault(Fault::CloseBeforeEffect).on("payment/process").once();
    assert!(merchant.send("payment/process", process).is_none());
    assert_eq!(merchant.payout("payout-9")["status"], "CREATED");
    assert!(sandbox.ledger().payouts("payout-9").is_empty());

    sandbox.dpay().fault(Fault::CloseAfterEffect).on("payment/process").once();
    assert!(merchant.send("payment/process", process).is_none());
    assert_eq!(merchant.payout("payout-9")["status"], "PAYED");
    assert_eq!(sandbox.ledger().payouts("payout-9").len(), 1);
    assert_eq!(sandbox.dpay().requests("payment/process"), 2);
    assert_eq!(sandbox.dpay().requests("process"), 2);
    assert_eq!(sandbox.dpay().requests("rocess"), 0);
    assert_eq!(sandbox.dpay().requests(""), 5);
    assert_eq!(sandbox.dpay().connections(), 5);
}

#[test]
fn proxies_answer_with_pages() {
    let (sandbox, merchant) = frozen();
    let dpay = sandbox.dpay();
    for (id, fault, status, done) in [
        ("a", Fault::HtmlBadGatewayBeforeEffect, 502, false),
        ("b", Fault::HtmlBadGateway, 502, true),
        ("c", Fault::HtmlWithOk, 200, true),
    ] {
        merchant.create_payout(id, "5");
        dpay.fault(fault).on("/api/payment/process").once();
        let body = format!(r#"{{"payment_id":"{id}"}}"#);
        let page = merchant.send("payment/process", &body).unwrap();
        assert_eq!(page.status, status);
        assert!(page.header("content-type").unwrap().starts_with("text/html"));
        assert!(page.body.starts_with("<!doctype html>") && page.header("dpay_secure").is_none());
        assert_eq!(!sandbox.ledger().payouts(id).is_empty(), done, "{id}");
    }
}

#[test]
fn answers_come_late_cut_or_without_an_end() {
    let (sandbox, merchant) = frozen();
    let dpay = sandbox.dpay();
    dpay.fault(Fault::Delay(Duration::from_millis(300))).once();
    let begin = Instant::now();
    merchant.create_invoice("a", "5");
    assert!(begin.elapsed() >= Duration::from_millis(300));

    dpay.fault(Fault::TruncatedBody).once();
    let cut = merchant.send("payment/balance", "{}").unwrap();
    let announced: usize = cut.header("content-length").unwrap().parse().unwrap();
    assert_eq!((announced, cut.body.len()), (38, 19));

    dpay.fault(Fault::EndlessBody).once();
    let stream = std::net::TcpStream::connect(merchant.addr).unwrap();
    let mut endless = crate::tls::Limited::new(stream, 3 << 20);
    let bytes =
        crate::wire::converse(&mut endless, &merchant.bytes("payment/balance", "{}")).unwrap();
    assert!(bytes.len() >= 3 << 20 && bytes.starts_with(b"HTTP/1.1 200 OK"));
    drop(endless);
    assert_eq!(merchant.post("payment/balance", "{}").status, 200);
}

#[test]
fn faults_last_as_long_as_they_were_asked_to() {
    let (sandbox, merchant) = frozen();
    let dpay = sandbox.dpay();
    let signed = || merchant.send("payment/balance", "").unwrap().header("dpay_secure").is_some();
    dpay.fault(Fault::MissingSignature).times(2);
    assert_eq!([signed(), signed(), signed()], [false, false, true]);
    dpay.fault(Fault::MissingSignature).always();
    assert_eq!([signed(), signed(), signed()], [false, false, false]);
    sandbox.reset();
    assert!(signed());
}

#[test]
#[should_panic(expected = "unknown path `payment/refund`, known: /api/einvoice/create")]
fn a_fault_on_a_path_that_is_not_there_is_a_mistake_of_the_test() {
    let (sandbox, _) = frozen();
    sandbox.dpay().fault(Fault::MissingSignature).on("payment/refund").once();
}
