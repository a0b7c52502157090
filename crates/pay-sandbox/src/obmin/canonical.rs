//! What `JSON.stringify` prints: the text under a request's signature.
//!
//! Numbers of others are printed again as JavaScript prints doubles; that takes a double, here and
//! nowhere else. Nothing is computed with it.

use std::fmt::Write as _;

use super::value::{Text, Value};

pub(super) fn stringify(value: &Value) -> String {
    let mut text = String::new();
    write(&mut text, value);
    text
}

/// A JSON number as JavaScript prints it; what is beyond all doubles becomes `null`.
pub(super) fn number(spelled: &str) -> String {
    let number: f64 = spelled.parse().expect("only numbers are printed");
    if !number.is_finite() {
        return "null".to_owned();
    }
    // The shortest digits that lead back to the same double, one of them before the point.
    let shortest = format!("{number:e}");
    let (mantissa, exponent) = shortest.split_once('e').expect("there is an exponent");
    let exponent: i32 = exponent.parse().expect("it is whole");
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = even_of_two(digits, number);
    let plain = plain(&digits, exponent);
    let sign = if mantissa.starts_with('-') && digits != "0" { "-" } else { "" };
    format!("{sign}{plain}")
}

/// Where the double lies exactly between two shortest spellings, JavaScript takes the even one.
fn even_of_two(digits: String, number: f64) -> String {
    // No double has more digits than that.
    let exact = format!("{number:.800e}");
    let exact: String = exact.chars().filter(char::is_ascii_digit).take(801).collect();
    let (lower, rest) = exact.split_at(digits.len());
    let tie = rest.starts_with('5') && rest[1..].bytes().all(|digit| digit == b'0');
    let lower: u64 = lower.parse().expect("there are at most 17 digits");
    if tie { (lower + lower % 2).to_string() } else { digits }
}

/// Plain notation from `1e-6` to below `1e21`, an exponent otherwise.
fn plain(digits: &str, exponent: i32) -> String {
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or_default());
    let before = usize::try_from(exponent + 1).unwrap_or_default();
    match exponent {
        -6..=-1 => format!("0.{}{digits}", zeros(-exponent - 1)),
        0..=20 if digits.len() <= before => {
            let missing = before - digits.len();
            format!("{digits}{}", "0".repeat(missing))
        }
        0..=20 => format!("{}.{}", &digits[..before], &digits[before..]),
        _ => {
            let (first, rest) = digits.split_at(1);
            let point = if rest.is_empty() { "" } else { "." };
            format!("{first}{point}{rest}e{exponent:+}")
        }
    }
}

fn write(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(spelled) => out.push_str(&number(spelled)),
        Value::Text(text) => quote(out, text),
        Value::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(out, item);
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            // Stable: keys that are no array indices keep their order behind those that are.
            members.sort_by_key(|(key, _)| array_index(key).unwrap_or(u32::MAX));
            out.push('{');
            for (at, (key, value)) in members.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                quote(out, key);
                out.push(':');
                write(out, value);
            }
            out.push('}');
        }
    }
}

/// `0` to `4294967294`, without leading zeros.
fn array_index(key: &Text) -> Option<u32> {
    let text = String::from_utf16(key).ok()?;
    let index: u32 = text.parse().ok()?;
    (index != u32::MAX && index.to_string() == text).then_some(index)
}

fn quote(out: &mut String, text: &Text) {
    out.push('"');
    for letter in char::decode_utf16(text.iter().copied()) {
        match letter {
            Ok('"') => out.push_str("\\\""),
            Ok('\\') => out.push_str("\\\\"),
            Ok('\u{8}') => out.push_str("\\b"),
            Ok('\u{c}') => out.push_str("\\f"),
            Ok('\n') => out.push_str("\\n"),
            Ok('\r') => out.push_str("\\r"),
            Ok('\t') => out.push_str("\\t"),
            Ok(letter @ ..'\u{20}') => escape(out, letter as u32),
            Ok(letter) => out.push(letter),
            Err(half) => escape(out, u32::from(half.unpaired_surrogate())),
        }
    }
    out.push('"');
}

fn escape(out: &mut String, unit: u32) {
    write!(out, "\\u{unit:04x}").expect("a string takes everything");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_javascript_prints_them() {
        // From the document, and from the tables of the language's own specification and tests.
        for (spelled, printed) in [
            ("1.0", "1"),
            ("1e21", "1e+21"),
            ("0.0000001", "1e-7"),
            ("0.000001", "0.000001"),
            ("-0", "0"),
            ("12345678901234567890", "12345678901234567000"),
            ("100000000000000000000", "100000000000000000000"),
            ("0.1", "0.1"),
            ("0.30000000000000004", "0.30000000000000004"),
            ("1.807632536709e-7", "1.807632536709e-7"),
            ("-1.5e300", "-1.5e+300"),
            ("123456.7890", "123456.789"),
            ("5e-324", "5e-324"),
            ("1.7976931348623157e308", "1.7976931348623157e+308"),
            ("9007199254740993", "9007199254740992"),
            ("999999999999999900000", "999999999999999900000"),
            ("-0.00001234", "-0.00001234"),
            ("1e400", "null"),
            ("1E-400", "0"),
            // Exactly between two spellings: ..57812 and ..57813, ..78125 lies in the middle.
            ("-170255292857.578125", "-170255292857.57812"),
        ] {
            assert_eq!(number(spelled), printed, "{spelled}");
        }
    }

    #[test]
    fn indices_come_first_at_every_level() {
        let body = br#"{"b":{"10":1,"x":2,"9":3},"4294967295":4,"007":5,"4294967294":6,"-1":7,"0":8,"1.5":9}"#;
        let expected = r#"{"0":8,"4294967294":6,"b":{"9":3,"10":1,"x":2},"4294967295":4,"007":5,"-1":7,"1.5":9}"#;
        assert_eq!(stringify(&Value::read_body(body).unwrap()), expected);
    }

    #[test]
    fn only_what_must_be_is_escaped() {
        let body = br#"{"a":"\u0000\u001f\u007f\u2028/\u0457\ud800"}"#;
        let expected = "{\"a\":\"\\u0000\\u001f\u{7f}\u{2028}/ї\\ud800\"}";
        assert_eq!(stringify(&Value::read_body(body).unwrap()), expected);
    }
}
