//! `POST /payment-invoices` (source: the provider's reference of the private API)

use std::fmt;

use pay_wire::{
    Amount, Answer, Endpoint, Result, Safety, Settled, Stamp, WireRequest, WireResponse, check_url,
};
use serde::Serialize;
use snafu::ensure;

use super::{CardGate, FindInvoice, Invoice, PaymentFlow};
use crate::error::{ExpiresSnafu, OtherSnafu, ServiceNeededSnafu};
use crate::fields::TextMap;
use crate::id::{check_reference, check_text};
use crate::wire::{self, INVOICES, Proof, Resource};
use crate::{Currency, Customer, Fields, Mode, PayCore, Service, again, money};

/// Asks a payer for money.
///
/// With a [`service`](Self::service) it starts at once, and the answer tells where the
/// [payer goes](Invoice::redirect); without one the payer chooses on the hosted page.
///
/// A second one under the same `reference_id` is refused, not answered with the first: after an
/// unknown outcome look it up with [`FindInvoice`](crate::FindInvoice), and let
/// [`settle`](Self::settle) judge what that brings.
#[derive(Clone, Serialize)]
#[must_use = "nothing is sent until a client sends it"]
pub struct CreateInvoice<'a> {
    reference_id: &'a str,
    #[serde(serialize_with = "money::number")]
    amount: Amount,
    currency: Currency,
    #[serde(skip_serializing_if = "Option::is_none")]
    service: Option<Service>,
    #[serde(skip_serializing_if = "Option::is_none")]
    flow: Option<PaymentFlow>,
    test_mode: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    descriptor: Option<&'a str>,
    #[serde(skip_serializing_if = "Fields::is_empty")]
    fields: Fields<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<Customer<'a>>,
    #[serde(skip_serializing_if = "TextMap::is_empty")]
    metadata: TextMap<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    return_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    return_urls: Option<ReturnUrls<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    callback_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gateway_options: Option<GatewayOptions<'a>>,
}

#[derive(Clone, Serialize)]
struct GatewayOptions<'a> {
    cardgate: CardGate<'a>,
}

/// Where a payer returns to, by what became of the payment. Proves nothing: anybody can go there.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct ReturnUrls<'a> {
    /// After success.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<&'a str>,
    /// While it is not known yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending: Option<&'a str>,
    /// After failure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fail: Option<&'a str>,
}

impl<'a> CreateInvoice<'a> {
    /// With all that must be there: your own number of it, unique in the account; the amount in
    /// major units of the currency; and whether money is meant.
    ///
    /// Give it no comma and no hyphen in front: [`FindInvoice`](crate::FindInvoice) could not prove
    /// then that there is none.
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
            reference_id,
            amount,
            currency,
            service: None,
            flow: None,
            test_mode: mode.is_test(),
            description: None,
            descriptor: None,
            fields: Fields::new(),
            customer: None,
            metadata: TextMap::new(),
            return_url: None,
            return_urls: None,
            callback_url: None,
            expires: None,
            token: None,
            gateway_options: None,
        })
    }

    /// By this service, at once.
    ///
    /// Its currency may be another one than the invoice's: the gateway converts.
    pub fn service(self, service: Service) -> Self {
        Self { service: Some(service), ..self }
    }

    /// What the service needs to know.
    pub fn fields(self, fields: Fields<'a>) -> Self {
        Self { fields, ..self }
    }

    /// Checks the card and takes nothing, in place of a charge.
    pub fn verify(self) -> Self {
        Self { flow: Some(PaymentFlow::Verify), ..self }
    }

    /// Charges, which is what the gateway does where nothing is said.
    pub fn charge(self) -> Self {
        Self { flow: Some(PaymentFlow::Charge), ..self }
    }

    /// What is paid for.
    pub fn description(self, description: &'a str) -> Self {
        Self { description: Some(description), ..self }
    }

    /// What stands on the payer's statement, where the account may say so (the attribute's name is
    /// inferred).
    pub fn descriptor(self, descriptor: &'a str) -> Self {
        Self { descriptor: Some(descriptor), ..self }
    }

    /// Who pays.
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

    /// Where the payer returns to.
    ///
    /// # Errors
    ///
    /// If it is not an absolute web address.
    pub fn return_url(self, url: &'a str) -> Result<Self> {
        check_url("return_url", url)?;
        Ok(Self { return_url: Some(url), ..self })
    }

    /// Where the payer returns to, by what became of the payment; stronger than
    /// [`return_url`](Self::return_url).
    ///
    /// # Errors
    ///
    /// If one is not an absolute web address.
    pub fn return_urls(self, urls: ReturnUrls<'a>) -> Result<Self> {
        for (field, url) in [
            ("return_urls.success", urls.success),
            ("return_urls.pending", urls.pending),
            ("return_urls.fail", urls.fail),
        ] {
            url.map_or(Ok(()), |url| check_url(field, url))?;
        }
        Ok(Self { return_urls: Some(urls), ..self })
    }

    /// Where callbacks of this invoice go, in place of the account's address.
    ///
    /// # Errors
    ///
    /// If it is not an absolute web address.
    pub fn callback_url(self, url: &'a str) -> Result<Self> {
        check_url("callback_url", url)?;
        Ok(Self { callback_url: Some(url), ..self })
    }

    /// When its life ends: Unix seconds, UTC. Otherwise the account's setting counts.
    ///
    /// # Errors
    ///
    /// If it is 0.
    pub fn expires(self, unix: u64) -> Result<Self> {
        ensure!(unix != 0, ExpiresSnafu);
        Ok(Self { expires: Some(unix), ..self })
    }

    /// From a card that was stored before, by its [token](super::CardPayload::token): the
    /// gateway wants the service and the customer beside it.
    ///
    /// With [`CardGate::instant`] there is no page at all.
    ///
    /// # Errors
    ///
    /// If the token is empty or has a control character.
    pub fn stored_card(
        self,
        token: &'a str,
        service: Service,
        customer: Customer<'a>,
    ) -> Result<Self> {
        check_text("token", token)?;
        Ok(Self { token: Some(token), service: Some(service), customer: Some(customer), ..self })
    }

    /// What the card gateway does with the card, and how its page looks.
    pub fn card_gate(self, cardgate: CardGate<'a>) -> Self {
        Self { gateway_options: Some(GatewayOptions { cardgate }), ..self }
    }
}

