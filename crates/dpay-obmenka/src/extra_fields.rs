//! `POST /api/extrafields/list` (source: the payout pages name it as the place where the parameters
//! of a payment system are listed; request and answer are not documented)

use std::collections::BTreeMap;

use pay_wire::{Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use snafu::{OptionExt as _, ensure};

use crate::error::NotAnObjectSnafu;
use crate::{Obmenka, wire};

/// Asks which extra fields a payment system needs: any JSON object in, any JSON out.
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until a client sends it"]
pub struct ListExtraFields {
    request: Option<Box<RawValue>>,
}

impl ListExtraFields {
    /// Without parameters.
    pub const fn new() -> Self {
        Self { request: None }
    }

    /// With these parameters: the text of a JSON object, which is sent as it is.
    ///
    /// # Errors
    ///
    /// If it is not one.
    pub fn with(json: &str) -> Result<Self> {
        let field = "extra fields request";
        let request: Box<RawValue> =
            serde_json::from_str(json).ok().context(NotAnObjectSnafu { field })?;
        ensure!(request.get().starts_with('{'), NotAnObjectSnafu { field });
        Ok(Self { request: Some(request) })
    }
}

impl Default for ListExtraFields {
    fn default() -> Self {
        Self::new()
    }
}

impl Endpoint for ListExtraFields {
    type Gateway = Obmenka;
    type Response = Answer<ExtraFields>;

    const NAME: &'static str = "extrafields/list";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &Obmenka, _: &Stamp) -> Result<WireRequest> {
        let nothing: BTreeMap<&str, &str> = BTreeMap::new();
        match &self.request {
            Some(request) => wire::seal("/api/extrafields/list", request, gateway),
            None => wire::seal("/api/extrafields/list", &nothing, gateway),
        }
    }

    fn decode(&self, gateway: &Obmenka, answer: &WireResponse) -> Result<Self::Response> {
        wire::open_any::<Self, _>(gateway, answer)
    }
}

/// An answer whose shape is not documented: read it in [`Answer::raw`].
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(transparent)]
pub struct ExtraFields {
    _undocumented: IgnoredAny,
}
