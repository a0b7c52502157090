//! The account of the documented examples, and answers that it would get.

use bytes::Bytes;
use dpay_obmenka::{Amount, Endpoint, Obmenka, Result, Stamp, WireResponse, sign};

pub(crate) const SALT: &str = "k4ssa-S3cret";

pub(crate) fn gateway() -> Obmenka {
    Obmenka::new("1042", SALT).unwrap()
}

pub(crate) fn stamp() -> Stamp {
    Stamp::new(1_710_441_369_000, [7; 32])
}

pub(crate) fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

/// An answer with this body and this value of the signature's header.
pub(crate) fn answer(body: &str, signature: Option<&str>) -> WireResponse {
    let mut response = http::Response::builder().header("content-type", "application/json");
    if let Some(signature) = signature {
        response = response.header("DPAY_SECURE", signature);
    }
    response.body(Bytes::copy_from_slice(body.as_bytes())).unwrap().into()
}

/// An answer with this body, rightly signed.
pub(crate) fn signed(body: &str) -> WireResponse {
    answer(body, Some(sign::sign(SALT.as_bytes(), body.as_bytes()).as_str()))
}

/// What the request makes of this body, rightly signed.
pub(crate) fn decode<E: Endpoint<Gateway = Obmenka>>(
    request: &E,
    body: &str,
) -> Result<E::Response> {
    request.decode(&gateway(), &signed(body))
}
