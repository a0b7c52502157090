//! The envelope: a signed JSON body out, a JSON object back.

use std::time::Duration;

use bytes::Bytes;
use http::header;
use pay_wire::{
    Answer, Endpoint, ErrorKind, Members, Result, Stamp, WireRequest, WireResponse, read,
};
use serde::Serialize;
use serde_json::value::RawValue;
use snafu::{ResultExt as _, ensure};

use crate::error::{ForeignSnafu, RequestSnafu, WriteSnafu};
use crate::gateway::IPay;
use crate::{ApiError, ApiErrorKind};

/// What an action may take that reaches a bank (inferred).
pub(crate) const AT_A_BANK: Duration = Duration::from_secs(60);

/// The longest JSON (inferred).
pub(crate) const LONGEST: usize = 4 * 1024 * 1024;

/// The media type of what is sent, and of most of what comes back.
const JSON: &str = "application/json";

/// Signs the moment of the stamp and writes the body, once.
pub(crate) fn seal<E: Endpoint>(
    body: &impl Serialize,
    gateway: &IPay,
    stamp: &Stamp,
) -> Result<WireRequest> {
    seal_accepting::<E>(JSON, body, gateway, stamp)
}

/// The same, for an answer that may be something else than JSON.
pub(crate) fn seal_accepting<E: Endpoint>(
    accept: &'static str,
    body: &impl Serialize,
    gateway: &IPay,
    stamp: &Stamp,
) -> Result<WireRequest> {
    let auth = gateway.auth(stamp)?;
    let auth = Auth { login: gateway.login(), time: auth.time.as_str(), sign: auth.sign() };
    let request = Request { version: gateway.written_version(), auth, action: E::NAME, body };
    let body = serde_json::to_vec(&Envelope { request }).context(WriteSnafu)?;

    let request = http::Request::post(gateway.address().join("/")?)
        .header(header::CONTENT_TYPE, JSON)
        .header(header::ACCEPT, accept)
        .body(Bytes::from(body))
        .context(RequestSnafu)?;
    Ok(request.into())
}

#[derive(Serialize)]
struct Envelope<'a, B> {
    request: Request<'a, B>,
}

#[derive(Serialize)]
struct Request<'a, B> {
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a RawValue>,
    auth: Auth<'a>,
    action: &'static str,
    body: &'a B,
}

#[derive(Serialize)]
struct Auth<'a> {
    login: &'a str,
    time: &'a str,
    sign: &'a str,
}

/// Reads the answer to an `E`: the gateway's error before anything else, and data only where HTTP
/// does not say that something went wrong. Nothing is signed, so there is nothing to verify.
pub(crate) fn open<E, T>(
    answer: &WireResponse,
    data: impl FnOnce(&Members) -> Result<T>,
) -> Result<Answer<T>>
where
    E: Endpoint,
{
    let opened = open_quietly::<E, T>(answer, data);
    opened.map_err(|error| error.with_body(answer.body()))
}

fn open_quietly<E, T>(
    answer: &WireResponse,
    data: impl FnOnce(&Members) -> Result<T>,
) -> Result<Answer<T>>
where
    E: Endpoint,
{
    let (status, busy) = (answer.status(), answer.is_transient());
    let foreign = ForeignSnafu { status: status.as_u16(), busy };

    let document = document(answer.body());
    ensure!(document.starts_with(b"{"), foreign);
    let top = match read::<Members>(document) {
        // something in front of the gateway speaks JSON too
        Err(error) if error.kind() == ErrorKind::Decode && busy => return foreign.fail()?,
        other => other?,
    };
    top.try_map(|top| {
        let response = top.object("response");
        if let Some(error) = ApiError::read(&top, &response, answer) {
            // its errors stand in the place of `response` too, in words that are not the gateway's
            let in_front = busy && response.is_empty() && error.kind() == ApiErrorKind::Other;
            ensure!(!in_front, foreign);
            return Err(error.into_error(E::SAFETY));
        }
        ensure!(status.is_success(), foreign);
        data(&response)
    })
}

/// The body without what may stand in front of a document.
pub(crate) fn document(body: &[u8]) -> &[u8] {
    body.trim_ascii_start().strip_prefix("\u{feff}".as_bytes()).unwrap_or(body).trim_ascii_start()
}
