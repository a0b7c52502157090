//! The control address, as programs of any language use it.

use std::net::SocketAddr;

use pay_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::merchant::{frozen, ledger};
use crate::wire::{exchange, request};

fn raw(sandbox: &Sandbox, method: &str, path: &str, body: &str) -> (u16, Value) {
    let url = sandbox.control_url();
    let addr: SocketAddr = url.strip_prefix("http://").unwrap().parse().unwrap();
    let answer = exchange(addr, &request(method, path, &[], body.as_bytes())).unwrap();
    (answer.status, answer.json())
}

fn post(sandbox: &Sandbox, path: &str, body: Value) -> (u16, Value) {
    raw(sandbox, "POST", path, &body.to_string())
}

#[test]
fn the_books_are_shown_as_decided() {
    let (sandbox, merchant) = frozen();
    assert_eq!(raw(&sandbox, "GET", "/ledger", ""), (200, json!({"entries": []})));
    assert_eq!(raw(&sandbox, "GET", "/callbacks", ""), (200, json!({"callbacks": []})));
    merchant.open_invoice("a", "1000");
    let entry = json!({
        "gateway": "dpay", "kind": "charge", "id": "a", "amount": "1000.00", "currency": "UAH",
        "at": "2024-03-14T18:36:09Z",
    });
    assert_eq!(raw(&sandbox, "GET", "/ledger", ""), (200, json!({"entries": [entry]})));
}

#[test]
fn callbacks_are_shown_as_decided() {
    let (sandbox, merchant) = frozen();
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("http://{closed}/st");
    let body =
        json!({"payment_id": "a", "currency": "visamaster.uah", "amount": 1000, "status_url": url});
    merchant.call("einvoice/create", body);
    merchant.call("einvoice/process", json!({"payment_id": "a"}));
    crate::merchant::wait(sandbox.callbacks().settled());
    let callback = json!({
        "gateway": "dpay", "id": "a", "url": url, "attempt": 1, "at": "2024-03-14T18:36:09Z",
        "status": null,
    });
    assert_eq!(raw(&sandbox, "GET", "/callbacks", ""), (200, json!({"callbacks": [callback]})));
}

