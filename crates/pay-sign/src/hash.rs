//! The four hashes that the gateways' signatures are made of.

use md5::Digest as _;

use crate::Tag;

macro_rules! hash {
    ($(#[$doc:meta])* $name:ident, $hasher:ty, $size:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl $name {
            /// Hashes the parts one after the other, as if they were joined.
            ///
            /// Nothing separates them: `["ab", "c"]` and `["a", "bc"]` have the same tag.
            #[inline]
            pub fn of(parts: &[&[u8]]) -> Tag<$size> {
                let mut hasher = <$hasher>::new();
                for part in parts {
                    hasher.update(part);
                }
                Tag::new(hasher.finalize().into())
            }
        }
    };
}

hash! {
    /// MD5 (RFC 1321), 16 bytes.
    ///
    /// Broken as a hash for anything new; here because a gateway's signature is defined with it.
    Md5, md5::Md5, 16
}

hash! {
    /// SHA-1 (FIPS 180-4), 20 bytes.
    ///
    /// Broken as a hash for anything new; here because gateways' signatures are defined with it.
    Sha1, sha1::Sha1, 20
}

hash! {
    /// SHA-256 (FIPS 180-4), 32 bytes.
    Sha256, sha2::Sha256, 32
}

hash! {
    /// SHA3-512 (FIPS 202; not the earlier Keccak-512), 64 bytes.
    Sha3_512, sha3::Sha3_512, 64
}
