//! A service that a pre-request offers, and what it costs.

use std::fmt;

use pay_wire::{Amount, Members, Printable, Result};
use serde_json::value::RawValue;

use super::ServiceField;
use crate::members::attributes;
use crate::{Currency, Fields, Flow, Service};

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
    pub(super) fn read(code: Box<str>, attributes: Members) -> Self {
        Self { code, attributes }
    }

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
