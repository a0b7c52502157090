//! An account, and answers that it would get.

use bytes::Bytes;
use paycore_commerce::{
    Amount, CallbackKeys, Endpoint, Mode, PayCore, Result, Stamp, WireResponse,
};

pub(crate) const API_KEY: &str = "EXAMPLE-api-key";
/// Keys of the vectors.
pub(crate) const LIVE: &str = "sk_live_dossier-vector-key-02";
pub(crate) const TEST: &str = "sk_test_dossier-vector-key-01";
pub(crate) const PUBLIC_LIVE: &str = "pk_live_EXAMPLE";
pub(crate) const PUBLIC_TEST: &str = "pk_test_EXAMPLE";

/// The account of the documented example of HTTP Basic, with all its keys.
pub(crate) fn gateway() -> PayCore {
    let keys = CallbackKeys::new().current(Mode::Live, LIVE).unwrap();
    PayCore::new("coma_AbCdEfGh12345678", API_KEY)
        .and_then(|account| account.public_key(Mode::Live, PUBLIC_LIVE))
        .and_then(|account| account.public_key(Mode::Test, PUBLIC_TEST))
        .unwrap()
        .callback_keys(keys.current(Mode::Test, TEST).unwrap())
}

pub(crate) fn stamp() -> Stamp {
    Stamp::new(1_728_475_973_000, [7; 32])
}

pub(crate) fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

/// An answer with this status and body.
pub(crate) fn answer(status: u16, body: impl AsRef<[u8]>) -> WireResponse {
    http::Response::builder()
        .status(status)
        .header("content-type", "application/json")
        .body(Bytes::copy_from_slice(body.as_ref()))
        .unwrap()
        .into()
}

/// What the request makes of this status and body.
pub(crate) fn decode<E: Endpoint<Gateway = PayCore>>(
    request: &E,
    status: u16,
    body: impl AsRef<[u8]>,
) -> Result<E::Response> {
    request.decode(&gateway(), &answer(status, body))
}

/// The request as it stands on the wire.
pub(crate) fn wire(request: &impl Endpoint<Gateway = PayCore>) -> String {
    request.encode(&gateway(), &stamp()).unwrap().to_text()
}
