//! The exchanges of the protocol document, byte for byte, with the signatures it prints.

use std::time::Duration;

use crate::merchant::{Merchant, frozen};

fn says(merchant: &Merchant, path: &str, body: &str, answer: &str, signature: &str) {
    let given = merchant.post(path, body);
    assert_eq!(given.body, answer);
    assert_eq!(given.header("dpay_secure"), Some(signature));
}

#[test]
fn an_invoice_from_create_to_finished() {
    let (sandbox, merchant) = frozen();
    assert_eq!((&*merchant.client, &*merchant.salt), ("1042", "k4ssa-S3cret"));
    sandbox.dpay().configure(|settings| {
        settings.next_tracking = Some("79DF-60B0-17F6".to_owned());
        settings.page_base = Some("https://pay.example".to_owned());
    });

    let create = r#"{"payment_id":"order-7","currency":"visamaster.uah","amount":100.00,"description":"Test","success_url":"https://shop.example/ok","fail_url":"https://shop.example/fail","status_url":"https://shop.example/st/7"}"#;
    let created = r#"{"tracking":"79DF-60B0-17F6","payment_id":"order-7"}"#;
    says(&merchant, "einvoice/create", create, created, "/t1W6AERaElnTHhIk5kqmA==");
    let again = r#"{"error":{"code":0,"message":"Transaction already exists"}}"#;
    says(&merchant, "einvoice/create", create, again, "Xf7lBaOuPztxQ1rMhJ5WcA==");

    let process = r#"{"payment_id":"order-7","tracking":"79DF-60B0-17F6"}"#;
    let processed = r#"{"payment_id":"order-7","tracking":"79DF-60B0-17F6","pay_link":"https://pay.example/i/79DF-60B0-17F6","status":"PAYIN"}"#;
    says(&merchant, "einvoice/process", process, processed, "qOPxutMCuLR5jsHgiba1hA==");

    sandbox.clock().advance(Duration::from_secs(37 * 60 + 56));
    sandbox.dpay().act("order-7", "pay").unwrap();
    let status = r#"{"tracking":"79DF-60B0-17F6","payment_id":"order-7","currency":"visamaster.uah","created":"2024-03-14 20:36:09","processed":"2024-03-14 21:14:05","status":"FINISHED","amount":100.00,"fee":2.00,"accrual_amount":98.00,"accrual_currency":"UAH","is_recalc":false}"#;
    let asked = r#"{"payment_id":"order-7"}"#;
    says(&merchant, "einvoice/status", asked, status, "z3k70rkOuCtX2pcYwTF5fg==");

    let statement = r#"{"start_date":"2024-03-01 00:00:00","end_date":"2024-04-01 00:00:00","status":"FINISHED"}"#;
    let listed = merchant.post("einvoice/statement", statement);
    assert_eq!(listed.body, format!(r#"{{"list":[{status}]}}"#));
    assert!(sandbox.callbacks().deliveries().is_empty(), "the shop is not on this machine");
}

#[test]
fn the_signatures_of_the_documented_requests_are_accepted() {
    let (_sandbox, merchant) = frozen();
    for (path, body, signature) in [
        (
            "einvoice/create",
            r#"{"payment_id":"order-7","currency":"visamaster.uah","amount":100.00,"description":"Test","success_url":"https://shop.example/ok","fail_url":"https://shop.example/fail","status_url":"https://shop.example/st/7"}"#,
            "cXnV2wPvrB1kSTTS9cO34Q==",
        ),
        ("einvoice/status", r#"{"payment_id":"order-7"}"#, "+hq6R2FSNqWSWtyUd+md+w=="),
        (
            "einvoice/statement",
            r#"{"start_date":"2024-03-01 00:00:00","end_date":"2024-04-01 00:00:00","status":"FINISHED"}"#,
            "QGbDdq9yq9dgO6Ob4ZAuzg==",
        ),
        (
            "payment/create",
            r#"{"recipient":"4444111144441111","amount":1000,"currency":"visamaster.uah","description":"Payout 9","payment_id":"payout-9","status_url":"https://shop.example/po/9"}"#,
            "EP9GG5reVCeZn/TrcNIqvA==",
        ),
    ] {
        let headers = [
            ("Content-Type", "application/json"),
            ("DPAY_CLIENT", "1042"),
            ("DPAY_SECURE", signature),
        ];
        let bytes =
            crate::wire::request("POST", &format!("/api/{path}"), &headers, body.as_bytes());
        let answer = crate::wire::exchange(merchant.addr, &bytes).unwrap();
        assert!(!answer.body.contains("error"), "{}", answer.body);
    }
}

#[test]
fn a_payout_and_an_order_that_is_not_there() {
    let (sandbox, merchant) = frozen();
    let tracking = "229E-A48C-CA08-0222".to_owned();
    sandbox.dpay().configure(|settings| settings.next_tracking = Some(tracking));

    let not_found = r#"{"error":{"code":401,"message":"Payment not found"}}"#;
    let asked = r#"{"payment_id":"payout-9"}"#;
    says(&merchant, "payment/status", asked, not_found, "UkL6YbLDWqzgDl0lc45xFQ==");

    let create = r#"{"recipient":"4444111144441111","amount":1000,"currency":"visamaster.uah","description":"Payout 9","payment_id":"payout-9","status_url":"https://shop.example/po/9"}"#;
    merchant.post("payment/create", create);
    let accepted = r#"{"payment_id":"payout-9","tracking":"229E-A48C-CA08-0222","status":"IN_PROGRESS","message":""}"#;
    says(&merchant, "payment/process", asked, accepted, "lb19FU1W5WdL93dEifEuYQ==");

    let paid = r#"{"status":"PAYED","payment_id":"payout-9","tracking":"229E-A48C-CA08-0222","created_at":"2024-03-14 20:36:09","processed_at":"2024-03-14 20:36:09","amount":1000.00,"fee":10.00,"full_amount":1010.00,"recipient":"4444111144441111","currency":"visamaster.uah"}"#;
    assert_eq!(merchant.post("payment/status", asked).body, paid);
}
