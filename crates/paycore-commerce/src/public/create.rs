//! `POST /payment-invoices` of the public API (source: the provider's "Play with API" page, which
//! prints the path in the singular; every code base uses the plural)

use std::fmt;

use pay_wire::{
    Amount, Answer, Endpoint, Result, Safety, Settled, Stamp, WireRequest, WireResponse, check_url,
};
use serde::Serialize;
use snafu::ensure;

use crate::error::{OtherSnafu, ServiceNeededSnafu};
use crate::fields::TextMap;
use crate::id::check_reference;
use crate::wire::{self, Proof, Resource};
use crate::{Currency, Customer, Fields, Invoice, Mode, PayCore, Service, money};

/// Asks a payer for money, by the public key alone.
///
/// [`CreateInvoice`](crate::CreateInvoice) of the private API is the better one where there is a
/// server of yours: this one needs the account's public creation to be allowed, cannot set the
/// callback address (it is the account's), and **cannot be looked up by `reference_id`**. So after
/// an unknown outcome there is no way to learn what became of it but a callback, the dashboard or
/// the private API; it is never sent again by itself, and you should not either.
#[derive(Clone, Serialize)]
#[must_use = "nothing is sent until a client sends it"]
pub struct CreateInvoice<'a> {
    public_key: &'a str,
    reference_id: &'a str,
    currency: Currency,
    #[serde(serialize_with = "money::number")]
    amount: Amount,
    #[serde(skip_serializing_if = "Option::is_none")]
    service: Option<Service>,
    #[serde(skip_serializing_if = "Fields::is_empty")]
    fields: Fields<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "TextMap::is_empty")]
    metadata: TextMap<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<Customer<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    return_url: Option<&'a str>,
    #[serde(skip)]
    mode: Mode,
}

impl<'a> CreateInvoice<'a> {
    /// With all that must be there: your own number of it, unique in the account; the amount in
    /// major units of the currency; and whether money is meant, which the account's public key of
    /// that mode tells.
    ///
    /// # Errors
    ///
    /// If `reference_id` is empty, longer than 255 characters (inferred) or has a control
    /// character, or the amount is not payable.
    pub fn new(
        reference_id: &'a str,
        amount: Amount,
        currency: Currency,
        mode: Mode,
    ) -> Result<Self> {
        check_reference("reference_id", reference_id)?;
        money::check_amount("amount", &amount)?;
        Ok(Self {
            public_key: "",
            reference_id,
            currency,
            amount,
            service: None,
            fields: Fields::new(),
            description: None,
            metadata: TextMap::new(),
            customer: None,
            return_url: None,
            mode,
        })
    }

    /// By this service, at once; without it the payer chooses on the hosted page (inferred).
    pub fn service(self, service: Service) -> Self {
        Self { service: Some(service), ..self }
    }

    /// What the service needs to know; [`OfferedService::check`](super::OfferedService::check)
    /// holds them against a pre-request.
    pub fn fields(self, fields: Fields<'a>) -> Self {
        Self { fields, ..self }
    }

    /// What is paid for.
    pub fn description(self, description: &'a str) -> Self {
        Self { description: Some(description), ..self }
    }

    /// One more value of yours, kept and echoed.
    ///
    /// # Errors
    ///
    /// If the key is empty, has a control character or is there already.
    pub fn metadata(mut self, key: &'a str, value: &'a str) -> Result<Self> {
        self.metadata.insert("metadata", key, value)?;
        Ok(self)
    }

    /// Who pays.
    pub fn customer(self, customer: Customer<'a>) -> Self {
        Self { customer: Some(customer), ..self }
    }

    /// Where the payer returns to (that it is taken here is inferred).
    ///
    /// # Errors
    ///
    /// If it is not an absolute web address.
    pub fn return_url(self, url: &'a str) -> Result<Self> {
        check_url("return_url", url)?;
        Ok(Self { return_url: Some(url), ..self })
    }

    /// Whether an invoice is the one that this create made, when its outcome was unknown and an id
    /// came from somewhere else: a callback, the dashboard. `asked` is what
    /// [`GetInvoice`](super::GetInvoice) under that id brought.
    ///
    /// The same reference, amount, currency, mode and service mean done. Everything else is open,
    /// "not found" too: it says that this id is nobody's, not that there is no invoice.
    pub fn settle(&self, asked: &Result<Answer<Invoice>>) -> Settled {
        match asked {
            Ok(invoice) if self.is(invoice) => Settled::Done,
            _ => Settled::Open,
        }
    }

    /// What anybody with the public key could have made under the same reference is another one.
    fn is(&self, invoice: &Invoice) -> bool {
        invoice.reference_id() == Some(self.reference_id)
            && invoice.amount().is_some_and(|amount| money::same(&amount, &self.amount))
            && invoice.currency().as_ref() == Some(&self.currency)
            && invoice.mode().is_none_or(|mode| mode == self.mode)
            && (self.service.is_none() || invoice.service() == self.service)
    }
}

impl Endpoint for CreateInvoice<'_> {
    type Gateway = PayCore;
    type Response = Answer<Invoice>;

    const NAME: &'static str = "public payment-invoice create";
    const SAFETY: Safety = Safety::Once;

    fn encode(&self, gateway: &PayCore, _: &Stamp) -> Result<WireRequest> {
        ensure!(self.fields.is_empty() || self.service.is_some(), ServiceNeededSnafu);
        let public_key = gateway.known_public_key(self.mode)?;
        let keyed = CreateInvoice { public_key, ..self.clone() };
        wire::public_post("/payment-invoices", &keyed, gateway)
    }

    fn decode(&self, _: &PayCore, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, Proof::Created, |top| {
            let invoice = Invoice::read(Resource::sole(top)?)?;
            let same = invoice.reference_id().is_none_or(|told| told == self.reference_id);
            ensure!(same, OtherSnafu { field: "reference_id" });
            let same = invoice.mode().is_none_or(|told| told == self.mode);
            ensure!(same, OtherSnafu { field: "test_mode" });
            Ok(invoice)
        })
    }
}

/// Without the fields and the customer.
impl fmt::Debug for CreateInvoice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CreateInvoice")
            .field("reference_id", &self.reference_id)
            .field("amount", &self.amount)
            .field("currency", &self.currency)
            .field("service", &self.service)
            .field("mode", &self.mode)
            .finish_non_exhaustive()
    }
}
