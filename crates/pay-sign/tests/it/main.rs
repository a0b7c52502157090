//! The public face of `pay-sign`, against published values and other implementations.

mod allocations;
mod encoded;
mod hash;
mod secret;
mod verify;
