//! Every check in its order: what fails first is told, whatever else is wrong.

use serde_json::{Value, json};

use super::shop::{Shop, frozen, inside, kyiv, number, sign, token_of};
use crate::wire::{exchange, request};

#[test]
fn method_path_and_length_come_first() {
    let (_sandbox, shop) = frozen();
    let huge = "x".repeat(1_048_577);
    for (method, target, status) in [
        ("GET", "/elsewhere", 405),
        ("PUT", "/", 405),
        ("GET", "/", 405),
        ("POST", "/elsewhere", 404),
        ("POST", "/acs/1100000001", 404),
        ("POST", "/", 413),
    ] {
        let answer = exchange(shop.addr, &request(method, target, &[], huge.as_bytes())).unwrap();
        assert_eq!((answer.status, &*answer.body), (status, ""), "{method} {target}");
    }
    let told = inside(&shop.raw(&huge.as_bytes()[1..]));
    assert_eq!(told, json!({"error": "invalid request structure"}));
}

/// A request with everything wrong, and what remains to be told.
struct Wrong<'a> {
    shop: &'a Shop,
    document: Value,
}

impl Wrong<'_> {
    fn is_told(&self, error: &str) {
        let told = inside(&self.shop.raw(self.document.to_string().as_bytes()));
        assert_eq!(told, json!({"error": error}), "{}", self.document);
    }

    fn request(&mut self) -> &mut Value {
        &mut self.document["request"]
    }

    /// Another token with these members of the plain document.
    fn token(&mut self, card: Value, expiration: &str, merchant: &str) {
        let token = token_of(json!({
            "messageExpiration": expiration, "gatewayMerchantId": merchant,
            "paymentMethodDetails": card,
        }));
        self.request()["body"]["token"] = json!(token);
    }
}

fn drop_member(map: &mut Value, name: &str) {
    assert!(map.as_object_mut().unwrap().remove(name).is_some(), "{name}");
}

#[test]
fn each_check_hides_all_that_follow() {
    let (sandbox, shop) = frozen();
    let ipay = sandbox.ipay();
    ipay.configure_merchant("test", |merchant| {
        merchant.allowed_actions = Some(vec!["CalculateFee".to_owned()]);
    });
    let auth = json!({"login": "nobody", "time": "now", "sign": "-", "nonce": 1});
    let body = json!({
        "invoice": 0, "token": "{", "transactions": [{"invoice": 1, "smch_id": 1, "foo": 1}],
    });
    let mut wrong = Wrong {
        shop: &shop,
        document: json!({"x": 1, "request": {
            "version": [], "auth": auth, "action": "PaymentCreat", "body": body, "y": 1,
        }}),
    };
    let broken = format!("{},", wrong.document);
    assert_eq!(
        inside(&shop.raw(broken.as_bytes())),
        json!({"error": "invalid request structure"}),
        "check 2"
    );
    wrong.is_told("invalid request structure");
    wrong.request()["version"] = json!("1.20");
    wrong.is_told("unknown field x");
    drop_member(&mut wrong.document, "x");
    wrong.is_told("unknown field y");
    drop_member(wrong.request(), "y");
    wrong.is_told("unknown field nonce");
    drop_member(&mut wrong.request()["auth"], "nonce");
    wrong.is_told("invalid auth time");

    // Long ago, but a time: who calls comes before when.
    let long_ago = "2017-01-01 00:00:00";
    wrong.request()["auth"]["time"] = json!(long_ago);
    wrong.is_told("invalid auth");
    wrong.request()["auth"]["login"] = json!("test");
    wrong.is_told("invalid auth");
    wrong.request()["auth"]["sign"] = json!(sign(long_ago, &shop.key).to_uppercase());
    wrong.is_told("invalid auth");
    wrong.request()["auth"]["sign"] = json!(sign(long_ago, &shop.key));
    wrong.is_told("invalid auth time");
    let time = kyiv(sandbox.clock().now());
    wrong.request()["auth"] =
        json!({"login": "test", "time": time, "sign": sign(&time, &shop.key)});
    wrong.is_told("access denied");
    ipay.configure_merchant("test", |merchant| merchant.allowed_actions = None);
    wrong.is_told("invalid action");
    wrong.request()["action"] = json!("PaymentCreate");
    wrong.is_told("unknown field transactions[].foo");
    drop_member(&mut wrong.request()["body"]["transactions"][0], "foo");
    wrong.is_told("invalid request structure");
    wrong.request()["body"]["invoice"] = json!(100);
    wrong.is_told("invalid request structure");
    drop_member(&mut wrong.request()["body"], "transactions");
    wrong.is_told("invalid token format");

    let late = "4102444800000";
    let card = |pan: &str, month: u32, year: u32| json!({"pan": pan, "expirationMonth": month, "expirationYear": year});
    wrong.token(card("1", 13, 30), "1767225600000", "9999");
    wrong.is_told("invalid token");
    wrong.token(card("1", 13, 30), late, "9999");
    wrong.is_told("invalid token gatewayMerchantId");
    wrong.token(card("1", 13, 30), late, "1234");
    wrong.is_told("invalid pan");
    wrong.token(card("4111111111111111", 13, 30), late, "1234");
    wrong.is_told("invalid expm");
    wrong.token(card("4111111111111111", 12, 30), late, "1234");
    wrong.is_told("invalid expy");
    assert!(sandbox.ledger().entries().is_empty(), "nothing has been stored");
    wrong.token(card("4111111111111111", 1, 2026), late, "1234");
    let paid = inside(&shop.raw(wrong.document.to_string().as_bytes()));
    assert_eq!((&paid["pmt_status"], &paid["pmt_id"]), (&json!(5), &json!(1_100_000_001)));
}

