//! Google's objects: what goes to the page, what comes back, and the token that goes on.

use insta::assert_snapshot;
use ipay_googlepay::google::{
    CheckoutOption, DisplayItem, DisplayItemKind, Environment, GoogleToken, IsReadyToPayRequest,
    PaymentData, PaymentDataRequest,
};
use ipay_googlepay::{Error, ErrorKind, Kopecks};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::common::{TOKEN, kopecks};

#[derive(Deserialize)]
struct File {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    token: String,
    body_token_base64: String,
}

fn tokens() -> Vec<Case> {
    let file = include_str!("../vectors/ipay-googlepay-token.json");
    serde_json::from_str::<File>(file).unwrap().cases
}

#[test]
fn the_question_whether_the_payer_could_pay() {
    let request = IsReadyToPayRequest::new();
    // Google's reference, with the values that iPay demands
    assert_eq!(
        request.to_json(),
        r#"{"apiVersion":2,"apiVersionMinor":0,"allowedPaymentMethods":[{"type":"CARD","parameters":{"allowedAuthMethods":["PAN_ONLY","CRYPTOGRAM_3DS"],"allowedCardNetworks":["MASTERCARD","VISA"]}}]}"#
    );
    assert!(
        request
            .existing_payment_method_required()
            .to_json()
            .ends_with(r#"}],"existingPaymentMethodRequired":true}"#)
    );
}

#[test]
fn the_request_for_a_token() {
    let request = PaymentDataRequest::new("1234", kopecks(12_345)).unwrap();
    let given: Value = serde_json::from_str(&request.merchant_name("Shop").to_json()).unwrap();
    let expected: Value = serde_json::from_str(
        r#"{"apiVersion":2,"apiVersionMinor":0,
         "merchantInfo":{"merchantName":"Shop"},
         "allowedPaymentMethods":[{"type":"CARD",
           "parameters":{"allowedAuthMethods":["PAN_ONLY","CRYPTOGRAM_3DS"],"allowedCardNetworks":["MASTERCARD","VISA"]},
           "tokenizationSpecification":{"type":"PAYMENT_GATEWAY","parameters":{"gateway":"ipayua","gatewayMerchantId":"1234"}}}],
         "transactionInfo":{"countryCode":"UA","currencyCode":"UAH","totalPriceStatus":"FINAL","totalPrice":"123.45"}}"#,
    )
    .unwrap();
    assert_eq!(given, expected);
}

