//! The account: cash register, salt, addresses.

use std::fmt;
use std::time::Duration;

use pay_sign::Encoded;
use pay_wire::{Address, Defaults, Gateway, Key, Result, key};
use snafu::{OptionExt as _, ensure};

use crate::error::{EmptySnafu, FormAddressSnafu, HeaderSnafu};
use crate::sign;

/// A cash register at DPAY / Obmenka: its number, its salt, and where the gateway is.
///
/// Both are in the settings of the register; they belong together, and a merchant may have several
/// registers, one for invoices and another for payouts.
pub struct Obmenka {
    client: Box<str>,
    salt: Key,
    address: Address,
    form: Option<Address>,
    answers: AnswerPolicy,
}

/// What is asked of an answer's signature.
///
/// The provider says that every answer is signed. Under the two lax policies a no that is not
/// verified is no proof: a refusal comes with [`Delivery::Unknown`](crate::Delivery::Unknown), a
/// refusal to pay is [`Unclear`](crate::ProcessedPayout::Unclear), and nothing settles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum AnswerPolicy {
    /// An answer without the right signature is not read. The default.
    #[default]
    Require,
    /// An answer without any signature is read, one with a wrong signature is not.
    IfPresent,
    /// Signatures are not looked at. For a test stand that signs nothing.
    Ignore,
}

impl Obmenka {
    /// API of the Obmenka and SmartWM brands: `https://acquiring_api.obmenka.ua`.
    pub const OBMENKA: &'static str = "https://acquiring_api.obmenka.ua";
    /// API of the DPAY Ukraine brand: `https://acquiring_api.dpay.ua`.
    pub const DPAY_UKRAINE: &'static str = "https://acquiring_api.dpay.ua";
    /// API of the DPAY Africa brand: `https://api.dpay.africa`.
    pub const DPAY_AFRICA: &'static str = "https://api.dpay.africa";
    /// Payment form of the Obmenka brand: `https://acquiring.obmenka.ua/acs`.
    pub const OBMENKA_FORM: &'static str = "https://acquiring.obmenka.ua/acs";
    /// Payment form of the DPAY Africa brand: `https://acs.dpay.africa/acs`.
    pub const DPAY_AFRICA_FORM: &'static str = "https://acs.dpay.africa/acs";

    /// The register `client` (its number, as text) with its salt, at [`Obmenka::OBMENKA`].
    ///
    /// The salt is used as it is, UTF-8, neither trimmed nor decoded.
    ///
    /// # Errors
    ///
    /// If either is empty, or `client` has a character that a header cannot have.
    pub fn new(client: impl Into<Box<str>>, salt: impl Into<String>) -> Result<Self> {
        let client = client.into();
        ensure!(!client.is_empty(), EmptySnafu { field: "client" });
        ensure!(
            client.bytes().all(|byte| byte.is_ascii_graphic()),
            HeaderSnafu { field: "client" }
        );
        Ok(Self {
            client,
            salt: key("salt", salt)?,
            address: Address::well_known(Self::OBMENKA),
            form: None,
            answers: AnswerPolicy::Require,
        })
    }

    /// Where the payment form is. Known by itself for the brands Obmenka and DPAY Africa; the
    /// address of DPAY Ukraine is not documented.
    #[must_use]
    pub fn form_at(self, address: Address) -> Self {
        Self { form: Some(address), ..self }
    }

    /// What is asked of the signature of answers.
    #[must_use]
    pub fn answers(self, answers: AnswerPolicy) -> Self {
        Self { answers, ..self }
    }

    /// The number of the register.
    pub fn client(&self) -> &str {
        &self.client
    }

    /// Where the API is.
    pub fn address(&self) -> &Address {
        &self.address
    }

    pub(crate) fn policy(&self) -> AnswerPolicy {
        self.answers
    }

    pub(crate) fn form_address(&self) -> Result<Address> {
        let known = || match self.address.as_str() {
            Self::OBMENKA => Some(Address::well_known(Self::OBMENKA_FORM)),
            Self::DPAY_AFRICA => Some(Address::well_known(Self::DPAY_AFRICA_FORM)),
            _ => None,
        };
        Ok(self.form.clone().or_else(known).context(FormAddressSnafu)?)
    }

    pub(crate) fn sign(&self, parts: &[&[u8]]) -> Encoded<24> {
        sign::sign_parts(self.salt.expose(), parts)
    }
}

impl Gateway for Obmenka {
    const NAME: &'static str = "dpay";

    /// A new connection for every request, as the provider describes it; 30 seconds, because it can
    /// be slow.
    const DEFAULTS: Defaults =
        Defaults::new(Duration::from_secs(10), Duration::from_secs(30), Duration::from_secs(30));

    fn at(self, address: Address) -> Self {
        Self { address, ..self }
    }
}

impl fmt::Debug for Obmenka {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Obmenka")
            .field("client", &self.client)
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}
