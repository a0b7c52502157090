//! A merchant of the exchanger, writing its requests by hand.

use std::net::SocketAddr;

use pay_sandbox::Sandbox;
use pay_sandbox::obmin::{Obmin, Settings};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::merchant::{then, wait};
use crate::paycore::listener::Received;
use crate::wire::{Answer, exchange, request};

pub(crate) const JSON: (&str, &str) = ("Content-Type", "application/json");
pub(crate) const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

/// The field of the first route for a card, and the one for an e-mail.
pub(crate) const CARD: &str = "66be4d2d52f0bb5b9c12ca27";
pub(crate) const MAIL: &str = "66be4d2d52f0bb5b9c12ca2b";

pub(crate) struct Shop {
    pub(crate) sandbox: Sandbox,
    pub(crate) obmin: Obmin,
}

/// Who holds an order: its number and secret.
#[derive(Clone, Debug)]
pub(crate) struct Access {
    pub(crate) uid: String,
    pub(crate) secret: String,
}

impl Shop {
    /// A sandbox whose clock stands still, over plain HTTP.
    pub(crate) fn open() -> Self {
        let sandbox = wait(Sandbox::builder().plain_http().frozen_at(then()).start());
        let obmin = sandbox.obmin();
        Self { sandbox, obmin }
    }

    pub(crate) fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let shop = Self::open();
        shop.obmin.configure(change);
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
        exchange(self.obmin.addr(), &bytes).expect("an answer")
    }

    /// An unsigned call.
    pub(crate) fn call(&self, method: &str, params: Value) -> Value {
        let target = format!("/service/api/v1/{method}/");
        let answer = self.raw("POST", &target, &[JSON], &params.to_string());
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(answer.header("content-type"), Some("application/json; charset=utf-8"));
        answer.json()
    }

    /// The data of a call that succeeds.
    pub(crate) fn data(&self, method: &str, params: Value) -> Value {
        let answer = self.call(method, params);
        assert_eq!(answer["success"], true, "{answer}");
        answer["data"].clone()
    }

    /// The error of a call that does not.
    pub(crate) fn error(&self, method: &str, params: Value) -> Value {
        let answer = self.call(method, params);
        assert_eq!(answer["success"], false, "{answer}");
        answer["error"].clone()
    }

    pub(crate) fn code(&self, method: &str, params: Value) -> u64 {
        self.error(method, params)["errorCode"].as_u64().unwrap()
    }

    /// A call signed with a key, `time` in the query.
    pub(crate) fn signed(&self, key: (&str, &str), time: u64, method: &str, body: &str) -> Value {
        // What the engine sees: `time` is a text, then come the members of the body.
        let rest = body.trim_start_matches('{');
        let comma = if rest == "}" { "" } else { "," };
        let hash = api_hash(&format!("{{\"time\":\"{time}\"{comma}{rest}"), key.1);
        let target = format!("/service/api/v1/{method}/?time={time}");
        self.raw("POST", &target, &[JSON, ("apikey", key.0), ("hash", &hash)], body).json()
    }

    /// Creates 250 ADA to a card, with other parameters where they are given.
    pub(crate) fn create(&self, more: Value) -> Access {
        Access::of(&self.data("public/exchanger/order/create", self.wish(0, more)))
    }

    /// What such a creation sends, for any of the four routes.
    pub(crate) fn wish(&self, route: usize, more: Value) -> Value {
        let usual = [
            json!({"amount": "250", "toValues": [{"key": CARD, "value": "5555 5555 5555 4444"}]}),
            json!({
                "amount": "1000",
                "fromValues": [{"key": "66be4d2d52f0bb5b9c12ca29", "value": "5168757312345678"}],
                "toValues": [{"key": "66be4d2d52f0bb5b9c12ca2a", "value": "TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE"}],
            }),
            json!({"amount": number("0.01"), "toValues": [{"key": CARD, "value": "5555555555554444"}]}),
            json!({
                "amount": 2,
                "toValues": [{"key": "66be4d2d52f0bb5b9c12ca2c", "value": "Z123456789012"}],
            }),
        ];
        let mut wish = json!({
            "routeId": self.obmin.routes()[route],
            "routeValues": [{"key": MAIL, "value": "payer@example.com"}],
            "agreement": true,
        });
        merge(&mut wish, usual[route].clone());
        merge(&mut wish, more);
        wish
    }

    pub(crate) fn order(&self, access: &Access) -> Value {
        self.data("public/exchanger/order/get", access.params(json!({})))["order"].clone()
    }

    pub(crate) fn status(&self, access: &Access) -> String {
        self.order(access)["status"].as_str().unwrap().to_owned()
    }

    pub(crate) fn update(&self, access: &Access, status: &str) -> Value {
        self.call("public/exchanger/order/update-status", access.params(json!({"status": status})))
    }

    /// What the control address answers to an action.
    pub(crate) fn act(&self, id: &str, action: &str, args: Value, force: bool) -> (u16, Value) {
        let body = json!({
            "gateway": "obmin", "id": id, "action": action, "args": args, "force": force,
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

    pub(crate) fn settle(&self) {
        wait(self.sandbox.callbacks().settled());
    }

    pub(crate) fn ledger(&self) -> Vec<String> {
        crate::merchant::ledger(&self.sandbox)
    }
}

impl Access {
    pub(crate) fn of(created: &Value) -> Self {
        let secret = created["secret"].as_str().unwrap().to_owned();
        Self { uid: created["uid"].to_string(), secret }
    }

    pub(crate) fn params(&self, more: Value) -> Value {
        let mut params = json!({"orderUID": self.uid, "orderSecret": self.secret});
        merge(&mut params, more);
        params
    }
}

/// A number, spelled so.
pub(crate) fn number(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
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

pub(crate) fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

pub(crate) fn api_hash(canonical: &str, secret: &str) -> String {
    sha256(&format!("{}{secret}", sha256(canonical)))
}

/// The fields of a notification in their order.
pub(crate) fn fields(received: &Received) -> Vec<(String, String)> {
    form_urlencoded::parse(&received.body).into_owned().collect()
}

/// A field that must be there once.
pub(crate) fn field(received: &Received, name: &str) -> String {
    let all: Vec<_> = fields(received).into_iter().filter(|(other, _)| other == name).collect();
    assert_eq!(all.len(), 1, "{name}: {all:?}");
    all[0].1.clone()
}

/// The hash that a notification should have.
pub(crate) fn ipn_hash(received: &Received, secret: &str) -> String {
    let names =
        ["orderId", "newStatus", "inAmount", "outAmount", "xml_from", "xml_to", "timestamp"];
    let values = names.map(|name| field(received, name)).join(":");
    sha256(&format!("{values}:{secret}"))
}
