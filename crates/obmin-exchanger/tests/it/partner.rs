//! The older API for partners.

use insta::assert_snapshot;
use obmin_exchanger::{
    Delivery, Endpoint, ErrorKind, GetPartnerInfo, ListPartnerExchanges, ListPartnerLinks, Obmin,
    PartnerKey,
};

use crate::common::{answer, anybody, decode, merchant, stamp};

const KEY: &str = "p4rtner K&y";

fn key() -> PartnerKey {
    PartnerKey::new(KEY).unwrap()
}

fn wire(request: &impl Endpoint<Gateway = Obmin>) -> String {
    let wire = request.encode(&merchant(), &stamp()).unwrap();
    assert!(!format!("{wire:?} {:?}", key()).contains("p4rtner"));
    wire.to_text()
}

/// `data` in the documented envelope.
fn told(data: &str) -> String {
    format!(r#"{{"status":"success","error":0,"error_text":"","data":{data}}}"#)
}

#[test]
fn every_method_on_the_wire() {
    let key = key();
    assert_snapshot!(wire(&GetPartnerInfo::new(&key)), @r"
    GET https://www.obmin.me/service/partner/api.php?api_action=pp&api_key=p4rtner+K%26y&method=get_info
    accept: application/json
    ");
    assert_snapshot!(wire(&ListPartnerExchanges::new(&key)), @r"
    GET https://www.obmin.me/service/partner/api.php?api_action=pp&api_key=p4rtner+K%26y&method=get_exchanges
    accept: application/json
    ");
    assert_snapshot!(wire(&ListPartnerExchanges::new(&key).since(1_700_000_000).until(1_700_086_400)), @r"
    GET https://www.obmin.me/service/partner/api.php?api_action=pp&api_key=p4rtner+K%26y&method=get_exchanges&start_time=1700000000&end_time=1700086400
    accept: application/json
    ");
    assert_snapshot!(wire(&ListPartnerLinks::new(&key).until(1_700_086_400)), @r"
    GET https://www.obmin.me/service/partner/api.php?api_action=pp&api_key=p4rtner+K%26y&method=get_links&end_time=1700086400
    accept: application/json
    ");
}

#[test]
fn an_empty_key_is_refused() {
    assert_eq!(PartnerKey::new("").unwrap_err().kind(), ErrorKind::Input);
}

#[test]
fn how_an_account_stands() {
    let key = key();
    let request = GetPartnerInfo::new(&key);
    let info = decode(&request, told(r#"{"balance":"12.50","totalReceived":100,"link":"https://www.obmin.me/ref/XXXXXX/","min_payout":"5","items":[1]}"#)).unwrap();
    assert_eq!(info.balance().unwrap().as_str(), "12.50");
    assert_eq!(info.total_received().unwrap().as_str(), "100");
    assert_eq!(info.min_payout().unwrap().as_str(), "5");
    assert_eq!(info.link(), Some("https://www.obmin.me/ref/XXXXXX/"));
    assert_eq!(info.items(), Some("[1]"));
    assert!(info.raw().contains("error_text"));

    let empty = decode(&request, told("[]")).unwrap();
    assert!(empty.balance().is_none() && empty.items().is_none());
}

#[test]
fn which_exchanges_a_partner_brought() {
    let key = key();
    let request = ListPartnerExchanges::new(&key);
    let item = r#"{"id":"77","time":1700000000,"date":"14.11.2023 22:13","course_give":"1","course_get":41.25,"amount_give":"100","amount_get":"4125.00","exchange_success":"1","accrued":true,"partner_reward":"0.30","user_hash":"9f8e"}"#;
    for items in [format!(r#"{{"77":{item}}}"#), format!("[{item}]")] {
        let list = decode(&request, told(&format!(r#"{{"items":{items}}}"#))).unwrap();
        let [exchange] = list.exchanges() else { panic!("{list:?}") };
        assert_eq!((exchange.id(), exchange.unix_s()), (Some("77"), Some(1_700_000_000)));
        assert_eq!(exchange.date().unwrap().as_str(), "14.11.2023 22:13");
        assert_eq!(exchange.course_give().unwrap().as_str(), "1");
        assert_eq!(exchange.course_get().unwrap().as_str(), "41.25");
        assert_eq!(exchange.amount_give().unwrap().as_str(), "100");
        assert_eq!(exchange.amount_get().unwrap().as_str(), "4125.00");
        assert_eq!(exchange.partner_reward().unwrap().as_str(), "0.30");
        assert_eq!((exchange.exchange_success(), exchange.accrued()), (Some("1"), Some("true")));
        assert_eq!(exchange.user_hash(), Some("9f8e"));
        assert!(!format!("{list:?}").contains("9f8e"));
    }
    for (items, count) in [("[]", 0), ("{}", 0), (r#"{"1":{},"2":{}}"#, 2), (r#""""#, 0)] {
        let list = decode(&request, told(&format!(r#"{{"items":{items}}}"#))).unwrap();
        assert_eq!(list.exchanges().len(), count, "{items}");
    }
}

#[test]
fn who_followed_a_link() {
    let key = key();
    let request = ListPartnerLinks::new(&key);
    let visit = r#"{"id":5,"time":"1700000000","date":"2023-11-14","browser":"Firefox","ip":"192.0.2.7","referrer":"https://shop.example/","user_hash":"9f8e","query_string":"cur_from=PMUSD"}"#;
    for items in [
        format!(r#"{{"2023-11-14":{visit}}}"#),
        format!(r#"{{"2023-11-14":[{visit}]}}"#),
        format!(r#"{{"2023-11-14":{{"5":{visit}}}}}"#),
    ] {
        let list = decode(&request, told(&format!(r#"{{"items":{items}}}"#))).unwrap();
        let [link] = list.links() else { panic!("{items}") };
        assert_eq!((link.day(), link.id()), (Some("2023-11-14"), Some("5")));
        assert_eq!((link.unix_s(), link.ip()), (Some(1_700_000_000), Some("192.0.2.7")));
        assert_eq!(link.date().unwrap().as_str(), "2023-11-14");
        assert_eq!((link.browser(), link.user_hash()), (Some("Firefox"), Some("9f8e")));
        assert_eq!(link.referrer(), Some("https://shop.example/"));
        assert_eq!(link.query_string(), Some("cur_from=PMUSD"));
        let shown = format!("{list:?}");
        assert!(!shown.contains("192.0.2.7") && !shown.contains("9f8e"), "{shown}");
    }
    let list = decode(&request, told(&format!(r#"{{"items":[{visit}]}}"#))).unwrap();
    assert_eq!((list.links().len(), list.links()[0].day()), (1, None));
    let visit = r#"{"items":{"2023-11-14":{"time":1700000000,"ip":"192.0.2.7"}}}"#;
    let list = decode(&request, told(visit)).unwrap();
    let [link] = list.links() else { panic!("{visit}") };
    assert_eq!((link.id(), link.unix_s()), (None, Some(1_700_000_000)), "a visit without an id");
    let list = decode(&request, told(r#"{"items":[]}"#)).unwrap();
    assert!(list.links().is_empty());
}

#[test]
fn anything_but_success_without_an_error_is_a_no() {
    let key = key();
    let request = GetPartnerInfo::new(&key);
    for (body, code) in [
        (r#"{"status":"error","error":3,"error_text":"wrong key p4rtner","data":{}}"#, "3"),
        (r#"{"status":"success","error":3,"error_text":"no","data":{}}"#, "3"),
        (r#"{"status":"success","error":"3","error_text":"no","data":{}}"#, "3"),
        (r#"{"status":"success","error":true,"error_text":"no","data":{}}"#, ""),
        (r#"{"status":"Success","error":0,"data":{}}"#, "0"),
        (r#"{"status":"error"}"#, ""),
    ] {
        let error = decode(&request, body).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Refused, Delivery::Answered));
        assert_eq!(error.refusal().unwrap().code(), code, "{body}");
    }
    for error in ["0", "\"0\"", "\"\"", "false", "null"] {
        let body = format!(r#"{{"status":"success","error":{error},"data":{{}}}}"#);
        decode(&request, body).unwrap();
    }
}

#[test]
fn what_is_not_the_envelope_is_no_answer() {
    let key = key();
    let request = GetPartnerInfo::new(&key);
    for (status, body, kind, transient) in [
        (200, "<html>", ErrorKind::Decode, false),
        (200, "", ErrorKind::Decode, false),
        (200, "{}", ErrorKind::Decode, false),
        (200, "{", ErrorKind::Decode, false),
        (200, r#"{"status":"success","error":0}"#, ErrorKind::Decode, false),
        (200, r#"{"status":"success","status":"error"}"#, ErrorKind::Decode, false),
        (503, "<html>", ErrorKind::Transport, true),
        (503, "{}", ErrorKind::Transport, true),
        (503, "{", ErrorKind::Transport, true),
    ] {
        let error = request.decode(&anybody(), &answer(status, body)).unwrap_err();
        let found = (error.kind(), error.is_transient(), error.delivery());
        assert_eq!(found, (kind, transient, Delivery::Unknown), "{status} {body}");
    }
    let bare = told("{}");
    assert_eq!(
        decode(&ListPartnerExchanges::new(&key), &bare).unwrap_err().kind(),
        ErrorKind::Decode,
        "no list is not an empty list"
    );
    assert_eq!(decode(&ListPartnerLinks::new(&key), &bare).unwrap_err().kind(), ErrorKind::Decode);
}
