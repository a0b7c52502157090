//! The books: every effect on money, as tests judge by them.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use crate::dates::rfc3339;
use crate::json::Json;
use crate::world::Shared;

/// What happened to the money.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Kind {
    /// A payer has paid the merchant.
    Charge,
    /// Money of a payer is set aside.
    Hold,
    /// Money that was set aside is free again.
    Release,
    /// Money that was set aside is taken.
    Capture,
    /// A payer has got money back.
    Refund,
    /// The merchant's money has left for a recipient.
    Payout,
    /// Money of a payout is back at the merchant.
    PayoutReturn,
}

impl Kind {
    /// The word of `GET /ledger`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Charge => "charge",
            Self::Hold => "hold",
            Self::Release => "release",
            Self::Capture => "capture",
            Self::Refund => "refund",
            Self::Payout => "payout",
            Self::PayoutReturn => "payout_return",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One effect on money.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Entry {
    /// Name of the gateway, such as `dpay`.
    pub gateway: &'static str,
    /// What happened.
    pub kind: Kind,
    /// The merchant's own id of the order where there is one.
    pub id: String,
    /// Decimal text in major units, such as `100.00`.
    pub amount: String,
    /// Accounting currency, such as `UAH`.
    pub currency: String,
    /// When, by the sandbox's clock.
    pub at: SystemTime,
}

impl Entry {
    pub(crate) fn to_json(&self) -> Json {
        Json::object([
            ("gateway", Json::text(self.gateway)),
            ("kind", Json::text(self.kind.as_str())),
            ("id", Json::text(&self.id)),
            ("amount", Json::text(&self.amount)),
            ("currency", Json::text(&self.currency)),
            ("at", Json::text(rfc3339(self.at))),
        ])
    }
}

/// The books of all gateways, oldest entry first.
#[derive(Clone)]
pub struct Ledger {
    shared: Arc<Shared>,
}

impl Ledger {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// Every entry since the start or the last reset.
    pub fn entries(&self) -> Vec<Entry> {
        self.shared.world().ledger.clone()
    }

    /// The entries of one kind for one order.
    pub fn of(&self, kind: Kind, id: &str) -> Vec<Entry> {
        let mut entries = self.entries();
        entries.retain(|entry| entry.kind == kind && entry.id == id);
        entries
    }

    /// The payments of payers for one order; one, if nobody was charged twice.
    pub fn charges(&self, id: &str) -> Vec<Entry> {
        self.of(Kind::Charge, id)
    }

    /// The times money left for one order; one, if nothing was paid out twice.
    pub fn payouts(&self, id: &str) -> Vec<Entry> {
        self.of(Kind::Payout, id)
    }
}

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.entries()).finish()
    }
}
