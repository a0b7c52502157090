//! What reading the gateway's members takes besides [`Members`](pay_wire::Members).

use serde_json::value::RawValue;

/// A text without its quotes and escapes.
pub(crate) fn text(raw: &RawValue) -> Option<Box<str>> {
    raw.get().starts_with('"').then(|| serde_json::from_str(raw.get()).ok()).flatten()
}

/// Whether something is said at all: `null`, `false`, `""`, `[]` and `{}` say nothing.
pub(crate) fn says_something(raw: &RawValue) -> bool {
    let bare: String = raw.get().split_ascii_whitespace().collect();
    !matches!(bare.as_str(), "null" | "false" | "\"\"" | "[]" | "{}")
}

/// Getters of attributes that are read in one way, named as the gateway names them.
macro_rules! attributes {
    ($owner:ident: $kind:ident -> $type:ty; $($(#[$doc:meta])* $name:ident,)+) => {
        impl $owner {$(
            $(#[$doc])*
            pub fn $name(&self) -> Option<$type> {
                self.attributes.$kind(stringify!($name))
            }
        )+}
    };
}
pub(crate) use attributes;
