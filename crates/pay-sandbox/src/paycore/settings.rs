//! What can be chosen about the gateway.

use super::fee::Fee;

/// How a refusal is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ErrorStyle {
    /// `{"request_id":"..","error_type":"..","error_codes":[".."]}`
    Seed,
    /// `{"errors":[{"id":"..","status":"422","code":"..", ..}]}`
    JsonApi,
    /// The members of both in one object.
    Both,
    /// `{"error":"Not found"}`
    Text,
    /// `{"errors":{"amount":"Amount is required"}}`
    Map,
}

/// How JSON is spelled.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum JsonStyle {
    /// As PHP does: `\/`, `\u` escapes, `[]` for empty maps, exponents for tiny numbers.
    Php,
    /// With nothing escaped that need not be, and `{}` for empty maps.
    Plain,
}

/// The two generations of answers of the public API.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Shape {
    /// Everything directly under `data`.
    Flat,
    /// Under `data.attributes`.
    JsonApi,
}

/// How the PayCore double behaves; a reset of the sandbox brings the defaults back.
///
/// What the document calls options of the account counts for all accounts here.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in the document")]
pub struct Settings {
    /// `active`, the only one that may create anything, or another word of the document.
    pub account_status: String,
    /// Addresses that may use the private API; all, if empty. Callers of the sandbox come from
    /// `127.0.0.1`.
    pub ip_allow_list: Vec<String>,
    /// Where callbacks go that the invoice gives no address for.
    pub callback_url: Option<String>,
    /// Where payers go that the invoice gives no address for.
    pub return_url: Option<String>,
    /// Payers go there even if the invoice gives an address.
    pub force_return_url: bool,
    /// The operation is appended to the address that payers return to.
    pub send_operation_context: bool,
    /// Public keys create nothing.
    pub forbid_public_creation: bool,
    /// Pre-requests show the fee.
    pub public_fee: bool,
    /// Answers have `included` and `original_data`, failed parts of payouts are shown.
    pub expose_internal_data: bool,
    /// Services that are not available.
    pub disabled_services: Vec<String>,
    /// Minutes after which an unpaid payment expires; 2880.
    pub invoice_lifetime: u64,
    /// Minutes after which a payout expires that nobody has processed; 30.
    pub payout_lifetime: u64,
    /// Failed attempts that make a payment fail if `fail_fast` is off; 5.
    pub attempts_limit: u32,
    /// The first failed attempt makes a payment fail.
    pub fail_fast: bool,
    /// What payments cost, for invoices made from now on.
    pub payment_fee: Fee,
    /// What payouts cost, for invoices made from now on.
    pub payout_fee: Fee,
    /// Payouts go on by themselves after they were created.
    pub auto_process: bool,
    /// Seconds from `process_pending` to the end of a payout.
    pub payout_delay_s: u64,
    /// How far an account may be overdrawn, in whole units of each currency.
    pub overdraft_limit: u64,
    /// What has to stay in an account, in whole units of each currency.
    pub balance_lower_limit: u64,
    /// Refunds end within the call; if not, on the clock.
    pub refund_sync: bool,
    /// Seconds to the end of a refund if `refund_sync` is off.
    pub refund_delay_s: u64,
    /// The status of a refused duplicate: 429, 422 or 409.
    pub duplicate_status: u16,
    /// How many API requests a minute may bring; any number, if `None`.
    pub rate_limit: Option<usize>,
    /// How refusals are written.
    pub error_style: ErrorStyle,
    /// How JSON is spelled.
    pub json_style: JsonStyle,
    /// How the public API answers about invoices.
    pub public_shape: Shape,
    /// How the public API answers pre-requests.
    pub prerequest_shape: Shape,
    /// The form that creates a payment is answered by a page that submits itself, not by a redirect.
    pub process_page: bool,
    /// If lists have pages; otherwise they bring everything, without `meta` and `links`.
    pub paging: bool,
    /// If callbacks are sent at all.
    pub callbacks: bool,
    /// Callbacks are sent on final states only.
    pub callbacks_only_final: bool,
    /// Callbacks about payouts are as short as the document's sample.
    pub callback_short_payouts: bool,
    /// Seconds before the first repetition; the n-th waits n times as long. 60.
    pub callback_interval_s: u64,
    /// How often a callback is tried; 100.
    pub callback_attempts: u32,
    /// Seconds for which changes of one invoice are gathered into one callback.
    pub callback_merge_s: u64,
    /// Every callback is sent twice.
    pub callback_duplicate: bool,
    /// Seconds by which callbacks are late, one after the other and from the beginning again:
    /// with 60 and 0 every second one is overtaken.
    pub callback_late_s: Vec<u64>,
    /// Callbacks may leave this machine.
    pub callback_anywhere: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            account_status: "active".to_owned(),
            ip_allow_list: Vec::new(),
            callback_url: None,
            return_url: None,
            force_return_url: false,
            send_operation_context: false,
            forbid_public_creation: false,
            public_fee: true,
            expose_internal_data: false,
            disabled_services: Vec::new(),
            invoice_lifetime: 2880,
            payout_lifetime: 30,
            attempts_limit: 5,
            fail_fast: true,
            payment_fee: Fee::default(),
            payout_fee: Fee::default(),
            auto_process: false,
            payout_delay_s: 0,
            overdraft_limit: 0,
            balance_lower_limit: 0,
            refund_sync: true,
            refund_delay_s: 0,
            duplicate_status: 429,
            rate_limit: None,
            error_style: ErrorStyle::Seed,
            json_style: JsonStyle::Php,
            public_shape: Shape::Flat,
            prerequest_shape: Shape::Flat,
            process_page: false,
            paging: true,
            callbacks: true,
            callbacks_only_final: false,
            callback_short_payouts: false,
            callback_interval_s: 60,
            callback_attempts: 100,
            callback_merge_s: 0,
            callback_duplicate: false,
            callback_late_s: Vec::new(),
            callback_anywhere: false,
        }
    }
}
