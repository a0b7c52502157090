//! The address of the page: the provider's parameters, encoded by its rules.

use std::collections::BTreeSet;

use paycore_commerce::hosted::{Color, Hide, HostedPage, PayButton, Style, Theme};
use paycore_commerce::{
    Address, Currency, Customer, Fields, Gateway as _, InvoiceId, Locale, Mode, Service,
};
use proptest::prelude::*;

use super::{bare, full};
use crate::common::{amount, gateway};

fn at(address: &str) -> Address {
    address.parse().unwrap()
}

/// The four examples that stand in the reference of the page, byte for byte.
#[test]
fn the_worked_examples() {
    let page = HostedPage::new(amount("100.5"), Currency::UAH, Mode::Test).unwrap();
    assert_eq!(
        page.link(&gateway()).unwrap(),
        "https://com.paycore.io/hpp/?public_key=pk_test_EXAMPLE&amount=100.5&currency=UAH"
    );

    let customer =
        Customer::new("cus_1").unwrap().email("a+b@example.com").metadata("key1", "v 1").unwrap();
    let page = bare()
        .style(Style::new().pay_button(PayButton::Donate))
        .hide(Hide::Header)
        .locale(Locale::Uk)
        .return_url("https://shop.example/back?o=42&x=1")
        .and_then(|page| page.metadata("post-usage-quota", "512kbps"))
        .and_then(|page| page.customer(customer).expires(1_602_414_000))
        .and_then(|page| page.description("Оплата №42").reference_id("order-42"))
        .unwrap();
    assert_eq!(
        page.link(&gateway()).unwrap(),
        "https://com.paycore.io/hpp/?public_key=pk_test_EXAMPLE&amount=100&currency=UAH&reference_id=order-42&description=%D0%9E%D0%BF%D0%BB%D0%B0%D1%82%D0%B0%20%E2%84%9642&expires=1602414000&customer%5Breference_id%5D=cus_1&customer%5Bemail%5D=a%2Bb%40example.com&customer%5Bmetadata%5D%5Bkey1%5D=v%201&metadata%5Bpost-usage-quota%5D=512kbps&return_url=https%3A%2F%2Fshop.example%2Fback%3Fo%3D42%26x%3D1&locale=uk&display%5Bhide_header%5D=true&style%5Bpay_button_label%5D=donate"
    );

    let page = HostedPage::new(amount("100"), Currency::USD, Mode::Test)
        .unwrap()
        .service(Service::QIWI_RUB_HPP)
        .service_fields(Fields::new().with("phone", "+79001234567").unwrap());
    assert_eq!(
        page.link(&gateway()).unwrap(),
        "https://com.paycore.io/hpp/?public_key=pk_test_EXAMPLE&amount=100&currency=USD&service=qiwi_rub_hpp&service_fields%5Bphone%5D=%2B79001234567"
    );

    assert_eq!(
        gateway().hosted_link(&InvoiceId::from("cpi_UoIW6RdSYyIRj8vR")).unwrap(),
        "https://com.paycore.io/hpp/?cpi=cpi_UoIW6RdSYyIRj8vR"
    );
}

/// Every parameter of the provider's table that a page of ours can have, and no other.
#[test]
fn every_documented_parameter_has_its_name() {
    let colors = [
        (Color::Success, "success_color"),
        (Color::Warning, "warning_color"),
        (Color::Danger, "danger_color"),
        (Color::Info, "info_color"),
        (Color::Primary, "primary_color"),
        (Color::PrimaryVariant, "primary_variant"),
        (Color::PrimaryText, "primary_text_color"),
        (Color::PrimaryBackground, "primary_background_color"),
        (Color::OnPrimary, "on_primary_color"),
        (Color::Secondary, "secondary_color"),
        (Color::SecondaryVariant, "secondary_variant"),
        (Color::SecondaryText, "secondary_text_color"),
        (Color::SecondaryBackground, "secondary_background_color"),
        (Color::OnSecondary, "on_secondary_color"),
    ];
    let hidden = [
        (Hide::Header, "hide_header"),
        (Hide::Footer, "hide_footer"),
        (Hide::ProgressBar, "hide_progress_bar"),
        (Hide::MethodFilter, "hide_method_filter"),
        (Hide::LifetimeCounter, "hide_lifetime_counter"),
        (Hide::InvoiceLifetimeCounter, "hide_invoice_lifetime_counter"),
    ];
    let mut style = Style::new()
        .theme(Theme::Dark)
        .pay_button(PayButton::Subscribe)
        .without_method_logo()
        .font_family("Noto Sans")
        .unwrap();
    for (color, _) in colors {
        style = style.color(color, "#0a0").unwrap();
    }
    let mut page = full("https://x.example/").return_url("https://shop.example/").unwrap();
    for (part, _) in hidden {
        page = page.hide(part).hide(part);
    }
    let form = page.style(style).form(paycore_commerce::FormMethod::Get, &gateway()).unwrap();

    let names: Vec<&str> = form.fields().map(|(name, _)| name).collect();
    let top = [
        "public_key",
        "amount",
        "currency",
        "reference_id",
        "description",
        "expires",
        "service",
        "service_fields[phone]",
        "customer[reference_id]",
        "customer[email]",
        "customer[name]",
        "customer[phone]",
        "customer[date_of_birth]",
        "customer[individual_tax_id]",
        "customer[address][country]",
        "customer[address][region]",
        "customer[address][city]",
        "customer[address][street]",
        "customer[address][full_address]",
        "customer[address][post_code]",
        "customer[metadata][ip]",
        "metadata[key]",
        "return_url",
        "locale",
        "style[theme]",
        "style[pay_button_label]",
        "style[show_method_logo]",
        "style[font_family]",
    ];
    let mut expected: BTreeSet<String> = top.iter().map(|&name| name.to_owned()).collect();
    expected.extend(colors.map(|(_, name)| format!("style[{name}]")));
    expected.extend(hidden.map(|(_, name)| format!("display[{name}]")));
    assert_eq!(names.iter().map(|&name| name.to_owned()).collect::<BTreeSet<_>>(), expected);
    assert_eq!(names.len(), expected.len(), "none is there twice");

    let value = |name: &str| form.fields().find(|(there, _)| *there == name).unwrap().1;
    assert_eq!(value("style[show_method_logo]"), "false");
    assert_eq!(value("style[theme]"), "dark");
    assert_eq!(value("style[pay_button_label]"), "subscribe");
    assert_eq!(value("display[hide_invoice_lifetime_counter]"), "true");
    assert_eq!(value("expires"), "1602414000");
}

