//! Pre-requests: both generations of answers, and sloppy ones.

use paycore_commerce::public::{
    ListPaymentServices, ListPayoutServices, MethodCategory, ServiceStatus, Services, Validator,
};
use paycore_commerce::{Answer, Currency, Delivery, Error, ErrorKind, Flow, Locale, Mode, Service};

use crate::common::{amount, decode};

/// The documented answer of `payout-prerequest`.
const PAYOUTS: &str = r#"{"data":{"currency":"USD","amount":10,"test_mode":false,
 "services":{"payment_card_uah":{"code":"payment_card_uah","method":"payment_card","currency":"UAH",
   "fields":[{"key":"card_number","type":"string","label":{"en":"Card number","ru":"Номер карты","uk":"Номер карти"},
     "example":null,"hint":{"en":"Enter card number"},"regexp":"/^\\d{12,19}$/","required":true,"position":0,
     "options":{"validators":[{"name":"Luhn"}]}}],
   "amount_min":0.01,"amount_max":14999,"exchange_rate":36.5,"amount":365,
   "fee":{"rate":1.5,"fixed":0,"min":null,"max":null},"status":"available"}},
 "methods":{"payment_card":{"code":"payment_card","name":"Payment card","category":"payment_card",
   "description":null,"logo":"https://static.example/logo.svg","icon":"https://static.example/icon.svg",
   "metadata":[],"position":0,"hide":false}},
 "account":{"name":"Demo shop","description":"","icon":null,"website":"https://shop.example"}}}"#;

fn payouts(body: &str) -> Result<Answer<Services>, Error> {
    let list = ListPayoutServices::new(amount("10"), Currency::USD, Mode::Live).unwrap();
    decode(&list, 200, body)
}

fn payments(body: &str) -> Result<Answer<Services>, Error> {
    decode(&ListPaymentServices::new(Currency::USD, Mode::Live), 200, body)
}

fn text(amount: Option<paycore_commerce::Amount>) -> Option<String> {
    amount.map(|amount| amount.to_string())
}

#[test]
fn the_documented_answer() {
    let services = payouts(PAYOUTS).unwrap();
    assert_eq!(services.currency(), Some(Currency::USD));
    assert_eq!(services.mode(), Some(Mode::Live));
    assert_eq!(text(services.amount()).as_deref(), Some("10"));
    assert!(!services.is_empty());
    assert_eq!(services.iter().count(), 1);

    let card = services.get(&Service::PAYMENT_CARD_UAH).unwrap();
    assert_eq!(card.service().unwrap(), Service::PAYMENT_CARD_UAH);
    assert_eq!(card.code(), "payment_card_uah");
    assert_eq!(card.method(), Some("payment_card"));
    assert_eq!(card.flow(), None);
    assert_eq!(card.currency(), Some(Currency::UAH));
    assert_eq!(card.status(), Some(ServiceStatus::Available));
    assert_eq!(text(card.amount_min()).as_deref(), Some("0.01"));
    assert_eq!(text(card.amount_max()).as_deref(), Some("14999"));
    assert_eq!(text(card.exchange_rate()).as_deref(), Some("36.5"));
    assert_eq!(text(card.amount()).as_deref(), Some("365"));
    assert_eq!(card.member("amount_max"), Some("14999"));
    let fee = card.fee().unwrap();
    assert_eq!(
        (text(fee.rate()).as_deref(), text(fee.fixed()).as_deref()),
        (Some("1.5"), Some("0"))
    );
    assert!(fee.min().is_none() && fee.max().is_none());

    let fields = card.fields();
    let [number] = &fields[..] else { panic!("one field") };
    assert_eq!(number.key(), "card_number");
    assert_eq!(number.kind().unwrap().as_str(), "string");
    let label = number.label().unwrap();
    assert_eq!(label.text(&Locale::Uk), "Номер карти");
    assert_eq!(label.text(&Locale::from("pl")), "Card number");
    assert_eq!(label.iter().count(), 3);
    assert_eq!(number.hint().unwrap().text(&Locale::Uk), "Enter card number");
    assert_eq!(number.example(), None);
    assert_eq!(number.regexp(), Some(r"/^\d{12,19}$/"));
    assert!(number.is_required());
    assert_eq!(number.position(), Some(0));
    assert_eq!(number.validators(), [Validator::Luhn]);
    assert_eq!(number.member("required"), Some("true"));

    let method = services.method_of(card).unwrap();
    assert_eq!(method.code(), "payment_card");
    assert_eq!(method.name().unwrap().text(&Locale::Uk), "Payment card");
    assert_eq!(method.category(), Some(MethodCategory::PaymentCard));
    assert!(method.description().is_none());
    assert_eq!(method.logo(), Some("https://static.example/logo.svg"));
    assert_eq!(method.icon(), Some("https://static.example/icon.svg"));
    assert_eq!((method.position(), method.is_hidden()), (Some(0), false));
    assert_eq!(method.metadata("any"), None);
    assert_eq!(method.member("hide"), Some("false"));

    let account = services.account().unwrap();
    assert_eq!(account.name(), Some("Demo shop"));
    assert_eq!(account.website(), Some("https://shop.example"));
    assert_eq!((account.description(), account.icon()), (None, None));
}

