//! The double of iPay Google Pay.

mod actions;
mod books;
mod cancel;
mod checks;
mod clock;
mod control;
mod examples;
mod faults;
mod google;
mod outcomes;
mod pages;
mod receipt;
mod recurrent;
mod sale;
mod shop;
mod sloppy;
mod spellings;
mod threeds;

pub(crate) use self::shop::{GOOD_PAN, kyiv, open_token, sign};
