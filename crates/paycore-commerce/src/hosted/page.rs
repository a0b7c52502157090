//! `GET /hpp/` (source: the provider's reference of the hosted page)

use std::fmt;

use pay_wire::{Amount, Members, Result, check_url};
use serde::Serialize;
use snafu::{ResultExt as _, ensure};

use super::look::{Hide, Style, as_display};
use super::query;
use crate::error::{EmptySnafu, ExpiresSnafu, NoServiceSnafu, ServiceNeededSnafu, WriteSnafu};
use crate::fields::TextMap;
use crate::id::check_reference;
use crate::{
    BrowserForm, Currency, Customer, Fields, FormMethod, Locale, Mode, PayCore, Service, money,
};

/// A payment that the payer's browser asks for, without a call of ours.
///
/// [`link`](Self::link) and [`form`](Self::form) open the hosted page,
/// [`process_form`](Self::process_form) creates the invoice and leads straight to the payment, and
/// [`PaymentWidget`](super::PaymentWidget) shows the page inside one of yours. Each needs the
/// account's public creation to be allowed. The callback address cannot be set here: it is the
/// account's.
///
/// **The payer can change everything in it**, the amount too.
#[derive(Clone, Serialize)]
pub struct HostedPage<'a> {
    public_key: &'a str,
    #[serde(serialize_with = "money::number")]
    amount: Amount,
    currency: Currency,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    service: Option<Service>,
    #[serde(skip_serializing_if = "Fields::is_empty")]
    service_fields: Fields<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<Customer<'a>>,
    #[serde(skip_serializing_if = "TextMap::is_empty")]
    metadata: TextMap<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    return_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locale: Option<Locale>,
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "as_display")]
    display: Vec<Hide>,
    #[serde(skip_serializing_if = "Style::is_empty")]
    style: Style<'a>,
    #[serde(skip)]
    mode: Mode,
}

impl<'a> HostedPage<'a> {
    /// With all that the gateway insists on: the amount in major units of the currency, and
    /// whether money is meant, which the account's public key of that mode tells.
    ///
    /// # Errors
    ///
    /// If the amount is not payable.
    pub fn new(amount: Amount, currency: Currency, mode: Mode) -> Result<Self> {
        money::check_amount("amount", &amount)?;
        Ok(Self {
            public_key: "",
            amount,
            currency,
            reference_id: None,
            description: None,
            expires: None,
            service: None,
            service_fields: Fields::new(),
            customer: None,
            metadata: TextMap::new(),
            return_url: None,
            locale: None,
            display: Vec::new(),
            style: Style::new(),
            mode,
        })
    }

    /// Your own number of it, unique in the account; without it nothing but the gateway's id ties
    /// a payment to an order.
    ///
    /// # Errors
    ///
    /// If it is empty, longer than 255 characters (inferred) or has a control character.
    pub fn reference_id(self, reference_id: &'a str) -> Result<Self> {
        check_reference("reference_id", reference_id)?;
        Ok(Self { reference_id: Some(reference_id), ..self })
    }

    /// What is paid for.
    #[must_use]
    pub fn description(self, description: &'a str) -> Self {
        Self { description: Some(description), ..self }
    }

    /// When its life ends: Unix seconds, UTC.
    ///
    /// # Errors
    ///
    /// If it is 0.
    pub fn expires(self, unix: u64) -> Result<Self> {
        ensure!(unix != 0, ExpiresSnafu);
        Ok(Self { expires: Some(unix), ..self })
    }

    /// Straight to this service; without it the payer chooses on the page.
    #[must_use]
    pub fn service(self, service: Service) -> Self {
        Self { service: Some(service), ..self }
    }

    /// What the service needs to know. That its fields are written as a map in brackets is
    /// inferred: the provider's own example is malformed.
    #[must_use]
    pub fn service_fields(self, fields: Fields<'a>) -> Self {
        Self { service_fields: fields, ..self }
    }

    /// Who pays.
    #[must_use]
    pub fn customer(self, customer: Customer<'a>) -> Self {
        Self { customer: Some(customer), ..self }
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

    /// Where the payer returns to. What comes along proves nothing; see
    /// [`UnprovenReturn`](super::UnprovenReturn).
    ///
    /// # Errors
    ///
    /// If it is not an absolute web address.
    pub fn return_url(self, url: &'a str) -> Result<Self> {
        check_url("return_url", url)?;
        Ok(Self { return_url: Some(url), ..self })
    }

    /// The page's language; otherwise the browser's.
    #[must_use]
    pub fn locale(self, locale: Locale) -> Self {
        Self { locale: Some(locale), ..self }
    }

    /// Leaves a part of the page out.
    #[must_use]
    pub fn hide(mut self, part: Hide) -> Self {
        if !self.display.contains(&part) {
            self.display.push(part);
        }
        self
    }

    /// How the page looks.
    #[must_use]
    pub fn style(self, style: Style<'a>) -> Self {
        Self { style, ..self }
    }

    /// The address of the page, for a redirect or an IFRAME.
    ///
    /// # Errors
    ///
    /// If no public key of the mode was given, there are fields without a service, a value has a
    /// control character, or a key has a bracket.
    pub fn link(&self, gateway: &PayCore) -> Result<String> {
        Ok(self.form(FormMethod::Get, gateway)?.address())
    }

    /// The form that opens the page.
    ///
    /// `Get` is what the provider's documents show today, `Post` what an older example has: for
    /// when an address would become too long.
    ///
    /// # Errors
    ///
    /// As for [`link`](Self::link).
    pub fn form(&self, method: FormMethod, gateway: &PayCore) -> Result<BrowserForm> {
        let action = format!("{}/", gateway.hpp_address());
        Ok(BrowserForm::new(action, method, self.pairs(gateway)?))
    }

    /// `POST /payment-invoices/process` of the public API: creates the invoice and sends the
    /// browser on to the payment in one step. It is the payer's browser that posts it.
    ///
    /// Documented are amount, key, reference, currency and service; that the page's other
    /// parameters are taken too is inferred.
    ///
    /// # Errors
    ///
    /// As for [`link`](Self::link), and if there is no `reference_id` or no service.
    pub fn process_form(&self, gateway: &PayCore) -> Result<BrowserForm> {
        ensure!(self.reference_id.is_some(), EmptySnafu { field: "reference_id" });
        ensure!(self.service.is_some(), NoServiceSnafu);
        let action = format!("{}/payment-invoices/process", gateway.public_address());
        Ok(BrowserForm::new(action, FormMethod::Post, self.pairs(gateway)?))
    }

    /// Names in brackets, and values.
    pub(super) fn pairs(&self, gateway: &PayCore) -> Result<Vec<(Box<str>, Box<str>)>> {
        query::pairs(&self.parameters(gateway)?)
    }

    /// The parameters as nested JSON.
    pub(super) fn parameters(&self, gateway: &PayCore) -> Result<Members> {
        let fits = self.service_fields.is_empty() || self.service.is_some();
        ensure!(fits, ServiceNeededSnafu);
        let public_key = gateway.known_public_key(self.mode)?;
        let keyed = HostedPage { public_key, ..self.clone() };
        Ok(Members::of(&serde_json::value::to_raw_value(&keyed).context(WriteSnafu)?))
    }
}

/// Without the fields, the customer and the address to return to.
impl fmt::Debug for HostedPage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HostedPage")
            .field("mode", &self.mode)
            .field("amount", &self.amount)
            .field("currency", &self.currency)
            .field("reference_id", &self.reference_id)
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}
