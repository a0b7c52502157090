//! `POST /`, action `CalculateFee` ([section 3.4.1][page] of the provider's documentation)
//!
//! [page]: https://api-googlepay.ipay.ua/doc?lang=ua

use pay_wire::{Answer, Endpoint, Members, Result, Safety, Stamp, WireRequest, WireResponse};
use serde::Serialize;
use snafu::{OptionExt as _, ensure};

use crate::error::{NotDocumentedSnafu, SumSnafu};
use crate::members::Reading as _;
use crate::{IPay, Kopecks, wire};

/// Asks what the payer will pay for a purchase of this sum. Makes no payment.
#[derive(Clone, Copy, Debug, Serialize)]
#[must_use = "nothing is sent until a client sends it"]
pub struct CalculateFee {
    invoice: Kopecks,
}

impl CalculateFee {
    /// For a purchase of this sum, without commission.
    ///
    /// # Errors
    ///
    /// If it is not more than zero.
    pub fn new(invoice: Kopecks) -> Result<Self> {
        ensure!(invoice.is_payable(), SumSnafu { field: "invoice" });
        Ok(Self { invoice })
    }
}

impl Endpoint for CalculateFee {
    type Gateway = IPay;
    type Response = Answer<Fee>;

    const NAME: &'static str = "CalculateFee";
    const SAFETY: Safety = Safety::ReadOnly;
    const MAX_ANSWER: usize = wire::LONGEST;

    fn encode(&self, gateway: &IPay, stamp: &Stamp) -> Result<WireRequest> {
        wire::seal::<Self>(self, gateway, stamp)
    }

    fn decode(&self, _: &IPay, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, Fee::read)
    }
}

/// What the payer will pay: `amount = invoice + fee` (in the only example there is).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fee {
    invoice: Option<Kopecks>,
    amount: Kopecks,
    commission: Option<Kopecks>,
}

impl Fee {
    fn read(members: &Members) -> Result<Self> {
        let lacks = "a fee has an `amount` of kopecks";
        Ok(Self {
            invoice: members.kopecks("invoice"),
            amount: members.kopecks("amount").context(NotDocumentedSnafu { lacks })?,
            commission: members.kopecks("fee"),
        })
    }

    /// The sum of the purchase, without commission. (The document's example does not answer with
    /// the sum that it asks about, so this is not held against the request.)
    pub fn invoice(&self) -> Option<Kopecks> {
        self.invoice
    }

    /// What the payer pays, with commission: the sum to show to Google and to him.
    pub fn amount(&self) -> Kopecks {
        self.amount
    }

    /// The commission.
    pub fn fee(&self) -> Option<Kopecks> {
        self.commission
    }
}
