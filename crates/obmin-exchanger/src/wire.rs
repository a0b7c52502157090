//! The envelope: parameters out, signed where there is a key, `{"success":true,"data":..}` back.

use std::fmt::Write as _;

use bytes::Bytes;
use http::{HeaderValue, Method, header};
use pay_wire::{
    Answer, Endpoint, ErrorKind, Members, Result, Safety, Stamp, WireRequest, WireResponse, read,
};
use serde_json::value::RawValue;
use snafu::{OptionExt as _, ResultExt as _, ensure};

use crate::ApiError;
use crate::error::{Fault, ForeignSnafu, KeySnafu, NotDocumentedSnafu, RequestSnafu, WriteSnafu};
use crate::gateway::{Encoding, Obmin};
use crate::members::Reading as _;
use crate::params::Params;
use crate::sign::{self, Body};

/// The media types of bodies.
const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// The longest answer that lists many things.
pub(crate) const LONG: usize = 16 * 1024 * 1024;

/// Writes the call of an `E`, whose name is its path: in the query where `verb` is GET, in the body
/// otherwise; then signs what the server will make of those bytes.
///
/// `verb` is the modern one; the account may want POST in its place.
pub(crate) fn seal<E: Endpoint>(
    verb: Method,
    params: &Params<'_>,
    gateway: &Obmin,
    stamp: &Stamp,
) -> Result<WireRequest> {
    seal_at::<E>("", verb, params, gateway, stamp)
}

/// The same for an operation that has several paths: `below` is what stands behind the name.
pub(crate) fn seal_at<E: Endpoint>(
    below: &str,
    verb: Method,
    params: &Params<'_>,
    gateway: &Obmin,
    stamp: &Stamp,
) -> Result<WireRequest> {
    let needs_key = E::NAME.starts_with("user/");
    ensure!(gateway.has_key() || !needs_key, KeySnafu);

    let verb = gateway.verb(verb);
    let (mut query, body, media) = if verb == Method::GET {
        (params.form()?, Vec::new(), None)
    } else {
        let (body, media) = match gateway.body_encoding() {
            Encoding::Json => (serde_json::to_vec(params).context(WriteSnafu)?, JSON),
            Encoding::Form => (params.form()?.into_bytes(), FORM),
        };
        (String::new(), body, Some(media))
    };
    if gateway.has_key() {
        if !query.is_empty() {
            query.push('&');
        }
        write!(query, "time={}", stamp.unix_ms()).expect("a `String` takes what is written");
    }

    let mark = if query.is_empty() { "" } else { "?" };
    let path = format!("{}/{}{below}/{mark}{query}", Obmin::API_PATH, E::NAME);
    let mut request = http::Request::builder()
        .method(verb)
        .uri(gateway.site().join(&path)?)
        .header(header::ACCEPT, JSON);
    if let Some(media) = media {
        request = request.header(header::CONTENT_TYPE, media);
    }
    if let Some(lang) = gateway.lang_header() {
        request = request.header("lang", lang);
    }
    if gateway.has_key() {
        let parsed = match media {
            Some(JSON) => Body::Json(&body),
            Some(_) => Body::Form(&body),
            None => Body::Empty,
        };
        let signed = gateway.sign(&sign::canonical(&query, parsed)?);
        let (key, hash) = signed.expect("there is a key");
        request = request.header("apikey", secret(key)).header("hash", secret(hash.as_bytes()));
    }
    Ok(request.body(Bytes::from(body)).context(RequestSnafu)?.into())
}

fn secret(value: &[u8]) -> HeaderValue {
    let mut value = HeaderValue::from_bytes(value).expect("keys and hashes are visible ASCII");
    value.set_sensitive(true);
    value
}

/// Reads the answer to an `E`: an error before anything else, then `data` (`result` in older
/// engines). Nothing is signed, so there is nothing to verify; the HTTP status says nothing where
/// there is an envelope.
pub(crate) fn open<E, T>(
    answer: &WireResponse,
    data: impl FnOnce(&Members) -> Result<T>,
) -> Result<Answer<T>>
where
    E: Endpoint,
{
    open_raw::<E, T>(answer, |raw| data(&Members::of(raw)))
}

/// The same for `data` of another form than an object.
pub(crate) fn open_raw<E, T>(
    answer: &WireResponse,
    data: impl FnOnce(&RawValue) -> Result<T>,
) -> Result<Answer<T>>
where
    E: Endpoint,
{
    let open = || {
        envelope::<E>(answer)?.try_map(|envelope| {
            let raw = envelope.present("data").or_else(|| envelope.present("result"));
            data(raw.context(NotDocumentedSnafu { lacks: "it has no `data`" })?)
        })
    };
    open().map_err(|error| error.with_body(answer.body()))
}

/// The same where what `data` has is not documented.
pub(crate) fn open_unread<E: Endpoint>(answer: &WireResponse) -> Result<Answer<()>> {
    let open = || envelope::<E>(answer)?.try_map(|_| Ok(()));
    open().map_err(|error| error.with_body(answer.body()))
}

/// The members of an envelope that says yes.
fn envelope<E: Endpoint>(answer: &WireResponse) -> Result<Answer<Members>> {
    let (status, busy) = (answer.status().as_u16(), answer.is_transient());
    let foreign = ForeignSnafu { status, busy };
    let document = answer.body().trim_ascii_start();
    ensure!(document.starts_with(b"{"), foreign);
    let envelope = match read::<Members>(document) {
        // something in front of the engine speaks JSON too
        Err(error) if error.kind() == ErrorKind::Decode && busy => return foreign.fail()?,
        other => other?,
    };
    envelope.try_map(|envelope| match envelope.flag("success") {
        Some(true) if !ApiError::is_in(&envelope) => Ok(envelope),
        Some(true) => Err(Fault::TwoAnswers { source: ApiError::read(&envelope) }.into()),
        Some(false) => Err(ApiError::read(&envelope).into_error(E::SAFETY == Safety::Once)),
        None if busy => foreign.fail()?,
        None => NotDocumentedSnafu { lacks: "it has no `success`" }.fail()?,
    })
}
