//! The older API for partners: another address, another envelope, and a key that travels in the
//! query.

mod exchanges;
mod info;
mod links;

use bytes::Bytes;
use http::header;
use pay_wire::{
    Answer, Error, ErrorKind, Key, Members, Refusal, Result, WireRequest, WireResponse, key, read,
};
use snafu::{OptionExt as _, ResultExt as _, ensure};

use crate::Obmin;
use crate::error::{ForeignSnafu, NotDocumentedSnafu, RequestSnafu};
use crate::members::Reading as _;
use crate::params::Params;

pub use self::exchanges::{ListPartnerExchanges, PartnerExchange, PartnerExchanges};
pub use self::info::{GetPartnerInfo, PartnerInfo};
pub use self::links::{ListPartnerLinks, PartnerLink, PartnerLinks};

/// A partner's key of the older API. It prints nowhere and is wiped when it is dropped.
///
/// It is sent in the address of every call, so whatever stands between and keeps addresses has it.
#[derive(Debug)]
pub struct PartnerKey(Key);

impl PartnerKey {
    /// The key as it is, neither trimmed nor decoded.
    ///
    /// # Errors
    ///
    /// If it is empty.
    pub fn new(text: impl Into<String>) -> Result<Self> {
        Ok(Self(key("partner's key", text)?))
    }

    fn expose(&self) -> &str {
        str::from_utf8(self.0.expose()).expect("it was made from a text")
    }
}

/// From when to when, in seconds since 1970, UTC; either may be open.
#[derive(Clone, Copy, Debug, Default)]
struct Period {
    start: Option<u64>,
    end: Option<u64>,
}

fn seal(method: &str, key: &PartnerKey, period: Period, gateway: &Obmin) -> Result<WireRequest> {
    let params = Params::new()
        .text("api_action", "pp")
        .text("api_key", key.expose())
        .text("method", method)
        .number("start_time", period.start)
        .number("end_time", period.end);
    let path = format!("/service/partner/api.php?{}", params.form()?);
    let request = http::Request::get(gateway.site().join(&path)?);
    let request = request.header(header::ACCEPT, "application/json").body(Bytes::new());
    Ok(request.context(RequestSnafu)?.into())
}

/// Reads `data` of `{"status":"success","error":0,"error_text":"","data":{..}}`; anything but
/// success without an error is a no.
fn open<T>(answer: &WireResponse, data: impl FnOnce(&Members) -> Result<T>) -> Result<Answer<T>> {
    let open = || {
        let (status, busy) = (answer.status().as_u16(), answer.is_transient());
        let foreign = ForeignSnafu { status, busy };
        let document = answer.body().trim_ascii_start();
        ensure!(document.starts_with(b"{"), foreign);
        let envelope = match read::<Members>(document) {
            // something in front of it speaks JSON too
            Err(error) if error.kind() == ErrorKind::Decode && busy => return foreign.fail()?,
            other => other?,
        };
        envelope.try_map(|envelope| {
            let Some(word) = envelope.owned("status") else {
                ensure!(!busy, foreign);
                return NotDocumentedSnafu { lacks: "it has no `status`" }.fail()?;
            };
            let error = envelope.present("error").map(serde_json::value::RawValue::get);
            let is_error = !matches!(error, None | Some("0" | "\"0\"" | "\"\"" | "false"));
            if &*word != "success" || is_error {
                let code = envelope.owned("error").unwrap_or_default();
                let refusal = Refusal::new(code, envelope.owned("error_text").unwrap_or_default());
                return Err(Error::refused(refusal.clone(), refusal));
            }
            let raw = envelope.present("data");
            data(&Members::of(raw.context(NotDocumentedSnafu { lacks: "it has no `data`" })?))
        })
    };
    open().map_err(|error: Error| error.with_body(answer.body()))
}
