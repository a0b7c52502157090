//! `GET /service/export/json/{code}` (source: the provider's page for partners; the shape of the
//! answer is not documented)

use std::fmt;

use pay_wire::{Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse, read};
use serde_json::value::RawValue;

use crate::{Obmin, wire};

/// Asks for the rates of all routes as JSON.
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "nothing is sent until a client sends it"]
pub struct GetJsonRates<'a> {
    code: Option<&'a str>,
}

impl<'a> GetJsonRates<'a> {
    /// Without a partner's code, as the engine's own pages ask.
    pub fn new() -> Self {
        Self::default()
    }

    /// With a partner's code, which stands in the address; `public` may be one (inferred).
    ///
    /// # Errors
    ///
    /// If it is empty.
    pub fn of(code: &'a str) -> Result<Self> {
        Ok(Self { code: Some(super::check(code)?) })
    }
}

impl Endpoint for GetJsonRates<'_> {
    type Gateway = Obmin;
    type Response = JsonRates;

    const NAME: &'static str = "export/json";
    const SAFETY: Safety = Safety::ReadOnly;
    const MAX_ANSWER: usize = wire::LONG;

    fn encode(&self, gateway: &Obmin, _: &Stamp) -> Result<WireRequest> {
        super::seal("json", self.code, gateway)
    }

    fn decode(&self, _: &Obmin, answer: &WireResponse) -> Result<JsonRates> {
        super::open(answer, |document| Ok(JsonRates(read(document).map(Answer::into_inner)?)))
    }
}

/// The rates as they came: good JSON of a shape that nobody documents.
#[derive(Clone)]
pub struct JsonRates(Box<RawValue>);

impl JsonRates {
    /// The document.
    pub fn as_str(&self) -> &str {
        self.0.get()
    }
}

impl fmt::Debug for JsonRates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JsonRates({} bytes)", self.0.get().len())
    }
}
