//! Faults in the documents themselves.

use crate::fault::Faults;
use crate::json::Json;

use super::params::is_object_id;

/// Spoils what an answer carries, in the ways that were asked for and can show in it.
pub(super) fn bend(mut content: Json, faults: &mut Faults<'_>) -> Json {
    let is_status = |name: &str, value: &Json| name == "status" && value.as_text().is_some();
    if has(&content, is_status)
        && let Some(args) = faults.take("unknown_status")
    {
        let word = args.get("word").and_then(Json::as_text).unwrap_or("onHoliday").to_owned();
        each_member(&mut content, |name, value| {
            if is_status(name, value) {
                *value = Json::text(&word);
            }
        });
    }
    if has(&content, |_, value| matches!(value, Json::Number(_)))
        && faults.take("numbers_as_text").is_some()
    {
        content.walk(&mut |value| {
            if let Json::Number(number) = value {
                *value = Json::text(number.as_str());
            }
        });
    }
    if faults.take("shuffled_keys").is_some() {
        content.walk(&mut |value| {
            if let Json::Object(members) = value
                && members.first().is_some_and(|(name, _)| !is_object_id(name))
            {
                members.reverse();
                let new = Json::object([("deep", Json::List(vec![Json::number(1), Json::Null]))]);
                members.push(("zz_new".to_owned(), new));
            }
        });
    }
    if faults.take("duplicate_keys").is_some() {
        double(&mut content);
    }
    content
}

/// Every member twice, first with another value.
fn double(content: &mut Json) {
    if let Json::Object(members) = content {
        let twins = members.iter().map(|(name, _)| (name.clone(), Json::text("other")));
        *members = twins.chain(members.iter().cloned()).collect();
    }
}

/// If some member at any depth is so.
fn has(content: &Json, wanted: impl Fn(&str, &Json) -> bool) -> bool {
    let mut found = false;
    each_member(&mut content.clone(), |name, value| found |= wanted(name, value));
    found
}

fn each_member(content: &mut Json, mut change: impl FnMut(&str, &mut Json)) {
    content.walk(&mut |value| {
        if let Json::Object(members) = value {
            for (name, value) in members {
                change(name, value);
            }
        }
    });
}
