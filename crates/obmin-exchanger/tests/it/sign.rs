//! The recipes: every vector, every known mistake, no heap.

use allocation_counter::measure;
use obmin_exchanger::sign::{
    Body, IpnFields, canonical, sign_call, sign_ipn, verify_call, verify_ipn,
};
use serde_json::Value;

use crate::vectors::{cases, text};

/// The provider's worked example.
const FIELDS: IpnFields<'static> = IpnFields {
    order_id: "5d8e6002b80b7b4cd75a6424",
    new_status: "inProgress",
    in_amount: "2",
    out_amount: "317.42",
    xml_from: "ETH",
    xml_to: "WMZ",
    timestamp: "1571328406072",
};
const HASH: &str = "af3acf947e6f0e0f2c267e300b8582e504dba12d1f2d058652b7414163c09f48";

fn fields(case: &Value) -> IpnFields<'_> {
    let field = |name| text(case, &format!("/fields/{name}"));
    IpnFields {
        order_id: field("orderId"),
        new_status: field("newStatus"),
        in_amount: field("inAmount"),
        out_amount: field("outAmount"),
        xml_from: field("xml_from"),
        xml_to: field("xml_to"),
        timestamp: field("timestamp"),
    }
}

/// The text that is hashed and the hash of a call.
fn call(case: &Value) -> (String, String) {
    let target = text(case, "/request/target");
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let body = text(case, "/request/body").as_bytes();
    let body = match text(case, "/request/content_type") {
        "application/json" => Body::Json(body),
        "application/x-www-form-urlencoded" => Body::Form(body),
        _ => Body::Empty,
    };
    let params = canonical(query, body).unwrap();
    let hash = sign_call(text(case, "/secret").as_bytes(), params.as_bytes());
    (params, hash.as_str().to_owned())
}

#[test]
fn every_vector_of_a_notification_agrees() {
    for case in cases("obmin.ipn", 20) {
        let (name, secret) = (text(&case, "/name"), text(&case, "/secret").as_bytes());
        let hashed = pay_sign::Sha256::of(&[text(&case, "/text").as_bytes()]).hex();
        assert_eq!(hashed.as_str(), text(&case, "/signature"), "{name}");
        assert_eq!(sign_ipn(secret, &fields(&case)).as_str(), hashed.as_str(), "{name}");
        assert!(verify_ipn(secret, &fields(&case), text(&case, "/signature")).is_ok(), "{name}");
    }
}

#[test]
fn every_vector_of_a_call_agrees_from_bytes_to_text_to_hash() {
    for case in cases("obmin.api", 12) {
        let name = text(&case, "/name");
        let (params, hash) = call(&case);
        assert_eq!(params, text(&case, "/params_json"), "{name}");
        let inner = pay_sign::Sha256::of(&[params.as_bytes()]).hex();
        assert_eq!(inner.as_str(), text(&case, "/inner_sha256_hex"), "{name}");
        assert_eq!(hash, text(&case, "/signature"), "{name}");
        let secret = text(&case, "/secret").as_bytes();
        assert!(verify_call(secret, params.as_bytes(), &hash).is_ok(), "{name}");
    }
}

#[test]
fn every_known_mistake_is_refused() {
    let secret = b"SECRET123";
    assert_eq!(sign_ipn(secret, &FIELDS).as_str(), HASH);
    let joined = b"5d8e6002b80b7b4cd75a6424:inProgress:2:317.42:ETH:WMZ:1571328406072:SECRET123";
    let hash = |parts: &[&[u8]]| pay_sign::Sha256::of(parts).hex().as_str().to_owned();
    assert_eq!(hash(&[joined]), HASH);
    for (mistake, given) in [
        ("empty", String::new()),
        ("cut", HASH[..63].to_owned()),
        ("longer", format!("{HASH}0")),
        ("a space", format!("{} ", &HASH[..63])),
        ("no separators", hash(&[&joined.replace(b":", b"")])),
        ("a separator behind", hash(&[joined, b":"])),
        ("a line break", hash(&[joined, b"\n"])),
        ("secret first", hash(&[b"SECRET123:", &joined[..joined.len() - 10]])),
        ("another amount", hash(&[&joined.replace(b":2:", b":2.00:")])),
        ("hash of the hash", hash(&[HASH.as_bytes()])),
        ("one digit", format!("b{}", &HASH[1..])),
        ("no digit", format!("g{}", &HASH[1..])),
    ] {
        assert!(verify_ipn(secret, &FIELDS, &given).is_err(), "{mistake}");
    }
    assert!(verify_ipn(secret, &FIELDS, HASH.to_uppercase()).is_ok(), "letters of either case");
    assert!(verify_ipn(b"SECRET124", &FIELDS, HASH).is_err());
    for place in 0..64 {
        let mut given = HASH.as_bytes().to_vec();
        given[place] ^= 1;
        assert!(verify_ipn(secret, &FIELDS, &given).is_err(), "{place}");
    }
}

#[test]
fn mistakes_of_calls_are_refused() {
    let (secret, params) = (b"3f1c", br#"{"time":"1"}"#);
    let inner = pay_sign::Sha256::of(&[params]).hex();
    let hash = |parts: &[&[u8]]| pay_sign::Sha256::of(parts).hex();
    let good = hash(&[inner.as_bytes(), secret]);
    assert!(verify_call(secret, params, good).is_ok());
    for (mistake, given) in [
        ("raw inner hash", hash(&[pay_sign::Sha256::of(&[params]).as_bytes(), secret])),
        ("secret first", hash(&[secret, inner.as_bytes()])),
        ("a separator", hash(&[inner.as_bytes(), b":", secret])),
        ("no inner hash", hash(&[params, secret])),
        ("without the secret", hash(&[inner.as_bytes()])),
    ] {
        assert!(verify_call(secret, params, given).is_err(), "{mistake}");
    }
    // for calls the document has small letters alone; either case is for notifications
    assert!(verify_call(secret, params, good.as_str().to_uppercase()).is_err());
    for given in ["", &good.as_str()[..63], &format!("{}0", good.as_str())] {
        assert!(verify_call(secret, params, given).is_err(), "{} characters", given.len());
    }
}

#[test]
fn neither_way_allocates() {
    for size in [0, 9, 64, 200, 4096, 64 * 1024] {
        let (secret, params) = (vec![b'k'; size], vec![b'p'; size]);
        let counted = measure(|| {
            let signature = sign_ipn(&secret, &FIELDS);
            assert!(verify_ipn(&secret, &FIELDS, signature).is_ok());
            assert!(verify_ipn(&secret, &FIELDS, "forged").is_err());
            assert!(verify_ipn(&secret, &FIELDS, HASH).is_err());
            let signature = sign_call(&secret, &params);
            assert!(verify_call(&secret, &params, signature).is_ok());
            assert!(verify_call(&secret, &params, HASH).is_err());
        });
        assert_eq!(counted.count_total, 0, "{size} bytes");
    }
}

/// `replace` of slices.
trait Replace {
    fn replace(&self, from: &[u8], to: &[u8]) -> Vec<u8>;
}

impl<const N: usize> Replace for &[u8; N] {
    fn replace(&self, from: &[u8], to: &[u8]) -> Vec<u8> {
        let text = str::from_utf8(*self).unwrap();
        text.replace(str::from_utf8(from).unwrap(), str::from_utf8(to).unwrap()).into_bytes()
    }
}
