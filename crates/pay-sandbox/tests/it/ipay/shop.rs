//! A shop that signs as the provider's document says, and payers with Google Pay.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use pay_sandbox::{Builder, Clock, Sandbox};
use serde_json::{Value, json};
use sha3::{Digest as _, Sha3_512};

use crate::merchant::wait;
use crate::wire::{Answer, exchange, request};

/// 2026-01-01 02:00:00 in Kyiv, the time of the token vectors.
pub(crate) const NOW: u64 = 1_767_225_600;

pub(crate) const GOOD_PAN: &str = "4111111111111111";

pub(crate) fn sign(time: &str, key: &str) -> String {
    let mut hash = Sha3_512::new();
    hash.update(time.as_bytes());
    hash.update(key.as_bytes());
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

pub(crate) fn kyiv(at: SystemTime) -> String {
    let zone = TimeZone::get("Europe/Kyiv").unwrap();
    let local = Timestamp::try_from(at).unwrap().to_zoned(zone);
    local.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

pub(crate) struct Shop {
    pub(crate) addr: SocketAddr,
    pub(crate) login: String,
    pub(crate) key: String,
    clock: Clock,
}

pub(crate) fn start(builder: Builder) -> (Sandbox, Shop) {
    let sandbox = wait(builder.plain_http().start());
    let shop = Shop::named(&sandbox, &sandbox.ipay().login());
    (sandbox, shop)
}

/// A sandbox whose clock stands still, and its one-stage merchant.
pub(crate) fn frozen() -> (Sandbox, Shop) {
    start(Sandbox::builder().frozen_at(UNIX_EPOCH + Duration::from_secs(NOW)))
}

/// The same with the merchant whose payments have two stages.
pub(crate) fn two_stages() -> (Sandbox, Shop) {
    let (sandbox, _) = frozen();
    let shop = Shop::named(&sandbox, &sandbox.ipay().second_merchant().0);
    (sandbox, shop)
}

impl Shop {
    pub(crate) fn named(sandbox: &Sandbox, login: &str) -> Self {
        let ipay = sandbox.ipay();
        let (addr, key, clock) = (ipay.addr(), ipay.sign_key(), sandbox.clock());
        Self { addr, login: login.to_owned(), key, clock }
    }

    /// The whole document, signed at the sandbox's time.
    pub(crate) fn envelope(&self, action: &str, body: Value) -> Value {
        let time = kyiv(self.clock.now());
        let auth = json!({"login": self.login, "time": time, "sign": sign(&time, &self.key)});
        json!({"request": {"version": number("1.20"), "auth": auth, "action": action, "body": body}})
    }

    /// A document as it is, right or wrong.
    pub(crate) fn raw(&self, body: &[u8]) -> Answer {
        let headers = [("Content-Type", "application/json")];
        exchange(self.addr, &request("POST", "/", &headers, body)).expect("an answer")
    }

    pub(crate) fn post(&self, action: &str, body: Value) -> Answer {
        self.raw(self.envelope(action, body).to_string().as_bytes())
    }

    /// The inside of `response`.
    pub(crate) fn call(&self, action: &str, body: Value) -> Value {
        inside(&self.post(action, body))
    }

    /// A payment by a good card; more members may be given.
    pub(crate) fn pay(&self, invoice: u64, more: Value) -> Value {
        self.pay_with(GOOD_PAN, invoice, more)
    }

    pub(crate) fn pay_with(&self, pan: &str, invoice: u64, more: Value) -> Value {
        self.call("PaymentCreate", payment(pan, invoice, more))
    }

    pub(crate) fn status(&self, payment: &Value) -> Value {
        self.call("GetPaymentStatus", json!({"pmt_id": payment["pmt_id"]}))
    }

    /// The call is refused with this system error, and nothing else is said.
    pub(crate) fn refused(&self, action: &str, body: Value, error: &str) {
        let told = body.to_string();
        assert_eq!(self.call(action, body), json!({"error": error}), "{action} {told}");
    }
}

/// The inside of `response` of an answer with the usual head.
pub(crate) fn inside(answer: &Answer) -> Value {
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.header("content-type"), Some("application/json; charset=utf-8"));
    let mut document = answer.json();
    assert_eq!(document.as_object().unwrap().len(), 1, "{document}");
    document["response"].take()
}

/// The body of `PaymentCreate`.
pub(crate) fn payment(pan: &str, invoice: u64, more: Value) -> Value {
    let mut body = json!({"invoice": invoice, "token": open_token(pan)});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

/// A new token whose card lies open, as `body.token`.
pub(crate) fn open_token(pan: &str) -> String {
    token_of(json!({"paymentMethodDetails": {
        "pan": pan, "expirationMonth": 12, "expirationYear": 2030, "authMethod": "PAN_ONLY",
    }}))
}

/// The same with other members of the plain document.
pub(crate) fn token_of(more: Value) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let mut plain = json!({
        "gatewayMerchantId": "1234",
        "messageExpiration": "4102444800000",
        "messageId": COUNT.fetch_add(1, Ordering::Relaxed).to_string(),
        "paymentMethod": "CARD",
        "paymentMethodDetails": {
            "pan": GOOD_PAN, "expirationMonth": 12, "expirationYear": 2030,
            "authMethod": "PAN_ONLY",
        },
    });
    plain.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let message = json!({
        "encryptedMessage": STANDARD.encode(plain.to_string()),
        "ephemeralPublicKey": "-", "tag": "-",
    });
    let token = json!({
        "protocolVersion": "ECv2", "signature": "-",
        "intermediateSigningKey": {"signedKey": "{}", "signatures": ["-"]},
        "signedMessage": message.to_string(),
    });
    STANDARD.encode(token.to_string())
}

/// A number, spelled so.
pub(crate) fn number(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}
