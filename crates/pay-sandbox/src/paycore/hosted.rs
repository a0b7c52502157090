//! The hosted page up to the choice of a service, and the form that does it all in one step.

use std::fmt::{self, Write as _};

use crate::gateway::{Effects, Reply, Request, escaped};
use crate::json::Json;

use super::attributes::Attributes;
use super::gate::{check_method, media_type, reads};
use super::machine::{Machine, unix};
use super::payment::{Origin, Payment};
use super::payment_checks::{check_fields, check_limits, fields};
use super::prerequest::within;
use super::query::nested;
use super::refusal::{Failure, Refusal};
use super::routes::Call;
use super::service::{self, Direction, Field};
use super::status::PaymentStatus;

impl Machine {
    /// Everything that a browser visits.
    pub(super) fn show(
        &mut self,
        call: Call,
        id: &str,
        request: &Request,
        out: &mut Effects,
    ) -> Result<Reply, Refusal> {
        check_method(call, request)?;
        if call == Call::Hosted && hosted_parameters(request).get("cpi").is_none() {
            self.check_active()?;
        }
        self.check_common(call, request, out.now)?;
        match call {
            Call::ProcessForm => self.process_form(request, out),
            Call::PayPage => self.pay_page(id, request, out),
            Call::Return => self.return_page(request),
            _ => self.hosted(request, out),
        }
    }

    /// `POST /public-api/payment-invoices/process`
    fn process_form(&mut self, request: &Request, out: &mut Effects) -> Result<Reply, Refusal> {
        if media_type(request).is_none_or(|media| media != "application/x-www-form-urlencoded") {
            return Err(Refusal::malformed());
        }
        let form = parameters(request.body.as_deref().unwrap_or_default());
        let (account, test_mode) = self.public_key(form.get("public_key"))?;
        if form.get("service").is_none() && !self.settings.forbid_public_creation {
            let origin = Origin::Public { test_mode };
            let read = self.read_payment(account, &form, origin, unix(out.now));
            let mut failures = read.err().unwrap_or_default();
            failures.push(Failure::new("service", "required"));
            return Err(Refusal::invalid(failures));
        }
        let at = self.create_publicly(account, test_mode, &form, out)?;
        let link = self.pay_link(at).expect("it was opened with its service");
        if !self.settings.process_page {
            return Ok(Reply::empty(303).with("location", link));
        }
        let form = format!(
            "<form id=\"go\" method=\"get\" action=\"{link}\"><button>Continue</button></form>\n\
             <script>document.getElementById('go').submit()</script>\n"
        );
        Ok(Reply::html(200, "Payment", &form))
    }

    fn hosted(&mut self, request: &Request, out: &mut Effects) -> Result<Reply, Refusal> {
        let mut given = hosted_parameters(request);
        if let Some(id) = given.get("cpi") {
            let known = self.payments.iter().position(|one| Some(one.id.as_str()) == id.as_text());
            return self.hosted_invoice(known.ok_or_else(Refusal::not_found)?, &given, out);
        }
        let (account, test_mode) = self.public_key(given.get("public_key"))?;
        if given.get("reference_id").is_none() {
            given.push("reference_id", Json::text(crate::random::uuid()));
        }
        if given.get("service").is_some() {
            let at = self.create_publicly(account, test_mode, &given, out)?;
            let link = self.pay_link(at).expect("it was opened with its service");
            return Ok(Reply::empty(303).with("location", link));
        }
        let payment = self.read_publicly(account, test_mode, &given, unix(out.now))?;
        Ok(self.choice(&payment, &given))
    }