#[test]
fn everything_that_can_be_asked_for() {
    let items = [
        DisplayItem::new("Чай", DisplayItemKind::LineItem, kopecks(13_000)),
        DisplayItem::new("Знижка", DisplayItemKind::Discount, kopecks(-655)),
    ];
    let request = PaymentDataRequest::new("1234", kopecks(12_345))
        .unwrap()
        .merchant_id("BCR2DN")
        .merchant_name("</script><b>")
        .transaction_id("order-77")
        .total_price_label("Разом")
        .display_items(&items)
        .checkout_option(CheckoutOption::CompleteImmediatePurchase)
        .without_prepaid_cards()
        .without_credit_cards()
        .assurance_details_required()
        .email_required()
        .shipping_address_required(&["UA"]);
    let json = request.to_json();
    assert!(!json.contains('<'), "it may stand inside a script");
    let read: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(read["merchantInfo"]["merchantName"], "</script><b>");
    assert_snapshot!(json, @r#"{"apiVersion":2,"apiVersionMinor":0,"merchantInfo":{"merchantId":"BCR2DN","merchantName":"\u003c/script>\u003cb>"},"allowedPaymentMethods":[{"type":"CARD","parameters":{"allowedAuthMethods":["PAN_ONLY","CRYPTOGRAM_3DS"],"allowedCardNetworks":["MASTERCARD","VISA"],"allowPrepaidCards":false,"allowCreditCards":false,"assuranceDetailsRequired":true},"tokenizationSpecification":{"type":"PAYMENT_GATEWAY","parameters":{"gateway":"ipayua","gatewayMerchantId":"1234"}}}],"transactionInfo":{"countryCode":"UA","currencyCode":"UAH","totalPriceStatus":"FINAL","totalPrice":"123.45","totalPriceLabel":"Разом","transactionId":"order-77","checkoutOption":"COMPLETE_IMMEDIATE_PURCHASE","displayItems":[{"label":"Чай","type":"LINE_ITEM","price":"130.00"},{"label":"Знижка","type":"DISCOUNT","price":"-6.55"}]},"emailRequired":true,"shippingAddressRequired":true,"shippingAddressParameters":{"allowedCountryCodes":["UA"]}}"#);

    let anywhere = PaymentDataRequest::new("1", kopecks(1)).unwrap().shipping_address_required(&[]);
    assert!(anywhere.to_json().ends_with(r#"},"shippingAddressRequired":true}"#));
}

#[test]
fn sums_go_to_google_in_hryvnias() {
    for (sum, text) in [
        (5, "0.05"),
        (50, "0.50"),
        (100, "1.00"),
        (12_345, "123.45"),
        (i64::MAX, "92233720368547758.07"),
    ] {
        let request = PaymentDataRequest::new("1234", kopecks(sum)).unwrap();
        let read: Value = serde_json::from_str(&request.to_json()).unwrap();
        assert_eq!(read["transactionInfo"]["totalPrice"], text);
    }
    for (sum, text) in
        [(0, "0.00"), (-5, "-0.05"), (-655, "-6.55"), (i64::MIN, "-92233720368547758.08")]
    {
        assert_eq!(Kopecks::new(sum).hryvnias().to_string(), text);
    }
}

#[test]
fn environments_are_googles_words() {
    for (environment, word) in
        [(Environment::Test, "TEST"), (Environment::Production, "PRODUCTION")]
    {
        assert_eq!(environment.as_str(), word);
        assert_eq!(serde_json::to_value(environment).unwrap(), word);
    }
}

#[test]
fn the_token_goes_on_byte_for_byte() {
    let mut tokens: Vec<_> = tokens();
    tokens.retain(|case| case.token.starts_with('{'));
    assert_eq!(tokens.len(), 24, "the other two are no JSON objects");
    for case in tokens {
        let token = GoogleToken::new(&case.token).unwrap();
        assert_eq!(token.as_base64(), case.body_token_base64, "{}", case.name);
        assert_eq!(token.text(), case.token);
        let encoded = GoogleToken::from_base64(case.body_token_base64.as_str()).unwrap();
        assert_eq!(encoded.as_base64(), case.body_token_base64);
        assert_eq!(encoded.text(), case.token);
    }
    // white space is part of the text too
    let text = " {\"protocolVersion\" : \"ECv2\"}\n";
    assert_eq!(GoogleToken::new(text).unwrap().text(), text);
}

fn refused<T>(result: Result<T, Error>, names: &str) {
    let error = result.err().expect("refused");
    assert_eq!(error.kind(), ErrorKind::Input, "{error}");
    assert!(error.to_string().contains(names), "{error}");
    assert!(!error.to_string().contains("ECv2"), "{error}");
}

#[test]
fn what_is_no_token_is_told_apart() {
    refused(GoogleToken::new(""), "empty");
    refused(GoogleToken::new(&serde_json::to_string(TOKEN).unwrap()), "inside a JSON text");
    refused(GoogleToken::new("eyJzaWduYXR1cmUiOiJNRVFcdTAwM2QifQ=="), "from_base64");
    for text in ["hello", "[1,2,3]", "{", r#"{"a":1}x"#, "null", " ", r#"{"a":1,"a":2}"#] {
        refused(GoogleToken::new(text), "not a JSON object");
    }
    refused(GoogleToken::from_base64(""), "empty");
    let good = "eyJhIjoxfQ==";
    assert!(GoogleToken::from_base64(good).is_ok());
    for text in
        ["eyJhIjoxfQ", "eyJhIjoxfQ=", " eyJhIjoxfQ==", "eyJh\nIjoxfQ==", "eyJhIjox-Q==", "/////w=="]
    {
        refused(GoogleToken::from_base64(text), "Base64");
    }
    refused(GoogleToken::from_base64("aGVsbG8="), "not a JSON object");
    // the sample of the provider's own document is cut off, and Apple's
    refused(
        GoogleToken::from_base64(
            "eyJwYXltZW50RGF0YSI6eyJ2ZXJzaW9uIjoiRUNfdjEiLCJkYXRhIjoiZ3ZNWHDJCIn0= ...",
        ),
        "Base64",
    );
}

/// What a page sends, as Google's reference shows it.
fn payment_data() -> Value {
    json!({
        "apiVersion": 2,
        "apiVersionMinor": 0,
        "paymentMethodData": {
            "type": "CARD",
            "description": "Visa •••• 1111",
            "info": {
                "cardNetwork": "VISA",
                "cardDetails": "1111",
                "cardFundingSource": "CREDIT",
                "assuranceDetails": {"accountVerified": true, "cardHolderAuthenticated": false},
            },
            "tokenizationData": {"type": "PAYMENT_GATEWAY", "token": TOKEN},
        },
        "email": "payer@shop.example",
    })
}

#[test]
fn what_comes_back_from_the_page_is_read() {
    let data = PaymentData::read(payment_data().to_string().as_bytes()).unwrap();
    assert_eq!(data.token().text(), TOKEN);
    assert_eq!(data.description(), Some("Visa •••• 1111"));
    assert_eq!(data.email(), Some("payer@shop.example"));
    let info = data.info();
    assert_eq!(info.card_network(), Some("VISA"));
    assert_eq!(info.card_details(), Some("1111"));
    assert_eq!(info.card_funding_source(), Some("CREDIT"));
    assert_eq!(info.account_verified(), Some(true));
    assert_eq!(info.card_holder_authenticated(), Some(false));
}

#[test]
fn what_is_no_payment_data_is_refused() {
    let changed = |pointer: &str, value: Value| {
        let mut data = payment_data();
        *data.pointer_mut(pointer).unwrap() = value;
        PaymentData::read(data.to_string().as_bytes())
    };
    refused(changed("/paymentMethodData", json!(null)), "paymentMethodData.type");
    refused(changed("/paymentMethodData/type", json!("PAYPAL")), "not `CARD`");
    refused(
        changed("/paymentMethodData/tokenizationData/type", json!("DIRECT")),
        "PAYMENT_GATEWAY",
    );
    refused(changed("/paymentMethodData/tokenizationData/token", json!("")), "no token");
    let object: Value = serde_json::from_str(TOKEN).unwrap();
    refused(changed("/paymentMethodData/tokenizationData/token", object), "no token");
    refused(PaymentData::read(b"not JSON"), "not a JSON object");
    refused(PaymentData::read(TOKEN.as_bytes()), "paymentMethodData.type");
    refused(PaymentData::read(b"\xff"), "not a JSON object");
}
