//! The payment form, `POST` or `GET` at the form address ([the provider's page][page])
//!
//! [page]: https://acquiring.obmenka.ua/en/docapi_/payment_form

use std::fmt::{self, Write as _};

use form_urlencoded::Serializer;
use pay_wire::{Address, Amount, Result, check_url};
use snafu::ensure;

use crate::error::{AmountOfSnafu, ControlSnafu, EmptySnafu};
use crate::{Currency, Method, Obmenka};

/// An order that the payer's browser brings to the gateway, without a call of ours.
///
/// Every field that is sent is signed, in the fixed order of the constructor and the setters below.
/// Afterwards ask with [`GetInvoice`](crate::GetInvoice) under the same number: the browser's return
/// proves nothing.
///
/// **The signature covers values, not names**: they are joined without separators, and the order of
/// names is not signed, so a payer can move the border between two fields (`order-7` over `1100.00`
/// into `order-71` over `100.00`). Compare amount, currency and method of the status with your own
/// order before you credit anything.
#[derive(Clone)]
pub struct PaymentForm<'a> {
    invoice_id: &'a str,
    amount: Amount,
    currency: Currency,
    account: Option<&'a str>,
    payment_currency: Option<Method>,
    description: Option<&'a str>,
    success_url: Option<&'a str>,
    fail_url: Option<&'a str>,
    status_url: Option<&'a str>,
}

impl<'a> PaymentForm<'a> {
    /// Your own number of the order, the amount in major units, and its accounting currency.
    ///
    /// # Errors
    ///
    /// If the number is empty or the amount is not payable.
    pub fn new(invoice_id: &'a str, amount: Amount, currency: Currency) -> Result<Self> {
        ensure!(!invoice_id.is_empty(), EmptySnafu { field: "INVOICE_ID" });
        ensure!(!currency.as_str().is_empty(), EmptySnafu { field: "CURRENCY" });
        ensure!(amount.is_payable(), AmountOfSnafu { field: "AMOUNT" });
        Ok(Self {
            invoice_id,
            amount,
            currency,
            account: None,
            payment_currency: None,
            description: None,
            success_url: None,
            fail_url: None,
            status_url: None,
        })
    }

    /// Who pays, in the merchant's system.
    #[must_use]
    pub fn account(self, account: &'a str) -> Self {
        Self { account: Some(account), ..self }
    }

    /// The method; without it the payer chooses on the page (inferred).
    #[must_use]
    pub fn method(self, method: Method) -> Self {
        Self { payment_currency: Some(method), ..self }
    }

    /// What is paid for.
    #[must_use]
    pub fn description(self, description: &'a str) -> Self {
        Self { description: Some(description), ..self }
    }

    /// Where the browser goes after success. No parameters are added to it.
    ///
    /// # Errors
    ///
    /// If it is not an absolute web address.
    pub fn success_url(self, url: &'a str) -> Result<Self> {
        check_url("SUCCESS_URL", url)?;
        Ok(Self { success_url: Some(url), ..self })
    }

    /// Where the browser goes after failure.
    ///
    /// # Errors
    ///
    /// If it is not an absolute web address.
    pub fn fail_url(self, url: &'a str) -> Result<Self> {
        check_url("FAIL_URL", url)?;
        Ok(Self { fail_url: Some(url), ..self })
    }

    /// Where the gateway calls back, with an empty GET.
    ///
    /// # Errors
    ///
    /// If it is not an absolute web address.
    pub fn status_url(self, url: &'a str) -> Result<Self> {
        check_url("STATUS_URL", url)?;
        Ok(Self { status_url: Some(url), ..self })
    }

    /// Signs it for a register.
    ///
    /// # Errors
    ///
    /// If a value has a line break or another control character (browsers rewrite them, and the
    /// signature would not fit), or the address of the register's form is not known.
    pub fn sign(&self, gateway: &Obmenka) -> Result<SignedForm> {
        let fields = [
            ("CLIENT_ID", Some(gateway.client())),
            ("INVOICE_ID", Some(self.invoice_id)),
            ("AMOUNT", Some(self.amount.as_str())),
            ("CURRENCY", Some(self.currency.as_str())),
            ("ACCOUNT", self.account),
            ("PAYMENT_CURRENCY", self.payment_currency.as_ref().map(Method::as_str)),
            ("DESCRIPTION", self.description),
            ("SUCCESS_URL", self.success_url),
            ("FAIL_URL", self.fail_url),
            ("STATUS_URL", self.status_url),
        ];
        let sent: Vec<_> =
            fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        for (field, value) in &sent {
            ensure!(!value.contains(char::is_control), ControlSnafu { field: *field });
        }
        let names: Vec<_> = sent.iter().map(|(name, _)| *name).collect();
        let values: Vec<_> = sent.iter().map(|(_, value)| value.as_bytes()).collect();
        let signature = gateway.sign(&values);

        let mut fields: Vec<_> =
            sent.into_iter().map(|(name, value)| (name, Box::from(value))).collect();
        fields.push(("SIGN_ORDER", names.join(";").into()));
        fields.push(("SIGN", signature.as_str().into()));
        Ok(SignedForm { action: gateway.form_address()?, fields })
    }
}

/// A form that is ready for the payer's browser: as fields, as HTML or as an address.
///
/// It is made for one payer to see; its signature is in it, and `Debug` prints neither.
pub struct SignedForm {
    action: Address,
    fields: Vec<(&'static str, Box<str>)>,
}

impl SignedForm {
    /// Where it is submitted to.
    pub fn action(&self) -> &Address {
        &self.action
    }

    /// Names and values, raw: neither percent-encoded nor escaped.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.fields.iter().map(|(name, value)| (*name, &**value))
    }

    /// The HTML of a form with hidden fields and one button; everything in it is escaped.
    ///
    /// # Panics
    ///
    /// Never: writing to a `String` does not fail.
    pub fn html(&self, button: &str) -> String {
        let action = Escaped(self.action.as_str());
        let mut html =
            format!("<form method=\"post\" action=\"{action}\" accept-charset=\"utf-8\">\n");
        for (name, value) in self.fields() {
            let value = Escaped(value);
            writeln!(html, "  <input type=\"hidden\" name=\"{name}\" value=\"{value}\">")
                .expect("a `String` takes what is written");
        }
        html + &format!("  <button type=\"submit\">{}</button>\n</form>\n", Escaped(button))
    }

    /// The same as an address, for a redirect or an IFRAME.
    pub fn url(&self) -> String {
        let query = Serializer::new(String::new()).extend_pairs(self.fields()).finish();
        format!("{}?{query}", self.action)
    }
}

/// Without what may name the payer, and without addresses, which may hold a token.
impl fmt::Debug for PaymentForm<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PaymentForm")
            .field("invoice_id", &self.invoice_id)
            .field("amount", &self.amount)
            .field("currency", &self.currency)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for SignedForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedForm").field("action", &self.action).finish_non_exhaustive()
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
                other => write!(f, "{other}")?,
            }
        }
        Ok(())
    }
}
