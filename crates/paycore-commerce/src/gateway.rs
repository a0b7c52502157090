//! The account: its id, its keys, and the three addresses of the gateway.

use std::fmt;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use pay_sign::Secret;
use pay_wire::{Address, Defaults, Gateway, Key, Result, key};
use snafu::{OptionExt as _, ensure};

use crate::error::{
    AccountIdSnafu, ApiKeyTextSnafu, EmptySnafu, Fault, NoPublicKeySnafu, PublicKeySnafu,
};
use crate::key::{CallbackKeys, Mode, check_kind, check_mode};

/// A Commerce account at PayCore.io or at one of the brands that its platform is sold under.
///
/// Id and API key open the private API, public keys the public one and the hosted page, private
/// keys ([`CallbackKeys`]) prove callbacks. All are in the dashboard, under Integration.
pub struct PayCore {
    account_id: Box<str>,
    api_key: Key,
    private: Address,
    public: Address,
    hpp: Address,
    public_key_live: Option<Box<str>>,
    public_key_test: Option<Box<str>>,
    callback_keys: CallbackKeys,
    shape: BodyShape,
}

/// How the bodies of the private API are written; both are documented, and the gateway answers
/// both alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyShape {
    /// `{"data":{"type":..,"attributes":{..}}}`, as in the documents since 2021. The default.
    #[default]
    Wrapped,
    /// The attributes alone, as in the older documents.
    Flat,
}

impl PayCore {
    /// The private API: `https://com.paycore.io/api`.
    pub const PRIVATE: &'static str = "https://com.paycore.io/api";
    /// The public API: `https://com.paycore.io/public-api`.
    pub const PUBLIC: &'static str = "https://com.paycore.io/public-api";
    /// The hosted page, whose address has a slash before its query:
    /// `https://com.paycore.io/hpp`.
    pub const HPP: &'static str = "https://com.paycore.io/hpp";

    /// The account `coma_..` with its API key, at PayCore.io's own addresses.
    ///
    /// The key is used as it is, UTF-8, neither trimmed nor decoded.
    ///
    /// # Errors
    ///
    /// If either is empty, the id has a colon or a character that is not visible ASCII, or the key
    /// is, by its prefix, a public or private one: those open nothing here.
    pub fn new(account_id: impl Into<Box<str>>, api_key: impl Into<String>) -> Result<Self> {
        let (account_id, api_key) = (account_id.into(), api_key.into());
        ensure!(!account_id.is_empty(), EmptySnafu { field: "account_id" });
        let good = account_id.bytes().all(|byte| byte.is_ascii_graphic() && byte != b':');
        ensure!(good, AccountIdSnafu);
        check_kind("API key", &api_key, ["pk_", "sk_", "com_pk_"])?;
        ensure!(!api_key.contains(char::is_control), ApiKeyTextSnafu);
        Ok(Self {
            account_id,
            api_key: key("API key", api_key)?,
            private: Address::well_known(Self::PRIVATE),
            public: Address::well_known(Self::PUBLIC),
            hpp: Address::well_known(Self::HPP),
            public_key_live: None,
            public_key_test: None,
            callback_keys: CallbackKeys::new(),
            shape: BodyShape::default(),
        })
    }

    /// The public key of a mode, for the public API and the hosted page.
    ///
    /// # Errors
    ///
    /// If it is empty, has a character that is not visible ASCII, or is, by its prefix, a private
    /// key or one of the other mode.
    pub fn public_key(self, mode: Mode, public_key: impl Into<Box<str>>) -> Result<Self> {
        let public_key = public_key.into();
        check_kind("public key", &public_key, ["sk_"])?;
        check_mode("public key", &public_key, "pk_", mode)?;
        check_mode("public key", &public_key, "com_pk_", mode)?;
        let good = !public_key.is_empty() && public_key.bytes().all(|byte| byte.is_ascii_graphic());
        ensure!(good, PublicKeySnafu);
        Ok(match mode {
            Mode::Live => Self { public_key_live: Some(public_key), ..self },
            Mode::Test => Self { public_key_test: Some(public_key), ..self },
        })
    }

