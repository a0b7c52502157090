//! 3-D Secure: what is told before it, and what is posted after it.
//!
//! The payer's browser goes to [`Challenge::redirect_url`](crate::Challenge::redirect_url), and
//! comes back by a POST to the merchant's `notification_url` with the field `threedsData`; the
//! merchant sends its value on as `threeds_data`. Source: section 3.4.2 of the provider's
//! documentation; who makes the POST, and in which media type, is inferred.

use std::fmt;

use http::header::CONTENT_TYPE;
use pay_wire::{Error, Members, Received, Result, check_url, read};
use serde::{Serialize, Serializer};
use snafu::ensure;

use crate::error::{EmptySnafu, Fault, MultipartSnafu, PostedSnafu};
use crate::members::Reading as _;

/// The field of the POST.
const FIELD: &str = "threedsData";

/// What 3-D Secure needs to know.
#[derive(Clone, Copy, Serialize)]
pub struct ThreedsInfo<'a> {
    notification_url: &'a str,
    threeds_requestor_url: &'a str,
    #[serde(flatten)]
    browser: Browser<'a>,
}

impl<'a> ThreedsInfo<'a> {
    /// Where the result is to be posted, the address of the shop's site, and the payer's browser.
    ///
    /// Nothing is promised to be in that post but the result, so put a key of your own into
    /// `notification_url`: the number of the order, and something that nobody can guess.
    ///
    /// # Errors
    ///
    /// If an address is not an absolute web address, or a text of the browser's is empty.
    pub fn new(
        notification_url: &'a str,
        threeds_requestor_url: &'a str,
        browser: Browser<'a>,
    ) -> Result<Self> {
        check_url("threeds_info.notification_url", notification_url)?;
        check_url("threeds_info.threeds_requestor_url", threeds_requestor_url)?;
        for (field, text) in [
            ("threeds_info.browser_language", browser.language),
            ("threeds_info.browser_accept_header", browser.accept_header),
            ("threeds_info.browser_user_agent", browser.user_agent),
        ] {
            ensure!(!text.is_empty(), EmptySnafu { field });
        }
        Ok(Self { notification_url, threeds_requestor_url, browser })
    }
}

/// Without the address, which has a secret in it, and without what the browser says of itself.
impl fmt::Debug for ThreedsInfo<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ThreedsInfo(..)")
    }
}

/// The payer's browser, as it describes itself; all of it is required.
#[derive(Clone, Copy, Serialize)]
pub struct Browser<'a> {
    /// `navigator.language`: a tag of IETF BCP 47, such as `uk-UA`.
    #[serde(rename = "browser_language")]
    pub language: &'a str,
    /// `screen.height`, in pixels.
    #[serde(rename = "browser_screen_height", serialize_with = "as_text")]
    pub screen_height: u32,
    /// `screen.width`, in pixels.
    #[serde(rename = "browser_screen_width", serialize_with = "as_text")]
    pub screen_width: u32,
    /// `screen.colorDepth`, in bits.
    #[serde(rename = "browser_color_depth", serialize_with = "as_text")]
    pub color_depth: u32,
    /// `new Date().getTimezoneOffset()`, in minutes: -120 in Kyiv in winter, -180 in summer.
    #[serde(rename = "browser_tz", serialize_with = "as_text")]
    pub timezone_offset: i32,
    /// The `Accept` header of its request to the shop, exactly.
    #[serde(rename = "browser_accept_header")]
    pub accept_header: &'a str,
    /// The `User-Agent` header of its request to the shop, exactly.
    #[serde(rename = "browser_user_agent")]
    pub user_agent: &'a str,
}

/// The provider wants these numbers as texts.
fn as_text<S: Serializer>(number: &impl fmt::Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(number)
}

impl fmt::Debug for Browser<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Browser(..)")
    }
}

/// The result of 3-D Secure, as it was posted: opaque, and worth nothing by itself.
///
/// The POST comes from a browser that anybody may hold, so it proves no payment: only the answer to
/// [`VerifyPayment`](crate::VerifyPayment) or [`GetPayment`](crate::GetPayment) does. Answer it with
/// a page or with a redirect (303), and rely on no cookies: it comes from another site.
pub struct ThreedsData(Box<str>);

impl ThreedsData {
    /// The value of the field `threedsData`. It is Base64, where no space belongs: one is a `+`
    /// that a form lost, and becomes one again; nothing else is touched.
    ///
    /// # Errors
    ///
    /// If it is empty.
    pub fn new(value: &str) -> Result<Self> {
        ensure!(!value.is_empty(), EmptySnafu { field: FIELD });
        Ok(Self(value.replace(' ', "+").into()))
    }

    /// From the POST to `notification_url`: a form, or JSON.
    ///
    /// # Errors
    ///
    /// If `threedsData` is not in it exactly once, or is empty; if the post is multipart, which is
    /// for your framework to read.
    pub fn posted(post: Received<'_>) -> Result<Self> {
        let media: Vec<_> =
            post.header(CONTENT_TYPE.as_str()).map(<[u8]>::to_ascii_lowercase).collect();
        let is = |name: &[u8]| media.iter().any(|media| media.starts_with(name));
        ensure!(!is(b"multipart/"), MultipartSnafu);
        Self::read(post.body(), is(b"application/json")).map_err(Error::received)
    }

    fn read(body: &[u8], is_json: bool) -> Result<Self> {
        let body = body.trim_ascii_start();
        let values: Vec<Box<str>> = if is_json || body.starts_with(b"{") {
            let members =
                read::<Members>(body).map_err(|_| Fault::NotAnObject { field: "body" })?;
            members.owned(FIELD).into_iter().collect()
        } else {
            let fields = form_urlencoded::parse(body);
            fields.filter(|(name, _)| name == FIELD).map(|(_, value)| value.into()).collect()
        };
        match &*values {
            [value] => Self::new(value),
            _ => Ok(PostedSnafu { count: values.len() }.fail()?),
        }
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ThreedsData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ThreedsData(..)")
    }
}
