//! `POST /api/payment/statement` (source: the provider's table of contents names a payout statement;
//! path and fields are inferred from the invoices' one)

use pay_wire::{Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse, lenient};
use serde::{Deserialize, Serialize};
use snafu::ensure;
use time::PrimitiveDateTime;

use super::Payout;
use crate::error::DatesSnafu;
use crate::{Obmenka, PayoutStatus, date, wire};

/// Asks for the payouts between two moments.
///
/// **Inferred**: only the existence of this operation is documented. It only asks, so trying it
/// against your own register is harmless.
#[derive(Clone, Debug, Serialize)]
#[must_use = "nothing is sent until a client sends it"]
pub struct ListPayouts {
    #[serde(serialize_with = "date::write")]
    start_date: PrimitiveDateTime,
    #[serde(serialize_with = "date::write")]
    end_date: PrimitiveDateTime,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<PayoutStatus>,
}

impl ListPayouts {
    /// From one moment to another.
    ///
    /// # Errors
    ///
    /// If the first is after the second.
    pub fn between(start: PrimitiveDateTime, end: PrimitiveDateTime) -> Result<Self> {
        ensure!(start <= end, DatesSnafu);
        Ok(Self { start_date: start, end_date: end, status: None })
    }

    /// Only those in this status.
    pub fn status(self, status: PayoutStatus) -> Self {
        Self { status: Some(status), ..self }
    }
}

impl Endpoint for ListPayouts {
    type Gateway = Obmenka;
    type Response = Answer<PayoutList>;

    const NAME: &'static str = "payment/statement";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &Obmenka, _: &Stamp) -> Result<WireRequest> {
        wire::seal("/api/payment/statement", self, gateway)
    }

    fn decode(&self, gateway: &Obmenka, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, PayoutList, _>(gateway, answer, &["list"], |list, _| Ok(list))
    }
}

/// The payouts of a statement, technical top-ups (`REFILL`) among them; a missing list is an empty
/// one.
#[derive(Clone, Debug, Deserialize)]
pub struct PayoutList {
    #[serde(default, deserialize_with = "lenient::list")]
    list: Vec<Payout>,
}

impl PayoutList {
    /// The payouts, in the gateway's order.
    pub fn payouts(&self) -> &[Payout] {
        &self.list
    }
}
