//! Obmin's five schemes: the hash of a notification, a whole notification as it came, the hash of
//! a call, how old a notification may be, and what a merchant may change.

use std::time::Duration;

use obmin_exchanger::sign::{self, Body, IpnFields};
use obmin_exchanger::{
    Freshness, HashPlace, Ipn, IpnVerdict, Obmin, OrderStatus, Received, Requisite,
};
use serde_json::{Value, json};

use super::{Case, Scheme};

/// The seven values of a notification that are signed.
pub(super) const IPN: Scheme = Scheme { name: "obmin.ipn", run: ipn };
/// Whole notifications.
pub(super) const IPN_REQUEST: Scheme = Scheme { name: "obmin.ipn-request", run: ipn_request };
/// Calls signed with an API key.
pub(super) const API: Scheme = Scheme { name: "obmin.api", run: api };
/// Ages of notifications.
pub(super) const FRESHNESS: Scheme = Scheme { name: "obmin.freshness", run: freshness };
/// Changes by the public call.
pub(super) const TRANSITION: Scheme = Scheme { name: "obmin.public-transition", run: transition };

fn ipn(case: &Case) -> Result<(), String> {
    let fields = case.nested("fields")?;
    let fields = IpnFields {
        order_id: fields.text("orderId")?,
        new_status: fields.text("newStatus")?,
        in_amount: fields.text("inAmount")?,
        out_amount: fields.text("outAmount")?,
        xml_from: fields.text("xml_from")?,
        xml_to: fields.text("xml_to")?,
        timestamp: fields.text("timestamp")?,
    };
    let secret = case.bytes("secret")?;
    if case.valid()? && case.optional_text("text")?.is_some() {
        let IpnFields { order_id, new_status, in_amount, out_amount, xml_from, xml_to, timestamp } =
            fields;
        let secret = String::from_utf8_lossy(&secret);
        let text = format!(
            "{order_id}:{new_status}:{in_amount}:{out_amount}:{xml_from}:{xml_to}:{timestamp}:{secret}"
        );
        if case.text("text")? != text {
            // neither of the two: the secret is in both
            return Err("`text` is not the seven values and the secret".to_owned());
        }
    }
    let accepted = sign::verify_ipn(&secret, &fields, case.text("signature")?).is_ok();
    case.judge(sign::sign_ipn(&secret, &fields).as_str(), accepted)
}

fn ipn_request(case: &Case) -> Result<(), String> {
    let request = case.nested("request")?;
    let headers = match request.json("headers")? {
        Value::Object(headers) => headers
            .iter()
            .map(|(name, value)| Some((name.as_str(), value.as_str()?.as_bytes())))
            .collect::<Option<Vec<_>>>(),
        _ => None,
    };
    let headers = headers.ok_or("`headers` is not a map of texts")?;
    let body = request.optional_bytes("body")?.unwrap_or_default();
    let received = Received::new(request.text("target")?, &headers, &body);
    let gateway = Obmin::new();
    let verdict = match gateway.read_callback(received) {
        Ok(unverified) => unverified.verify_bytes(&case.bytes("secret")?),
        Err(malformed) => IpnVerdict::Malformed(malformed),
    };
    let expected = case.json("expected")?;
    let ours = told(&verdict);
    for member in ["outcome", "hash_source", "fields", "toValues", "toValues_lossy"] {
        // what a file does not tell is not compared
        if let Some(theirs) = expected.get(member).filter(|theirs| **theirs != ours[member]) {
            let ours = &ours[member];
            return Err(format!("`{member}`: the file has {theirs}, ours is {ours}"));
        }
    }
    if expected.get("outcome").is_some() { Ok(()) } else { Err("has no `outcome`".to_owned()) }
}

/// A verdict as the files write it.
fn told(verdict: &IpnVerdict) -> Value {
    let place = verdict.hash_place().map(|place| match place {
        HashPlace::Body => "body",
        HashPlace::Header => "header",
        HashPlace::Query => "query",
    });
    match verdict {
        IpnVerdict::Valid(ipn) => told_of(ipn, "valid", place),
        IpnVerdict::Unsigned(unsigned) => told_of(unsigned.unproven(), "unsigned", place),
        IpnVerdict::Invalid(_) => json!({"outcome": "invalid", "hash_source": place}),
        IpnVerdict::Malformed(_) => json!({"outcome": "malformed", "hash_source": place}),
    }
}

