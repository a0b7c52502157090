//! Settings by name, as the control address takes them.

use crate::gateway::Refused;
use crate::json::Json;
use crate::setting::{self, seconds, texts, whole};

use super::attributes::is_url;
use super::fee::Fee;
use super::profile::STATUSES;
use super::settings::{ErrorStyle, JsonStyle, Settings, Shape};

/// The names that `configure` takes.
const NAMES: &[&str] = &[
    "account_status",
    "ip_allow_list",
    "callback_url",
    "return_url",
    "force_return_url",
    "send_operation_context",
    "forbid_public_creation",
    "public_fee",
    "expose_internal_data",
    "disabled_services",
    "invoice_lifetime",
    "payout_lifetime",
    "attempts_limit",
    "fail_fast",
    "payment_fee",
    "payout_fee",
    "auto_process",
    "payout_delay_s",
    "overdraft_limit",
    "balance_lower_limit",
    "refund_sync",
    "refund_delay_s",
    "duplicate_status",
    "rate_limit",
    "error_style",
    "json_style",
    "public_shape",
    "prerequest_shape",
    "process_page",
    "paging",
    "callbacks",
    "callbacks_only_final",
    "callback_short_payouts",
    "callback_interval_s",
    "callback_attempts",
    "callback_merge_s",
    "callback_duplicate",
    "callback_late_s",
    "callback_anywhere",
];

impl Settings {
    /// Takes settings by name; all of them or, if one is wrong, none.
    pub(super) fn configure(&mut self, args: &Json) -> Result<(), Refused> {
        setting::configure(self, args, NAMES, Self::set)
    }

    fn set(&mut self, name: &str, value: &Json) -> Option<()> {
        match name {
            "account_status" => self.account_status = word(value, STATUSES)?,
            "ip_allow_list" => self.ip_allow_list = texts(value)?,
            "callback_url" => self.callback_url = url(value)?,
            "return_url" => self.return_url = url(value)?,
            "disabled_services" => self.disabled_services = texts(value)?,
            "invoice_lifetime" => self.invoice_lifetime = minutes(value)?,
            "payout_lifetime" => self.payout_lifetime = minutes(value)?,
            "attempts_limit" => self.attempts_limit = whole(value).filter(|limit| *limit > 0)?,
            "payment_fee" => self.payment_fee = Fee::read(value)?,
            "payout_fee" => self.payout_fee = Fee::read(value)?,
            "payout_delay_s" => self.payout_delay_s = seconds(value)?,
            "overdraft_limit" => self.overdraft_limit = seconds(value)?,
            "balance_lower_limit" => self.balance_lower_limit = seconds(value)?,
            "refund_delay_s" => self.refund_delay_s = seconds(value)?,
            "duplicate_status" => {
                self.duplicate_status =
                    whole(value).filter(|status| [409, 422, 429].contains(status))?;
            }
            "rate_limit" if *value == Json::Null => self.rate_limit = None,
            "rate_limit" => self.rate_limit = Some(whole(value)?),
            "error_style" => self.error_style = error_style(value)?,
            "json_style" => {
                self.json_style = match value.as_text()? {
                    "php" => JsonStyle::Php,
                    "plain" => JsonStyle::Plain,
                    _ => return None,
                }
            }
            "public_shape" => self.public_shape = shape(value)?,
            "prerequest_shape" => self.prerequest_shape = shape(value)?,
            "callback_interval_s" => self.callback_interval_s = seconds(value)?,
            "callback_attempts" => self.callback_attempts = whole(value)?,
            "callback_merge_s" => self.callback_merge_s = seconds(value)?,
            "callback_late_s" => {
                self.callback_late_s = match value {
                    Json::List(items) => items.iter().map(seconds).collect::<Option<_>>()?,
                    _ => vec![seconds(value)?],
                }
            }
            _ => *self.switch(name)? = value.as_bool()?,
        }
        Some(())
    }

    /// The settings that are on or off.
    fn switch(&mut self, name: &str) -> Option<&mut bool> {
        Some(match name {
            "force_return_url" => &mut self.force_return_url,
            "send_operation_context" => &mut self.send_operation_context,
            "forbid_public_creation" => &mut self.forbid_public_creation,
            "public_fee" => &mut self.public_fee,
            "expose_internal_data" => &mut self.expose_internal_data,
            "fail_fast" => &mut self.fail_fast,
            "auto_process" => &mut self.auto_process,
            "refund_sync" => &mut self.refund_sync,
            "process_page" => &mut self.process_page,
            "paging" => &mut self.paging,
            "callbacks" => &mut self.callbacks,
            "callbacks_only_final" => &mut self.callbacks_only_final,
            "callback_short_payouts" => &mut self.callback_short_payouts,
            "callback_duplicate" => &mut self.callback_duplicate,
            "callback_anywhere" => &mut self.callback_anywhere,
            _ => return None,
        })
    }
}

fn word(value: &Json, known: &[&str]) -> Option<String> {
    value.as_text().filter(|word| known.contains(word)).map(str::to_owned)
}

/// An address, or none.
#[expect(clippy::option_option, reason = "the outer one says if the value is understood")]
fn url(value: &Json) -> Option<Option<String>> {
    match value {
        Json::Null => Some(None),
        _ => value.as_text().filter(|url| is_url(url)).map(|url| Some(url.to_owned())),
    }
}

fn minutes(value: &Json) -> Option<u64> {
    whole(value).filter(|minutes| *minutes <= 52_596_000)
}

fn shape(value: &Json) -> Option<Shape> {
    match value.as_text()? {
        "flat" => Some(Shape::Flat),
        "jsonapi" => Some(Shape::JsonApi),
        _ => None,
    }
}

fn error_style(value: &Json) -> Option<ErrorStyle> {
    match value.as_text()? {
        "seed" => Some(ErrorStyle::Seed),
        "jsonapi" => Some(ErrorStyle::JsonApi),
        "both" => Some(ErrorStyle::Both),
        "text" => Some(ErrorStyle::Text),
        "map" => Some(ErrorStyle::Map),
        _ => None,
    }
}
