//! The export of rates, which exchange monitors read.

mod json;
mod rate;
mod txt;
mod xml;

use http::header;
use pay_wire::{Error, Members, Result, WireRequest, WireResponse, read};
use snafu::{ResultExt as _, ensure};

use crate::error::{EmptySnafu, ForeignSnafu, RequestSnafu};
use crate::page::Segment;
use crate::{ApiError, Obmin};

pub use self::json::{GetJsonRates, JsonRates};
pub use self::rate::{Rate, Rates};
pub use self::txt::{GetTxtRates, TxtRates};
pub use self::xml::GetXmlRates;

fn check(code: &str) -> Result<&str> {
    ensure!(!code.is_empty(), EmptySnafu { field: "code" });
    Ok(code)
}

/// An export has no parameters and is never signed.
fn seal(form: &str, code: Option<&str>, gateway: &Obmin) -> Result<WireRequest> {
    let path = match code {
        Some(code) => format!("/service/export/{form}/{}", Segment(code)),
        None => format!("/service/export/{form}"),
    };
    let request = http::Request::get(gateway.site().join(&path)?).header(header::ACCEPT, "*/*");
    Ok(request.body(bytes::Bytes::new()).context(RequestSnafu)?.into())
}

/// Reads an export, unless it is an error of the exchanger, or somebody else's page.
fn open<T>(answer: &WireResponse, export: impl FnOnce(&[u8]) -> Result<T>) -> Result<T> {
    let open = || {
        let (status, busy) = (answer.status().as_u16(), answer.is_transient());
        let document = answer.body().trim_ascii();
        if document.starts_with(b"{")
            && let Ok(envelope) = read::<Members>(document)
            && envelope.flag("success") == Some(false)
        {
            return Err(ApiError::read(&envelope).into_error(false));
        }
        ensure!(answer.status().is_success(), ForeignSnafu { status, busy });
        export(document)
    };
    open().map_err(|error: Error| error.with_body(answer.body()))
}
