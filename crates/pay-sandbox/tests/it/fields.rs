//! Which values a field may have.

use serde_json::{Value, json};

use crate::merchant::{Merchant, frozen};

/// What `create` says about a good invoice with this one field changed.
fn invoice_with(merchant: &Merchant, id: usize, field: &str, value: &str) -> Value {
    let mut members = vec![
        ("payment_id", format!("\"id-{id}\"")),
        ("currency", "\"visamaster.uah\"".to_owned()),
        ("amount", "1".to_owned()),
    ];
    members.retain(|(name, _)| *name != field);
    members.push((field, value.to_owned()));
    let members: Vec<_> =
        members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    merchant.post("einvoice/create", &format!("{{{}}}", members.join(","))).json()
}

#[test]
fn good_values_are_taken() {
    let (_sandbox, merchant) = frozen();
    let long = format!("\"{}\"", "ї".repeat(1024));
    let longest_id = format!("\"{}\"", "ї".repeat(64));
    for (id, (field, value)) in [
        ("payment_id", "6"),
        ("payment_id", "\"17-agr\""),
        ("payment_id", &longest_id),
        ("amount", "0.00000001"),
        ("amount", "\"100.00\""),
        ("amount", "999999999999999999.99"),
        ("currency", "\"a-z_0.9\""),
        ("description", &long),
        ("description", "null"),
        ("status_url", "\"http://127.0.0.1:1/a?b=c\""),
        ("extra_fields", "[]"),
        ("extra_fields", "{\"a\":\"b\",\"c\":1,\"d\":true}"),
        ("traking", "{\"nobody\":\"knows\"}"),
    ]
    .into_iter()
    .enumerate()
    {
        let answer = invoice_with(&merchant, id, field, value);
        assert!(answer["tracking"].is_string(), "{field}: {value}: {answer}");
    }
}

#[test]
fn bad_values_are_refused_by_name() {
    let (_sandbox, merchant) = frozen();
    let long = format!("\"{}\"", "x".repeat(1025));
    let long_id = format!("\"{}\"", "x".repeat(65));
    for (field, value) in [
        ("payment_id", "\"\""),
        ("payment_id", "1.5"),
        ("payment_id", "1e3"),
        ("payment_id", "-6"),
        ("payment_id", "[]"),
        ("payment_id", &long_id),
        ("amount", "0"),
        ("amount", "-1"),
        ("amount", "1e2"),
        ("amount", "0.000000001"),
        ("amount", "\"\""),
        ("amount", "\"1,5\""),
        ("amount", "\" 1\""),
        ("amount", "true"),
        ("amount", "1000000000000000000"),
        ("currency", "\"visamaster.UAH\""),
        ("currency", "\"\""),
        ("currency", "6"),
        ("description", "1"),
        ("description", &long),
        ("account", &long),
        ("sender", "{}"),
        ("success_url", "\"\""),
        ("fail_url", "\"/relative\""),
        ("status_url", "\"ftp://shop.example/\""),
        ("extra_fields", "\"a\""),
        ("extra_fields", "[1]"),
        ("extra_fields", "{\"a\":{}}"),
        ("extra_fields", "{\"a\":null}"),
    ] {
        let answer = invoice_with(&merchant, 0, field, value);
        let message = format!("Field {field} is invalid");
        assert_eq!(answer, json!({"error": {"code": 9008, "message": message}}), "{value}");
    }
}

#[test]
fn missing_fields_are_named_in_the_documents_order() {
    let (_sandbox, merchant) = frozen();
    for (path, body, field) in [
        ("einvoice/create", json!({}), "payment_id"),
        ("einvoice/create", json!({"payment_id": null, "amount": 1}), "payment_id"),
        ("einvoice/create", json!({"payment_id": 1, "amount": 1}), "currency"),
        ("einvoice/create", json!({"payment_id": 1, "currency": "a"}), "amount"),
        ("payment/create", json!({"payment_id": 1, "currency": "a", "amount": 1}), "recipient"),
        ("einvoice/statement", json!({"end_date": ""}), "start_date"),
        ("payment/statement", json!({"start_date": ""}), "end_date"),
        ("h2h/start", json!({"payment_id": ""}), "session"),
        ("h2h/process", json!({"session": ""}), "payment_id"),
    ] {
        let message = format!("Field {field} is required");
        let expected = json!({"error": {"code": 9007, "message": message}});
        assert_eq!(merchant.call(path, body), expected, "{path}");
    }
}

#[test]
fn recipients_are_digits_unless_the_method_is_crypto() {
    let (_sandbox, merchant) = frozen();
    let mut id = 0;
    let mut create = |method: &str, recipient: &str| {
        id += 1;
        let body =
            json!({"payment_id": id, "currency": method, "amount": 1, "recipient": recipient});
        merchant.call("payment/create", body)["error"]["message"].clone()
    };
    let invalid = json!("Field recipient is invalid");
    for good in ["123456", &"9".repeat(32)] {
        assert_eq!(create("visamaster.uah", good), Value::Null, "{good}");
    }
    for bad in ["12345", &"9".repeat(33), "4444 1111 4444 1111", "TXyz123456", "", "١٢٣٤٥٦"] {
        assert_eq!(create("visamaster.uah", bad), invalid, "{bad}");
    }
    for good in ["T", "TXyz-1!", &"a".repeat(128)] {
        assert_eq!(create("usdt_trc20", good), Value::Null, "{good}");
    }
    for bad in ["", "a b", "ї", &"a".repeat(129)] {
        assert_eq!(create("usdt_trc20", bad), invalid, "{bad}");
    }
}

#[test]
fn dates_are_exact_and_in_order() {
    let (_sandbox, merchant) = frozen();
    let ask = |start: &str, end: &str| {
        merchant.call("einvoice/statement", json!({"start_date": start, "end_date": end}))
    };
    let day = "2024-03-01 00:00:00";
    assert_eq!(ask(day, day), json!({"list": []}));
    for bad in ["2024-03-01", "2024-03-01T00:00:00", "2024-02-30 00:00:00", "1.3.2024 00:00:00", ""]
    {
        assert_eq!(ask(bad, day)["error"]["message"], "Field start_date is invalid", "{bad}");
        assert_eq!(ask(day, bad)["error"]["message"], "Field end_date is invalid", "{bad}");
    }
    let later = ask("2024-03-01 00:00:01", day);
    assert_eq!(later["error"]["message"], "Field start_date is invalid");
}
