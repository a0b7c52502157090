//! Notifications: where they have their hash, what it is called, and how requisites are spelled.

use pay_sandbox::obmin::{HashName, HashPlace, ToValues};
use serde_json::json;

use super::shop::{Shop, field, fields, ipn_hash};
use crate::paycore::listener::{Listener, Received};

const SECRET: &str = "їжак-k3Yd9";

/// The only notification about an order that has just been confirmed.
fn told(shop: &Shop) -> Received {
    let listener = Listener::open(&[200]);
    let wish = json!({"ipnUrl": listener.url(), "ipnSecret": SECRET});
    shop.update(&shop.create(wish), "waitPayment");
    shop.settle();
    assert_eq!(listener.seen().len(), 1);
    listener.seen().remove(0)
}

#[test]
fn the_hash_is_where_it_is_wanted() {
    use HashPlace::{Body, Header, Query};
    for places in [&[Body][..], &[Query], &[Header], &[Header, Body], &[Body, Query, Header], &[]] {
        let shop = Shop::with(|settings| settings.ipn_hash = places.to_vec());
        let received = told(&shop);
        let hash = ipn_hash(&received, SECRET);
        let in_body = fields(&received).into_iter().filter(|(name, _)| name == "hash");
        let in_body: Vec<_> = in_body.map(|(_, value)| value).collect();
        let in_query = received.line.split_once("&hash=").map(|(_, rest)| rest[..64].to_owned());
        assert_eq!(in_body, vec![hash.clone(); usize::from(places.contains(&Body))]);
        assert_eq!(in_query, places.contains(&Query).then(|| hash.clone()));
        assert_eq!(received.all("hash"), vec![&*hash; usize::from(places.contains(&Header))]);
        assert!(received.line.starts_with("POST /cb?shop=7"));
    }
}

#[test]
fn the_hash_has_other_names_and_letters_on_demand() {
    for (name, word) in [
        (HashName::Hash, "hash"),
        (HashName::Sign, "sign"),
        (HashName::Signature, "signature"),
        (HashName::Checksum, "checksum"),
    ] {
        let shop = Shop::with(|settings| {
            settings.ipn_hash_name = name;
            settings.ipn_upper_case = true;
        });
        let received = told(&shop);
        assert_eq!(field(&received, word), ipn_hash(&received, SECRET).to_uppercase());
    }
}

#[test]
fn requisites_come_in_every_spelling_and_the_hash_does_not_care() {
    for (spelling, names) in [
        (ToValues::Indexed, &["toValues[0][key]", "toValues[0][name]", "toValues[0][value]"][..]),
        (ToValues::EmptyBrackets, &["toValues[][key]", "toValues[][name]", "toValues[][value]"]),
        (ToValues::Dots, &["toValues[0].key", "toValues[0].name", "toValues[0].value"]),
        (ToValues::Repeat, &["toValues[key]", "toValues[name]", "toValues[value]"]),
        (ToValues::Json, &["toValues"]),
        (ToValues::Empty, &["toValues"]),
        (ToValues::Lost, &["toValues"]),
        (ToValues::Absent, &[]),
    ] {
        let shop = Shop::with(|settings| settings.ipn_to_values = spelling);
        let received = told(&shop);
        let all = fields(&received);
        let seen: Vec<_> = all
            .iter()
            .map(|(name, _)| name.as_str())
            .filter(|name| name.starts_with("toValues"))
            .collect();
        assert_eq!(seen, names);
        assert_eq!(field(&received, "hash"), ipn_hash(&received, SECRET));
        let text = all.iter().find(|(name, _)| name == "toValues").map(|(_, value)| value.as_str());
        let json = r#"[{"key":"66be4d2d52f0bb5b9c12ca27","name":"Номер картки","value":"5555 5555 5555 4444"}]"#;
        match spelling {
            ToValues::Json => assert_eq!(text, Some(json)),
            ToValues::Empty => assert_eq!(text, Some("")),
            ToValues::Lost => assert_eq!(text, Some("[object Object]")),
            _ => assert_eq!(text, None),
        }
    }
}

#[test]
fn there_can_be_more_fields_than_the_document_has() {
    let shop = Shop::with(|settings| settings.ipn_extra_fields = true);
    let received = told(&shop);
    assert_eq!(field(&received, "zz_new[deep][]"), "1");
    assert_eq!(fields(&received).last().unwrap().0, "hash");
    assert_eq!(field(&received, "hash"), ipn_hash(&received, SECRET));
}
