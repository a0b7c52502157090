//! Keys of the API, and how a signed request is judged.

use rust_decimal::Decimal;

use crate::gateway::Request;

use super::amount::number;
use super::machine::Machine;
use super::params::Params;
use super::refusal::Refusal;
use super::sign::request_hash;

/// A key and whose it is.
#[derive(Clone, Debug)]
pub(super) struct ApiKey {
    pub(super) key: String,
    pub(super) secret: String,
    pub(super) user: usize,
    /// The largest `time` that came with it.
    pub(super) last_time: Decimal,
}

impl ApiKey {
    pub(super) fn new(key: &str, secret: &str, user: usize) -> Self {
        let (key, secret) = (key.to_owned(), secret.to_owned());
        Self { key, secret, user, last_time: Decimal::ZERO }
    }
}

/// Those that there are at the start, of two users.
pub(super) fn keys() -> Vec<ApiKey> {
    vec![
        ApiKey::new("EX_5A17D0C4B2E98F6130A1", "9f2c4b7a1d0e6835c49b27f1a8e3d05c6b7f9021", 0),
        ApiKey::new("EX_7E30B9A2C6D41F8852B2", "1b8d6e40f7a3c2959e01d4b7c86f35a2e9d07714", 1),
    ]
}

impl Machine {
    /// Whose signed request it is; `None` for one that is not signed.
    pub(super) fn caller(
        &mut self,
        request: &Request,
        params: &Params,
    ) -> Result<Option<usize>, Refusal> {
        let (key, hash) = (request.header("apikey"), request.header("hash"));
        if key.is_none() && hash.is_none() {
            return Ok(None);
        }
        let refused = |why: &str| Err(Refusal::unauthorized(self.settings.auth_code, why));
        let Some(at) = self.keys.iter().position(|one| Some(&one.key) == key.as_ref()) else {
            return refused("Unknown api key");
        };
        let right = request_hash(&params.canonical(), &self.keys[at].secret);
        if hash.as_ref() != Some(&right) {
            return refused("Wrong hash");
        }
        let time = params.get("time").and_then(number).unwrap_or_default();
        if time <= self.keys[at].last_time {
            return refused("Wrong time");
        }
        self.keys[at].last_time = time;
        Ok(Some(self.keys[at].user))
    }
}
