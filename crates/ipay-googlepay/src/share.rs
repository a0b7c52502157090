//! Splitting a payment between receivers.

use std::fmt;

use pay_wire::Result;
use serde::Serialize;
use snafu::ensure;

use crate::error::{AddUpSnafu, EmptySnafu, SumSnafu, ZeroSnafu};
use crate::free::FreeObject;
use crate::id::check_length;
use crate::{Kopecks, SmchId};

/// The longest purpose, in characters.
const LONGEST: usize = 100;

/// One receiver's share of a payment that is made or captured.
#[derive(Clone, Serialize)]
pub struct Share<'a> {
    invoice: Kopecks,
    smch_id: SmchId,
    #[serde(skip_serializing_if = "str::is_empty")]
    desc: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    info: Option<FreeObject>,
}

impl<'a> Share<'a> {
    /// So much for this receiver.
    ///
    /// # Errors
    ///
    /// If the sum is not more than zero, or the receiver's number is 0.
    pub fn new(smch_id: SmchId, invoice: Kopecks) -> Result<Self> {
        ensure!(invoice.is_payable(), SumSnafu { field: "transactions[].invoice" });
        ensure!(smch_id.get() != 0, ZeroSnafu { field: "transactions[].smch_id" });
        Ok(Self { invoice, smch_id, desc: "", info: None })
    }

    /// What it is paid for.
    ///
    /// # Errors
    ///
    /// If it has more than 100 characters.
    pub fn description(self, description: &'a str) -> Result<Self> {
        check_length("transactions[].desc", description, LONGEST)?;
        Ok(Self { desc: description, ..self })
    }

    /// Data of your own, a JSON object; its values go out as they are written.
    ///
    /// # Errors
    ///
    /// If it is not a JSON object, or a member is in it twice.
    pub fn info(self, json: &str) -> Result<Self> {
        let info = FreeObject::read("transactions[].info", json)?;
        Ok(Self { info: Some(info), ..self })
    }
}

/// All shares together.
pub(crate) fn total(shares: &[Share<'_>]) -> Option<Kopecks> {
    Kopecks::checked_sum(shares.iter().map(|share| share.invoice))
}

/// Whether there are any, and they come to this sum.
pub(crate) fn add_up(shares: &[Share<'_>], invoice: Kopecks) -> Result<()> {
    ensure!(!shares.is_empty(), EmptySnafu { field: "transactions" });
    let total = total(shares);
    let sum = total.map_or_else(|| "too many".into(), |total| total.to_string());
    let add_up = total == Some(invoice);
    ensure!(add_up, AddUpSnafu { what: "transactions", sum, invoice: invoice.get() });
    Ok(())
}

/// Without the merchant's data.
impl fmt::Debug for Share<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Share")
            .field("smch_id", &self.smch_id)
            .field("invoice", &self.invoice)
            .finish_non_exhaustive()
    }
}
