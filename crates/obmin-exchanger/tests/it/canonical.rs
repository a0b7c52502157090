//! Parameters as JavaScript prints them. Expected texts are JavaScript's own: what
//! `JSON.stringify` gives in Node, and what the parser `qs` makes of brackets.

use obmin_exchanger::sign::{Body, canonical};
use obmin_exchanger::{Delivery, ErrorKind};
use proptest::prelude::*;
use serde_json::Value;

/// How many requests Express, body-parser and `JSON.stringify` were asked about.
const CASES: usize = 140;

fn json(body: &str) -> String {
    canonical("", Body::Json(body.as_bytes())).unwrap()
}

fn query(query: &str) -> String {
    canonical(query, Body::Empty).unwrap()
}

fn form(body: &str) -> String {
    canonical("", Body::Form(body.as_bytes())).unwrap()
}

#[test]
fn numbers_are_printed_as_javascript_prints_doubles() {
    for (written, printed) in [
        ("0", "0"),
        ("-0", "0"),
        ("-0.0e5", "0"),
        ("1.0", "1"),
        ("-1.50", "-1.5"),
        ("100.00", "100"),
        ("1e2", "100"),
        ("1E+2", "100"),
        ("123456789012345680000", "123456789012345680000"),
        ("12345678901234567890", "12345678901234567000"),
        ("9007199254740993", "9007199254740992"),
        ("100000000000000000000", "100000000000000000000"),
        ("999999999999999999999", "1e+21"),
        ("1e21", "1e+21"),
        ("-1.25e21", "-1.25e+21"),
        ("1.5e300", "1.5e+300"),
        ("0.1", "0.1"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("0.000001", "0.000001"),
        ("0.00000123", "0.00000123"),
        ("0.0000001", "1e-7"),
        ("0.000000123", "1.23e-7"),
        ("1.807632536709e-7", "1.807632536709e-7"),
        ("5e-324", "5e-324"),
        ("4.9e-324", "5e-324"),
        ("2e-324", "0"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
        ("1e400", "null"),
        ("-1e400", "null"),
        ("0.1000000000000000055511151231257827", "0.1"),
        ("244904053.6092841597", "244904053.60928416"),
        // exactly between two shortest spellings: the even one
        ("-170255292857.578125", "-170255292857.57812"),
    ] {
        assert_eq!(json(&format!(r#"{{"a":{written}}}"#)), format!(r#"{{"a":{printed}}}"#));
    }
}

#[test]
fn a_number_of_ten_thousand_digits_is_printed() {
    let ones = "1".repeat(10_000);
    assert_eq!(json(&format!(r#"{{"a":{ones}}}"#)), r#"{"a":null}"#);
    assert_eq!(json(&format!(r#"{{"a":0.{ones}}}"#)), r#"{"a":0.1111111111111111}"#);
    assert_eq!(json(&format!(r#"{{"a":1.{ones}e-5}}"#)), r#"{"a":0.000011111111111111112}"#);
    let zeros = "0".repeat(10_000);
    assert_eq!(json(&format!(r#"{{"a":1.{zeros}}}"#)), r#"{"a":1}"#);
    assert_eq!(query(&format!("a={ones}")), format!(r#"{{"a":"{ones}"}}"#));
}

#[test]
fn texts_are_escaped_anew() {
    for (written, printed) in [
        (r#""\/\u002f""#, r#""//""#),
        (r#""\u0041\u00e9\u0457""#, "\"Aéї\""),
        (r#""\u0022\u005C\"\\""#, r#""\"\\\"\\""#),
        (r#""\b\f\n\r\t\u0008\u000C\u000a\u000D\u0009""#, r#""\b\f\n\r\t\b\f\n\r\t""#),
        (r#""\u0000\u001F\u000B""#, r#""\u0000\u001f\u000b""#),
        ("\"\u{7f}\u{2028}\u{2029}\"", "\"\u{7f}\u{2028}\u{2029}\""),
        (r#""\u007F\u2028""#, "\"\u{7f}\u{2028}\""),
        (r#""\ud83d\ude00\uD83D\uDE00😀""#, "\"😀😀😀\""),
        (r#""\ud83d""#, r#""\ud83d""#),
        (r#""\uDE00x""#, r#""\ude00x""#),
        (r#""\uD83D\n""#, r#""\ud83d\n""#),
        (r#""\uD83D\u0041""#, r#""\ud83dA""#),
        (r#""\uD83D\uD83D\uDE00""#, r#""\ud83d😀""#),
        (r#""\uDE00\uD83D""#, r#""\ude00\ud83d""#),
    ] {
        assert_eq!(json(&format!(r#"{{"a":{written}}}"#)), format!(r#"{{"a":{printed}}}"#));
        assert_eq!(json(&format!(r"{{{written}:1}}")), format!(r"{{{printed}:1}}"));
    }
}

#[test]
fn names_that_are_indices_come_first_at_every_level() {
    for (written, printed) in [
        (r#"{"b":1,"10":2,"2":3,"a":4,"0":5}"#, r#"{"0":5,"2":3,"10":2,"b":1,"a":4}"#),
        (r#"{"x":{"b":1,"1":[{"c":1,"0":2}]}}"#, r#"{"x":{"1":[{"0":2,"c":1}],"b":1}}"#),
        (
            r#"{"007":1,"-1":2,"1.5":3,"4294967294":4}"#,
            r#"{"4294967294":4,"007":1,"-1":2,"1.5":3}"#,
        ),
        (r#"{"4294967295":1,"4294967296":2,"3":3}"#, r#"{"3":3,"4294967295":1,"4294967296":2}"#),
        (r#"{"a":1,"\u0031":2}"#, r#"{"1":2,"a":1}"#),
        (r#"{"":1,"1 ":2,"١":3,"5":4}"#, r#"{"5":4,"":1,"1 ":2,"١":3}"#),
    ] {
        assert_eq!(json(written), printed);
    }
}

#[test]
fn the_body_is_laid_over_the_query() {
    let merged = canonical("time=5&a=1&b=2", Body::Json(br#"{"c":3,"a":{"x":null}}"#)).unwrap();
    assert_eq!(merged, r#"{"time":"5","a":{"x":null},"b":"2","c":3}"#);
    let merged = canonical("a[]=1&b=2", Body::Form(b"a%5B%5D=9&c=3")).unwrap();
    assert_eq!(merged, r#"{"a":["9"],"b":"2","c":"3"}"#);
    assert_eq!(json(r#"{"a":1,"b":2,"a":3}"#), r#"{"a":3,"b":2}"#, "the last one, at its place");
    assert_eq!(json(r#"{"a":1,"\u0061":3}"#), r#"{"a":3}"#);
}

#[test]
fn a_body_is_an_object_an_array_or_nothing() {
    for (body, printed) in [
        ("", "{}"),
        (" \r\n\t", "{}"),
        ("{}", "{}"),
        ("\u{feff}{\"a\":1}", r#"{"a":1}"#),
        (" { \"a\" : [ ] , \"b\" : { } } ", r#"{"a":[],"b":{}}"#),
        (r#"[ "x" , [true,false,null] ]"#, r#"{"0":"x","1":[true,false,null]}"#),
    ] {
        assert_eq!(json(body), printed, "{body:?}");
    }
    for body in
        ["1", "null", "\"a\"", "true", "{", "{\"a\":01}", "{}{}", "{'a':1}", "[1,]", "\u{a0}{}"]
    {
        let error = canonical("", Body::Json(body.as_bytes())).unwrap_err();
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Input, Delivery::NotSent),
            "{body}"
        );
    }
}

#[test]
fn nesting_has_a_limit_and_no_end_of_the_stack() {
    let nested = |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(json(&nested(500)), nested(500));
    for depth in [513, 100_000] {
        let error = canonical("", Body::Json(nested(depth).as_bytes())).unwrap_err();
        assert!(error.to_string().contains("nested deeper"), "{error}");
    }
}

#[test]
fn a_query_is_decoded_before_it_is_printed() {
    for (written, printed) in [
        ("", "{}"),
        ("&&", "{}"),
        ("a", r#"{"a":""}"#),
        ("a=", r#"{"a":""}"#),
        ("a=b=c", r#"{"a":"b=c"}"#),
        ("=x", "{}"),
        ("a+b=c%2Bd+e", r#"{"a b":"c+d e"}"#),
        ("%D1%97=%D0%84%22", r#"{"ї":"Є\""}"#),
        ("a=100%", r#"{"a":"100%"}"#),
        ("a=%FF+%41", r#"{"a":"%FF %41"}"#),
        ("b=2&a=1&0=x", r#"{"0":"x","b":"2","a":"1"}"#),
    ] {
        assert_eq!(query(written), printed, "{written}");
        assert_eq!(form(written), printed, "{written}");
    }
}

#[test]
fn brackets_make_arrays_and_objects() {
    for (written, printed) in [
        ("a[]=1", r#"{"a":["1"]}"#),
        ("a[]=1&a[]=2", r#"{"a":["1","2"]}"#),
        ("a%5B%5D=1&a%5b%5d=2", r#"{"a":["1","2"]}"#),
        ("a=1&a=2", r#"{"a":["1","2"]}"#),
        ("a[0]=x&a[1]=y", r#"{"a":["x","y"]}"#),
        ("a[1]=y&a[0]=x", r#"{"a":["x","y"]}"#),
        ("a[3]=y&a[1]=x", r#"{"a":["x","y"]}"#),
        ("a[b]=1&a[c]=2&a[b]=3", r#"{"a":{"b":["1","3"],"c":"2"}}"#),
        ("a[0][key]=k&a[0][value]=v&a[1][key]=l", r#"{"a":[{"key":"k","value":"v"},{"key":"l"}]}"#),
        ("a[][key]=k&a[][value]=v", r#"{"a":[{"key":"k","value":"v"}]}"#),
        ("a[0]=x&a[b]=y", r#"{"a":{"0":"x","b":"y"}}"#),
        ("a[b]=y&a[0]=x", r#"{"a":{"0":"x","b":"y"}}"#),
        ("a=1&a[]=2", r#"{"a":["1","2"]}"#),
        ("a=1&a[b]=2", r#"{"a":["1",{"b":"2"}]}"#),
        ("a[b]=1&a=c", r#"{"a":{"b":"1","c":true}}"#),
        ("a[01]=x", r#"{"a":{"01":"x"}}"#),
        ("a[-1]=x", r#"{"a":{"-1":"x"}}"#),
        ("a[b][c][d]=x", r#"{"a":{"b":{"c":{"d":"x"}}}}"#),
        ("a]=x", r#"{"a]":"x"}"#),
        ("a[=x", r#"{"a[":"x"}"#),
        ("[a]=x", r#"{"a":"x"}"#),
        ("a[[b]=x", r#"{"a[":{"b":"x"}}"#),
        ("__proto__=x&a[__proto__]=y", r#"{"a":{}}"#),
    ] {
        assert_eq!(query(written), printed, "{written}");
    }
}

#[test]
fn fields_beyond_a_thousand_are_not_read_or_refused() {
    let many = |count: usize| vec!["a=1"; count].join("&");
    let printed = |count: usize| format!(r#"{{"a":["1"{}]}}"#, r#","1""#.repeat(count - 1));
    assert_eq!(query(&many(1000)), printed(1000));
    assert_eq!(query(&many(1001)), printed(1000));
    assert_eq!(form(&many(1000)), printed(1000));
    let error = canonical("", Body::Form(many(1001).as_bytes())).unwrap_err();
    assert!(error.to_string().contains("more than 1000 fields"), "{error}");
    // neither is read in a time that grows with the square of its length
    assert_eq!(query(&"]".repeat(1_000_000)).len(), 1_000_007);
    assert_eq!(query(&"[".repeat(1_000_000)).len(), 1_000_007);
}

#[test]
fn a_query_and_a_form_have_other_limits() {
    assert_eq!(query("a[20]=x&a[b]=y"), r#"{"a":{"20":"x","b":"y"}}"#);
    assert_eq!(query("a[20]=x"), r#"{"a":["x"]}"#);
    assert_eq!(query("a[21]=x"), r#"{"a":{"21":"x"}}"#);
    assert_eq!(form("a[21]=x"), r#"{"a":["x"]}"#);
    assert_eq!(
        query("a[b][c][d][e][f][g][h]=x"),
        r#"{"a":{"b":{"c":{"d":{"e":{"f":{"[g][h]":"x"}}}}}}}"#
    );
    let deep = "a[b][c][d][e][f][g][h]=x";
    assert_eq!(form(deep), r#"{"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":"x"}}}}}}}}"#);
    let deeper = |depth: usize| format!("a{}=x", "[b]".repeat(depth));
    assert_eq!(form(&deeper(33)).matches("{\"b\":").count(), 33);
    assert!(form(&deeper(100_000)).len() > 100_000, "it has an end");
    let long = |index: usize| form(&format!("a[{index}]=x{}", "&b=1".repeat(101)));
    assert!(
        long(101).starts_with(r#"{"a":["x"],"#) && long(102).starts_with(r#"{"a":{"102":"x"},"#)
    );
    assert_eq!(query("a[18446744073709551615]=x"), r#"{"a":{"18446744073709551615":"x"}}"#);
}

#[test]
fn what_the_servers_own_parsers_make_of_a_request_agrees() {
    let file: Value = serde_json::from_str(include_str!("../vectors/canonical.json")).unwrap();
    let cases = file["cases"].as_array().unwrap();
    assert_eq!(cases.len(), CASES);
    for case in cases {
        let text = |name: &str| case[name].as_str().unwrap();
        let body = text("body").as_bytes();
        let body = match text("media") {
            "" => Body::Empty,
            "application/json" => Body::Json(body),
            _ => Body::Form(body),
        };
        assert_eq!(canonical(text("query"), body).unwrap(), text("params"), "{case}");
    }
}

proptest! {
    /// Printing a number again changes nothing.
    #[test]
    fn a_printed_number_is_its_own_print(digits in "-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,40})?(e[+-]?[0-9]{1,3})?") {
        let printed = json(&format!(r#"{{"a":{digits}}}"#));
        prop_assert_eq!(&json(&printed), &printed);
    }

    /// What is printed is JSON, and printing it again changes nothing.
    #[test]
    fn printing_is_stable(text in "\\PC*", name in "[a-z0-9\\[\\]%&=+ї]*") {
        let document = serde_json::json!({ "text": text, name: ["x", 1, null] }).to_string();
        let printed = json(&document);
        prop_assert_eq!(&json(&printed), &printed);
        prop_assert!(serde_json::from_str::<Value>(&printed).is_ok());
    }

    #[test]
    fn no_query_and_no_body_panics(query in ".*", body in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = canonical(&query, Body::Empty);
        let _ = canonical(&query, Body::Form(&body));
        let _ = canonical("", Body::Json(&body));
    }

    #[test]
    fn nothing_that_is_nearly_right_panics(
        query in "[\\[\\]&=%+0-9a-f_é]*",
        json in "[{}\\[\\]\":,0-9.eE+\\\\udb-]*",
    ) {
        let _ = canonical(&query, Body::Form(query.as_bytes()));
        for json in [format!("[{json}]"), format!("{{\"a\":{json}}}"), format!("[\"{json}\"]")] {
            let _ = canonical(&query, Body::Json(json.as_bytes()));
        }
    }
}
