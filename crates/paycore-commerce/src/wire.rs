//! The envelope: JSON:API or flat JSON out, either of them back.
//!
//! Nothing is signed in either direction, so there is nothing to verify: what an answer is about is
//! compared with what was asked.

use bytes::Bytes;
use http::{HeaderValue, Method, header};
use pay_wire::{Answer, Endpoint, ErrorKind, Members, Result, WireRequest, WireResponse, read};
use serde::Serialize;
use serde_json::value::RawValue;
use snafu::{OptionExt as _, ResultExt as _, ensure};

use crate::ApiError;
use crate::error::{
    ForeignSnafu, NotDocumentedSnafu, NotProvenSnafu, OtherSnafu, RequestSnafu, SeveralSnafu,
    UnfilteredSnafu, WriteSnafu,
};
use crate::gateway::{BodyShape, PayCore};

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// `data.type` of payment invoices.
pub(crate) const INVOICES: &str = "payment-invoices";

/// `data.type` of payout invoices.
pub(crate) const PAYOUTS: &str = "payout-invoices";

/// A question to the private API.
pub(crate) fn get(path: &str, gateway: &PayCore) -> Result<WireRequest> {
    private(Method::GET, path, None, gateway)
}

/// A call of the private API without a body.
pub(crate) fn post_nothing(path: &str, gateway: &PayCore) -> Result<WireRequest> {
    private(Method::POST, path, None, gateway)
}

/// A call of the private API with attributes, wrapped or flat as the account says. `kind` is
/// `data.type`, `id` is `data.id` where it has one.
pub(crate) fn post(
    path: &str,
    kind: &'static str,
    id: Option<&str>,
    attributes: &impl Serialize,
    gateway: &PayCore,
) -> Result<WireRequest> {
    let body = match gateway.shape() {
        BodyShape::Wrapped => serde_json::to_vec(&Document { data: Data { kind, id, attributes } }),
        BodyShape::Flat => serde_json::to_vec(attributes),
    };
    private(Method::POST, path, Some(body.context(WriteSnafu)?), gateway)
}

fn private(
    method: Method,
    path: &str,
    body: Option<Vec<u8>>,
    gateway: &PayCore,
) -> Result<WireRequest> {
    let uri = gateway.private_address().join(path)?;
    let request = http::Request::builder().method(method).uri(uri);
    let request = request.header(header::AUTHORIZATION, gateway.authorization()?);
    finish(request, body)
}

/// A call of the public API: flat, with `public_key` among the members of `body`.
pub(crate) fn public_post(
    path: &str,
    body: &impl Serialize,
    gateway: &PayCore,
) -> Result<WireRequest> {
    let body = serde_json::to_vec(body).context(WriteSnafu)?;
    finish(http::Request::post(gateway.public_address().join(path)?), Some(body))
}

/// A question to the public API: no key at all, the id in the path is the capability.
pub(crate) fn public_get(path: &str, gateway: &PayCore) -> Result<WireRequest> {
    finish(http::Request::get(gateway.public_address().join(path)?), None)
}

fn finish(request: http::request::Builder, body: Option<Vec<u8>>) -> Result<WireRequest> {
    let mut request = request.header(header::ACCEPT, JSON);
    if body.is_some() {
        request = request.header(header::CONTENT_TYPE, JSON);
    }
    Ok(request.body(Bytes::from(body.unwrap_or_default())).context(RequestSnafu)?.into())
}

#[derive(Serialize)]
struct Document<'a, A> {
    data: Data<'a, A>,
}

#[derive(Serialize)]
struct Data<'a, A> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    attributes: &'a A,
}

/// The HTTP status that proves what an answer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// 201 and nothing else: something was created.
    Created,
    /// 201, of a payout that is processed: a no may mean there that it was processed before.
    Processed,
    /// 200 or 201. Not 202: what is under way is not known yet.
    Done,
    /// Any 2xx: with which one a question is answered is not documented, and nothing hangs on it.
    Told,
}

impl Proof {
    fn holds(self, status: u16) -> bool {
        match self {
            Self::Created | Self::Processed => status == 201,
            Self::Done => matches!(status, 200 | 201),
            Self::Told => matches!(status, 200..=299),
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Created | Self::Processed => "201",
            Self::Done => "200 or 201",
            Self::Told => "any 2xx with a document",
        }
    }
}

/// Reads the answer to an `E`: the gateway's error before anything else, data only under a status
/// that proves them. `meaning` gets the top of the document.
pub(crate) fn open<E, T>(
    answer: &WireResponse,
    proof: Proof,
    meaning: impl FnOnce(&Members) -> Result<T>,
) -> Result<Answer<T>>
where
    E: Endpoint,
{
    let opened = open_quietly::<E, T>(answer, proof, meaning);
    opened.map_err(|error| error.with_body(answer.body()))
}

