//! What is refused before a browser gets anything, and what prints nowhere.

use paycore_commerce::hosted::{
    Color, HostedPage, MerchantWidget, PaymentWidget, Style, WidgetFlow,
};
use paycore_commerce::{
    Currency, Customer, Delivery, Error, ErrorKind, Fields, FormMethod, InvoiceId, Mode, PayCore,
    Service,
};

use super::{bare, full};
use crate::common::{API_KEY, LIVE, TEST, amount, gateway};

fn refused<T>(result: Result<T, Error>, names: &str) {
    let error = result.err().expect("refused");
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Input, Delivery::NotSent), "{error}");
    assert!(error.to_string().contains(names), "{error}");
}

#[test]
fn amounts_that_nobody_can_pay() {
    for text in ["0", "0.00", "-1", "1e2", "79228162514264337593543950336"] {
        refused(HostedPage::new(amount(text), Currency::UAH, Mode::Test), "amount");
    }
}

#[test]
fn currencies_that_are_none() {
    for code in ["", "UA H", "UAH&amount=1", "₴", "U\"H"] {
        refused(Currency::new(code), "currency");
    }
    assert_eq!(Currency::new("uah").unwrap(), Currency::UAH);
}

#[test]
fn references_and_ids() {
    refused(bare().reference_id(""), "reference_id");
    refused(bare().reference_id("a\nb"), "reference_id");
    refused(bare().reference_id(&"я".repeat(256)), "255");
    assert!(bare().reference_id(&"я".repeat(255)).is_ok());
    refused(gateway().hosted_link(&InvoiceId::from("")), "cpi");
    refused(gateway().hosted_link(&InvoiceId::from("a\r\nb")), "cpi");
}

#[test]
fn addresses_to_return_to() {
    for url in [
        "",
        "shop.example",
        "/back",
        "//shop.example/",
        "ftp://a.example/",
        "https://",
        "javascript:alert(1)",
    ] {
        refused(bare().return_url(url), "return_url");
    }
}

#[test]
fn the_end_of_life() {
    refused(bare().expires(0), "expires");
}

#[test]
fn what_a_query_cannot_carry() {
    for key in ["a[b", "a]b", "[]"] {
        let page = bare().metadata(key, "1").unwrap();
        refused(page.link(&gateway()), "`metadata`");
        refused(PaymentWidget::of(&page).to_json(&gateway()), "`metadata`");
        let customer = Customer::new("1").unwrap().metadata(key, "1").unwrap();
        refused(bare().customer(customer).link(&gateway()), "`customer[metadata]`");
        let fields = Fields::new().with(key, "1").unwrap();
        let page = bare().service(Service::QIWI_RUB_HPP).service_fields(fields);
        refused(page.link(&gateway()), "`service_fields`");
    }
    refused(bare().metadata("", "1"), "metadata");
    refused(bare().metadata("a", "1").unwrap().metadata("a", "2"), "metadata");
}

/// A browser makes CR LF of any line end, and drops others: what was said would not arrive.
#[test]
fn what_a_browser_would_rewrite() {
    for text in ["two\nlines", "a\rb", "tab\t", "\0", "\u{85}"] {
        let page = bare().description(text);
        refused(page.link(&gateway()), "`description`");
        refused(page.form(FormMethod::Post, &gateway()), "`description`");
        refused(PaymentWidget::of(&page).to_json(&gateway()), "`description`");
        let customer = Customer::new("1").unwrap().name(text);
        refused(bare().customer(customer).link(&gateway()), "`customer[name]`");
    }
}

#[test]
fn fields_and_services() {
    let fields = || Fields::new().with("phone", "+7900").unwrap();
    refused(bare().service_fields(fields()).link(&gateway()), "service");
    let page = bare().reference_id("7").unwrap();
    refused(page.process_form(&gateway()), "service");
    refused(bare().service(Service::QIWI_RUB_HPP).process_form(&gateway()), "reference_id");
}

#[test]
fn styles_and_widgets() {
    refused(Style::new().font_family(""), "font_family");
    refused(Style::new().color(Color::Info, ""), "style");
    refused(Style::new().color(Color::Info, "a\nb"), "style");
    let page = bare();
    refused(MerchantWidget::new(&page, "", WidgetFlow::Iframe), "selector");
    let widget = MerchantWidget::new(&page, "#pay", WidgetFlow::Iframe).unwrap();
    refused(widget.frame_id(""), "frameId");
    refused(PaymentWidget::of(&page).selector_id(""), "selector_id");
    refused(PaymentWidget::of(&page).frame_id("\n"), "frame_id");
}

/// A private key or one of the other mode, given as the public one, would be published.
#[test]
fn keys_of_another_kind() {
    let account = || PayCore::new("coma_1", API_KEY).unwrap();
    for (mode, key) in [
        (Mode::Live, "sk_live_x"),
        (Mode::Test, "sk_test_x"),
        (Mode::Live, "pk_test_x"),
        (Mode::Test, "pk_live_x"),
        (Mode::Test, "com_pk_live_x"),
        (Mode::Test, ""),
        (Mode::Test, "pk_test_\n"),
    ] {
        refused(account().public_key(mode, key), "key");
    }
    let only_test = account().public_key(Mode::Test, "pk_test_x").unwrap();
    let live = HostedPage::new(amount("1"), Currency::UAH, Mode::Live).unwrap();
    refused(live.link(&only_test), "live");
    refused(PaymentWidget::of(&live).to_json(&only_test), "live");
    assert!(bare().link(&only_test).is_ok());
    refused(bare().link(&account()), "test");
}

/// The API key and the private keys are on no page, and a page's person is in no log.
#[test]
fn secrets_are_on_no_page() {
    let value = "4111111111111111";
    let page = full(value);
    let form = page.form(FormMethod::Post, &gateway()).unwrap();
    let widget = PaymentWidget::of(&page);
    let newer = MerchantWidget::new(&page, "#pay", WidgetFlow::Iframe).unwrap();
    let shown = [
        page.link(&gateway()).unwrap(),
        form.page("Pay"),
        page.process_form(&gateway()).unwrap().page("Pay"),
        widget.to_json(&gateway()).unwrap(),
        newer.to_json(&gateway()).unwrap(),
    ];
    for shown in &shown {
        assert!(shown.contains("pk_test_EXAMPLE"));
        for secret in [API_KEY, LIVE, TEST, "sk_", "coma_", "pk_live_"] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }

    let person = bare()
        .reference_id("order-7")
        .unwrap()
        .description(value)
        .service(Service::QIWI_RUB_HPP)
        .service_fields(Fields::new().with("phone", value).unwrap())
        .customer(Customer::new(value).unwrap());
    let debug = format!(
        "{person:?} {form:?} {:?} {:?}",
        PaymentWidget::of(&person),
        MerchantWidget::new(&person, "#pay", WidgetFlow::Iframe).unwrap()
    );
    assert!(debug.contains("order-7") && !debug.contains(value), "{debug}");
}
