//! `POST /payment-prerequest` and `POST /payout-prerequest` (source: the provider's "Play with API"
//! page and its reference of the public API)

use pay_wire::{Amount, Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse};
use serde::Serialize;

use super::Services;
use crate::id::percent;
use crate::wire::{self, Proof};
use crate::{Currency, Mode, PayCore, money};

pay_wire::words! {
    /// A relation to be included in the answer, in the words of the provider's SDK; what is
    /// included is in [`Answer::raw`](crate::Answer::raw).
    pub enum Include {
        /// The services.
        PaymentService = "PaymentService",
        /// The methods.
        PaymentMethod = "PaymentMethod",
    }
}

#[derive(Serialize)]
struct Body<'a> {
    public_key: &'a str,
    currency: &'a Currency,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<Amount>,
}

impl<'a> Body<'a> {
    fn of(
        currency: &'a Currency,
        amount: Option<&Amount>,
        mode: Mode,
        gateway: &'a PayCore,
    ) -> Result<Self> {
        let public_key = gateway.known_public_key(mode)?;
        Ok(Self { public_key, currency, amount: amount.and_then(money::shortest) })
    }
}

/// Asks by which services a payer can pay (`payment-prerequest`).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until a client sends it"]
pub struct ListPaymentServices {
    currency: Currency,
    mode: Mode,
    amount: Option<Amount>,
    include: Vec<Include>,
}

impl ListPaymentServices {
    /// In this currency, for money or for a test.
    pub const fn new(currency: Currency, mode: Mode) -> Self {
        Self { currency, mode, amount: None, include: Vec::new() }
    }

    /// For this amount, in major units of the currency.
    ///
    /// # Errors
    ///
    /// If it is not payable.
    pub fn amount(self, amount: Amount) -> Result<Self> {
        money::check_amount("amount", &amount)?;
        Ok(Self { amount: Some(amount), ..self })
    }

    /// Includes a relation, as the provider's SDK can.
    pub fn include(mut self, relation: Include) -> Self {
        self.include.push(relation);
        self
    }
}

impl Endpoint for ListPaymentServices {
    type Gateway = PayCore;
    type Response = Answer<Services>;

    const NAME: &'static str = "payment-prerequest";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &PayCore, _: &Stamp) -> Result<WireRequest> {
        let include = |(index, relation): (usize, &Include)| {
            percent(&format!("include[{index}]")) + "=" + &percent(relation.as_str())
        };
        let query: Vec<_> = self.include.iter().enumerate().map(include).collect();
        let path = match query[..] {
            [] => "/payment-prerequest".to_owned(),
            _ => format!("/payment-prerequest?{}", query.join("&")),
        };
        let body = Body::of(&self.currency, self.amount.as_ref(), self.mode, gateway)?;
        wire::public_post(&path, &body, gateway)
    }

    fn decode(&self, _: &PayCore, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, Proof::Told, |top| {
            Services::read(top, "payment-prerequests", &self.currency, self.mode)
        })
    }
}

/// Asks by which services a receiver can be paid this amount (`payout-prerequest`): services whose
/// limits exclude it are left out.
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until a client sends it"]
pub struct ListPayoutServices {
    amount: Amount,
    currency: Currency,
    mode: Mode,
}

impl ListPayoutServices {
    /// This amount, in major units of the currency of the account that would be debited.
    ///
    /// # Errors
    ///
    /// If the amount is not payable.
    pub fn new(amount: Amount, currency: Currency, mode: Mode) -> Result<Self> {
        money::check_amount("amount", &amount)?;
        Ok(Self { amount, currency, mode })
    }
}

impl Endpoint for ListPayoutServices {
    type Gateway = PayCore;
    type Response = Answer<Services>;

    const NAME: &'static str = "payout-prerequest";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &PayCore, _: &Stamp) -> Result<WireRequest> {
        let body = Body::of(&self.currency, Some(&self.amount), self.mode, gateway)?;
        wire::public_post("/payout-prerequest", &body, gateway)
    }

    fn decode(&self, _: &PayCore, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, Proof::Told, |top| {
            Services::read(top, "payout-prerequests", &self.currency, self.mode)
        })
    }
}
