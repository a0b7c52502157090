//! Nested parameters as a query: `customer[metadata][key]=value`.

use pay_wire::{Members, Result};
use serde_json::value::RawValue;
use snafu::ensure;

use crate::error::{BracketSnafu, BrowserTextSnafu};
use crate::members::text;

type Pairs = Vec<(Box<str>, Box<str>)>;

/// Names and values, raw, in their order.
pub(super) fn pairs(parameters: &Members) -> Result<Pairs> {
    let mut pairs = Vec::new();
    for (name, value) in parameters.iter() {
        push(name, value, &mut pairs)?;
    }
    Ok(pairs)
}

fn push(name: &str, value: &RawValue, pairs: &mut Pairs) -> Result<()> {
    if value.get().starts_with('{') {
        for (key, value) in Members::of(value).iter() {
            // the gateway would read the name up to the first bracket, and drop the rest
            ensure!(!key.contains(['[', ']']), BracketSnafu { map: name });
            push(&format!("{name}[{key}]"), value, pairs)?;
        }
        return Ok(());
    }
    let value = text(value).unwrap_or_else(|| value.get().into());
    ensure!(!value.contains(char::is_control), BrowserTextSnafu { field: name });
    pairs.push((name.into(), value));
    Ok(())
}
