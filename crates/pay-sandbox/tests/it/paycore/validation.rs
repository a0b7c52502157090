//! Every code of a refused request.

use serde_json::{Value, json};

use super::shop::{Shop, codes, number, wrapped};

fn refused(shop: &Shop, path: &str, body: Value, expected: &[&str]) {
    let answer = shop.post(path, body.clone());
    assert_eq!(answer.status, 422, "{body} {}", answer.body);
    assert_eq!(answer.json()["error_type"], "validation_error");
    assert_eq!(codes(&answer), expected, "{body}");
}

#[test]
fn every_rule_of_payments_has_its_code() {
    let shop = Shop::open();
    let long = "x".repeat(256);
    for (more, code) in [
        (json!({"reference_id": null}), "reference_id_required"),
        (json!({"reference_id": ""}), "reference_id_invalid"),
        (json!({"reference_id": 7}), "reference_id_invalid"),
        (json!({"reference_id": long}), "reference_id_invalid"),
        (json!({"amount": null}), "amount_required"),
        (json!({"amount": 0}), "amount_invalid"),
        (json!({"amount": -1}), "amount_invalid"),
        (json!({"amount": "NaN"}), "amount_invalid"),
        (json!({"amount": "1,5"}), "amount_invalid"),
        (json!({"amount": {}}), "amount_invalid"),
        (json!({"amount": "0.123456789"}), "amount_invalid"),
        (json!({"amount": 1_000_000_000_000_u64}), "amount_invalid"),
        (json!({"amount": "0.001"}), "amount_too_small"),
        (json!({"amount": 1_000_001}), "amount_too_big"),
        (json!({"amount": 30_000, "currency": "USD"}), "amount_too_big"),
        (json!({"currency": null}), "currency_required"),
        (json!({"currency": "XXX"}), "currency_invalid"),
        (json!({"currency": "uah"}), "currency_invalid"),
        (json!({"currency": 980}), "currency_invalid"),
        (json!({"currency": "GBP"}), "currency_not_available"),
        (json!({"service": "payment_card_uah"}), "service_not_available"),
        (json!({"service": "teleport"}), "service_not_available"),
        (json!({"service": 1}), "service_invalid"),
        (json!({"service": "qiwi_rub_hpp"}), "fields.phone_required"),
        (json!({"service": "qiwi_rub_hpp", "fields": {"phone": 7}}), "fields.phone_invalid"),
        (json!({"test_mode": "yes"}), "test_mode_invalid"),
        (json!({"flow": "hpp"}), "flow_invalid"),
        (json!({"return_url": "/back"}), "return_url_invalid"),
        (json!({"return_urls": "x"}), "return_urls_invalid"),
        (json!({"return_urls": {"fail": "ftp://a"}}), "return_urls.fail_invalid"),
        (json!({"callback_url": "shop.example"}), "callback_url_invalid"),
        (json!({"expires": 1_710_441_369}), "expires_invalid"),
        (json!({"expires": "soon"}), "expires_invalid"),
        (json!({"expires": u64::MAX}), "expires_invalid"),
        (json!({"customer": {"email": "a@example.com"}}), "customer.reference_id_required"),
        (json!({"customer": "c"}), "customer_invalid"),
        (json!({"customer": {"reference_id": "c", "email": "a"}}), "customer.email_invalid"),
        (
            json!({"customer": {"reference_id": "c", "date_of_birth": "1.1.1990"}}),
            "customer.date_of_birth_invalid",
        ),
        (
            json!({"customer": {"reference_id": "c", "individual_tax_id": "1"}}),
            "customer.individual_tax_id_invalid",
        ),
        (json!({"metadata": ["a"]}), "metadata_invalid"),
        (json!({"fields": "x"}), "fields_invalid"),
        (
            json!({"gateway_options": {"cardgate": {"recurrent": true}}}),
            "gateway_options.cardgate.recurrent_not_allowed",
        ),
        (json!({"token": "card_x", "customer": {"reference_id": "c"}}), "token_invalid"),
    ] {
        let body = wrapped("payment-invoices", "a", more);
        refused(&shop, "/payment-invoices", body, &[code]);
    }
    assert_eq!(shop.get("/payment-invoices")["data"], json!([]));
}

