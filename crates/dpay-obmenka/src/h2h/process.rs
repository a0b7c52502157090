//! `POST /api/h2h/process`, or the path that `next_step` names ([the provider's page][page])
//!
//! [page]: https://test_acquiring.obmenka.ua/en/docapi_/api_einvoice_h2h_process

use std::collections::BTreeMap;
use std::fmt;

use pay_wire::{Answer, Endpoint, Result, Safety, Settled, Stamp, WireRequest, WireResponse};
use serde::Serialize;
use snafu::{OptionExt as _, ensure};

use crate::error::{EmptySnafu, NextStepSnafu};
use crate::h2h::H2hStep;
use crate::{Invoice, Obmenka, Order, wire};

/// Posts what the payer filled in: card data, which stands in no `Debug` and in no error.
///
/// The values are borrowed and copied into the body of the request alone.
#[derive(Clone)]
#[must_use = "nothing is sent until a client sends it"]
pub struct ProcessH2h<'a> {
    next_step: &'a str,
    form: Form<'a>,
}

#[derive(Clone, Serialize)]
struct Form<'a> {
    session: &'a str,
    payment_id: &'a str,
    h2h_data: BTreeMap<&'a str, &'a str>,
}

impl<'a> ProcessH2h<'a> {
    /// What follows `step` for the merchant's order: in the step's session, at its `next_step`.
    ///
    /// # Errors
    ///
    /// If the step names no session, or a `next_step` that cannot be a part of a path.
    pub fn after(payment_id: &'a str, step: &'a H2hStep) -> Result<Self> {
        let session = step.session().context(EmptySnafu { field: "session" })?;
        let next_step = step.next_step().unwrap_or("process");
        let safe = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        ensure!((1..=64).contains(&next_step.len()) && next_step.bytes().all(safe), NextStepSnafu);
        let form = Form { session: session.as_str(), payment_id, h2h_data: BTreeMap::new() };
        Ok(Self { next_step, form })
    }

    /// What the payer filled in for the field of this name ([`PayerField::name`]).
    ///
    /// [`PayerField::name`]: crate::h2h::PayerField::name
    pub fn field(mut self, name: &'a str, value: &'a str) -> Self {
        self.form.h2h_data.insert(name, value);
        self
    }

    /// What became of this call if its outcome was unknown, from what
    /// [`GetInvoice`](crate::GetInvoice) of the order then brought: done if it is paid, and nothing
    /// else can be told; ask until the status is final.
    pub fn settle(&self, asked: &Result<Answer<Invoice>>) -> Settled {
        let Ok(invoice) = asked else { return Settled::Open };
        let ours = Order::from(self.form.payment_id).expect(invoice.payment_id(), None);
        let paid = ours.is_ok() && invoice.is_signed() && invoice.status().is_paid();
        if paid { Settled::Done } else { Settled::Open }
    }
}

impl Endpoint for ProcessH2h<'_> {
    type Gateway = Obmenka;
    type Response = Answer<H2hStep>;

    const NAME: &'static str = "h2h/process";
    const SAFETY: Safety = Safety::Once;

    fn encode(&self, gateway: &Obmenka, _: &Stamp) -> Result<WireRequest> {
        Order::from(self.form.payment_id).check()?;
        wire::seal(&format!("/api/h2h/{}", self.next_step), &self.form, gateway)
    }

    fn decode(&self, gateway: &Obmenka, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, H2hStep, _>(gateway, answer, H2hStep::DATA, |step, _| {
            Order::from(self.form.payment_id).expect(step.payment_id(), None)?;
            Ok(step)
        })
    }
}

impl fmt::Debug for ProcessH2h<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProcessH2h")
            .field("payment_id", &self.form.payment_id)
            .field("next_step", &self.next_step)
            .finish_non_exhaustive()
    }
}
