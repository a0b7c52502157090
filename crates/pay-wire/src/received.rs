//! What a gateway sends to us.

use std::fmt;

use http::HeaderMap;

use crate::message::sole;
use crate::{HeaderFault, Printable};

/// A callback, as the merchant's server got it: borrowed, unread, unbelieved.
///
/// Made from any `http::Request` whose body is bytes, or from parts, for frameworks with another
/// `http`. `Debug` shows the path and lengths.
#[derive(Clone, Copy)]
pub struct Received<'a> {
    target: &'a str,
    headers: Headers<'a>,
    body: &'a [u8],
}

#[derive(Clone, Copy)]
enum Headers<'a> {
    List(&'a [(&'a str, &'a [u8])]),
    Map(&'a HeaderMap),
}

impl<'a> Received<'a> {
    /// From the target as it stood in the request line (path and query), all headers, and the body
    /// before any parsing.
    pub const fn new(target: &'a str, headers: &'a [(&'a str, &'a [u8])], body: &'a [u8]) -> Self {
        Self { target, headers: Headers::List(headers), body }
    }

    /// Path and query.
    pub const fn target(&self) -> &'a str {
        self.target
    }

    /// The query without its `?`, undecoded; empty where there is none.
    pub fn query(&self) -> &'a str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// The body, byte for byte.
    pub const fn body(&self) -> &'a [u8] {
        self.body
    }

    /// All values of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        let (list, map) = match self.headers {
            Headers::List(list) => (Some(list), None),
            Headers::Map(map) => (None, Some(map)),
        };
        let listed =
            list.unwrap_or_default().iter().filter(move |(key, _)| key.eq_ignore_ascii_case(name));
        let mapped = map.map(|map| map.get_all(name).iter());
        listed
            .map(|(_, value)| *value)
            .chain(mapped.into_iter().flatten().map(http::HeaderValue::as_bytes))
    }

    /// The value of a header that must be there exactly once.
    ///
    /// # Errors
    ///
    /// When it is missing, there twice, or not visible ASCII.
    pub fn sole_header(&self, name: &'static str) -> Result<&'a str, HeaderFault> {
        sole(name, self.header(name))
    }
}

impl<'a, B: AsRef<[u8]>> From<&'a http::Request<B>> for Received<'a> {
    fn from(request: &'a http::Request<B>) -> Self {
        Self {
            target: request.uri().path_and_query().map_or("", http::uri::PathAndQuery::as_str),
            headers: Headers::Map(request.headers()),
            body: request.body().as_ref(),
        }
    }
}

impl fmt::Debug for Received<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.target.split('?').next().unwrap_or_default();
        write!(f, "Received({}, {} bytes)", Printable(path), self.body.len())
    }
}
