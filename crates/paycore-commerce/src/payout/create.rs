//! `POST /payout-invoices` (source: the provider's "Play with API" page, and its reference of the
//! private API)

use std::fmt;

use pay_wire::{
    Amount, Answer, Endpoint, Result, Safety, Settled, Stamp, WireRequest, WireResponse, check_url,
};
use serde::Serialize;
use snafu::ensure;

use super::{FindPayout, Payout, PayoutCard, PayoutOptions};
use crate::error::{EmptySnafu, OtherSnafu};
use crate::fields::TextMap;
use crate::id::{check_reference, check_text};
use crate::wire::{self, Proof, Resource};
use crate::{Currency, Customer, Fields, Mode, PayCore, Service, again, money};

/// Registers a payout. It moves no money: [`ProcessPayout`](crate::ProcessPayout) does, unless
/// [`PayoutOptions::auto_process`] or the account's own setting says otherwise.
///
/// A second one under the same `reference_id` is refused, not answered with the first: after an
/// unknown outcome look it up with [`FindPayout`](crate::FindPayout), and let
/// [`settle`](Self::settle) judge what that brings. Never make one under another `reference_id`
/// before that.
#[derive(Clone, Serialize)]
#[must_use = "nothing is sent until a client sends it"]
pub struct CreatePayout<'a> {
    test_mode: bool,
    currency: Currency,
    #[serde(flatten)]
    sum: Sum,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    reference_id: &'a str,
    service: Service,
    #[serde(skip_serializing_if = "Fields::is_empty")]
    fields: Fields<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<Customer<'a>>,
    #[serde(skip_serializing_if = "TextMap::is_empty")]
    metadata: TextMap<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    callback_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<Context<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    options: Option<PayoutOptions>,
}

/// In whose currency the amount is.
#[derive(Clone, Debug, Serialize)]
enum Sum {
    #[serde(rename = "amount", serialize_with = "money::number")]
    OfAccount(Amount),
    #[serde(rename = "service_amount", serialize_with = "money::number")]
    OfService(Amount),
}

#[derive(Clone, Serialize)]
struct Context<'a> {
    card: PayoutCard<'a>,
}

impl<'a> CreatePayout<'a> {
    /// With all that must be there: your own number of it, unique in the account; the amount in
    /// major units and the currency of the account that is debited; the service that pays and what
    /// it needs to know; and whether money is meant.
    ///
    /// The service's currency may be another one: the gateway converts. A `reference_id` with a
    /// comma, or with a hyphen in front, cannot be proven missing by [`FindPayout`].
    ///
    /// # Errors
    ///
    /// If `reference_id` is empty, longer than 255 characters (inferred) or has a control
    /// character, the amount is not payable, or the fields lack one that the provider's directory
    /// [requires](Service::payout_fields) for this service.
    pub fn new(
        reference_id: &'a str,
        amount: Amount,
        currency: Currency,
        service: Service,
        fields: Fields<'a>,
        mode: Mode,
    ) -> Result<Self> {
        ensure!(!fields.is_empty(), EmptySnafu { field: "fields" });
        fields.check(&service)?;
        Self::bare(reference_id, amount, currency, service, mode)
            .map(|payout| Self { fields, ..payout })
    }

    /// To a card that was stored before, by its [token](crate::CardPayload::token), in place of
    /// fields.
    ///
    /// # Errors
    ///
    /// As for [`new`](Self::new), and if the token is empty or has a control character.
    pub fn to_stored_card(
        reference_id: &'a str,
        amount: Amount,
        currency: Currency,
        service: Service,
        token: &'a str,
        mode: Mode,
    ) -> Result<Self> {
        check_text("token", token)?;
        Self::bare(reference_id, amount, currency, service, mode)
            .map(|payout| Self { token: Some(token), ..payout })
    }

    fn bare(
        reference_id: &'a str,
        amount: Amount,
        currency: Currency,
        service: Service,
        mode: Mode,
    ) -> Result<Self> {
        check_reference("reference_id", reference_id)?;
        money::check_amount("amount", &amount)?;
        Ok(Self {
            test_mode: mode.is_test(),
            currency,
            sum: Sum::OfAccount(amount),
            description: None,
            reference_id,
            service,
            fields: Fields::new(),
            token: None,
            customer: None,
            metadata: TextMap::new(),
            callback_url: None,
            context: None,
            options: None,
        })
    }

