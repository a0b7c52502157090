//! Ready forms for a payer's browser: fields, HTML, an address.

use std::fmt::{self, Write as _};

use pay_wire::{Result, check_url};
use snafu::ensure;

use crate::error::NotDocumentedSnafu;
use crate::id::percent;
use crate::{Redirect, RedirectMethod};

/// How a browser submits a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FormMethod {
    /// As an address with a query.
    Get,
    /// As a body, `application/x-www-form-urlencoded`.
    Post,
}

/// A form that is ready for the payer's browser.
///
/// It is made for one payer to see, and whoever has it can go the payer's way, so `Debug` prints
/// neither its address nor its fields.
#[derive(Clone)]
pub struct BrowserForm {
    action: Box<str>,
    method: FormMethod,
    fields: Vec<(Box<str>, Box<str>)>,
}

impl BrowserForm {
    pub(crate) fn new(
        action: impl Into<Box<str>>,
        method: FormMethod,
        fields: Vec<(Box<str>, Box<str>)>,
    ) -> Self {
        Self { action: action.into(), method, fields }
    }

    /// As an answer says; nobody is sent to what is not a web address.
    pub(crate) fn to(redirect: &Redirect) -> Result<Self> {
        let method = match redirect.method() {
            RedirectMethod::Get => FormMethod::Get,
            RedirectMethod::Post => FormMethod::Post,
            RedirectMethod::Other(_) => {
                let lacks = "the payer is sent on by something else than GET and POST";
                return NotDocumentedSnafu { lacks }.fail()?;
            }
        };
        let lacks = "the payer is sent to what is not a web address";
        let is_web = check_url("action", redirect.action()).is_ok();
        ensure!(is_web, NotDocumentedSnafu { lacks });
        let fields = redirect.params().map(|(name, value)| (name.into(), value.into()));
        Ok(Self::new(redirect.action(), method, fields.collect()))
    }

    /// Where it is submitted to, raw; it may have a query of its own.
    pub fn action(&self) -> &str {
        &self.action
    }

    /// How it is submitted.
    pub fn method(&self) -> FormMethod {
        self.method
    }

    /// Names and values in their order, raw: neither percent-encoded nor escaped.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (&**name, &**value))
    }

    /// The fields as a query or a form-encoded body: everything but `A-Z a-z 0-9 - _ . ~` is a
    /// percent escape of its UTF-8, brackets and spaces too.
    pub fn encoded(&self) -> String {
        let pairs = self.fields().map(|(name, value)| percent(name) + "=" + &percent(value));
        pairs.collect::<Vec<_>>().join("&")
    }

    /// The whole of it as an address, for a redirect or an IFRAME; `None` where it has to be
    /// posted.
    pub fn url(&self) -> Option<String> {
        (self.method == FormMethod::Get).then(|| self.address())
    }

    /// The action with the fields behind its query.
    pub(crate) fn address(&self) -> String {
        if self.fields.is_empty() {
            return self.action.to_string();
        }
        let (address, fragment) = cut(&self.action, '#');
        let joint = match address.find('?') {
            None => "?",
            Some(_) if address.ends_with(['?', '&']) => "",
            Some(_) => "&",
        };
        format!("{address}{joint}{}{fragment}", self.encoded())
    }

    /// The HTML of a form with hidden fields and one button; everything in it is escaped.
    ///
    /// Where it is submitted by GET, the query of its action stands among the fields: browsers
    /// would drop it.
    ///
    /// # Panics
    ///
    /// Never: writing to a `String` does not fail.
    pub fn html(&self, button: &str) -> String {
        let (action, query) = match self.method {
            FormMethod::Get => cut(cut(&self.action, '#').0, '?'),
            FormMethod::Post => (&*self.action, ""),
        };
        let query = query.strip_prefix('?').unwrap_or_default();
        let own = form_urlencoded::parse(query.as_bytes());
        let fields = self.fields().map(|(name, value)| (name.into(), value.into()));

        let method = match self.method {
            FormMethod::Get => "get",
            FormMethod::Post => "post",
        };
        let action = Escaped(action);
        let mut html =
            format!("<form method=\"{method}\" action=\"{action}\" accept-charset=\"utf-8\">\n");
        for (name, value) in own.chain(fields) {
            let (name, value) = (Escaped(&name), Escaped(&value));
            writeln!(html, "  <input type=\"hidden\" name=\"{name}\" value=\"{value}\">")
                .expect("a `String` takes what is written");
        }
        html + &format!("  <button type=\"submit\">{}</button>\n</form>\n", Escaped(button))
    }

    /// A whole page, in UTF-8, whose form submits itself; the button is for browsers without
    /// scripts and for pages whose content security policy lets no inline script run.
    pub fn page(&self, button: &str) -> String {
        // by the prototype: a field that is named `submit` would hide the form's own function
        let script = "HTMLFormElement.prototype.submit.call(document.forms[0])";
        format!(
            "<!DOCTYPE html>\n<html>\n<head><meta charset=\"utf-8\"><title>{}</title></head>\n\
             <body>\n{}<script>{script}</script>\n</body>\n</html>\n",
            Escaped(button),
            self.html(button)
        )
    }
}

/// Before a character, and from it on.
fn cut(text: &str, at: char) -> (&str, &str) {
    text.split_at(text.find(at).unwrap_or(text.len()))
}

impl fmt::Debug for BrowserForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BrowserForm({:?}, {} fields)", self.method, self.fields.len())
    }
}

/// Text inside HTML, in an attribute or between tags.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}
