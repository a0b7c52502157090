//! The document's own examples: requests that pass every check, answers of the same shape.

use serde_json::{Map, Value, json};

use super::shop::{Shop, frozen, inside, open_token, two_stages};

macro_rules! example {
    ($name:literal) => {
        include_str!(concat!("../../vectors/ipay-examples/", $name, ".json"))
    };
}

/// The example with this test's time, sign and token.
fn told(shop: &Shop, example: &str) -> Value {
    let mut document: Value = serde_json::from_str(example).unwrap();
    let action = document["request"]["action"].as_str().unwrap().to_owned();
    let signed = shop.envelope(&action, json!({}));
    document["request"]["auth"] = signed["request"]["auth"].clone();
    if let Some(token) = document.pointer_mut("/request/body/token") {
        *token = json!(open_token("4111111111111111"));
    }
    inside(&shop.raw(document.to_string().as_bytes()))
}

#[test]
fn every_request_passes_all_checks_of_form() {
    let (_sandbox, shop) = frozen();
    for example in [
        example!("01-envelope.request"),
        example!("04-payment-create-single.request"),
        example!("05-payment-create-multi.request"),
        example!("06-payment-create-fiscal.request"),
    ] {
        assert_eq!(told(&shop, example)["pmt_status"], 5, "{example}");
    }
    let fee = told(&shop, example!("02-calculate-fee.request"));
    assert_eq!(fee, json!({"invoice": "100", "amount": "100", "fee": "0"}));
    // The payments they name do not exist.
    for example in [
        example!("09-payment-verify-3ds.request"),
        example!("11-payment-sale.request"),
        example!("12-payment-sale-transactions.request"),
        example!("14-payment-cancel.request"),
        example!("15-payment-cancel-transactions.request"),
        example!("17-get-payment-status.request"),
        example!("19-get-payment-invoice.request"),
        example!("21-get-receipt.request"),
        example!("23-process-payment.request"),
    ] {
        assert_eq!(told(&shop, example), json!({"error": "overall error"}), "{example}");
    }
}

/// Every member of the example is there, of the same type; and beyond it only what is named.
fn resembles(given: &Value, example: &str, beyond: &[&str]) {
    let example: Value = serde_json::from_str(example).unwrap();
    let (given, example) = (given.as_object().unwrap(), example["response"].as_object().unwrap());
    same_shape(given, example);
    let mut more: Vec<_> = given.keys().filter(|name| !example.contains_key(*name)).collect();
    more.sort();
    assert_eq!(more, beyond, "{given:?}");
}

fn same_shape(given: &Map<String, Value>, example: &Map<String, Value>) {
    for (name, wanted) in example {
        let found = &given[name];
        match (found, wanted) {
            (Value::Object(found), Value::Object(wanted)) => same_shape(found, wanted),
            (Value::Array(found), Value::Array(wanted)) => {
                for item in found {
                    same_shape(item.as_object().unwrap(), wanted[0].as_object().unwrap());
                }
            }
            (Value::Number(found), Value::Number(_)) => assert!(found.is_u64(), "{name}"),
            (Value::String(_), Value::String(_)) | (Value::Null, Value::Null) => {}
            _ => panic!("{name} is {found}, not like {wanted}"),
        }
    }
}

#[test]
fn answers_have_the_documented_members_in_the_documented_types() {
    let (sandbox, shop) = frozen();
    let create = example!("07-payment-create-success.response");
    let paid = shop.pay(100, json!({"ext_id": "a"}));
    resembles(&paid, create, &["ext_id", "mch_amount", "terminal_id"]);
    assert!(paid["terminal_id"].is_string() || paid["terminal_id"].is_null());

    let url = json!({"threeds_info": {"notification_url": "https://shop.example/3ds"}});
    let challenged = shop.pay(50_001, url);
    resembles(&challenged, example!("08-payment-create-3ds.response"), &[]);
    let id = challenged["pmt_id"].to_string();
    let value = sandbox.ipay().pass_3ds(&id).unwrap();
    let verified = shop.call("PaymentVerify3DS", json!({"pmt_id": id, "threeds_data": value}));
    resembles(
        &verified,
        example!("10-payment-verify-3ds.response"),
        &["mch_amount", "terminal_id"],
    );

    let status = shop.call("GetPaymentStatus", json!({"ext_id": "a"}));
    resembles(&status, example!("18-get-payment-status.response"), &["ext_id", "mch_amount"]);
    sandbox.ipay().configure(|settings| settings.status_as_text = true);
    let status = shop.call("GetPaymentStatus", json!({"ext_id": "a"}));
    for name in ["pmt_id", "invoice", "amount", "pmt_status"] {
        assert_eq!(status[name].as_str().unwrap(), paid[name].to_string(), "as the table has it");
    }

    let link = shop.call("GetPaymentInvoice", json!({"pmt_id": paid["pmt_id"]}));
    resembles(&link, example!("20-get-payment-invoice.response"), &[]);
    let cancelled = shop.call("PaymentCancel", json!({"pmt_id": paid["pmt_id"]}));
    resembles(&cancelled, example!("16-payment-cancel.response"), &["ext_id"]);
    let receipt = shop.call("GetReceipt", json!({"pmt_id": paid["pmt_id"]}));
    resembles(&receipt, example!("22-get-receipt-pending.response"), &[]);

    let deferred = shop.pay(100, json!({"deferred_payment": true}));
    let processed = shop.call("ProcessPayment", json!({"pmt_id": deferred["pmt_id"]}));
    let example = example!("24-process-payment.response");
    resembles(&processed, example, &["mch_amount", "terminal_id"]);

    let refused = shop.pay(112, json!({}));
    resembles(&refused, example!("26-bank-decline.response"), &[]);
    assert_eq!(refused["bank_response"]["error_group"], 12);
    let error = shop.call("PaymentSale", json!({}));
    resembles(&error, example!("25-system-error.response"), &[]);
    let fee = shop.call("CalculateFee", json!({"invoice": 100}));
    resembles(&fee, example!("03-calculate-fee.response"), &[]);

    let (_sandbox, shop) = two_stages();
    let held = shop.pay(100, json!({}));
    let sold = shop.call("PaymentSale", json!({"pmt_id": held["pmt_id"], "invoice": 100}));
    resembles(&sold, example!("13-payment-sale.response"), &["mch_amount", "terminal_id"]);
}

#[test]
fn an_answer_is_spelled_as_php_does_in_the_order_of_the_examples() {
    let (_sandbox, shop) = frozen();
    let body = super::shop::payment("4111111111111111", 12_345, json!({"ext_id": "чай/7"}));
    let answer = shop.post("PaymentCreate", body);
    assert_eq!(
        answer.body,
        concat!(
            r#"{"response":{"pmt_id":1100000001,"ext_id":"\u0447\u0430\u0439\/7","invoice":12345,"#,
            r#""amount":12345,"pmt_status":5,"card_mask":"411111******1111","#,
            r#""bank_response":{"error_group":null},"bank_acquirer_name":"\u0410\u0422 "#,
            r#"\u00ab\u0422\u0435\u0441\u0442\u0431\u0430\u043d\u043a\u00bb","#,
            r#""rrn":"001100000001","terminal_id":null,"auth_code":"00AB01","transactions":["#,
            r#"{"trn_id":2200000001,"smch_id":5410,"invoice":12345,"amount":12345}],"#,
            r#""mch_amount":[{"smch_id":"5410","amount":"12345"}]}}"#
        )
    );
}
