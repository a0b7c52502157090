//! Keys, signs, tokens, the data of 3-D Secure, cards and people stand in no `Debug`, `Display` or
//! error.

use std::error::Error as _;
use std::fmt::Write as _;

use ipay_googlepay::google::PaymentData;
use ipay_googlepay::{
    ApiError, Browser, CancelPayment, CapturePayment, CreatePayment, Endpoint as _, Error, Fiscal,
    GetInvoiceLink, GetPayment, GetReceipt, Goods, GoogleToken, Held, ProcessPayment, Quantity,
    Received, RecurrentToken, Requisites, Share, SmchId, Source, ThreedsData, ThreedsInfo,
    VerifyPayment,
};

use crate::common::{KEY, SIGN, answer, decode, gateway, kopecks, pmt_id, respond, stamp};

const TOKEN: &str = r#"{"signature":"g00gle-s3cret"}"#;
const TOKEN_BASE64: &str = "eyJzaWduYXR1cmUiOiJnMDBnbGUtczNjcmV0In0=";
const CARD: &str = "4111111111111111";

const SECRETS: [&str; 16] = [
    KEY,
    SIGN,
    TOKEN,
    TOKEN_BASE64,
    "g00gle",
    "r3current",
    "thr33ds",
    "unguessable",
    "acs-s3cret",
    CARD,
    "111111******1111",
    "Коваленко",
    "АН123456",
    "1234567890",
    "380935550000",
    "buyer@",
];

/// Everything that an error shows, down to its last cause.
fn shown(error: &Error) -> String {
    let mut shown = format!("{error} {error:?} {error:#?}");
    let mut cause = error.source();
    while let Some(below) = cause {
        write!(shown, " {below} {below:?}").unwrap();
        cause = below.source();
    }
    if let Some(told) = ApiError::of(error) {
        write!(shown, " {told} {told:?} {told:#?}").unwrap();
    }
    shown
}

fn clean(text: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "{secret} in {text}");
        let bytes = format!("{:?}", secret.as_bytes());
        assert!(!text.contains(bytes.trim_matches(['[', ']'])), "the bytes of {secret} in {text}");
    }
}

