//! The checks of a call in their order, from the caller on: each one fails while everything after it is wrong too.

use crate::merchant::{Merchant, frozen, signature};
use crate::wire::{exchange, request};

const JSON: (&str, &str) = ("Content-Type", "application/json");

fn error(code: u32, message: &str) -> String {
    format!(r#"{{"error":{{"code":{code},"message":"{message}"}}}}"#)
}

#[test]
fn who_calls_comes_before_what_is_said_and_nobody_signs_for_strangers() {
    let (_sandbox, merchant) = frozen();
    let path = "/api/einvoice/create";
    let missing = error(9001, "Client header is missing");
    for headers in [&[][..], &[("DPAY-CLIENT", "1042")], &[("DPAYCLIENT", "1042")]] {
        let answer = merchant.raw("POST", path, headers, "not json");
        assert_eq!(merchant.seen(&answer), (200, false, missing.clone()), "{headers:?}");
        assert_eq!(answer.header("content-type"), Some("application/json"));
    }
    let unknown = error(9002, "Client not found");
    for headers in [
        &[("DPAY_CLIENT", "1043")][..],
        &[("DPAY_CLIENT", "")],
        &[("DPAY_CLIENT", "1042"), ("DPAY_CLIENT", "1042")],
        &[("DPAY_CLIENT", "1042"), ("DPAY_CLIENT", "2077")],
    ] {
        let answer = merchant.raw("POST", path, headers, "not json");
        assert_eq!(merchant.seen(&answer), (200, false, unknown.clone()), "{headers:?}");
    }
}

#[test]
fn the_signature_comes_before_the_content() {
    let (_sandbox, merchant) = frozen();
    let path = "/api/einvoice/create";
    let client = ("DPAY_CLIENT", "1042");
    let missing = error(9003, "Signature header is missing");
    for headers in [&[client][..], &[client, ("DPAY-SECURE", "4IE/xJ9SseUwDGN78OdZzg==")]] {
        let answer = merchant.raw("POST", path, headers, "not json");
        assert_eq!(merchant.seen(&answer), (200, true, missing.clone()));
    }
    let invalid = error(9004, "Invalid signature");
    let right = signature(&merchant.salt, b"not json");
    let other_body = signature(&merchant.salt, b"not json\n");
    let other_salt = signature("k4ssa-S3cret ", b"not json");
    let (lower, unpadded) = (right.to_lowercase(), right.trim_end_matches('='));
    for given in ["", &other_body, &other_salt, &lower, unpadded] {
        let headers = [client, ("DPAY_SECURE", given)];
        let answer = merchant.raw("POST", path, &headers, "not json");
        assert_eq!(merchant.seen(&answer), (200, true, invalid.clone()), "{given}");
    }
    let doubled = [client, ("DPAY_SECURE", &*right), ("DPAY_SECURE", &*right)];
    let answer = merchant.raw("POST", path, &doubled, "not json");
    assert_eq!(merchant.seen(&answer), (200, true, invalid));
}

#[test]
fn the_media_type_comes_before_the_json() {
    let (_sandbox, merchant) = frozen();
    let right = signature(&merchant.salt, b"not json");
    let signed = [("DPAY_CLIENT", "1042"), ("DPAY_SECURE", &*right)];
    let invalid = error(9005, "Invalid content type");
    for kind in [None, Some("text/plain"), Some("application/jsonp"), Some(""), Some("json")] {
        let mut headers = signed.to_vec();
        headers.extend(kind.map(|kind| ("Content-Type", kind)));
        let answer = merchant.raw("POST", "/api/einvoice/create", &headers, "not json");
        assert_eq!(merchant.seen(&answer), (200, true, invalid.clone()), "{kind:?}");
    }
    let bad_json = error(9006, "Invalid JSON");
    for kind in ["application/json", "APPLICATION/Json; charset=utf-8", "application/json ;x"] {
        let headers = [signed[0], signed[1], ("content-TYPE", kind)];
        let answer = merchant.raw("POST", "/api/einvoice/create", &headers, "not json");
        assert_eq!(merchant.seen(&answer), (200, true, bad_json.clone()), "{kind}");
    }
}

#[test]
fn json_comes_before_the_fields() {
    let (_sandbox, merchant) = frozen();
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(200), "]".repeat(200));
    let broken: [&[u8]; 12] = [
        b" ",
        b"null",
        b"[1]",
        b"\"text\"",
        b"{",
        b"{}{}",
        b"{\"payment_id\":\"1\",\"payment_id\":\"1\"}",
        b"{\"x\":{\"y\":1,\"y\":2}}",
        b"{\"a\":\"\xff\"}",
        b"\xef\xbb\xbf{}",
        b"{\"a\":01}",
        deep.as_bytes(),
    ];
    for body in broken {
        let secure = signature(&merchant.salt, body);
        let headers = [JSON, ("DPAY_CLIENT", "1042"), ("DPAY_SECURE", &*secure)];
        let bytes = request("POST", "/api/einvoice/create", &headers, body);
        let answer = exchange(merchant.addr, &bytes).unwrap();
        let expected = (200, true, error(9006, "Invalid JSON"));
        assert_eq!(merchant.seen(&answer), expected, "{}", String::from_utf8_lossy(body));
    }
    for empty in ["", "[]", "{}", " [ ] ", "{ }\n"] {
        let balance = merchant.post("payment/balance", empty);
        assert_eq!(balance.body, r#"{"balance":100000.00,"currency":"UAH"}"#, "{empty:?}");
        let create = merchant.post("einvoice/create", empty);
        assert_eq!(create.body, error(9007, "Field payment_id is required"));
    }
}

#[test]
fn fields_come_before_availability_before_orders_before_states() {
    let (sandbox, merchant) = frozen();
    sandbox.dpay().configure(|settings| settings.methods = Some(vec!["visamaster.uah".to_owned()]));
    let says = |path: &str, body: &str, code: u32, message: &str| {
        assert_eq!(merchant.post(path, body).body, error(code, message), "{path} {body}");
    };

    merchant.create_invoice("used", "5");
    merchant.create_payout("used", "5");
    // 10 before 11: the amount is missing while the id is invalid.
    says(
        "einvoice/create",
        r#"{"payment_id":"","currency":"X"}"#,
        9007,
        "Field amount is required",
    );
    // 11 before 12 and 14: the amount is invalid, the method closed, the id used.
    let body = r#"{"payment_id":"used","currency":"closed","amount":0}"#;
    says("einvoice/create", body, 9008, "Field amount is invalid");
    // 12 before 14.
    let body = r#"{"payment_id":"used","currency":"closed","amount":1}"#;
    says("einvoice/create", body, 9009, "Currency is not available");
    let body = r#"{"payment_id":"used","currency":"closed","amount":1,"recipient":"x"}"#;
    says("payment/create", body, 9009, "Currency is not available");
    // 14.
    let body = r#"{"payment_id":"used","currency":"visamaster.uah","amount":1}"#;
    says("einvoice/create", body, 0, "Transaction already exists");
    let body =
        r#"{"payment_id":"used","currency":"visamaster.uah","amount":1,"recipient":"123456"}"#;
    says("payment/create", body, 0, "Transaction already exists");
    // 10, 11, 13, 15 of what is done to orders.
    for path in ["einvoice/process", "payment/validate", "payment/process", "payment/status"] {
        says(path, "{}", 9007, "Field payment_id is required");
        says(path, r#"{"payment_id":true,"tracking":"x"}"#, 9008, "Field payment_id is invalid");
        says(path, r#"{"tracking":""}"#, 9008, "Field tracking is invalid");
        says(path, r#"{"payment_id":"unused"}"#, 401, "Payment not found");
        says(path, r#"{"payment_id":"used","tracking":"other"}"#, 401, "Payment not found");
    }
    sandbox.dpay().act_with("used", "cancel", r#"{"kind":"invoice"}"#).unwrap();
    sandbox.dpay().act_with("used", "cancel", r#"{"kind":"payout"}"#).unwrap();
    for path in ["einvoice/process", "payment/process"] {
        says(path, r#"{"payment_id":"used"}"#, 9010, "Operation is not allowed");
    }
}

#[test]
fn orders_belong_to_the_client_who_made_them() {
    let (sandbox, merchant) = frozen();
    let second = Merchant::second(&sandbox);
    let tracking = merchant.create_invoice("6", "5")["tracking"].clone();
    let not_found = error(401, "Payment not found");
    assert_eq!(second.post("einvoice/status", r#"{"payment_id":"6"}"#).body, not_found);
    let by_tracking = format!(r#"{{"tracking":{tracking}}}"#);
    assert_eq!(second.post("einvoice/status", &by_tracking).body, not_found);
    assert_eq!(merchant.post("payment/status", &by_tracking).body, not_found);
    // The same id is free for the other client, and for a payout.
    assert!(second.create_invoice("6", "5")["tracking"].is_string());
    assert!(merchant.create_payout("6", "5")["tracking"].is_string());
    // 6 and "6" are one order, and both together name it.
    let both = format!(r#"{{"payment_id":6,"tracking":{tracking}}}"#);
    assert_eq!(merchant.post("einvoice/status", &both).json()["payment_id"], "6");
}

#[test]
fn refusals_can_come_with_their_http_status() {
    let (sandbox, merchant) = frozen();
    sandbox.dpay().configure(|settings| settings.errors_as_http = true);
    let unsigned = merchant.raw("POST", "/api/payment/balance", &[], "{}");
    assert_eq!((unsigned.status, unsigned.header("dpay_secure")), (401, None));
    let broken = merchant.post("payment/status", "{");
    assert_eq!((broken.status, broken.body), (401, error(9006, "Invalid JSON")));
    let empty = merchant.post("payment/status", "{}");
    assert_eq!((empty.status, empty.body), (400, error(9007, "Field payment_id is required")));
    assert_eq!(merchant.post("payment/balance", "{}").status, 200);
}
