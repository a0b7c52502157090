//! The pages a payer sees: 3-D Secure at his bank, and the receipt.

use crate::gateway::{Reply, Request, escaped};

use super::machine::Machine;
use super::payment::{Payment, Status, hryvnias};
use super::threeds::Challenge;

impl Machine {
    /// Two buttons, each a form that posts its answer to the shop; `auto=ok` and `auto=fail` press
    /// one.
    pub(super) fn challenge_page(&self, request: &Request) -> Reply {
        let query = |wanted: &str| {
            let mut pairs = form_urlencoded::parse(request.query.as_bytes());
            pairs.find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
        };
        let id = request.path.strip_prefix("/acs/").unwrap_or_default();
        let payment = self.payments.iter().find(|payment| payment.pmt_id.to_string() == id);
        let found = payment.and_then(|payment| Some((payment, payment.challenge.as_ref()?)));
        let Some((payment, challenge)) =
            found.filter(|(_, challenge)| query("k").as_ref() == Some(&challenge.key))
        else {
            return nothing_here();
        };
        let facts = facts(payment);
        if payment.status != Status::Challenged {
            return Reply::html(200, "3-D Secure", &(facts + "<p>Nothing is left to do.</p>\n"));
        }
        let buttons = match query("auto").as_deref() {
            Some("ok") => pressed(&form(challenge, &challenge.passed, "confirm")),
            Some("fail") => pressed(&form(challenge, &challenge.failed, "refuse")),
            _ => {
                form(challenge, &challenge.passed, "confirm")
                    + &form(challenge, &challenge.failed, "refuse")
            }
        };
        Reply::html(200, "3-D Secure", &(facts + &buttons))
    }

    pub(super) fn receipt_page(&self, request: &Request) -> Reply {
        let page = request.path.strip_prefix("/invoice/").unwrap_or_default();
        let payment = self.payments.iter().find(|payment| payment.page == page);
        match payment.filter(|payment| self.invoice_page(payment).is_ok()) {
            Some(payment) => {
                let status = format!("<p>Status {}</p>\n", payment.status.code());
                Reply::html(200, "Receipt", &(facts(payment) + &status))
            }
            None => nothing_here(),
        }
    }
}

fn facts(payment: &Payment) -> String {
    let (sum, card) = (hryvnias(payment.amount), escaped(&payment.mask));
    format!("<p>Payment {}, {sum} UAH, card {card}</p>\n", payment.pmt_id)
}

fn form(challenge: &Challenge, threeds_data: &str, button: &str) -> String {
    format!(
        "<form method=\"post\" action=\"{}\">\n\
         <input type=\"hidden\" name=\"threedsData\" value=\"{}\">\n\
         <button>{button}</button>\n\
         </form>\n",
        escaped(&challenge.notification_url),
        escaped(threeds_data)
    )
}

/// A form that sends itself where there are scripts.
fn pressed(form: &str) -> String {
    format!("{form}<script>document.forms[0].submit()</script>\n")
}

fn nothing_here() -> Reply {
    Reply::html(404, "404 Not Found", "<p>There is nothing here.</p>\n")
}
