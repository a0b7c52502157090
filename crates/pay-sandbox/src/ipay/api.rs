//! The one address of all actions: checks 2 to 11, then the action.

use std::time::{Duration, SystemTime};

use crate::clock::later;
use crate::fault::{Faults, seconds};
use crate::gateway::{Effects, Reply, Request};
use crate::json::Json;

use super::answer::{self, Answer, Draft, Members};
use super::cancel::Cancellation;
use super::error::SystemError;
use super::machine::Machine;
use super::merchant::Merchant;
use super::receipt::{ReceiptState, document};
use super::schema;
use super::shape::{fits, is_map, stranger, text, whole};
use super::sign::sign;
use super::wall_clock::{instants, within};

/// A request whose envelope is as it should be.
pub(super) struct Call {
    pub(super) merchant: Merchant,
    pub(super) action: String,
    pub(super) body: Json,
}

impl Machine {
    pub(super) fn api(
        &mut self,
        request: &Request,
        body: &[u8],
        faults: &mut Faults<'_>,
        out: &mut Effects,
    ) -> Reply {
        let clock = wrong_clock(out.now, faults);
        let document = read(body);
        let draft = match self.admit(request, document.as_ref(), clock) {
            Ok(call) => {
                self.dispatch(&call, out).map(|draft| Draft { login: call.merchant.login, ..draft })
            }
            Err(error) => Err(error),
        };
        let mut draft = draft.unwrap_or_else(|error| Draft::of(Answer::Error(error)));
        draft.sloppy |= self.settings.sloppy;
        self.note(document.as_ref(), &draft.answer, out.now);
        let reply = draft.write(faults);
        if clock == out.now { reply } else { reply.with("date", crate::dates::http_date(clock)) }
    }

    /// Checks 2 to 11.
    fn admit(
        &self,
        request: &Request,
        document: Option<&Json>,
        clock: SystemTime,
    ) -> Result<Call, SystemError> {
        let document = document.ok_or(SystemError::Structure)?;
        let Envelope { login, time, sign: given, action, body } = envelope(document)?;
        if self.settings.strict_unknown_fields {
            check_members(document)?;
        }
        let instants = instants(time);
        if instants.is_empty() {
            return Err(SystemError::AuthTime);
        }
        let merchant = self.merchants.iter().find(|merchant| merchant.login == login);
        let merchant = merchant
            .filter(|merchant| given == sign(time, &merchant.sign_key))
            .ok_or(SystemError::Auth)?;
        let window = self.settings.time_window_s;
        if !instants.into_iter().any(|at| within(window, at, clock)) {
            return Err(SystemError::AuthTime);
        }
        if !merchant.admits(request.peer, action) {
            return Err(SystemError::Access);
        }
        let fields = schema::body(action).ok_or(SystemError::Action)?;
        if self.settings.strict_unknown_fields
            && let Some(path) = stranger(&body, fields)
        {
            return Err(SystemError::UnknownField(path));
        }
        if !fits(&body, fields) {
            return Err(SystemError::Structure);
        }
        Ok(Call { merchant: merchant.clone(), action: action.to_owned(), body })
    }

    fn dispatch(&mut self, call: &Call, out: &mut Effects) -> Result<Draft, SystemError> {
        let body = &call.body;
        let base = self.page_base().to_owned();
        let data = match call.action.as_str() {
            "CalculateFee" => fee(&call.merchant, body),
            "PaymentCreate" => return self.create(call, out),
            "PaymentVerify3DS" => {
                let at = self.find(call)?;
                self.verify(at, body, out)?;
                answer::payment(&self.payments[at], Members::All, &base)
            }
            "PaymentSale" => {
                if body.get("invoice").is_none() && body.get("transactions").is_none() {
                    return Err(SystemError::Structure);
                }
                let at = self.find(call)?;
                self.sell(at, body, out)?;
                answer::payment(&self.payments[at], Members::All, &base)
            }
            "PaymentCancel" => {
                let at = self.find(call)?;
                match self.cancel(at, body, out)? {
                    Cancellation::Done => answer::cancelled(&self.payments[at], &base),
                    Cancellation::Failed => answer::not_cancelled(&self.payments[at], &base),
                }
            }
            "GetPaymentStatus" => {
                let at = self.find(call)?;
                let mut data = answer::payment(&self.payments[at], Members::NoTerminal, &base);
                if self.settings.status_as_text {
                    answer::as_in_the_table(&mut data);
                }
                data
            }
            "GetPaymentInvoice" => {
                let at = self.find(call)?;
                let url = self.invoice_page(&self.payments[at])?;
                Json::object([("invoice", Json::text(url))])
            }
            "GetReceipt" => {
                let at = self.find(call)?;
                match self.receipt(at) {
                    ReceiptState::Ready => {
                        return Ok(Draft::of(Answer::Pdf(document(&self.payments[at]))));
                    }
                    state => Json::object([
                        ("pmt_id", Json::number(self.payments[at].pmt_id)),
                        ("status", Json::text(state.as_str())),
                    ]),
                }
            }
            _ => {
                let at = self.find(call)?;
                self.process(at, out)?;
                answer::payment(&self.payments[at], Members::NoTransactions, &base)
            }
        };
        Ok(Draft::of(Answer::Data(data)))
    }

