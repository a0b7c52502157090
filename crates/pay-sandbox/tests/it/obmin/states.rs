//! Who may move an order where.

use serde_json::{Value, json};

use super::shop::{Access, Shop};

const STATUSES: [&str; 10] = [
    "new",
    "waitPayment",
    "errorPayment",
    "inProgress",
    "inProgressPayout",
    "errorPayout",
    "hold",
    "done",
    "returned",
    "deleted",
];

/// An order that an operator has put into this state.
fn order_in(shop: &Shop, status: &str) -> Access {
    let access = shop.create(json!({}));
    let set = shop.act(&access.uid, "operator_set", json!({"status": status}), true);
    assert_eq!(set, (200, json!({"status": status})));
    access
}

#[test]
fn the_public_may_do_what_the_vectors_allow() {
    let file: Value =
        serde_json::from_str(include_str!("../../vectors/obmin-exchanger.json")).unwrap();
    let groups = file["groups"].as_array().unwrap();
    let group = groups.iter().find(|group| group["scheme"] == "obmin.public-transition").unwrap();
    let cases = group["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 25);
    let shop = Shop::open();
    for case in cases {
        let (from, to) = (case["from"].as_str().unwrap(), case["to"].as_str().unwrap());
        let access = order_in(&shop, from);
        let answer = shop.update(&access, to);
        assert_eq!(answer["success"], case["allowed"], "{case}");
        let now = if case["allowed"] == true { to } else { from };
        assert_eq!(shop.status(&access), now, "{case}");
        if case["allowed"] == false {
            assert_eq!(answer["error"]["errorCode"], 7_000_000_000_000_002_u64);
        }
    }
}

#[test]
fn all_other_changes_are_refused_to_the_public() {
    let allowed = [
        ("new", "waitPayment"),
        ("new", "deleted"),
        ("waitPayment", "inProgress"),
        ("waitPayment", "deleted"),
    ];
    for permissive in [false, true] {
        let shop = Shop::with(|settings| settings.permissive = permissive);
        for from in STATUSES {
            for to in STATUSES {
                let expected = if permissive {
                    ["new", "waitPayment"].contains(&from)
                        && from != to
                        && !["inProgressPayout", "done", "hold"].contains(&to)
                } else {
                    allowed.contains(&(from, to))
                };
                let answer = shop.update(&order_in(&shop, from), to);
                assert_eq!(answer["success"], expected, "{from} to {to}");
            }
        }
    }
}

#[test]
fn the_code_of_a_refused_change_can_be_chosen() {
    let shop = Shop::with(|settings| settings.refused_code = 9);
    let error = &shop.update(&shop.create(json!({})), "done")["error"];
    assert_eq!((&error["errorCode"], &error["errorType"]), (&json!(9), &json!("api")));
}

#[test]
fn every_named_action_has_its_states() {
    let table: [(&str, &[&str], &str); 9] = [
        ("confirm", &["new"], "waitPayment"),
        ("mark_paid", &["waitPayment"], "inProgress"),
        ("cancel", &["new", "waitPayment"], "deleted"),
        ("expire", &["new", "waitPayment"], "deleted"),
        ("module_confirm", &["waitPayment"], "inProgressPayout"),
        ("module_fail", &["waitPayment"], "errorPayment"),
        ("payout_done", &["inProgressPayout", "errorPayout"], "done"),
        ("payout_fail", &["inProgressPayout"], "errorPayout"),
        ("late_payment", &["deleted"], "inProgressPayout"),
    ];
    let shop = Shop::open();
    for (action, legal, to) in table {
        for from in STATUSES {
            let access = order_in(&shop, from);
            let (status, answer) = shop.act(&access.uid, action, json!({}), false);
            if legal.contains(&from) {
                assert_eq!((status, answer), (200, json!({"status": to})), "{action} {from}");
            } else {
                let why = format!("`{}` cannot `{action}`: it is {from}", access.uid);
                assert_eq!((status, answer), (409, json!({"error": why})), "{action} {from}");
                assert_eq!(shop.status(&access), from);
                let forced = shop.act(&access.uid, action, json!({}), true);
                assert_eq!(forced, (200, json!({"status": to})), "{action} {from}");
            }
            assert_eq!(shop.status(&access), to);
        }
    }
}

#[test]
fn operators_may_set_everything_but_what_is() {
    let shop = Shop::open();
    for from in STATUSES {
        for to in STATUSES {
            let access = order_in(&shop, from);
            let args = json!({"status": to, "comment": "перевірено"});
            let (status, _) = shop.act(&access.uid, "operator_set", args, false);
            assert_eq!(status, if from == to { 409 } else { 200 }, "{from} to {to}");
            let order = shop.order(&access);
            assert_eq!(order["status"], to);
            let comment = if from == to { Value::Null } else { "перевірено".into() };
            assert_eq!(order["comment"], comment);
        }
    }
}

#[test]
fn a_comment_stays_until_there_is_another() {
    let shop = Shop::open();
    let access = shop.create(json!({}));
    for (status, comment, seen) in [
        ("hold", json!(null), json!(null)),
        ("inProgress", json!("чекаємо"), json!("чекаємо")),
        ("hold", json!(null), json!("чекаємо")),
        ("done", json!("готово"), json!("готово")),
    ] {
        let args = json!({"status": status, "comment": comment});
        assert_eq!(shop.act(&access.uid, "operator_set", args, false).0, 200);
        assert_eq!(shop.order(&access)["comment"], seen);
    }
}

#[test]
fn orders_are_called_by_any_id_of_theirs() {
    let shop = Shop::open();
    let access = shop.create(json!({}));
    let order = shop.order(&access);
    for (id, action) in [
        (json!(3057), "confirm"),
        (order["_id"].clone(), "mark_paid"),
        (order["rid"].clone(), "operator_set"),
    ] {
        let args = if action == "operator_set" { json!({"status": "hold"}) } else { json!({}) };
        let body = json!({"gateway": "obmin", "id": id, "action": action, "args": args});
        assert_eq!(shop.control("/act", body).0, 200, "{action}");
    }
    assert_eq!(shop.status(&access), "hold");
    shop.obmin.force(&access.uid, "payout_done").unwrap();
    assert_eq!(shop.status(&access), "done");
}
