//! `POST /api/payment/create` ([the provider's page][page])
//!
//! [page]: https://acquiring.obmenka.ua/en/docapi_/api_payment_create

use std::collections::BTreeMap;
use std::fmt;

use pay_wire::{
    Amount, Answer, Endpoint, Result, Safety, Settled, Stamp, WireRequest, WireResponse, check_url,
    lenient,
};
use serde::{Deserialize, Serialize};
use snafu::ensure;

use super::Payout;
use crate::error::{AmountOfSnafu, ApiError, EmptySnafu, Fault, RecipientSnafu, api_error};
use crate::invoice::settled_by;
use crate::{Method, Obmenka, Order, PaymentId, Tracking, wire};

/// Registers a payout. It moves no money: [`ProcessPayout`](crate::ProcessPayout) does.
///
/// A second one under the same `payment_id` is refused, not answered with the first.
#[derive(Clone, Serialize)]
#[must_use = "nothing is sent until a client sends it"]
pub struct CreatePayout<'a> {
    recipient: &'a str,
    amount: Amount,
    currency: Method,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    payment_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_url: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extra_fields: BTreeMap<&'a str, &'a str>,
}

impl<'a> CreatePayout<'a> {
    /// With all that must be there: your own number of the order, the account of the
    /// recipient, the method, and the amount that reaches the recipient, in major units of the
    /// method's currency (the fee comes on top).
    ///
    /// # Errors
    ///
    /// If `payment_id`, `recipient` or the method is empty, the recipient is not digits alone (crypto methods
    /// aside, whose addresses are not), or the amount is not payable.
    pub fn new(
        payment_id: &'a str,
        recipient: &'a str,
        method: Method,
        amount: Amount,
    ) -> Result<Self> {
        ensure!(!payment_id.is_empty(), EmptySnafu { field: "payment_id" });
        ensure!(!recipient.is_empty(), EmptySnafu { field: "recipient" });
        let digits = recipient.bytes().all(|byte| byte.is_ascii_digit());
        ensure!(digits || method.is_crypto(), RecipientSnafu);
        ensure!(!method.as_str().is_empty(), EmptySnafu { field: "currency" });
        ensure!(amount.is_payable(), AmountOfSnafu { field: "amount" });
        Ok(Self {
            recipient,
            amount,
            currency: method,
            description: None,
            payment_id,
            status_url: None,
            extra_fields: BTreeMap::new(),
        })
    }

    /// What it is for.
    pub fn description(self, description: &'a str) -> Self {
        Self { description: Some(description), ..self }
    }

    /// Where the gateway calls back when the payout has reached its end, with an empty GET that
    /// says nothing but "look now". Put your own number of the order into it.
    ///
    /// # Errors
    ///
    /// If it is not an absolute web address.
    pub fn status_url(self, url: &'a str) -> Result<Self> {
        check_url("status_url", url)?;
        Ok(Self { status_url: Some(url), ..self })
    }

    /// A parameter that the payment system needs; see [`ListExtraFields`](crate::ListExtraFields).
    pub fn extra_field(mut self, name: &'a str, value: &'a str) -> Self {
        self.extra_fields.insert(name, value);
        self
    }

    /// What became of this create if its outcome was unknown, from what
    /// [`GetPayout`](crate::GetPayout) under the same `payment_id` then brought: the same payout
    /// means done, a proven "not found" means not done (inferred), anything else nothing. A payout
    /// of another sum, by another method or to another recipient is somebody else's: never process
    /// it.
    pub fn settle(&self, asked: &Result<Answer<Payout>>) -> Settled {
        match asked {
            Ok(payout) if self.is(payout) => Settled::Done,
            Ok(_) => Settled::Open,
            Err(error) => settled_by(error),
        }
    }

    fn is(&self, payout: &Payout) -> bool {
        let ours = Order::from(self.payment_id).expect(payout.payment_id(), payout.tracking());
        payout.is_signed()
            && ours.is_ok()
            && payout.amount().is_none_or(|amount| amount.decimal() == self.amount.decimal())
            && payout.method().is_none_or(|method| *method == self.currency)
            && payout.recipient().is_none_or(|recipient| recipient == self.recipient)
    }
}

impl Endpoint for CreatePayout<'_> {
    type Gateway = Obmenka;
    type Response = Answer<CreatedPayout>;

    const NAME: &'static str = "payment/create";
    const SAFETY: Safety = Safety::Repeatable;

    fn encode(&self, gateway: &Obmenka, _: &Stamp) -> Result<WireRequest> {
        wire::seal("/api/payment/create", self, gateway)
    }

    fn decode(&self, gateway: &Obmenka, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, CreatedPayout, _>(gateway, answer, &["tracking"], |created, _| {
            if let Some(source) = created.error {
                return Err(Fault::TwoAnswers { source }.into());
            }
            Order::from(self.payment_id).expect(created.payment_id(), None)?;
            Ok(created)
        })
    }
}

/// Without the recipient, which may be a card number.
impl fmt::Debug for CreatePayout<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CreatePayout")
            .field("payment_id", &self.payment_id)
            .field("currency", &self.currency)
            .field("amount", &self.amount)
            .finish_non_exhaustive()
    }
}

/// A payout that exists now, in status `CREATED`.
#[derive(Clone, Debug, Deserialize)]
pub struct CreatedPayout {
    tracking: Tracking,
    #[serde(default, deserialize_with = "lenient::text")]
    payment_id: Option<PaymentId>,
    #[serde(default, deserialize_with = "api_error")]
    error: Option<ApiError>,
}

impl CreatedPayout {
    /// The gateway's number of it.
    pub fn tracking(&self) -> &Tracking {
        &self.tracking
    }

    /// The merchant's number, echoed.
    pub fn payment_id(&self) -> Option<&PaymentId> {
        self.payment_id.as_ref()
    }
}
