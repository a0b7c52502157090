//! Payment methods and accounting currencies: two vocabularies under one name.
//!
//! The field `currency` of the API holds a *method* (`visamaster.uah`); `accrual_currency` and the
//! form's `CURRENCY` hold an accounting *currency* (`UAH`). Both sets are open: they differ by
//! brand and are part of the register's settings. Source: the currency lists of the invoice and
//! payout pages of the Obmenka, SmartWM and Africa sites.

use std::borrow::Cow;
use std::fmt;

use pay_wire::{Printable, Result, lenient};
use serde::{Deserialize, Deserializer, Serialize, de};
use snafu::ensure;

use crate::error::EmptySnafu;

macro_rules! open_word {
    ($(#[$doc:meta])* $name:ident, $field:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, Serialize)]
        pub struct $name(Cow<'static, str>);

        impl $name {
            /// Any code.
            ///
            /// # Errors
            ///
            /// If it is empty.
            pub fn new(code: impl Into<Cow<'static, str>>) -> Result<Self> {
                let code = code.into();
                ensure!(!code.is_empty(), EmptySnafu { field: $field });
                Ok(Self(code))
            }

            const fn known(code: &'static str) -> Self {
                Self(Cow::Borrowed(code))
            }

            /// The code, as it came.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<String> for $name {
            fn from(code: String) -> Self {
                Self(code.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&Printable(&self.0), f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({:?})"), Printable(&self.0))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                lenient::text(deserializer)?.ok_or_else(|| de::Error::custom("expected a code"))
            }
        }
    };
}

open_word! {
    /// A payment method: `<system>[-<country>][.<currency>]`; crypto methods have no dot.
    Method, "currency"
}

open_word! {
    /// An accounting currency in capitals. The rouble is `RUR` here.
    Currency, "currency"
}

impl Method {
    /// Whether it pays in a crypto currency: its code has no dot (inferred from the lists; the
    /// wallet `qiwi`, which had none either, is in no list of today).
    pub fn is_crypto(&self) -> bool {
        !self.0.contains('.') && *self != QIWI
    }
}

impl Currency {
    /// Hryvnia.
    pub const UAH: Self = Self::known("UAH");
    /// US dollar.
    pub const USD: Self = Self::known("USD");
    /// Euro.
    pub const EUR: Self = Self::known("EUR");
    /// Rouble, under its older code.
    pub const RUR: Self = Self::known("RUR");
    /// Bitcoin.
    pub const BTC: Self = Self::known("BTC");
    /// Bitcoin Cash.
    pub const BCH: Self = Self::known("BCH");
    /// Litecoin.
    pub const LTC: Self = Self::known("LTC");
    /// Tether.
    pub const USDT: Self = Self::known("USDT");
}

macro_rules! methods {
    ($($about:literal: $($name:ident = $code:literal)+;)+) => {
        $($(
            #[doc = concat!("`", $code, "`: ", $about, ".")]
            pub const $name: Method = Method::known($code);
        )+)+

        /// Every method that the documents name, for menus and tests.
        pub const DOCUMENTED: &[Method] = &[$($($name),+),+];
    };
}

methods! {
    "Visa and Mastercard":
    VISAMASTER_UAH = "visamaster.uah" VISAMASTER_USD = "visamaster.usd"
    VISAMASTER_NGN = "visamaster.ngn" VISAMASTER_XOF = "visamaster.xof";
    "a crypto currency":
    BITCOIN = "bitcoin" BITCOIN_CASH = "bitcoin_cash" ETHEREUM = "ethereum" LITECOIN = "litecoin"
    MONERO = "monero" TRON = "tron" CHAINLINK = "link" USDT_ERC20 = "usdt_erc20"
    USDT_TRC20 = "usdt_trc20" USDC_TRC20 = "usdc_trc20";
    "a Nigerian bank or card; `bank.ngn` has an unexplained asterisk in the payout lists":
    BANK_NGN = "bank.ngn" VERVE_NGN = "verve.ngn" OPAY_NGN = "opay.ngn";
    "an Indian system":
    IMPS_INR = "imps.inr" PAYTM_INR = "paytm.inr" PHONEPE_INR = "phonepe.inr" UPI_INR = "upi.inr";
    "a wallet of Madagascar":
    AIRTEL_MGA = "airtel.mga" MVOLA_MGA = "mvola.mga" ORANGE_MONEY_MGA = "orange_money.mga"
    VANILLA_PAY_MGA = "vanilla_pay.mga";
    "a mobile wallet of West Africa":
    MOOV_TOGO_XOF = "moov-togo.xof" MOOV_CI_XOF = "moov-ci.xof" MOOV_BENIN_XOF = "moov-benin.xof"
    MTN_TOGO_XOF = "mtn-togo.xof" MTN_CI_XOF = "mtn-ci.xof" MTN_BENIN_XOF = "mtn-benin.xof"
    ORANGE_MONEY_TOGO_XOF = "orange_money-togo.xof" ORANGE_MONEY_CI_XOF = "orange_money-ci.xof"
    ORANGE_MONEY_BENIN_XOF = "orange_money-benin.xof" TMONEY_XOF = "tmoney.xof"
    EXPRESSO_SENEGAL_XOF = "expresso-senegal.xof" FREE_MONEY_SENEGAL_XOF = "free_money-senegal.xof"
    MOOV_MALI_XOF = "moov-mali.xof" MOOV_BURKINA_FASO_XOF = "moov-burkina-faso.xof"
    MTN_GUINEA_GNF = "mtn-guinea.gnf" ORANGE_MONEY_SENEGAL_XOF = "orange_money-senegal.xof"
    ORANGE_MONEY_BURKINA_FASO_XOF = "orange_money-burkina-faso.xof";
    "a mobile wallet of Congo":
    AIRTEL_CONGO_USD = "airtel-congo.usd" AIRTEL_CONGO_CDF = "airtel-congo.cdf"
    MPESA_CONGO_USD = "mpesa-congo.usd" MPESA_CONGO_CDF = "mpesa-congo.cdf"
    AIRTEL_CONGO_BRAZZAVILLE_XAF = "airtel-congo-brazzaville.xaf";
    "a payout method of the Africa brand, the rest of whose list is unknown":
    AIRTEL_CAMEROON_XAF = "airtel-cameroon.xaf" AIRTEL_GHANA_GHS = "airtel-ghana.ghs"
    AIRTEL_KENYA_KES = "airtel-kenya.kes" AIRTEL_MALAWI_MWK = "airtel-malawi.mwk"
    AIRTEL_RWANDA_RWF = "airtel-rwanda.rwf" AIRTEL_TANZANIA_TZS = "airtel-tanzania.tzs"
    AIRTEL_UGANDA_UGX = "airtel-uganda.ugx" AIRTEL_ZAMBIA_ZMW = "airtel-zambia.zmw"
    EFT_SOUTH_AFRICA_ZAR = "eft-south-africa.zar" HALOTEL_TANZANIA_TZS = "halotel-tanzania.tzs"
    MPESA_KENYA_KES = "mpesa-kenya.kes" MPESA_TANZANIA_TZS = "mpesa-tanzania.tzs"
    MTN_CAMEROON_XAF = "mtn-cameroon.xaf" MTN_GHANA_GHS = "mtn-ghana.ghs"
    MTN_RWANDA_RWF = "mtn-rwanda.rwf" MTN_UGANDA_UGX = "mtn-uganda.ugx"
    MTN_ZAMBIA_ZMW = "mtn-zambia.zmw";
    "seen in a public client of 2021 and in none of today's lists":
    VISAMASTER_RUR = "visamaster.rur" QIWI = "qiwi";
}
