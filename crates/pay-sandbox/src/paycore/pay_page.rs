//! The page where a payer pays or does not, and the way back to the merchant.

use crate::gateway::{Effects, Reply, Request, escaped};
use crate::json::Json;

use super::amount::positive;
use super::gate::reads;
use super::hosted::expired;
use super::machine::Machine;
use super::query::nested;
use super::refusal::Refusal;
use super::status::PaymentStatus;

/// What a payer sees who may still decide.
const BUTTONS: &str = "<form method=\"post\">\n\
    <button name=\"action\" value=\"pay\">pay</button>\n\
    <button name=\"action\" value=\"fail\">fail</button>\n\
    <button name=\"action\" value=\"nothing\">leave</button>\n\
    </form>\n\
    <form method=\"post\">\n\
    <input name=\"amount\" placeholder=\"amount\">\n\
    <button name=\"action\" value=\"pay_less\">pay less</button>\n\
    </form>\n\
    <form method=\"post\">\n\
    <input name=\"card_number\" placeholder=\"card number\">\n\
    <input name=\"expiry\" placeholder=\"MMYY\">\n\
    <input name=\"cvv\" placeholder=\"CVV\">\n\
    <button name=\"action\" value=\"card\">pay by card</button>\n\
    </form>\n";

const LIVE: &str = "<p>This payment is live: here only the control address decides about it.</p>\n";

impl Machine {
    pub(super) fn pay_page(
        &mut self,
        sid: &str,
        request: &Request,
        out: &mut Effects,
    ) -> Result<Reply, Refusal> {
        let here = |one: &super::payment::Payment| {
            one.session.as_ref().is_some_and(|session| session.sid == sid)
        };
        let at = self.payments.iter().position(here).ok_or_else(Refusal::not_found)?;
        if self.payments[at].status == PaymentStatus::Expired {
            return Ok(expired());
        }
        if reads(request) {
            return Ok(self.pay_form(at));
        }
        if !self.payments[at].status.is_open() {
            return Ok(self.leave(at));
        }
        if !self.payments[at].test_mode {
            return Ok(Reply::html(403, "Live payment", LIVE));
        }
        let form = nested(request.body.as_deref().unwrap_or_default());
        self.press(at, &form, out)?;
        let payment = &self.payments[at];
        let again = payment.status.is_open()
            && payment.resolution != "auth_3ds_required"
            && form.get("action").and_then(Json::as_text) != Some("nothing");
        if let Some(link) = self.pay_link(at).filter(|_| again) {
            return Ok(Reply::empty(303).with("location", link));
        }
        Ok(self.leave(at))
    }

    fn pay_form(&self, at: usize) -> Reply {
        let payment = &self.payments[at];
        let controls = match (payment.status.is_open(), payment.test_mode) {
            (true, true) => BUTTONS,
            (true, false) => LIVE,
            (false, _) => "",
        };
        let failed = if payment.resolution == "ok" {
            String::new()
        } else {
            format!("<p>{}</p>\n", escaped(&payment.resolution))
        };
        Reply::html(200, "Payment", &(self.facts(at) + &failed + controls))
    }

    fn press(&mut self, at: usize, form: &Json, out: &mut Effects) -> Result<(), Refusal> {
        let text = |name: &str| form.get(name).and_then(Json::as_text).unwrap_or_default();
        match text("action") {
            "pay" => self.pay(at, None, out),
            "fail" => self.fail_attempt(at, "declined", out),
            "nothing" => {}
            "pay_less" => {
                let whole = self.payments[at].payment_amount;
                let less = form.get("amount").and_then(positive).filter(|less| *less < whole);
                let less = less.ok_or_else(|| Refusal::one("amount", "invalid"))?;
                self.pay(at, Some(less), out);
            }
            "card" => {
                let number = text("card_number").replace(' ', "");
                let expiry = text("expiry").replace(['/', ' '], "");
                let paid = self.pay_by_card(at, &number, &expiry, out);
                paid.ok_or_else(|| Refusal::one("card_number", "invalid"))?;
            }
            _ => return Err(Refusal::one("action", "required")),
        }
        Ok(())
    }

    /// Sends the browser back to the merchant, or to our own page about the payment.
    fn leave(&self, at: usize) -> Reply {
        let payment = &self.payments[at];
        let urls = &payment.return_urls;
        let own = if payment.status.is_paid() || payment.status == PaymentStatus::Verified {
            &urls.success
        } else if payment.status.is_open() {
            &urls.pending
        } else {
            &urls.fail
        };
        let account = &self.settings.return_url;
        let forced = account.as_ref().filter(|_| self.settings.force_return_url);
        let url = forced.or(own.as_ref()).or(payment.return_url.as_ref()).or(account.as_ref());
        let url = match url {
            Some(url) if self.settings.send_operation_context => self.with_context(at, url),
            Some(url) => url.clone(),
            None => format!("{}/return?id={}", self.base_url, payment.id),
        };
        Reply::empty(303).with("location", url)
    }

    fn with_context(&self, at: usize, url: &str) -> String {
        let payment = &self.payments[at];
        let context = form_urlencoded::Serializer::new(String::new())
            .append_pair("id", &payment.id)
            .append_pair("serial_number", payment.serial())
            .append_pair("amount", &payment.amount.normalize().to_string())
            .append_pair("currency", &payment.currency)
            .append_pair("status", payment.status.as_str())
            .append_pair("reference_id", &payment.reference_id)
            .finish();
        let (address, fragment) = url.find('#').map_or((url, ""), |at| url.split_at(at));
        let mark = if address.contains('?') { '&' } else { '?' };
        format!("{address}{mark}{context}{fragment}")
    }

    /// `/return?id=cpi_..`
    pub(super) fn return_page(&self, request: &Request) -> Result<Reply, Refusal> {
        let query = nested(request.query.as_bytes());
        let id = query.get("id").and_then(Json::as_text).unwrap_or_default();
        let mut all = self.payments.iter();
        let at = all.position(|one| one.id == id).ok_or_else(Refusal::not_found)?;
        if self.payments[at].status == PaymentStatus::Expired {
            return Ok(expired());
        }
        Ok(Reply::html(200, "Payment", &self.facts(at)))
    }
}