#[test]
fn an_envelope_that_lacks_something_is_no_structure() {
    let (_sandbox, shop) = frozen();
    let good = shop.envelope("CalculateFee", json!({"invoice": 100}));
    for path in [
        "/request",
        "/request/auth",
        "/request/auth/login",
        "/request/auth/time",
        "/request/auth/sign",
        "/request/action",
        "/request/body",
    ] {
        for other in [json!(null), json!(1), json!([1]), json!({})] {
            if path == "/request/body" && other == json!({}) {
                continue;
            }
            let mut wrong = good.clone();
            *wrong.pointer_mut(path).unwrap() = other.clone();
            let told = inside(&shop.raw(wrong.to_string().as_bytes()));
            assert_eq!(told, json!({"error": "invalid request structure"}), "{path} {other}");
        }
    }
    for document in ["", "[]", "\"\"", "null", "{\"request\":1}", "\u{feff}", "{\"request\":{}}"] {
        let told = inside(&shop.raw(document.as_bytes()));
        assert_eq!(told, json!({"error": "invalid request structure"}), "{document}");
    }
    let told = inside(&shop.raw(b"{\"request\":\"\xff\"}"));
    assert_eq!(told, json!({"error": "invalid request structure"}));
}

#[test]
fn sloppy_envelopes_that_are_documented_pass() {
    let (sandbox, shop) = frozen();
    let good = shop.envelope("CalculateFee", json!({"invoice": 100}));
    let mut versions = vec![number("1.2"), json!("1.20"), json!(null)];
    for version in versions.drain(..) {
        let mut document = good.clone();
        document["request"]["version"] = version;
        document["request"]["lang"] = json!("ua");
        let text = format!("\u{feff} {document}\n");
        assert_eq!(inside(&shop.raw(text.as_bytes()))["amount"], "100");
    }
    // An empty body may be a list, as PHP writes it; what it lacks is another matter.
    shop.refused("CalculateFee", json!([]), "invalid request structure");

    sandbox.ipay().configure(|settings| settings.strict_unknown_fields = false);
    let mut document = good;
    document["request"]["auth"]["nonce"] = json!(1);
    document["request"]["body"]["more"] = json!(1);
    assert_eq!(inside(&shop.raw(document.to_string().as_bytes()))["fee"], "0");
}

#[test]
fn addresses_and_actions_can_be_closed() {
    let (sandbox, shop) = frozen();
    let fee = || shop.call("CalculateFee", json!({"invoice": 100}));
    let ipay = sandbox.ipay();
    ipay.configure_merchant("test", |merchant| {
        merchant.allowed_addresses = Some(vec!["192.0.2.1".parse().unwrap()]);
    });
    assert_eq!(fee(), json!({"error": "access denied"}));
    ipay.configure_merchant("test", |merchant| {
        merchant.allowed_addresses = Some(vec!["127.0.0.1".parse().unwrap()]);
        merchant.allowed_actions = Some(vec!["PaymentCreate".to_owned()]);
    });
    assert_eq!(fee(), json!({"error": "access denied"}));
    ipay.configure_merchant("test", |merchant| {
        merchant.allowed_actions = Some(vec!["CalculateFee".to_owned()]);
    });
    assert_eq!(fee()["amount"], "100");
}

#[test]
fn every_vector_of_the_sign_is_accepted_at_its_time() {
    use std::time::{Duration, UNIX_EPOCH};

    let vectors: Value =
        serde_json::from_str(include_str!("../../vectors/ipay-googlepay.json")).unwrap();
    let cases: Vec<_> = vectors["groups"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|group| group["cases"].as_array().unwrap())
        .collect();
    assert_eq!(cases.len(), 18);
    for case in cases {
        let at = UNIX_EPOCH + Duration::from_secs(case["unix"].as_u64().unwrap());
        let (sandbox, shop) = super::shop::start(pay_sandbox::Sandbox::builder().frozen_at(at));
        let key = case["secret"].as_str().unwrap();
        let (time, given) = (&case["kyiv_time"], &case["signature"]);
        assert_eq!(case["valid"], true);
        sandbox
            .ipay()
            .configure_merchant("test", |merchant| key.clone_into(&mut merchant.sign_key));
        let document = json!({"request": {
            "auth": {"login": "test", "time": time, "sign": given},
            "action": "CalculateFee", "body": {"invoice": 1},
        }});
        let told = inside(&shop.raw(document.to_string().as_bytes()));
        assert_eq!(told["amount"], "1", "{case}");
    }
}