#[test]
fn accounts_and_requests() {
    let (token, recurrent) =
        (GoogleToken::new(TOKEN).unwrap(), RecurrentToken::new("r3current").unwrap());
    assert_eq!(token.as_base64(), TOKEN_BASE64);
    let browser = Browser {
        language: "unguessable",
        screen_height: 1,
        screen_width: 1,
        color_depth: 1,
        timezone_offset: 0,
        accept_header: "unguessable",
        user_agent: "unguessable",
    };
    let post = "https://shop.example/3ds?key=unguessable";
    let threeds = ThreedsInfo::new(post, "https://shop.example", browser).unwrap();
    let person = Requisites::new()
        .lastname("Коваленко")
        .document("АН123456")
        .identification_number("1234567890");
    let shares = [Share::new(SmchId::from(1), kopecks(1))
        .unwrap()
        .info(r#"{"buyer":"buyer@shop"}"#)
        .and_then(|share| share.description("for Коваленко"))
        .unwrap()];
    let one = Quantity::pieces(1).unwrap();
    let goods = Goods::new("7f0c1b52-3f0e-4a55-9a5e-0a6f7d1c2b30", "x", kopecks(1), one).unwrap();
    let receipt = Fiscal::new(1, 1, [goods]).unwrap().delivery_email("buyer@shop.example");
    let gateway = gateway();

    for source in [Source::from(&token), Source::First(&token), Source::from(&recurrent)] {
        let create = CreatePayment::new("order-7", kopecks(1), source)
            .and_then(|payment| payment.phone("380935550000"))
            .and_then(|payment| payment.info(r#"{"mail":"buyer@shop"}"#)?.split(&shares))
            .unwrap()
            .description("for Коваленко")
            .threeds(threeds)
            .sender(person)
            .receiver(person)
            .receipt_as_is(receipt.clone());
        let wire = create.encode(&gateway, &stamp()).unwrap();
        let sent = wire.to_text();
        assert!(sent.contains(SIGN) && sent.contains("Коваленко"), "the secrets are there");
        clean(&format!("{create:?} {create:#?} {wire:?} {source:?}"));
    }
    clean(&format!("{gateway:?} {gateway:#?} {token:?} {recurrent:?} {threeds:?} {browser:?}"));
    clean(&format!("{person:?} {shares:?} {receipt:?}"));
    assert_eq!(format!("{token:?} {recurrent:?}"), "GoogleToken(..) RecurrentToken(..)");

    let data = ThreedsData::new("thr33ds").unwrap();
    let held = Held::new(pmt_id(), kopecks(1)).unwrap();
    clean(&format!("{data:?} {:?}", VerifyPayment::new(pmt_id(), &data)));
    clean(&format!("{:?}", CapturePayment::split(&held, &shares).unwrap()));
    let headers: [(&str, &[u8]); 0] = [];
    let post = Received::new("/3ds?key=unguessable", &headers, b"threedsData=thr33ds");
    clean(&format!("{post:?} {:?}", ThreedsData::posted(post).unwrap()));
}

#[test]
fn answers() {
    let members = format!(
        r#""pmt_id":1234567,"pmt_status":1,"card_mask":"111111******1111","recurrent_token":"r3current",
        "security_data":{{"redirect_url":"https://acs.example/acs-s3cret"}},"rrn":"{CARD}","auth_code":"{CARD}",
        "bank_acquirer_name":"{CARD}","terminal_id":"{CARD}","security_rate":"{CARD}","debug":"{CARD}""#
    );
    let read = respond(&GetPayment::of(pmt_id()), &members).unwrap();
    assert_eq!(read.recurrent_token().unwrap().expose(), "r3current");
    clean(&format!("{read:?} {read:#?} {:?}", read.step()));
    let cancelled = respond(&CancelPayment::whole(pmt_id()), &members).unwrap();
    clean(&format!("{cancelled:?}"));

    let odd = format!(r#""pmt_id":1234567,"pmt_status":"{CARD} {SIGN}","ext_id":"{SIGN}""#);
    let odd = respond(&GetPayment::of(pmt_id()), &odd).unwrap();
    assert_eq!(odd.ext_id().unwrap().as_str(), SIGN);
    let (status, ext_id) = (odd.status(), odd.ext_id().unwrap());
    clean(&format!("{odd:?} {status} {status:?} {ext_id} {ext_id:?}"));

    let link = r#""invoice":"https://ipay.example/unguessable""#;
    clean(&format!("{:?}", respond(&GetInvoiceLink::of(pmt_id()), link).unwrap()));
    let pdf = answer(200, "application/pdf", format!("%PDF-1.4 {CARD}"));
    let receipt = GetReceipt::of(pmt_id()).decode(&gateway(), &pdf).unwrap();
    clean(&format!("{receipt:?} {pdf:?}"));
    let odd = respond(&GetReceipt::of(pmt_id()), r#""status":"buyer@shop""#).unwrap();
    clean(&format!("{odd:?}"));

    let data = format!(
        r#"{{"email":"buyer@shop.example","paymentMethodData":{{"type":"CARD","description":"{CARD}",
        "info":{{"cardDetails":"{CARD}"}},"tokenizationData":{{"type":"PAYMENT_GATEWAY","token":{}}}}}}}"#,
        serde_json::to_string(TOKEN).unwrap()
    );
    let data = PaymentData::read(data.as_bytes()).unwrap();
    assert_eq!(data.token().text(), TOKEN);
    clean(&format!("{data:?} {:?}", data.info()));
}

#[test]
fn errors_of_the_gateway_that_quote_what_they_refuse() {
    for text in [
        format!("invalid auth {SIGN}"),
        format!("unknown field {SIGN}"),
        format!("card {CARD} declined"),
        format!("invalid token eyJ{}", "A".repeat(500)),
    ] {
        for code in ["", CARD, SIGN] {
            let members = format!(r#""error":"{text}","error_code":"{code}""#);
            for error in [
                respond(&ProcessPayment::of(pmt_id()), &members).unwrap_err(),
                respond(&GetPayment::of(pmt_id()), &members).unwrap_err(),
            ] {
                clean(&shown(&error));
                assert!(!shown(&error).contains("AAAA"));
            }
        }
    }
}

#[test]
fn errors_of_reading() {
    for body in [
        CARD.to_owned(),
        format!(r#"{{"{CARD}":1,"{CARD}":2}}"#),
        format!(r#"{{"response":{{"x":"{CARD}"}}}}"#),
        format!(r#"{{"response":"{CARD}"}}"#),
        format!(r#"{{"response":{{"pmt_id":{CARD},"pmt_status":5}}}}"#),
        format!(r#"{{"response":{{"pmt_status":5,"ext_id":"{CARD}"}}}}"#),
        format!("<html>{CARD}</html>"),
        format!("{{{CARD}"),
    ] {
        if let Err(error) = decode(&GetPayment::of(pmt_id()), &body) {
            clean(&shown(&error));
            assert_eq!(error.body(), Some(body.as_bytes()), "it is kept, and only there");
        }
        if let Err(error) = decode(&GetPayment::of("order-7"), &body) {
            clean(&shown(&error));
        }
    }
}

#[test]
fn errors_of_input() {
    let quoted = serde_json::to_string(TOKEN).unwrap();
    for error in [
        GoogleToken::new(&quoted).unwrap_err(),
        GoogleToken::new(TOKEN_BASE64).unwrap_err(),
        GoogleToken::new(&TOKEN[..20]).unwrap_err(),
        GoogleToken::from_base64(&TOKEN_BASE64[1..]).unwrap_err(),
        PaymentData::read(TOKEN.as_bytes()).unwrap_err(),
        CreatePayment::new(&CARD.repeat(9), kopecks(1), &GoogleToken::new(TOKEN).unwrap())
            .unwrap_err(),
        CreatePayment::new("1", kopecks(1), &GoogleToken::new(TOKEN).unwrap())
            .unwrap()
            .phone("+380935550000")
            .unwrap_err(),
        CreatePayment::new("1", kopecks(1), &GoogleToken::new(TOKEN).unwrap())
            .unwrap()
            .info("\"unguessable\"")
            .unwrap_err(),
    ] {
        clean(&shown(&error));
    }
}
