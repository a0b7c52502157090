//! The sloppy style: every habit at once, and the same meaning.

use serde_json::{Value, json};

use super::shop::{GOOD_PAN, Shop, frozen, payment};

fn sloppy(shop: &Shop, action: &str, body: Value) -> Value {
    let text = shop.post(action, body).body;
    let text = text.strip_prefix('\u{feff}').expect("a mark").to_owned();
    serde_json::from_str::<Value>(&text).unwrap()["response"].take()
}

#[test]
fn sums_that_end_in_95_are_answered_so() {
    let (_sandbox, shop) = frozen();
    let split = json!([{"invoice": 100, "smch_id": 5410}, {"invoice": 95, "smch_id": 5472}]);
    let body = payment(GOOD_PAN, 195, json!({"ext_id": "a", "transactions": split}));
    let told = sloppy(&shop, "PaymentCreate", body);
    let transaction = |trn_id: &str, smch_id: &str, sum: &str| json!({"trn_id": trn_id, "smch_id": smch_id, "invoice": sum, "amount": sum});
    assert_eq!(
        told,
        json!({
            "pmt_id": "1100000001",
            "ext_id": {"ext_id": "a", "mch_id": "test", "pmt_id": "1100000001"},
            "invoice": "195",
            "amount": "195",
            "pmt_status": "5",
            "card_mask": "411111******1111",
            "bank_response": [],
            "bank_acquirer_name": "АТ «Тестбанк»",
            "rrn": "001100000001",
            "terminal_id": null,
            "auth_code": "00AB01",
            "transactions": {
                "0": transaction("2200000001", "5410", "100"),
                "1": transaction("2200000002", "5472", "95"),
            },
            "mch_amount": [{"smch_id": "5410", "amount": 100}, {"smch_id": "5472", "amount": 95}],
            "terminal_merchant_id": "M0001",
            "debug": {"node": null, "steps": []},
        })
    );
    let plain = shop.call("GetPaymentStatus", json!({"ext_id": "a"}));
    assert_eq!(plain["pmt_status"], 5, "only that answer");
}

#[test]
fn a_challenge_can_be_sloppy_too() {
    let (_sandbox, shop) = frozen();
    let url = json!({"threeds_info": {"notification_url": "https://shop.example/3ds"}});
    let told = sloppy(&shop, "PaymentCreate", payment(GOOD_PAN, 60_095, url));
    assert_eq!(told["pmt_status"], "1");
    assert!(told["security_data"]["redirect_url"].is_string());
}

#[test]
fn every_answer_can_be() {
    let (sandbox, shop) = frozen();
    sandbox.ipay().configure(|settings| settings.sloppy = true);
    let told = sloppy(&shop, "PaymentCreate", payment(GOOD_PAN, 142, json!({})));
    assert_eq!(told["bank_response"], json!({"error_group": "42"}));
    assert_eq!(told.get("transactions"), Some(&Value::Null));
    let fee = sloppy(&shop, "CalculateFee", json!({"invoice": 100}));
    assert_eq!(fee["fee"], "0");
    let receipt = sloppy(&shop, "GetReceipt", json!({"pmt_id": told["pmt_id"]}));
    assert_eq!((&receipt["pmt_id"], &receipt["status"]), (&json!("1100000001"), &json!("ERROR")));
}