#[test]
fn every_rule_of_payouts_has_its_code() {
    let shop = Shop::open();
    let card = json!({"card_number": "4111111111111111"});
    for (more, code) in [
        (json!({"amount": null}), "amount_required"),
        (json!({"service_amount": 1}), "amount_ambiguous"),
        (json!({"amount": null, "service_amount": 0}), "service_amount_invalid"),
        (json!({"amount": 15_000}), "amount_too_big"),
        (json!({"service": null}), "service_required"),
        (json!({"service": "payment_card_uah_hpp"}), "service_not_available"),
        (json!({"fields": null}), "fields.card_number_required"),
        (json!({"fields": []}), "fields.card_number_required"),
        (json!({"fields": {"card_number": "4111111111111112"}}), "fields.card_number_invalid"),
        (json!({"fields": {"card_number": "4111"}}), "fields.card_number_invalid"),
        (json!({"fields": {"card_number": 1}}), "fields.card_number_invalid"),
        (json!({"options": "fast"}), "options_invalid"),
        (json!({"options": {"split_mode": 1}}), "options.split_mode_invalid"),
        (json!({"options": {"parallel_mode": 1}}), "options.parallel_mode_invalid"),
        (json!({"options": {"auto_process": "yes"}}), "options.auto_process_invalid"),
        (json!({"options": {"allow_partially": 0}}), "options.allow_partially_invalid"),
        (json!({"amount": 1_500_000, "options": {"split_mode": true}}), "amount_too_big"),
        (json!({"amount": "0.001", "options": {"split_mode": true}}), "amount_too_small"),
        (json!({"amount": "14999.001", "options": {"split_mode": true}}), "amount_too_small"),
        (json!({"token": "card_x"}), "token_invalid"),
        (json!({"callback_url": 7}), "callback_url_invalid"),
        (json!({"service": "test_usd", "fields": {"account": "x"}}), "fields.account_invalid"),
        (
            json!({"service": "test_usd", "fields": {"account": "1", "test_details_payout_status": "gone"}}),
            "fields.test_details_payout_status_invalid",
        ),
    ] {
        let mut body = wrapped("payout-invoices", "p", json!({"service": "payment_card_uah"}));
        body["data"]["attributes"]["fields"] = card.clone();
        super::shop::merge(&mut body["data"]["attributes"], more);
        refused(&shop, "/payout-invoices", body, &[code]);
    }
}

#[test]
fn all_that_is_wrong_is_listed_at_once() {
    let shop = Shop::open();
    let everything = ["reference_id_required", "amount_required", "currency_required"];
    refused(&shop, "/payment-invoices", json!({}), &everything);
    let body = json!({"data": {"type": "card", "attributes": {"amount": 0}}});
    let all = ["type_invalid", "reference_id_required", "amount_invalid", "currency_required"];
    refused(&shop, "/payment-invoices", body, &all);
    let body = json!({"data": {"type": "refund", "attributes": []}});
    refused(&shop, "/payout-invoices", body, &["type_invalid", "attributes_required"]);
    refused(&shop, "/payment-invoices", json!({"data": {}}), &["attributes_required"]);
    for customer in [json!(null), json!([])] {
        let token = json!({
            "reference_id": "a", "amount": 1, "currency": "UAH", "token": "card_x",
            "customer": customer,
        });
        let all = ["service_required", "customer.reference_id_required", "token_invalid"];
        refused(&shop, "/payment-invoices", token, &all);
    }
}

#[test]
fn what_is_lenient_stays_lenient() {
    let shop = Shop::open();
    let flat = json!({
        "reference_id": "flat", "amount": "100.50", "currency": "UAH", "test_mode": true,
        "metadata": [], "fields": [], "options": [], "customer": null, "unknown": {"a": 1},
        "return_urls": {"success": null},
    });
    let answer = shop.post("/payment-invoices", flat);
    assert_eq!(answer.status, 201, "{}", answer.body);
    assert_eq!(answer.json()["data"]["attributes"]["amount"], number("100.5"));
    for kind in ["payment-invoice", "payment-invoices"] {
        let mut body = wrapped("payment-invoices", kind, json!({}));
        body["data"]["type"] = kind.into();
        assert_eq!(shop.post("/payment-invoices", body).status, 201);
    }
    let body = json!({"data": {"attributes": {
        "reference_id": "їжак 😀", "amount": number("1e2"), "currency": "UAH", "service": "qiwi_rub_hpp",
        "service_fields": {"phone": "+380"},
    }}});
    let answer = shop.post("/payment-invoices", body);
    assert_eq!(answer.json()["data"]["attributes"]["reference_id"], "їжак 😀");
    let fields = json!({"service": "qiwi_rub_hpp", "fields": {"phone": "1"}, "service_fields": {"phone": 1}});
    shop.payment("both", fields);
    let unknown_type = json!({"data": {"type": "payment", "attributes": {"amount": 1}}});
    let paid = shop.payment("paid", json!({}));
    shop.paycore.act("paid", "pay").unwrap();
    refused(&shop, &format!("/payment-invoices/{paid}/refund"), unknown_type, &["type_invalid"]);
}