    /// The amount is in the currency of the service, `service_amount`, and the gateway reckons
    /// what the account is debited.
    pub fn in_service_currency(self) -> Self {
        let (Sum::OfAccount(amount) | Sum::OfService(amount)) = self.sum;
        Self { sum: Sum::OfService(amount), ..self }
    }

    /// What it is for.
    pub fn description(self, description: &'a str) -> Self {
        Self { description: Some(description), ..self }
    }

    /// Who is paid.
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

    /// Where callbacks of this payout go, in place of the account's address.
    ///
    /// # Errors
    ///
    /// If it is not an absolute web address.
    pub fn callback_url(self, url: &'a str) -> Result<Self> {
        check_url("callback_url", url)?;
        Ok(Self { callback_url: Some(url), ..self })
    }

    /// What else is known of the card.
    pub fn card(self, card: PayoutCard<'a>) -> Self {
        Self { context: Some(Context { card }), ..self }
    }

    /// How it is paid.
    pub fn options(self, options: PayoutOptions) -> Self {
        Self { options: Some(options), ..self }
    }

    /// What became of this create if its outcome was unknown, from what
    /// [`FindPayout`](crate::FindPayout) under the same `reference_id` then brought.
    ///
    /// | found | settled | what may be sent then |
    /// |---|---|---|
    /// | the same sum, currency, service and mode | `Done`: it exists | what its status says |
    /// | another one | `Open` | nothing: it is somebody else's, never process it |
    /// | none | `NotDone` | the same under the same `reference_id`, if a second look after its deadline finds none again |
    /// | any error | `Open` | nothing |
    pub fn settle(&self, asked: &Result<Answer<Option<Payout>>>) -> Settled {
        match asked.as_ref().map(|found| found.as_ref()) {
            Ok(Some(payout)) if self.is(payout) => Settled::Done,
            Ok(None) => Settled::NotDone,
            Ok(Some(_)) | Err(_) => Settled::Open,
        }
    }

    /// Whether this is the payout that was asked for; what has to be told and is not told is not
    /// the same.
    fn is(&self, payout: &Payout) -> bool {
        let (asked, told) = match &self.sum {
            Sum::OfAccount(amount) => (amount, payout.amount()),
            Sum::OfService(amount) => (amount, payout.service_amount()),
        };
        payout.reference_id() == Some(self.reference_id)
            && told.is_some_and(|told| money::same(&told, asked))
            && payout.currency().is_some_and(|told| told == self.currency)
            && payout.service().is_none_or(|told| told == self.service)
            && payout.mode().is_none_or(|told| told == Mode::of(self.test_mode))
    }
}

impl Endpoint for CreatePayout<'_> {
    type Gateway = PayCore;
    type Response = Answer<Payout>;

    const NAME: &'static str = "payout-invoice create";
    const SAFETY: Safety = Safety::Repeatable;

    fn encode(&self, gateway: &PayCore, _: &Stamp) -> Result<WireRequest> {
        wire::post("/payout-invoices", "payout-invoice", None, self, gateway)
    }

    fn decode(&self, _: &PayCore, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, Proof::Created, |top| {
            let payout = Payout::read(Resource::sole(top)?)?;
            let same = payout.reference_id().is_none_or(|told| told == self.reference_id);
            ensure!(same, OtherSnafu { field: "reference_id" });
            let same = payout.mode().is_none_or(|told| told == Mode::of(self.test_mode));
            ensure!(same, OtherSnafu { field: "test_mode" });
            Ok(payout)
        })
    }
}

impl again::sealed::Sealed for CreatePayout<'_> {}

impl again::Create for CreatePayout<'_> {
    type Made = Payout;
    type Find<'f>
        = FindPayout<'f>
    where
        Self: 'f;

    fn find(&self) -> FindPayout<'_> {
        FindPayout::of(self.reference_id)
    }

    fn settle(&self, asked: &Result<Answer<Option<Payout>>>) -> Settled {
        self.settle(asked)
    }
}

/// Without the fields, the token and the customer.
impl fmt::Debug for CreatePayout<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CreatePayout")
            .field("reference_id", &self.reference_id)
            .field("sum", &self.sum)
            .field("currency", &self.currency)
            .field("service", &self.service)
            .field("test_mode", &self.test_mode)
            .finish_non_exhaustive()
    }
}