    /// The payment that a call names, by one of two keys; of several with one `ext_id` the newest.
    fn find(&self, call: &Call) -> Result<usize, SystemError> {
        let pmt_id = call.body.get("pmt_id").and_then(whole);
        let ext_id = call.body.get("ext_id").and_then(text);
        if pmt_id.is_some() == ext_id.is_some() {
            return Err(SystemError::Structure);
        }
        let named = |payment: &super::payment::Payment| {
            payment.login == call.merchant.login
                && (Some(payment.pmt_id) == pmt_id
                    || ext_id.is_some() && payment.ext_id.as_deref() == ext_id)
        };
        self.payments.iter().rposition(named).ok_or(SystemError::Overall)
    }
}

/// The body as an object. A byte order mark in front is no harm.
pub(super) fn read(body: &[u8]) -> Option<Json> {
    let document = Json::read(body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body))?;
    matches!(document, Json::Object(_)).then_some(document)
}

/// The gateway's clock, wrong where a fault wants it.
fn wrong_clock(now: SystemTime, faults: &mut Faults<'_>) -> SystemTime {
    let by = |args: &Json| Duration::from_secs(seconds(args).unwrap_or(3600));
    if let Some(args) = faults.take("clock_ahead") {
        return later(now, by(&args));
    }
    match faults.take("clock_behind") {
        Some(args) => now.checked_sub(by(&args)).unwrap_or(now),
        None => now,
    }
}

struct Envelope<'a> {
    login: &'a str,
    time: &'a str,
    sign: &'a str,
    action: &'a str,
    body: Json,
}

/// Check 3.
fn envelope(document: &Json) -> Result<Envelope<'_>, SystemError> {
    fn text<'a>(map: &'a Json, name: &str) -> Result<&'a str, SystemError> {
        map.get(name).and_then(Json::as_text).ok_or(SystemError::Structure)
    }
    let request = document.get("request").ok_or(SystemError::Structure)?;
    let auth = request.get("auth").ok_or(SystemError::Structure)?;
    let (login, time, sign) = (text(auth, "login")?, text(auth, "time")?, text(auth, "sign")?);
    let action = text(request, "action")?;
    let body = request.get("body").filter(|body| is_map(body)).ok_or(SystemError::Structure)?;
    let body = match body {
        Json::Object(_) => body.clone(),
        _ => Json::object([]),
    };
    match request.get("version") {
        None | Some(Json::Number(_) | Json::Text(_)) => {}
        Some(_) => return Err(SystemError::Structure),
    }
    Ok(Envelope { login, time, sign, action, body })
}

/// Check 4.
fn check_members(document: &Json) -> Result<(), SystemError> {
    let request = document.get("request").unwrap_or(document);
    let auth = request.get("auth").unwrap_or(request);
    let levels: [(&Json, &[&str]); 3] = [
        (document, &["request"]),
        (request, &["version", "auth", "action", "body", "lang"]),
        (auth, &["login", "time", "sign"]),
    ];
    for (map, known) in levels {
        let mut names = map.members().iter().map(|(name, _)| name);
        if let Some(name) = names.find(|name| !known.contains(&name.as_str())) {
            return Err(SystemError::UnknownField(name.clone()));
        }
    }
    Ok(())
}

/// The three numbers as texts, as in the document's example.
fn fee(merchant: &Merchant, body: &Json) -> Json {
    let invoice = body.get("invoice").and_then(whole).unwrap_or_default();
    let amount = merchant.with_fee(invoice);
    let numbers = [("invoice", invoice), ("amount", amount), ("fee", amount - invoice)];
    Json::object(numbers.map(|(name, number)| (name, Json::text(number.to_string()))))
}
