//! 3-D Secure, from the redirect to the answer.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::time::Duration;

use serde_json::{Value, json};

use super::shop::{GOOD_PAN, Shop, frozen, two_stages};
use crate::merchant::{ledger, wait};
use crate::wire::{exchange, request};

fn challenged(shop: &Shop, invoice: u64, url: &str) -> Value {
    let more = json!({"ext_id": "a", "threeds_info": {"notification_url": url}});
    let payment = shop.pay_with(GOOD_PAN, invoice, more);
    assert_eq!((&payment["pmt_status"], &payment["security_rate"]), (&json!(1), &json!("3D")));
    payment
}

fn verify(shop: &Shop, payment: &Value, threeds_data: &str) -> Value {
    let body = json!({"pmt_id": payment["pmt_id"], "threeds_data": threeds_data});
    shop.call("PaymentVerify3DS", body)
}

/// The page behind the redirect, and the two values in its forms.
fn page(shop: &Shop, payment: &Value, more: &str) -> (String, Vec<String>) {
    let url = payment["security_data"]["redirect_url"].as_str().unwrap();
    let base = format!("http://{}", shop.addr);
    let target = url.strip_prefix(&base).unwrap().to_owned() + more;
    let answer = exchange(shop.addr, &request("GET", &target, &[], b"")).unwrap();
    assert_eq!(answer.status, 200);
    let values = answer.body.split("name=\"threedsData\" value=\"").skip(1);
    let values = values.map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
    (answer.body, values)
}

const SHOP: &str = "http://127.0.0.1:9/3ds?o=1&k=2";

#[test]
fn the_page_posts_one_of_two_results_to_the_shop() {
    let (_sandbox, shop) = frozen();
    let payment = challenged(&shop, 60_000, SHOP);
    let (html, values) = page(&shop, &payment, "");
    assert_eq!(
        html.matches("<form method=\"post\" action=\"http://127.0.0.1:9/3ds?o=1&amp;k=2\">")
            .count(),
        2
    );
    assert!(html.contains("600.00 UAH") && !html.contains("<script>"), "{html}");
    let [passed, failed] = &values[..] else { panic!("{values:?}") };
    for value in [passed, failed] {
        assert!(value.starts_with("eJ") && value.contains('+') && value.contains('/'), "{value}");
    }
    assert_ne!(passed, failed);
    for (auto, value) in [("&auto=ok", passed), ("&auto=fail", failed)] {
        let (html, values) = page(&shop, &payment, auto);
        assert_eq!(values, std::slice::from_ref(value));
        assert!(html.contains("document.forms[0].submit()"), "{html}");
    }
    assert_eq!(verify(&shop, &payment, passed)["pmt_status"], 5);
    let (html, values) = page(&shop, &payment, "");
    assert!(values.is_empty() && html.contains("Nothing is left to do"), "{html}");
}

#[test]
fn strangers_find_no_page() {
    let (_sandbox, shop) = frozen();
    let payment = challenged(&shop, 60_000, SHOP);
    let id = payment["pmt_id"].to_string();
    let plain = shop.pay(100, json!({}))["pmt_id"].to_string();
    for target in [
        format!("/acs/{id}"),
        format!("/acs/{id}?k="),
        format!("/acs/{id}?k=x"),
        "/acs/5?k=x".to_owned(),
        format!("/acs/{plain}?k=x"),
    ] {
        let answer = exchange(shop.addr, &request("GET", &target, &[], b"")).unwrap();
        assert_eq!(answer.status, 404, "{target}");
    }
}

#[test]
fn a_payment_passes_once() {
    let (sandbox, shop) = frozen();
    let payment = challenged(&shop, 60_000, SHOP);
    assert!(ledger(&sandbox).is_empty());
    let passed = sandbox.ipay().pass_3ds("a").unwrap();
    assert_eq!(shop.status(&payment)["pmt_status"], 1, "the POST proves nothing");
    let verified = verify(&shop, &payment, &passed);
    assert_eq!(verified["pmt_status"], 5);
    assert!(verified.get("security_rate").is_none() && verified["rrn"].is_string());
    assert_eq!(verify(&shop, &payment, &passed), verified, "the same answer");
    assert_eq!(ledger(&sandbox), ["charge a 600.00 UAH"]);
    assert_eq!(verify(&shop, &payment, "other"), json!({"error": "overall error"}));
    assert!(sandbox.ipay().pass_3ds("a").is_err());
    shop.call("PaymentCancel", json!({"pmt_id": payment["pmt_id"]}));
    assert_eq!(verify(&shop, &payment, &passed), json!({"error": "overall error"}), "cancelled");

    let (sandbox, shop) = two_stages();
    let payment = challenged(&shop, 60_000, SHOP);
    let passed = sandbox.ipay().pass_3ds("a").unwrap();
    assert_eq!(verify(&shop, &payment, &passed)["pmt_status"], 3);
    assert_eq!(ledger(&sandbox), ["hold a 600.00 UAH"]);
}

