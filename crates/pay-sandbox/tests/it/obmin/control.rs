//! Actions and settings, as programs of any language use them.

use pay_sandbox::obmin::{CreateShape, HashName, HashPlace, ToValues};
use serde_json::{Value, json};

use super::shop::Shop;

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
    let (_, page) = page.split_once("\n## Obmin\n").unwrap();
    let shop = Shop::open();
    let access = shop.create(json!({}));
    let route = shop.obmin.routes()[0].clone();
    let act = |id: &str, action: &str, args: Value| json!({"gateway": "obmin", "id": id, "action": action, "args": args});
    let fault = |on: Value| json!({"gateway": "obmin", "on": on, "fault": "?"});
    for (path, body) in [
        ("/act", act(&access.uid, "?", json!({}))),
        ("/act", act("", "configure", json!({"?": 1}))),
        ("/act", act(&access.uid, "operator_set", json!({"?": 1}))),
        ("/act", act(&access.uid, "operator_set", json!({"status": "?"}))),
        ("/act", act(&access.uid, "reprice", json!({"?": 1}))),
        ("/act", act(&route, "route", json!({"?": 1}))),
        ("/act", act("?", "route", json!({}))),
        ("/act", act("ADA", "currency", json!({"?": 1}))),
        ("/act", act("?", "currency", json!({}))),
        ("/act", act("EX_1", "key", json!({"?": 1}))),
        ("/faults", fault(json!(null))),
        ("/faults", fault(json!("callback"))),
    ] {
        let (_, answer) = shop.control(path, body);
        let error = answer["error"].as_str().unwrap();
        let (_, known) = error.split_once(", known: ").unwrap();
        for name in known.split(", ") {
            let name = format!("`{name}`");
            let there = page.contains(&name) || faults.contains(&name);
            assert!(there, "{name} is not in docs/sandbox.md");
        }
    }
}

#[test]
fn every_setting_is_taken_by_name() {
    let shop = Shop::open();
    let settings = json!({
        "maintenance": true, "rate_limit": 9, "captcha": true, "permissive": true, "auth_code": 1,
        "not_found_code": 9_999_999_999_999_999_u64, "refused_code": 3, "http_statuses": true,
        "legacy_envelope": true, "create_shape": "nested", "payout_delay_s": 5,
        "next_uid": 99_999_999_999_u64, "seed": 6, "ipn": false, "ipn_at_creation": true,
        "ipn_hash": ["query", "header", "body"], "ipn_hash_name": "checksum",
        "ipn_upper_case": true, "ipn_to_values": "dots", "ipn_extra_fields": true,
        "ipn_duplicate": true, "ipn_late_s": [8, 0], "ipn_anywhere": true,
    });
    let taken = shop.act("", "configure", settings, false);
    assert_eq!(taken, (200, json!({"configured": true})));
    shop.obmin.configure(|settings| {
        assert!(settings.maintenance && settings.captcha && settings.permissive && !settings.ipn);
        assert!(settings.http_statuses && settings.legacy_envelope && settings.ipn_at_creation);
        assert!(settings.ipn_upper_case && settings.ipn_extra_fields);
        assert!(settings.ipn_duplicate && settings.ipn_anywhere);
        assert_eq!((settings.rate_limit, settings.auth_code), (Some(9), 1));
        assert_eq!((settings.not_found_code, settings.refused_code), (9_999_999_999_999_999, 3));
        assert_eq!((settings.create_shape, settings.payout_delay_s), (CreateShape::Nested, 5));
        assert_eq!((settings.next_uid, settings.seed), (99_999_999_999, 6));
        assert_eq!(settings.ipn_hash, [HashPlace::Query, HashPlace::Header, HashPlace::Body]);
        assert_eq!(settings.ipn_hash_name, HashName::Checksum);
        assert_eq!((settings.ipn_to_values, &*settings.ipn_late_s), (ToValues::Dots, &[8, 0][..]));
    });
    for (args, expected) in [(json!({"ipn_hash": "header"}), 1), (json!({"ipn_hash": []}), 0)] {
        assert_eq!(shop.act("", "configure", args, false).0, 200);
        shop.obmin.configure(|settings| assert_eq!(settings.ipn_hash.len(), expected));
    }
    let back = json!({"rate_limit": null, "ipn_late_s": 3, "create_shape": "minimal"});
    assert_eq!(shop.act("", "configure", back, false).0, 200);
    shop.obmin.configure(|settings| {
        assert_eq!((settings.rate_limit, &*settings.ipn_late_s), (None, &[3][..]));
        assert_eq!(settings.create_shape, CreateShape::Minimal);
    });
}

#[test]
fn wrong_settings_change_nothing() {
    let shop = Shop::open();
    for (args, reason) in [
        (json!({"h2h": true}), "unknown setting `h2h`, known: maintenance, rate_limit"),
        (json!({"ipn_hash": "cookie"}), "`\"cookie\"` is no value for `ipn_hash`"),
        (json!({"ipn_hash": ["body", "cookie"]}), "`[\"body\",\"cookie\"]` is no value"),
        (json!({"ipn_hash_name": "Hash"}), "`\"Hash\"` is no value"),
        (json!({"ipn_to_values": "yaml"}), "`\"yaml\"` is no value"),
        (json!({"create_shape": 1}), "`1` is no value"),
        (json!({"next_uid": 0}), "`0` is no value"),
        (json!({"auth_code": 99_999_999_999_999_999_u64}), "`99999999999999999` is no value"),
        (json!({"payout_delay_s": -1}), "`-1` is no value"),
        (json!({"ipn": false, "captcha": 1}), "`1` is no value for `captcha`"),
    ] {
        refused(&shop, "", "configure", args, reason);
    }
    shop.obmin.configure(|settings| assert!(settings.ipn));
}

