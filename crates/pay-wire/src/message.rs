//! Requests and answers as bytes, in the vocabulary of the `http` crate.

use std::fmt::{self, Write as _};

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, Uri};
use snafu::Snafu;

use crate::Stamp;

/// A finished request: the bytes that were signed are the bytes that are sent.
///
/// Made from and into an `http::Request<Bytes>`. `Debug` shows method, host, path and length; what
/// may be secret (query, headers, body) is only in [`to_text`](Self::to_text).
#[derive(Clone)]
pub struct WireRequest(http::Request<Bytes>);

/// An answer as it came: status, headers, and the body after transfer decoding.
///
/// Made from and into an `http::Response<Bytes>`. `Debug` shows status and length.
#[derive(Clone)]
pub struct WireResponse(http::Response<Bytes>);

impl WireRequest {
    /// The method.
    pub fn method(&self) -> &Method {
        self.0.method()
    }

    /// The whole address; its query may be secret.
    pub fn uri(&self) -> &Uri {
        self.0.uri()
    }

    /// The headers; some are secret.
    pub fn headers(&self) -> &HeaderMap {
        self.0.headers()
    }

    /// The body, byte for byte.
    pub fn body(&self) -> &Bytes {
        self.0.body()
    }

    /// Everything, secrets included, in a form that is stable: headers are sorted by name. For
    /// tests.
    ///
    /// # Panics
    ///
    /// Never: writing to a `String` does not fail.
    pub fn to_text(&self) -> String {
        let mut text = format!("{} {}\n", self.method(), self.uri());
        let mut headers: Vec<_> = self.headers().iter().collect();
        headers.sort_by_key(|(name, _)| name.as_str());
        for (name, value) in headers {
            let value = value.as_bytes().escape_ascii();
            writeln!(text, "{name}: {value}").expect("a `String` takes what is written");
        }
        match str::from_utf8(self.body()) {
            Ok("") => {}
            Ok(body) => write!(text, "\n{body}").expect("a `String` takes what is written"),
            Err(_) => write!(text, "\n{}", self.body().escape_ascii())
                .expect("a `String` takes what is written"),
        }
        text
    }
}

impl WireResponse {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.0.status()
    }

    /// The headers, doubles kept.
    pub fn headers(&self) -> &HeaderMap {
        self.0.headers()
    }

    /// The body, byte for byte.
    pub fn body(&self) -> &Bytes {
        self.0.body()
    }

    /// The same answer, with the moment of the request that it answers; carriers call it.
    ///
    /// No reader needs it to tell what an answer means. It is there for those that measure how far
    /// a gateway's clock is from ours.
    #[must_use]
    pub fn asked_at(mut self, stamp: &Stamp) -> Self {
        self.0.extensions_mut().insert(Asked { unix_ms: stamp.unix_ms() });
        self
    }

    /// Milliseconds since 1970, UTC, of the [`Stamp`] of the request, where the carrier told it.
    pub fn asked_ms(&self) -> Option<u64> {
        self.0.extensions().get::<Asked>().map(|asked| asked.unix_ms)
    }

    /// Whether the status says that the gateway (or what is in front of it) is busy or away for a
    /// moment: 429, 502, 503 or 504.
    pub fn is_transient(&self) -> bool {
        matches!(self.status().as_u16(), 429 | 502..=504)
    }

    /// The value of a header that must be there exactly once.
    ///
    /// # Errors
    ///
    /// When it is missing, there twice, or not visible ASCII.
    pub fn sole_header(&self, name: &'static str) -> Result<&str, HeaderFault> {
        let values = self.headers().get_all(name).iter().map(http::HeaderValue::as_bytes);
        sole(name, values)
    }
}

/// Rides in the extensions of the `http::Response`, so that it survives the way through one.
#[derive(Clone, Copy)]
struct Asked {
    unix_ms: u64,
}

/// The only one of a header's values.
pub(crate) fn sole<'a>(
    name: &'static str,
    mut values: impl Iterator<Item = &'a [u8]>,
) -> Result<&'a str, HeaderFault> {
    match (values.next(), values.next()) {
        (None, _) => MissingSnafu { name }.fail(),
        (Some(_), Some(_)) => DoubledSnafu { name }.fail(),
        (Some(value), None) if value.iter().all(|byte| (0x20..0x7f).contains(byte)) => {
            Ok(str::from_utf8(value).expect("visible ASCII is UTF-8"))
        }
        (Some(_), None) => UnreadableSnafu { name }.fail(),
    }
}

/// Why a header that must be there exactly once cannot be used.
#[derive(Debug, PartialEq, Eq, Snafu)]
#[non_exhaustive]
pub enum HeaderFault {
    /// It is there more than once.
    #[snafu(display("there is more than one `{name}` header"))]
    Doubled {
        /// The header.
        name: &'static str,
    },
    /// It is not there.
    #[snafu(display("there is no `{name}` header"))]
    Missing {
        /// The header.
        name: &'static str,
    },
    /// It is not visible ASCII.
    #[snafu(display("the `{name}` header is not visible ASCII"))]
    Unreadable {
        /// The header.
        name: &'static str,
    },
}

impl fmt::Debug for WireRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.uri().host().unwrap_or_default();
        let (method, path, length) = (self.method(), self.uri().path(), self.body().len());
        write!(f, "WireRequest({method} {host} {path}, {length} bytes)")
    }
}

impl fmt::Debug for WireResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WireResponse({}, {} bytes)", self.status().as_u16(), self.body().len())
    }
}

impl From<http::Request<Bytes>> for WireRequest {
    fn from(request: http::Request<Bytes>) -> Self {
        Self(request)
    }
}

impl From<WireRequest> for http::Request<Bytes> {
    fn from(request: WireRequest) -> Self {
        request.0
    }
}

impl From<http::Response<Bytes>> for WireResponse {
    fn from(response: http::Response<Bytes>) -> Self {
        Self(response)
    }
}

impl From<WireResponse> for http::Response<Bytes> {
    fn from(response: WireResponse) -> Self {
        response.0
    }
}
