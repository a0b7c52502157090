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
    let verdict = match gateway.read_callback(&received) {
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
