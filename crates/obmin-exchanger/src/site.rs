//! `GET /service/api/v1/public/site/status/get/` (source: the engine's pages)

use std::fmt;

use http::Method;
use pay_wire::{Answer, Endpoint, Members, Result, Safety, Stamp, WireRequest, WireResponse};
use serde_json::value::RawValue;

use crate::members::Reading as _;
use crate::params::Params;
use crate::{Obmin, wire};

/// Asks whether the site works, and whether it wants captchas.
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "nothing is sent until a client sends it"]
pub struct GetSiteStatus;

impl Endpoint for GetSiteStatus {
    type Gateway = Obmin;
    type Response = Answer<SiteStatus>;

    const NAME: &'static str = "public/site/status/get";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &Obmin, stamp: &Stamp) -> Result<WireRequest> {
        wire::seal::<Self>(Method::GET, &Params::new(), gateway, stamp)
    }

    fn decode(&self, _: &Obmin, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, |data| Ok(SiteStatus::read(data)))
    }
}

/// How the site is.
#[derive(Clone)]
pub struct SiteStatus {
    offline: Option<bool>,
    captcha_required: Option<bool>,
    captcha_public: Option<Box<str>>,
    captcha_module: Option<Box<str>>,
    jivosite: Option<Box<RawValue>>,
}

impl SiteStatus {
    fn read(data: &Members) -> Self {
        Self {
            offline: data.flag("offlineStatus"),
            captcha_required: data.flag("requiredCaptchaCreateOrder"),
            captcha_public: data.owned("captcha_public"),
            captcha_module: data.owned("captcha_module"),
            jivosite: data.present("jivosite").map(ToOwned::to_owned),
        }
    }

    /// Whether it is under maintenance.
    pub fn is_offline(&self) -> Option<bool> {
        self.offline
    }

    /// Whether an order without a key needs a captcha. Whether a signed one is exempt is not known:
    /// ask the exchanger.
    pub fn wants_captcha(&self) -> Option<bool> {
        self.captcha_required
    }

    /// The public key of the captcha, for the customer's page.
    pub fn captcha_public(&self) -> Option<&str> {
        self.captcha_public.as_deref()
    }

    /// Which captcha it is.
    pub fn captcha_module(&self) -> Option<&str> {
        self.captcha_module.as_deref()
    }

    /// `jivosite` as it came: settings of a chat.
    pub fn jivosite(&self) -> Option<&str> {
        self.jivosite.as_ref().map(|raw| raw.get())
    }
}

impl fmt::Debug for SiteStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SiteStatus")
            .field("offline", &self.offline)
            .field("captcha_required", &self.captcha_required)
            .finish_non_exhaustive()
    }
}
