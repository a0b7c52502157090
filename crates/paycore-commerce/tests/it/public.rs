//! The public API: requests, answers of both shapes, errors, input.

mod damage;
mod field;
mod input;
mod invoice;
mod service;
mod wire;