/// The older generation: JSON:API, limits as texts of eight decimals, `weight`, no account.
#[test]
fn the_older_answer() {
    let services = payments(
        r#"{"data":{"type":"payment-prerequest","attributes":{"currency":"USD","test_mode":false,
          "services":{"bitcoin_btc_hpp":{"code":"bitcoin_btc_hpp","method":"bitcoin","flow":"hpp","currency":"BTC",
            "amount_min":"0.00001000","amount_max":"50.00000000","exchange_rate":0.00012,
            "fields":[{"key":"note","type":"string","required":false,"weight":3,"regexp":"\\d{12,19}","options":[]}]}},
          "methods":{"bitcoin":{"code":"bitcoin","name":{"uk":"Біткойн","en":"Bitcoin"},"category":"digital_wallet","hide":true}}}}}"#,
    )
    .unwrap();
    let bitcoin = services.iter().next().unwrap();
    assert_eq!(bitcoin.flow(), Some(Flow::Hpp));
    assert_eq!(text(bitcoin.amount_min()).as_deref(), Some("0.00001000"));
    assert_eq!(text(bitcoin.amount_max()).as_deref(), Some("50.00000000"));
    assert_eq!(text(bitcoin.exchange_rate()).as_deref(), Some("0.00012"));
    assert!(bitcoin.fee().is_none() && bitcoin.status().is_none() && bitcoin.amount().is_none());
    let field = &bitcoin.fields()[0];
    assert_eq!((field.position(), field.is_required()), (Some(3), false));
    assert_eq!((field.regexp(), field.validators()), (Some(r"\d{12,19}"), vec![]));
    let method = services.method_of(bitcoin).unwrap();
    assert_eq!(method.name().unwrap().text(&Locale::Uk), "Біткойн");
    assert_eq!(method.name().unwrap().text(&Locale::Ru), "Bitcoin");
    assert_eq!(method.category(), Some(MethodCategory::DigitalWallet));
    assert!(method.is_hidden());
    assert!(services.account().is_none() && services.amount().is_none());
    // the documented body in the older frame is the same data
    let wrapped = PAYOUTS.replacen(
        r#"{"data":{"#,
        r#"{"data":{"type":"payout-prerequest","attributes":{"#,
        1,
    ) + "}";
    let (old, new) = (payouts(&wrapped).unwrap(), payouts(PAYOUTS).unwrap());
    assert_eq!(format!("{old:?}"), format!("{new:?}"));
    assert_eq!(old.get(&Service::PAYMENT_CARD_UAH).unwrap().fields().len(), 1);
}

