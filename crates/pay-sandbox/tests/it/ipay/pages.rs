//! The receipt page behind `GetPaymentInvoice`.

use serde_json::{Value, json};

use super::shop::{Shop, frozen, two_stages};
use crate::wire::{exchange, request};

fn link(shop: &Shop, payment: &Value) -> Value {
    shop.call("GetPaymentInvoice", json!({"pmt_id": payment["pmt_id"]}))
}

#[test]
fn payments_with_money_have_a_page() {
    let (sandbox, shop) = frozen();
    let paid = shop.pay(12_345, json!({}));
    let url = link(&shop, &paid)["invoice"].as_str().unwrap().to_owned();
    let target = url.strip_prefix(&sandbox.ipay().base_url()).unwrap();
    let page = target.strip_prefix("/invoice/").unwrap();
    assert!(page.len() == 40 && page.bytes().all(|byte| byte.is_ascii_hexdigit()), "{page}");
    let answer = exchange(shop.addr, &request("GET", target, &[], b"")).unwrap();
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("123.45 UAH") && answer.body.contains("Status 5"), "{answer:?}");
    let missing = exchange(shop.addr, &request("GET", "/invoice/0", &[], b"")).unwrap();
    assert_eq!(missing.status, 404);

    shop.call("PaymentCancel", json!({"pmt_id": paid["pmt_id"]}));
    assert_eq!(link(&shop, &paid)["invoice"], url);
    let none = json!({"error": "overall error"});
    for payment in [
        shop.pay(142, json!({})),
        shop.pay(114, json!({})),
        shop.pay(196, json!({})),
        shop.pay(100, json!({"deferred_payment": true})),
    ] {
        assert_eq!(link(&shop, &payment), none, "{payment}");
    }
    let (sandbox, shop) = two_stages();
    sandbox.ipay().configure(|settings| {
        settings.page_base = Some("https://pay.example".to_owned());
    });
    let url = link(&shop, &shop.pay(100, json!({})));
    assert!(url["invoice"].as_str().unwrap().starts_with("https://pay.example/invoice/"));
}
