//! Services: a method bound to a currency and, for what comes in, to a flow.
//!
//! Which ones an account has, a pre-request tells; they differ from account to account.

use std::borrow::Cow;
use std::fmt;

use pay_wire::{Printable, Result};
use serde::Serialize;
use snafu::ensure;

use crate::error::ServiceSnafu;

/// The code of a service, `method_currency` or `method_currency_flow`, such as `payment_card_uah`
/// (out) or `payment_card_uah_hpp` (in).
///
/// Open text: the method of cards was called `bank_card` before 2019, and both names are in use.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Service(Cow<'static, str>);

impl Service {
    /// Any code, as the gateway spells it.
    ///
    /// # Errors
    ///
    /// If it is empty or has white space or a control character.
    pub fn new(code: impl Into<Cow<'static, str>>) -> Result<Self> {
        let code = code.into();
        let odd = |character: char| character.is_whitespace() || character.is_control();
        ensure!(!code.is_empty() && !code.contains(odd), ServiceSnafu);
        Ok(Self(code))
    }

    const fn known(code: &'static str) -> Self {
        Self(Cow::Borrowed(code))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Printable(&self.0).fmt(f)
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Service({self})")
    }
}

macro_rules! services {
    ($($about:literal: $($name:ident = $code:literal)+;)+) => {
        impl Service {$($(
            #[doc = concat!("`", $code, "`: ", $about, ".")]
            pub const $name: Self = Self::known($code);
        )+)+}
    };
}

services! {
    "cards on the hosted page, in":
    PAYMENT_CARD_UAH_HPP = "payment_card_uah_hpp" PAYMENT_CARD_USD_HPP = "payment_card_usd_hpp"
    PAYMENT_CARD_EUR_HPP = "payment_card_eur_hpp";
    "a wallet on the hosted page, in":
    QIWI_RUB_HPP = "qiwi_rub_hpp";
    "to a card, out":
    PAYMENT_CARD_UAH = "payment_card_uah";
    "to a card under the name of 2019, out":
    BANK_CARD_RUB = "bank_card_rub";
    "the provider's test service, out":
    TEST_USD = "test_usd";
    "to a wallet of a crypto currency, out":
    BITCOIN_BTC = "bitcoin_btc" ETHEREUM_ETH = "ethereum_eth" LITECOIN_LTC = "litecoin_ltc";
    "to a bank account, out":
    BANK_TRANSFER_TRY = "bank_transfer_try" BANK_TRANSFER_MXN = "bank_transfer_mxn"
    NEQUI_COP = "nequi_cop";
    "to a Binance account, out":
    BINANCEPAY_USD = "binancepay_usd";
}

impl Service {
    /// The fields that the provider's directory requires of a payout by this service; none where
    /// it is not in the directory, or the directory does not say.
    pub fn payout_fields(&self) -> &'static [&'static str] {
        match self.as_str() {
            "payment_card_uah" | "bank_card_rub" => &["card_number"],
            "test_usd" => &["account"],
            "bitcoin_btc" | "ethereum_eth" | "litecoin_ltc" => &["wallet_id"],
            "bank_transfer_try" => &["account_number", "beneficiary_full_name"],
            _ => &[],
        }
    }
}