impl CreateInvoice<'_> {
    /// What became of this create if its outcome was unknown, from what
    /// [`FindInvoice`](crate::FindInvoice) under the same `reference_id` then brought.
    ///
    /// | found | settled | what may be sent then |
    /// |---|---|---|
    /// | the same amount, currency, service and mode | `Done`: it exists | nothing; it need not be paid |
    /// | another one | `Open` | nothing: it is somebody else's |
    /// | none | `NotDone` | the same under the same `reference_id`, if a second look after its deadline finds none again |
    /// | any error | `Open` | nothing |
    pub fn settle(&self, asked: &Result<Answer<Option<Invoice>>>) -> Settled {
        match asked.as_ref().map(|found| found.as_ref()) {
            Ok(Some(invoice)) if self.is(invoice) => Settled::Done,
            Ok(None) => Settled::NotDone,
            Ok(Some(_)) | Err(_) => Settled::Open,
        }
    }

    /// Whether this is the invoice that was asked for; what has to be told and is not told is not
    /// the same. A payer who chooses the service afterwards does not make it another one.
    fn is(&self, invoice: &Invoice) -> bool {
        let service = |asked: &Service| invoice.service().is_none_or(|told| told == *asked);
        invoice.reference_id() == Some(self.reference_id)
            && invoice.amount().is_some_and(|told| money::same(&told, &self.amount))
            && invoice.currency().is_some_and(|told| told == self.currency)
            && self.service.as_ref().is_none_or(service)
            && invoice.mode().is_none_or(|told| told == Mode::of(self.test_mode))
    }
}

impl Endpoint for CreateInvoice<'_> {
    type Gateway = PayCore;
    type Response = Answer<Invoice>;

    const NAME: &'static str = "payment-invoice create";
    const SAFETY: Safety = Safety::Repeatable;

    fn encode(&self, gateway: &PayCore, _: &Stamp) -> Result<WireRequest> {
        ensure!(self.fields.is_empty() || self.service.is_some(), ServiceNeededSnafu);
        wire::post("/payment-invoices", INVOICES, None, self, gateway)
    }

    fn decode(&self, _: &PayCore, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, Proof::Created, |top| {
            let invoice = Invoice::read(Resource::sole(top)?)?;
            let same = invoice.reference_id().is_none_or(|told| told == self.reference_id);
            ensure!(same, OtherSnafu { field: "reference_id" });
            let mode = Mode::of(self.test_mode);
            ensure!(
                invoice.mode().is_none_or(|told| told == mode),
                OtherSnafu { field: "test_mode" }
            );
            Ok(invoice)
        })
    }
}

impl again::sealed::Sealed for CreateInvoice<'_> {}

impl again::Create for CreateInvoice<'_> {
    type Made = Invoice;
    type Find<'f>
        = FindInvoice<'f>
    where
        Self: 'f;

    fn find(&self) -> FindInvoice<'_> {
        FindInvoice::of(self.reference_id)
    }

    fn settle(&self, asked: &Result<Answer<Option<Invoice>>>) -> Settled {
        self.settle(asked)
    }
}

/// Without the fields, the token and the customer.
impl fmt::Debug for CreateInvoice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CreateInvoice")
            .field("reference_id", &self.reference_id)
            .field("amount", &self.amount)
            .field("currency", &self.currency)
            .field("service", &self.service)
            .field("test_mode", &self.test_mode)
            .finish_non_exhaustive()
    }
}
