//! Answers before they are spelled: which members each action has, in the order of the examples.

use crate::gateway::Manner;
use crate::json::Json;

use super::error::SystemError;
use super::payment::{Payment, Share, Status};

/// The bank that every payment goes through.
const BANK: &str = "АТ «Тестбанк»";

/// What an action says.
pub(super) enum Answer {
    /// The inside of `response`.
    Data(Json),
    Error(SystemError),
    Pdf(Vec<u8>),
}

/// An answer, and how it is to be spelled and sent.
pub(super) struct Draft {
    pub(super) answer: Answer,
    pub(super) sloppy: bool,
    /// If a proxy's page takes its place.
    pub(super) lost: bool,
    pub(super) manner: Manner,
    pub(super) login: String,
}

impl Draft {
    pub(super) fn of(answer: Answer) -> Self {
        Self { answer, sloppy: false, lost: false, manner: Manner::AtOnce, login: String::new() }
    }
}

/// Which members the common answer has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Members {
    All,
    /// Of `PaymentCancel`: nothing about the bank's approval.
    NoApproval,
    /// Of `GetPaymentStatus`.
    NoTerminal,
    /// Of `ProcessPayment`.
    NoTransactions,
}

/// The common answer for a payment as it stands.
pub(super) fn payment(payment: &Payment, members: Members, page_base: &str) -> Json {
    let mut json = Json::object([("pmt_id", Json::number(payment.pmt_id))]);
    if let Some(ext_id) = &payment.ext_id {
        json.push("ext_id", Json::text(ext_id));
    }
    json.push("invoice", Json::number(payment.invoice));
    json.push("amount", Json::number(payment.amount));
    json.push("pmt_status", Json::number(payment.status.code()));
    if let (Status::Challenged, Some(challenge)) = (payment.status, &payment.challenge) {
        let url = format!("{page_base}/acs/{}?k={}", payment.pmt_id, challenge.key);
        json.push("security_rate", Json::text("3D"));
        json.push("security_data", Json::object([("redirect_url", Json::text(url))]));
    }
    if payment.status == Status::Questioned {
        let fields = ["sender.firstname", "sender.lastname", "sender.identification_number"];
        json.push("expected_aml_fields", Json::List(fields.map(Json::text).into()));
    }
    json.push("card_mask", Json::text(&payment.mask));
    json.push("bank_response", bank_response(payment.group));
    json.push("bank_acquirer_name", Json::text(BANK));
    let approved = payment.status.is_success() && members != Members::NoApproval;
    if approved {
        json.push("rrn", Json::text(rrn(payment)));
        if members != Members::NoTerminal {
            json.push("terminal_id", terminal_id(payment));
        }
        json.push("auth_code", Json::text(auth_code(payment)));
    }
    let refused = matches!(payment.status, Status::Refused | Status::Blocked);
    if members != Members::NoTransactions && !refused {
        json.push("transactions", Json::List(payment.shares.iter().map(transaction).collect()));
    }
    if approved {
        if let Some(token) = &payment.recurrent_token {
            json.push("recurrent_token", Json::text(token));
        }
        json.push("mch_amount", Json::List(payment.shares.iter().map(credit).collect()));
    }
    json
}

/// The answer to a cancellation that was carried out, whatever is left of the payment.
pub(super) fn cancelled(payment: &Payment, page_base: &str) -> Json {
    let mut json = self::payment(payment, Members::NoApproval, page_base);
    set(&mut json, "pmt_status", Json::number(Status::Cancelled.code()));
    json
}

/// The answer to a cancellation that was not: the payment stays what it was.
pub(super) fn not_cancelled(payment: &Payment, page_base: &str) -> Json {
    let mut json = self::payment(payment, Members::NoApproval, page_base);
    set(&mut json, "pmt_status", Json::number(Status::Refused.code()));
    set(&mut json, "bank_response", bank_response(Some(55)));
    if let Json::Object(members) = &mut json {
        members.retain(|(name, _)| name != "transactions");
    }
    json
}

pub(super) fn set(json: &mut Json, name: &str, new: Json) {
    if let Json::Object(members) = json
        && let Some((_, value)) = members.iter_mut().find(|(key, _)| key == name)
    {
        *value = new;
    }
}

fn bank_response(group: Option<u32>) -> Json {
    Json::object([("error_group", group.map_or(Json::Null, Json::number))])
}

fn transaction(share: &Share) -> Json {
    Json::object([
        ("trn_id", Json::number(share.trn_id)),
        ("smch_id", Json::number(share.smch_id)),
        ("invoice", Json::number(share.invoice)),
        ("amount", Json::number(share.amount)),
    ])
}

/// What the receiver gets, without the payer's fee.
fn credit(share: &Share) -> Json {
    Json::object([
        ("smch_id", Json::text(share.smch_id.to_string())),
        ("amount", Json::text(share.invoice.to_string())),
    ])
}

/// Twelve digits, the first of them 0.
fn rrn(payment: &Payment) -> String {
    format!("0{:011}", payment.pmt_id % 100_000_000_000)
}

/// Six characters, the first of them 0; some are letters.
fn auth_code(payment: &Payment) -> String {
    format!("0{:05X}", payment.pmt_id % 0x10_0000)
}

/// Every third payment has none.
fn terminal_id(payment: &Payment) -> Json {
    match payment.pmt_id % 3 {
        0 => Json::Null,
        _ => Json::text(format!("W{:07}", payment.pmt_id % 10_000_000)),
    }
}

/// The spelling of `GetPaymentStatus` in its table; its example has numbers.
pub(super) fn as_in_the_table(json: &mut Json) {
    for name in ["pmt_id", "invoice", "amount", "pmt_status"] {
        if let Some(Json::Number(digits)) = json.get(name).cloned() {
            set(json, name, Json::Text(digits));
        }
    }
}
