//! Faults in the documents themselves, of answers and of callbacks.

use crate::fault::Faults;
use crate::json::Json;

use super::amount::decimal;
use super::settings::JsonStyle;
use super::spell::spell;

/// Members that hold amounts of money, whole ones and fractions.
const AMOUNTS: &[&str] = &[
    "amount",
    "payment_amount",
    "payout_amount",
    "fee",
    "deposit",
    "writeoff",
    "service_amount",
    "payment_service_amount",
    "service_payout_amount",
    "processed_amount",
    "processed_fee",
    "processed_deposit",
    "processed_writeoff",
    "refunded_amount",
    "refunded_fee",
    "charged_back_amount",
    "exchange_rate",
];

/// Spells a document, with the faults that were asked for and can show in it.
pub(super) fn bend(mut body: Json, style: JsonStyle, faults: &mut Faults<'_>) -> String {
    bend_members(&mut body, faults);
    let exponents = has(&body, is_amount) && faults.take("exponent_amounts").is_some();
    let mut text = if exponents {
        // Numbers with an exponent would be spelled out again: they pass as texts meanwhile.
        each_member(&mut body, |name, value| {
            if is_amount(name, value)
                && let Json::Number(number) = value
            {
                *value = Json::text(format!("{MARK}{}{MARK}", with_exponent(number)));
            }
        });
        let text = spell(body, style);
        text.replace(&format!("\"{MARK}"), "").replace(&format!("{MARK}\""), "")
    } else {
        spell(body, style)
    };
    if faults.take("non_json").is_some() {
        text.pop();
    }
    text
}

/// Stands where no document has it.
const MARK: &str = "~exponent~";

fn bend_members(body: &mut Json, faults: &mut Faults<'_>) {
    let is_status = |name: &str, value: &Json| name == "status" && value.as_text().is_some();
    if has(body, is_status) {
        if let Some(args) = faults.take("unknown_status") {
            let word = args.get("word").and_then(Json::as_text).unwrap_or("on_holiday").to_owned();
            each_member(body, |name, value| {
                if is_status(name, value) {
                    *value = Json::text(&word);
                }
            });
        }
        if faults.take("upper_case_status").is_some() {
            each_member(body, |name, value| {
                if let Json::Text(word) = value
                    && name == "status"
                {
                    *word = word.to_uppercase();
                }
            });
        }
    }
    if has(body, is_amount) && faults.take("numbers_as_text").is_some() {
        each_member(body, |name, value| {
            if is_amount(name, value)
                && let Json::Number(number) = value
            {
                *value = Json::text(
                    decimal(number).map_or_else(|| number.clone(), super::amount::money),
                );
            }
        });
    }
    if faults.take("shuffled_keys").is_some() {
        body.walk(&mut |value| {
            if let Json::Object(members) = value
                && !members.is_empty()
            {
                members.reverse();
                let new = Json::object([("deep", Json::List(vec![Json::number(1), Json::Null]))]);
                members.push(("zz_new".to_owned(), new));
            }
        });
    }
    if faults.take("duplicate_keys").is_some() {
        double(body);
    }
}

/// Every member of the innermost object that matters twice, first with another value.
fn double(body: &mut Json) {
    if let Json::Object(members) = body {
        let deeper = members.iter_mut().find(|(name, value)| {
            ["data", "attributes"].contains(&name.as_str()) && matches!(value, Json::Object(_))
        });
        if let Some((_, deeper)) = deeper {
            return double(deeper);
        }
        let twins = members.iter().map(|(name, _)| (name.clone(), Json::text("other")));
        *members = twins.chain(members.iter().cloned()).collect();
    }
}

/// `100.5` as `1005e-1`, `100` as `100e0`.
fn with_exponent(number: &str) -> String {
    decimal(number).map_or_else(
        || number.to_owned(),
        |number| {
            let number = number.normalize();
            match number.scale() {
                0 => format!("{number}e0"),
                scale => format!("{}e-{scale}", number.mantissa()),
            }
        },
    )
}

fn is_amount(name: &str, value: &Json) -> bool {
    AMOUNTS.contains(&name) && matches!(value, Json::Number(_))
}

/// If some member at any depth is so.
fn has(body: &Json, wanted: impl Fn(&str, &Json) -> bool) -> bool {
    let mut found = false;
    each_member(&mut body.clone(), |name, value| found |= wanted(name, value));
    found
}

fn each_member(body: &mut Json, mut change: impl FnMut(&str, &mut Json)) {
    body.walk(&mut |value| {
        if let Json::Object(members) = value {
            for (name, value) in members {
                change(name, value);
            }
        }
    });
}