fn open_quietly<E, T>(
    answer: &WireResponse,
    proof: Proof,
    meaning: impl FnOnce(&Members) -> Result<T>,
) -> Result<Answer<T>>
where
    E: Endpoint,
{
    let (status, busy) = (answer.status().as_u16(), answer.is_transient());
    let foreign = ForeignSnafu { status, busy };

    let document = answer.body().trim_ascii_start();
    let not_proven = NotProvenSnafu { status, proof: proof.words() };
    if !document.starts_with(b"{") {
        ensure!(!answer.status().is_success() || proof.holds(status), not_proven);
        return foreign.fail()?;
    }
    let top = match read::<Members>(document) {
        // something in front of the gateway speaks JSON too
        Err(error) if error.kind() == ErrorKind::Decode && busy => return foreign.fail()?,
        other => other?,
    };
    top.try_map(|top| {
        if let Some(error) = ApiError::read(&top, answer) {
            return Err(error.into_error(E::SAFETY, proof));
        }
        ensure!(answer.status().is_success(), foreign);
        ensure!(proof.holds(status), not_proven);
        meaning(&top)
    })
}

/// One resource of an answer or a callback, JSON:API or flat.
pub(crate) struct Resource {
    pub(crate) kind: Option<Box<str>>,
    pub(crate) id: Option<Box<str>>,
    /// `data.attributes`, or `data` itself where that is flat.
    pub(crate) attributes: Members,
    /// Empty where it is flat.
    pub(crate) relationships: Members,
}

impl Resource {
    /// The one in `data`.
    pub(crate) fn sole(top: &Members) -> Result<Self> {
        let lacks = "it has no object `data`";
        let data = top.raw("data").filter(|data| data.get().starts_with('{'));
        Ok(Self::read(data.context(NotDocumentedSnafu { lacks })?))
    }

    /// Those in the array `data`.
    pub(crate) fn list(top: &Members) -> Result<Vec<Self>> {
        let lacks = "it has no array `data`";
        let data = top.raw("data").filter(|data| data.get().starts_with('['));
        data.context(NotDocumentedSnafu { lacks })?;
        Ok(top.list("data").iter().map(|data| Self::read(data)).collect())
    }

    fn read(data: &RawValue) -> Self {
        let data = Members::of(data);
        let (kind, id) = (data.text("type").map(Into::into), data.text("id").map(Into::into));
        let wrapped = data.raw("attributes").filter(|raw| raw.get().starts_with('{'));
        match wrapped {
            Some(attributes) => Self {
                kind,
                id,
                attributes: Members::of(attributes),
                relationships: data.object("relationships"),
            },
            None => Self { kind, id, attributes: data, relationships: Members::default() },
        }
    }

    /// The id of what a to-one relationship leads to.
    pub(crate) fn related(&self, name: &str) -> Option<Box<str>> {
        self.relationships.object(name).object("data").text("id").map(Into::into)
    }

    /// Refuses one that says that it is of another kind; a flat one does not say it.
    pub(crate) fn expect_kind(&self, kind: &'static str) -> Result<()> {
        let other = self.kind.as_deref().is_some_and(|told| !is_kind(told, kind));
        ensure!(!other, OtherSnafu { field: "type" });
        Ok(())
    }
}

/// Whether a `type` is this one: plural everywhere in answers, singular in some requests.
pub(crate) fn is_kind(told: &str, kind: &str) -> bool {
    told == kind || kind.strip_suffix('s') == Some(told)
}

/// The one with this `reference_id` in the array `data`; nothing where a list that proves it has
/// none at all.
pub(crate) fn sole<T>(
    top: &Members,
    reference_id: &str,
    read: impl Fn(Resource) -> Result<T>,
    told: impl Fn(&T) -> Option<&str>,
) -> Result<Option<T>> {
    let found: Vec<T> = Resource::list(top)?.into_iter().map(read).collect::<Result<_>>()?;
    if found.is_empty() {
        let lacks = "an empty list has a total of none";
        let none = top.object("meta").integer("total").is_none_or(|total| total == 0);
        ensure!(none, NotDocumentedSnafu { lacks });
        // the vendor's filters read a comma as "any of these", and a hyphen in front as "not this"
        let plain = !reference_id.contains(',') && !reference_id.starts_with('-');
        ensure!(plain, UnfilteredSnafu);
        return Ok(None);
    }
    let mut ours = found.into_iter().filter(|one| told(one) == Some(reference_id));
    // others alone: the gateway does not filter, and ours may be on a later page
    let sole = ours.next().context(OtherSnafu { field: "reference_id" })?;
    ensure!(ours.next().is_none(), SeveralSnafu);
    Ok(Some(sole))
}
