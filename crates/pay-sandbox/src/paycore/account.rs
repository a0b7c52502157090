//! A Commerce account: its credentials and what lies in it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::random;

use super::amount::{enabled, is_crypto};

/// Everything that opens one account's doors.
#[derive(Clone)]
pub(super) struct Account {
    pub(super) id: &'static str,
    pub(super) api_key: &'static str,
    pub(super) test: Keys,
    pub(super) live: Keys,
    pub(super) name: &'static str,
    /// By mode and currency: live and test are kept apart.
    purses: BTreeMap<(bool, &'static str), Purse>,
}

#[derive(Clone, Copy)]
pub(super) struct Keys {
    pub(super) public: &'static str,
    pub(super) private: &'static str,
}

/// What an account holds in one currency.
#[derive(Clone)]
pub(super) struct Purse {
    /// `comca_..`
    pub(super) id: String,
    pub(super) active: Decimal,
    /// Held by payouts in work.
    pub(super) pending: Decimal,
}

/// The accounts that there are at the start.
pub(super) fn accounts() -> Vec<Account> {
    let first = Account {
        id: "coma_Sandbox123456789",
        api_key: "pay-sandbox-api-key-of-the-first-shop-00001",
        test: Keys {
            public: "pk_test_pay-sandbox-public-key-of-the-first-shop-01",
            private: "sk_test_pay-sandbox-secret-key-of-the-first-shop-02",
        },
        live: Keys {
            public: "pk_live_pay-sandbox-public-key-of-the-first-shop-03",
            private: "sk_live_pay-sandbox-secret-key-of-the-first-shop-04",
        },
        name: "First shop",
        purses: purses(),
    };
    let second = Account {
        id: "coma_Sandbox987654321",
        api_key: "pay-sandbox-api-key-of-the-second-shop-0001",
        test: Keys {
            public: "pk_test_pay-sandbox-public-key-of-the-other-shop-01",
            private: "sk_test_pay-sandbox-secret-key-of-the-other-shop-02",
        },
        live: Keys {
            public: "pk_live_pay-sandbox-public-key-of-the-other-shop-03",
            private: "sk_live_pay-sandbox-secret-key-of-the-other-shop-04",
        },
        name: "Second shop",
        purses: purses(),
    };
    vec![first, second]
}

/// 100000 of each currency, 10 of each coin, in both modes.
fn purses() -> BTreeMap<(bool, &'static str), Purse> {
    let full = |currency: &str| Purse {
        id: id("comca_"),
        active: Decimal::from(if is_crypto(currency) { 10 } else { 100_000 }),
        pending: Decimal::ZERO,
    };
    let modes = |currency: &'static str| {
        [((false, currency), full(currency)), ((true, currency), full(currency))]
    };
    enabled().flat_map(modes).collect()
}

impl Account {
    pub(super) fn keys(&self, test_mode: bool) -> Keys {
        if test_mode { self.test } else { self.live }
    }

    pub(super) fn purse(&self, test_mode: bool, currency: &str) -> Option<&Purse> {
        let mut all = self.purses.iter();
        all.find(|((mode, code), _)| *mode == test_mode && *code == currency)
            .map(|(_, purse)| purse)
    }

    pub(super) fn purse_mut(&mut self, test_mode: bool, currency: &str) -> &mut Purse {
        let mut all = self.purses.iter_mut();
        all.find(|((mode, code), _)| *mode == test_mode && *code == currency)
            .map(|(_, purse)| purse)
            .expect("invoices have currencies of their account")
    }

    /// The live purses.
    pub(super) fn live_purses(&self) -> impl Iterator<Item = (&'static str, &Purse)> {
        self.purses.iter().filter(|((test, _), _)| !test).map(|((_, code), purse)| (*code, purse))
    }
}

/// An id as the gateway makes them: a prefix and 16 letters or digits.
pub(super) fn id(prefix: &str) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let mut id = prefix.to_owned();
    id.extend(random::bytes::<16>().map(|byte| char::from(LETTERS[usize::from(byte) % 62])));
    id
}
