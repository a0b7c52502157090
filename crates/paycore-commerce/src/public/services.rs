//! The services that a pre-request tells about.

use std::fmt;

use pay_wire::{Amount, Members, Printable, Result};
use serde_json::value::RawValue;
use snafu::{OptionExt as _, ensure};

use super::{Method, OfferedService};
use crate::error::{NotDocumentedSnafu, OtherSnafu};
use crate::members::attributes;
use crate::wire::Resource;
use crate::{Currency, Mode, Service};

/// What an account can be paid, or pay out, by: the answer to a pre-request.
#[derive(Clone)]
pub struct Services {
    attributes: Members,
    offered: Vec<OfferedService>,
    methods: Vec<Method>,
    account: Option<Shop>,
}

impl Services {
    /// From either generation of answers: flat, or with `attributes`.
    pub(super) fn read(
        top: &Members,
        kind: &'static str,
        currency: &Currency,
        mode: Mode,
    ) -> Result<Self> {
        let resource = Resource::sole(top)?;
        resource.expect_kind(kind)?;
        let attributes = resource.attributes;
        let lacks = "a pre-request has `services`";
        let services = attributes.raw("services").context(NotDocumentedSnafu { lacks })?;
        let is_map = services.get().starts_with(['{', '[']) || services.get() == "null";
        ensure!(is_map, NotDocumentedSnafu { lacks });
        let account = attributes.object("account");

        let services = Self {
            offered: coded(services, OfferedService::read),
            methods: attributes
                .raw("methods")
                .map(|methods| coded(methods, Method::read))
                .unwrap_or_default(),
            account: (!account.is_empty()).then_some(Shop { attributes: account }),
            attributes,
        };
        let same = services.currency().is_none_or(|told| told == *currency);
        ensure!(same, OtherSnafu { field: "currency" });
        let same = services.mode().is_none_or(|told| told == mode);
        ensure!(same, OtherSnafu { field: "test_mode" });
        Ok(services)
    }

    /// The services, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = &OfferedService> {
        self.offered.iter()
    }

    /// The one with this code.
    pub fn get(&self, service: &Service) -> Option<&OfferedService> {
        self.iter().find(|offered| offered.code() == service.as_str())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.offered.is_empty()
    }

    /// The methods of the services, in the order in which they came.
    pub fn methods(&self) -> impl Iterator<Item = &Method> {
        self.methods.iter()
    }

    /// The method of a service.
    pub fn method_of(&self, service: &OfferedService) -> Option<&Method> {
        self.methods().find(|method| Some(method.code()) == service.method())
    }

    /// The account's own page, in newer answers.
    pub fn account(&self) -> Option<&Shop> {
        self.account.as_ref()
    }

    /// The currency that was asked about.
    pub fn currency(&self) -> Option<Currency> {
        self.attributes.text("currency").map(Currency::read)
    }

    /// Whether they are about real money.
    pub fn mode(&self) -> Option<Mode> {
        self.attributes.flag("test_mode").map(Mode::of)
    }

    /// The amount that was asked about, in newer answers.
    pub fn amount(&self) -> Option<Amount> {
        self.attributes.amount("amount")
    }
}

/// The objects of a map from code to object, or of a list of objects with a `code`.
fn coded<T>(raw: &RawValue, read: impl Fn(Box<str>, Members) -> T) -> Vec<T> {
    let one = |key: Option<&str>, raw: &RawValue| {
        let members = Members::of(raw);
        let code: Box<str> = members.text("code").or(key)?.into();
        (!members.is_empty()).then(|| read(code, members))
    };
    if raw.get().starts_with('[') {
        let list: Vec<Box<RawValue>> = serde_json::from_str(raw.get()).unwrap_or_default();
        return list.iter().filter_map(|raw| one(None, raw)).collect();
    }
    Members::of(raw).iter().filter_map(|(key, raw)| one(Some(key), raw)).collect()
}

impl fmt::Debug for Services {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Services")
            .field("currency", &self.currency())
            .field("mode", &self.mode())
            .field("offered", &self.offered)
            .finish_non_exhaustive()
    }
}

/// The account as its own hosted page shows it; each part may be missing.
#[derive(Clone)]
pub struct Shop {
    attributes: Members,
}

attributes! { Shop: text -> &str;
    /// Its name.
    name,
    /// What it is.
    description,
    /// The address of its icon.
    icon,
    /// The address of its site.
    website,
}

impl fmt::Debug for Shop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Shop").field(&self.name().map(Printable)).finish()
    }
}
