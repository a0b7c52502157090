//! Every fault in callbacks: what the merchant must notice.

use std::time::Duration;

use pay_sandbox::Fault;
use serde_json::json;

use super::listener::{Listener, Received};
use super::shop::{Shop, number, signature};
use crate::merchant::wait;

/// Two attempts of one callback about a test payment: the first one is spoiled.
fn spoiled(fault: Fault) -> (Shop, Received, Received) {
    let shop = Shop::open();
    let listener = Listener::open(&[500, 200]);
    shop.paycore.fault(fault).on("callback").once();
    shop.payment(
        "a",
        json!({"callback_url": listener.url(), "description": "a/b", "amount": number("100.5")}),
    );
    assert_eq!(shop.get("/account/balances")["data"]["type"], "account", "answers are whole");
    wait(shop.sandbox.callbacks().settled());
    shop.sandbox.clock().advance(Duration::from_secs(60));
    wait(shop.sandbox.callbacks().settled());
    let seen = listener.seen();
    assert_eq!(seen.len(), 2);
    let right = signature(&shop.paycore.private_key_test(), &seen[1].body);
    assert_eq!(seen[1].header("x-signature"), right, "the repetition is sound");
    (shop, seen[0].clone(), seen[1].clone())
}

#[test]
fn signatures_go_wrong() {
    let (shop, bad, good) = spoiled(Fault::WrongSignature);
    assert_eq!((&bad.body, bad.header("x-signature").len()), (&good.body, 28));
    for secret in [shop.paycore.private_key_test(), shop.paycore.private_key_live()] {
        assert_ne!(bad.header("x-signature"), signature(&secret, &bad.body));
    }

    let (shop, bad, good) = spoiled(Fault::OtherModeSignature);
    let live = signature(&shop.paycore.private_key_live(), &good.body);
    assert_eq!((&bad.body, bad.header("x-signature")), (&good.body, &*live));

    let (_, bad, good) = spoiled(Fault::MissingSignature);
    assert_eq!((bad.all("x-signature").len(), &bad.body), (0, &good.body));

    let (_, bad, good) = spoiled(Fault::DoubledSignature);
    let both = bad.all("x-signature");
    assert_eq!((both.len(), both[1]), (2, good.header("x-signature")));
    assert_ne!(both[0], both[1]);
}

#[test]
fn bodies_are_changed_after_signing() {
    for fault in [Fault::TamperedBody, Fault::RespelledBody] {
        let (_, bad, good) = spoiled(fault.clone());
        assert_eq!(bad.header("x-signature"), good.header("x-signature"), "{fault:?}");
        assert_ne!(bad.body, good.body, "{fault:?}");
        let same = bad.json()["data"]["attributes"]["description"] == "a/b";
        assert!(same, "it can still be read");
        if fault == Fault::RespelledBody {
            assert!(good.text().contains(r"a\/b") && bad.text().contains("a/b"));
            assert_eq!(bad.json()["data"]["id"], good.json()["data"]["id"]);
        } else {
            assert_eq!(bad.body.len(), good.body.len());
        }
    }
}

#[test]
fn odd_bodies_are_signed_as_they_are() {
    for fault in [
        Fault::TrailingNewline,
        Fault::NonJson,
        Fault::UnknownStatus,
        Fault::UpperCaseStatus,
        Fault::NumbersAsText,
        Fault::ExponentAmounts,
        Fault::ShuffledKeys,
        Fault::DuplicateKeys,
    ] {
        let (shop, bad, good) = spoiled(fault.clone());
        let right = signature(&shop.paycore.private_key_test(), &bad.body);
        assert_eq!(bad.header("x-signature"), right, "{fault:?}");
        assert_ne!(bad.body, good.body, "{fault:?}");
        match fault {
            Fault::TrailingNewline => assert_eq!(bad.text(), format!("{}\n", good.text())),
            Fault::UnknownStatus => assert_eq!(bad.status(), "on_holiday"),
            Fault::NumbersAsText => assert!(bad.text().contains(r#""amount":"100.50""#)),
            _ => {}
        }
    }
}

#[test]
fn a_lost_callback_never_comes() {
    let shop = Shop::open();
    let listener = Listener::open(&[200]);
    shop.paycore.fault(Fault::LostCallback).once();
    shop.payment("a", json!({"callback_url": listener.url()}));
    shop.sandbox.clock().advance(Duration::from_secs(3600));
    wait(shop.sandbox.callbacks().settled());
    assert!(listener.seen().is_empty() && shop.sandbox.callbacks().deliveries().is_empty());
    shop.paycore.act("a", "pay").unwrap();
    wait(shop.sandbox.callbacks().settled());
    assert_eq!(listener.statuses(), ["processed"]);
}

#[test]
fn a_callback_that_goes_nowhere_uses_up_no_fault() {
    let shop = Shop::open();
    let listener = Listener::open(&[200]);
    shop.paycore.fault(Fault::LostCallback).once();
    shop.payment("far", json!({"callback_url": "http://192.0.2.1/cb"}));
    shop.payment("none", json!({}));
    shop.payment("near", json!({"callback_url": listener.url()}));
    shop.payment("next", json!({"callback_url": listener.url()}));
    wait(shop.sandbox.callbacks().settled());
    assert_eq!(listener.seen().len(), 1);
    assert_eq!(shop.sandbox.callbacks().deliveries()[0].id, "next");
}

#[test]
fn what_no_callback_can_show_is_refused() {
    let shop = Shop::open();
    for fault in ["close_after_effect", "http_202", "flat_data"] {
        let body = json!({"gateway": "paycore", "on": "callback", "fault": fault});
        let (status, answer) = shop.control("/faults", body);
        assert_eq!(status, 400);
        let error = answer["error"].as_str().unwrap();
        assert!(
            error.starts_with(&format!("unknown fault of callbacks `{fault}`, known: ")),
            "{error}"
        );
    }
    let body = json!({"gateway": "dpay", "on": "callback", "fault": "wrong_signature"});
    assert_eq!(shop.control("/faults", body).0, 400, "DPAY's bear no signature");
}
