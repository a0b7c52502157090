//! Settings by name, as the control address takes them.

use crate::gateway::Refused;
use crate::json::Json;
use crate::setting::{self, seconds, whole};

use super::settings::{CreateShape, HashName, HashPlace, Settings, ToValues};

/// The names that `configure` takes.
const NAMES: &[&str] = &[
    "maintenance",
    "rate_limit",
    "captcha",
    "permissive",
    "auth_code",
    "not_found_code",
    "refused_code",
    "http_statuses",
    "legacy_envelope",
    "create_shape",
    "payout_delay_s",
    "next_uid",
    "seed",
    "ipn",
    "ipn_at_creation",
    "ipn_hash",
    "ipn_hash_name",
    "ipn_upper_case",
    "ipn_to_values",
    "ipn_extra_fields",
    "ipn_duplicate",
    "ipn_late_s",
    "ipn_anywhere",
];

impl Settings {
    /// Takes settings by name; all of them or, if one is wrong, none.
    pub(super) fn configure(&mut self, args: &Json) -> Result<(), Refused> {
        setting::configure(self, args, NAMES, Self::set)
    }

    fn set(&mut self, name: &str, value: &Json) -> Option<()> {
        match name {
            "rate_limit" if *value == Json::Null => self.rate_limit = None,
            "rate_limit" => self.rate_limit = Some(whole(value)?),
            "auth_code" => self.auth_code = code(value)?,
            "not_found_code" => self.not_found_code = code(value)?,
            "refused_code" => self.refused_code = code(value)?,
            "create_shape" => self.create_shape = create_shape(value)?,
            "payout_delay_s" => self.payout_delay_s = seconds(value)?,
            // At most 11 digits.
            "next_uid" => {
                self.next_uid = whole(value).filter(|uid| (1..=99_999_999_999).contains(uid))?;
            }
            "seed" => self.seed = whole(value)?,
            "ipn_hash" => {
                self.ipn_hash = match value {
                    Json::List(items) => items.iter().map(place).collect::<Option<_>>()?,
                    _ => vec![place(value)?],
                };
            }
            "ipn_hash_name" => self.ipn_hash_name = hash_name(value)?,
            "ipn_to_values" => self.ipn_to_values = to_values(value)?,
            "ipn_late_s" => {
                self.ipn_late_s = match value {
                    Json::List(items) => items.iter().map(seconds).collect::<Option<_>>()?,
                    _ => vec![seconds(value)?],
                };
            }
            _ => *self.switch(name)? = value.as_bool()?,
        }
        Some(())
    }

    /// The settings that are on or off.
    fn switch(&mut self, name: &str) -> Option<&mut bool> {
        Some(match name {
            "maintenance" => &mut self.maintenance,
            "captcha" => &mut self.captcha,
            "permissive" => &mut self.permissive,
            "http_statuses" => &mut self.http_statuses,
            "legacy_envelope" => &mut self.legacy_envelope,
            "ipn" => &mut self.ipn,
            "ipn_at_creation" => &mut self.ipn_at_creation,
            "ipn_upper_case" => &mut self.ipn_upper_case,
            "ipn_extra_fields" => &mut self.ipn_extra_fields,
            "ipn_duplicate" => &mut self.ipn_duplicate,
            "ipn_anywhere" => &mut self.ipn_anywhere,
            _ => return None,
        })
    }
}

/// At most 16 digits.
fn code(value: &Json) -> Option<u64> {
    whole(value).filter(|code| (1..10_000_000_000_000_000).contains(code))
}

fn create_shape(value: &Json) -> Option<CreateShape> {
    match value.as_text()? {
        "flat" => Some(CreateShape::Flat),
        "nested" => Some(CreateShape::Nested),
        "minimal" => Some(CreateShape::Minimal),
        _ => None,
    }
}

fn place(value: &Json) -> Option<HashPlace> {
    match value.as_text()? {
        "body" => Some(HashPlace::Body),
        "query" => Some(HashPlace::Query),
        "header" => Some(HashPlace::Header),
        _ => None,
    }
}

fn hash_name(value: &Json) -> Option<HashName> {
    match value.as_text()? {
        "hash" => Some(HashName::Hash),
        "sign" => Some(HashName::Sign),
        "signature" => Some(HashName::Signature),
        "checksum" => Some(HashName::Checksum),
        _ => None,
    }
}

fn to_values(value: &Json) -> Option<ToValues> {
    match value.as_text()? {
        "indexed" => Some(ToValues::Indexed),
        "empty_brackets" => Some(ToValues::EmptyBrackets),
        "dots" => Some(ToValues::Dots),
        "repeat" => Some(ToValues::Repeat),
        "json" => Some(ToValues::Json),
        "empty" => Some(ToValues::Empty),
        "lost" => Some(ToValues::Lost),
        "absent" => Some(ToValues::Absent),
        _ => None,
    }
}
