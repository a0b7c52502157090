//! The page behind `pay_link`, where a payer pays or does not.

use http::Method;

use crate::gateway::{Effects, Reply, Request, escaped};

use super::invoice::InvoiceStatus;
use super::machine::Machine;
use super::register::money;

impl Machine {
    pub(super) fn page(
        &mut self,
        at: usize,
        request: &Request,
        body: &[u8],
        out: &mut Effects,
    ) -> Reply {
        if request.method == Method::GET {
            return self.show(at);
        }
        let pressed = form_urlencoded::parse(body).find(|(name, _)| name == "action");
        let waiting = self.invoices[at].status == InvoiceStatus::Payin;
        let paid = match pressed.as_ref().map(|(_, value)| value.as_ref()) {
            Some("pay") => true,
            Some("refuse") => false,
            _ => return Reply::html(400, "400 Bad Request", "<p>Press pay or refuse.</p>\n"),
        };
        match (waiting, paid) {
            (true, true) => self.pay_invoice(at, self.invoices[at].order.amount, out),
            (true, false) => self.refuse_invoice(at, out),
            (false, _) => return self.leave(at, self.invoices[at].status.is_paid()),
        }
        self.leave(at, paid)
    }

    fn show(&self, at: usize) -> Reply {
        let invoice = &self.invoices[at];
        let order = &invoice.order;
        let (amount, currency) = (money(order.amount), escaped(&order.method));
        let facts = format!(
            "<p>Order {}, {amount} {currency}: {}</p>\n",
            escaped(&order.payment_id),
            invoice.status.as_str()
        );
        let buttons = if invoice.status == InvoiceStatus::Payin {
            "<form method=\"post\">\n\
             <button name=\"action\" value=\"pay\">pay</button>\n\
             <button name=\"action\" value=\"refuse\">refuse</button>\n\
             </form>\n"
        } else {
            ""
        };
        Reply::html(200, "Payment", &(facts + buttons))
    }

    /// Sends the browser back to the merchant, or says what happened where there is no address.
    fn leave(&self, at: usize, paid: bool) -> Reply {
        let invoice = &self.invoices[at];
        match if paid { &invoice.success_url } else { &invoice.fail_url } {
            Some(url) => Reply::empty(302).with("location", url),
            None if paid => Reply::html(200, "Paid", "<p>The payment was made.</p>\n"),
            None => Reply::html(200, "Not paid", "<p>The payment was not made.</p>\n"),
        }
    }
}
