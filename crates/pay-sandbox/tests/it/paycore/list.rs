//! Lists, filters, pages.

use std::time::Duration;

use serde_json::{Value, json};

use super::shop::{Shop, codes};
use crate::merchant::THEN;

fn references(list: &Value) -> Vec<&str> {
    let data = list["data"].as_array().unwrap();
    data.iter().map(|one| one["attributes"]["reference_id"].as_str().unwrap()).collect()
}

#[test]
fn filters_narrow_and_the_newest_is_first() {
    let shop = Shop::open();
    shop.payment("a", json!({}));
    shop.sandbox.clock().advance(Duration::from_secs(10));
    shop.payment("b c", json!({"currency": "EUR", "test_mode": false}));
    shop.paycore.act("b c", "pay").unwrap();
    shop.sandbox.clock().advance(Duration::from_secs(10));
    shop.payment("c", json!({"service": null}));
    shop.payout("a", json!({}));
    for (query, expected) in [
        (String::new(), &["c", "b c", "a"][..]),
        ("filter[reference_id]=a".to_owned(), &["a"]),
        ("filter%5Breference_id%5D=b%20c".to_owned(), &["b c"]),
        ("filter[reference_id]=b+c".to_owned(), &["b c"]),
        ("filter[reference_id]=A".to_owned(), &[]),
        ("filter[status]=processed".to_owned(), &["b c"]),
        ("filter[currency]=EUR&filter[status]=created".to_owned(), &[]),
        ("filter[test_mode]=true".to_owned(), &["c", "a"]),
        (format!("filter[created][gte]={}", THEN + 10), &["c", "b c"]),
        (format!("filter[created][gte]={}&filter[created][lte]={}", THEN + 1, THEN + 10), &["b c"]),
        ("sort=created&other=1".to_owned(), &["c", "b c", "a"]),
    ] {
        for path in ["/payment-invoices", "/payment-invoices/"] {
            assert_eq!(references(&shop.get(&format!("{path}?{query}"))), expected, "{query}");
        }
    }
    assert_eq!(references(&shop.get("/payout-invoices/?filter[reference_id]=a")), ["a"]);
}

#[test]
fn what_a_list_does_not_know_is_refused() {
    let shop = Shop::open();
    for query in [
        "filter[amount]=1",
        "filter=1",
        "filter[test_mode]=yes",
        "filter[created]=1",
        "filter[created][gt]=1",
        "filter[created][gte]=x",
        "filter[status][x]=1",
        "page[number]=0",
        "page[number]=-1",
        "page[size]=x",
    ] {
        let answer = shop.send("GET", &format!("/payout-invoices?{query}"), "");
        assert_eq!(answer.status, 400, "{query}");
        assert_eq!(codes(&answer).len(), 1);
    }
}

#[test]
fn pages_are_numbered_and_linked() {
    let shop = Shop::open();
    for number in 0..5 {
        shop.payment(&format!("r{number}"), json!({"service": null}));
    }
    let page = shop.get("/payment-invoices?page[number]=2&page[size]=2&filter[currency]=UAH");
    assert_eq!(references(&page), ["r2", "r1"]);
    assert_eq!(page["meta"], json!({"total": 5, "pages": 3}));
    let link = |number: u32| {
        format!(
            "/api/payment-invoices?filter%5Bcurrency%5D=UAH&page%5Bnumber%5D={number}&page%5Bsize%5D=2"
        )
    };
    let expected = json!({
        "self": link(2), "first": link(1), "prev": link(1), "next": link(3), "last": link(3),
    });
    assert_eq!(page["links"], expected);
    let last = shop.get("/payment-invoices?page[number]=3&page[size]=2");
    assert_eq!((references(&last), &last["links"]["next"]), (vec!["r0"], &Value::Null));
    let whole = shop.get("/payment-invoices?page[size]=5");
    assert_eq!((&whole["meta"]["pages"], &whole["links"]["next"]), (&json!(1), &Value::Null));
    let beyond = shop.get("/payment-invoices?page[number]=18446744073709551615");
    assert_eq!(beyond["data"], json!([]));
    assert_eq!(shop.get("/payment-invoices")["links"]["prev"], Value::Null);
}

#[test]
fn a_page_holds_at_most_a_hundred() {
    let shop = Shop::open();
    for number in 0..101 {
        shop.payment(&format!("r{number}"), json!({"service": null}));
    }
    for query in ["", "page[size]=1000"] {
        let page = shop.get(&format!("/payment-invoices?{query}"));
        assert_eq!((references(&page).len(), &page["meta"]["pages"]), (100, &json!(2)));
    }
    shop.paycore.configure(|settings| settings.paging = false);
    for query in ["page[number]=2", "page[number]=0", "page[size]=x"] {
        let all = shop.get(&format!("/payment-invoices?{query}"));
        assert_eq!(references(&all).len(), 101);
        assert!(all.get("meta").is_none() && all.get("links").is_none());
    }
    assert_eq!(shop.send("GET", "/payment-invoices?filter[x]=1", "").status, 400);
}