#[test]
fn sloppy_answers() {
    for nothing in ["[]", "{}", "null", "[null,7]", r#"{"a":[],"b":null}"#] {
        let body = format!(r#"{{"data":{{"services":{nothing},"methods":{nothing}}}}}"#);
        let services = payments(&body).unwrap();
        assert!(services.is_empty(), "{nothing}");
        assert_eq!(services.methods().count(), 0, "{nothing}");
        assert!(services.currency().is_none() && services.mode().is_none());
    }
    // a list, as PHP writes one with keys from 0 on; a code that only the key tells; words that
    // are not documented; flags and numbers as texts
    let body = r#"{"data":{"currency":"usd","test_mode":"0","services":{"a_usd":{"amount_min":"1","amount_max":1e3,"status":"paused","flow":"qr","fields":{"0":{"key":"k","type":"date","required":"1","position":"2","options":{"validators":["Luhn",{"name":"IBAN"},{}]}},"1":{"type":"string"}}}},"methods":[{"code":"m","category":"barter","name":null},{"name":"nameless"}],"account":[]}}"#;
    let services = payments(body).unwrap();
    let offered = services.get(&Service::new("a_usd").unwrap()).unwrap();
    assert_eq!(text(offered.amount_max()).as_deref(), Some("1e3"));
    assert_eq!(offered.amount_max().unwrap().decimal(), amount("1000").decimal());
    assert_eq!(offered.status(), Some(ServiceStatus::Other("paused".into())));
    assert_eq!(offered.flow(), Some(Flow::Other("qr".into())));
    let fields = offered.fields();
    assert_eq!(fields.len(), 1, "a field without a key is none");
    assert_eq!((fields[0].position(), fields[0].is_required()), (Some(2), true));
    assert_eq!(fields[0].validators(), [Validator::Luhn, Validator::Other("IBAN".into())]);
    assert_eq!(services.methods().count(), 1, "a method without a code is none");
    let method = services.methods().next().unwrap();
    assert_eq!(method.category(), Some(MethodCategory::Other("barter".into())));
    assert!(method.name().is_none() && services.account().is_none());
    assert!(services.raw().contains("nameless"), "nothing is lost");
}

/// Which 2xx a question is answered with is not documented.
#[test]
fn any_2xx_will_do() {
    let list = ListPaymentServices::new(Currency::USD, Mode::Live);
    for status in [200, 201, 202, 203] {
        assert!(decode(&list, status, r#"{"data":{"services":[]}}"#).is_ok(), "{status}");
    }
    for status in [302, 304] {
        let error = decode(&list, status, r#"{"data":{"services":[]}}"#).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{status}");
    }
}

#[test]
fn answers_about_something_else() {
    let data = |data: &str| payments(&format!(r#"{{"data":{data}}}"#)).unwrap_err();
    for (other, field) in [
        (r#"{"currency":"EUR","services":[]}"#, "currency"),
        (r#"{"test_mode":true,"services":[]}"#, "test_mode"),
        (r#"{"type":"payout-prerequest","attributes":{"services":[]}}"#, "type"),
    ] {
        let error = data(other);
        assert_eq!(error.kind(), ErrorKind::Mismatch, "{other}");
        assert!(error.to_string().contains(field), "{error}");
    }
    for other in [r#"{"currency":"USD"}"#, r#"{"services":"none"}"#, "[]", "null", "7"] {
        assert_eq!(data(other).kind(), ErrorKind::Decode, "{other}");
    }
}

#[test]
fn refusals() {
    let list = ListPaymentServices::new(Currency::USD, Mode::Live);
    let body =
        r#"{"request_id":"0f9c","error_type":"unauthorized","error_codes":["public_key_invalid"]}"#;
    let error = decode(&list, 401, body).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Refused, Delivery::Answered));
    assert_eq!(error.refusal().unwrap().code(), "public_key_invalid");
    // an error under 200 is one too
    let error = decode(&list, 200, r#"{"error":"Not found"}"#).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused);
    let error = decode(&list, 502, "<html>Bad gateway</html>").unwrap_err();
    assert!(error.is_transient());
}
