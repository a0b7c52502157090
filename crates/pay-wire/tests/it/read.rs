//! The one reader, on documents that mean one thing and on those that do not.

use std::error::Error as _;
use std::fmt::Write as _;

use pay_wire::{Amount, Delivery, ErrorKind, read};
use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Deserialize)]
struct Known {
    id: u8,
    amount: Option<Amount>,
}

#[test]
fn the_whole_document_stays_at_hand() {
    let document = br#"{"id":7,"amount":100.00,"news":{"x":[1.5,"\/"]}} "#;
    let answer = read::<Known>(document).unwrap();
    assert_eq!(answer.id, 7);
    assert_eq!(answer.amount.as_ref().unwrap().as_str(), "100.00");
    assert_eq!(answer.raw().as_bytes(), document);
    assert_eq!(format!("{answer:?}"), "Known { id: 7, amount: Some(Amount(100.00)) }");
}

#[test]
fn a_document_with_two_meanings_is_refused() {
    for bad in [
        r#"{"id":7,"id":7}"#,
        r#"{"id":7,"news":{"a":1,"a":2}}"#,
        r#"{"id":7,"news":[{"a":1,"\u0061":2}]}"#,
        r#"{"id":7}{"id":8}"#,
        r#"{"id":7} x"#,
        r#"{"id":7,}"#,
        r#"{"id":7"#,
        r#"{"id":"7"}"#,
        r#"{"id":null}"#,
        "{}",
        "[]",
        "null",
        "",
        "<html>",
    ] {
        let error = read::<Known>(bad.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{bad}");
        assert_eq!(error.delivery(), Delivery::Unknown, "{bad}");
        assert_eq!(error.body(), Some(bad.as_bytes()), "{bad}");
    }
    assert_eq!(read::<Value>(b"{\"id\":\"\xff\"}").unwrap_err().kind(), ErrorKind::Decode);
}

#[test]
fn nesting_ends_at_64() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(read::<Value>(nested(64).as_bytes()).is_ok());
    assert!(read::<Value>(nested(65).as_bytes()).is_err());
    assert!(read::<Value>("[".repeat(100_000).as_bytes()).is_err());
    assert!(read::<Value>("{\"a\":".repeat(100_000).as_bytes()).is_err());
}

#[test]
fn numbers_of_any_kind_pass_the_first_look() {
    let document = br#"{"id":1,"a":1.5,"b":-0,"c":1e400,"d":123456789012345678901234567890,"e":true,"f":null}"#;
    assert_eq!(read::<Known>(document).unwrap().id, 1);
}

#[test]
fn a_value_is_never_repeated_in_the_error() {
    let error = read::<Known>(br#"{"id":"4444111144441111","amount":"s3cret"}"#).unwrap_err();
    let mut printed = format!("{error} {error:?}");
    let mut cause = error.source();
    while let Some(below) = cause {
        write!(printed, " {below} {below:?}").unwrap();
        cause = below.source();
    }
    assert!(!printed.contains("4444") && !printed.contains("s3cret"), "{printed}");
}

#[test]
fn escapes_and_brackets_inside_texts_mislead_nobody() {
    for good in [
        r#"{"a\"":1,"a":2,"b":"\\","c":"{\"a\":1,\"a\":2}"}"#,
        r#"[{"a":1},{"a":1},["a","a"],{"a":{"a":{"a":"a"}}}]"#,
        r#"{"a":"b","b":"a","":"","c":["a","b","a"]}"#,
        r#"{"a":[],"b":{},"c":[{}],"d":","}"#,
    ] {
        assert!(read::<Value>(good.as_bytes()).is_ok(), "{good}");
    }
    for bad in [
        r#"{"a\"":1,"a\"":2}"#,
        r#"{"\\":1,"\\":2}"#,
        r#"{"a":"\\","a":"\\"}"#,
        r#"{"b":[1,{"x":"}"}],"b":1}"#,
        r#"{"":1,"":2}"#,
        r#"[[{"a":{"a":1},"a":2}]]"#,
        r#"{"a":"\"","b":",","a":1}"#,
    ] {
        assert!(read::<Value>(bad.as_bytes()).is_err(), "{bad}");
    }
}
