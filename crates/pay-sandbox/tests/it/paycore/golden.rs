//! Whole answers, byte by byte, as the document prints them.

use serde_json::json;

use super::shop::Shop;

#[test]
fn a_created_payout_is_the_documents_example() {
    let shop = Shop::open();
    let body = json!({"data": {"type": "payout-invoice", "attributes": {
        "reference_id": "21336d7e-3637-412a-bb41-0c9f56339341", "amount": 100, "currency": "TRY",
        "service": "bank_transfer_try", "test_mode": false, "metadata": {"key": "value"},
        "fields": {"account_number": "555555", "beneficiary_full_name": "Test Test"},
        "callback_url": "https://shop.example/cb",
    }}});
    let answer = shop.post("/payout-invoices", body);
    assert_eq!(answer.status, 201);
    let id = super::shop::id(&answer.json());
    let expected = r#"{"data":{"type":"payout-invoices","id":"ID","attributes":{
 "status":"created","resolution":"ok","moderation_required":false,"amount":100,"payout_amount":100,"currency":"TRY",
 "service_currency":"TRY","service_amount":100,"service_payout_amount":100,
 "reference_id":"21336d7e-3637-412a-bb41-0c9f56339341","test_mode":false,"description":null,
 "fee":0,"writeoff":100,"exchange_rate":1,"failed":null,"processed":null,
 "processed_amount":null,"processed_fee":null,"processed_writeoff":null,
 "metadata":{"key":"value"},"created":1710441369,"updated":1710441369,
 "fields":{"account_number":"555555","beneficiary_full_name":"Test Test"},
 "callback_url":"https:\/\/shop.example\/cb","source":"merchant_api","callback_logs":[],
 "payouts":[]},
 "relationships":{
  "payout-service":{"data":{"type":"payout-services","id":"bank_transfer_try"}},
  "payout-method":{"data":{"type":"payout-methods","id":"bank_transfer"}},
  "customer":{"data":null}},
 "links":{"self":"\/api\/payout-invoices\/ID"}}}"#;
    let expected: String = expected.lines().map(str::trim_start).collect();
    assert_eq!(answer.body, expected.replace("ID", &id));
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.header("x-request-id").unwrap().len(), 36);
}

#[test]
fn the_members_of_the_documents_payment_are_all_there() {
    let shop = Shop::open();
    let id = shop.payment("a", json!({}));
    let attributes = shop.attributes(&id);
    let members = "status resolution moderation_required amount payment_amount currency service_amount \
        payment_service_amount exchange_rate service_currency reference_id test_mode fee deposit \
        processed processed_amount refunded_amount refunded_fee processed_fee processed_deposit \
        failed metadata flow_data flow payment_flow created updated payload description descriptor \
        callback_url return_url return_urls original_data rrn approval_code reserved_amount \
        reserve_expires unreserved source callback_logs charged_back_amount";
    for name in members.split_whitespace() {
        assert!(attributes.get(name).is_some(), "{name}");
    }
    let payload = attributes["payload"].as_object().unwrap();
    for name in ["token", "auth_type", "client_ip", "payment_card"] {
        assert!(payload.contains_key(name), "{name}");
    }
}
