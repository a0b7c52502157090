//! The envelope: a signed JSON body out, a verified JSON object back.

use bytes::Bytes;
use http::{HeaderValue, header};
use pay_wire::{
    Answer, Endpoint, Error, ErrorKind, Result, Safety, WireRequest, WireResponse, lenient, read,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use snafu::ResultExt as _;

use crate::error::{
    ApiError, Fault, ForeignSnafu, ForgedSnafu, RequestSnafu, UnsignedSnafu, WriteSnafu,
};
use crate::gateway::{AnswerPolicy, Obmenka};

/// The signature's header, in both directions; header names are case-insensitive.
const SECURE: &str = "dpay_secure";

/// Writes the body once, signs those bytes and addresses them.
pub(crate) fn seal(path: &str, body: &impl Serialize, gateway: &Obmenka) -> Result<WireRequest> {
    let body = Bytes::from(serde_json::to_vec(body).context(WriteSnafu)?);
    let mut signature =
        HeaderValue::from_str(gateway.sign(&[&body]).as_str()).expect("signatures are ASCII");
    signature.set_sensitive(true);

    let request = http::Request::post(gateway.address().join(path)?)
        .header(header::CONTENT_TYPE, "application/json")
        .header("dpay_client", gateway.client())
        .header(SECURE, signature)
        .body(body)
        .context(RequestSnafu)?;
    Ok(request.into())
}

/// Verifies the answer to an `E`, reads it, and lets `judge` make of it what it means. An `error`
/// without any of the `data` members is a failed call; beside one of them it is part of the data.
pub(crate) fn open<E, T, U>(
    gateway: &Obmenka,
    answer: &WireResponse,
    data: &[&str],
    judge: impl FnOnce(T, Proof) -> Result<U>,
) -> Result<Answer<U>>
where
    E: Endpoint,
    T: DeserializeOwned,
{
    let open = || {
        let verified = gateway.verify(answer)?;
        let outline = read::<Outline>(verified.bytes)?;
        let error = outline.member("error").and_then(ApiError::read);
        if let Some(error) = error {
            if !data.iter().any(|name| outline.has(name)) {
                return Err(refusal::<E>(error, verified.proof));
            }
            // what cannot be read beside it must not hide it
            let read = read::<T>(verified.bytes);
            let read = read.map_err(|_| Error::after(ErrorKind::Decode, error))?;
            return read.try_map(|value| judge(value, verified.proof));
        }
        read::<T>(verified.bytes)?.try_map(|value| judge(value, verified.proof))
    };
    open().map_err(|error| error.with_body(answer.body()))
}

/// Verifies the answer to an `E` and reads it, whatever kind of JSON it is; an object that has
/// nothing but an `error` is a failed call.
pub(crate) fn open_any<E, T>(gateway: &Obmenka, answer: &WireResponse) -> Result<Answer<T>>
where
    E: Endpoint,
    T: DeserializeOwned,
{
    if answer.body().trim_ascii_start().starts_with(b"{") {
        return open::<E, T, T>(gateway, answer, &[], |value, _| Ok(value));
    }
    gateway.verify(answer).and_then(|verified| read(verified.bytes))
}

/// A failed call is a refusal where it is proven and understood. An undocumented code in answer to
/// what moves money is neither a yes nor a no.
fn refusal<E: Endpoint>(error: ApiError, proof: Proof) -> Error {
    let understood = E::SAFETY != Safety::Once || error.says_not_found();
    if proof == Proof::Signed && understood {
        Error::refused(error.refusal().clone(), error)
    } else {
        Error::after(ErrorKind::Refused, error)
    }
}

impl Obmenka {
    /// Bytes that the gateway signed, or that the policy lets pass.
    fn verify<'a>(&self, answer: &'a WireResponse) -> Result<Verified<'a>> {
        let bytes = answer.body();
        let proof = self.judge(answer).map_err(|fault| Error::from(fault).with_body(bytes))?;
        Ok(Verified { bytes, proof })
    }

    fn judge(&self, answer: &WireResponse) -> Result<Proof, Fault> {
        let busy = answer.is_transient();
        let first = answer.body().iter().find(|byte| !byte.is_ascii_whitespace());
        if !matches!(first, Some(b'{' | b'[')) {
            let status = answer.status().as_u16();
            return ForeignSnafu { status, busy }.fail();
        }
        let verify = || {
            let given = answer.sole_header(SECURE).context(UnsignedSnafu { busy })?;
            self.sign(&[answer.body()]).verify(given).context(ForgedSnafu)?;
            Ok(Proof::Signed)
        };
        match self.policy() {
            AnswerPolicy::Require => verify(),
            AnswerPolicy::IfPresent if answer.headers().contains_key(SECURE) => verify(),
            AnswerPolicy::IfPresent | AnswerPolicy::Ignore => Ok(Proof::None),
        }
    }
}

/// Whether the gateway's signature stands behind an answer, or a lax policy let it pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Proof {
    Signed,
    #[default]
    None,
}

/// The bytes of an answer that may be read; only [`Obmenka::verify`] makes them.
pub(crate) struct Verified<'a> {
    bytes: &'a [u8],
    proof: Proof,
}

/// The members of an answer, unread. An empty PHP array stands for an object without members; any
/// other array is refused here, before a derived reader could take it member by member.
#[derive(Deserialize)]
#[serde(transparent)]
struct Outline(#[serde(deserialize_with = "lenient::members")] Vec<(Box<str>, Box<RawValue>)>);

impl Outline {
    fn member(&self, name: &str) -> Option<&RawValue> {
        self.0.iter().find(|(member, _)| **member == *name).map(|(_, value)| &**value)
    }

    /// Whether a member says something.
    fn has(&self, name: &str) -> bool {
        self.member(name).is_some_and(|value| !matches!(value.get(), "null" | "\"\""))
    }
}