    /// The page of an invoice that is there already.
    fn hosted_invoice(
        &mut self,
        at: usize,
        given: &Json,
        out: &mut Effects,
    ) -> Result<Reply, Refusal> {
        let payment = &self.payments[at];
        if payment.status == PaymentStatus::Expired {
            return Ok(expired());
        }
        if payment.service.is_some() || payment.status != PaymentStatus::Created {
            let link = self.pay_link(at).filter(|_| payment.status.is_open());
            let link = link.map(|link| format!("<p><a href=\"{link}\">Continue</a></p>\n"));
            let facts = self.facts(at);
            return Ok(Reply::html(200, "Payment", &(facts + &link.unwrap_or_default())));
        }
        let Some(code) = given.get("service").and_then(Json::as_text) else {
            return Ok(self.choice(payment, given));
        };
        let mut reading = Attributes::new(given);
        let service = self.available(code, Direction::In);
        match service {
            None => reading.fail("service", "not_available"),
            Some(service) => {
                let (amount, currency) = (payment.amount, payment.currency.as_str());
                check_limits(&mut reading, "amount", Some(amount), Some(currency), Some(service));
                let fields = fields(&mut reading);
                check_fields(&mut reading, service, fields);
            }
        }
        reading.verdict().map_err(Refusal::invalid)?;
        self.payments[at].service = service;
        self.open_payment(at, out);
        let link = self.pay_link(at).expect("it was just opened");
        Ok(Reply::empty(303).with("location", link))
    }

    /// One form for each service that moves the amount; pressing one leads on.
    fn choice(&self, payment: &Payment, given: &Json) -> Reply {
        let mut hidden = String::new();
        hide(given, "", &mut hidden);
        let mut page = format!(
            "<p>{} {}</p>\n<p>{}</p>\n",
            payment.payment_amount.normalize(),
            payment.currency,
            escaped(payment.description.as_deref().unwrap_or_default())
        );
        for service in service::all(Direction::In) {
            let offered = self.available(service.code, Direction::In).is_some()
                && within(service, &payment.currency, payment.amount);
            if !offered {
                continue;
            }
            let mut inputs = String::new();
            for Field { key, .. } in service.fields {
                put(
                    &mut inputs,
                    format_args!("<label>{key} <input name=\"service_fields[{key}]\"></label>\n"),
                );
            }
            let code = service.code;
            put(
                &mut page,
                format_args!(
                    "<form method=\"get\" action=\"/hpp/\">\n{hidden}{inputs}\
                     <button name=\"service\" value=\"{code}\">{code}</button>\n</form>\n"
                ),
            );
        }
        Reply::html(200, "Choose how to pay", &page)
    }

    /// What an invoice is about, for people.
    pub(super) fn facts(&self, at: usize) -> String {
        let payment = &self.payments[at];
        format!(
            "<p>Order {}, {} {}: {}</p>\n",
            escaped(&payment.reference_id),
            payment.payment_amount.normalize(),
            payment.currency,
            payment.status.as_str()
        )
    }
}

fn put(into: &mut String, text: fmt::Arguments<'_>) {
    into.write_fmt(text).expect("a string takes everything");
}

pub(super) fn expired() -> Reply {
    Reply::html(410, "Expired", "<p>The time for this payment is over.</p>\n")
}

/// What the hosted page is asked for, in the query or in a form.
fn hosted_parameters(request: &Request) -> Json {
    let encoded = if reads(request) {
        request.query.as_bytes()
    } else {
        request.body.as_deref().unwrap_or_default()
    };
    parameters(encoded)
}

/// A query or form as attributes: what must be a number in JSON is made one.
fn parameters(encoded: &[u8]) -> Json {
    let mut given = nested(encoded);
    if let Json::Object(members) = &mut given {
        for (_, value) in members.iter_mut().filter(|(name, _)| name == "expires") {
            if let Some(digits) = value.as_text().filter(|text| is_whole(text)) {
                *value = Json::number(digits);
            }
        }
    }
    given
}

fn is_whole(text: &str) -> bool {
    text.len() < 20 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Writes all parameters as inputs that nobody sees, the service's own ones left out.
fn hide(given: &Json, name: &str, into: &mut String) {
    match given {
        Json::Object(members) => {
            for (key, value) in members.iter().filter(|(key, _)| key != "service_fields") {
                let name = if name.is_empty() { key.clone() } else { format!("{name}[{key}]") };
                hide(value, &name, into);
            }
        }
        Json::Text(value) | Json::Number(value) => {
            let (name, value) = (escaped(name), escaped(value));
            put(into, format_args!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">\n"));
        }
        _ => {}
    }
}
