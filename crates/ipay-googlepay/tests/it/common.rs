//! An account, its requests, and answers that it would get.

use bytes::Bytes;
use ipay_googlepay::{Endpoint, GoogleToken, IPay, Kopecks, PmtId, Result, Stamp, WireResponse};
use serde_json::Value;

/// The key of most signature vectors.
pub(crate) const KEY: &str = "3f8c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c";

/// Of that key and of [`stamp`], from the vectors.
pub(crate) const SIGN: &str = "25e2fc8e1d900cc3ed434964672880373e744c819fd35de1658132d29bc1310808ea0a30b523251542d0ac3382b2bec40de6ce6e24d6d5791ce2be1971041b51";

/// A token that has the form of one.
pub(crate) const TOKEN: &str = r#"{"protocolVersion":"ECv2","signature":"MEQ\u003d"}"#;

pub(crate) fn gateway() -> IPay {
    IPay::new("test", KEY).unwrap()
}

/// 2024-01-15 12:20:30 in Kyiv.
pub(crate) fn stamp() -> Stamp {
    Stamp::new(1_705_314_030_250, [7; 32])
}

pub(crate) fn token() -> GoogleToken {
    GoogleToken::new(TOKEN).unwrap()
}

pub(crate) fn kopecks(kopecks: i64) -> Kopecks {
    Kopecks::new(kopecks)
}

/// The payment of the documented examples.
pub(crate) fn pmt_id() -> PmtId {
    PmtId::from(1_234_567)
}

/// What stands in `request.body`.
pub(crate) fn body(request: &impl Endpoint<Gateway = IPay>) -> Value {
    let wire = request.encode(&gateway(), &stamp()).unwrap();
    let mut document: Value = serde_json::from_slice(wire.body()).unwrap();
    document["request"]["body"].take()
}

/// An answer with this status, media type and body.
pub(crate) fn answer(status: u16, media: &str, body: impl AsRef<[u8]>) -> WireResponse {
    let body = Bytes::copy_from_slice(body.as_ref());
    http::Response::builder()
        .status(status)
        .header("content-type", media)
        .body(body)
        .unwrap()
        .into()
}

/// What the request makes of this body.
pub(crate) fn decode<E: Endpoint<Gateway = IPay>>(
    request: &E,
    body: impl AsRef<[u8]>,
) -> Result<E::Response> {
    request.decode(&gateway(), &answer(200, "application/json", body))
}

/// The same of these members of `response`.
pub(crate) fn respond<E: Endpoint<Gateway = IPay>>(
    request: &E,
    members: &str,
) -> Result<E::Response> {
    decode(request, format!(r#"{{"response":{{{members}}}}}"#))
}
