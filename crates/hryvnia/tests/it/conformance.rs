//! What is true of every gateway's client, whatever its protocol: one suite, played by each.

mod dpay;
mod ipay;
mod obmin;
mod paycore;
mod suite;

pub(crate) use self::suite::Subject;
