//! What invoices and payouts have in common.

use std::time::SystemTime;

use rust_decimal::Decimal;

use crate::dates::kyiv;
use crate::json::Json;
use crate::random;

use super::checks::Refusal;
use super::fields;

#[derive(Clone)]
pub(super) struct Order {
    pub(super) client: String,
    pub(super) payment_id: String,
    pub(super) tracking: String,
    /// Code of the payment method.
    pub(super) method: String,
    /// The accounting currency behind the method.
    pub(super) currency: String,
    pub(super) amount: Decimal,
    /// As it was when the order was made.
    pub(super) fee_basis_points: u32,
    pub(super) created: SystemTime,
    pub(super) processed: Option<SystemTime>,
    pub(super) status_url: Option<String>,
}

impl Order {
    /// `created` as the gateway writes it.
    pub(super) fn created(&self) -> Json {
        Json::text(kyiv(self.created))
    }

    /// The date of the end, `null` before it.
    pub(super) fn processed(&self) -> Json {
        self.processed.map_or(Json::Null, |at| Json::text(kyiv(at)))
    }

    /// If the amount is exactly this one: 1000 and 2000 decide how an order ends.
    pub(super) fn is_over(&self, amount: u32) -> bool {
        self.amount == Decimal::from(amount)
    }
}

/// The order that a call names by `payment_id`, `tracking` or both.
pub(super) fn find<'a>(
    orders: impl Iterator<Item = &'a Order>,
    client: &str,
    call: &Json,
) -> Result<usize, Refusal> {
    if call.get("payment_id").is_none() && call.get("tracking").is_none() {
        return Err(Refusal::required("payment_id"));
    }
    let payment_id = fields::payment_id(call)?;
    let tracking = fields::tracking(call)?;
    orders
        .enumerate()
        .find(|(_, order)| {
            order.client == client
                && payment_id.as_ref().is_none_or(|id| *id == order.payment_id)
                && tracking.as_ref().is_none_or(|number| *number == order.tracking)
        })
        .map(|(at, _)| at)
        .ok_or_else(Refusal::not_found)
}

/// Eight groups of four upper-case hex digits.
pub(super) fn random_tracking() -> String {
    let groups = random::bytes::<16>();
    let groups: Vec<_> =
        groups.chunks(2).map(|pair| format!("{:02X}{:02X}", pair[0], pair[1])).collect();
    groups.join("-")
}
