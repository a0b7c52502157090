//! Objects that belong to the merchant: the gateway keeps them and does not look into them.

use pay_wire::{Members, Result, read};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::error::Fault;
use crate::members::Reading as _;

/// The one member of `pmt_info` that the gateway knows.
const FORCE: &str = "force_security_rate";

/// The members of an object, as they were written.
#[derive(Clone, Default)]
pub(crate) struct FreeObject(Vec<(Box<str>, Box<RawValue>)>);

impl FreeObject {
    /// From JSON; `field` names it in the error.
    pub(crate) fn read(field: &'static str, json: &str) -> Result<Self> {
        if !json.trim_ascii_start().starts_with('{') {
            return Err(Fault::NotAnObject { field }.into());
        }
        let members = read::<Members>(json.as_bytes()).map_err(|_| Fault::NotAnObject { field })?;
        Ok(Self(members.beside(&[])))
    }

    pub(crate) fn has_force_3ds(&self) -> bool {
        self.0.iter().any(|(name, _)| **name == *FORCE)
    }

    pub(crate) fn force_3ds(&mut self) {
        let value = RawValue::from_string("\"3D\"".into()).expect("a quoted word is JSON");
        self.0.retain(|(name, _)| **name != *FORCE);
        self.0.push((FORCE.into(), value));
    }
}

impl Serialize for FreeObject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}
