//! The parts of a payout that was split.

use std::fmt;

use pay_wire::{Amount, Members, Printable};
use serde_json::value::RawValue;

use crate::members::attributes;
use crate::{Currency, PayoutStatus, Resolution};

/// One part of a split payout, `po_..`; everything may be missing.
///
/// By default only parts that succeeded are told.
#[derive(Clone)]
pub struct PayoutPart {
    attributes: Members,
}

impl PayoutPart {
    pub(crate) fn read(raw: &RawValue) -> Self {
        Self { attributes: Members::of(raw) }
    }

    /// Where it stands.
    pub fn status(&self) -> Option<PayoutStatus> {
        self.attributes.text("status").map(PayoutStatus::read)
    }

    /// Why it stands there; of accounts that see internal data.
    pub fn resolution(&self) -> Option<Resolution> {
        self.attributes.text("resolution").map(Resolution::read)
    }

    /// Its currency.
    pub fn currency(&self) -> Option<Currency> {
        self.attributes.text("currency").map(Currency::read)
    }

    /// Any member, as JSON.
    pub fn member(&self, name: &str) -> Option<&str> {
        self.attributes.raw(name).map(RawValue::get)
    }
}

attributes! { PayoutPart: text -> &str;
    /// The platform's id of it.
    id,
    /// The acquirer's retrieval reference number.
    rrn,
    /// The platform's id of who paid it; of accounts that see internal data.
    provider_id,
    /// The code of who paid it; of accounts that see internal data.
    provider_code,
}

attributes! { PayoutPart: amount -> Amount;
    /// How much of the payout it is.
    amount,
}

impl fmt::Debug for PayoutPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PayoutPart")
            .field("id", &self.id().map(Printable))
            .field("status", &self.status())
            .field("amount", &self.amount())
            .finish_non_exhaustive()
    }
}
