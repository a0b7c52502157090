//! The directory of services: methods bound to a currency, and the fields they ask for.

use rust_decimal::Decimal;

use crate::json::Json;

use super::amount::decimal;
use super::card::passes_luhn;

/// Which way the money goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Direction {
    In,
    Out,
}

/// A way to pay or to be paid.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) code: &'static str,
    pub(super) method: &'static str,
    pub(super) currency: &'static str,
    pub(super) direction: Direction,
    pub(super) fields: &'static [Field],
    min: &'static str,
    max: &'static str,
}

/// What a service wants to know.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) key: &'static str,
    pub(super) required: bool,
    pub(super) rule: Rule,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Rule {
    /// 12 to 19 digits with the right check digit.
    Card,
    /// So many digits.
    Digits(usize, usize),
    OneOf(&'static [&'static str]),
    Filled,
}

const fn required(key: &'static str, rule: Rule) -> Field {
    Field { key, required: true, rule }
}

const fn optional(key: &'static str, rule: Rule) -> Field {
    Field { key, required: false, rule }
}

const NONE: &[Field] = &[];
const CARD: &[Field] = &[required("card_number", Rule::Card)];
const WALLET: &[Field] = &[required("wallet_id", Rule::Filled)];
const TEST: &[Field] = &[
    required("account", Rule::Digits(1, 15)),
    optional("test_details_success_rate", Rule::Digits(1, 3)),
    optional("test_details_payout_status", Rule::OneOf(TEST_STATUSES)),
    optional("test_details_payout_resolution", Rule::Filled),
];
/// How a payout through the test service may be told to end.
const TEST_STATUSES: &[&str] = &[
    "processed",
    "partially_processed",
    "process_failed",
    "process_pending",
    "process_error",
    "expired",
    "terminated",
];

#[rustfmt::skip]
const SERVICES: &[Service] = &[
    service("payment_card_uah_hpp", "payment_card", "UAH", Direction::In, NONE, "0.01", "1000000"),
    service("payment_card_usd_hpp", "payment_card", "USD", Direction::In, NONE, "0.01", "1000000"),
    service("payment_card_eur_hpp", "payment_card", "EUR", Direction::In, NONE, "0.01", "1000000"),
    service("bank_card_uah_hpp", "bank_card", "UAH", Direction::In, NONE, "0.01", "1000000"),
    service("qiwi_rub_hpp", "qiwi", "RUB", Direction::In, &[required("phone", Rule::Filled)], "0.01", "1000000"),
    service("payment_card_uah", "payment_card", "UAH", Direction::Out, CARD, "0.01", "14999"),
    service("payment_card_usd", "payment_card", "USD", Direction::Out, CARD, "0.01", "14999"),
    service("payment_card_eur", "payment_card", "EUR", Direction::Out, CARD, "0.01", "14999"),
    service("bank_card_rub", "bank_card", "RUB", Direction::Out, CARD, "0.01", "100000"),
    service("test_usd", "test", "USD", Direction::Out, TEST, "0.01", "9999999"),
    service("bitcoin_btc", "bitcoin", "BTC", Direction::Out, WALLET, "0.00001", "50"),
    service("ethereum_eth", "ethereum", "ETH", Direction::Out, WALLET, "0.00001", "100"),
    service("litecoin_ltc", "litecoin", "LTC", Direction::Out, WALLET, "0.00001", "100"),
    service("bank_transfer_try", "bank_transfer", "TRY", Direction::Out, &[
        required("account_number", Rule::Filled), required("beneficiary_full_name", Rule::Filled),
    ], "0.01", "1000000"),
    service("bank_transfer_mxn", "bank_transfer", "MXN", Direction::Out, &[
        required("bank_code", Rule::Filled), required("account_number", Rule::Filled),
        required("account_type", Rule::Filled),
    ], "0.01", "1000000"),
    service("nequi_cop", "nequi", "COP", Direction::Out, &[
        required("bank_account_name", Rule::Filled), required("bank_account_number", Rule::Filled),
        required("identity_id", Rule::Filled),
        required("id_type", Rule::OneOf(&["CC", "CE", "PA", "TI", "NIT"])),
        required("account_type", Rule::OneOf(&["0", "1"])),
    ], "0.01", "10000000"),
    service("binancepay_usd", "binancepay", "USD", Direction::Out, &[
        required("recipient_type", Rule::OneOf(&["EMAIL", "BINANCE_ID"])),
        required("recipient_id", Rule::Filled),
    ], "0.01", "100000"),
];

const fn service(
    code: &'static str,
    method: &'static str,
    currency: &'static str,
    direction: Direction,
    fields: &'static [Field],
    min: &'static str,
    max: &'static str,
) -> Service {
    Service { code, method, currency, direction, fields, min, max }
}

/// All services that move money this way.
pub(super) fn all(direction: Direction) -> impl Iterator<Item = &'static Service> {
    SERVICES.iter().filter(move |service| service.direction == direction)
}

pub(super) fn find(code: &str, direction: Direction) -> Option<&'static Service> {
    all(direction).find(|service| service.code == code)
}

impl Service {
    /// The least and the most it moves at once, in its own currency.
    pub(super) fn limits(&self) -> (Decimal, Decimal) {
        let limit = |text| decimal(text).expect("limits are decimals");
        (limit(self.min), limit(self.max))
    }

    /// If the payer or the recipient is named by a card number.
    pub(super) fn is_card(&self) -> bool {
        ["payment_card", "bank_card"].contains(&self.method)
    }
}

impl Rule {
    pub(super) fn accepts(self, value: &str) -> bool {
        let digits = |least, most| {
            (least..=most).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit())
        };
        match self {
            Self::Card => digits(12, 19) && passes_luhn(value),
            Self::Digits(least, most) => digits(least, most),
            Self::OneOf(words) => words.contains(&value),
            Self::Filled => !value.is_empty(),
        }
    }

    /// As pre-requests show it, in PHP's delimiters.
    pub(super) fn pattern(self) -> Json {
        match self {
            Self::Card => Json::text("/^\\d{12,19}$/"),
            Self::Digits(least, most) => Json::text(format!("/^\\d{{{least},{most}}}$/")),
            Self::OneOf(words) => Json::text(format!("/^({})$/", words.join("|"))),
            Self::Filled => Json::Null,
        }
    }
}
