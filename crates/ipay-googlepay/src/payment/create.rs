//! `POST /`, action `PaymentCreate` ([section 3.4.2][page] of the provider's documentation)
//!
//! [page]: https://api-googlepay.ipay.ua/doc?lang=ua

use std::fmt;
use std::time::Duration;

use pay_wire::{Answer, Endpoint, Result, Safety, Settled, Stamp, WireRequest, WireResponse};
use serde::Serialize;
use snafu::ensure;

use super::Payment;
use super::settle::settle;
use crate::error::{EmptySnafu, PhoneSnafu, SumSnafu};
use crate::free::FreeObject;
use crate::id::check_ext_id;
use crate::share::{self, Share};
use crate::{
    Fiscal, GoogleToken, IPay, Kopecks, PaymentRef, PaymentStatus, RecurrentToken, Requisites,
    ThreedsInfo, wire,
};

/// What the money is taken from.
#[derive(Clone, Copy, Debug)]
pub enum Source<'a> {
    /// A token from Google, for this payment alone.
    Google(&'a GoogleToken),
    /// A token from Google, for the first of several payments: a
    /// [`recurrent_token`](Payment::recurrent_token) is asked for, and comes if the payment allows
    /// it.
    First(&'a GoogleToken),
    /// The token that such a first payment brought; the payer takes no part.
    Recurrent(&'a RecurrentToken),
}

impl<'a> From<&'a GoogleToken> for Source<'a> {
    fn from(token: &'a GoogleToken) -> Self {
        Self::Google(token)
    }
}

impl<'a> From<&'a RecurrentToken> for Source<'a> {
    fn from(token: &'a RecurrentToken) -> Self {
        Self::Recurrent(token)
    }
}

/// Pays: takes the money, or holds it where the merchant has two stages.
///
/// This moves money each time it is sent, and is never repeated by itself. The gateway takes the
/// same `ext_id` a second time, so give every attempt its own: it is how an unknown outcome is
/// [settled](Self::settle). What to do after an answer is its [`step`](Payment::step).
#[derive(Clone, Serialize)]
#[must_use = "nothing is sent until a client sends it"]
pub struct CreatePayment<'a> {
    ext_id: &'a str,
    invoice: Kopecks,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recurrent: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recurrent_token: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pmt_desc: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pmt_info: Option<FreeObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    threeds_info: Option<ThreedsInfo<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    msisdn: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deferred_payment: Option<bool>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    transactions: &'a [Share<'a>],
    #[serde(skip_serializing_if = "Requisites::is_empty")]
    sender: Requisites<'a>,
    #[serde(skip_serializing_if = "Requisites::is_empty")]
    receiver: Requisites<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt_data: Option<Fiscal<'a>>,
}

impl<'a> CreatePayment<'a> {
    /// With what the gateway cannot do without, as its examples show: your own number of this
    /// attempt, the sum without commission, and what it is taken from.
    ///
    /// Its table calls more required: see [`in_full`](Self::in_full).
    ///
    /// # Errors
    ///
    /// If `ext_id` is empty or longer than 50 characters, or the sum is not more than zero.
    pub fn new(ext_id: &'a str, invoice: Kopecks, source: impl Into<Source<'a>>) -> Result<Self> {
        check_ext_id(ext_id)?;
        ensure!(invoice.is_payable(), SumSnafu { field: "invoice" });
        let (token, recurrent, recurrent_token) = match source.into() {
            Source::Google(token) => (Some(token.as_base64()), None, None),
            Source::First(token) => (Some(token.as_base64()), Some(true), None),
            Source::Recurrent(token) => (None, None, Some(token.expose())),
        };
        Ok(Self {
            ext_id,
            invoice,
            token,
            recurrent,
            recurrent_token,
            pmt_desc: "",
            pmt_info: None,
            threeds_info: None,
            msisdn: None,
            deferred_payment: None,
            transactions: &[],
            sender: Requisites::new(),
            receiver: Requisites::new(),
            receipt_data: None,
        })
    }

    /// With everything that the table of the document calls required. A payment that needs 3-D
    /// Secure cannot go on without `threeds`.
    ///
    /// # Errors
    ///
    /// Those of [`new`](Self::new) and of [`info`](Self::info), or if `description` is empty.
    pub fn in_full(
        ext_id: &'a str,
        invoice: Kopecks,
        source: impl Into<Source<'a>>,
        description: &'a str,
        info: &str,
        threeds: ThreedsInfo<'a>,
    ) -> Result<Self> {
        ensure!(!description.is_empty(), EmptySnafu { field: "pmt_desc" });
        let payment = Self::new(ext_id, invoice, source)?.info(info)?;
        Ok(payment.description(description).threeds(threeds))
    }

    /// What is paid for.
    pub fn description(self, description: &'a str) -> Self {
        Self { pmt_desc: description, ..self }
    }

    /// Data of your own, a JSON object; its values go out as they are written. A
    /// [`force_3ds`](Self::force_3ds), before or after, stays.
    ///
    /// # Errors
    ///
    /// If it is not a JSON object, or a member is in it twice.
    pub fn info(self, json: &str) -> Result<Self> {
        let forced = self.pmt_info.as_ref().is_some_and(FreeObject::has_force_3ds);
        let mut pmt_info = FreeObject::read("pmt_info", json)?;
        if forced {
            pmt_info.force_3ds();
        }
        Ok(Self { pmt_info: Some(pmt_info), ..self })
    }