fn told_of(ipn: &Ipn, outcome: &str, place: Option<&str>) -> Value {
    let IpnFields { order_id, new_status, in_amount, out_amount, xml_from, xml_to, timestamp } =
        ipn.fields();
    let requisite =
        |one: &Requisite| json!({"key": one.key(), "name": one.name(), "value": one.value()});
    let to_values: Vec<Value> = ipn.not_signed().to_values().iter().map(requisite).collect();
    json!({
        "outcome": outcome,
        "hash_source": place,
        "fields": {
            "orderId": order_id, "newStatus": new_status,
            "inAmount": in_amount, "outAmount": out_amount,
            "xml_from": xml_from, "xml_to": xml_to, "timestamp": timestamp,
            "orderUID": ipn.not_signed().order_uid().map(|uid| uid.to_string()),
        },
        "toValues": to_values,
        "toValues_lossy": ipn.not_signed().lost_values(),
    })
}

fn api(case: &Case) -> Result<(), String> {
    let request = case.nested("request")?;
    let query = request.text("target")?.split_once('?').map_or("", |(_, query)| query);
    let media_type = match request.json("content_type") {
        Err(_) | Ok(Value::Null) => "",
        Ok(Value::String(media_type)) => media_type.split(';').next().unwrap_or_default().trim(),
        Ok(_) => return Err("`content_type` is not text".to_owned()),
    };
    let body = request.optional_bytes("body")?.unwrap_or_default();
    let body = match media_type {
        "application/json" => Body::Json(&body),
        "application/x-www-form-urlencoded" => Body::Form(&body),
        _ => Body::Empty,
    };
    let text = sign::canonical(query, body).map_err(|error| format!("`request`: {error}"))?;
    if case.valid()? {
        // the bytes first: a hash tells only that something differs
        case.compare("params_json", &text)?;
        let inner = pay_sign::Sha256::of(&[text.as_bytes()]).hex();
        case.compare("inner_sha256_hex", inner.as_str())?;
    }
    let secret = case.bytes("secret")?;
    let given = case.text("signature")?;
    let accepted = sign::verify_call(&secret, text.as_bytes(), given).is_ok();
    case.judge(sign::sign_call(&secret, text.as_bytes()).as_str(), accepted)
}

fn freshness(case: &Case) -> Result<(), String> {
    let limit = |member| Ok::<_, String>(Duration::from_millis(natural(case, member)?));
    let limits = Freshness::new(limit("max_age_ms")?, limit("max_future_ms")?);
    let ours = limits.accepts(natural(case, "timestamp")?, natural(case, "now_ms")?);
    agree(case, "fresh", ours)
}

fn transition(case: &Case) -> Result<(), String> {
    let (from, to) = (OrderStatus::from(case.text("from")?), OrderStatus::from(case.text("to")?));
    agree(case, "allowed", from.merchant_may_set(&to))
}

/// A whole number from 0, written as a number or as a text.
fn natural(case: &Case, member: &str) -> Result<u64, String> {
    let value = case.json(member)?;
    let number = value.as_u64().or_else(|| value.as_str()?.parse().ok());
    number.ok_or_else(|| format!("`{member}` is not a whole number from 0"))
}

