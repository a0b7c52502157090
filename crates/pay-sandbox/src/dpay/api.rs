//! The signed calls under `/api/`: checks 4 to 15, then the answer.

use crate::fault::Faults;
use crate::gateway::{Effects, Reply, Request};
use crate::json::Json;

use super::checks::{Refusal, caller, content};
use super::fields;
use super::flaws::Draft;
use super::invoice::{Invoice, InvoiceStatus};
use super::machine::Machine;
use super::order::{Order, find};
use super::payout::{Payout, PayoutStatus};
use super::register::{accounting_currency, is_crypto, money};

impl Machine {
    pub(super) fn api(
        &mut self,
        route: &str,
        request: &Request,
        body: &[u8],
        faults: &mut Faults<'_>,
        out: &mut Effects,
    ) -> Reply {
        let (client, salt) = match caller(request, &self.registers) {
            Ok(register) => (register.client.clone(), register.salt.clone()),
            Err(refusal) => return self.draft(route, Err(refusal), None).write(faults),
        };
        let answer = content(request, body, &salt)
            .and_then(|call| self.dispatch(route, &client, &call, out));
        self.draft(route, answer, Some(&salt)).write(faults)
    }

    fn draft<'a>(
        &self,
        route: &'a str,
        answer: Result<Json, Refusal>,
        salt: Option<&'a str>,
    ) -> Draft<'a> {
        match answer {
            Ok(body) => Draft { route, status: 200, refusal_status: None, body, salt },
            Err(refusal) => {
                let refusal_status = refusal.http_status();
                let status = if self.settings.errors_as_http { refusal_status } else { 200 };
                let refusal_status = Some(refusal_status);
                Draft { route, status, refusal_status, body: refusal.to_json(), salt }
            }
        }
    }

    fn dispatch(
        &mut self,
        route: &str,
        client: &str,
        call: &Json,
        out: &mut Effects,
    ) -> Result<Json, Refusal> {
        match route {
            "/api/einvoice/create" => self.create_invoice(client, call, out),
            "/api/einvoice/process" => self.process_invoice(client, call, out),
            "/api/einvoice/status" => Ok(self.invoices[self.find_invoice(client, call)?].to_json()),
            "/api/einvoice/statement" => self.invoice_statement(client, call),
            "/api/payment/create" => self.create_payout(client, call, out),
            "/api/payment/validate" => self.validate_payout(client, call),
            "/api/payment/process" => self.process_payout(client, call, out),
            "/api/payment/status" => Ok(self.payouts[self.find_payout(client, call)?].to_json()),
            "/api/payment/statement" => self.payout_statement(client, call),
            "/api/payment/balance" => Ok(self.balance(client)),
            "/api/extrafields/list" => Ok(configured(&self.settings.extra_fields_answer)),
            "/api/h2h/start" => self.start_session(client, call),
            _ => self.process_card(client, call, out),
        }
    }

    fn create_invoice(
        &mut self,
        client: &str,
        call: &Json,
        out: &mut Effects,
    ) -> Result<Json, Refusal> {
        fields::require(call, &["payment_id", "currency", "amount"])?;
        let order = self.new_order(client, call, out)?;
        let success_url = fields::url(call, "success_url")?;
        let fail_url = fields::url(call, "fail_url")?;
        for name in ["description", "account", "sender"] {
            fields::text_up_to(call, name, 1024)?;
        }
        fields::extra_fields(call)?;
        self.check_method(&order.method)?;
        check_unused(self.invoices.iter().map(|invoice| &invoice.order), &order)?;
        if order.is_over(2000) && self.settings.refuse_2000_at_create {
            return Err(Refusal::new(9050, "Test failure"));
        }
        let order = Order { tracking: self.new_tracking(), ..order };
        let answer = created(&order);
        self.invoices.push(Invoice::new(order, success_url, fail_url));
        Ok(answer)
    }

    fn create_payout(
        &mut self,
        client: &str,
        call: &Json,
        out: &mut Effects,
    ) -> Result<Json, Refusal> {
        fields::require(call, &["payment_id", "currency", "amount", "recipient"])?;
        let order = self.new_order(client, call, out)?;
        let recipient = fields::recipient(call, &order.method)?;
        fields::text_up_to(call, "description", 1024)?;
        fields::extra_fields(call)?;
        self.check_method(&order.method)?;
        check_unused(self.payouts.iter().map(|payout| &payout.order), &order)?;
        let tracking = self.new_tracking();
        let fee_basis_points = self.settings.payout_fee_basis_points;
        let order = Order { tracking, fee_basis_points, ..order };
        let answer = created(&order);
        self.payouts.push(Payout::new(order, recipient));
        Ok(answer)
    }

    /// The fields that invoices and payouts share; the number is still to come.
    fn new_order(&self, client: &str, call: &Json, out: &Effects) -> Result<Order, Refusal> {
        let payment_id =
            fields::payment_id(call)?.ok_or_else(|| Refusal::required("payment_id"))?;
        let amount = fields::amount(call)?;
        let method = fields::currency(call)?;
        Ok(Order {
            client: client.to_owned(),
            payment_id,
            tracking: String::new(),
            currency: accounting_currency(&method),
            method,
            amount,
            fee_basis_points: self.settings.invoice_fee_basis_points,
            created: out.now,
            processed: None,
            status_url: fields::url(call, "status_url")?,
        })
    }

    fn check_method(&self, method: &str) -> Result<(), Refusal> {
        match &self.settings.methods {
            Some(allowed) if !allowed.iter().any(|code| code == method) => {
                Err(Refusal::new(9009, "Currency is not available"))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn find_invoice(&self, client: &str, call: &Json) -> Result<usize, Refusal> {
        find(self.invoices.iter().map(|invoice| &invoice.order), client, call)
    }

    fn find_payout(&self, client: &str, call: &Json) -> Result<usize, Refusal> {
        find(self.payouts.iter().map(|payout| &payout.order), client, call)
    }

    fn process_invoice(
        &mut self,
        client: &str,
        call: &Json,
        out: &mut Effects,
    ) -> Result<Json, Refusal> {
        let at = self.find_invoice(client, call)?;
        match self.invoices[at].status {
            InvoiceStatus::Created => self.open_invoice(at, out),
            InvoiceStatus::Payin => {}
            _ => return Err(Refusal::not_allowed()),
        }
        let Order { payment_id, tracking, method, .. } = self.invoices[at].order.clone();
        let pay_link = self.pay_link(&tracking);
        let mut answer = Json::object([
            ("payment_id", Json::text(payment_id)),
            ("tracking", Json::text(&tracking)),
            ("pay_link", Json::text(&pay_link)),
        ]);
        if self.settings.pay_form {
            let form = format!(
                "<form method=\"GET\" action=\"{pay_link}\"><input type=\"submit\" value=\"Pay\"></form>"
            );
            answer.push("pay_form", Json::text(form));
        }
        answer.push("status", Json::text(InvoiceStatus::Payin.as_str()));
        if is_crypto(&method) {
            let address = format!("sandbox{}", tracking.replace('-', "").to_lowercase());
            let crypto = [
                ("address", Json::text(address)),
                ("current_confirmations", Json::text("0")),
                ("success_confirmations", Json::number(4)),
            ];
            answer.push("crypto", Json::object(crypto));
        }
        if self.settings.h2h {
            answer.push("h2h_allow", Json::Bool(true));
            answer.push("h2h_session", Json::text(self.offer_session(at)));
            answer.push("h2h_data", Json::object([]));
        }
        Ok(answer)
    }

    fn validate_payout(&mut self, client: &str, call: &Json) -> Result<Json, Refusal> {
        let at = self.find_payout(client, call)?;
        let reason = if self.payouts[at].status != PayoutStatus::Created {
            "Payment is already processed"
        } else if self.affords(at) {
            ""
        } else {
            "Insufficient funds"
        };
        Ok(Json::object([
            ("is_valid", Json::Bool(reason.is_empty())),
            ("reason", Json::text(reason)),
        ]))
    }

    fn process_payout(
        &mut self,
        client: &str,
        call: &Json,
        out: &mut Effects,
    ) -> Result<Json, Refusal> {
        let at = self.find_payout(client, call)?;
        let message = if self.payouts[at].started {
            "Payment is already processed"
        } else if self.payouts[at].status != PayoutStatus::Created {
            return Err(Refusal::not_allowed());
        } else if self.affords(at) {
            self.start_payout(at, out);
            ""
        } else {
            "Insufficient funds"
        };
        let Payout { order, status, .. } = &self.payouts[at];
        Ok(Json::object([
            ("payment_id", Json::text(&order.payment_id)),
            ("tracking", Json::text(&order.tracking)),
            ("status", Json::text(status.as_str())),
            ("message", Json::text(message)),
        ]))
    }

    fn balance(&mut self, client: &str) -> Json {
        match &self.settings.balance_answer {
            Some(answer) => configured(answer),
            None => Json::object([
                ("balance", Json::number(money(self.register(client).balance("UAH")))),
                ("currency", Json::text("UAH")),
            ]),
        }
    }
}

fn created(order: &Order) -> Json {
    Json::object([
        ("tracking", Json::text(&order.tracking)),
        ("payment_id", Json::text(&order.payment_id)),
    ])
}

/// Check 14.
fn check_unused<'a>(
    mut orders: impl Iterator<Item = &'a Order>,
    order: &Order,
) -> Result<(), Refusal> {
    let used =
        orders.any(|other| other.client == order.client && other.payment_id == order.payment_id);
    if used { Err(Refusal::already_exists()) } else { Ok(()) }
}

/// An answer that the settings give as JSON; as a text if it is none.
fn configured(answer: &str) -> Json {
    Json::read(answer.as_bytes()).unwrap_or_else(|| Json::text(answer))
}
