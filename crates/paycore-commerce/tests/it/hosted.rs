//! The hosted page: addresses, forms, widgets, and what comes back.

mod form;
mod input;
mod link;
mod payer;
mod returned;
mod widget;

use paycore_commerce::hosted::{Color, Hide, HostedPage, PayButton, Style, Theme};
use paycore_commerce::{Currency, Customer, Fields, Locale, Mode, PostalAddress, Service};

use crate::common::amount;

/// A page with nothing but what it must have.
pub(crate) fn bare() -> HostedPage<'static> {
    HostedPage::new(amount("100"), Currency::UAH, Mode::Test).unwrap()
}

/// A page whose every text is `value`, which has to be a good address too.
pub(crate) fn full(value: &str) -> HostedPage<'_> {
    let address = PostalAddress::in_country("UA")
        .unwrap()
        .region(value)
        .city(value)
        .street(value)
        .full_address(value)
        .post_code(value);
    let customer = Customer::new(value)
        .unwrap()
        .email(value)
        .name(value)
        .phone(value)
        .date_of_birth("1990-01-31")
        .unwrap()
        .individual_tax_id(value)
        .unwrap()
        .address(address)
        .metadata("ip", value)
        .unwrap();
    let style = Style::new()
        .theme(Theme::from(value))
        .pay_button(PayButton::from(value))
        .with_method_logo()
        .font_family(value)
        .and_then(|style| style.color(Color::Primary, value))
        .unwrap();
    bare()
        .reference_id(value)
        .unwrap()
        .description(value)
        .expires(1_602_414_000)
        .unwrap()
        .service(Service::QIWI_RUB_HPP)
        .service_fields(Fields::new().with("phone", value).unwrap())
        .customer(customer)
        .metadata("key", value)
        .unwrap()
        .locale(Locale::from(value))
        .hide(Hide::Header)
        .style(style)
}
