//! Where a notification carries its hash, and hashes that are damaged.

use obmin_exchanger::{Error, ErrorKind, IpnVerdict, Obmin};

use crate::callback::{BODY, HASH, Headers, body, judge, place, word};

#[test]
fn the_hash_is_looked_for_in_three_places() {
    let (gateway, upper) = (Obmin::new(), HASH.to_uppercase());
    let other = HASH.replace('a', "b");
    let with = |hash: &str| format!("{BODY}&hash={hash}");
    let cases: [(&str, Headers<'_>, String, &str, Option<&str>); 15] = [
        ("/ipn", &[], with(HASH), "valid", Some("body")),
        ("/ipn", &[], with(&upper), "valid", Some("body")),
        (&format!("/ipn?hash={HASH}"), &[], BODY.into(), "valid", Some("query")),
        (&format!("/ipn?x=1&hash={upper}&y"), &[], BODY.into(), "valid", Some("query")),
        ("/ipn", &[("HASH", HASH.as_bytes())], BODY.into(), "valid", Some("header")),
        // the same in all of them, in either case
        (
            &format!("/ipn?hash={HASH}"),
            &[("Hash", upper.as_bytes())],
            with(HASH),
            "valid",
            Some("body"),
        ),
        // an empty one is none
        ("/ipn?hash=", &[("hash", HASH.as_bytes())], with(""), "valid", Some("header")),
        ("/ipn?hash=", &[("hash", b"")], with(""), "unsigned", None),
        ("/ipn?HASH=1", &[], format!("{BODY}&Hash={HASH}"), "unsigned", None),
        // two that differ, whichever is right
        (&format!("/ipn?hash={other}"), &[], with(HASH), "invalid", Some("body")),
        (
            &format!("/ipn?hash={HASH}"),
            &[("hash", other.as_bytes())],
            BODY.into(),
            "invalid",
            Some("query"),
        ),
        (
            "/ipn",
            &[("hash", HASH.as_bytes()), ("hash", other.as_bytes())],
            BODY.into(),
            "invalid",
            Some("header"),
        ),
        (
            "/ipn",
            &[("hash", HASH.as_bytes()), ("hash", HASH.as_bytes())],
            BODY.into(),
            "valid",
            Some("header"),
        ),
        ("/ipn", &[("hash", b"\xff\xfe")], BODY.into(), "invalid", Some("header")),
        // twice in the body is two meanings, even if they are the same
        ("/ipn", &[], format!("{}&hash={HASH}", with(HASH)), "malformed", None),
    ];
    for (target, headers, body, expected, source) in cases {
        let verdict = judge(&gateway, target, headers, body.as_bytes());
        assert_eq!(
            (word(&verdict), place(verdict.hash_place())),
            (expected, source),
            "{target} {body}"
        );
    }
}

#[test]
fn another_name_of_the_hash_must_be_configured() {
    let body = format!("{BODY}&sign={HASH}");
    assert_eq!(word(&judge(&Obmin::new(), "/ipn", &[], body.as_bytes())), "unsigned");
    let gateway = Obmin::new().ipn_hash_names(["sign", "checksum", ""]);
    assert_eq!(word(&judge(&gateway, "/ipn", &[], body.as_bytes())), "valid");
    let twice = format!("{body}&sign={HASH}");
    assert_eq!(word(&judge(&gateway, "/ipn", &[], twice.as_bytes())), "malformed");
    let headers: Headers<'_> = &[("Checksum", HASH.as_bytes())];
    assert_eq!(word(&judge(&gateway, "/ipn", headers, BODY.as_bytes())), "valid");
    let differing = format!("{body}&hash={}", HASH.replace('a', "b"));
    assert_eq!(word(&judge(&gateway, "/ipn", &[], differing.as_bytes())), "invalid");
    let nameless = format!("{BODY}&={HASH}");
    assert_eq!(word(&judge(&gateway, "/ipn", &[], nameless.as_bytes())), "unsigned");
}

#[test]
fn a_damaged_hash_is_never_valid() {
    for place in 0..64 {
        let mut given = HASH.as_bytes().to_vec();
        given[place] = if given[place] == b'0' { b'1' } else { b'0' };
        let given = String::from_utf8(given).unwrap();
        assert_eq!(word(&body(&format!("{BODY}&hash={given}"))), "invalid", "{place}");
    }
    for given in [&HASH[..63], &format!("{HASH}0"), "0", "+", "%00", &HASH.replace('a', "g")] {
        assert_eq!(word(&body(&format!("{BODY}&hash={given}"))), "invalid", "{given}");
    }
    // one bit of any signed value; a name that is damaged is missing
    let whole = format!("{BODY}&hash={HASH}");
    let signed = whole.find("orderId=").unwrap()..whole.find("&hash=").unwrap();
    for place in signed {
        for bit in 0..8 {
            let mut damaged = whole.clone().into_bytes();
            damaged[place] ^= 1 << bit;
            let verdict = judge(&Obmin::new(), "/ipn", &[], &damaged);
            assert_ne!(word(&verdict), "valid", "byte {place}, bit {bit}");
        }
    }
}

#[test]
fn what_is_not_believed_is_an_error_of_the_family() {
    let IpnVerdict::Invalid(invalid) = body(&format!("{BODY}&hash={}", &HASH[1..])) else {
        panic!("it is forged")
    };
    assert!(invalid.to_string().contains("changed on its way"), "{invalid}");
    assert_eq!(Error::from(invalid).kind(), ErrorKind::Signature);
    let IpnVerdict::Malformed(malformed) = body("a=b") else { panic!("it is none") };
    assert_eq!(malformed.to_string(), "not a notification: `orderId` is missing");
    assert_eq!(Error::from(malformed).kind(), ErrorKind::Decode);
}