#[test]
fn actions_that_are_not_known_are_refused_with_those_that_are() {
    let shop = Shop::open();
    let uid = shop.create(json!({})).uid;
    let route = shop.obmin.routes()[0].clone();
    for (id, action, args, reason) in [
        (&*uid, "bribe", json!({}), "unknown action `bribe`, known: confirm, mark_paid, cancel"),
        ("7", "confirm", json!({}), "unknown order `7`, known: 3057"),
        (&uid, "confirm", json!({"status": "new"}), "unknown argument `status`, known: "),
        (&uid, "operator_set", json!({}), "`status` is missing"),
        (&uid, "operator_set", json!({"status": "paid"}), "unknown status `paid`, known: new"),
        (&uid, "operator_set", json!({"status": 7}), "`status` must be a text"),
        (
            &uid,
            "operator_set",
            json!({"staus": "new"}),
            "unknown argument `staus`, known: status, comment",
        ),
        (&uid, "reprice", json!({"in": "x"}), "`\"x\"` is no value for `in`"),
        (&uid, "reprice", json!({"out": ""}), "`\"\"` is no value for `out`"),
        ("x", "route", json!({}), "unknown route `x`, known: 6580ad77a8cd1684a53a1c0f"),
        (&route, "route", json!({"rate": 0}), "`0` is no value for `rate`"),
        (&route, "route", json!({"rate": -1}), "`-1` is no value for `rate`"),
        (&route, "route", json!({"active": 1}), "`1` is no value for `active`"),
        (&route, "route", json!({"lifetime_min": 0}), "`0` is no value for `lifetime_min`"),
        ("EUR", "currency", json!({}), "unknown currency `EUR`, known: ADA, CARDUAH"),
        ("", "key", json!({"secret": "x"}), "`id` must be the key"),
        ("EX_1", "key", json!({}), "`secret` is missing"),
    ] {
        refused(&shop, id, action, args, reason);
    }
    let body = json!({"gateway": "obmin", "on": "order/destroy", "fault": "delay"});
    let (status, answer) = shop.control("/faults", body);
    let error = answer["error"].as_str().unwrap();
    assert!(
        status == 400 && error.starts_with("unknown path `order/destroy`, known: /service"),
        "{error}"
    );
}

#[test]
fn directions_follow_what_is_set() {
    let shop = Shop::open();
    let route = shop.obmin.routes()[0].clone();
    let args = json!({
        "rate": "0.5", "fee": 1, "min": 1, "max": 100, "verified_from": "50",
        "auto_payout": false, "lifetime_min": 10, "shown": false, "active": true,
    });
    assert_eq!(shop.act(&route, "route", args, false), (200, json!({"route": route})));
    let one = shop.data("public/exchanger/route/get/one", json!({"id": route}))["route"].clone();
    assert_eq!(
        (&one["rate"]["rateFullNumber"], &one["rate"]["outFeeAmount"]),
        (&json!("0.5"), &json!(1))
    );
    assert_eq!((&one["from"]["min"], &one["from"]["max"]), (&json!(1), &json!(100)));
    assert_eq!((&one["orderTTL"], &one["isAutoPayout"]), (&json!(10), &json!(false)));
    let create = |amount: u32| {
        shop.call("public/exchanger/order/create", shop.wish(0, json!({"amount": amount})))
    };
    assert_eq!(create(10)["data"]["outAmount"], 19);
    assert_eq!(create(50)["error"]["errorCode"], 5_001_670_807_585_394_u64);
}

#[test]
fn a_reset_forgets_everything_and_begins_the_same_ids_again() {
    let shop = Shop::open();
    shop.act("ADA", "currency", json!({"active": false}), false);
    shop.act("ADA", "currency", json!({"active": true, "reserve": 1}), false);
    shop.act("EX_1", "key", json!({"secret": "s"}), false);
    let access = shop.create(json!({"skipPreview": true}));
    shop.obmin.act(&access.uid, "module_confirm").unwrap();
    assert_eq!(shop.ledger().len(), 1);
    assert_eq!(shop.control("/reset", json!({})), (200, json!({"reset": true})));
    assert!(shop.ledger().is_empty());
    let params = access.params(json!({}));
    assert_eq!(shop.code("public/exchanger/order/get", params), 7_000_000_000_000_001);
    let history = "user/exchanger/order/history";
    assert_eq!(shop.signed(("EX_1", "s"), 1, history, "{}")["error"]["message"], "Unknown api key");
    let again = shop.create(json!({}));
    assert_eq!((again.uid, again.secret), (access.uid, access.secret));
    shop.sandbox.clock().advance(std::time::Duration::from_secs(60));
    assert!(shop.ledger().is_empty(), "timers are gone too");
}