#[test]
fn the_clock_is_turned_with_its_timers() {
    let (sandbox, merchant) = frozen();
    let settings = json!({"payout_queue_delay_s": 60, "payout_delay_s": 3600});
    let configure = json!({"gateway": "dpay", "action": "configure", "args": settings});
    assert_eq!(post(&sandbox, "/act", configure).0, 200);
    merchant.create_payout("a", "5");
    merchant.process_payout("a");
    let by = serde_json::from_str(r#"{"advance_s":3659.5}"#).unwrap();
    let turned = post(&sandbox, "/clock", by);
    assert_eq!(turned, (200, json!({"now": "2024-03-14T19:37:08Z"})));
    assert_eq!(merchant.payout("a")["status"], "PAYOUT");
    assert_eq!(post(&sandbox, "/clock", json!({"advance_s": 1})).0, 200);
    assert_eq!(merchant.payout("a")["processed_at"], "2024-03-14 21:37:09");
}

#[test]
fn acting_is_legal_illegal_or_forced() {
    let (sandbox, merchant) = frozen();
    merchant.open_invoice("a", "5");
    let act = |action: &str, force: bool| {
        let body =
            json!({"gateway": "dpay", "id": "a", "action": action, "args": {}, "force": force});
        post(&sandbox, "/act", body)
    };
    assert_eq!(act("pay", false), (200, json!({"status": "FINISHED"})));
    let (status, answer) = act("cancel", false);
    assert_eq!(status, 409);
    assert_eq!(answer["error"], "`a` cannot `cancel`: it is FINISHED");
    assert_eq!(act("cancel", true), (200, json!({"status": "CANCELED"})));
    assert_eq!(ledger(&sandbox), ["charge a 5.00 UAH", "refund a 5.00 UAH"]);
}

/// The call is 400, and says why in words that begin so.
fn refused(sandbox: &Sandbox, path: &str, body: Value, reason: &str) {
    let (status, answer) = post(sandbox, path, body);
    let error = answer["error"].as_str().unwrap_or_default();
    assert_eq!(status, 400, "{answer}");
    assert!(error.starts_with(reason), "{error}");
}

#[test]
fn actions_that_are_not_known_are_refused_with_those_that_are() {
    let (sandbox, merchant) = frozen();
    merchant.open_invoice("a", "5");
    merchant.create_payout("a", "5");
    let act = |more: Value, reason: &str| {
        let mut body = json!({"gateway": "dpay", "id": "a", "action": "pay", "args": {}});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        refused(&sandbox, "/act", body, reason);
    };
    act(json!({"gateway": "visa"}), "unknown gateway `visa`, known: dpay");
    act(json!({"action": "bribe"}), "unknown action `bribe`, known: pay, refuse");
    act(json!({"action": null}), "`action` is missing");
    act(json!({"id": "b"}), "unknown order `b`, known: a, a");
    act(json!({}), "several orders are called `a`");
    act(json!({"force": "yes"}), "`force` must be true or false");
    for (args, reason) in [
        (json!([]), "`args` must be an object"),
        (json!({"kind": "card"}), "unknown kind `card`, known: invoice, payout"),
        (json!({"amuont": 1}), "unknown argument `amuont`, known: kind, client, amount"),
        (json!({"kind": "invoice", "amount": -1}), "`-1` is no amount above 0"),
    ] {
        act(json!({"args": args}), reason);
    }
}

#[test]
fn a_misspelled_member_does_not_pass_for_one_that_was_left_out() {
    let (sandbox, merchant) = frozen();
    for (path, body, name) in [
        ("/faults", json!({"gateway": "dpay", "fault": "missing_signature", "time": 1}), "time"),
        ("/act", json!({"gateway": "dpay", "id": "a", "action": "pay", "forced": true}), "forced"),
        ("/clock", json!({"advance": 1}), "advance"),
        ("/reset", json!({"gateways": "dpay"}), "gateways"),
    ] {
        let reason =
            format!("unknown member `{name}`, known: gateway, id, action, args, force, on");
        refused(&sandbox, path, body, &reason);
    }
    merchant.call("payment/balance", json!({}));
}

#[test]
fn settings_are_taken_all_or_none() {
    let (sandbox, merchant) = frozen();
    merchant.open_invoice("a", "5");
    for (args, reason) in [
        (json!({"h3h": true}), "unknown setting `h3h`, known: errors_as_http"),
        (json!({"h2h": 1}), "`1` is no value for `h2h`"),
        (json!({"invoice_fee_basis_points": 10_001}), "`10001` is no value"),
        (json!({"h2h": true, "pay_form": 1}), "`1` is no value for `pay_form`"),
    ] {
        let body = json!({"gateway": "dpay", "action": "configure", "args": args});
        refused(&sandbox, "/act", body, reason);
    }
    let data = merchant.call("einvoice/process", json!({"payment_id": "a"}));
    assert!(data.get("h2h_allow").is_none());
}

#[test]
fn calls_that_are_not_understood_are_refused() {
    let (sandbox, _) = frozen();
    let fault = |more: Value, reason: &str| {
        let mut body = json!({"gateway": "dpay", "fault": "delay"});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        refused(&sandbox, "/faults", body, reason);
    };
    fault(json!({"fault": "rain"}), "unknown fault `rain`, known: close_before_effect");
    fault(json!({"gateway": "rain"}), "unknown gateway `rain`, known: dpay");
    fault(json!({"on": "payment/refund"}), "unknown path `payment/refund`, known: /api/einvoice");
    fault(json!({"on": "rocess"}), "unknown path `rocess`");
    fault(json!({"times": 0}), "`times` must be a whole number above 0");
    for given in [json!({"advance_s": -1}), json!({"advance_s": "1"}), json!({})] {
        refused(&sandbox, "/clock", given, "`advance_s` must be a number of seconds");
    }
    let calls = "unknown call `POST /clok`, known: GET /ledger, GET /callbacks, POST /clock";
    refused(&sandbox, "/clok", json!({}), calls);
    refused(&sandbox, "/ledger", json!({}), "unknown call `POST /ledger`");
    refused(&sandbox, "/act", json!([]), "the body must be a JSON object");
    assert_eq!(raw(&sandbox, "POST", "/reset", "{").0, 400);
    assert_eq!(raw(&sandbox, "GET", "/", "").0, 400);
}

#[test]
fn faults_are_set_by_name() {
    let (sandbox, merchant) = frozen();
    let fault = json!({
        "gateway": "dpay", "on": "payment/balance", "fault": "unknown_status", "times": 1,
        "args": {"word": "MAYBE"},
    });
    assert_eq!(post(&sandbox, "/faults", fault.clone()), (200, json!({"set": true})));
    let mut everywhere = fault;
    everywhere["on"] = Value::Null;
    assert_eq!(post(&sandbox, "/faults", everywhere).0, 200);
    merchant.create_payout("a", "5");
    assert_eq!(merchant.payout("a")["status"], "MAYBE");
    assert_eq!(merchant.payout("a")["status"], "CREATED");

    let empty =
        json!({"gateway": "dpay", "fault": "empty_error", "times": 1, "args": {"value": null}});
    assert_eq!(post(&sandbox, "/faults", empty).0, 200);
    assert_eq!(merchant.payout("a").get("error"), Some(&Value::Null));
}

#[test]
fn the_documentation_names_everything_that_is_known() {
    let page = include_str!("../../../../docs/sandbox.md");
    let (sandbox, _) = frozen();
    let act = |action: &str| json!({"gateway": "dpay", "action": action, "args": {"?": 1}});
    for (path, body) in [
        ("/?", json!({})),
        ("/act", act("?")),
        ("/act", act("configure")),
        ("/act", act("pay")),
        ("/act", act("refill")),
        ("/act", act("register")),
        ("/faults", json!({"gateway": "dpay", "fault": "?"})),
    ] {
        let (_, answer) = post(&sandbox, path, body);
        let error = answer["error"].as_str().unwrap();
        let (_, known) = error.split_once(", known: ").unwrap();
        for name in known.split(", ") {
            assert!(page.contains(&format!("`{name}`")), "{name} is not in docs/sandbox.md");
        }
    }
}

#[test]
fn registers_can_be_added_and_given_other_secrets() {
    let (sandbox, mut merchant) = frozen();
    let register = json!({
        "gateway": "dpay", "id": "3001", "action": "register",
        "args": {"salt": "секрет-каси-№7", "balance": "1.50"},
    });
    assert_eq!(post(&sandbox, "/act", register), (200, json!({"client": "3001"})));
    (merchant.client, merchant.salt) = ("3001".to_owned(), "секрет-каси-№7".to_owned());
    let balance = merchant.post("payment/balance", "{}");
    assert_eq!(balance.body, r#"{"balance":1.50,"currency":"UAH"}"#);
}

#[test]
fn a_reset_brings_the_beginning_back() {
    let (sandbox, merchant) = frozen();
    let begin = sandbox.clock().now();
    sandbox.dpay().configure(|settings| settings.h2h = true);
    let url = format!("{}/reset-is-no-get", sandbox.control_url());
    let body =
        json!({"payment_id": 6, "currency": "visamaster.uah", "amount": 5, "status_url": url});
    merchant.call("einvoice/create", body);
    merchant.call("einvoice/process", json!({"payment_id": 6}));
    let pay = json!({"gateway": "dpay", "id": 6, "action": "pay"});
    assert_eq!(post(&sandbox, "/act", pay).0, 200);
    crate::merchant::wait(sandbox.callbacks().settled());
    assert_eq!(sandbox.callbacks().deliveries().len(), 1);
    sandbox.clock().advance(std::time::Duration::from_secs(5));
    assert_eq!(raw(&sandbox, "POST", "/reset", ""), (200, json!({"reset": true})));
    assert_eq!(sandbox.clock().now(), begin);
    assert!(ledger(&sandbox).is_empty() && sandbox.callbacks().deliveries().is_empty());
    assert_eq!((sandbox.dpay().requests(""), sandbox.dpay().connections()), (0, 0));
    assert_eq!(merchant.invoice("6")["error"]["code"], 401);
    assert_eq!(sandbox.dpay().balance("1042", "UAH"), "100000.00");
}
