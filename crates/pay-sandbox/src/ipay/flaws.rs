//! Writing an answer: the provider's spelling, the sloppy style, and the faults of the protocol.

use crate::fault::Faults;
use crate::gateway::Reply;
use crate::json::{Json, php_spelling};

use super::answer::{Answer, Draft, set};
use super::sloppy;

pub(super) const NAMES: &[&str] = &[
    "clock_ahead",
    "clock_behind",
    "error_after_effect",
    "top_level_error",
    "http_400",
    "empty_error",
    "unknown_status",
    "named_error_group",
    "ext_id_as_object",
    "unknown_members",
    "shuffled_keys",
    "nothing_as_null",
    "nothing_as_list",
    "nothing_as_text",
    "list_as_map",
    "numbers_as_text",
    "numbers_with_fraction",
    "duplicate_keys",
    "trailing_comma",
    "byte_order_mark",
    "non_json",
];

impl Draft {
    pub(super) fn write(self, faults: &mut Faults<'_>) -> Reply {
        let Self { answer, sloppy, lost, manner, login } = self;
        let reply = match answer {
            _ if lost => Reply::html(502, "502 Bad Gateway", "<hr><p>proxy</p>\n"),
            Answer::Pdf(file) => {
                Reply::empty(200).with("content-type", "application/pdf").body(file)
            }
            Answer::Error(error) => refusal(&error.to_string(), faults),
            Answer::Data(data) => match faults.take("error_after_effect") {
                Some(args) => {
                    let text = args.get("text").and_then(Json::as_text);
                    refusal(text.unwrap_or("overall error"), faults)
                }
                None => success(data, sloppy, &login, faults),
            },
        };
        Reply { manner, ..reply }
    }
}

fn refusal(error: &str, faults: &mut Faults<'_>) -> Reply {
    let error = Json::object([("error", Json::text(error))]);
    let status = if faults.take("http_400").is_some() { 400 } else { 200 };
    let document = if faults.take("top_level_error").is_some() {
        error
    } else {
        Json::object([("response", error)])
    };
    json(status, spell(&document, faults))
}

fn success(mut data: Json, sloppy: bool, login: &str, faults: &mut Faults<'_>) -> Reply {
    if sloppy {
        sloppy::bend(&mut data, login);
    }
    bend_members(&mut data, login, faults);
    bend_values(&mut data, faults);
    if faults.take("duplicate_keys").is_some()
        && let Json::Object(members) = &mut data
    {
        let twins = members.iter().map(|(name, _)| (name.clone(), Json::text("other")));
        *members = twins.chain(members.iter().cloned()).collect();
    }
    let text = spell(&Json::object([("response", data)]), faults);
    json(200, if sloppy { sloppy::marked(&text) } else { text })
}

fn json(status: u16, text: String) -> Reply {
    Reply::empty(status).with("content-type", "application/json; charset=utf-8").body(text)
}

fn bend_members(data: &mut Json, login: &str, faults: &mut Faults<'_>) {
    let states: [(&str, Json); 2] =
        [("pmt_status", Json::number(99)), ("status", Json::text("ON_HOLIDAY"))];
    for (name, strange) in states {
        if data.get(name).is_some()
            && let Some(args) = faults.take("unknown_status")
        {
            set(data, name, args.get("word").cloned().unwrap_or(strange));
        }
    }
    if let Some(group) = sloppy::error_group(data)
        && faults.take("named_error_group").is_some()
    {
        let named = Json::text(format!("{group}-{}", sloppy::group_name(&group)));
        set(data, "bank_response", Json::object([("error_group", named)]));
    }
    if data.get("ext_id").is_some() && faults.take("ext_id_as_object").is_some() {
        sloppy::wrap_ext_id(data, login);
    }
    let nothings = [
        ("nothing_as_null", Json::Null),
        ("nothing_as_list", Json::List(Vec::new())),
        ("nothing_as_text", Json::text("")),
    ];
    for (fault, nothing) in nothings {
        if sloppy::lacks(data, &nothing) && faults.take(fault).is_some() {
            sloppy::fill(data, &nothing);
        }
    }
    if sloppy::has_list(data) && faults.take("list_as_map").is_some() {
        sloppy::number_lists(data);
    }
    if faults.take("unknown_members").is_some() {
        sloppy::add_strangers(data);
    }
    if let Some(args) = faults.take("empty_error") {
        let given = args.members().iter().find(|(name, _)| name == "value");
        data.push("error", given.map_or(Json::text(""), |(_, value)| value.clone()));
    }
    if faults.take("shuffled_keys").is_some() {
        data.walk(&mut |value| {
            if let Json::Object(members) = value {
                members.reverse();
            }
        });
    }
}

fn bend_values(data: &mut Json, faults: &mut Faults<'_>) {
    let mut numbers = false;
    data.walk(&mut |value| numbers |= matches!(value, Json::Number(_)));
    if numbers && faults.take("numbers_with_fraction").is_some() {
        data.walk(&mut |value| {
            if let Json::Number(digits) = value {
                digits.push_str(".0");
            }
        });
    }
    if numbers && faults.take("numbers_as_text").is_some() {
        data.walk(&mut |value| {
            if let Json::Number(digits) = value {
                *value = Json::text(digits.as_str());
            }
        });
    }
}

/// As PHP prints by default, so that clients are exercised.
fn spell(document: &Json, faults: &mut Faults<'_>) -> String {
    let mut text = php_spelling(&document.to_string());
    if faults.take("trailing_comma").is_some() {
        let end = text.trim_end_matches('}').len();
        text.insert(end, ',');
    }
    if faults.take("byte_order_mark").is_some() {
        text = sloppy::marked(&text);
    }
    if faults.take("non_json").is_some() {
        text.pop();
    }
    text
}
