//! The control address: books, callbacks, clock, forced transitions, faults, reset.

use std::time::Duration;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::gateway::{Action, Refused, Reply, Request};
use crate::json::Json;
use crate::world::{Shared, unknown};

const CALLS: &[&str] =
    &["GET /ledger", "GET /callbacks", "POST /clock", "POST /act", "POST /faults", "POST /reset"];

/// What bodies may hold: a misspelled `times` must not become a fault for ever.
const MEMBERS: &[&str] =
    &["gateway", "id", "action", "args", "force", "on", "fault", "times", "advance_s"];

/// The call that is answered only when the callbacks it caused have come to an end.
pub(crate) const CLOCK: &str = "/clock";

/// Answers one call. What is not understood is 400, what is not legal 409.
pub(crate) fn answer(request: &Request, shared: &Shared) -> Reply {
    let (status, body) = match carry_out(request, shared) {
        Ok(body) => (200, body),
        Err(refused) => {
            let status = if matches!(refused, Refused::Illegal(_)) { 409 } else { 400 };
            (status, Json::object([("error", Json::text(refused.to_string()))]))
        }
    };
    Reply::empty(status).with("content-type", "application/json").body(body.to_string())
}

fn carry_out(request: &Request, shared: &Shared) -> Result<Json, Refused> {
    let call = format!("{} {}", request.method, request.path);
    if !CALLS.contains(&call.as_str()) {
        return Err(unknown("call", &call, CALLS));
    }
    let args = arguments(request)?;
    if let Some((name, _)) = args.members().iter().find(|(name, _)| !MEMBERS.contains(&&**name)) {
        return Err(unknown("member", name, MEMBERS));
    }
    let mut world = shared.world();
    world.settle();
    match call.as_str() {
        "GET /ledger" => {
            let entries = world.ledger.iter().map(crate::Entry::to_json).collect();
            Ok(Json::object([("entries", Json::List(entries))]))
        }
        "GET /callbacks" => {
            let deliveries = world.deliveries.iter().map(crate::Delivery::to_json).collect();
            Ok(Json::object([("callbacks", Json::List(deliveries))]))
        }
        "POST /clock" => {
            world.advance(seconds(&args)?);
            Ok(Json::object([("now", Json::text(crate::dates::rfc3339(world.time.now())))]))
        }
        "POST /act" => {
            let none = Json::object([]);
            let action = Action {
                id: id(&args)?,
                name: required(&args, "action")?,
                args: object(&args)?.unwrap_or(&none),
                force: flag(&args, "force")?,
            };
            world.act(required(&args, "gateway")?, &action)
        }
        "POST /faults" => {
            let (gateway, fault) = (required(&args, "gateway")?, required(&args, "fault")?);
            let more = object(&args)?.cloned().unwrap_or_else(|| Json::object([]));
            world.set_fault(gateway, optional(&args, "on")?, fault, times(&args)?, more)?;
            Ok(Json::object([("set", Json::Bool(true))]))
        }
        _ => {
            world.reset();
            Ok(Json::object([("reset", Json::Bool(true))]))
        }
    }
}

fn arguments(request: &Request) -> Result<Json, Refused> {
    match request.body.as_deref() {
        Some([]) => Ok(Json::object([])),
        Some(body) => Json::read(body)
            .filter(|json| matches!(json, Json::Object(_)))
            .ok_or_else(|| wrong("the body must be a JSON object without doubled keys")),
        None => Err(wrong("the body is longer than 1 MiB")),
    }
}

/// The gateways take whole numbers for ids too.
fn id(args: &Json) -> Result<&str, Refused> {
    match args.get("id") {
        Some(Json::Number(digits)) => Ok(digits),
        _ => Ok(optional(args, "id")?.unwrap_or_default()),
    }
}

fn optional<'a>(args: &'a Json, name: &str) -> Result<Option<&'a str>, Refused> {
    let Some(given) = args.get(name) else {
        return Ok(None);
    };
    given.as_text().map(Some).ok_or_else(|| wrong(&format!("`{name}` must be a text")))
}

fn required<'a>(args: &'a Json, name: &str) -> Result<&'a str, Refused> {
    optional(args, name)?.ok_or_else(|| wrong(&format!("`{name}` is missing")))
}

fn object(args: &Json) -> Result<Option<&Json>, Refused> {
    match args.get("args") {
        Some(Json::Object(_)) | None => Ok(args.get("args")),
        Some(_) => Err(wrong("`args` must be an object")),
    }
}

fn flag(args: &Json, name: &str) -> Result<bool, Refused> {
    let Some(given) = args.get(name) else {
        return Ok(false);
    };
    given.as_bool().ok_or_else(|| wrong(&format!("`{name}` must be true or false")))
}

fn times(args: &Json) -> Result<Option<u32>, Refused> {
    let given = match args.get("times") {
        None => return Ok(None),
        Some(Json::Number(text)) => text.parse().ok().filter(|times| *times > 0),
        Some(_) => None,
    };
    given.map(Some).ok_or_else(|| wrong("`times` must be a whole number above 0"))
}

/// Up to a hundred years, in steps of a millisecond.
fn seconds(args: &Json) -> Result<Duration, Refused> {
    let given = match args.get("advance_s") {
        Some(Json::Number(text)) => Decimal::from_str_exact(text).ok(),
        _ => None,
    };
    given
        .filter(|seconds| *seconds >= Decimal::ZERO && *seconds <= Decimal::from(3_155_760_000_u64))
        .and_then(|seconds| (seconds * Decimal::ONE_THOUSAND).to_u64())
        .map(Duration::from_millis)
        .ok_or_else(|| wrong("`advance_s` must be a number of seconds from 0 to 3155760000"))
}

fn wrong(why: &str) -> Refused {
    Refused::Unknown(why.to_owned())
}
