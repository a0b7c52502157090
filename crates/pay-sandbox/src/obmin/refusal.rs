//! What the engine answers when it does not do what it was asked for.

use crate::json::Json;

/// An `error` of the envelope.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) code: u64,
    pub(super) message: String,
    /// `api`, `unauthorized`, `forbidden` or `param`.
    kind: &'static str,
    object: Json,
    level: u8,
    /// The HTTP status that it would have if errors had one.
    pub(super) status: u16,
}

impl Refusal {
    pub(super) fn api(code: u64, message: impl Into<String>) -> Self {
        let object = Json::object([]);
        Self { code, message: message.into(), kind: "api", object, level: 0, status: 400 }
    }

    /// With what fills the template of its message.
    pub(super) fn about(self, object: Json) -> Self {
        Self { object, ..self }
    }

    pub(super) fn no_such_method() -> Self {
        Self { status: 404, ..Self::api(40400, "method not fount") }
    }

    pub(super) fn maintenance() -> Self {
        Self { status: 503, ..Self::api(5_555_555_555_555_555, "Maintenance") }
    }

    pub(super) fn too_many(seconds: u64) -> Self {
        let refusal = Self::api(5_030_000, "Too many requests");
        Self { status: 429, ..refusal.about(Json::object([("time", Json::number(seconds))])) }
    }

    pub(super) fn internal(message: &str) -> Self {
        Self { level: 10, status: 500, ..Self::api(500, message) }
    }

    pub(super) fn unauthorized(code: u64, message: &str) -> Self {
        Self { kind: "unauthorized", status: 401, ..Self::api(code, message) }
    }

    pub(super) fn missing(name: &str) -> Self {
        Self::param(format!("param \"{name}\" required"))
    }

    pub(super) fn wrong(name: &str, reason: &str) -> Self {
        Self::param(format!("param \"{name}\" {reason}"))
    }

    fn param(message: String) -> Self {
        Self { kind: "param", ..Self::api(500_400_404, message) }
    }

    pub(super) fn captcha() -> Self {
        Self::api(1_601_588_666_628_861, "Captcha is required")
    }

    pub(super) fn no_such_direction() -> Self {
        Self::api(6_801_545_277_215_051, "Direction is unavailable")
    }

    pub(super) fn not_an_amount() -> Self {
        Self::api(5_071_545_873_252_155, "Amount is not valid")
    }

    pub(super) fn no_amount() -> Self {
        Self::api(1_661_545_348_963_371, "Amount must be above zero")
    }

    pub(super) fn too_little(min: String) -> Self {
        let object = Json::object([("min", Json::Text(min))]);
        Self::api(7_701_545_348_962_387, "Amount is below {min}").about(object)
    }

    pub(super) fn too_much(max: String) -> Self {
        let object = Json::object([("max", Json::Text(max))]);
        Self::api(3_631_545_348_962_766, "Amount is above {max}").about(object)
    }

    pub(super) fn above_reserve(max: String) -> Self {
        let object = Json::object([("max", Json::Text(max))]);
        Self::api(9_951_545_348_963_164, "Amount is above {max}").about(object)
    }

    /// `side` is the parameter whose field it is, `err` says `required` or `regexp`.
    pub(super) fn field(side: &str, id: &str, name: &str, err: &str) -> Self {
        let object = Json::object([
            ("fieldId", Json::text(id)),
            ("nameField", Json::text(name)),
            ("err", Json::text(err)),
            ("type", Json::text(side)),
        ]);
        let message = format!("Param {side} isn't valid: {id}");
        Self::api(6_231_546_409_213_868, message).about(object)
    }

    pub(super) fn unverified() -> Self {
        Self::api(5_001_670_807_585_394, "Verification is required")
    }

    /// The `error` member; with `statusCode` where errors have an HTTP status.
    pub(super) fn to_json(&self, with_status: bool) -> Json {
        let mut error = Json::object([
            ("apiError", Json::Bool(true)),
            ("message", Json::text(&self.message)),
            ("errorType", Json::text(self.kind)),
            ("object", self.object.clone()),
            ("level", Json::number(self.level)),
            ("errorCode", Json::number(self.code)),
            ("stack", Json::text(format!("Error: {}\n    at pay-sandbox", self.message))),
        ]);
        if with_status {
            error.push("statusCode", Json::number(self.status));
        }
        error
    }
}
