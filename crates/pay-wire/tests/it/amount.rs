//! Money keeps its spelling and never its doubts.

use pay_wire::Amount;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize)]
struct Priced {
    amount: Amount,
}

fn decimal(text: &str) -> Option<String> {
    text.parse::<Amount>().unwrap().decimal().map(|decimal| decimal.to_string())
}

#[test]
fn spelling_survives_json() {
    for written in
        ["100.00", "100.0", "100", "0.10", "1e2", "-5.50", "12345678901234567890.123456789"]
    {
        let document = format!(r#"{{"amount":{written}}}"#);
        let priced: Priced = serde_json::from_str(&document).unwrap();
        assert_eq!(priced.amount.to_string(), written);
        assert_eq!(serde_json::to_string(&priced).unwrap(), document);
    }
}

#[test]
fn a_text_with_a_number_in_it_is_read_and_written_as_a_number() {
    let priced: Priced = serde_json::from_str(r#"{"amount":"100\u002e00"}"#).unwrap();
    assert_eq!(serde_json::to_string(&priced).unwrap(), r#"{"amount":100.00}"#);
}

#[test]
fn what_is_not_a_number_is_refused() {
    for bad in [
        "", " ", "1 000", "1,00", ".5", "5.", "+5", "01", "0x10", "NaN", "Infinity", "1e", "1e+",
        "--1", "1.2.3", "100 ", "٣", "1_000",
    ] {
        assert!(bad.parse::<Amount>().is_err(), "{bad:?}");
        let document = serde_json::to_string(&serde_json::json!({ "amount": bad })).unwrap();
        assert!(serde_json::from_str::<Priced>(&document).is_err(), "{document}");
    }
    for bad in ["null", "true", "[]", "{}"] {
        assert!(serde_json::from_str::<Priced>(&format!(r#"{{"amount":{bad}}}"#)).is_err());
    }
    assert!("1".repeat(64).parse::<Amount>().is_ok());
    assert!("1".repeat(65).parse::<Amount>().is_err());
}

#[test]
fn a_decimal_is_exact_or_not_there() {
    assert_eq!(decimal("100.00").as_deref(), Some("100.00"));
    assert_eq!(decimal("1.5e3").as_deref(), Some("1500"));
    assert_eq!(decimal("15E-1").as_deref(), Some("1.5"));
    assert_eq!(decimal("1.0e-5").as_deref(), Some("0.00001"));
    assert_eq!(decimal("0e99").as_deref(), Some("0"));
    assert_eq!(
        decimal("79228162514264337593543950335").as_deref(),
        Some("79228162514264337593543950335")
    );

    for beyond in [
        "79228162514264337593543950336",
        "0.00000000000000000000000000001",
        "0.12345678901234567890123456789",
        "1e29",
        "1e-29",
        "1e999999999",
        "1e-999999999",
        "1e99999999999999999999",
        "1.23456789012345678901234567890e-5",
    ] {
        assert_eq!(decimal(beyond), None, "{beyond}");
    }
}

#[test]
fn only_a_plain_exact_positive_amount_is_payable() {
    for payable in ["0.01", "1000", "100.00"] {
        assert!(payable.parse::<Amount>().unwrap().is_payable(), "{payable}");
    }
    for other in ["0", "0.00", "-0", "-1", "1e2", "99999999999999999999999999999999"] {
        assert!(!other.parse::<Amount>().unwrap().is_payable(), "{other}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "[-+0-9eE. ]{0,70}") {
        if let Ok(amount) = text.parse::<Amount>() {
            let _ = (amount.decimal(), amount.is_payable());
            prop_assert_eq!(amount.to_string(), text);
        }
    }

    #[test]
    fn an_exponent_moves_the_point(mantissa in -999_999_999_i64..999_999_999, point in 0_u32..9, exponent in -10_i32..10) {
        let digits = rust_decimal::Decimal::new(mantissa, point);
        let amount: Amount = format!("{digits}e{exponent}").parse().unwrap();
        let ten = rust_decimal::Decimal::from(10_i64.pow(exponent.unsigned_abs()));
        let expected = if exponent < 0 { digits / ten } else { digits * ten };
        prop_assert_eq!(amount.decimal(), Some(expected));
    }
}

#[test]
fn no_format_cuts_an_amount() {
    let amount: Amount = "100.00".parse().unwrap();
    assert_eq!(
        format!("{amount} {amount:.2} {amount:.0} {amount:5.1}"),
        "100.00 100.00 100.00 100.00"
    );
}
