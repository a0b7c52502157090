//! iPay on the control address.

use std::net::SocketAddr;

use pay_sandbox::Sandbox;
use pay_sandbox::ipay::Stages;
use serde_json::{Value, json};

use super::shop::frozen;
use crate::merchant::ledger;
use crate::wire::{exchange, request};

pub(crate) fn post(sandbox: &Sandbox, path: &str, body: Value) -> (u16, Value) {
    let url = sandbox.control_url();
    let addr: SocketAddr = url.strip_prefix("http://").unwrap().parse().unwrap();
    let answer = exchange(addr, &request("POST", path, &[], body.to_string().as_bytes())).unwrap();
    (answer.status, answer.json())
}

pub(crate) fn act(sandbox: &Sandbox, id: &str, action: &str, args: Value) -> (u16, Value) {
    post(sandbox, "/act", json!({"gateway": "ipay", "id": id, "action": action, "args": args}))
}

#[test]
fn misspelled_wishes_are_refused() {
    let (sandbox, shop) = frozen();
    shop.pay(100, json!({"ext_id": "a"}));
    for (id, action, args, reason) in [
        ("a", "bribe", json!({}), "unknown action `bribe`, known: pay, refuse, block"),
        ("b", "pay", json!({}), "unknown payment `b`, known: a"),
        ("a", "pay", json!({"login": "test2"}), "unknown payment `a`, known: a"),
        ("a", "refuse", json!({"gruop": 1}), "unknown argument `gruop`, known: login, group"),
        ("a", "receipt", json!({"state": "DONE"}), "unknown state `DONE`, known: CREATED"),
        (
            "",
            "configure",
            json!({"sloopy": true}),
            "unknown setting `sloopy`, known: time_window_s",
        ),
        ("", "configure", json!({"sloppy": 1}), "`1` is no value for `sloppy`"),
        ("", "merchant", json!({}), "`id`, the merchant's login, is missing"),
        ("x", "merchant", json!({"stages": "three"}), "`\"three\"` is no value for `stages`"),
        ("x", "merchant", json!({"receivers": []}), "`[]` is no value for `receivers`"),
        ("x", "merchant", json!({"key": ""}), "unknown argument `key`, known: sign_key, stages"),
        ("", "token", json!({"pan": []}), "`[]` is no value for `pan`"),
    ] {
        let (status, told) = act(&sandbox, id, action, args);
        let error = told["error"].as_str().unwrap();
        assert_eq!(status, 400, "{error}");
        assert!(error.starts_with(reason), "{error}");
    }
    let late = json!({"gateway": "ipay", "fault": "clock_ahead", "args": {"s": -1}});
    assert_eq!(post(&sandbox, "/faults", late).0, 400);
    let on = json!({"gateway": "ipay", "fault": "delay", "on": "PaymentRefund"});
    let told = post(&sandbox, "/faults", on).1;
    assert!(told["error"].as_str().unwrap().starts_with("unknown path `PaymentRefund`"), "{told}");
}

#[test]
fn merchants_are_added_and_changed() {
    let (sandbox, mut shop) = frozen();
    let terms = json!({
        "sign_key": "ключ", "stages": "two", "gateway_merchant_ids": ["1234", "5"],
        "receivers": [7], "fee_basis_points": 250, "recurrent": false, "allowed_actions": "all",
        "allowed_addresses": ["127.0.0.1"],
    });
    assert_eq!(act(&sandbox, "new", "merchant", terms), (200, json!({"login": "new"})));
    (shop.login, shop.key) = ("new".to_owned(), "ключ".to_owned());
    let held = shop.pay(100_000, json!({"pmt_info": {}, "ext_id": "a"}));
    assert_eq!(held["bank_response"]["error_group"], 66, "nobody to tell");
    let held = shop.pay(1_000, json!({"ext_id": "b"}));
    assert_eq!((&held["pmt_status"], &held["amount"]), (&json!(3), &json!(1_025)));
    assert_eq!(held["transactions"][0]["smch_id"], 7);
    assert_eq!(ledger(&sandbox), ["hold b 10.25 UAH"]);
    sandbox.ipay().configure_merchant("new", |merchant| merchant.stages = Stages::One);
    assert_eq!(shop.pay(1_000, json!({}))["pmt_status"], 5);
    assert_eq!(act(&sandbox, "new", "merchant", json!({"allowed_actions": []})).0, 200);
    shop.refused("CalculateFee", json!({"invoice": 1}), "access denied");
}