fn agree(case: &Case, member: &str, ours: bool) -> Result<(), String> {
    match case.json(member)?.as_bool() {
        Some(theirs) if theirs == ours => Ok(()),
        Some(theirs) => Err(format!("`{member}`: the file has {theirs}, ours is {ours}")),
        None => Err(format!("`{member}` is not true or false")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a scheme says about a case with one member changed.
    fn said(scheme: Scheme, case: &Value, pointer: &str, value: Value) -> Result<(), String> {
        let mut case = case.clone();
        if !pointer.is_empty() {
            *case.pointer_mut(pointer).expect("the member is there") = value;
        }
        (scheme.run)(&serde_json::from_value(case).unwrap())
    }

    fn finds(scheme: Scheme, case: &Value, changes: &[(&str, Value, &str)]) {
        assert_eq!(said(scheme, case, "", Value::Null), Ok(()));
        for (pointer, value, found) in changes {
            let words = said(scheme, case, pointer, value.clone()).unwrap_err();
            assert!(words.contains(found), "{pointer}: {words}");
            assert!(!words.contains("SECRET123"), "{words}");
        }
    }

    /// The provider's own worked example.
    fn example() -> Value {
        json!({
            "secret": "SECRET123",
            "fields": {
                "orderId": "5d8e6002b80b7b4cd75a6424", "newStatus": "inProgress",
                "inAmount": "2", "outAmount": "317.42",
                "xml_from": "ETH", "xml_to": "WMZ", "timestamp": "1571328406072",
            },
            "text": "5d8e6002b80b7b4cd75a6424:inProgress:2:317.42:ETH:WMZ:1571328406072:SECRET123",
            "signature": "af3acf947e6f0e0f2c267e300b8582e504dba12d1f2d058652b7414163c09f48",
            "valid": true,
        })
    }

    #[test]
    fn a_changed_notification_is_found_and_its_secret_is_not_told() {
        finds(
            IPN,
            &example(),
            &[
                ("/fields/inAmount", json!("2.00"), "`text`"),
                ("/fields/inAmount", json!(2), "`inAmount` is not text"),
                ("/text", json!("SECRET123"), "`text` is not the seven values"),
                ("/signature", json!("af"), "`signature`: the file has"),
                ("/valid", json!(false), "accepts it and must not"),
            ],
        );
    }

    #[test]
    fn a_notification_as_it_came_is_judged_as_a_whole() {
        let body = "orderUID=1409&orderId=5d8e6002b80b7b4cd75a6424&newStatus=inProgress&inAmount=2\
                    &outAmount=317.42&xml_from=ETH&xml_to=WMZ&timestamp=1571328406072\
                    &toValues%5B0%5D%5Bkey%5D=wallet&hash=af3acf947e6f0e0f2c267e300b8582e504dba12d1f2d058652b7414163c09f48";
        let case = json!({
            "secret": "SECRET123",
            "request": {"method": "POST", "target": "/ipn", "headers": {}, "body": body},
            "expected": {
                "outcome": "valid",
                "hash_source": "body",
                "fields": {
                    "orderId": "5d8e6002b80b7b4cd75a6424", "newStatus": "inProgress",
                    "inAmount": "2", "outAmount": "317.42", "xml_from": "ETH", "xml_to": "WMZ",
                    "timestamp": "1571328406072", "orderUID": "1409",
                },
                "toValues": [{"key": "wallet", "name": "", "value": ""}],
                "toValues_lossy": false,
            },
        });
        finds(
            IPN_REQUEST,
            &case,
            &[
                ("/secret", json!("SECRET124"), "`outcome`: the file has \"valid\""),
                ("/expected/outcome", json!("unsigned"), "ours is \"valid\""),
                ("/expected/hash_source", json!("query"), "`hash_source`"),
                ("/expected/fields/orderUID", json!("1410"), "`fields`"),
                ("/expected/toValues", json!([]), "`toValues`"),
                ("/expected/toValues_lossy", json!(true), "`toValues_lossy`"),
                ("/expected", json!({}), "has no `outcome`"),
                ("/request/headers", json!([]), "`headers` is not a map of texts"),
                ("/request/body", json!("a=b"), "`outcome`"),
            ],
        );
    }

    #[test]
    fn a_call_is_judged_from_its_bytes() {
        // the worked example of the documentation
        let case = json!({
            "secret": "97aab8410868ba7c1824f490999607c0ce46a3de",
            "request": {
                "method": "POST", "target": "/x/", "content_type": "application/json",
                "body": "{\"time\":123456789,\"param1\":\"val1\"}",
            },
            "params_json": "{\"time\":123456789,\"param1\":\"val1\"}",
            "inner_sha256_hex": "5f9b5c930ae06867cd6f533dc6b4940915e2d8b1457a73f6815ac59947c5d80c",
            "signature": "ac876c6314ffcca01b0e65571cc136cedfb2c3d8e2194aaaf364ca7123568fc7",
            "valid": true,
        });
        finds(
            API,
            &case,
            &[
                ("/request/target", json!("/x/?a=1"), "`params_json`"),
                ("/request/content_type", Value::Null, "`params_json`"),
                ("/request/body", json!("{"), "`request`: "),
                ("/params_json", json!("{}"), "`params_json`"),
                ("/inner_sha256_hex", json!("5f"), "`inner_sha256_hex`"),
                ("/signature", json!("AC"), "`signature`"),
                ("/valid", json!(false), "accepts it and must not"),
            ],
        );
    }

    #[test]
    fn ages_and_changes_are_compared() {
        let case = json!({
            "timestamp": "1571328406072", "now_ms": 1_571_328_706_072_u64,
            "max_age_ms": 300_000, "max_future_ms": 60_000, "fresh": true,
        });
        let changes = [
            ("/timestamp", json!("1571328406071"), "ours is false"),
            ("/timestamp", json!("soon"), "`timestamp` is not a whole number"),
            ("/fresh", json!("yes"), "`fresh` is not true or false"),
        ];
        finds(FRESHNESS, &case, &changes);
        let case = json!({"from": "new", "to": "waitPayment", "allowed": true});
        finds(TRANSITION, &case, &[("/to", json!("done"), "ours is false")]);
    }
}
