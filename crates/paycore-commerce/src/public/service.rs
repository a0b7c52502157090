//! The services that a pre-request tells about.

use std::fmt;

use pay_wire::{Amount, Printable, Result};
use serde_json::value::RawValue;
use snafu::{OptionExt as _, ensure};

use super::{Method, ServiceField};
use crate::error::{NotDocumentedSnafu, OtherSnafu};
use crate::members::{Members, attributes};
use crate::wire::Resource;
use crate::{Currency, Fields, Flow, Mode, Service};

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
            offered: coded(services, |code, attributes| OfferedService { code, attributes }),
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
        self.iter().find(|offered| *offered.code == *service.as_str())
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

/// A service that the account offers; everything but its code may be missing.
#[derive(Clone)]
pub struct OfferedService {
    code: Box<str>,
    attributes: Members,
}

pay_wire::words! {
    /// Whether a service can be used.
    pub enum ServiceStatus {
        /// It can.
        Available = "available",
    }
}

impl OfferedService {
    /// Its code, to ask for it by.
    ///
    /// # Errors
    ///
    /// If what the gateway calls a code is none; see [`Service::new`].
    pub fn service(&self) -> Result<Service> {
        Service::new(self.code.to_string())
    }

    /// Its code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The code of its method.
    pub fn method(&self) -> Option<&str> {
        self.attributes.text("method")
    }

    /// How a payer pays; payouts have none.
    pub fn flow(&self) -> Option<Flow> {
        self.attributes.text("flow").map(Flow::from)
    }

    /// Its own currency, which may be another one than the one that was asked about.
    pub fn currency(&self) -> Option<Currency> {
        self.attributes.text("currency").map(Currency::read)
    }

    /// Whether it can be used.
    pub fn status(&self) -> Option<ServiceStatus> {
        self.attributes.text("status").map(ServiceStatus::from)
    }

    /// What it costs; only where the account tells fees in public.
    pub fn fee(&self) -> Option<ServiceFee> {
        let fee = self.attributes.object("fee");
        (!fee.is_empty()).then_some(ServiceFee { attributes: fee })
    }

    /// The fields that it needs to know.
    pub fn fields(&self) -> Vec<ServiceField> {
        let fields = self.attributes.list("fields");
        fields.iter().filter_map(|field| ServiceField::read(field)).collect()
    }

    /// Holds fields against the scheme: that those which it requires are there, and that those with
    /// a Luhn validator have no mistyped digit. Patterns are not enforced: some that the provider
    /// publishes are wrong.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong.
    pub fn check(&self, fields: &Fields<'_>) -> Result<()> {
        self.fields().iter().try_for_each(|field| field.check(fields.get(field.key())))
    }

    /// Any member, as JSON.
    pub fn member(&self, name: &str) -> Option<&str> {
        self.attributes.raw(name).map(RawValue::get)
    }
}

impl fmt::Debug for OfferedService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OfferedService({:?})", Printable(&self.code))
    }
}

attributes! { OfferedService: amount -> Amount;
    /// The least amount, in the service's currency (whose it is, is inferred).
    amount_min,
    /// The greatest amount, in the service's currency (whose it is, is inferred).
    amount_max,
    /// From the currency that was asked about to the service's.
    exchange_rate,
    /// The amount that was asked about, in the service's currency.
    amount,
}

/// What a service costs; each part may be missing.
#[derive(Clone)]
pub struct ServiceFee {
    attributes: Members,
}

attributes! { ServiceFee: amount -> Amount;
    /// The part that grows with the amount; in per cent (inferred from a sample).
    rate,
    /// The part that does not.
    fixed,
    /// The least fee.
    min,
    /// The greatest fee.
    max,
}

impl fmt::Debug for ServiceFee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceFee")
            .field("rate", &self.rate())
            .field("fixed", &self.fixed())
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
