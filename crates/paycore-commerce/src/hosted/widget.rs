//! The values for the provider's widgets, which show the hosted page inside a page of the shop.
//!
//! Source: the provider's "PaymentWidget.js" page, and the code of its newer package.

use std::fmt;

use pay_wire::Result;
use serde::Serializer as _;
use serde_json::Serializer;
use serde_json::value::{RawValue, to_raw_value};
use snafu::ResultExt as _;

use super::HostedPage;
use super::look::names;
use crate::PayCore;
use crate::error::WriteSnafu;
use crate::id::check_text;

names! {
    /// Where a widget shows the page.
    WidgetFlow:
    /// Inside the shop's page.
    Iframe = "iframe",
    /// In its place.
    Redirect = "redirect",
}

/// The configuration of `@paycore/payment-widget-js` (documented version: 0.1.93).
///
/// ```
/// use paycore_commerce::hosted::{HostedPage, PaymentWidget};
/// # use paycore_commerce::{Currency, Mode, PayCore};
/// # let gateway = PayCore::new("coma_AbCdEfGh12345678", "EXAMPLE-api-key")?
/// #     .public_key(Mode::Test, "pk_test_EXAMPLE")?;
/// let page = HostedPage::new("100".parse()?, Currency::UAH, Mode::Test)?;
/// let config = PaymentWidget::of(&page).to_json(&gateway)?;
/// // before the widget's script loads; or by `payment_widget.init(config)`
/// let script = format!("<script>window.HPPConfig = {config}</script>");
/// # assert!(script.contains(r#""amount":100,"#));
/// # Ok::<(), paycore_commerce::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct PaymentWidget<'a> {
    page: &'a HostedPage<'a>,
    selector_id: Option<&'a str>,
    frame_id: Option<&'a str>,
    target: Option<WidgetFlow>,
}

impl<'a> PaymentWidget<'a> {
    /// Of this page, in an IFRAME inside the element `payment_widget`.
    pub const fn of(page: &'a HostedPage<'a>) -> Self {
        Self { page, selector_id: None, frame_id: None, target: None }
    }

    /// The id of the element that it is shown in; `payment_widget` unless told otherwise.
    ///
    /// # Errors
    ///
    /// If it is empty or has a control character.
    pub fn selector_id(self, id: &'a str) -> Result<Self> {
        check_text("selector_id", id)?;
        Ok(Self { selector_id: Some(id), ..self })
    }

    /// The id that its IFRAME gets; `payment_frame` unless told otherwise.
    ///
    /// # Errors
    ///
    /// If it is empty or has a control character.
    pub fn frame_id(self, id: &'a str) -> Result<Self> {
        check_text("frame_id", id)?;
        Ok(Self { frame_id: Some(id), ..self })
    }

    /// Where it is shown; in an IFRAME unless told otherwise.
    #[must_use]
    pub fn target(self, target: WidgetFlow) -> Self {
        Self { target: Some(target), ..self }
    }

    /// JSON for the page; it may also stand inside a `<script>`.
    ///
    /// Its `base_url` is there only where the page is not at PayCore.io's own address.
    ///
    /// # Errors
    ///
    /// As for [`HostedPage::link`].
    pub fn to_json(&self, gateway: &PayCore) -> Result<String> {
        let base = gateway.hpp_address().as_str();
        let base = (base != PayCore::HPP).then(|| format!("{base}/"));
        let own = [
            ("base_url", base.as_deref()),
            ("selector_id", self.selector_id),
            ("frame_id", self.frame_id),
            ("target", self.target.map(WidgetFlow::as_str)),
        ];
        to_json(&own, self.page, gateway)
    }
}

impl fmt::Debug for PaymentWidget<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PaymentWidget").field("page", self.page).finish_non_exhaustive()
    }
}

/// The configuration of `@paycore/merchant-widget-js` 0.4, for `widget.init(config)`.
///
/// That package is known by its code alone. What it builds has the page's parameters by the names
/// of [`HostedPage`].
#[derive(Clone, Copy)]
pub struct MerchantWidget<'a> {
    page: &'a HostedPage<'a>,
    selector: &'a str,
    flow: WidgetFlow,
    frame_id: Option<&'a str>,
}

impl<'a> MerchantWidget<'a> {
    /// Of this page, in the element that `selector` finds.
    ///
    /// # Errors
    ///
    /// If the selector is empty or has a control character.
    pub fn new(page: &'a HostedPage<'a>, selector: &'a str, flow: WidgetFlow) -> Result<Self> {
        check_text("selector", selector)?;
        Ok(Self { page, selector, flow, frame_id: None })
    }

    /// The id that its IFRAME gets.
    ///
    /// # Errors
    ///
    /// If it is empty or has a control character.
    pub fn frame_id(self, id: &'a str) -> Result<Self> {
        check_text("frameId", id)?;
        Ok(Self { frame_id: Some(id), ..self })
    }

    /// JSON for the page; it may also stand inside a `<script>`.
    ///
    /// It always says where the page is: the package's own default is the provider's development
    /// stand.
    ///
    /// # Errors
    ///
    /// As for [`HostedPage::link`].
    pub fn to_json(&self, gateway: &PayCore) -> Result<String> {
        let base = format!("{}/", gateway.hpp_address());
        let own = [
            ("selector", Some(self.selector)),
            ("flow", Some(self.flow.as_str())),
            ("baseUrl", Some(&*base)),
            ("frameId", self.frame_id),
        ];
        to_json(&own, self.page, gateway)
    }
}

impl fmt::Debug for MerchantWidget<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MerchantWidget")
            .field("flow", &self.flow)
            .field("page", self.page)
            .finish_non_exhaustive()
    }
}

/// The widget's own members and the page's, as JSON in which no text can close a script.
fn to_json(
    own: &[(&'static str, Option<&str>)],
    page: &HostedPage<'_>,
    gateway: &PayCore,
) -> Result<String> {
    // the widget makes a query of it, so what no query can carry is refused here too
    page.pairs(gateway)?;
    let parameters = page.parameters(gateway)?;
    let mut members: Vec<(&str, Box<RawValue>)> = Vec::new();
    for (name, value) in own {
        if let Some(value) = value {
            members.push((*name, to_raw_value(value).context(WriteSnafu)?));
        }
    }
    members.extend(parameters.iter().map(|(name, value)| (name, value.to_owned())));

    let mut json = Vec::new();
    Serializer::new(&mut json).collect_map(members).context(WriteSnafu)?;
    Ok(script_safe(&String::from_utf8(json).expect("JSON is UTF-8")))
}

/// `<`, `>`, `&` and the line ends of JavaScript stand in JSON only inside texts, where they have
/// another spelling: so no text closes a script, opens a comment or ends a line.
fn script_safe(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            other => safe.push(other),
        }
    }
    safe
}
