//! Whether Google made a token: every vector with its verdict.

use ipay_googlepay::ErrorKind;
use ipay_googlepay::google::{RootKeys, TokenFault, check_token};
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

const VECTORS: &str = include_str!("../vectors/ipay-googlepay-token.json");

fn file() -> Value {
    serde_json::from_str(VECTORS).unwrap()
}

fn now() -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(file()["now_ms"].as_i64().unwrap() / 1000).unwrap()
}

fn roots() -> RootKeys {
    RootKeys::read(file()["root_keys"].to_string().as_bytes()).unwrap()
}

fn token(name: &str) -> String {
    let file = file();
    let cases = file["cases"].as_array().unwrap();
    let case = cases.iter().find(|case| case["name"] == name).unwrap();
    case["token"].as_str().unwrap().to_owned()
}

/// The verdict in the words of the vector file.
fn verdict(text: &str, roots: &RootKeys, now: OffsetDateTime) -> &'static str {
    match check_token(text, roots, now) {
        Ok(()) => "ok",
        Err(TokenFault::IntermediateExpired) => "intermediate_expired",
        Err(TokenFault::IntermediateSignature) => "intermediate_signature",
        Err(TokenFault::MessageSignature) => "message_signature",
        Err(TokenFault::NoRootKey) => "no_root_key",
        Err(TokenFault::NotJson) => "not_json",
        Err(TokenFault::Structure) => "structure",
        Err(TokenFault::UnsupportedVersion) => "unsupported_version",
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn every_vector_has_its_verdict() {
    let (file, roots, now) = (file(), roots(), now());
    let cases = file["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 26);
    for case in cases {
        let text = case["token"].as_str().unwrap();
        assert_eq!(verdict(text, &roots, now), case["verify"], "{}", case["name"]);
    }
}

#[test]
fn keys_live_until_they_expire_and_not_at_that_moment() {
    let (good, roots) = (token("ecv2 PAN_ONLY"), roots());
    let at = |unix_ms: i64| {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(unix_ms) * 1_000_000).unwrap()
    };
    // the intermediate key of that token
    let expires = 1_769_817_600_000;
    assert!(good.contains(&expires.to_string()));
    assert_eq!(verdict(&good, &roots, at(expires - 1)), "ok");
    assert_eq!(verdict(&good, &roots, at(expires)), "intermediate_expired");
    // the root key that signed it
    let expires = 2_082_585_600_000;
    assert_eq!(verdict(&good, &roots, at(expires - 1)), "intermediate_expired");
    assert_eq!(verdict(&good, &roots, at(expires)), "no_root_key");

    let old = token("ecv1 PAN_ONLY");
    assert_eq!(verdict(&old, &roots, at(expires)), "ok", "that root key does not expire");
}

#[test]
fn without_a_root_key_of_its_version_nothing_is_good() {
    let keys = file()["root_keys"]["keys"].as_array().unwrap().clone();
    let only = |keys: Value| RootKeys::read(json!({"keys": keys}).to_string().as_bytes()).unwrap();
    let (ecv1, ecv2) = (only(json!([keys[0]])), only(json!([keys[1]])));
    assert_eq!(verdict(&token("ecv2 PAN_ONLY"), &ecv1, now()), "no_root_key");
    assert_eq!(verdict(&token("ecv1 PAN_ONLY"), &ecv2, now()), "no_root_key");
    assert_eq!(verdict(&token("ecv2 PAN_ONLY"), &ecv2, now()), "ok");

    // a key of ECv2 without expiration does not count, nor one whose expiration cannot be read
    let mut endless = keys[1].clone();
    endless.as_object_mut().unwrap().remove("keyExpiration");
    let endless = only(json!([endless]));
    assert_eq!(verdict(&token("ecv2 PAN_ONLY"), &endless, now()), "no_root_key");
    let mut unread = keys[0].clone();
    unread["keyExpiration"] = json!("never");
    assert!(RootKeys::read(json!({"keys": [unread]}).to_string().as_bytes()).is_err());
    let mut dead = keys[0].clone();
    dead["keyExpiration"] = json!("1767225600000");
    assert_eq!(verdict(&token("ecv1 PAN_ONLY"), &only(json!([dead])), now()), "no_root_key");
    let signing_only = json!([{
        "keyValue": keys[1]["keyValue"],
        "protocolVersion": "ECv2SigningOnly",
        "keyExpiration": "2082585600000",
    }]);
    assert!(RootKeys::read(json!({"keys": signing_only}).to_string().as_bytes()).is_err());
}

#[test]
fn a_document_without_keys_is_refused() {
    for document in ["", "[]", "{}", r#"{"keys":[]}"#, r#"{"keys":[{"keyValue":"AAAA"}]}"#, "\u{1}"]
    {
        let error = RootKeys::read(document.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{document}");
    }
    let keys = file()["root_keys"]["keys"].as_array().unwrap().clone();
    let der = keys[0]["keyValue"].as_str().unwrap();
    // a point that is not uncompressed, in as many bytes: its first one, 4, becomes 5 by one letter
    let other_point = der.replacen("AQcDQgAE", "AQcDQgAF", 1);
    assert_ne!(other_point, der);
    for broken in
        [&der[..der.len() - 4], &der.replacen('M', "N", 1), &format!("{der}AAAA"), &other_point]
    {
        let document = json!({"keys": [{"keyValue": broken, "protocolVersion": "ECv1"}]});
        assert!(RootKeys::read(document.to_string().as_bytes()).is_err(), "{broken}");
    }
}

#[test]
fn no_character_of_a_good_token_can_be_another() {
    let (roots, now) = (roots(), now());
    for name in ["ecv2 PAN_ONLY", "ecv1 PAN_ONLY"] {
        let good = token(name);
        let mut still_good = Vec::new();
        for at in 0..good.len() {
            let mut bytes = good.clone().into_bytes();
            bytes[at] ^= 1;
            let Ok(changed) = String::from_utf8(bytes) else { continue };
            if verdict(&changed, &roots, now) == "ok" {
                still_good.push(at);
            }
        }
        assert_eq!(still_good, [0_usize; 0], "{name}");
    }
}

#[test]
fn members_beside_the_documented_ones_are_refused() {
    for (name, verdict_of_more) in [("ecv2 PAN_ONLY", "structure"), ("ecv1 PAN_ONLY", "structure")]
    {
        let more = token(name).replacen('{', r#"{"x":1,"#, 1);
        assert_eq!(verdict(&more, &roots(), now()), verdict_of_more);
    }
    let inside = token("ecv2 PAN_ONLY");
    let inside = inside.replacen(r#"{"signedKey""#, r#"{"x":1,"signedKey""#, 1);
    assert_eq!(verdict(&inside, &roots(), now()), "structure");
    let twice = token("ecv1 PAN_ONLY").replacen('{', r#"{"protocolVersion":"ECv1","#, 1);
    assert_eq!(verdict(&twice, &roots(), now()), "not_json");
    for text in ["", "[]", "[ ]", "null", "{", "\"{}\"", "{}x"] {
        assert_eq!(verdict(text, &roots(), now()), "not_json", "{text}");
    }
    let signing_only = token("ecv2 PAN_ONLY").replace("\"ECv2\"", "\"ECv2SigningOnly\"");
    assert_eq!(verdict(&signing_only, &roots(), now()), "unsupported_version");
    assert_eq!(verdict(&token("ecv2 PAN_ONLY"), &roots(), now() - Duration::days(365)), "ok");
}
