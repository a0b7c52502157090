//! No bytes from the network panic, and none that are damaged read as something else.

use obmin_exchanger::{
    CreateOrder, Endpoint, GetAffiliate, GetJsonRates, GetOrder, GetPartnerInfo, GetRoute,
    GetRouteTable, GetSiteStatus, GetTxtRates, GetXmlRates, IpnSecret, ListAffiliateOrders,
    ListFavorites, ListLastOrders, ListOrders, ListPartnerExchanges, ListPartnerLinks, ListRoutes,
    ListWallets, Obmin, PartnerKey, Received, Sum, UpdateOrder,
};
use proptest::prelude::*;

use crate::common::{access, amount, answer, anybody, route_id};
use crate::route::ONE;

const ORDER: &str = r#"{"success":true,"data":{"order":{"uid":1409,"status":"done","inAmount":2,"toValues":[{"field":"f","value":"v"}]}},"latency_ms":50}"#;
const CREATED: &str =
    r#"{"success":true,"data":{"uid":3057,"secret":"Qx7LmN2vKc9RtZ4pWb8HsYd1","inAmount":250}}"#;

/// Every prefix, and every single flipped bit.
fn damaged(whole: &str) -> impl Iterator<Item = Vec<u8>> {
    let bytes = whole.as_bytes();
    let prefixes = (0..bytes.len()).map(|end| bytes[..end].to_vec());
    let flipped = (0..bytes.len() * 8).map(|place| {
        let mut damaged = bytes.to_vec();
        damaged[place / 8] ^= 1 << (place % 8);
        damaged
    });
    prefixes.chain(flipped)
}

#[test]
fn a_damaged_order_is_never_another_one_and_never_done_by_accident() {
    let access = access();
    for body in damaged(&ORDER.replace("\"done\"", "\"hold\"")) {
        if let Ok(order) = GetOrder::of(&access).decode(&anybody(), &answer(200, &body)) {
            let shown = String::from_utf8_lossy(&body);
            assert!(order.uid().is_none_or(|uid| uid == 1409), "{shown}");
            assert!(!order.status().is_done(), "{shown}");
        }
    }
}

#[test]
fn a_damaged_create_is_a_doubt_and_no_refusal() {
    let route = route_id();
    let create = CreateOrder::new(&route, Sum::Given(amount("1"))).unwrap();
    for body in damaged(CREATED) {
        if let Err(error) = create.decode(&anybody(), &answer(200, &body)) {
            assert!(error.refusal().is_none(), "{}", String::from_utf8_lossy(&body));
        }
    }
}

#[test]
fn whatever_a_route_has_is_read_or_refused() {
    let id = route_id();
    let whole = format!(r#"{{"success":true,"data":{ONE}}}"#);
    // it is long: every seventh of the damages meets every bit and every member
    for body in damaged(&whole).step_by(7) {
        let _ = GetRoute::of(&id).decode(&anybody(), &answer(200, &body));
    }
}

fn try_all(status: u16, body: &[u8]) {
    fn one<E: Endpoint<Gateway = Obmin>>(request: &E, status: u16, body: &[u8]) {
        let _ = request.decode(&anybody(), &answer(status, body));
    }
    let (access, route) = (access(), route_id());
    one(&GetOrder::of(&access), status, body);
    one(&UpdateOrder::cancel(&access), status, body);
    one(&CreateOrder::new(&route, Sum::Given(amount("1"))).unwrap(), status, body);
    one(&ListOrders::new(), status, body);
    one(&ListRoutes::new(), status, body);
    one(&GetRouteTable::new(), status, body);
    one(&GetRoute::of(&route), status, body);
    one(&GetSiteStatus, status, body);
    one(&ListLastOrders::new(), status, body);
    one(&ListFavorites::new(), status, body);
    one(&ListWallets::new(), status, body);
    one(&GetAffiliate::new(), status, body);
    one(&ListAffiliateOrders::new(), status, body);
    one(&GetXmlRates::new(), status, body);
    one(&GetJsonRates::new(), status, body);
    one(&GetTxtRates::new(), status, body);
    let key = PartnerKey::new("key").unwrap();
    one(&GetPartnerInfo::new(&key), status, body);
    one(&ListPartnerExchanges::new(&key), status, body);
    one(&ListPartnerLinks::new(&key), status, body);
}

proptest! {
    #[test]
    fn no_answer_panics(status in 200_u16..600, body in prop::collection::vec(any::<u8>(), 0..200)) {
        try_all(status, &body);
    }

    #[test]
    fn no_answer_in_an_envelope_panics(status in 200_u16..600, data in "[{}\\[\\]\":,a-z0-9.\\\\u ]*") {
        try_all(status, format!(r#"{{"success":true,"data":{data}}}"#).as_bytes());
        try_all(status, format!(r#"{{"success":false,"error":{data}}}"#).as_bytes());
    }

    #[test]
    fn no_answer_of_another_envelope_panics(data in "[{}\\[\\]\":,a-z0-9.\\\\u ]*", xml in "[<>/a-z&;!?=\"\\[\\] -]*") {
        try_all(200, format!(r#"{{"status":"success","error":0,"data":{{"items":{data}}}}}"#).as_bytes());
        try_all(200, format!(r#"{{"status":"error","error":{data}}}"#).as_bytes());
        try_all(200, format!("<rates><item>{xml}</item></rates>").as_bytes());
        try_all(200, xml.as_bytes());
    }

    #[test]
    fn no_notification_panics(target in ".*", body in prop::collection::vec(any::<u8>(), 0..300), header in prop::collection::vec(any::<u8>(), 0..80)) {
        let headers: [(&str, &[u8]); 1] = [("hash", &header)];
        let received = Received::new(&target, &headers, &body);
        let _ = Obmin::new().callback(received, |_| IpnSecret::new("s").ok()).http_status();
    }

    /// Any values are judged by the hash that the formula makes of them, colons and numbers apart.
    #[test]
    fn a_notification_is_valid_as_it_was_signed(
        words in prop::collection::vec("[^:]*", 6),
        timestamp in 0_u64..10_000_000_000_000_000_000,
        secret in ".{1,200}",
    ) {
        let timestamp = timestamp.to_string();
        let names = ["orderId", "newStatus", "inAmount", "outAmount", "xml_from", "xml_to"];
        let joined = format!("{}:{timestamp}:{secret}", words.join(":"));
        let hash = pay_sign::Sha256::of(&[joined.as_bytes()]).hex();
        let pairs = names.iter().copied().zip(words.iter().map(String::as_str));
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .append_pair("timestamp", &timestamp)
            .append_pair("hash", hash.as_str())
            .finish();
        let received = Received::new("/", &[], body.as_bytes());
        let verdict = Obmin::new().callback(received, |_| IpnSecret::new(secret.as_str()).ok());
        let obmin_exchanger::IpnVerdict::Valid(ipn) = verdict else { panic!("{verdict:?}") };
        prop_assert_eq!(ipn.fields().order_id, words[0].as_str());
        prop_assert_eq!(ipn.fields().xml_to, words[5].as_str());
    }
}
