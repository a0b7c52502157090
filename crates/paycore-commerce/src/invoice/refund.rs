//! `POST /payment-invoices/{id}/refund` (source: the provider's reference of the private API)

use pay_wire::{
    Amount, Answer, Decimal, Endpoint, Result, Safety, Settled, Stamp, WireRequest, WireResponse,
};
use serde::Serialize;
use snafu::ensure;

use super::Invoice;
use crate::error::{OtherSnafu, RestSnafu};
use crate::id::check_reference;
use crate::wire::{self, Proof, Resource};
use crate::{InvoiceId, InvoiceStatus, PayCore, money};

/// Gives money back, all of it or a part; several parts are possible until nothing is left.
///
/// This moves money, and is never repeated by itself: what a second one does is not documented.
/// The answer is the invoice, and what became of the refund is its status: `refunding` and
/// `refund_pending` are under way, `partially_refunded` and `refunded` are done.
#[derive(Clone, Debug, Serialize)]
#[must_use = "nothing is sent until a client sends it"]
pub struct RefundInvoice<'a> {
    #[serde(serialize_with = "money::number")]
    amount: Amount,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip)]
    id: &'a InvoiceId,
    /// What had been given back before, where that is known.
    #[serde(skip)]
    before: Option<Decimal>,
}

impl<'a> RefundInvoice<'a> {
    /// Of this invoice, as it was read a moment ago; in its currency, major units. The amount is
    /// always sent: whether leaving it out means everything is not documented.
    ///
    /// # Errors
    ///
    /// If the amount is not payable, or more than what was paid and not yet given back.
    pub fn of(invoice: &'a Invoice, amount: Amount) -> Result<Self> {
        let before = refunded(invoice);
        let paid = invoice.processed_amount().and_then(|paid| paid.decimal());
        if let (Some(paid), Some(before), Some(asked)) = (paid, before, amount.decimal()) {
            let rest = paid.checked_sub(before);
            ensure!(rest.is_none_or(|rest| asked <= rest), RestSnafu);
        }
        Ok(Self { before, ..Self::by_id(invoice.id(), amount)? })
    }

    /// Of the invoice with this id, unread: what had been given back before is not known then, and
    /// an unknown outcome can hardly be [settled](Self::settle).
    ///
    /// # Errors
    ///
    /// If the amount is not payable.
    pub fn by_id(id: &'a InvoiceId, amount: Amount) -> Result<Self> {
        money::check_amount("amount", &amount)?;
        Ok(Self { amount, reference_id: None, description: None, id, before: None })
    }

    /// Your own number of the refund (inferred).
    ///
    /// # Errors
    ///
    /// If it is empty, longer than 255 characters or has a control character.
    pub fn reference_id(self, reference_id: &'a str) -> Result<Self> {
        check_reference("reference_id", reference_id)?;
        Ok(Self { reference_id: Some(reference_id), ..self })
    }

    /// What it is for (inferred).
    pub fn description(self, description: &'a str) -> Self {
        Self { description: Some(description), ..self }
    }

    /// What became of this refund if its outcome was unknown, from what
    /// [`GetInvoice`](crate::GetInvoice) of the same invoice then brought. `before` is what had
    /// been given back when the refund was made.
    ///
    /// | status | given back | settled | what may be sent then |
    /// |---|---|---|---|
    /// | `partially_refunded`, `refunded` | `before` and this amount | `Done` | nothing |
    /// | `processed`, `partially_processed` | nothing, as before | `NotDone` | the same, if a second look after its deadline says the same |
    /// | `partially_refunded`, `refund_failed` | as before, and told | `NotDone` | the same, if a second look after its deadline says the same |
    /// | any other; `before` not known; another invoice; any error | | `Open` | nothing |
    ///
    /// A refund of the same amount that somebody else made in the meantime cannot be told from
    /// this one.
    pub fn settle(&self, asked: &Result<Answer<Invoice>>) -> Settled {
        let Some((invoice, now)) = asked.as_ref().ok().and_then(|invoice| {
            (invoice.id() == self.id).then(|| refunded(invoice).map(|now| (invoice, now)))?
        }) else {
            return Settled::Open;
        };
        let after = self.before.zip(self.amount.decimal()).and_then(|(a, b)| a.checked_add(b));
        let as_before = self.before.is_some_and(|before| before == now);
        match invoice.status() {
            InvoiceStatus::PartiallyRefunded | InvoiceStatus::Refunded if after == Some(now) => {
                Settled::Done
            }
            InvoiceStatus::Processed | InvoiceStatus::PartiallyProcessed
                if now.is_zero() && self.before.is_none_or(|before| before.is_zero()) =>
            {
                Settled::NotDone
            }
            InvoiceStatus::PartiallyRefunded | InvoiceStatus::RefundFailed if as_before => {
                Settled::NotDone
            }
            _ => Settled::Open,
        }
    }
}

/// What has been given back; nothing where the status says so, and not known where it says
/// otherwise and no amount is told.
fn refunded(invoice: &Invoice) -> Option<Decimal> {
    let told = invoice.refunded_amount().map(|amount| amount.decimal());
    match invoice.status() {
        InvoiceStatus::Processed | InvoiceStatus::PartiallyProcessed => {
            told.unwrap_or(Some(Decimal::ZERO))
        }
        _ => told.flatten(),
    }
}

impl Endpoint for RefundInvoice<'_> {
    type Gateway = PayCore;
    type Response = Answer<Invoice>;

    const NAME: &'static str = "payment-invoice refund";
    const SAFETY: Safety = Safety::Once;

    fn encode(&self, gateway: &PayCore, _: &Stamp) -> Result<WireRequest> {
        let path = format!("/payment-invoices/{}/refund", self.id.segment()?);
        wire::post(&path, "refund", Some(self.id.as_str()), self, gateway)
    }

    fn decode(&self, _: &PayCore, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, Proof::Done, |top| {
            let invoice = Invoice::read(Resource::sole(top)?)?;
            ensure!(invoice.id() == self.id, OtherSnafu { field: "id" });
            Ok(invoice)
        })
    }
}
