//! Google's tokens: checked where that is asked for, open where it is not.

use std::time::{Duration, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pay_sandbox::Sandbox;
use serde_json::{Value, json};

use super::shop::{NOW, Shop, frozen, open_token, start, token_of};

fn checking() -> (Sandbox, Shop) {
    start(Sandbox::builder().check_tokens().frozen_at(UNIX_EPOCH + Duration::from_secs(NOW)))
}

fn create(shop: &Shop, token: &str) -> Value {
    shop.call("PaymentCreate", json!({"invoice": 100, "token": token}))
}

#[test]
fn every_token_vector_is_judged_as_it_should() {
    let vectors: Value =
        serde_json::from_str(include_str!("../../vectors/ipay-googlepay-token.json")).unwrap();
    assert_eq!(vectors["now_ms"], NOW * 1000);
    let (sandbox, shop) = checking();
    let cases = vectors["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 26);
    for case in cases {
        let told = create(&shop, case["body_token_base64"].as_str().unwrap());
        match case["simulator"].as_str().unwrap() {
            "accepted" => {
                assert_eq!(told["pmt_status"], 5, "{} {told}", case["name"]);
                let pan = case["plaintext"]["paymentMethodDetails"]["pan"].as_str().unwrap();
                let mask = format!("{}******{}", &pan[..6], &pan[12..]);
                assert_eq!(told["card_mask"], mask, "{}", case["name"]);
            }
            error => assert_eq!(told, json!({"error": error}), "{}", case["name"]),
        }
    }
    assert_eq!(sandbox.ledger().entries().len(), 4);

    // The same keys, given as settings.
    let (sandbox, shop) = frozen();
    let settings = json!({
        "check_tokens": true, "google_root_keys": vectors["root_keys"],
        "recipient_private_key": vectors["test_private_keys_pkcs8_base64"]["recipient"],
    });
    let configure = json!({"gateway": "ipay", "action": "configure", "args": settings}).to_string();
    let url = sandbox.control_url();
    let addr = url.strip_prefix("http://").unwrap().parse().unwrap();
    let set = crate::wire::request("POST", "/act", &[], configure.as_bytes());
    assert_eq!(crate::wire::exchange(addr, &set).unwrap().status, 200);
    assert_eq!(create(&shop, cases[2]["body_token_base64"].as_str().unwrap())["pmt_status"], 5);
    assert_eq!(create(&shop, &open_token("4111111111111111")), json!({"error": "invalid token"}));
}

#[test]
fn other_keys_accept_nothing_of_ours() {
    let (sandbox, shop) = checking();
    let ipay = sandbox.ipay();
    let token = || STANDARD.encode(ipay.google_token());
    ipay.configure(|settings| settings.google_root_keys = r#"{"keys":[]}"#.to_owned());
    assert_eq!(create(&shop, &token()), json!({"error": "invalid token"}));
    sandbox.reset();
    assert_eq!(create(&shop, &token())["pmt_status"], 5);
    ipay.configure(|settings| settings.recipient_private_key = "AAAA".to_owned());
    assert_eq!(create(&shop, &token()), json!({"error": "invalid token"}));
}

#[test]
fn tokens_of_the_sandbox_are_good_checked_or_not() {
    for (sandbox, shop) in [checking(), frozen()] {
        let token = sandbox.ipay().google_token_for("5555555555554444");
        assert!(token.starts_with('{') && token.contains(r"\u003d"), "{token}");
        let body_token = STANDARD.encode(&token);
        assert_eq!(create(&shop, &body_token)["card_mask"], "555555******4444");
        assert_eq!(create(&shop, &body_token), json!({"error": "invalid token"}), "used");
        sandbox.ipay().configure(|settings| settings.allow_token_reuse = true);
        assert_eq!(create(&shop, &body_token)["pmt_status"], 5);

        let spoiled = token.replacen("ECv2", "ECv1", 1);
        assert_eq!(create(&shop, &STANDARD.encode(spoiled)), json!({"error": "invalid token"}));
        let token = STANDARD.encode(sandbox.ipay().google_token());
        sandbox.clock().advance(Duration::from_secs(7 * 24 * 3600));
        assert_eq!(create(&shop, &token), json!({"error": "invalid token"}), "expired");
    }
}

#[test]
fn a_signed_token_has_the_members_of_its_version_and_no_more() {
    let (sandbox, shop) = checking();
    let more = r#"{"x":1,"#;
    for (place, found) in
        [("{", more.to_owned()), (r#"{"signedKey""#, format!("{more}\"signedKey\""))]
    {
        let token = sandbox.ipay().google_token();
        let spoiled = token.replacen(place, &found, 1);
        assert_ne!(spoiled, token);
        let told = create(&shop, &STANDARD.encode(spoiled));
        assert_eq!(told, json!({"error": "invalid token"}), "{place}");
        assert_eq!(create(&shop, &STANDARD.encode(token))["pmt_status"], 5);
    }
}

#[test]
fn checking_outlives_a_reset_and_takes_no_open_token() {
    let (sandbox, shop) = checking();
    sandbox.reset();
    assert_eq!(create(&shop, &open_token("4111111111111111")), json!({"error": "invalid token"}));
    sandbox.ipay().configure(|settings| settings.check_tokens = false);
    assert_eq!(create(&shop, &open_token("4111111111111111"))["pmt_status"], 5);
}

#[test]
fn what_is_no_json_in_base64_has_no_token_format() {
    let (_sandbox, shop) = frozen();
    let good = open_token("4111111111111111");
    let text = String::from_utf8(STANDARD.decode(&good).unwrap()).unwrap();
    for token in [
        String::new(),
        text.clone(),
        format!("{good}\n"),
        good.replacen('e', " e", 1),
        good.trim_end_matches('=').to_owned() + "=====",
        STANDARD.encode(b"\xff{}"),
        STANDARD.encode("[]"),
        STANDARD.encode(json!(text).to_string()),
        STANDARD.encode(format!("{text}{text}")),
    ] {
        assert_eq!(create(&shop, &token), json!({"error": "invalid token format"}), "{token}");
    }
    for token in [json!({}), json!({"signedMessage": 1}), json!({"signedMessage": "{}"})] {
        let told = create(&shop, &STANDARD.encode(token.to_string()));
        assert_eq!(told, json!({"error": "invalid token"}), "{token}");
    }
}

#[test]
fn cards_are_looked_at_number_by_number() {
    let (_sandbox, shop) = frozen();
    let card = |pan: &str, month: Value, year: Value| {
        let details = json!({"pan": pan, "expirationMonth": month, "expirationYear": year});
        create(&shop, &token_of(json!({"paymentMethodDetails": details})))
    };
    let good = "4111111111111111";
    // the check digits of the shortest and of the longest one are good
    for pan in
        ["411111111117", "4111111111111112", "41111111111111111115", "4111 1111 1111 1111", ""]
    {
        assert_eq!(card(pan, json!(12), json!(2030)), json!({"error": "invalid pan"}), "{pan}");
    }
    for month in [json!(0), json!(13), json!("x"), json!(null)] {
        assert_eq!(card(good, month, json!(2030)), json!({"error": "invalid expm"}));
    }
    for (month, year) in [(12, json!(2025)), (12, json!(30)), (1, json!(20_300)), (1, json!(null))]
    {
        assert_eq!(card(good, json!(month), year), json!({"error": "invalid expy"}));
    }
    assert_eq!(card(good, json!(1), json!(2026))["pmt_status"], 5, "it ends with this month");
    assert_eq!(card("4222222222222", json!("1"), json!("2026"))["pmt_status"], 5, "13 digits");
    let long = card("4111111111111111110", json!(1), json!(2026));
    assert_eq!(long["card_mask"], "411111******1110", "19 digits");
}

#[test]
fn a_merchant_takes_only_tokens_made_for_it() {
    let (sandbox, shop) = frozen();
    let token = || token_of(json!({"gatewayMerchantId": "77"}));
    let unknown = json!({"error": "invalid token gatewayMerchantId"});
    assert_eq!(create(&shop, &token()), unknown);
    sandbox.ipay().configure_merchant("test", |merchant| {
        merchant.gateway_merchant_ids = vec!["77".to_owned()];
    });
    assert_eq!(create(&shop, &token())["pmt_status"], 5);
    assert_eq!(create(&shop, &open_token("4111111111111111")), unknown);
}
