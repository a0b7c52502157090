//! Maps from text to text: what a service needs to know, and what belongs to the merchant.

use std::fmt;

use pay_wire::Result;
use serde::{Serialize, Serializer};
use snafu::ensure;

use crate::Service;
use crate::error::{ControlSnafu, FieldTwiceSnafu, LacksFieldSnafu};
use crate::id::check_text;

/// What a service needs besides the amount, such as the number of a card: key to text.
///
/// Which fields those are, a pre-request tells; they differ from account to account. The ones that
/// the provider's directory requires of a documented service are checked before a payout is sent,
/// unless told otherwise by [`as_is`](Self::as_is).
///
/// ```
/// use paycore_commerce::Fields;
///
/// let to = Fields::new().with("card_number", "4111111111111111")?;
/// assert_eq!(format!("{to:?}"), "Fields([\"card_number\"])");
/// # Ok::<(), paycore_commerce::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Fields<'a> {
    map: TextMap<'a>,
    as_is: bool,
}

impl<'a> Fields<'a> {
    /// None yet.
    pub const fn new() -> Self {
        Self { map: TextMap::new(), as_is: false }
    }

    /// One more.
    ///
    /// # Errors
    ///
    /// If the key is empty, has a control character or is there already, or the value is empty or
    /// has a control character.
    pub fn with(mut self, key: &'a str, value: &'a str) -> Result<Self> {
        check_text("fields", value)?;
        self.map.insert("fields", key, value)?;
        Ok(self)
    }

    /// Not held against the directory: the account's own scheme is another one.
    #[must_use]
    pub fn as_is(self) -> Self {
        Self { as_is: true, ..self }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// The value of a field.
    pub fn get(&self, key: &str) -> Option<&'a str> {
        self.map.iter().find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    /// Key and value, in the order in which they were given.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.map.iter()
    }

    /// Whether everything is there that the directory requires of a payout by this service.
    pub(crate) fn check(&self, service: &Service) -> Result<()> {
        if self.as_is {
            return Ok(());
        }
        for field in service.payout_fields() {
            ensure!(self.get(field).is_some(), LacksFieldSnafu { field: *field });
        }
        Ok(())
    }
}

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.map.serialize(serializer)
    }
}

/// Its keys: values may be card numbers.
impl fmt::Debug for Fields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<&str> = self.iter().map(|(key, _)| key).collect();
        f.debug_tuple("Fields").field(&keys).finish()
    }
}

/// A map from text to text that keeps its order and takes no key twice.
#[derive(Clone, Default)]
pub(crate) struct TextMap<'a>(Vec<(&'a str, &'a str)>);

impl<'a> TextMap<'a> {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// One more; `map` names the map in the error.
    pub(crate) fn insert(&mut self, map: &'static str, key: &'a str, value: &'a str) -> Result<()> {
        check_text(map, key)?;
        ensure!(!value.contains('\0'), ControlSnafu { field: map });
        ensure!(!self.0.iter().any(|(there, _)| *there == key), FieldTwiceSnafu { map });
        self.0.push((key, value));
        Ok(())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.iter().copied()
    }
}

impl Serialize for TextMap<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}
