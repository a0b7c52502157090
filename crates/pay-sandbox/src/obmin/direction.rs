//! Currencies and the directions of exchange between them.

use std::time::Duration;

use rust_decimal::Decimal;

use super::amount::fixed;
use super::field::{Field, Rule};

/// A currency of the exchanger.
#[derive(Clone, Debug)]
pub(super) struct Currency {
    pub(super) id: &'static str,
    /// The code of rate exports and notifications.
    pub(super) xml: &'static str,
    pub(super) name: &'static str,
    /// The code of the books.
    pub(super) symbol: &'static str,
    pub(super) decimals: u32,
    pub(super) reserve: Decimal,
    pub(super) active: bool,
}

/// One direction; currencies by their place.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(super) struct Direction {
    pub(super) id: &'static str,
    pub(super) url: &'static str,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) from_fields: Vec<Field>,
    pub(super) to_fields: Vec<Field>,
    pub(super) fields: Vec<Field>,
    /// Units of `from` for one unit of `to`.
    pub(super) rate: Decimal,
    /// In units of `to`.
    pub(super) fee: Decimal,
    /// From this amount on, so many percent off the rate; the first that fits counts.
    pub(super) discounts: Vec<(Decimal, Decimal)>,
    pub(super) min: Decimal,
    /// 0 if there is none.
    pub(super) max: Decimal,
    pub(super) more_reserve: Decimal,
    pub(super) lifetime: Duration,
    /// The payment module; without one the payer follows a text.
    pub(super) module: Option<&'static str>,
    pub(super) auto_payout: bool,
    pub(super) floating: bool,
    /// From this amount of `from` on, a payer must be verified.
    pub(super) verified_from: Option<Decimal>,
    pub(super) shown: bool,
    pub(super) active: bool,
}

const ADA: usize = 0;
const CARD: usize = 1;
const USDT: usize = 2;
const BTC: usize = 3;
const ETH: usize = 4;
const WMZ: usize = 5;

pub(super) fn currencies() -> Vec<Currency> {
    let one = |id, xml, name, symbol, decimals, reserve| Currency {
        id,
        xml,
        name,
        symbol,
        decimals,
        reserve: fixed(reserve),
        active: true,
    };
    vec![
        one("64a0000000000000000000a1", "ADA", "Cardano", "ADA", 6, "50000"),
        one("64a0000000000000000000a2", "CARDUAH", "Visa/MasterCard", "UAH", 2, "1000000"),
        one("64a0000000000000000000a3", "USDTTRC20", "Tether TRC20", "USDT", 2, "20000"),
        one("64a0000000000000000000a4", "BTC", "Bitcoin", "BTC", 8, "3"),
        one("64a0000000000000000000a5", "ETH", "Ethereum", "ETH", 8, "40"),
        one("64a0000000000000000000a6", "WMZ", "WebMoney Z", "WMZ", 2, "15000"),
    ]
}

/// Automatic both ways, manual both ways, automatic payment with a manual payout, and a hidden one
/// with a manual payment and an automatic payout.
pub(super) fn directions() -> Vec<Direction> {
    let hour = Duration::from_secs(3600);
    let ada_to_card = Direction {
        id: "6580ad77a8cd1684a53a1c0f",
        url: "cardano-to-visa-mastercard",
        from: ADA,
        to: CARD,
        from_fields: Vec::new(),
        to_fields: vec![card("66be4d2d52f0bb5b9c12ca27"), owner("66be4d2d52f0bb5b9c12ca28")],
        fields: vec![mail("66be4d2d52f0bb5b9c12ca2b")],
        rate: fixed("0.0625"),
        fee: Decimal::ZERO,
        discounts: Vec::new(),
        min: fixed("10"),
        max: fixed("10000"),
        more_reserve: Decimal::ZERO,
        lifetime: hour,
        module: Some("cryptomus"),
        auto_payout: true,
        floating: false,
        verified_from: None,
        shown: true,
        active: true,
    };
    let card_to_usdt = Direction {
        id: "6580ad77a8cd1684a53a1c10",
        url: "visa-mastercard-to-tether-trc20",
        from: CARD,
        to: USDT,
        from_fields: vec![card("66be4d2d52f0bb5b9c12ca29")],
        to_fields: vec![tron("66be4d2d52f0bb5b9c12ca2a")],
        fields: vec![mail("66be4d2d52f0bb5b9c12ca2b")],
        rate: fixed("42"),
        fee: fixed("1"),
        discounts: vec![(fixed("100000"), fixed("1")), (fixed("20000"), fixed("0.5"))],
        min: fixed("500"),
        max: Decimal::ZERO,
        more_reserve: fixed("-5000"),
        module: None,
        auto_payout: false,
        ..ada_to_card.clone()
    };
    let btc_to_card = Direction {
        id: "6580ad77a8cd1684a53a1c11",
        url: "bitcoin-to-visa-mastercard",
        from: BTC,
        to: CARD,
        rate: fixed("0.0000005"),
        min: fixed("0.0001"),
        max: fixed("1.5"),
        more_reserve: fixed("2000000"),
        lifetime: hour / 2,
        module: Some("whitebit"),
        auto_payout: false,
        floating: true,
        verified_from: Some(fixed("1")),
        ..ada_to_card.clone()
    };
    let eth_to_wmz = Direction {
        id: "6580ad77a8cd1684a53a1c12",
        url: "ethereum-to-webmoney-z",
        from: ETH,
        to: WMZ,
        to_fields: vec![purse("66be4d2d52f0bb5b9c12ca2c")],
        fields: Vec::new(),
        rate: fixed("0.0063"),
        fee: fixed("0.04"),
        min: fixed("0.01"),
        max: fixed("30"),
        module: None,
        shown: false,
        ..ada_to_card.clone()
    };
    vec![ada_to_card, card_to_usdt, btc_to_card, eth_to_wmz]
}

fn card(id: &'static str) -> Field {
    let placeholder = "0000 0000 0000 0000";
    Field { id, name: "Номер картки", placeholder, rule: Rule::Card, required: true }
}

fn owner(id: &'static str) -> Field {
    Field {
        id, name: "Власник картки", placeholder: "", rule: Rule::Free, required: false
    }
}

fn tron(id: &'static str) -> Field {
    Field { id, name: "Адреса TRC20", placeholder: "T...", rule: Rule::Tron, required: true }
}

fn purse(id: &'static str) -> Field {
    Field { id, name: "WMZ", placeholder: "Z000000000000", rule: Rule::Purse, required: true }
}

fn mail(id: &'static str) -> Field {
    Field { id, name: "E-mail", placeholder: "name@example.com", rule: Rule::Mail, required: true }
}
