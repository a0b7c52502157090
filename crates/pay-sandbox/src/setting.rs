//! Settings that the control address changes by name, and how their values are read.

use std::str::FromStr;

use crate::gateway::Refused;
use crate::json::Json;
use crate::world::unknown;

/// Takes settings by name; all of them or, if one is wrong, none. `set` gives `None` for a value
/// that a name cannot have.
pub(crate) fn configure<S: Clone>(
    settings: &mut S,
    args: &Json,
    names: &[&str],
    set: impl Fn(&mut S, &str, &Json) -> Option<()>,
) -> Result<(), Refused> {
    let mut changed = settings.clone();
    for (name, value) in args.members() {
        if !names.contains(&name.as_str()) {
            return Err(unknown("setting", name, names));
        }
        set(&mut changed, name, value)
            .ok_or_else(|| Refused::Unknown(format!("`{value}` is no value for `{name}`")))?;
    }
    *settings = changed;
    Ok(())
}

/// A whole number, not one in a text.
pub(crate) fn whole<T: FromStr>(value: &Json) -> Option<T> {
    match value {
        Json::Number(text) => text.parse().ok(),
        _ => None,
    }
}

/// Seconds, a hundred years at most.
pub(crate) fn seconds(value: &Json) -> Option<u64> {
    whole(value).filter(|seconds| *seconds <= 3_155_760_000)
}

/// A list of texts.
pub(crate) fn texts(value: &Json) -> Option<Vec<String>> {
    let Json::List(items) = value else {
        return None;
    };
    items.iter().map(|item| item.as_text().map(str::to_owned)).collect()
}