#[test]
fn whatever_is_not_the_proof_refuses() {
    let (sandbox, shop) = frozen();
    let ipay = sandbox.ipay();
    let other = challenged(&shop, 60_000, SHOP);
    let others = ipay.pass_3ds(&other["pmt_id"].to_string()).unwrap();
    let case = |invoice: u64, value: &dyn Fn(&str) -> String, group: u64| {
        let payment = challenged(&shop, invoice, SHOP);
        let value = value(&payment["pmt_id"].to_string());
        let told = verify(&shop, &payment, &value);
        assert_eq!(told["pmt_status"], 4);
        assert_eq!(told["bank_response"]["error_group"], group);
        assert_eq!(verify(&shop, &payment, &value), json!({"error": "overall error"}));
    };
    case(60_000, &|id| ipay.fail_3ds(id).unwrap(), 51);
    case(60_000, &|_| others.clone(), 60);
    case(60_000, &|_| String::new(), 60);
    case(60_000, &|id| ipay.pass_3ds(id).unwrap().replace('+', " "), 60);
    case(60_051, &|id| ipay.pass_3ds(id).unwrap(), 51);
    case(60_060, &|id| ipay.pass_3ds(id).unwrap(), 60);
    assert!(sandbox.ledger().entries().is_empty());
    let plain = shop.pay(100, json!({}));
    assert_eq!(verify(&shop, &plain, &others), json!({"error": "overall error"}));
}

#[test]
fn the_result_is_posted_as_a_form() {
    let (sandbox, shop) = frozen();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/3ds?o=7", listener.local_addr().unwrap());
    let payment = challenged(&shop, 60_000, &url);
    let heard = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let (mut bytes, mut chunk) = (Vec::new(), [0; 4096]);
        while !bytes.windows(12).any(|part| part == b"threedsData=") || !bytes.ends_with(b"%3D") {
            let length = stream.read(&mut chunk).unwrap();
            assert!(length > 0, "{}", String::from_utf8_lossy(&bytes));
            bytes.extend_from_slice(&chunk[..length]);
        }
        stream.write_all(b"HTTP/1.1 303 See Other\r\nContent-Length: 0\r\n\r\n").unwrap();
        String::from_utf8(bytes).unwrap()
    });
    let passed = sandbox.ipay().pass_3ds("a").unwrap();
    wait(sandbox.callbacks().settled());
    let heard = heard.join().unwrap();
    assert!(heard.starts_with("POST /3ds?o=7 HTTP/1.1\r\n"), "{heard}");
    assert!(heard.contains("content-type: application/x-www-form-urlencoded\r\n"), "{heard}");
    let encoded = passed.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    assert!(heard.ends_with(&format!("\r\n\r\nthreedsData={encoded}")), "{heard}");
    let deliveries = sandbox.callbacks().of("a");
    assert_eq!((deliveries.len(), deliveries[0].status), (1, Some(303)));
    assert_eq!(verify(&shop, &payment, &passed)["pmt_status"], 5);
}

#[test]
fn the_time_for_it_ends() {
    let (sandbox, shop) = frozen();
    let payment = challenged(&shop, 60_000, SHOP);
    let passed = sandbox.ipay().pass_3ds("a").unwrap();
    sandbox.clock().advance(Duration::from_secs(1199));
    assert_eq!(shop.status(&payment)["pmt_status"], 1);
    sandbox.clock().advance(Duration::from_secs(1));
    let late = shop.status(&payment);
    assert_eq!(
        (&late["pmt_status"], &late["bank_response"]["error_group"]),
        (&json!(4), &json!(51))
    );
    assert_eq!(verify(&shop, &payment, &passed), json!({"error": "overall error"}));
}
