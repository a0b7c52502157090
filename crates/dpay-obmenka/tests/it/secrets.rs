//! Salt, signatures, card numbers and sessions stand in no `Debug`, `Display` or error.

use std::error::Error as _;
use std::fmt::Write as _;

use dpay_obmenka::h2h::{H2hStep, ProcessH2h, StartH2h};
use dpay_obmenka::{
    CreateInvoice, CreatePayout, Currency, Endpoint as _, Error, GetBalance, GetPayout, LocalTime,
    Method, PaymentForm, ProcessInvoice, ProcessPayout, Session, ValidatePayout, method,
};

use crate::common::{SALT, amount, answer, decode, gateway, stamp};

const CARD: &str = "4444111144441111";
const SESSION: &str = "b7c1a7d2-session";

/// Everything that an error shows, down to its last cause.
fn shown(error: &Error) -> String {
    let mut shown = format!("{error} {error:?}");
    let mut cause = error.source();
    while let Some(below) = cause {
        write!(shown, " {below} {below:?}").unwrap();
        cause = below.source();
    }
    shown
}

fn clean(text: &str) {
    for secret in [SALT, CARD, SESSION, "123-cvv", "DPAY_SECURE:", "AAAAAAAAAAAAAAAAAAAAAA=="] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[test]
fn requests_and_accounts() {
    let session = Session::from(SESSION);
    let step: H2hStep = serde_json::from_str(&format!(r#"{{"session":"{SESSION}"}}"#)).unwrap();
    let payout = CreatePayout::new("9", CARD, method::VISAMASTER_UAH, amount("1")).unwrap();
    let invoice = CreateInvoice::new("7", method::BITCOIN, amount("1"))
        .unwrap()
        .sender(CARD)
        .extra_field("card", CARD);
    let h2h =
        ProcessH2h::after("7", &step).unwrap().field("cardNumber", CARD).field("cvv", "123-cvv");
    let form = PaymentForm::new("7", amount("1"), Currency::UAH).unwrap().sign(&gateway()).unwrap();
    let signature = form.fields().find(|(name, _)| *name == "SIGN").unwrap().1.to_owned();

    clean(&format!("{:?} {payout:?} {invoice:?} {h2h:?} {step:?} {session:?}", gateway()));
    clean(&format!(
        "{:?} {:?}",
        StartH2h::new("7", &session),
        h2h.encode(&gateway(), &stamp()).unwrap()
    ));
    assert!(!format!("{form:?}").contains(&signature));
}

#[test]
fn foreign_words_print_on_one_line_and_without_what_could_be_secret() {
    let foreign = format!("a\n{CARD}\u{202e}");
    let spelled = serde_json::to_string(&foreign).unwrap();
    let (method, currency): (Method, Currency) =
        (serde_json::from_str(&spelled).unwrap(), serde_json::from_str(&spelled).unwrap());
    let time = LocalTime::from(foreign.clone());
    for text in [method.as_str(), currency.as_str(), time.as_str()] {
        assert_eq!(text, foreign);
    }
    let printed = format!("{method:?} {method} {currency:?} {currency} {time:?} {time}");
    clean(&printed);
    assert!(!printed.contains(['\n', '\u{202e}']), "{printed}");
    assert_eq!(
        format!("{:?} {:?}", method::BITCOIN, Currency::UAH),
        "Method(\"bitcoin\") Currency(\"UAH\")"
    );
}

#[test]
fn answers_and_errors() {
    let paid =
        decode(&GetPayout::of("9"), &format!(r#"{{"status":"PAYED","recipient":"{CARD}"}}"#))
            .unwrap();
    let page = decode(
        &ProcessInvoice::of("7"),
        &format!(r#"{{"status":"PAYIN","h2h_allow":1,"h2h_session":"{SESSION}"}}"#),
    )
    .unwrap();
    clean(&format!("{paid:?} {page:?}"));

    let words =
        [r#""status":"CREATED""#, r#""status":"BLOCKED""#, &format!(r#""status":"{CARD}""#)];
    for word in words {
        let body = format!(r#"{{{word},"message":"card {CARD} declined"}}"#);
        clean(&format!("{:?}", decode(&ProcessPayout::of("9"), &body).unwrap()));
    }
    let validity = format!(r#"{{"is_valid":false,"reason":"card {CARD}"}}"#);
    clean(&format!("{:?}", decode(&ValidatePayout::of("9"), &validity).unwrap()));
    let balance = format!(r#"{{"balance":1,"note":"card {CARD}"}}"#);
    clean(&format!("{:?}", decode(&GetBalance::new(), &balance).unwrap()));
    let form = PaymentForm::new("7", amount("1"), Currency::UAH).unwrap().account(CARD);
    clean(&format!("{form:?}"));

    let forged = answer(&format!(r#"{{"recipient":"{CARD}"}}"#), Some("AAAAAAAAAAAAAAAAAAAAAA=="));
    clean(&shown(&GetPayout::of("9").decode(&gateway(), &forged).unwrap_err()));
    for body in [
        format!(r#"{{"status":{{"{CARD}":1}}}}"#),
        format!(r#"{{"status":"PAYED","amount":"{CARD}x"}}"#),
        format!(r#"{{"{CARD}":1,"{CARD}":2}}"#),
        format!(r#"{{"error":{{"code":5,"message":"card {CARD} declined"}}}}"#),
        format!(r#"{{"error":"{CARD}"}}"#),
        CARD.to_owned(),
    ] {
        clean(&shown(&decode(&GetPayout::of("9"), &body).unwrap_err()));
    }
}
