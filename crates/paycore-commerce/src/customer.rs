//! The merchant's customer, as a request tells about them.

use std::fmt;

use pay_wire::Result;
use serde::Serialize;
use snafu::ensure;

use crate::error::{BirthSnafu, CountrySnafu, TaxIdSnafu};
use crate::fields::TextMap;
use crate::id::{check_reference, check_text};

/// The customer who pays or is paid.
#[derive(Clone, Serialize)]
pub struct Customer<'a> {
    reference_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_of_birth: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    individual_tax_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<PostalAddress<'a>>,
    #[serde(skip_serializing_if = "TextMap::is_empty")]
    metadata: TextMap<'a>,
}

impl<'a> Customer<'a> {
    /// By your own number of the customer.
    ///
    /// # Errors
    ///
    /// If it is empty, longer than 255 characters (inferred) or has a control character.
    pub fn new(reference_id: &'a str) -> Result<Self> {
        check_reference("customer.reference_id", reference_id)?;
        Ok(Self {
            reference_id,
            email: None,
            name: None,
            phone: None,
            date_of_birth: None,
            individual_tax_id: None,
            address: None,
            metadata: TextMap::new(),
        })
    }

    /// Their mail address.
    #[must_use]
    pub fn email(self, email: &'a str) -> Self {
        Self { email: Some(email), ..self }
    }

    /// Their name.
    #[must_use]
    pub fn name(self, name: &'a str) -> Self {
        Self { name: Some(name), ..self }
    }

    /// Their phone number.
    #[must_use]
    pub fn phone(self, phone: &'a str) -> Self {
        Self { phone: Some(phone), ..self }
    }

    /// The day of their birth, `YYYY-MM-DD`.
    ///
    /// # Errors
    ///
    /// If it is not written so.
    pub fn date_of_birth(self, day: &'a str) -> Result<Self> {
        ensure!(is_day(day), BirthSnafu);
        Ok(Self { date_of_birth: Some(day), ..self })
    }

    /// Their tax number, 2 to 100 characters.
    ///
    /// # Errors
    ///
    /// If it is shorter or longer.
    pub fn individual_tax_id(self, tax_id: &'a str) -> Result<Self> {
        ensure!((2..=100).contains(&tax_id.chars().count()), TaxIdSnafu);
        Ok(Self { individual_tax_id: Some(tax_id), ..self })
    }

    /// Where they live.
    #[must_use]
    pub fn address(self, address: PostalAddress<'a>) -> Self {
        Self { address: Some(address), ..self }
    }

    /// One more value of yours; some services want `ip`, `client_agent` and `url`.
    ///
    /// # Errors
    ///
    /// If the key is empty, has a control character or is there already.
    pub fn metadata(mut self, key: &'a str, value: &'a str) -> Result<Self> {
        self.metadata.insert("customer.metadata", key, value)?;
        Ok(self)
    }
}

/// `YYYY-MM-DD` with a month of 1 to 12 and a day of 1 to 31, as the provider's own widget checks.
fn is_day(text: &str) -> bool {
    let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] else { return false };
    let digits =
        |text: &str, length| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    let within = |text: &str, most: u8| text.parse().is_ok_and(|n: u8| (1..=most).contains(&n));
    digits(year, 4) && digits(month, 2) && digits(day, 2) && within(month, 12) && within(day, 31)
}

/// Nothing of a person prints.
impl fmt::Debug for Customer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Customer(..)")
    }
}

/// Where a customer lives.
#[derive(Clone, Default, Serialize)]
pub struct PostalAddress<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    street: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    post_code: Option<&'a str>,
}

impl<'a> PostalAddress<'a> {
    /// In this country: ISO 3166-1, two letters.
    ///
    /// # Errors
    ///
    /// If it is anything else.
    pub fn in_country(country: &'a str) -> Result<Self> {
        check_text("customer.address.country", country)?;
        let two = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
        ensure!(two, CountrySnafu);
        Ok(Self { country: Some(country), ..Self::default() })
    }

    /// The region.
    #[must_use]
    pub fn region(self, region: &'a str) -> Self {
        Self { region: Some(region), ..self }
    }

    /// The city.
    #[must_use]
    pub fn city(self, city: &'a str) -> Self {
        Self { city: Some(city), ..self }
    }

    /// The street and the house.
    #[must_use]
    pub fn street(self, street: &'a str) -> Self {
        Self { street: Some(street), ..self }
    }

    /// All of it in one line.
    #[must_use]
    pub fn full_address(self, full_address: &'a str) -> Self {
        Self { full_address: Some(full_address), ..self }
    }

    /// The post code.
    #[must_use]
    pub fn post_code(self, post_code: &'a str) -> Self {
        Self { post_code: Some(post_code), ..self }
    }
}

impl fmt::Debug for PostalAddress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PostalAddress(..)")
    }
}
