//! Where the payer of an invoice goes.

use pay_wire::Result;

use crate::id::{check_text, percent};
use crate::{BrowserForm, FormMethod, Invoice, InvoiceId, PayCore};

impl PayCore {
    /// The hosted page of an invoice that was made before: its id is all that the payer sees, and
    /// nothing of it can be changed in the browser.
    ///
    /// # Errors
    ///
    /// If the id is empty or has a control character.
    pub fn hosted_link(&self, invoice: &InvoiceId) -> Result<String> {
        check_text("cpi", invoice.as_str())?;
        Ok(format!("{}/?cpi={}", self.hpp_address(), percent(invoice.as_str())))
    }

    /// Where the payer of an invoice goes: to [`Invoice::redirect`] (`flow_data`, else
    /// `active_payment`, else `hpp_url`), else to its [hosted page](Self::hosted_link).
    ///
    /// Whether there is anything left to pay, [`Invoice::status`] tells.
    ///
    /// ```
    /// use paycore_commerce::{BrowserForm, Invoice, PayCore, Result};
    ///
    /// enum Next {
    ///     Redirect(String),
    ///     Page(String),
    /// }
    ///
    /// fn next(gateway: &PayCore, invoice: &Invoice) -> Result<Next> {
    ///     let form = gateway.payer_form(invoice)?;
    ///     Ok(form.url().map_or_else(|| Next::Page(form.page("Pay")), Next::Redirect))
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the gateway sends the payer to what is
    /// not a web address, or by something else than GET and POST.
    pub fn payer_form(&self, invoice: &Invoice) -> Result<BrowserForm> {
        if let Some(redirect) = invoice.redirect() {
            return BrowserForm::to(redirect);
        }
        let link = self.hosted_link(invoice.id())?;
        Ok(BrowserForm::new(link, FormMethod::Get, Vec::new()))
    }
}