    /// Demands 3-D Secure, as the document advises after
    /// [`ErrorGroup::ThreeDsNeeded`](crate::ErrorGroup::ThreeDsNeeded): once, as a new payment with
    /// a new token from Google.
    pub fn force_3ds(mut self) -> Self {
        self.pmt_info.get_or_insert_default().force_3ds();
        self
    }

    /// What 3-D Secure needs to know about the payer's browser.
    pub fn threeds(self, threeds: ThreedsInfo<'a>) -> Self {
        Self { threeds_info: Some(threeds), ..self }
    }

    /// The payer's phone, digits with the code of the country, as in `380931234567`.
    ///
    /// # Errors
    ///
    /// If it is anything else.
    pub fn phone(self, msisdn: &'a str) -> Result<Self> {
        let digits = msisdn.bytes().all(|byte| byte.is_ascii_digit());
        let international = digits && !msisdn.starts_with('0') && (8..=15).contains(&msisdn.len());
        ensure!(international, PhoneSnafu);
        Ok(Self { msisdn: Some(msisdn), ..self })
    }

    /// Takes no money now; [`ProcessPayment`](crate::ProcessPayment) will.
    pub fn deferred(self) -> Self {
        Self { deferred_payment: Some(true), ..self }
    }

    /// Splits the sum between several receivers, or names the one.
    ///
    /// # Errors
    ///
    /// If there are no shares, or they do not add up to the sum.
    pub fn split(self, shares: &'a [Share<'a>]) -> Result<Self> {
        share::add_up(shares, self.invoice)?;
        Ok(Self { transactions: shares, ..self })
    }

    /// Who pays.
    pub fn sender(self, sender: Requisites<'a>) -> Self {
        Self { sender, ..self }
    }

    /// Who is paid.
    pub fn receiver(self, receiver: Requisites<'a>) -> Self {
        Self { receiver, ..self }
    }

    /// What the fiscal receipt says, for merchants with fiscalisation.
    ///
    /// # Errors
    ///
    /// If the goods do not add up to the sum, as [`Fiscal::check`] reckons. How the gateway reckons
    /// is not documented: where it differs, use [`receipt_as_is`](Self::receipt_as_is).
    pub fn receipt(self, receipt: Fiscal<'a>) -> Result<Self> {
        receipt.check(self.invoice)?;
        Ok(self.receipt_as_is(receipt))
    }

    /// The same, whatever the goods add up to: in the document's own example they come to 450 of
    /// an invoice of 100.
    pub fn receipt_as_is(self, receipt: Fiscal<'a>) -> Self {
        Self { receipt_data: Some(receipt), ..self }
    }

    /// What became of it, where that was unknown, from what [`GetPayment`](crate::GetPayment) under
    /// the same `ext_id` then brought.
    ///
    /// | status | settled | what may be sent then |
    /// |---|---|---|
    /// | 1, 3, 5, 17 | `Done`: the payment exists | what its [`step`](Payment::step) says; it need not be paid |
    /// | 9 | `Done` | nothing: it was made, and cancelled since |
    /// | 4, 14 | `NotDone`: no money was taken | a new payment with a new `ext_id` and a new token |
    /// | any other word; another sum; another payment | `Open` | nothing |
    /// | any error | `Open` | nothing |
    ///
    /// An error proves nothing: which one stands for a payment that does not exist is not
    /// documented, and the lost request may still arrive. Let its deadline pass, ask a few times,
    /// and never use the same token of Google's again.
    pub fn settle(&self, asked: &Result<Answer<Payment>>) -> Settled {
        let sum = asked.as_ref().ok().and_then(|told| told.invoice());
        if sum.is_some_and(|sum| sum != self.invoice) {
            return Settled::Open;
        }
        settle(PaymentRef::from(self.ext_id), asked, |status| match status {
            PaymentStatus::NeedsVerification
            | PaymentStatus::Held
            | PaymentStatus::Paid
            | PaymentStatus::Cancelled
            | PaymentStatus::Deferred => Settled::Done,
            PaymentStatus::Failed | PaymentStatus::RefusedBySecurity => Settled::NotDone,
            PaymentStatus::Other(_) => Settled::Open,
        })
    }
}

impl Endpoint for CreatePayment<'_> {
    type Gateway = IPay;
    type Response = Answer<Payment>;

    const NAME: &'static str = "PaymentCreate";
    const SAFETY: Safety = Safety::Once;
    const DEADLINE: Option<Duration> = Some(wire::AT_A_BANK);
    const MAX_ANSWER: usize = wire::LONGEST;

    fn encode(&self, gateway: &IPay, stamp: &Stamp) -> Result<WireRequest> {
        wire::seal::<Self>(self, gateway, stamp)
    }

    fn decode(&self, _: &IPay, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, |members| Payment::of(self.ext_id.into(), members))
    }
}

/// Without tokens, the phone, the browser and people's data.
impl fmt::Debug for CreatePayment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CreatePayment")
            .field("ext_id", &self.ext_id)
            .field("invoice", &self.invoice)
            .field("deferred", &self.deferred_payment.is_some())
            .field("transactions", &self.transactions)
            .finish_non_exhaustive()
    }
}