    /// The private keys that callbacks are signed with.
    #[must_use]
    pub fn callback_keys(self, callback_keys: CallbackKeys) -> Self {
        Self { callback_keys, ..self }
    }

    /// How the bodies of the private API are written.
    #[must_use]
    pub fn body_shape(self, shape: BodyShape) -> Self {
        Self { shape, ..self }
    }

    /// Where the private API is, and it alone.
    #[must_use]
    pub fn private_at(self, private: Address) -> Self {
        Self { private, ..self }
    }

    /// Where the public API is, and it alone.
    #[must_use]
    pub fn public_at(self, public: Address) -> Self {
        Self { public, ..self }
    }

    /// Where the hosted page is, and it alone; a slash at its end does not count.
    #[must_use]
    pub fn hpp_at(self, hpp: Address) -> Self {
        Self { hpp, ..self }
    }

    /// The id of the account.
    pub fn account_id(&self) -> &str {
        &self.account_id
    }

    /// Where the private API is.
    pub fn private_address(&self) -> &Address {
        &self.private
    }

    /// Where the public API is.
    pub fn public_address(&self) -> &Address {
        &self.public
    }

    /// Where the hosted page is, without the slash before its query.
    pub fn hpp_address(&self) -> &Address {
        &self.hpp
    }

    pub(crate) fn shape(&self) -> BodyShape {
        self.shape
    }

    pub(crate) fn keys(&self) -> &CallbackKeys {
        &self.callback_keys
    }

    /// The public key of a mode, or an error that says how to give it.
    pub(crate) fn known_public_key(&self, mode: Mode) -> Result<&str> {
        let known = match mode {
            Mode::Live => &self.public_key_live,
            Mode::Test => &self.public_key_test,
        };
        Ok(known.as_deref().context(NoPublicKeySnafu { mode })?)
    }

    /// `Basic base64(account id ":" API key)`.
    pub(crate) fn authorization(&self) -> Result<HeaderValue> {
        let parts = [self.account_id.as_bytes(), b":", self.api_key.expose()];
        // of the final size at once: what a growing buffer leaves behind is out of reach
        let pair = Secret::new(parts.concat());
        let text = format!("Basic {}", STANDARD.encode(pair.expose())).into_bytes();
        let mut value = HeaderValue::from_bytes(Secret::new(text).expose())
            .map_err(|source| Fault::Request { source: source.into() })?;
        value.set_sensitive(true);
        Ok(value)
    }
}

impl Gateway for PayCore {
    const NAME: &'static str = "paycore";

    /// Nothing about connections is documented. A new one for every request is the choice that
    /// leaves the fewest outcomes unknown; half a minute is a choice too.
    const DEFAULTS: Defaults =
        Defaults::new(Duration::from_secs(10), Duration::from_secs(30), Duration::from_secs(30));

    /// The account at another host, all three addresses at once.
    ///
    /// An address that ends in `/api` is laid out as PayCore.io's own: its neighbours are
    /// `/public-api` and `/hpp`. Any other is a brand's host, which has private calls directly
    /// under it, and `/public-api` and `/hpp` beside them.
    fn at(self, address: Address) -> Self {
        let text = address.as_str();
        // `https://api` is a host of that name
        let host = text.strip_suffix("/api").filter(|host| !host.ends_with('/')).unwrap_or(text);
        let beside = |name: &str| {
            format!("{host}/{name}").parse().expect("a good address with a good path is good")
        };
        let (public, hpp) = (beside("public-api"), beside("hpp"));
        Self { private: address, public, hpp, ..self }
    }
}

impl fmt::Debug for PayCore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PayCore")
            .field("account_id", &self.account_id)
            .field("private", &self.private)
            .field("public", &self.public)
            .field("hpp", &self.hpp)
            .field("callback_keys", &self.callback_keys)
            .finish_non_exhaustive()
    }
}
