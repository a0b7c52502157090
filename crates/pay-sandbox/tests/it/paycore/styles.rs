//! How answers are spelled, and the shapes of errors.

use serde_json::json;

use super::shop::{Shop, number, wrapped};
use crate::wire::Answer;
use pay_sandbox::paycore::{ErrorStyle, JsonStyle};

fn refused(shop: &Shop) -> Answer {
    let answer = shop.post(
        "/payment-invoices",
        wrapped("payment-invoices", "a", json!({"amount": null, "customer": {}})),
    );
    assert_eq!(answer.status, 422);
    answer
}

#[test]
fn errors_come_in_every_documented_shape() {
    let shop = Shop::open();
    let style = |style| {
        shop.paycore.configure(|settings| settings.error_style = style);
        let answer = refused(&shop);
        (answer.header("x-request-id").unwrap().to_owned(), answer.json())
    };
    let codes = json!(["amount_required", "customer.reference_id_required"]);
    let (id, body) = style(ErrorStyle::Seed);
    assert_eq!(
        body,
        json!({"request_id": id, "error_type": "validation_error", "error_codes": codes})
    );
    let (id, body) = style(ErrorStyle::JsonApi);
    let error = |code: &str, title: &str, pointer: &str| {
        json!({
            "id": id, "status": "422", "code": code, "title": title, "detail": null,
            "source": {"pointer": pointer},
        })
    };
    let errors = json!([
        error("amount_required", "Amount is required", "/data/attributes/amount"),
        error(
            "customer.reference_id_required",
            "Customer.reference id is required",
            "/data/attributes/customer/reference_id",
        ),
    ]);
    assert_eq!(body, json!({"errors": errors}));
    let (id, body) = style(ErrorStyle::Both);
    assert_eq!((&body["request_id"], &body["error_codes"]), (&json!(id), &codes));
    assert_eq!(body["errors"][1]["code"], "customer.reference_id_required");
    let (_, body) = style(ErrorStyle::Text);
    assert_eq!(body, json!({"error": "Amount is required, Customer.reference id is required"}));
    let (_, body) = style(ErrorStyle::Map);
    assert_eq!(body["errors"]["amount"], "Amount is required");

    let flat = shop.post("/payment-invoices", json!({"currency": "UAH"}));
    assert_eq!(flat.json()["errors"]["amount"], "Amount is required");
    shop.paycore.configure(|settings| settings.error_style = ErrorStyle::JsonApi);
    let flat = shop.post("/payment-invoices", json!({"currency": "UAH"}));
    assert_eq!(flat.json()["errors"][0]["source"]["pointer"], "/reference_id");
    let unknown = shop.send("GET", "/payment-invoices/x", "").json();
    assert_eq!(unknown["errors"][0]["title"], "Not found");
    assert!(unknown["errors"][0].get("source").is_none());
    let filter = shop.send("GET", "/payment-invoices?filter[x]=1", "").json();
    assert_eq!(filter["errors"][0]["code"], "filter.x_invalid");
    assert!(filter["errors"][0].get("source").is_none(), "the query is no document");
}

#[test]
fn php_and_plain_spelling_say_the_same() {
    let shop = Shop::open();
    let more = json!({"description": "Чай/😀", "service": null, "amount": number("0.00005"), "currency": "BTC"});
    let id = shop.payment("a", more);
    let path = format!("/payment-invoices/{id}");
    let php = shop.send("GET", &path, "").body;
    assert!(php.contains(r#""description":"\u0427\u0430\u0439\/\ud83d\ude00""#), "{php}");
    assert!(php.contains(r#""amount":5.0e-5,"#), "{php}");
    assert!(php.contains(r#""metadata":[],"#) && php.contains(r"\/api\/payment-invoices"), "{php}");
    shop.paycore.configure(|settings| settings.json_style = JsonStyle::Plain);
    let plain = shop.send("GET", &path, "").body;
    assert!(plain.contains(r#""description":"Чай/😀""#), "{plain}");
    assert!(plain.contains(r#""amount":0.00005,"#), "{plain}");
    assert!(plain.contains(r#""metadata":{},"#), "{plain}");
}

#[test]
fn integral_amounts_have_no_fraction() {
    let shop = Shop::open();
    for (given, written) in [
        ("100", "100"),
        ("\"100.00\"", "100"),
        ("100.50", "100.5"),
        ("1e3", "1000"),
        ("0.07", "0.07"),
    ] {
        let body =
            format!(r#"{{"reference_id":{},"amount":{given},"currency":"UAH"}}"#, json!(given));
        let answer = shop.send("POST", "/payment-invoices", &body);
        assert!(answer.body.contains(&format!(r#""amount":{written},"#)), "{}", answer.body);
    }
}

#[test]
fn internal_data_is_shown_on_demand() {
    let shop = Shop::open();
    let id = shop.payment("a", json!({}));
    let path = format!("/payment-invoices/{id}");
    assert!(shop.get(&path).get("included").is_none());
    assert_eq!(shop.attributes(&id)["original_data"], json!([]));
    shop.paycore.configure(|settings| settings.expose_internal_data = true);
    let included = shop.get(&path)["included"][0].clone();
    assert_eq!(included["type"], "payment-requests");
    assert_eq!(included["attributes"]["status"], "PROCESS_PENDING");
    assert_eq!(included["attributes"]["reference_id"], id);
    assert!(
        shop.attributes(&id)["original_data"]["external_id"].as_str().unwrap().starts_with("pay_")
    );
}
