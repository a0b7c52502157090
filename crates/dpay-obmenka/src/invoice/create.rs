//! `POST /api/einvoice/create` ([the provider's page][page])
//!
//! [page]: https://acquiring.obmenka.ua/en/docapi_/api_einvoice_create

use std::collections::BTreeMap;
use std::fmt;

use pay_wire::{
    Amount, Answer, Endpoint, Error, Result, Safety, Settled, Stamp, WireRequest, WireResponse,
    check_url, lenient,
};
use serde::{Deserialize, Serialize};
use snafu::ensure;

use super::Invoice;
use crate::error::{AmountOfSnafu, ApiError, EmptySnafu, Fault, api_error};
use crate::{Method, Obmenka, Order, PaymentId, Tracking, wire};

/// Registers an order of the merchant's; moves no money and asks nothing of the payer yet.
///
/// A second one under the same `payment_id` is refused, not answered with the first.
#[derive(Clone, Serialize)]
#[must_use = "nothing is sent until a client sends it"]
pub struct CreateInvoice<'a> {
    payment_id: &'a str,
    currency: Method,
    amount: Amount,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sender: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    success_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fail_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_url: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extra_fields: BTreeMap<&'a str, &'a str>,
}

impl<'a> CreateInvoice<'a> {
    /// With all that must be there (choice: the provider marks nothing as mandatory): your own number of the order, the method, and the
    /// amount without commission, in major units of the method's currency.
    ///
    /// # Errors
    ///
    /// If `payment_id` or the method is empty, or the amount is not payable.
    pub fn new(payment_id: &'a str, method: Method, amount: Amount) -> Result<Self> {
        ensure!(!payment_id.is_empty(), EmptySnafu { field: "payment_id" });
        ensure!(!method.as_str().is_empty(), EmptySnafu { field: "currency" });
        ensure!(amount.is_payable(), AmountOfSnafu { field: "amount" });
        Ok(Self {
            payment_id,
            currency: method,
            amount,
            description: None,
            account: None,
            sender: None,
            success_url: None,
            fail_url: None,
            status_url: None,
            extra_fields: BTreeMap::new(),
        })
    }

    /// What is paid for.
    pub fn description(self, description: &'a str) -> Self {
        Self { description: Some(description), ..self }
    }

    /// Who pays, in the merchant's system.
    pub fn account(self, account: &'a str) -> Self {
        Self { account: Some(account), ..self }
    }

    /// The wallet or card that the payment is expected from.
    pub fn sender(self, sender: &'a str) -> Self {
        Self { sender: Some(sender), ..self }
    }

    /// Where the payer's browser goes after success.
    ///
    /// # Errors
    ///
    /// If it is not an absolute web address.
    pub fn success_url(self, url: &'a str) -> Result<Self> {
        check_url("success_url", url)?;
        Ok(Self { success_url: Some(url), ..self })
    }

    /// Where the payer's browser goes after failure.
    ///
    /// # Errors
    ///
    /// If it is not an absolute web address.
    pub fn fail_url(self, url: &'a str) -> Result<Self> {
        check_url("fail_url", url)?;
        Ok(Self { fail_url: Some(url), ..self })
    }

    /// Where the gateway calls back, with an empty GET that says nothing but "look now". Put your
    /// own number of the order into it.
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
    /// [`GetInvoice`](crate::GetInvoice) under the same `payment_id` then brought: the same invoice
    /// means done, a proven "not found" means not done (inferred), anything else nothing. An
    /// invoice over another sum or method is somebody else's.
    pub fn settle(&self, asked: &Result<Answer<Invoice>>) -> Settled {
        match asked {
            Ok(invoice) if self.is(invoice) => Settled::Done,
            Ok(_) => Settled::Open,
            Err(error) => settled_by(error),
        }
    }

    fn is(&self, invoice: &Invoice) -> bool {
        let ours = Order::from(self.payment_id).expect(invoice.payment_id(), invoice.tracking());
        invoice.is_signed()
            && ours.is_ok()
            && invoice.amount().is_none_or(|amount| amount.decimal() == self.amount.decimal())
            && invoice.method().is_none_or(|method| *method == self.currency)
    }
}

/// What an error in answer to "does it exist?" proves: "not found" alone, and only if it is proven.
pub(crate) fn settled_by(error: &Error) -> Settled {
    let found_nothing = ApiError::of(error).is_some_and(ApiError::says_not_found);
    if error.refusal().is_some() && found_nothing { Settled::NotDone } else { Settled::Open }
}

impl Endpoint for CreateInvoice<'_> {
    type Gateway = Obmenka;
    type Response = Answer<CreatedInvoice>;

    const NAME: &'static str = "einvoice/create";
    const SAFETY: Safety = Safety::Repeatable;

    fn encode(&self, gateway: &Obmenka, _: &Stamp) -> Result<WireRequest> {
        wire::seal("/api/einvoice/create", self, gateway)
    }

    fn decode(&self, gateway: &Obmenka, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, CreatedInvoice, _>(gateway, answer, &["tracking"], |created, _| {
            if let Some(source) = created.error {
                return Err(Fault::TwoAnswers { source }.into());
            }
            Order::from(self.payment_id).expect(created.payment_id(), None)?;
            Ok(created)
        })
    }
}

impl fmt::Debug for CreateInvoice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CreateInvoice")
            .field("payment_id", &self.payment_id)
            .field("currency", &self.currency)
            .field("amount", &self.amount)
            .finish_non_exhaustive()
    }
}

/// An invoice that exists now, in status `CREATED`.
#[derive(Clone, Debug, Deserialize)]
pub struct CreatedInvoice {
    tracking: Tracking,
    #[serde(default, deserialize_with = "lenient::text")]
    payment_id: Option<PaymentId>,
    #[serde(default, deserialize_with = "api_error")]
    error: Option<ApiError>,
}

impl CreatedInvoice {
    /// The gateway's number of it.
    pub fn tracking(&self) -> &Tracking {
        &self.tracking
    }

    /// The merchant's number, echoed.
    pub fn payment_id(&self) -> Option<&PaymentId> {
        self.payment_id.as_ref()
    }
}
