//! Lists, and going through them.

use paycore_commerce::{
    Answer, Endpoint as _, ErrorKind, Invoice, ListInvoices, ListPayouts, Page, Pager, PagerStep,
};

use crate::common::{decode, gateway, stamp};

fn list(ids: &[&str]) -> String {
    let items: Vec<String> = ids
        .iter()
        .map(|id| {
            format!(
                r#"{{"type":"payment-invoices","id":"{id}","attributes":{{"status":"created"}}}}"#
            )
        })
        .collect();
    format!(
        r#"{{"data":[{}],"meta":{{"total":5,"pages":"3"}},"links":{{"next":null}}}}"#,
        items.join(",")
    )
}

fn page(ids: &[&str]) -> Answer<Page<Invoice>> {
    decode(&ListInvoices::new(), 200, list(ids)).unwrap()
}

/// The target of what the pager asks for; `None` at its end.
fn asked(pager: &Pager<ListInvoices>) -> Option<String> {
    match pager.next() {
        PagerStep::Ask(list) => {
            let wire = list.encode(&gateway(), &stamp()).unwrap();
            Some(wire.uri().path_and_query().unwrap().as_str().to_owned())
        }
        PagerStep::Done => None,
    }
}

fn ids(page: &Page<Invoice>) -> Vec<&str> {
    page.items().iter().map(|invoice| invoice.id().as_str()).collect()
}

#[test]
fn a_page_tells_what_is_on_it_and_how_many_there_are() {
    let read = page(&["a", "b"]);
    assert_eq!((ids(&read), read.total(), read.pages()), (vec!["a", "b"], Some(5), Some(3)));
    let bare = decode(&ListInvoices::new(), 200, r#"{"data":[]}"#).unwrap();
    assert_eq!((bare.items().len(), bare.total(), bare.pages()), (0, None, None));
    let loose =
        r#"{"data":[{"id":"p","type":"payout-invoices","status":"created"}],"meta":[],"links":[]}"#;
    assert_eq!(decode(&ListPayouts::new(), 200, loose).unwrap().items().len(), 1);
    assert_eq!(page(&["a"]).into_inner().into_items().len(), 1);
}

#[test]
fn one_line_that_cannot_be_read_makes_no_page() {
    for body in [
        r#"{"data":[{"id":"a","status":"created"},{}]}"#,
        r#"{"data":[null]}"#,
        r#"{"data":{"0":{"id":"a","status":"created"}}}"#,
        r#"{"data":null}"#,
        "[]",
    ] {
        let error = decode(&ListInvoices::new(), 200, body).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
    }
}

#[test]
fn pages_are_asked_for_in_turn_until_one_is_empty() {
    let mut pager = Pager::new(ListInvoices::new());
    assert_eq!(asked(&pager).unwrap(), "/api/payment-invoices");
    // a question that failed is asked again
    assert_eq!(asked(&pager).unwrap(), "/api/payment-invoices");
    assert_eq!(ids(&pager.take(page(&["a", "b"])).unwrap()), ["a", "b"]);
    assert_eq!(asked(&pager).unwrap(), "/api/payment-invoices?page%5Bnumber%5D=2");
    assert_eq!(ids(&pager.take(page(&["c"])).unwrap()), ["c"]);
    assert_eq!(asked(&pager).unwrap(), "/api/payment-invoices?page%5Bnumber%5D=3");
    assert!(pager.take(page(&[])).is_none());
    assert_eq!(asked(&pager), None);
}

#[test]
fn a_gateway_that_ignores_page_numbers_is_asked_twice() {
    let mut pager = Pager::new(ListInvoices::new());
    assert!(pager.take(page(&["a", "b"])).is_some());
    assert!(pager.take(page(&["b", "a"])).is_none());
    assert_eq!(asked(&pager), None);
}

#[test]
fn what_moved_to_the_next_page_is_given_once() {
    let mut pager = Pager::new(ListInvoices::new());
    assert!(pager.take(page(&["c", "b"])).is_some());
    let second = pager.take(page(&["b", "a"])).unwrap();
    assert_eq!(ids(&second), ["a"]);
    assert_eq!(second.raw(), list(&["b", "a"]));
}

#[test]
fn it_goes_on_from_the_page_that_was_asked_for_to_the_last_number() {
    let list = ListInvoices::new().page(7).and_then(|list| list.page_size(50)).unwrap();
    let mut pager = Pager::new(list);
    let size = "&page%5Bsize%5D=50";
    assert_eq!(asked(&pager).unwrap(), format!("/api/payment-invoices?page%5Bnumber%5D=7{size}"));
    assert!(pager.take(page(&["a"])).is_some());
    assert_eq!(asked(&pager).unwrap(), format!("/api/payment-invoices?page%5Bnumber%5D=8{size}"));

    let mut highest = Pager::new(ListInvoices::new().page(u32::MAX).unwrap());
    assert!(highest.take(page(&["a"])).is_some());
    assert_eq!(asked(&highest), None);
}

#[cfg(feature = "client")]
#[tokio::test]
async fn a_client_goes_through_all_pages_and_asks_again_after_an_error()
-> paycore_commerce::Result<()> {
    use std::sync::Mutex;

    use paycore_commerce::{Client, Pages, Retry, WireRequest, WireResponse};

    let mut answers = vec![
        (200, list(&["a", "b"])),
        (500, String::new()),
        (200, list(&["b", "c"])),
        (200, list(&[])),
    ];
    answers.reverse();
    let answers = Mutex::new(answers);
    let carry = move |_: WireRequest, _| {
        let (status, body) = answers.lock().unwrap().pop().unwrap();
        let answer: WireResponse = crate::common::answer(status, body);
        async move { Ok(answer) }
    };
    let client = Client::builder(gateway()).transport(carry).retry(Retry::NEVER).build()?;

    let mut pages = Pages::of(&client, ListInvoices::new());
    assert_eq!(ids(&*pages.next().await.unwrap()?), ["a", "b"]);
    assert!(pages.next().await.unwrap().is_err());
    assert_eq!(ids(&*pages.next().await.unwrap()?), ["c"]);
    assert!(pages.next().await.is_none());
    assert!(pages.next().await.is_none());
    Ok(())
}
