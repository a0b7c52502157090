//! The sloppy style: what public clients have met in real answers, each habit on its own.

use crate::json::Json;

use super::answer::set;

/// Members that are lists or maps, so that PHP may write `[]` for none.
const CONTAINERS: &[&str] = &["security_data", "transactions", "mch_amount"];

/// Members of a payment that are texts.
const TEXTS: &[&str] =
    &["ext_id", "security_rate", "rrn", "terminal_id", "auth_code", "recurrent_token"];

/// All habits at once.
pub(super) fn bend(data: &mut Json, login: &str) {
    wrap_ext_id(data, login);
    if is_payment(data) {
        if error_group(data).is_none() {
            set(data, "bank_response", Json::List(Vec::new()));
        }
        if data.get("transactions").is_none() {
            data.push("transactions", Json::Null);
        }
        number_list(data, "transactions");
    }
    data.walk(&mut |value| {
        if let Json::Number(digits) = value {
            *value = Json::text(digits.as_str());
        }
    });
    if let Some(Json::List(mut credits)) = data.get("mch_amount").cloned() {
        for credit in &mut credits {
            if let Some(Json::Text(digits)) = credit.get("amount").cloned() {
                set(credit, "amount", Json::Number(digits));
            }
        }
        set(data, "mch_amount", Json::List(credits));
    }
    add_strangers(data);
}

/// With a byte order mark in front.
pub(super) fn marked(text: &str) -> String {
    format!("\u{feff}{text}")
}

/// The shop's own number in an object with the others.
pub(super) fn wrap_ext_id(data: &mut Json, login: &str) {
    let (Some(ext_id), Some(pmt_id)) = (data.get("ext_id").cloned(), data.get("pmt_id").cloned())
    else {
        return;
    };
    let wrapped =
        Json::object([("ext_id", ext_id), ("mch_id", Json::text(login)), ("pmt_id", pmt_id)]);
    set(data, "ext_id", wrapped);
}

/// Members that no document has, at two depths.
pub(super) fn add_strangers(data: &mut Json) {
    data.push("terminal_merchant_id", Json::text("M0001"));
    data.push("debug", Json::object([("node", Json::Null), ("steps", Json::List(Vec::new()))]));
}

/// If there is something that can be nothing in this way.
pub(super) fn lacks(data: &Json, nothing: &Json) -> bool {
    is_payment(data) && {
        let mut filled = data.clone();
        fill(&mut filled, nothing);
        filled != *data
    }
}

/// Writes what a payment has nothing of.
pub(super) fn fill(data: &mut Json, nothing: &Json) {
    if error_group(data).is_none() {
        set(data, "bank_response", nothing.clone());
    }
    let texts = if matches!(nothing, Json::List(_)) { &[] } else { TEXTS };
    for name in texts.iter().chain(CONTAINERS) {
        if data.get(name).is_some() {
            continue;
        }
        if let Json::Object(members) = data {
            members.retain(|(other, _)| other != name);
        }
        data.push(name, nothing.clone());
    }
}

pub(super) fn has_list(data: &Json) -> bool {
    CONTAINERS.iter().any(|name| matches!(data.get(name), Some(Json::List(_))))
}

/// Lists in the way PHP prints those with gaps: as maps from `"0"` on.
pub(super) fn number_lists(data: &mut Json) {
    for name in CONTAINERS {
        number_list(data, name);
    }
}

fn number_list(data: &mut Json, name: &str) {
    if let Some(Json::List(items)) = data.get(name).cloned() {
        let numbered = (0..).zip(items).map(|(at, item): (usize, Json)| (at.to_string(), item));
        set(data, name, Json::Object(numbered.collect()));
    }
}

/// The group of a refusal, as digits.
pub(super) fn error_group(data: &Json) -> Option<String> {
    match data.get("bank_response")?.get("error_group")? {
        Json::Number(digits) => Some(digits.clone()),
        _ => None,
    }
}

/// A public client's names of the groups.
pub(super) fn group_name(group: &str) -> &'static str {
    match group {
        "41" => "eminent_decline",
        "42" => "insufficient_funds",
        "43" => "limits_emitent",
        "50" => "verification_error_CVV",
        "51" => "verification_error_3d_2d",
        "52" => "connection_error",
        "56" => "expired_card",
        "57" => "invalid_card",
        "58" => "card_limits_failed",
        "60" => "3ds_fail",
        "66" => "required_3ds",
        "67" => "card_country_not_allowed",
        _ => "unmatched_error",
    }
}

fn is_payment(data: &Json) -> bool {
    data.get("pmt_status").is_some()
}
