//! Who calls and with what: the checks that come before the meaning of a call, in their order.

use crate::gateway::Request;
use crate::json::Json;

use super::register::Register;
use super::sign::signature;

/// An `error` answer.
#[derive(Debug)]
pub(super) struct Refusal {
    code: u32,
    message: String,
}

impl Refusal {
    pub(super) fn new(code: u32, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    pub(super) fn required(field: &str) -> Self {
        Self::new(9007, format!("Field {field} is required"))
    }

    pub(super) fn invalid(field: &str) -> Self {
        Self::new(9008, format!("Field {field} is invalid"))
    }

    pub(super) fn not_found() -> Self {
        Self::new(401, "Payment not found")
    }

    pub(super) fn already_exists() -> Self {
        Self::new(0, "Transaction already exists")
    }

    pub(super) fn not_allowed() -> Self {
        Self::new(9010, "Operation is not allowed")
    }

    pub(super) fn to_json(&self) -> Json {
        Json::object([(
            "error",
            Json::object([
                ("code", Json::number(self.code)),
                ("message", Json::text(&self.message)),
            ]),
        )])
    }

    /// The HTTP status where refusals are not hidden behind 200.
    pub(super) fn http_status(&self) -> u16 {
        if (9001..=9006).contains(&self.code) { 401 } else { 400 }
    }
}

/// Checks 4 and 5; nobody signs what is said to a stranger.
pub(super) fn caller<'a>(
    request: &Request,
    registers: &'a [Register],
) -> Result<&'a Register, Refusal> {
    let client = request
        .header("dpay_client")
        .ok_or_else(|| Refusal::new(9001, "Client header is missing"))?;
    registers
        .iter()
        .find(|register| register.client == client)
        .ok_or_else(|| Refusal::new(9002, "Client not found"))
}

/// Checks 6 to 9: the body as an object.
pub(super) fn content(request: &Request, body: &[u8], salt: &str) -> Result<Json, Refusal> {
    let given = request
        .header("dpay_secure")
        .ok_or_else(|| Refusal::new(9003, "Signature header is missing"))?;
    if given != signature(salt, body) {
        return Err(Refusal::new(9004, "Invalid signature"));
    }
    let content_type = request.header("content-type").unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case("application/json") {
        return Err(Refusal::new(9005, "Invalid content type"));
    }
    if body.is_empty() {
        return Ok(Json::object([]));
    }
    match Json::read(body) {
        Some(Json::List(items)) if items.is_empty() => Ok(Json::object([])),
        Some(object @ Json::Object(_)) => Ok(object),
        _ => Err(Refusal::new(9006, "Invalid JSON")),
    }
}
