//! The spellings of loosely typed backends.

use pay_wire::{Amount, lenient};
use serde::Deserialize;

#[derive(Deserialize)]
struct Loose {
    #[serde(default, deserialize_with = "lenient::text")]
    text: Option<String>,
    #[serde(default, deserialize_with = "lenient::flag")]
    flag: Option<bool>,
    #[serde(default, deserialize_with = "lenient::integer")]
    integer: Option<i64>,
    #[serde(default, deserialize_with = "lenient::amount")]
    amount: Option<Amount>,
    #[serde(default, deserialize_with = "lenient::object")]
    object: Option<Inner>,
    #[serde(default, deserialize_with = "lenient::list")]
    list: Vec<Inner>,
    #[serde(default, deserialize_with = "lenient::members")]
    members: Vec<(Box<str>, u8)>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Inner {
    a: u8,
}

fn read(member: &str, value: &str) -> Result<Loose, serde_json::Error> {
    serde_json::from_str(&format!(r#"{{"{member}":{value}}}"#))
}

#[test]
fn text_is_text_or_the_digits_of_a_number() {
    for (value, text) in [
        (r#""6""#, Some("6")),
        ("6", Some("6")),
        ("-1.50", Some("-1.50")),
        ("123456789012345678901234567890", Some("123456789012345678901234567890")),
        (r#""\u0456""#, Some("і")),
        (r#""""#, None),
        ("null", None),
    ] {
        assert_eq!(read("text", value).unwrap().text.as_deref(), text, "{value}");
    }
    for value in ["true", "[]", "{}"] {
        assert!(read("text", value).is_err(), "{value}");
    }
    assert_eq!(read("other", "1").unwrap().text, None);
}

#[test]
fn a_flag_has_three_spellings() {
    for value in ["true", "1", r#""1""#, r#""true""#] {
        assert_eq!(read("flag", value).unwrap().flag, Some(true), "{value}");
    }
    for value in ["false", "0", r#""0""#, r#""false""#] {
        assert_eq!(read("flag", value).unwrap().flag, Some(false), "{value}");
    }
    for value in ["null", r#""""#] {
        assert_eq!(read("flag", value).unwrap().flag, None, "{value}");
    }
    for value in ["2", r#""yes""#, "[]", "1.0"] {
        assert!(read("flag", value).is_err(), "{value}");
    }
}

#[test]
fn an_integer_is_whole() {
    assert_eq!(read("integer", "401").unwrap().integer, Some(401));
    assert_eq!(read("integer", r#""-7""#).unwrap().integer, Some(-7));
    assert_eq!(read("integer", "9223372036854775807").unwrap().integer, Some(i64::MAX));
    assert_eq!(read("integer", "null").unwrap().integer, None);
    for value in ["1.5", "9223372036854775808", r#""a""#, "false"] {
        assert!(read("integer", value).is_err(), "{value}");
    }
}

#[test]
fn an_amount_keeps_its_spelling_and_nothing_is_not_zero() {
    for (value, amount) in [("5.00", "5.00"), (r#""5.00""#, "5.00"), ("0", "0")] {
        assert_eq!(read("amount", value).unwrap().amount.unwrap().as_str(), amount);
    }
    for value in ["null", r#""""#] {
        assert!(read("amount", value).unwrap().amount.is_none(), "{value}");
    }
    assert!(read("amount", r#""n/a""#).is_err());
}

#[test]
fn an_empty_map_may_be_an_empty_list() {
    for value in ["[]", "[ ]", "null", r#""""#, "false"] {
        assert_eq!(read("object", value).unwrap().object, None, "{value}");
    }
    assert_eq!(read("object", r#"{"a":1}"#).unwrap().object, Some(Inner { a: 1 }));
    assert!(read("object", "[1]").is_err());
    assert!(read("object", r#"{"a":"x"}"#).is_err());
}

#[test]
fn an_empty_list_may_be_an_empty_map() {
    for value in ["{}", "{ }", "null", r#""""#, "false", "[]"] {
        assert_eq!(read("list", value).unwrap().list, [], "{value}");
    }
    assert_eq!(read("list", r#"[{"a":1}]"#).unwrap().list, [Inner { a: 1 }]);
    assert!(read("list", r#"{"a":1}"#).is_err());
}

#[test]
fn members_keep_their_order() {
    let members = read("members", r#"{"z":1,"a":2,"m":3}"#).unwrap().members;
    assert_eq!(members, [("z".into(), 1), ("a".into(), 2), ("m".into(), 3)]);
    for value in ["[]", "null", r#""""#, "{}"] {
        assert_eq!(read("members", value).unwrap().members, [], "{value}");
    }
    assert!(read("members", "[1]").is_err());
}
