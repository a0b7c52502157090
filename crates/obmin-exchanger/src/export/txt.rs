//! `GET /service/export/txt/{code}` (source: the provider's page for partners; what stands where in
//! a line is not documented)

use std::fmt;

use pay_wire::{Endpoint, Result, Safety, Stamp, WireRequest, WireResponse};
use snafu::{OptionExt as _, ensure};

use crate::error::NotDocumentedSnafu;
use crate::{Obmin, wire};

/// Asks for the rates of all routes as text.
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "nothing is sent until a client sends it"]
pub struct GetTxtRates<'a> {
    code: Option<&'a str>,
}

impl<'a> GetTxtRates<'a> {
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

impl Endpoint for GetTxtRates<'_> {
    type Gateway = Obmin;
    type Response = TxtRates;

    const NAME: &'static str = "export/txt";
    const SAFETY: Safety = Safety::ReadOnly;
    const MAX_ANSWER: usize = wire::LONG;

    fn encode(&self, gateway: &Obmin, _: &Stamp) -> Result<WireRequest> {
        super::seal("txt", self.code, gateway)
    }

    fn decode(&self, _: &Obmin, answer: &WireResponse) -> Result<TxtRates> {
        super::open(answer, |document| {
            let is_page = document.starts_with(b"<");
            ensure!(!is_page, NotDocumentedSnafu { lacks: "it is a page, not lines of text" });
            let text = str::from_utf8(document).ok();
            let text = text.context(NotDocumentedSnafu { lacks: "it is not UTF-8" })?;
            Ok(TxtRates(text.into()))
        })
    }
}

/// The rates as they came, line by line. The order of the columns is documented nowhere, so none is
/// read: for rates that mean something take [`GetXmlRates`](crate::GetXmlRates).
#[derive(Clone)]
pub struct TxtRates(Box<str>);

impl TxtRates {
    /// The lines that are not empty.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.0.lines().map(str::trim).filter(|line| !line.is_empty())
    }

    /// All of it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for TxtRates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TxtRates({} lines)", self.lines().count())
    }
}
