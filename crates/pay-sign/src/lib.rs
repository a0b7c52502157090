#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

mod encoded;
mod hash;
mod secret;
mod tag;
mod verify;

pub use self::encoded::Encoded;
pub use self::hash::{Md5, Sha1, Sha3_512, Sha256};
pub use self::secret::Secret;
pub use self::tag::Tag;
pub use self::verify::{Mismatch, verify};
