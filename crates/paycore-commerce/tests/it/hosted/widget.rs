//! The values for the provider's widgets.

use insta::assert_snapshot;
use paycore_commerce::hosted::{
    Color, Hide, HostedPage, MerchantWidget, PayButton, PaymentWidget, Style, WidgetFlow,
};
use paycore_commerce::{Currency, Customer, Fields, Locale, Mode, Service};
use proptest::prelude::*;
use serde_json::Value;

use super::{bare, full};
use crate::common::{amount, gateway};

const HOSTILE: &str = "</script><!--\"'&\u{2028}\u{2029}";

/// What could end a script, or a line of one.
const ODD: [char; 5] = ['<', '>', '&', '\u{2028}', '\u{2029}'];

fn page() -> HostedPage<'static> {
    let style = Style::new().pay_button(PayButton::Pay).with_method_logo();
    HostedPage::new(amount("100.50"), Currency::UAH, Mode::Test)
        .and_then(|page| page.reference_id("order-42"))
        .and_then(|page| page.metadata("user", "17"))
        .and_then(|page| page.return_url("https://shop.example/back?o=42&x=1"))
        .unwrap()
        .service(Service::QIWI_RUB_HPP)
        .service_fields(Fields::new().with("phone", "+79001234567").unwrap())
        .customer(Customer::new("c-7").unwrap().name("Ганна"))
        .locale(Locale::Uk)
        .hide(Hide::Footer)
        .style(style.color(Color::Primary, "#0a0").unwrap())
}

#[test]
fn the_documented_package() {
    let page = page();
    let widget = PaymentWidget::of(&page);
    assert_snapshot!(widget.to_json(&gateway()).unwrap(), @r##"{"public_key":"pk_test_EXAMPLE","amount":100.5,"currency":"UAH","reference_id":"order-42","service":"qiwi_rub_hpp","service_fields":{"phone":"+79001234567"},"customer":{"reference_id":"c-7","name":"Ганна"},"metadata":{"user":"17"},"return_url":"https://shop.example/back?o=42\u0026x=1","locale":"uk","display":{"hide_footer":true},"style":{"pay_button_label":"pay","show_method_logo":true,"primary_color":"#0a0"}}"##);

    let widget = widget
        .selector_id("pay-here")
        .and_then(|widget| widget.frame_id("pay-frame"))
        .unwrap()
        .target(WidgetFlow::Redirect);
    let brand = gateway().hpp_at("https://pay.example/hpp".parse().unwrap());
    let bare = bare();
    assert!(widget.to_json(&gateway()).unwrap().starts_with(
        r#"{"selector_id":"pay-here","frame_id":"pay-frame","target":"redirect","public_key":"#
    ));
    assert_eq!(
        PaymentWidget::of(&bare).target(WidgetFlow::Iframe).to_json(&brand).unwrap(),
        r#"{"base_url":"https://pay.example/hpp/","target":"iframe","public_key":"pk_test_EXAMPLE","amount":100,"currency":"UAH"}"#
    );
}

#[test]
fn the_newer_package() {
    let page = bare();
    let widget = MerchantWidget::new(&page, "#pay", WidgetFlow::Iframe).unwrap();
    assert_eq!(
        widget.to_json(&gateway()).unwrap(),
        r##"{"selector":"#pay","flow":"iframe","baseUrl":"https://com.paycore.io/hpp/","public_key":"pk_test_EXAMPLE","amount":100,"currency":"UAH"}"##
    );
    let widget = MerchantWidget::new(&page, "#pay", WidgetFlow::Redirect)
        .and_then(|widget| widget.frame_id("frame"))
        .unwrap();
    assert_eq!(
        widget.to_json(&gateway()).unwrap(),
        r##"{"selector":"#pay","flow":"redirect","baseUrl":"https://com.paycore.io/hpp/","frameId":"frame","public_key":"pk_test_EXAMPLE","amount":100,"currency":"UAH"}"##
    );
}

/// The newer package insists on a number; no digit of it may be lost on the way.
#[test]
fn amounts_are_numbers_of_every_digit() {
    for (given, sent) in [
        ("100.00", "100"),
        ("0.00000001", "0.00000001"),
        ("9007199254740993.01", "9007199254740993.01"),
    ] {
        let page = HostedPage::new(amount(given), Currency::BTC, Mode::Live).unwrap();
        let json = PaymentWidget::of(&page).to_json(&gateway()).unwrap();
        assert!(json.contains(&format!(r#","amount":{sent},"#)), "{json}");
    }
}

/// Every text of the page, and of the widget, tries to break out of the script.
#[test]
fn nothing_breaks_out_of_the_script() {
    let page = full(HOSTILE);
    let widget = PaymentWidget::of(&page).selector_id("</script>").unwrap();
    let newer = MerchantWidget::new(&page, "</script>", WidgetFlow::Iframe).unwrap();
    for json in [widget.to_json(&gateway()).unwrap(), newer.to_json(&gateway()).unwrap()] {
        assert!(!json.contains(ODD), "{json}");
        let read: Value = serde_json::from_str(&json).unwrap();
        for pointer in [
            "/reference_id",
            "/description",
            "/service_fields/phone",
            "/customer/address/post_code",
            "/customer/metadata/ip",
            "/metadata/key",
            "/locale",
            "/style/theme",
            "/style/primary_color",
        ] {
            assert_eq!(read.pointer(pointer).unwrap(), HOSTILE, "{pointer}");
        }
    }
}

proptest! {
    #[test]
    fn a_browser_reads_what_was_said(text in r"\PC{1,40}") {
        let page = bare().reference_id(&text).unwrap().metadata("k", &text).unwrap();
        let json = PaymentWidget::of(&page).to_json(&gateway()).unwrap();
        prop_assert!(!json.contains(ODD), "{}", json);
        let read: Value = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&read["reference_id"], &text);
        prop_assert_eq!(&read["metadata"]["k"], &text);
    }
}
