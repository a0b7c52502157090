//! The public API.

use serde_json::{Value, json};

use super::shop::{JSON, Shop, codes, id, number};
use pay_sandbox::paycore::Shape;

fn create(shop: &Shop, reference: &str) -> crate::wire::Answer {
    let body = json!({
        "reference_id": reference, "currency": "UAH", "amount": 100, "service": "payment_card_uah_hpp",
        "metadata": {"user": "17"}, "description": null, "callback_url": 7, "test_mode": "no",
    });
    shop.public("/payment-invoices", body)
}

#[test]
fn a_public_payment_is_answered_flat() {
    let shop = Shop::open();
    let answer = create(&shop, "top-up-17");
    assert_eq!(answer.status, 201, "{}", answer.body);
    let data = answer.json()["data"].clone();
    assert!(data.get("attributes").is_none());
    for (name, value) in [
        ("status", json!("process_pending")),
        ("amount", json!(100)),
        ("service", json!("payment_card_uah_hpp")),
        ("service_flow", json!("hpp")),
        ("service_method", json!("payment_card")),
        ("service_currency", json!("UAH")),
        ("reference_id", json!("top-up-17")),
        ("test_mode", json!(true)),
        ("metadata", json!({"user": "17"})),
        ("processed_amount", Value::Null),
    ] {
        assert_eq!(data[name], value, "{name}");
    }
    let link = data["active_payment"]["payload"]["action"].as_str().unwrap();
    assert!(link.contains("/hpp/pay/cgi_"), "{link}");
    assert_eq!(data["active_payment"]["payload"]["params"], json!([]));
    let private = shop.attributes(&id(&answer.json()));
    assert_eq!(private["flow_data"]["action"], link);
    assert_eq!(private["source"], "platform_public_api");
}

#[test]
fn both_paths_create_and_the_answer_may_be_json_api() {
    let shop = Shop::with(|settings| settings.public_shape = Shape::JsonApi);
    let answer = create(&shop, "a").json();
    assert_eq!(answer["data"]["attributes"]["reference_id"], "a");
    let body = json!({"reference_id": "b", "currency": "UAH", "amount": 1});
    let singular = shop.public("/payment-invoice", body.clone());
    assert_eq!(singular.json()["data"]["attributes"]["status"], "created");
    assert_eq!(codes(&shop.public("/payment-invoice", body)), ["duplicate_request"]);
}

#[test]
fn invoices_are_read_without_a_key() {
    let shop = Shop::open();
    let payment = id(&create(&shop, "a").json());
    let payout = shop.payout("p", json!({}));
    let read = |target: &str| shop.raw("GET", &format!("/public-api{target}"), &[], "");
    let data = read(&format!("/payment-invoices/{payment}")).json()["data"].clone();
    assert_eq!((&data["id"], &data["status"]), (&json!(payment), &json!("process_pending")));
    let data = read(&format!("/payout-invoices/{payout}")).json()["data"].clone();
    assert_eq!((&data["amount"], &data["service"]), (&json!(100), &json!("payment_card_uah")));
    assert!(data.get("fields").is_none());
    let key = shop.paycore.public_key_live();
    assert_eq!(read(&format!("/payment-invoices/{payment}?public_key={key}")).status, 200);
    assert_eq!(read(&format!("/payment-invoices/{payment}?public_key=x")).status, 401);
    let (account, key) = shop.paycore.second_account();
    let headers = [("Authorization", &*super::shop::basic(&account, &key))];
    let second = shop.raw("GET", "/api/account", &headers, "").json()["data"]["attributes"].clone();
    let foreign = second["test_public_key"].as_str().unwrap();
    for path in [format!("/payment-invoices/{payment}"), format!("/payout-invoices/{payout}")] {
        assert_eq!(read(&format!("{path}?public_key={foreign}")).status, 404, "{path}");
    }
    assert_eq!(read(&format!("/payment-invoices/{payout}")).status, 404);
    assert_eq!(read("/payout-invoices/cpoi_0000000000000000").status, 404);
    shop.paycore.configure(|settings| settings.public_shape = Shape::JsonApi);
    let wrapped = read(&format!("/payout-invoices/{payout}")).json();
    assert_eq!(wrapped["data"]["attributes"]["amount"], 100);
}

#[test]
fn pre_requests_tell_the_services_in_both_generations() {
    let shop = Shop::open();
    let body = json!({"currency": "USD", "amount": 10});
    let answer = shop.public("/payout-prerequest", body.clone());
    assert_eq!(answer.status, 200);
    let data = answer.json()["data"].clone();
    assert_eq!((&data["amount"], &data["test_mode"]), (&json!(10), &json!(true)));
    let card = &data["services"]["payment_card_uah"];
    let shown =
        ["method", "currency", "amount_min", "amount_max", "exchange_rate", "amount", "status"]
            .map(|name| card[name].clone());
    let expected = [
        "payment_card".into(),
        "UAH".into(),
        number("0.01"),
        json!(14_999),
        number("36.5"),
        json!(365),
        "available".into(),
    ];
    assert_eq!(shown, expected);
    let field = &card["fields"][0];
    assert_eq!(field["regexp"], r"/^\d{12,19}$/");
    assert_eq!(field["options"], json!({"validators": [{"name": "Luhn"}]}));
    assert_eq!(data["methods"]["payment_card"]["category"], "payment_card");
    assert_eq!(data["account"]["name"], "First shop");
    assert!(card.get("flow").is_none());

    shop.paycore.configure(|settings| settings.prerequest_shape = Shape::JsonApi);
    let old = shop.public("/payment-prerequest", json!({"currency": "USD"})).json();
    assert_eq!(old["data"]["type"], "payment-prerequest");
    let card = &old["data"]["attributes"]["services"]["payment_card_uah_hpp"];
    assert_eq!((&card["amount_min"], &card["flow"]), (&json!("0.01000000"), &json!("hpp")));
    assert_eq!(card["amount"], Value::Null);
}

#[test]
fn pre_requests_leave_out_what_does_not_fit() {
    let shop =
        Shop::with(|settings| settings.disabled_services = vec!["payment_card_usd".to_owned()]);
    let services = |amount: Value| {
        let answer =
            shop.public("/payout-prerequest", json!({"currency": "USD", "amount": amount}));
        answer.json()["data"]["services"].clone()
    };
    assert!(services(json!(10)).get("payment_card_usd").is_none());
    assert!(services(json!(10)).get("payment_card_uah").is_some());
    assert!(services(json!("1000")).get("payment_card_uah").is_none(), "36500 UAH are too many");
    assert_eq!(services(json!(999_999_999_999_u64)), json!([]), "an empty map is a list");
    let refused = |path: &str, body: Value| codes(&shop.public(path, body));
    assert_eq!(refused("/payout-prerequest", json!({"currency": "USD"})), ["amount_required"]);
    assert_eq!(
        refused("/payment-prerequest", json!({"amount": 0})),
        ["currency_required", "amount_invalid"]
    );
    let answer = shop.raw("POST", "/public-api/payment-prerequest?", &[JSON], "{}");
    assert_eq!(codes(&answer), ["public_key_required"]);
}
