//! Every fault in notifications: what the merchant must notice.

use pay_sandbox::Fault;
use pay_sandbox::obmin::HashPlace;
use serde_json::json;

use super::shop::{Access, Shop, field, fields, ipn_hash};
use crate::paycore::listener::{Listener, Received};

const SECRET: &str = "k3Yd9";

/// A notification with a fault, and the next one, which must be sound.
fn spoiled_in(places: &[HashPlace], fault: Fault) -> Received {
    let shop = Shop::with(|settings| settings.ipn_hash = places.to_vec());
    let listener = Listener::open(&[200]);
    shop.obmin.fault(fault).on("callback").once();
    let access = shop.create(json!({"ipnUrl": listener.url(), "ipnSecret": SECRET}));
    for status in ["waitPayment", "inProgress"] {
        shop.update(&access, status);
        shop.settle();
    }
    let seen = listener.seen();
    assert_eq!(seen.len(), 2);
    assert_eq!(
        hashes(&seen[1]),
        vec![ipn_hash(&seen[1], SECRET); places.len()],
        "the next is sound"
    );
    seen[0].clone()
}

fn spoiled(fault: Fault) -> Received {
    spoiled_in(&[HashPlace::Body], fault)
}

/// Every hash of a notification: in the body, in the address, in a header.
fn hashes(received: &Received) -> Vec<String> {
    let body = fields(received).into_iter().filter(|(name, _)| name == "hash");
    let target = received.line.split(' ').nth(1).unwrap();
    let query = target.split_once('?').unwrap().1;
    let query = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == "hash");
    let header = received.all("hash").into_iter().map(str::to_owned);
    body.map(|(_, hash)| hash)
        .chain(query.map(|(_, hash)| hash.into_owned()))
        .chain(header)
        .collect()
}

#[test]
fn hashes_go_wrong_wherever_they_are() {
    use HashPlace::{Body, Header, Query};
    for places in [&[Body][..], &[Query], &[Header], &[Body, Header]] {
        for fault in [Fault::WrongSignature, Fault::WrongSecret] {
            let bad = spoiled_in(places, fault.clone());
            let right = ipn_hash(&bad, SECRET);
            let seen = hashes(&bad);
            assert_eq!(seen.len(), places.len(), "{fault:?} {places:?}");
            assert!(seen.iter().all(|hash| *hash != right && hash.len() == 64));
            if fault == Fault::WrongSecret {
                assert_eq!(seen[0], ipn_hash(&bad, "k3Yd9-"));
            } else {
                assert_eq!(seen[0][1..], right[1..]);
            }
        }
        assert!(hashes(&spoiled_in(places, Fault::MissingSignature)).is_empty());
    }
    let bad = spoiled(Fault::DoubledSignature);
    let seen = hashes(&bad);
    assert_eq!((seen.len(), &seen[1]), (2, &ipn_hash(&bad, SECRET)));
    assert_ne!(seen[0], seen[1]);
}

#[test]
fn a_second_hash_elsewhere_contradicts_the_first() {
    use HashPlace::{Body, Header, Query};
    for (places, right_at) in [(&[Body][..], 0), (&[Header], 1), (&[Query, Header], 1)] {
        let bad = spoiled_in(places, Fault::ContradictingSignature);
        let (seen, right) = (hashes(&bad), ipn_hash(&bad, SECRET));
        assert_eq!(seen.len(), places.len() + 1, "{places:?}");
        assert_eq!(seen[right_at], right);
        assert_eq!(seen.iter().filter(|hash| **hash != right).count(), 1);
    }
}

#[test]
fn odd_fields_are_signed_as_they_are() {
    let bad = spoiled(Fault::ColonInField);
    assert_eq!(
        (field(&bad, "xml_from"), hashes(&bad)),
        ("ADA:X".into(), vec![ipn_hash(&bad, SECRET)])
    );
    let bad = spoiled(Fault::UnknownStatus);
    assert_eq!(
        (field(&bad, "newStatus"), hashes(&bad)),
        ("onHoliday".into(), vec![ipn_hash(&bad, SECRET)])
    );
}

#[test]
fn fields_are_changed_after_signing() {
    let bad = spoiled(Fault::TamperedBody);
    assert_eq!(field(&bad, "outAmount"), "94000");
    assert_ne!(hashes(&bad)[0], ipn_hash(&bad, SECRET));

    let bad = spoiled(Fault::TamperedUnsigned);
    assert_eq!(field(&bad, "orderUID"), "93057");
    assert_eq!(field(&bad, "toValues[0][value]"), "7777 7777 7777 7777");
    assert_eq!(hashes(&bad)[0], ipn_hash(&bad, SECRET), "nobody can tell by the hash");

    let bad = spoiled(Fault::DuplicateKeys);
    let twice: Vec<_> = fields(&bad)
        .into_iter()
        .filter(|(name, _)| name == "newStatus")
        .map(|(_, value)| value)
        .collect();
    assert_eq!(twice, ["done", "waitPayment"]);
}

#[test]
fn a_lost_notification_never_comes() {
    let shop = Shop::open();
    let listener = Listener::open(&[200]);
    shop.obmin.fault(Fault::LostCallback).once();
    let wish = json!({"ipnUrl": listener.url(), "ipnSecret": SECRET, "skipPreview": true});
    let access = shop.create(wish);
    shop.obmin.act(&access.uid, "module_confirm").unwrap();
    shop.settle();
    assert!(listener.seen().is_empty() && shop.sandbox.callbacks().deliveries().is_empty());
    shop.sandbox.clock().advance(std::time::Duration::from_secs(60));
    shop.settle();
    assert_eq!(listener.seen().len(), 1);
    assert_eq!(field(&listener.seen()[0], "newStatus"), "done");
}

#[test]
fn several_faults_meet_in_one_notification() {
    let shop = Shop::open();
    let listener = Listener::open(&[200]);
    for (fault, args) in
        [("unknown_status", json!({"word": "paid"})), ("missing_signature", json!({}))]
    {
        let body =
            json!({"gateway": "obmin", "on": "callback", "fault": fault, "times": 1, "args": args});
        assert_eq!(shop.control("/faults", body), (200, json!({"set": true})));
    }
    let access: Access = shop.create(json!({"ipnUrl": listener.url(), "ipnSecret": SECRET}));
    shop.update(&access, "waitPayment");
    shop.settle();
    let bad = &listener.seen()[0];
    assert_eq!((field(bad, "newStatus"), hashes(bad).len()), ("paid".into(), 0));
    assert_eq!(shop.status(&access), "waitPayment", "only the telling was wrong");
}

#[test]
fn what_no_notification_can_show_is_refused() {
    let shop = Shop::open();
    for fault in ["close_after_effect", "numbers_as_text", "error_after_effect"] {
        let body = json!({"gateway": "obmin", "on": "callback", "fault": fault});
        let (status, answer) = shop.control("/faults", body);
        let error = answer["error"].as_str().unwrap();
        let expected = format!("unknown fault of callbacks `{fault}`, known: ");
        assert!(status == 400 && error.starts_with(&expected), "{error}");
    }
}
