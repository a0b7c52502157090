//! A merchant with a cash register: signs as the provider's document says.

use std::net::SocketAddr;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};
use pay_sandbox::{Builder, Sandbox};
use serde_json::{Value, json};
use sha1::Sha1;

use crate::wire::{Answer, exchange, request};

/// 2024-03-14 20:36:09 in Kyiv.
pub(crate) const THEN: u64 = 1_710_441_369;

pub(crate) fn then() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(THEN)
}

pub(crate) fn signature(salt: &str, data: &[u8]) -> String {
    let inner = STANDARD.encode(Sha1::digest(data));
    STANDARD.encode(Md5::digest([salt, &inner, salt].concat()))
}

/// Waits for a future in a test that needs no runtime otherwise.
pub(crate) fn wait<T>(future: impl Future<Output = T>) -> T {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    let runtime = RUNTIME.get_or_init(|| tokio::runtime::Runtime::new().unwrap());
    runtime.block_on(future)
}

pub(crate) fn start(builder: Builder) -> (Sandbox, Merchant) {
    let sandbox = wait(builder.plain_http().start());
    let dpay = sandbox.dpay();
    let merchant = Merchant { addr: dpay.addr(), client: dpay.client(), salt: dpay.salt() };
    (sandbox, merchant)
}

/// A sandbox whose clock stands still, over plain HTTP.
pub(crate) fn frozen() -> (Sandbox, Merchant) {
    start(Sandbox::builder().frozen_at(then()))
}

pub(crate) struct Merchant {
    pub(crate) addr: SocketAddr,
    pub(crate) client: String,
    pub(crate) salt: String,
}

impl Merchant {
    /// The one with the other cash register.
    pub(crate) fn second(sandbox: &Sandbox) -> Self {
        let (client, salt) = sandbox.dpay().second_register();
        Self { addr: sandbox.dpay().addr(), client, salt }
    }

    /// A call as it should be: signed, and its answer verified.
    pub(crate) fn post(&self, path: &str, body: &str) -> Answer {
        let answer = self.send(path, body).expect("an answer");
        let expected = signature(&self.salt, answer.body.as_bytes());
        assert_eq!(answer.header("dpay_secure"), Some(expected.as_str()), "{}", answer.body);
        assert_eq!(answer.header("content-type"), Some("application/json"));
        answer
    }

    /// The same, reading nothing into the answer.
    pub(crate) fn send(&self, path: &str, body: &str) -> Option<Answer> {
        exchange(self.addr, &self.bytes(path, body))
    }

    /// A request as this test wants it, right or wrong.
    pub(crate) fn raw(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        exchange(self.addr, &request(method, target, headers, body.as_bytes())).unwrap()
    }

    /// What an answer says about itself: status, whether it is signed (and then by us), body.
    pub(crate) fn seen(&self, answer: &Answer) -> (u16, bool, String) {
        let given = answer.header("dpay_secure");
        let expected = signature(&self.salt, answer.body.as_bytes());
        assert!(given.is_none_or(|given| given == expected), "{answer:?}");
        (answer.status, given.is_some(), answer.body.clone())
    }

    pub(crate) fn bytes(&self, path: &str, body: &str) -> Vec<u8> {
        let secure = signature(&self.salt, body.as_bytes());
        let headers = [
            ("Content-Type", "application/json"),
            ("DPAY_CLIENT", &self.client),
            ("DPAY_SECURE", &secure),
        ];
        request("POST", &format!("/api/{path}"), &headers, body.as_bytes())
    }

    pub(crate) fn call(&self, path: &str, body: Value) -> Value {
        self.post(path, &body.to_string()).json()
    }

    pub(crate) fn create_invoice(&self, id: &str, amount: &str) -> Value {
        let body =
            format!(r#"{{"payment_id":"{id}","currency":"visamaster.uah","amount":{amount}}}"#);
        self.post("einvoice/create", &body).json()
    }

    /// An invoice that waits for its payer.
    pub(crate) fn open_invoice(&self, id: &str, amount: &str) {
        self.create_invoice(id, amount);
        let opened = self.call("einvoice/process", json!({"payment_id": id}));
        assert_eq!(opened["status"], "PAYIN", "{opened}");
    }

    pub(crate) fn invoice(&self, id: &str) -> Value {
        self.call("einvoice/status", json!({"payment_id": id}))
    }

    pub(crate) fn create_payout(&self, id: &str, amount: &str) -> Value {
        let body = format!(
            r#"{{"payment_id":"{id}","currency":"visamaster.uah","amount":{amount},"recipient":"4444111144441111"}}"#
        );
        self.post("payment/create", &body).json()
    }

    pub(crate) fn process_payout(&self, id: &str) -> Value {
        self.call("payment/process", json!({"payment_id": id}))
    }

    pub(crate) fn payout(&self, id: &str) -> Value {
        self.call("payment/status", json!({"payment_id": id}))
    }
}

/// Every entry as `kind id amount currency`.
pub(crate) fn ledger(sandbox: &Sandbox) -> Vec<String> {
    let entries = sandbox.ledger().entries();
    entries
        .iter()
        .map(|entry| format!("{} {} {} {}", entry.kind, entry.id, entry.amount, entry.currency))
        .collect()
}
