//! What can be chosen about the gateway.

use crate::gateway::Refused;
use crate::json::Json;
use crate::setting::{self, seconds, texts, whole};

/// How payouts end whose amount is neither 1000 nor 2000.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PayoutOutcome {
    /// `PAYED`.
    Pay,
    /// `FAILED`, the debit returned.
    Fail,
    /// They stay in `PAYOUT` until somebody acts.
    Wait,
}

/// How the DPAY double behaves; a reset of the sandbox brings the defaults back.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in the document")]
pub struct Settings {
    /// Refusals come with HTTP 400, those about the caller and the JSON with 401.
    pub errors_as_http: bool,
    /// Hundredths of a percent of an invoice that the gateway keeps; 200.
    pub invoice_fee_basis_points: u32,
    /// Hundredths of a percent of a payout that are debited on top; 100.
    pub payout_fee_basis_points: u32,
    /// Seconds from `PAYIN` to the end of an invoice over 1000 or 2000.
    pub invoice_delay_s: u64,
    /// Seconds from `PAYED` to `FINISHED`.
    pub credit_delay_s: u64,
    /// Seconds from `IN_PROGRESS` to `PAYOUT`.
    pub payout_queue_delay_s: u64,
    /// Seconds from `PAYOUT` to the end of a payout.
    pub payout_delay_s: u64,
    /// Invoices pass through `PAYED` before they are `FINISHED`.
    pub two_step_credit: bool,
    /// An invoice over 2000 is refused at `create` instead of failing later.
    pub refuse_2000_at_create: bool,
    /// The register is in test mode: a refused payment ends in `PAYIN_ERROR`.
    pub payin_error: bool,
    /// `einvoice/process` answers a `pay_form` too.
    pub pay_form: bool,
    /// `einvoice/process` offers a host-to-host session.
    pub h2h: bool,
    /// How payouts end whose amount is neither 1000 nor 2000.
    pub payout_outcome: PayoutOutcome,
    /// The only payment methods that are available; all, if `None`.
    pub methods: Option<Vec<String>>,
    /// If callbacks are sent at all.
    pub callbacks: bool,
    /// How often a callback is repeated that found nobody, or a status of 500 and above.
    pub callback_retries: u32,
    /// Seconds before such a repetition.
    pub callback_retry_delay_s: u64,
    /// Every callback is sent twice.
    pub callback_duplicate: bool,
    /// Seconds from the final state to its callback.
    pub callback_late_s: u64,
    /// Seconds from the callback to the final state it announces.
    pub callback_early_s: u64,
    /// Callbacks may leave this machine.
    pub callback_anywhere: bool,
    /// The number of the next order instead of a random one.
    pub next_tracking: Option<String>,
    /// What payment pages are announced under, if not under the sandbox's own address.
    pub page_base: Option<String>,
    /// What `payment/balance` answers, as JSON; the real balance, if `None`.
    pub balance_answer: Option<String>,
    /// What `extrafields/list` answers, as JSON.
    pub extra_fields_answer: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            errors_as_http: false,
            invoice_fee_basis_points: 200,
            payout_fee_basis_points: 100,
            invoice_delay_s: 0,
            credit_delay_s: 0,
            payout_queue_delay_s: 0,
            payout_delay_s: 0,
            two_step_credit: false,
            refuse_2000_at_create: false,
            payin_error: false,
            pay_form: false,
            h2h: false,
            payout_outcome: PayoutOutcome::Pay,
            methods: None,
            callbacks: true,
            callback_retries: 0,
            callback_retry_delay_s: 0,
            callback_duplicate: false,
            callback_late_s: 0,
            callback_early_s: 0,
            callback_anywhere: false,
            next_tracking: None,
            page_base: None,
            balance_answer: None,
            extra_fields_answer: r#"{"list":[]}"#.to_owned(),
        }
    }
}

/// The names that `configure` takes.
const NAMES: &[&str] = &[
    "errors_as_http",
    "invoice_fee_basis_points",
    "payout_fee_basis_points",
    "invoice_delay_s",
    "credit_delay_s",
    "payout_queue_delay_s",
    "payout_delay_s",
    "two_step_credit",
    "refuse_2000_at_create",
    "payin_error",
    "pay_form",
    "h2h",
    "payout_outcome",
    "methods",
    "callbacks",
    "callback_retries",
    "callback_retry_delay_s",
    "callback_duplicate",
    "callback_late_s",
    "callback_early_s",
    "callback_anywhere",
    "next_tracking",
    "page_base",
    "balance_answer",
    "extra_fields_answer",
];

impl Settings {
    /// Takes settings by name; all of them or, if one is wrong, none.
    pub(super) fn configure(&mut self, args: &Json) -> Result<(), Refused> {
        setting::configure(self, args, NAMES, Self::set)
    }

    fn set(&mut self, name: &str, value: &Json) -> Option<()> {
        match name {
            "errors_as_http" => self.errors_as_http = value.as_bool()?,
            "invoice_fee_basis_points" => self.invoice_fee_basis_points = basis_points(value)?,
            "payout_fee_basis_points" => self.payout_fee_basis_points = basis_points(value)?,
            "invoice_delay_s" => self.invoice_delay_s = seconds(value)?,
            "credit_delay_s" => self.credit_delay_s = seconds(value)?,
            "payout_queue_delay_s" => self.payout_queue_delay_s = seconds(value)?,
            "payout_delay_s" => self.payout_delay_s = seconds(value)?,
            "two_step_credit" => self.two_step_credit = value.as_bool()?,
            "refuse_2000_at_create" => self.refuse_2000_at_create = value.as_bool()?,
            "payin_error" => self.payin_error = value.as_bool()?,
            "pay_form" => self.pay_form = value.as_bool()?,
            "h2h" => self.h2h = value.as_bool()?,
            "payout_outcome" => {
                self.payout_outcome = match value.as_text()? {
                    "pay" => PayoutOutcome::Pay,
                    "fail" => PayoutOutcome::Fail,
                    "wait" => PayoutOutcome::Wait,
                    _ => return None,
                }
            }
            "methods" => {
                self.methods = match value {
                    Json::Text(all) if all == "all" => None,
                    _ => Some(texts(value)?),
                }
            }
            "callbacks" => self.callbacks = value.as_bool()?,
            "callback_retries" => self.callback_retries = whole(value)?,
            "callback_retry_delay_s" => self.callback_retry_delay_s = seconds(value)?,
            "callback_duplicate" => self.callback_duplicate = value.as_bool()?,
            "callback_late_s" => self.callback_late_s = seconds(value)?,
            "callback_early_s" => self.callback_early_s = seconds(value)?,
            "callback_anywhere" => self.callback_anywhere = value.as_bool()?,
            "next_tracking" => self.next_tracking = Some(value.as_text()?.to_owned()),
            "page_base" => self.page_base = Some(value.as_text()?.to_owned()),
            "balance_answer" => self.balance_answer = Some(value.to_string()),
            "extra_fields_answer" => self.extra_fields_answer = value.to_string(),
            _ => return None,
        }
        Some(())
    }
}

fn basis_points(value: &Json) -> Option<u32> {
    whole(value).filter(|points| *points <= 10_000)
}
