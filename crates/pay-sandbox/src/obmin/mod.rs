//! Obmin exchanger: directions, orders, signed requests, hosted pages, rates, notifications.

mod act;
mod amount;
mod bend;
mod canonical;
mod configure;
mod create;
mod direction;
mod direction_json;
mod export;
mod field;
mod flaws;
mod gate;
mod handle;
mod id;
mod ipn;
mod key;
mod machine;
mod order;
mod order_json;
mod page;
mod params;
mod query;
mod rate;
mod read;
mod refusal;
mod settings;
mod sign;
mod status;
mod to_values;
mod value;
mod wish;

pub use self::handle::Obmin;
pub(crate) use self::machine::make;
pub use self::settings::{CreateShape, HashName, HashPlace, Settings, ToValues};