#[test]
fn everything_can_be_seen_but_secrets() {
    let (sandbox, shop) = frozen();
    let goods = json!([{"id": "7f0c1b52-3f0e-4a55-9a5e-0a6f7d1c2b30", "price": 1, "quantity": 1}]);
    let paid = shop.pay(
        100,
        json!({
            "ext_id": "a", "recurrent": true, "sender": {"lastname": "Тест"}, "msisdn": "380935550000",
            "threeds_info": {"notification_url": "https://shop.example/?k=unguessable"},
            "receipt_data": {"goods": goods, "delivery_email": "buyer@shop.example"},
        }),
    );
    let token = paid["recurrent_token"].as_str().unwrap();
    shop.call("PaymentCreate", json!({"invoice": 242, "recurrent_token": token}));
    shop.raw(b"rubbish");
    let (_, told) = act(&sandbox, "", "requests", json!({}));
    let list = told["requests"].as_array().unwrap();
    assert_eq!(list.len(), 3);
    assert_eq!((&list[0]["action"], &list[0]["answer"]), (&json!("PaymentCreate"), &json!(5)));
    assert_eq!(list[0]["body"]["token"], "hidden");
    assert_eq!((&list[1]["answer"], &list[1]["login"]), (&json!(4), &json!("test")));
    assert_eq!(list[2]["answer"], "invalid request structure");
    let text = told.to_string();
    assert_eq!(list[0]["body"]["receipt_data"]["goods"], goods);
    let personal = ["Тест", "380935550000", "unguessable", "buyer@shop.example"];
    for secret in personal.into_iter().chain([token, shop.key.as_str(), "sign"]) {
        assert!(!text.contains(secret), "{secret} in {text}");
    }

    let (_, told) = act(&sandbox, "a", "state", json!({}));
    let state = json!({"payments": [{
        "login": "test", "pmt_id": 1_100_000_001, "ext_id": "a", "status": 5, "error_group": null,
        "invoice": 100, "amount": 100, "held": 0, "taken": 100, "left": 100,
        "transactions": [
            {"trn_id": 2_200_000_001_u64, "smch_id": 5410, "invoice": 100, "amount": 100, "returned": 0},
        ],
    }]});
    assert_eq!(told, state);
    let (_, told) = act(&sandbox, "", "state", json!({}));
    assert_eq!(told["payments"].as_array().unwrap().len(), 2);
    let debug = format!("{:?}", sandbox.ipay());
    assert!(!debug.contains(&shop.key), "{debug}");
    sandbox.ipay().configure_merchant("test", |merchant| {
        assert!(!format!("{merchant:?}").contains(&merchant.sign_key));
    });
}

#[test]
fn tokens_are_made_to_order() {
    let (sandbox, shop) = frozen();
    let card = json!({"pan": "4000000000009995", "expiration_month": 1, "expiration_year": 2026});
    let (_, told) = act(&sandbox, "", "token", card);
    let paid = shop.call("PaymentCreate", json!({"invoice": 1, "token": told["body_token"]}));
    assert_eq!(paid["bank_response"]["error_group"], 42);
    for (args, error) in [
        (json!({"lifetime_s": 0}), "invalid token"),
        (json!({"gateway_merchant_id": "9"}), "invalid token gatewayMerchantId"),
        (json!({"expiration_year": 2025}), "invalid expy"),
    ] {
        let (_, told) = act(&sandbox, "", "token", args);
        let body = json!({"invoice": 1, "token": told["body_token"]});
        shop.refused("PaymentCreate", body, error);
    }
}

#[test]
fn a_reset_brings_the_merchants_and_numbers_back() {
    let (sandbox, shop) = frozen();
    sandbox.ipay().configure(|settings| settings.next_pmt_id = 77);
    sandbox.ipay().configure_merchant("test", |merchant| merchant.stages = Stages::Two);
    let held = shop.pay(100, json!({}));
    assert_eq!((&held["pmt_id"], &held["pmt_status"]), (&json!(77), &json!(3)));
    sandbox.reset();
    let paid = shop.pay(100, json!({}));
    assert_eq!((&paid["pmt_id"], &paid["pmt_status"]), (&json!(1_100_000_001), &json!(5)));
    assert_eq!(sandbox.ipay().requests("PaymentCreate"), 1);
}

#[test]
fn the_documentation_names_everything_that_is_known() {
    let page = include_str!("../../../../../docs/sandbox.md");
    let (sandbox, _) = frozen();
    for (path, action) in [
        ("/act", "?"),
        ("/act", "configure"),
        ("/act", "merchant"),
        ("/act", "pay"),
        ("/act", "refuse"),
        ("/act", "receipt"),
        ("/act", "token"),
        ("/faults", ""),
    ] {
        let body = json!({
            "gateway": "ipay", "id": "x", "action": action, "fault": "?", "args": {"?": 1},
        });
        let (_, told) = post(&sandbox, path, body);
        let (_, known) = told["error"].as_str().unwrap().split_once(", known: ").unwrap();
        for name in known.split(", ") {
            assert!(page.contains(&format!("`{name}`")), "{name} is not in docs/sandbox.md");
        }
    }
}
