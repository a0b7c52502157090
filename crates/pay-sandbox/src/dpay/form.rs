//! `/acs`: the payment form that a payer's browser sends.

use std::collections::BTreeMap;

use http::Method;

use crate::gateway::{Effects, Reply, Request, escaped};

use super::fields;
use super::invoice::{Invoice, InvoiceStatus};
use super::machine::Machine;
use super::order::Order;
use super::sign::signature;

/// What the signature has to cover.
const COVERED: [&str; 3] = ["INVOICE_ID", "AMOUNT", "CURRENCY"];

type Fields = BTreeMap<String, String>;

impl Machine {
    pub(super) fn form(&mut self, request: &Request, body: &[u8], out: &mut Effects) -> Reply {
        let from_body = request.method == Method::POST && !body.is_empty();
        let encoded = if from_body { body } else { request.query.as_bytes() };
        let fields: Fields = form_urlencoded::parse(encoded).into_owned().collect();
        match self.submit(&fields, out) {
            Ok(tracking) => Reply::empty(302).with("location", self.pay_link(&tracking)),
            Err(why) => Reply::html(400, "400 Bad Request", &format!("<p>{}</p>\n", escaped(&why))),
        }
    }

    fn submit(&mut self, fields: &Fields, out: &mut Effects) -> Result<String, String> {
        self.check_signature(fields)?;
        let invoice = self.read_form(fields, out)?;
        let known = self.invoices.iter().position(|other| {
            other.order.client == invoice.order.client
                && other.order.payment_id == invoice.order.payment_id
        });
        let at = match known {
            Some(at) if !is_same(&self.invoices[at], &invoice) => {
                return Err("Transaction already exists".to_owned());
            }
            Some(at) => at,
            None => {
                let tracking = self.new_tracking();
                let order = Order { tracking, ..invoice.order };
                self.invoices.push(Invoice::new(order, invoice.success_url, invoice.fail_url));
                self.invoices.len() - 1
            }
        };
        if self.invoices[at].status == InvoiceStatus::Created {
            self.open_invoice(at, out);
        }
        Ok(self.invoices[at].order.tracking.clone())
    }

    fn check_signature(&self, fields: &Fields) -> Result<(), String> {
        let client = filled(fields, "CLIENT_ID")?;
        let register = self.registers.iter().find(|register| register.client == client);
        let register = register.ok_or("Client not found")?;
        let given = filled(fields, "SIGN")?;
        let order: Vec<_> = filled(fields, "SIGN_ORDER")?.split(';').collect();
        for name in COVERED {
            filled(fields, name)?;
        }
        let mut data = String::new();
        for name in &order {
            if matches!(*name, "SIGN" | "SIGN_ORDER") {
                return Err(format!("{name} cannot be signed"));
            }
            data += fields.get(*name).ok_or_else(|| format!("{name} is not a field"))?;
        }
        if let Some(name) = COVERED.iter().find(|name| !order.contains(name)) {
            return Err(format!("{name} is not signed"));
        }
        if given != signature(&register.salt, data.as_bytes()) {
            return Err("Invalid signature".to_owned());
        }
        Ok(())
    }

    /// The invoice that the form asks for; it has no number yet.
    fn read_form(&self, fields: &Fields, out: &Effects) -> Result<Invoice, String> {
        let invalid = |name: &str| format!("Field {name} is invalid");
        let payment_id = filled(fields, "INVOICE_ID")?;
        if payment_id.chars().count() > 64 {
            return Err(invalid("INVOICE_ID"));
        }
        let amount =
            fields::parse_amount(filled(fields, "AMOUNT")?).ok_or_else(|| invalid("AMOUNT"))?;
        let currency = filled(fields, "CURRENCY")?;
        if currency.len() > 16 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(invalid("CURRENCY"));
        }
        let method = match filled(fields, "PAYMENT_CURRENCY") {
            Ok(method) if fields::is_method(method) => method.to_owned(),
            Ok(_) => return Err(invalid("PAYMENT_CURRENCY")),
            Err(_) => format!("visamaster.{}", currency.to_lowercase()),
        };
        let url = |name: &str| match filled(fields, name) {
            Ok(url) if fields::is_url(url) => Ok(Some(url.to_owned())),
            Ok(_) => Err(invalid(name)),
            Err(_) => Ok(None),
        };
        let order = Order {
            client: filled(fields, "CLIENT_ID")?.to_owned(),
            payment_id: payment_id.to_owned(),
            tracking: String::new(),
            method,
            currency: currency.to_owned(),
            amount,
            fee_basis_points: self.settings.invoice_fee_basis_points,
            created: out.now,
            processed: None,
            status_url: url("STATUS_URL")?,
        };
        Ok(Invoice::new(order, url("SUCCESS_URL")?, url("FAIL_URL")?))
    }
}

fn filled<'a>(fields: &'a Fields, name: &str) -> Result<&'a str, String> {
    let value = fields.get(name).map(String::as_str).filter(|value| !value.is_empty());
    value.ok_or_else(|| format!("Field {name} is required"))
}

fn is_same(known: &Invoice, other: &Invoice) -> bool {
    known.order.amount == other.order.amount
        && known.order.method == other.order.method
        && known.order.currency == other.order.currency
        && known.order.status_url == other.order.status_url
        && known.success_url == other.success_url
        && known.fail_url == other.fail_url
}
