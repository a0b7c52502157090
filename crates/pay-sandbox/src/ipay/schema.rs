//! The bodies of the nine actions, as their tables have them.

use super::shape::Shape::{
    Address, Flag, Free, Kopecks, List, Map, Number, Short, Text, Uuid, Whole, Word,
};
use super::shape::{Field, optional, required};

/// The actions, in the order of the document.
pub(super) const ACTIONS: &[&str] = &[
    "CalculateFee",
    "PaymentCreate",
    "PaymentVerify3DS",
    "PaymentSale",
    "PaymentCancel",
    "GetPaymentStatus",
    "GetPaymentInvoice",
    "GetReceipt",
    "ProcessPayment",
];

/// What the body of an action may hold; `None` if there is no such action.
pub(super) fn body(action: &str) -> Option<&'static [Field]> {
    Some(match action {
        "CalculateFee" => CALCULATE_FEE,
        "PaymentCreate" => PAYMENT_CREATE,
        "PaymentVerify3DS" => PAYMENT_VERIFY_3DS,
        "PaymentSale" => PAYMENT_SALE,
        "PaymentCancel" => PAYMENT_CANCEL,
        "GetPaymentStatus" => GET_PAYMENT_STATUS,
        "GetPaymentInvoice" | "GetReceipt" | "ProcessPayment" => ONE_PAYMENT,
        _ => return None,
    })
}

const CALCULATE_FEE: &[Field] = &[required("invoice", Kopecks)];

const PAYMENT_CREATE: &[Field] = &[
    required("invoice", Kopecks),
    optional("token", Text),
    optional("pmt_desc", Text),
    optional("pmt_info", Free),
    optional("threeds_info", Map(THREEDS_INFO)),
    optional("ext_id", Short(50)),
    optional("msisdn", Text),
    optional("deferred_payment", Flag),
    optional("recurrent", Flag),
    optional("recurrent_token", Text),
    optional("transactions", List(TRANSACTION)),
    optional("sender", Map(PARTY)),
    optional("receiver", Map(PARTY)),
    optional("receipt_data", Map(RECEIPT_DATA)),
];

pub(super) const THREEDS_INFO: &[Field] = &[
    optional("notification_url", Address),
    optional("threeds_requestor_url", Address),
    optional("browser_language", Text),
    optional("browser_screen_height", Text),
    optional("browser_screen_width", Text),
    optional("browser_color_depth", Text),
    optional("browser_accept_header", Text),
    optional("browser_tz", Text),
    optional("browser_user_agent", Text),
];

const TRANSACTION: &[Field] = &[
    required("invoice", Kopecks),
    required("smch_id", Whole(0)),
    optional("desc", Short(100)),
    optional("info", Free),
];

const PARTY: &[Field] = &[
    optional("lastname", Text),
    optional("firstname", Text),
    optional("middlename", Text),
    optional("document", Text),
    optional("address", Text),
    optional("identification_number", Text),
    optional("account_number", Text),
    // As a public client spells it.
    optional("accountNumber", Text),
];

const RECEIPT_DATA: &[Field] = &[
    optional("cashier_id", Whole(0)),
    optional("cash_register_id", Whole(0)),
    required("goods", List(GOODS)),
    optional("discounts", List(DISCOUNT)),
    optional("delivery_email", Text),
];

const GOODS: &[Field] = &[
    required("id", Uuid),
    optional("code", Text),
    optional("name", Text),
    optional("barcode", Text),
    required("price", Whole(0)),
    required("quantity", Whole(1)),
];

const DISCOUNT: &[Field] = &[
    required("type", Word(&["DISCOUNT", "EXTRA_CHARGE"])),
    required("mode", Word(&["PERCENT", "VALUE"])),
    required("value", Number),
];

const PAYMENT_VERIFY_3DS: &[Field] =
    &[required("pmt_id", Whole(0)), required("threeds_data", Text)];

const PAYMENT_SALE: &[Field] = &[
    required("pmt_id", Whole(0)),
    optional("invoice", Kopecks),
    optional("transactions", List(TRANSACTION)),
];

const PAYMENT_CANCEL: &[Field] = &[
    required("pmt_id", Whole(0)),
    optional("amount", Kopecks),
    optional("transactions", List(RETURNED)),
];

const RETURNED: &[Field] = &[required("trn_id", Whole(0)), required("amount", Kopecks)];

const GET_PAYMENT_STATUS: &[Field] = &[optional("pmt_id", Whole(0)), optional("ext_id", Short(50))];

const ONE_PAYMENT: &[Field] = &[required("pmt_id", Whole(0))];
