//! Forms for the payer's browser: their fields, their HTML, and nothing that breaks out of it.

use insta::assert_snapshot;
use paycore_commerce::hosted::HostedPage;
use paycore_commerce::{BrowserForm, Currency, Customer, Fields, FormMethod, Mode, Service};
use proptest::prelude::*;

use super::{bare, full};
use crate::common::{amount, gateway};

const HOSTILE: &str = "\"'><script>alert(1)</script>&amp;<!--";

/// The inputs of a form as a browser reads them: name and value, entities resolved.
fn inputs(html: &str) -> Vec<(String, String)> {
    let text = |escaped: &str| {
        let text = escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        text.replace("&#39;", "'").replace("&amp;", "&")
    };
    let inputs = html.lines().filter_map(|line| {
        let line = line.strip_prefix("  <input type=\"hidden\" name=\"")?;
        let (name, value) = line.strip_suffix("\">")?.split_once("\" value=\"")?;
        Some((text(name), text(value)))
    });
    inputs.collect()
}

fn fields(form: &BrowserForm) -> Vec<(String, String)> {
    form.fields().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

#[test]
fn the_page_as_a_form() {
    let page = bare().reference_id("order-42").unwrap().metadata("user", "17").unwrap();
    let form = page.form(FormMethod::Post, &gateway()).unwrap();
    assert_snapshot!(form.html("Pay"), @r#"
    <form method="post" action="https://com.paycore.io/hpp/" accept-charset="utf-8">
      <input type="hidden" name="public_key" value="pk_test_EXAMPLE">
      <input type="hidden" name="amount" value="100">
      <input type="hidden" name="currency" value="UAH">
      <input type="hidden" name="reference_id" value="order-42">
      <input type="hidden" name="metadata[user]" value="17">
      <button type="submit">Pay</button>
    </form>
    "#);
    assert_eq!((form.method(), form.url()), (FormMethod::Post, None), "it has to be posted");

    // what the provider's own example does
    let form = page.form(FormMethod::Get, &gateway()).unwrap();
    assert!(
        form.html("Pay")
            .starts_with("<form method=\"get\" action=\"https://com.paycore.io/hpp/\" ")
    );
    assert_eq!(form.url(), Some(page.link(&gateway()).unwrap()));
}

#[test]
fn the_form_that_submits_itself() {
    let form = bare().form(FormMethod::Post, &gateway()).unwrap();
    assert_snapshot!(form.page("Go & <pay>"), @r#"
    <!DOCTYPE html>
    <html>
    <head><meta charset="utf-8"><title>Go &amp; &lt;pay&gt;</title></head>
    <body>
    <form method="post" action="https://com.paycore.io/hpp/" accept-charset="utf-8">
      <input type="hidden" name="public_key" value="pk_test_EXAMPLE">
      <input type="hidden" name="amount" value="100">
      <input type="hidden" name="currency" value="UAH">
      <button type="submit">Go &amp; &lt;pay&gt;</button>
    </form>
    <script>HTMLFormElement.prototype.submit.call(document.forms[0])</script>
    </body>
    </html>
    "#);
}

/// The fields of the provider's example of the process call, and of its encoded form.
#[test]
fn the_process_form() {
    let page = bare().reference_id("k3j9x0a1b2").unwrap().service(Service::PAYMENT_CARD_UAH_HPP);
    let form = page.process_form(&gateway()).unwrap();
    assert_eq!(form.action(), "https://com.paycore.io/public-api/payment-invoices/process");
    assert_eq!((form.method(), form.url()), (FormMethod::Post, None));

    let documented = "amount=100&public_key=pk_test_EXAMPLE&reference_id=k3j9x0a1b2&currency=UAH&service=payment_card_uah_hpp";
    let sorted = |encoded: &str| {
        let mut pairs: Vec<_> = encoded.split('&').map(str::to_owned).collect();
        pairs.sort();
        pairs
    };
    assert_eq!(sorted(&form.encoded()), sorted(documented), "its order means nothing");
    assert_snapshot!(form.html("PAY"), @r#"
    <form method="post" action="https://com.paycore.io/public-api/payment-invoices/process" accept-charset="utf-8">
      <input type="hidden" name="public_key" value="pk_test_EXAMPLE">
      <input type="hidden" name="amount" value="100">
      <input type="hidden" name="currency" value="UAH">
      <input type="hidden" name="reference_id" value="k3j9x0a1b2">
      <input type="hidden" name="service" value="payment_card_uah_hpp">
      <button type="submit">PAY</button>
    </form>
    "#);
}

#[test]
fn the_process_form_takes_the_pages_other_parameters() {
    let page = HostedPage::new(amount("1.50"), Currency::USD, Mode::Live)
        .and_then(|page| page.reference_id("7"))
        .and_then(|page| page.metadata("a b", "c&d"))
        .unwrap()
        .service(Service::QIWI_RUB_HPP)
        .service_fields(Fields::new().with("phone", "+7900").unwrap())
        .customer(Customer::new("c-7").unwrap());
    assert_eq!(
        page.process_form(&gateway()).unwrap().encoded(),
        "public_key=pk_live_EXAMPLE&amount=1.5&currency=USD&reference_id=7&service=qiwi_rub_hpp&service_fields%5Bphone%5D=%2B7900&customer%5Breference_id%5D=c-7&metadata%5Ba%20b%5D=c%26d"
    );
}

/// Every value, and the button, tries to break out.
#[test]
fn nothing_breaks_out_of_the_html() {
    for form in [
        full(HOSTILE).form(FormMethod::Post, &gateway()).unwrap(),
        full(HOSTILE).form(FormMethod::Get, &gateway()).unwrap(),
        full(HOSTILE).process_form(&gateway()).unwrap(),
    ] {
        let hostile = form.fields().filter(|(_, value)| *value == HOSTILE).count();
        assert_eq!(hostile, 20, "every text of ours");
        for html in [form.html(HOSTILE), form.page(HOSTILE)] {
            assert!(!html.contains("<script>alert") && !html.contains("<!--"), "{html}");
            assert!(!html.contains('\''), "{html}");
            // the markup is ours alone: nothing but our own tags opens
            let inputs_told = html.matches("<input ").count();
            assert_eq!(inputs_told, form.fields().count());
            let tags = html.matches('<').count();
            let ours = if html.starts_with("<form") { 4 } else { 16 };
            assert_eq!(tags, inputs_told + ours, "{html}");
            assert_eq!(inputs(&html), fields(&form), "a browser reads what was said");
        }
    }
}

/// A key can be hostile too.
#[test]
fn names_are_escaped() {
    let page = bare().metadata(HOSTILE, "1").unwrap();
    let form = page.form(FormMethod::Post, &gateway()).unwrap();
    let html = form.html("Pay");
    assert!(!html.contains("<script>"), "{html}");
    assert_eq!(inputs(&html), fields(&form));
    assert_eq!(fields(&form).last().unwrap().0, format!("metadata[{HOSTILE}]"));
}

proptest! {
    #[test]
    fn a_browser_reads_what_was_said(text in r"\PC{1,40}") {
        let page = bare().description(&text).metadata("key", &text).unwrap();
        let form = page.form(FormMethod::Post, &gateway()).unwrap();
        prop_assert_eq!(inputs(&form.html(&text)), fields(&form));
        let read: Vec<_> = form_urlencoded::parse(form.encoded().as_bytes()).into_owned().collect();
        prop_assert_eq!(read, fields(&form));
    }
}
