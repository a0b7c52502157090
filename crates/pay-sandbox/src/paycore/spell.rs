//! Spelling a document as the gateway's PHP does, or plainly.

use rust_decimal::Decimal;

use crate::json::{Json, php_spelling};

use super::amount::decimal;
use super::settings::JsonStyle;

pub(super) fn spell(mut body: Json, style: JsonStyle) -> String {
    if style == JsonStyle::Plain {
        return body.to_string();
    }
    body.walk(&mut |value| match value {
        Json::Object(members) if members.is_empty() => *value = Json::List(Vec::new()),
        Json::Number(text) => *text = php_number(text),
        _ => {}
    });
    php_spelling(&body.to_string())
}

/// The shortest spelling; with an exponent below 0.0001. What is no such number stays as it is.
fn php_number(text: &str) -> String {
    let Some(number) = decimal(text).map(|number| number.normalize()) else {
        return text.to_owned();
    };
    if number.is_zero() || number.abs() >= Decimal::new(1, 4) {
        return number.to_string();
    }
    let digits = number.mantissa().unsigned_abs().to_string();
    let (first, rest) = digits.split_at(1);
    let rest = if rest.is_empty() { "0" } else { rest };
    let sign = if number.is_sign_negative() { "-" } else { "" };
    format!("{sign}{first}.{rest}e-{}", number.scale() as usize + 1 - digits.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn php_writes_maps_numbers_and_letters_in_its_own_way() {
        let body = Json::read(
            r#"{"a":{},"l":[],"u":"/ї","n":[100.50,4.0,0.0001,0.00001,-0.0000123,1e2,1700000000]}"#
                .as_bytes(),
        );
        let body = body.unwrap();
        assert_eq!(
            spell(body.clone(), JsonStyle::Php),
            r#"{"a":[],"l":[],"u":"\/\u0457","n":[100.5,4,0.0001,1.0e-5,-1.23e-5,100,1700000000]}"#
        );
        assert_eq!(spell(body.clone(), JsonStyle::Plain), body.to_string());
    }
}
