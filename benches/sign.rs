//! What does a signature cost, against the way most integrations write it and against the least
//! that its hashes allow?

mod dpay;
mod ipay;
mod obmin;
mod paycore;

use criterion::{criterion_group, criterion_main};

criterion_group!(sign, dpay::sign, ipay::sign, ipay::request, obmin::sign, paycore::sign);
criterion_main!(sign);
