//! Who pays and who is paid, for payments that have to say so.

use std::fmt;

use serde::Serialize;

/// A person or a company: `sender` or `receiver` of a payment. Nothing in it is required, and what
/// is empty is not sent.
///
/// Personal data: it prints nowhere.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Requisites<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    lastname: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    firstname: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    middlename: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    document: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    address: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    identification_number: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    account_number: &'a str,
}

impl<'a> Requisites<'a> {
    /// Of nobody yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The family name.
    #[must_use]
    pub fn lastname(self, lastname: &'a str) -> Self {
        Self { lastname, ..self }
    }

    /// The given name.
    #[must_use]
    pub fn firstname(self, firstname: &'a str) -> Self {
        Self { firstname, ..self }
    }

    /// The patronymic.
    #[must_use]
    pub fn middlename(self, middlename: &'a str) -> Self {
        Self { middlename, ..self }
    }

    /// The number of a passport or of another document, such as `АН123456`.
    #[must_use]
    pub fn document(self, document: &'a str) -> Self {
        Self { document, ..self }
    }

    /// The address.
    #[must_use]
    pub fn address(self, address: &'a str) -> Self {
        Self { address, ..self }
    }

    /// The tax number of a person, or the register's code of a company.
    #[must_use]
    pub fn identification_number(self, identification_number: &'a str) -> Self {
        Self { identification_number, ..self }
    }

    /// The bank account.
    #[must_use]
    pub fn account_number(self, account_number: &'a str) -> Self {
        Self { account_number, ..self }
    }

    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl fmt::Debug for Requisites<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Requisites(..)")
    }
}
