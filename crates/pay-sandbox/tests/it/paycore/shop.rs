//! A merchant with a Commerce account, writing its requests by hand.

use std::net::SocketAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pay_sandbox::Sandbox;
use pay_sandbox::paycore::{Paycore, Settings};
use serde_json::{Value, json};
use sha1::{Digest as _, Sha1};

use crate::merchant::{then, wait};
use crate::wire::{Answer, exchange, request};

pub(crate) const JSON: (&str, &str) = ("Content-Type", "application/json");
pub(crate) const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

pub(crate) struct Shop {
    pub(crate) sandbox: Sandbox,
    pub(crate) paycore: Paycore,
    pub(crate) authorization: String,
}

impl Shop {
    /// A sandbox whose clock stands still, over plain HTTP.
    pub(crate) fn open() -> Self {
        let sandbox = wait(Sandbox::builder().plain_http().frozen_at(then()).start());
        let paycore = sandbox.paycore();
        let authorization = basic(&paycore.account_id(), &paycore.api_key());
        Self { sandbox, paycore, authorization }
    }

    pub(crate) fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let shop = Self::open();
        shop.paycore.configure(change);
        shop
    }

    /// A request as this test wants it, right or wrong.
    pub(crate) fn raw(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let bytes = request(method, target, headers, body.as_bytes());
        exchange(self.paycore.addr(), &bytes).expect("an answer")
    }

    /// A private call as it should be.
    pub(crate) fn send(&self, method: &str, path: &str, body: &str) -> Answer {
        let headers = [JSON, ("Authorization", &*self.authorization)];
        self.raw(method, &format!("/api{path}"), &headers, body)
    }

    pub(crate) fn post(&self, path: &str, body: Value) -> Answer {
        self.send("POST", path, &body.to_string())
    }

    pub(crate) fn get(&self, path: &str) -> Value {
        let answer = self.send("GET", path, "");
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    }

    /// A public call; the key is added.
    pub(crate) fn public(&self, path: &str, mut body: Value) -> Answer {
        body["public_key"] = self.paycore.public_key_test().into();
        self.raw("POST", &format!("/public-api{path}"), &[JSON], &body.to_string())
    }

    /// Creates a test payment by card over 100 UAH, with other members where they are given;
    /// its id.
    pub(crate) fn payment(&self, reference: &str, more: Value) -> String {
        let answer = self.post("/payment-invoices", wrapped("payment-invoices", reference, more));
        assert_eq!(answer.status, 201, "{}", answer.body);
        id(&answer.json())
    }

    /// Creates a live payout of 100 UAH to a card; its id.
    pub(crate) fn payout(&self, reference: &str, more: Value) -> String {
        let usual = json!({
            "service": "payment_card_uah", "test_mode": false,
            "fields": {"card_number": "4111111111111111"},
        });
        let mut body = wrapped("payout-invoices", reference, usual);
        merge(&mut body["data"]["attributes"], more);
        let answer = self.post("/payout-invoices", body);
        assert_eq!(answer.status, 201, "{}", answer.body);
        id(&answer.json())
    }

    pub(crate) fn process(&self, id: &str) -> Answer {
        self.send("POST", &format!("/payout-invoices/{id}/process"), "")
    }

    /// The attributes of an invoice.
    pub(crate) fn attributes(&self, id: &str) -> Value {
        let kind = if id.starts_with("cpi_") { "payment" } else { "payout" };
        self.get(&format!("/{kind}-invoices/{id}"))["data"]["attributes"].clone()
    }

    pub(crate) fn status(&self, id: &str) -> String {
        self.attributes(id)["status"].as_str().unwrap().to_owned()
    }

    /// What the control address answers to an action.
    pub(crate) fn act(&self, id: &str, action: &str, args: Value, force: bool) -> (u16, Value) {
        let body = json!({
            "gateway": "paycore", "id": id, "action": action, "args": args, "force": force,
        });
        self.control("/act", body)
    }

    pub(crate) fn control(&self, path: &str, body: Value) -> (u16, Value) {
        let url = self.sandbox.control_url();
        let addr: SocketAddr = url.strip_prefix("http://").unwrap().parse().unwrap();
        let bytes = request("POST", path, &[], body.to_string().as_bytes());
        let answer = exchange(addr, &bytes).unwrap();
        (answer.status, answer.json())
    }

    pub(crate) fn ledger(&self) -> Vec<String> {
        crate::merchant::ledger(&self.sandbox)
    }
}

pub(crate) fn basic(id: &str, key: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{id}:{key}")))
}

pub(crate) fn signature(secret: &str, body: &[u8]) -> String {
    let mut hash = Sha1::new();
    hash.update(secret);
    hash.update(body);
    hash.update(secret);
    STANDARD.encode(hash.finalize())
}

/// A wrapped request over 100 UAH, with other attributes where they are given.
pub(crate) fn wrapped(kind: &str, reference: &str, more: Value) -> Value {
    let mut attributes = json!({"reference_id": reference, "amount": 100, "currency": "UAH"});
    if kind == "payment-invoices" {
        attributes["test_mode"] = true.into();
        attributes["service"] = "payment_card_uah_hpp".into();
    }
    merge(&mut attributes, more);
    json!({"data": {"type": kind, "attributes": attributes}})
}

/// Replaces members; `null` takes them away.
pub(crate) fn merge(into: &mut Value, more: Value) {
    let into = into.as_object_mut().unwrap();
    for (name, value) in more.as_object().unwrap() {
        if value.is_null() {
            into.remove(name);
        } else {
            into.insert(name.clone(), value.clone());
        }
    }
}

pub(crate) fn id(document: &Value) -> String {
    document["data"]["id"].as_str().unwrap().to_owned()
}

/// The codes of a refusal.
pub(crate) fn codes(answer: &Answer) -> Vec<String> {
    let body = answer.json();
    assert_eq!(Some(body["request_id"].as_str().unwrap()), answer.header("x-request-id"));
    let codes = body["error_codes"].as_array().unwrap();
    codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect()
}

/// A number, spelled so.
pub(crate) fn number(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}
