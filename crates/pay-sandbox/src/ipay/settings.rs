//! What can be chosen about the gateway.

use std::fmt;

use crate::gateway::Refused;
use crate::json::Json;
use crate::setting::{self, seconds};

use super::google;
use super::shape::whole;

/// How the iPay double behaves; a reset of the sandbox brings the defaults back.
#[derive(Clone)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Settings {
    /// How many seconds a request's time may be away from the clock; 300.
    pub time_window_s: u64,
    /// Members that no document has are refused.
    pub strict_unknown_fields: bool,
    /// `PaymentCreate` needs everything that its table calls required.
    pub strict_required: bool,
    /// Google's signatures are checked, and only encrypted tokens are read.
    pub check_tokens: bool,
    /// Google's keys, in the JSON of its `keys.json`.
    pub google_root_keys: String,
    /// What tokens are decrypted with: PKCS #8 in Base64.
    pub recipient_private_key: String,
    /// A Google token can be used more than once.
    pub allow_token_reuse: bool,
    /// Seconds after which held money is free again; a week.
    pub hold_ttl_s: u64,
    /// Seconds that a payer has for 3-D Secure; 1200.
    pub threeds_ttl_s: u64,
    /// The sum in kopecks above which 3-D Secure takes place; 50000.
    pub threeds_above: u64,
    /// How often `GetReceipt` answers JSON before there is a PDF; 2.
    pub receipt_steps: u64,
    /// All answers are printed in the sloppy style.
    pub sloppy: bool,
    /// `GetPaymentStatus` writes texts where its table has them, instead of its example's numbers.
    pub status_as_text: bool,
    /// How late answers come for sums that end in 99, in milliseconds of real time; 90000.
    pub slow_answer_ms: u64,
    /// The number of the next payment.
    pub next_pmt_id: u64,
    /// The number of the next transaction.
    pub next_trn_id: u64,
    /// What the pages are announced under, if not under the sandbox's own address.
    pub page_base: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            time_window_s: 300,
            strict_unknown_fields: true,
            strict_required: false,
            check_tokens: false,
            google_root_keys: google::root_keys(),
            recipient_private_key: google::RECIPIENT_KEY.to_owned(),
            allow_token_reuse: false,
            hold_ttl_s: 7 * 24 * 3600,
            threeds_ttl_s: 1200,
            threeds_above: 50_000,
            receipt_steps: 2,
            sloppy: false,
            status_as_text: false,
            slow_answer_ms: 90_000,
            next_pmt_id: 1_100_000_001,
            next_trn_id: 2_200_000_001,
            page_base: None,
        }
    }
}

/// The names that `configure` takes.
const NAMES: &[&str] = &[
    "time_window_s",
    "strict_unknown_fields",
    "strict_required",
    "check_tokens",
    "google_root_keys",
    "recipient_private_key",
    "allow_token_reuse",
    "hold_ttl_s",
    "threeds_ttl_s",
    "threeds_above",
    "receipt_steps",
    "sloppy",
    "status_as_text",
    "slow_answer_ms",
    "next_pmt_id",
    "next_trn_id",
    "page_base",
];

impl Settings {
    /// Takes settings by name; all of them or, if one is wrong, none.
    pub(super) fn configure(&mut self, args: &Json) -> Result<(), Refused> {
        setting::configure(self, args, NAMES, Self::set)
    }

    fn set(&mut self, name: &str, value: &Json) -> Option<()> {
        match name {
            "time_window_s" => self.time_window_s = seconds(value)?,
            "strict_unknown_fields" => self.strict_unknown_fields = value.as_bool()?,
            "strict_required" => self.strict_required = value.as_bool()?,
            "check_tokens" => self.check_tokens = value.as_bool()?,
            "google_root_keys" => self.google_root_keys = keys(value)?,
            "recipient_private_key" => {
                value.as_text()?.clone_into(&mut self.recipient_private_key);
            }
            "allow_token_reuse" => self.allow_token_reuse = value.as_bool()?,
            "hold_ttl_s" => self.hold_ttl_s = seconds(value)?,
            "threeds_ttl_s" => self.threeds_ttl_s = seconds(value)?,
            "threeds_above" => self.threeds_above = whole(value)?,
            "receipt_steps" => self.receipt_steps = whole(value)?,
            "sloppy" => self.sloppy = value.as_bool()?,
            "status_as_text" => self.status_as_text = value.as_bool()?,
            "slow_answer_ms" => {
                self.slow_answer_ms = whole(value).filter(|ms| *ms <= 3_600_000)?;
            }
            "next_pmt_id" => self.next_pmt_id = id(value)?,
            "next_trn_id" => self.next_trn_id = id(value)?,
            "page_base" => self.page_base = Some(value.as_text()?.to_owned()),
            _ => return None,
        }
        Some(())
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("check_tokens", &self.check_tokens)
            .field("sloppy", &self.sloppy)
            .finish_non_exhaustive()
    }
}

/// Numbers as PHP has them: 63 bits.
fn id(value: &Json) -> Option<u64> {
    whole(value).filter(|id| (1..=1 << 62).contains(id))
}

/// The document as such, or as a text that holds it.
fn keys(value: &Json) -> Option<String> {
    match value {
        Json::Object(_) => Some(value.to_string()),
        Json::Text(text) => Json::read(text.as_bytes()).map(|_| text.clone()),
        _ => None,
    }
}
