//! Members that are read by name, in every spelling.

use pay_wire::Members;
use serde_json::value::RawValue;

fn members(document: &str) -> Members {
    serde_json::from_str(document).unwrap()
}

#[test]
fn what_is_no_object_has_no_members() {
    for nothing in ["null", r#""""#, "false", "[]", "{}"] {
        assert!(members(nothing).is_empty(), "{nothing}");
    }
    for other in ["[1]", "1", r#""text""#, "true"] {
        let raw: Box<RawValue> = serde_json::from_str(other).unwrap();
        assert!(Members::of(&raw).is_empty(), "{other}");
        assert!(serde_json::from_str::<Members>(other).is_err(), "{other}");
    }
}

#[test]
fn a_text_is_a_text_or_a_number_as_it_is_spelled() {
    for (value, text) in [
        (r#""6""#, Some("6")),
        (r#""\u0456""#, Some("і")),
        ("6", Some("6")),
        ("-1.50", Some("-1.50")),
        ("1e-7", Some("1e-7")),
        ("123456789012345678901234567890", Some("123456789012345678901234567890")),
        (r#""""#, None),
        ("null", None),
        ("true", None),
        ("[1]", None),
        (r#"{"a":1}"#, None),
    ] {
        assert_eq!(members(&format!(r#"{{"m":{value}}}"#)).text("m"), text, "{value}");
    }
    assert_eq!(members("{}").text("m"), None);
}

#[test]
fn a_whole_number_may_have_blanks_and_a_fraction_of_zeros() {
    for (value, number) in [
        ("7", Some(7)),
        ("-7", Some(-7)),
        (r#"" 7 ""#, Some(7)),
        ("7.00", Some(7)),
        (r#""7.0""#, Some(7)),
        ("9223372036854775807", Some(i64::MAX)),
        ("9223372036854775808", None),
        ("7.5", None),
        (r#""7.""#, None),
        ("7e2", Some(700)),
        ("1.5E+3", Some(1500)),
        ("-1.50e1", Some(-15)),
        ("7e0", Some(7)),
        ("1e18", Some(1_000_000_000_000_000_000)),
        ("1.5e0", None),
        ("10e-1", None),
        ("1e19", None),
        ("1e99999999999999999999", None),
        (r#""7e2""#, None),
        (r#""-""#, None),
        (r#""seven""#, None),
        ("true", None),
    ] {
        assert_eq!(members(&format!(r#"{{"m":{value}}}"#)).integer("m"), number, "{value}");
    }
}

#[test]
fn an_amount_keeps_its_text() {
    for (value, amount) in [
        ("100.50", Some("100.50")),
        (r#""100.50""#, Some("100.50")),
        (r#"" 1 ""#, Some("1")),
        (r#""1,5""#, None),
        ("null", None),
    ] {
        let read = members(&format!(r#"{{"m":{value}}}"#)).amount("m");
        assert_eq!(read.map(|amount| amount.to_string()).as_deref(), amount, "{value}");
    }
}

#[test]
fn a_flag_is_yes_or_no_or_nothing() {
    for (value, flag) in [
        ("true", Some(true)),
        (r#""True""#, Some(true)),
        ("1", Some(true)),
        (r#""1""#, Some(true)),
        ("false", Some(false)),
        (r#""FALSE""#, Some(false)),
        ("0", Some(false)),
        ("2", None),
        (r#""yes""#, None),
        ("null", None),
        ("[]", None),
    ] {
        assert_eq!(members(&format!(r#"{{"m":{value}}}"#)).flag("m"), flag, "{value}");
    }
}

#[test]
fn a_list_is_an_array_or_the_values_of_an_object() {
    for (value, items) in [
        ("[1,2]", vec!["1", "2"]),
        (r#"{"0":1,"2":3}"#, vec!["1", "3"]),
        ("[]", vec![]),
        ("null", vec![]),
        ("1", vec![]),
    ] {
        let list = members(&format!(r#"{{"m":{value}}}"#)).list("m");
        assert_eq!(list.iter().map(|item| item.get()).collect::<Vec<_>>(), items, "{value}");
    }
    let objects = members(r#"{"m":[1,{"a":2},[],{"a":3}]}"#).objects("m");
    assert_eq!(objects.iter().map(|one| one.integer("a")).collect::<Vec<_>>(), [Some(2), Some(3)]);
}

#[test]
fn members_stand_in_their_order_and_nest() {
    let outer = members(r#"{"b":{"c":"d"},"a":1,"\u0430":2}"#);
    assert_eq!(outer.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["b", "a", "а"]);
    assert_eq!(outer.len(), 3);
    assert_eq!(outer.raw("b").unwrap().get(), r#"{"c":"d"}"#);
    assert_eq!(outer.object("b").text("c"), Some("d"));
    assert!(outer.object("a").is_empty() && outer.object("z").is_empty());
}

#[test]
fn debug_shows_names_and_no_value() {
    let shown = format!("{:?}", members(r#"{"token":"s3cret"}"#));
    assert_eq!(shown, r#"{"token"}"#);
}
