//! The account: the site, the key of the API if there is one, how calls are written.

use std::fmt;
use std::time::Duration;

use http::{HeaderValue, Method};
use pay_sign::Encoded;
use pay_wire::{Address, Defaults, Gateway, Key, Result, key};
use snafu::ensure;

use crate::error::{EmptySnafu, HeaderSnafu};
use crate::sign;

/// An exchanger, and the merchant's key at it if there is one.
///
/// Orders, routes and everything else that is public works without a key. With one every call is
/// signed, and orders also appear in the merchant's cabinet. Many sites run the same engine: give
/// another one's address to the client, or to [`at`](Gateway::at).
pub struct Obmin {
    site: Address,
    account: Option<Account>,
    encoding: Encoding,
    verbs: Verbs,
    lang: Option<HeaderValue>,
    hash_names: Vec<Box<str>>,
}

struct Account {
    key: Key,
    secret: Key,
}

/// How the parameters of a call stand in its body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// `application/json`, as every known client does. The default.
    #[default]
    Json,
    /// `application/x-www-form-urlencoded` with names in brackets, as the provider's page writes
    /// them. Lists have at most 20 items.
    Form,
}

/// Which HTTP methods calls are made with.
///
/// The engine is known to take any, and its page of the cabinet says that POST is required.
/// Nothing is tried twice by itself: where a site answers 404, 405 or code 40400 to a call that
/// exists, choose [`Verbs::Post`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verbs {
    /// GET for reads, POST for create, PUT for updates, as the engine's own pages do today. The
    /// default.
    #[default]
    Modern,
    /// POST for everything, with the parameters in the body, as they did before.
    Post,
}

impl Obmin {
    /// The exchanger's site.
    pub const SITE: &'static str = "https://www.obmin.me";

    /// What stands between the address of a site and the name of a method.
    pub const API_PATH: &'static str = "/service/api/v1";

    /// The exchanger at [`Obmin::SITE`], without a key.
    pub fn new() -> Self {
        Self {
            site: Address::well_known(Self::SITE),
            account: None,
            encoding: Encoding::default(),
            verbs: Verbs::default(),
            lang: None,
            hash_names: Vec::new(),
        }
    }

    /// Signs every call with a key of the cabinet's tab "API": its KEY, and the SECRET that is
    /// shown once. Take one without the right to withdraw.
    ///
    /// Both are used as they are, neither trimmed nor decoded.
    ///
    /// # Errors
    ///
    /// If either is empty, or the key has a character that a header cannot have.
    pub fn api_key(self, key: impl Into<String>, secret: impl Into<String>) -> Result<Self> {
        let key = pay_wire::key("API key", key)?;
        let graphic = key.expose().iter().all(u8::is_ascii_graphic);
        ensure!(graphic, HeaderSnafu { field: "apikey" });
        let account = Account { key, secret: self::key("API secret", secret)? };
        Ok(Self { account: Some(account), ..self })
    }

    /// How parameters stand in bodies.
    #[must_use]
    pub fn encoding(self, encoding: Encoding) -> Self {
        Self { encoding, ..self }
    }

    /// Which HTTP methods are used.
    #[must_use]
    pub fn verbs(self, verbs: Verbs) -> Self {
        Self { verbs, ..self }
    }

    /// The language of the texts in answers: `uk`, `en` or `ru`, in the header `Lang`.
    ///
    /// # Errors
    ///
    /// If it is empty, or has a character that a header cannot have.
    pub fn lang(self, lang: &str) -> Result<Self> {
        ensure!(!lang.is_empty(), EmptySnafu { field: "Lang" });
        let graphic = lang.bytes().all(|byte| byte.is_ascii_graphic());
        let value = HeaderValue::from_str(lang).ok().filter(|_| graphic);
        ensure!(value.is_some(), HeaderSnafu { field: "Lang" });
        Ok(Self { lang: value, ..self })
    }

    /// Further names under which notifications may carry their hash, beside `hash`: in the body, the
    /// query and the headers alike. The provider documents none; `sign`, `signature` and `checksum`
    /// are thinkable.
    #[must_use]
    pub fn ipn_hash_names<N: Into<Box<str>>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.hash_names.extend(names.into_iter().map(Into::into).filter(|name| !name.is_empty()));
        self
    }

    /// Where the site is: its pages, and below [`Obmin::API_PATH`] the API.
    pub fn site(&self) -> &Address {
        &self.site
    }

    /// Whether calls are signed.
    pub fn has_key(&self) -> bool {
        self.account.is_some()
    }

    pub(crate) fn hash_names(&self) -> &[Box<str>] {
        &self.hash_names
    }

    pub(crate) fn body_encoding(&self) -> Encoding {
        self.encoding
    }

    pub(crate) fn verb(&self, modern: Method) -> Method {
        match self.verbs {
            Verbs::Modern => modern,
            Verbs::Post => Method::POST,
        }
    }

    pub(crate) fn lang_header(&self) -> Option<&HeaderValue> {
        self.lang.as_ref()
    }

    /// The key, and the hash of a call whose parameters are `text`.
    pub(crate) fn sign(&self, text: &str) -> Option<(&[u8], Encoded<64>)> {
        let account = self.account.as_ref()?;
        let hash = sign::sign_call(account.secret.expose(), text.as_bytes());
        Some((account.key.expose(), hash))
    }
}

impl Default for Obmin {
    fn default() -> Self {
        Self::new()
    }
}

impl Gateway for Obmin {
    const NAME: &'static str = "obmin";

    /// The server gives up after 10 seconds and known clients wait for 30. Calls of one key must
    /// arrive in the order of their `time`, so they are made one after the other.
    const DEFAULTS: Defaults =
        Defaults::new(Duration::from_secs(10), Duration::from_secs(30), Duration::from_secs(30))
            .turns(pay_wire::Turns::OneByOne);

    /// Another site, by its address or by the one of its API: [`Obmin::API_PATH`] at the end is
    /// taken off.
    fn at(self, address: Address) -> Self {
        let site = address.as_str().strip_suffix(Self::API_PATH).and_then(|site| site.parse().ok());
        Self { site: site.unwrap_or(address), ..self }
    }
}

impl fmt::Debug for Obmin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Obmin")
            .field("site", &self.site)
            .field("has_key", &self.has_key())
            .finish_non_exhaustive()
    }
}
