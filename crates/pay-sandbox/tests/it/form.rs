//! The payment form.

use serde_json::json;

use crate::merchant::{Merchant, frozen, signature};
use crate::wire::{Answer, exchange, request};

const ORDER: &str = "CLIENT_ID;INVOICE_ID;AMOUNT;CURRENCY;SUCCESS_URL;FAIL_URL;STATUS_URL";

/// The form of the document's vector.
fn fields() -> Vec<(&'static str, String)> {
    [
        ("CLIENT_ID", "1042"),
        ("INVOICE_ID", "order-7"),
        ("AMOUNT", "100.00"),
        ("CURRENCY", "UAH"),
        ("SUCCESS_URL", "https://shop.example/ok"),
        ("FAIL_URL", "https://shop.example/fail"),
        ("STATUS_URL", "https://shop.example/st/7"),
        ("SIGN_ORDER", ORDER),
        ("SIGN", "DzR7ExUN/kEDEBXpGv/3Nw=="),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .into()
}

/// With one field changed, and signed in this order.
fn signed(changes: &[(&'static str, &str)], order: &str) -> Vec<(&'static str, String)> {
    let mut fields = fields();
    for (name, value) in changes {
        fields.retain(|(other, _)| other != name);
        fields.push((name, (*value).to_owned()));
    }
    fields.retain(|(name, _)| !name.starts_with("SIGN"));
    let value = |name: &str| {
        let field = fields.iter().find(|(other, _)| *other == name);
        field.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let data: String = order.split(';').map(value).collect();
    fields.push(("SIGN_ORDER", order.to_owned()));
    fields.push(("SIGN", signature("k4ssa-S3cret", data.as_bytes())));
    fields
}

fn encode(fields: &[(&'static str, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

fn post(merchant: &Merchant, fields: &[(&'static str, String)]) -> Answer {
    let headers = [("Content-Type", "application/x-www-form-urlencoded")];
    exchange(merchant.addr, &request("POST", "/acs", &headers, encode(fields).as_bytes())).unwrap()
}

fn get(merchant: &Merchant, fields: &[(&'static str, String)]) -> Answer {
    let target = format!("/acs?{}", encode(fields));
    exchange(merchant.addr, &request("GET", &target, &[], b"")).unwrap()
}

#[test]
fn the_documents_form_leads_to_the_payment_page() {
    let (sandbox, merchant) = frozen();
    let first = post(&merchant, &fields());
    assert_eq!(first.status, 302, "{}", first.body);
    let invoice = merchant.invoice("order-7");
    assert_eq!(invoice["status"], "PAYIN");
    assert_eq!(invoice["currency"], "visamaster.uah");
    let page = format!("{}/i/{}", sandbox.dpay().base_url(), invoice["tracking"].as_str().unwrap());
    assert_eq!(first.header("location"), Some(&*page));
    // Sent again, by either method: the same page.
    assert_eq!(get(&merchant, &fields()).header("location"), Some(&*page));
    // Other data under the same number: refused.
    let other = post(&merchant, &signed(&[("AMOUNT", "100.01")], ORDER));
    assert_eq!(other.status, 400);
    assert!(other.body.contains("Transaction already exists"), "{}", other.body);
}

#[test]
fn the_order_of_signing_is_free_and_the_method_may_be_named() {
    let (_sandbox, merchant) = frozen();
    let changes =
        [("INVOICE_ID", "b"), ("PAYMENT_CURRENCY", "bitcoin"), ("DESCRIPTION", "Чай & <кава>")];
    let fields = signed(&changes, "DESCRIPTION;AMOUNT;CURRENCY;INVOICE_ID");
    assert_eq!(get(&merchant, &fields).status, 302);
    assert_eq!(merchant.invoice("b")["currency"], "bitcoin");
    assert_eq!(merchant.invoice("b")["accrual_currency"], "UAH");
}

#[test]
fn a_form_over_a_thousand_is_paid_and_no_second_time() {
    let (sandbox, merchant) = frozen();
    let fields = signed(&[("AMOUNT", "1000")], ORDER);
    for _ in 0..2 {
        assert_eq!(post(&merchant, &fields).status, 302);
        assert_eq!(merchant.invoice("order-7")["status"], "FINISHED");
    }
    assert_eq!(sandbox.ledger().charges("order-7").len(), 1);
}

#[test]
fn a_bad_form_is_a_page_with_the_reason_and_no_order() {
    let (_sandbox, merchant) = frozen();
    let without = |name: &str| {
        let mut fields = fields();
        fields.retain(|(other, _)| *other != name);
        fields
    };
    let mut forged = fields();
    forged[2].1 = "1.00".to_owned();
    for (fields, reason) in [
        (without("CLIENT_ID"), "Field CLIENT_ID is required"),
        (signed(&[("CLIENT_ID", "1043")], ORDER), "Client not found"),
        (without("SIGN"), "Field SIGN is required"),
        (without("SIGN_ORDER"), "Field SIGN_ORDER is required"),
        (without("INVOICE_ID"), "Field INVOICE_ID is required"),
        (without("AMOUNT"), "Field AMOUNT is required"),
        (without("CURRENCY"), "Field CURRENCY is required"),
        (signed(&[], "INVOICE_ID;AMOUNT;CURRENCY;ACCOUNT"), "ACCOUNT is not a field"),
        (signed(&[], "INVOICE_ID;AMOUNT;CURRENCY;SIGN"), "SIGN cannot be signed"),
        (signed(&[], "SIGN_ORDER;INVOICE_ID;AMOUNT;CURRENCY"), "SIGN_ORDER cannot be signed"),
        (signed(&[], "AMOUNT;CURRENCY"), "INVOICE_ID is not signed"),
        (signed(&[], "INVOICE_ID;CURRENCY"), "AMOUNT is not signed"),
        (signed(&[], "INVOICE_ID;AMOUNT"), "CURRENCY is not signed"),
        (forged, "Invalid signature"),
        (signed(&[("AMOUNT", "0")], ORDER), "Field AMOUNT is invalid"),
        (signed(&[("STATUS_URL", "shop")], ORDER), "Field STATUS_URL is invalid"),
    ] {
        for answer in [post(&merchant, &fields), get(&merchant, &fields)] {
            assert_eq!(answer.status, 400, "{reason}");
            assert!(answer.header("content-type").unwrap().starts_with("text/html"));
            assert!(answer.body.contains(&format!("<p>{reason}</p>")), "{reason}: {}", answer.body);
        }
    }
    assert_eq!(
        merchant.invoice("order-7"),
        json!({"error": {"code": 401, "message": "Payment not found"}})
    );
}

#[test]
fn a_reason_cannot_carry_markup() {
    let (_sandbox, merchant) = frozen();
    let answer = post(&merchant, &signed(&[], "INVOICE_ID;AMOUNT;CURRENCY;<script>"));
    assert!(answer.body.contains("&lt;script&gt; is not a field"), "{}", answer.body);
}
