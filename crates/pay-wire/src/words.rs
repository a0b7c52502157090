//! Words of a gateway's vocabulary.

/// Defines a vocabulary of words that a gateway may extend: an enum with a variant for every
/// documented word, and `Other` for the rest.
///
/// It is read from a JSON text and nothing else, and written as one. `as_str` gives the word back
/// as it came; `Display` and `Debug` make an unknown one fit to be [printed](crate::Printable).
///
/// ```
/// pay_wire::words! {
///     /// Where a parcel is.
///     pub enum Parcel {
///         /// On its way.
///         Sent = "SENT",
///         /// There.
///         Arrived = "ARRIVED",
///     }
/// }
///
/// let parcel: Parcel = serde_json::from_str("\"LOST\"")?;
/// assert_eq!(parcel, Parcel::Other("LOST".into()));
/// assert_eq!(Parcel::from("SENT"), Parcel::Sent);
/// assert!(serde_json::from_str::<Parcel>("{\"SENT\":null}").is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! words {
    (
        $(#[$about:meta])*
        $vis:vis enum $name:ident {
            $($(#[$doc:meta])* $variant:ident = $word:literal,)+
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        $vis enum $name {
            $($(#[$doc])* $variant,)+
            /// A word that is not documented, as it came.
            Other(Box<str>),
        }

        impl $name {
            /// The gateway's word.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::Other(word) => word,
                }
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                match word {
                    $($word => Self::$variant,)+
                    other => Self::Other(other.into()),
                }
            }
        }

        impl From<String> for $name {
            fn from(word: String) -> Self {
                Self::from(word.as_str())
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&$crate::Printable(self.as_str()), f)
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    $(Self::$variant => f.write_str(stringify!($variant)),)+
                    Self::Other(word) => write!(f, "Other({:?})", $crate::Printable(word)),
                }
            }
        }

        impl $crate::macros::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error>
            where
                S: $crate::macros::serde::Serializer,
            {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::macros::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::core::result::Result<Self, D::Error>
            where
                D: $crate::macros::serde::Deserializer<'de>,
            {
                <String as $crate::macros::serde::Deserialize>::deserialize(deserializer)
                    .map(Self::from)
            }
        }
    };
}