#[test]
fn the_last_color_of_a_kind_counts() {
    let style = Style::new()
        .color(Color::Info, "red")
        .and_then(|style| style.color(Color::Info, "blue"))
        .unwrap();
    assert!(bare().style(style).link(&gateway()).unwrap().ends_with("&style%5Binfo_color%5D=blue"));
}

#[test]
fn words_are_the_providers() {
    assert_eq!([Locale::En, Locale::Uk, Locale::Ru].map(|it| it.to_string()), ["en", "uk", "ru"]);
    assert_eq!(
        [Theme::Light, Theme::Dark, Theme::Basic].map(|it| it.to_string()),
        ["light", "dark", "basic"]
    );
    assert_eq!(
        [PayButton::Pay, PayButton::Subscribe, PayButton::Donate].map(|it| it.to_string()),
        ["pay", "subscribe", "donate"]
    );
}

/// No exponent, no zeros that say nothing, and no digit less than was given.
#[test]
fn amounts_are_plain_decimals() {
    for (given, sent) in [
        ("100.00", "100"),
        ("0.10", "0.1"),
        ("0.00001", "0.00001"),
        ("0.00000001", "0.00000001"),
        ("1000000000", "1000000000"),
        ("9007199254740993.01", "9007199254740993.01"),
        ("79228162514264337593543950335", "79228162514264337593543950335"),
    ] {
        let page = HostedPage::new(amount(given), Currency::BTC, Mode::Live).unwrap();
        assert_eq!(
            page.link(&gateway()).unwrap(),
            format!(
                "https://com.paycore.io/hpp/?public_key=pk_live_EXAMPLE&amount={sent}&currency=BTC"
            )
        );
    }
}

#[test]
fn the_page_has_its_own_address() {
    let id = InvoiceId::from("cpi_1");
    for (gateway, base) in [
        (gateway().hpp_at(at("https://pay.example/hpp")), "https://pay.example/hpp/"),
        (gateway().hpp_at(at("https://pay.example/hpp///")), "https://pay.example/hpp/"),
        (gateway().at(at("https://api.brand.example")), "https://api.brand.example/hpp/"),
        (gateway().at(at("https://com.brand.example/api")), "https://com.brand.example/hpp/"),
    ] {
        assert_eq!(gateway.hosted_link(&id).unwrap(), format!("{base}?cpi=cpi_1"));
        let link = bare().link(&gateway).unwrap();
        assert!(link.starts_with(&format!("{base}?public_key=pk_test_EXAMPLE&")), "{link}");
    }
}

/// An id is opaque: whatever is in it stays inside its parameter.
#[test]
fn an_odd_id_stays_inside_its_parameter() {
    let link = gateway().hosted_link(&InvoiceId::from("../a b&cpi=c#d?e/%2F")).unwrap();
    assert_eq!(link, "https://com.paycore.io/hpp/?cpi=..%2Fa%20b%26cpi%3Dc%23d%3Fe%2F%252F");
}

proptest! {
    /// What a server reads is what was said, whatever it was.
    #[test]
    fn every_text_survives(text in r"\PC{1,40}", key in r"[^\pC\[\]]{1,20}") {
        let page = bare()
            .reference_id(&text).unwrap()
            .description(&text)
            .metadata(&key, &text).unwrap()
            .customer(Customer::new(&text).unwrap().name(&text));
        let link = page.link(&gateway()).unwrap();
        let (_, query) = link.split_once('?').unwrap();
        let good = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~%=&".contains(&byte);
        prop_assert!(query.bytes().all(good), "{query}");

        let read: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        prop_assert_eq!(read, [
            field("public_key", "pk_test_EXAMPLE"),
            field("amount", "100"),
            field("currency", "UAH"),
            field("reference_id", &text),
            field("description", &text),
            field("customer[reference_id]", &text),
            field("customer[name]", &text),
            field(&format!("metadata[{key}]"), &text),
        ]);
    }
}
