//! Accounts, their requests, and answers that they would get.

use bytes::Bytes;
use obmin_exchanger::{Amount, Endpoint, Obmin, OrderAccess, Result, RouteId, Stamp, WireResponse};
use serde_json::Value;

/// The key of the documented form, and the secret of the document's own worked example.
pub(crate) const API_KEY: &str = "EX_0123456789ABCDEF";
pub(crate) const API_SECRET: &str = "97aab8410868ba7c1824f490999607c0ce46a3de";

/// The secret of the order in the document's own example of an address.
pub(crate) const SECRET: &str = "dGqwF2M2eBPaSN1G5ljMS1cb";

pub(crate) const ROUTE: &str = "6580ad77a8cd1684a53a1c0f";

/// Without a key.
pub(crate) fn anybody() -> Obmin {
    Obmin::new()
}

pub(crate) fn merchant() -> Obmin {
    Obmin::new().api_key(API_KEY, API_SECRET).unwrap()
}

pub(crate) fn stamp() -> Stamp {
    Stamp::new(1_571_328_406_072, [7; 32])
}

pub(crate) fn access() -> OrderAccess {
    OrderAccess::new(1409, SECRET).unwrap()
}

pub(crate) fn route_id() -> RouteId {
    ROUTE.parse().unwrap()
}

pub(crate) fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

/// The JSON body of a request without a key.
pub(crate) fn body(request: &impl Endpoint<Gateway = Obmin>) -> Value {
    let wire = request.encode(&anybody(), &stamp()).unwrap();
    serde_json::from_slice(wire.body()).unwrap()
}

pub(crate) fn answer(status: u16, body: impl AsRef<[u8]>) -> WireResponse {
    let body = Bytes::copy_from_slice(body.as_ref());
    http::Response::builder().status(status).body(body).unwrap().into()
}

/// What the request makes of this body.
pub(crate) fn decode<E: Endpoint<Gateway = Obmin>>(
    request: &E,
    body: impl AsRef<[u8]>,
) -> Result<E::Response> {
    request.decode(&anybody(), &answer(200, body))
}

/// The same of this `data`.
pub(crate) fn data<E: Endpoint<Gateway = Obmin>>(request: &E, data: &str) -> Result<E::Response> {
    decode(
        request,
        format!(
            r#"{{"success":true,"data":{data},"latency_ms":50,"requestId":"1712345678901-aB3dE5f"}}"#
        ),
    )
}

/// The same of an error with this code and this `object`.
pub(crate) fn refuse<E: Endpoint<Gateway = Obmin>>(
    request: &E,
    code: &str,
    object: &str,
) -> obmin_exchanger::Error {
    let body = format!(
        r#"{{"success":false,"error":{{"apiError":true,"message":"no","errorType":"api","object":{object},"level":0,"errorCode":{code},"stack":"Error: no\n at s3rver.js"}},"latency_ms":4,"requestId":"1712345678902-Zx9Yw8V"}}"#
    );
    decode(request, body).err().expect("an error")
}
