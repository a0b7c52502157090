//! The answer of both calls: what to ask from the payer, or what to submit for him.

use std::fmt;

use pay_wire::lenient;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::{ApiError, api_error};
use crate::{PaymentId, Session};

/// Where a card payment stands. Source: the two H2H pages.
#[derive(Clone, Deserialize)]
pub struct H2hStep {
    #[serde(default, deserialize_with = "lenient::text")]
    session: Option<Session>,
    #[serde(default, deserialize_with = "lenient::text")]
    payment_id: Option<PaymentId>,
    #[serde(default, deserialize_with = "lenient::flag")]
    result: Option<bool>,
    #[serde(default, deserialize_with = "lenient::text")]
    next_step: Option<Box<str>>,
    #[serde(default, rename = "final", deserialize_with = "lenient::flag")]
    is_final: Option<bool>,
    #[serde(default, deserialize_with = "lenient::members")]
    data: Vec<(Box<str>, Box<RawValue>)>,
    #[serde(default, deserialize_with = "lenient::flag")]
    is_white: Option<bool>,
    #[serde(default, deserialize_with = "lenient::members")]
    errors: Vec<(Box<str>, Box<RawValue>)>,
    #[serde(default, deserialize_with = "api_error")]
    error: Option<ApiError>,
}

impl H2hStep {
    /// The members beside which an `error` is part of the data.
    pub(crate) const DATA: &'static [&'static str] = &["session", "result", "data"];

    /// The session to use from now on.
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// The merchant's number (in the page's table, not in its example).
    pub fn payment_id(&self) -> Option<&PaymentId> {
        self.payment_id.as_ref()
    }

    /// Whether the call worked; says nothing about the money.
    pub fn result(&self) -> Option<bool> {
        self.result
    }

    /// The name of the next call.
    pub fn next_step(&self) -> Option<&str> {
        self.next_step.as_deref()
    }

    /// Whether the session is in its last stage.
    pub fn is_final(&self) -> bool {
        self.is_final == Some(true)
    }

    /// In the page's example only; its meaning is not documented.
    pub fn is_white(&self) -> Option<bool> {
        self.is_white
    }

    /// What to ask from the payer, in the gateway's order.
    pub fn fields(&self) -> impl Iterator<Item = PayerField> {
        self.data.iter().filter_map(|(name, value)| {
            let mut field: PayerField = serde_json::from_str(value.get()).ok()?;
            field.field.get_or_insert_with(|| name.clone());
            Some(field)
        })
    }

    /// The HTML of the 3-D Secure form that the payer's browser must submit (`threeDsFrom`, spelled
    /// so).
    pub fn three_ds_form(&self) -> Option<Box<str>> {
        let (_, html) = self.data.iter().find(|(name, _)| **name == *"threeDsFrom")?;
        serde_json::from_str(html.get()).ok()
    }

    /// What is wrong with what the payer filled in: name of the field and text.
    pub fn errors(&self) -> impl Iterator<Item = (&str, Box<str>)> {
        self.errors.iter().map(|(name, value)| {
            let text = serde_json::from_str(value.get()).unwrap_or_else(|_| value.get().into());
            (&**name, text)
        })
    }

    /// An error beside the data.
    pub fn error(&self) -> Option<&ApiError> {
        self.error.as_ref()
    }
}

/// Without the session and the data.
impl fmt::Debug for H2hStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("H2hStep")
            .field("payment_id", &self.payment_id)
            .field("result", &self.result)
            .field("next_step", &self.next_step)
            .field("is_final", &self.is_final)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

/// One thing to ask from the payer.
#[derive(Clone, Debug, Deserialize)]
pub struct PayerField {
    #[serde(default, deserialize_with = "lenient::text")]
    field: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    title: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    placeholder: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::flag")]
    hidden: Option<bool>,
    #[serde(default, deserialize_with = "lenient::flag")]
    required: Option<bool>,
}

impl PayerField {
    /// The name to send it under: `cardNumber`, `month`, `year`, `cvv`, `cardHolder`.
    pub fn name(&self) -> &str {
        self.field.as_deref().unwrap_or_default()
    }

    /// What to call it.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// What to show in the empty field.
    pub fn placeholder(&self) -> Option<&str> {
        self.placeholder.as_deref()
    }

    /// Whether it is sent without being shown.
    pub fn is_hidden(&self) -> bool {
        self.hidden == Some(true)
    }

    /// Whether it must be filled in.
    pub fn is_required(&self) -> bool {
        self.required == Some(true)
    }
}
