//! 3-D Secure: what the payer's bank tells the shop, and what the shop makes of it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Method;

use crate::gateway::{Callback, Effects};
use crate::json::Json;
use crate::random;

use super::error::SystemError;
use super::machine::Machine;
use super::payment::{Payment, Status};
use super::shape::text;

/// A question to the payer, and both answers to it.
pub(super) struct Challenge {
    /// What only who was sent here knows.
    pub(super) key: String,
    pub(super) notification_url: String,
    pub(super) passed: String,
    pub(super) failed: String,
    /// If the answer that let the payment pass has been heard.
    pub(super) proven: bool,
}

impl Challenge {
    pub(super) fn new(pmt_id: u64, notification_url: &str) -> Self {
        Self {
            key: random::uuid(),
            notification_url: notification_url.to_owned(),
            passed: threeds_data(pmt_id, "ok"),
            failed: threeds_data(pmt_id, "fail"),
            proven: false,
        }
    }

    /// The POST that the payer's browser makes, made by the sandbox.
    pub(super) fn post(&self, id: &str, threeds_data: &str) -> Callback {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("threedsData", threeds_data);
        Callback {
            id: id.to_owned(),
            method: Method::POST,
            url: self.notification_url.clone(),
            headers: vec![("content-type", "application/x-www-form-urlencoded".to_owned())],
            body: form.finish().into_bytes(),
            attempt: 1,
            anywhere: false,
        }
    }
}

impl Machine {
    pub(super) fn verify(
        &mut self,
        at: usize,
        body: &Json,
        out: &mut Effects,
    ) -> Result<(), SystemError> {
        let given = body.get("threeds_data").and_then(text).unwrap_or_default();
        let payment = &mut self.payments[at];
        let Some(challenge) = payment.challenge.as_mut() else {
            return Err(SystemError::Overall);
        };
        let passed = given == challenge.passed;
        if payment.status.is_success() && passed && challenge.proven {
            return Ok(());
        }
        if payment.status != Status::Challenged {
            return Err(SystemError::Overall);
        }
        if !passed {
            let group = if given == challenge.failed { 51 } else { 60 };
            payment.refuse(group, out);
            return Ok(());
        }
        if let Some(group) = payment.refused_later {
            payment.refuse(group, out);
        } else {
            challenge.proven = true;
            self.succeed(at, out);
        }
        Ok(())
    }
}

impl Payment {
    /// The payer's time is over.
    pub(super) fn expire_challenge(&mut self, out: &mut Effects) {
        if self.status == Status::Challenged {
            self.refuse(51, out);
        }
    }
}

/// Base64 of zlib data, as the document's sample begins; with a `+` and a `/`, to tell a client
/// that decodes forms wrongly from one that does not.
fn threeds_data(pmt_id: u64, result: &str) -> String {
    loop {
        let json = Json::object([
            ("pmt_id", Json::number(pmt_id)),
            ("result", Json::text(result)),
            ("random", Json::text(random::uuid())),
        ]);
        let value = STANDARD.encode(zlib(json.to_string().as_bytes()));
        if value.contains('+') && value.contains('/') {
            return value;
        }
    }
}

/// A zlib stream of one block that is stored as it is.
fn zlib(data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("a small document");
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in data {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    let checksum = high << 16 | low;
    [
        &[0x78, 0x9c, 0x01][..],
        &length.to_le_bytes(),
        &(!length).to_le_bytes(),
        data,
        &checksum.to_be_bytes(),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_data_are_what_zlib_makes_of_them() {
        // Python: `zlib.compress(b"Wikipedia", 0)`, with the header of the usual level.
        let expected = b"\x78\x9c\x01\x09\x00\xf6\xffWikipedia\x11\xe6\x03\x98";
        assert_eq!(zlib(b"Wikipedia"), expected);
    }

    #[test]
    fn values_exercise_the_decoding_of_forms() {
        for result in ["ok", "fail"] {
            let value = threeds_data(1_100_000_001, result);
            assert!(value.starts_with("eJ"), "{value}");
            assert!(value.contains('+') && value.contains('/'), "{value}");
        }
    }
}
