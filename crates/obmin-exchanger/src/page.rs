//! The exchanger's pages, `GET /{lang}/payment/{uid}/{secret}` and `GET /{lang}/order/{uid}/{secret}`
//! ([the provider's page][page]), and the way back.
//!
//! [page]: https://www.obmin.me/uk/merchant-docs

use std::fmt::{self, Write as _};

use pay_wire::{Received, Result};
use snafu::ensure;

use crate::error::EmptySnafu;
use crate::{Obmin, OrderAccess};

/// The language of a page for which none is asked (choice: the provider's own page is in it).
pub const UKRAINIAN: &str = "uk";

impl Obmin {
    /// The page where an order is paid, in a language such as [`UKRAINIAN`], `en` or `ru`.
    ///
    /// It has the buttons that confirm an order and call it paid, so who sends the customer there
    /// needs no [`UpdateOrder`](crate::UpdateOrder).
    ///
    /// # Errors
    ///
    /// If `lang` is empty.
    pub fn payment_page(&self, access: &OrderAccess, lang: &str) -> Result<PageUrl> {
        self.page("payment", access, lang)
    }

    /// The whole page of an order, as every customer sees it.
    ///
    /// # Errors
    ///
    /// If `lang` is empty.
    pub fn order_page(&self, access: &OrderAccess, lang: &str) -> Result<PageUrl> {
        self.page("order", access, lang)
    }

    fn page(&self, kind: &str, access: &OrderAccess, lang: &str) -> Result<PageUrl> {
        ensure!(!lang.is_empty(), EmptySnafu { field: "lang" });
        let (site, uid) = (self.site(), access.uid());
        let (lang, secret) = (Segment(lang), Segment(access.secret().expose()));
        let without_secret = format!("{site}/{lang}/{kind}/{uid}/");
        Ok(PageUrl {
            url: format!("{without_secret}{secret}").into(),
            shown: without_secret.into(),
        })
    }

    /// A partner's link to the site, perhaps to one route by the codes of its currencies. There is
    /// no secret in it.
    ///
    /// # Errors
    ///
    /// If `code` is empty.
    pub fn referral_link(&self, code: &str, route: Option<(&str, &str)>) -> Result<String> {
        ensure!(!code.is_empty(), EmptySnafu { field: "partner" });
        let mut link = format!("{}/ref/{}/", self.site(), Segment(code));
        if let Some((from, to)) = route {
            let (from, to) = (Segment(from), Segment(to));
            write!(link, "?cur_from={from}&cur_to={to}").expect("a `String` takes what is written");
        }
        Ok(link)
    }
}

/// The address of a page of one order. **The order's secret is in it**: whoever has it controls an
/// order that is not paid.
///
/// It prints without the secret. Keep it out of logs and statistics, and link to it with
/// `Referrer-Policy: no-referrer`.
#[derive(Clone)]
pub struct PageUrl {
    url: Box<str>,
    shown: Box<str>,
}

impl PageUrl {
    /// The whole address, for the customer's browser.
    pub fn expose(&self) -> &str {
        &self.url
    }
}

impl fmt::Debug for PageUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PageUrl({}..)", self.shown)
    }
}

/// Percent-encoded for one segment of a path, or for a value behind the `?`.
pub(crate) struct Segment<'a>(pub(crate) &'a str);

impl fmt::Display for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.0.bytes() {
            if byte.is_ascii_alphanumeric() || b"-_~.".contains(&byte) {
                f.write_char(byte.into())?;
            } else {
                write!(f, "%{byte:02X}")?;
            }
        }
        Ok(())
    }
}

/// What stands behind the address that the customer returns to.
///
/// **It proves nothing**: anybody can open that address with any word. Ask with
/// [`GetOrder`](crate::GetOrder). Customers whose order is frozen, failed or sent back do not
/// return this way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returned {
    /// `?status=success`: the page says that the order is `done`.
    Success,
    /// `?status=error`: the page says that the order is `deleted`.
    Error,
    /// Anything else.
    Other,
}

impl Returned {
    /// From the customer's request to
    /// [`client_callback_url`](crate::CreateOrder::client_callback_url).
    pub fn of(request: Received<'_>) -> Self {
        let query = form_urlencoded::parse(request.query().as_bytes());
        let words: Vec<_> =
            query.filter(|(name, _)| name == "status").map(|(_, word)| word).collect();
        match &*words {
            [word] if word == "success" => Self::Success,
            [word] if word == "error" => Self::Error,
            _ => Self::Other,
        }
    }
}
