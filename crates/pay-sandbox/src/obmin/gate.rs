//! Which request goes where, and what is checked before any method sees it.

use std::time::{Duration, SystemTime};

use crate::fault::Faults;
use crate::gateway::{Effects, Reply, Request};
use crate::json::Json;

use super::machine::Machine;
use super::params::Params;
use super::refusal::Refusal;

/// What the paths of methods begin with.
pub(super) const API: &str = "/service/api/v1/";

pub(super) const ROUTES: &[&str] = &[
    "/service/api/v1/public/exchanger/route/get",
    "/service/api/v1/public/exchanger/route/get/one",
    "/service/api/v1/public/exchanger/route/get/one/by-xml",
    "/service/api/v1/public/exchanger/route/get/one/by-friendlyURL",
    "/service/api/v1/public/exchanger/route-v2/get",
    "/service/api/v1/public/exchanger/favorite/get",
    "/service/api/v1/public/exchanger/order/create",
    "/service/api/v1/public/exchanger/order/get",
    "/service/api/v1/public/exchanger/order/update-status",
    "/service/api/v1/public/exchanger/order/get-lasts",
    "/service/api/v1/public/site/status/get",
    "/service/api/v1/user/exchanger/order/history",
    "/service/export/{format}",
    "/service/export/{format}/{code}",
    "/{lang}/payment/{uid}/{secret}",
    "/{lang}/order/{uid}/{secret}",
];

/// What a method is given.
pub(super) struct Call<'a> {
    pub(super) params: &'a Params,
    /// Whose request it is, if it is signed.
    pub(super) user: Option<usize>,
}

impl Machine {
    pub(super) fn receive(
        &mut self,
        request: &Request,
        faults: &mut Faults<'_>,
        out: &mut Effects,
    ) -> Reply {
        let path = clean(&request.path);
        if let Some(method) = path.strip_prefix(API) {
            let Some(body) = &request.body else {
                return Reply::empty(413);
            };
            let answer = self.perform(method, request, body, out);
            return self.write(answer, faults, out.now);
        }
        let segments: Vec<_> = path.split('/').skip(1).collect();
        match segments[..] {
            ["service", "export", format, ..] if segments.len() <= 4 => self.export(format),
            [lang, page @ ("order" | "payment"), uid, secret] => {
                self.page(lang, page, uid, secret, request, out)
            }
            _ => Reply::html(404, "404 Not Found", "<p>There is nothing here.</p>\n"),
        }
    }

    /// Checks in the engine's order: method, maintenance, rate, signature, access; then the
    /// method's own.
    fn perform(
        &mut self,
        method: &str,
        request: &Request,
        body: &[u8],
        out: &mut Effects,
    ) -> Result<Json, Refusal> {
        if !ROUTES.iter().any(|route| route.strip_prefix(API) == Some(method)) {
            return Err(Refusal::no_such_method());
        }
        let params = Params::of(request, body)?;
        if self.settings.maintenance && method != "public/site/status/get" {
            return Err(Refusal::maintenance());
        }
        self.check_rate(out.now)?;
        let user = self.caller(request, &params)?;
        let call = Call { params: &params, user };
        match method.strip_prefix("public/exchanger/").unwrap_or(method) {
            "route/get" => self.list_directions(&call),
            "route/get/one" => self.one_direction(&call),
            "route/get/one/by-xml" => self.one_direction_by_xml(&call),
            "route/get/one/by-friendlyURL" => self.one_direction_by_url(&call),
            "route-v2/get" => self.list_directions_v2(&call),
            "favorite/get" => Ok(self.favorites()),
            "order/create" => self.create(&call, out),
            "order/get" => self.order(&call),
            "order/update-status" => self.update_status(&call, out),
            "order/get-lasts" => self.last_orders(&call),
            "user/exchanger/order/history" => {
                let why = "User authorization required";
                let user = user.ok_or_else(|| Refusal::unauthorized(40301, why))?;
                self.history(user, &call)
            }
            _ => Ok(self.site_status()),
        }
    }

    fn check_rate(&mut self, now: SystemTime) -> Result<(), Refusal> {
        const HOUR: Duration = Duration::from_secs(3600);
        let Some(limit) = self.settings.rate_limit else {
            return Ok(());
        };
        let age = |at: &SystemTime| now.duration_since(*at).unwrap_or(Duration::ZERO);
        self.recent.retain(|at| age(at) < HOUR);
        if self.recent.len() < limit {
            self.recent.push(now);
            return Ok(());
        }
        let oldest = self.recent.first().map_or(Duration::ZERO, age);
        // A part of a second has to be waited for too.
        let left = HOUR.saturating_sub(oldest);
        Err(Refusal::too_many(left.as_secs() + u64::from(left.subsec_nanos() > 0)))
    }

    fn site_status(&self) -> Json {
        Json::object([
            ("offlineStatus", Json::Bool(self.settings.maintenance)),
            ("requiredCaptchaCreateOrder", Json::Bool(self.settings.captcha)),
            ("captcha_public", Json::text("sandbox-captcha-key")),
            ("captcha_module", Json::text("recaptcha")),
            ("jivosite", Json::text("")),
        ])
    }
}

/// A path without a final slash and without empty segments.
pub(super) fn clean(path: &str) -> String {
    path.split('/')
        .filter(|segment| !segment.is_empty())
        .fold(String::new(), |path, segment| path + "/" + segment)
}
