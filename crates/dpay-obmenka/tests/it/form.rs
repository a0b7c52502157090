//! The payment form: order of fields, signature, HTML and address.

use dpay_obmenka::{
    Address, Currency, ErrorKind, Gateway as _, Obmenka, PaymentForm, SignedForm, method, sign,
};
use insta::assert_snapshot;

use crate::common::{SALT, amount, gateway};

fn field<'a>(form: &'a SignedForm, name: &str) -> &'a str {
    form.fields().find(|(field, _)| *field == name).unwrap().1
}

#[test]
fn the_signature_is_the_one_of_the_vectors() {
    let form = PaymentForm::new("order-7", amount("100.00"), Currency::UAH)
        .and_then(|form| form.success_url("https://shop.example/ok"))
        .and_then(|form| form.fail_url("https://shop.example/fail"))
        .and_then(|form| form.status_url("https://shop.example/st/7"))
        .and_then(|form| form.sign(&gateway()))
        .unwrap();
    assert_eq!(
        field(&form, "SIGN_ORDER"),
        "CLIENT_ID;INVOICE_ID;AMOUNT;CURRENCY;SUCCESS_URL;FAIL_URL;STATUS_URL"
    );
    assert_eq!(field(&form, "SIGN"), "DzR7ExUN/kEDEBXpGv/3Nw==");

    let form = PaymentForm::new("order-7", amount("250"), Currency::UAH)
        .unwrap()
        .description("Поповнення балансу")
        .sign(&gateway())
        .unwrap();
    assert_eq!(field(&form, "SIGN_ORDER"), "CLIENT_ID;INVOICE_ID;AMOUNT;CURRENCY;DESCRIPTION");
    assert_eq!(field(&form, "SIGN"), "OumHjwaR8Uk+iZjXBQB45A==");
    assert_eq!(field(&form, "AMOUNT"), "250");
}

#[test]
fn every_field_that_is_sent_is_signed() {
    let form = PaymentForm::new("order-7", amount("1.5"), Currency::USD)
        .unwrap()
        .account("user-5")
        .method(method::VISAMASTER_USD)
        .description("Tea")
        .sign(&gateway())
        .unwrap();
    let order: Vec<&str> = field(&form, "SIGN_ORDER").split(';').collect();
    let sent: Vec<&str> =
        form.fields().map(|(name, _)| name).filter(|name| !name.starts_with("SIGN")).collect();
    assert_eq!(order, sent);
    let data: String = order.iter().map(|name| field(&form, name)).collect();
    assert_eq!(data, "1042order-71.5USDuser-5visamaster.usdTea");
    sign::verify(SALT.as_bytes(), data.as_bytes(), field(&form, "SIGN")).unwrap();
}

#[test]
fn html_is_escaped_and_the_address_is_encoded() {
    let form = PaymentForm::new("a\"><script>&'", amount("100.00"), Currency::UAH)
        .unwrap()
        .description("Чай & кава+")
        .sign(&gateway())
        .unwrap();
    let signature = field(&form, "SIGN").to_owned();
    let encoded: String = form_urlencoded::byte_serialize(signature.as_bytes()).collect();
    assert_snapshot!(form.html("Pay <now>").replace(&signature, "<signature>"), @r#"
    <form method="post" action="https://acquiring.obmenka.ua/acs" accept-charset="utf-8">
      <input type="hidden" name="CLIENT_ID" value="1042">
      <input type="hidden" name="INVOICE_ID" value="a&quot;&gt;&lt;script&gt;&amp;&#39;">
      <input type="hidden" name="AMOUNT" value="100.00">
      <input type="hidden" name="CURRENCY" value="UAH">
      <input type="hidden" name="DESCRIPTION" value="Чай &amp; кава+">
      <input type="hidden" name="SIGN_ORDER" value="CLIENT_ID;INVOICE_ID;AMOUNT;CURRENCY;DESCRIPTION">
      <input type="hidden" name="SIGN" value="<signature>">
      <button type="submit">Pay &lt;now&gt;</button>
    </form>
    "#);
    assert_snapshot!(form.url().replace(&encoded, "<signature>"), @"https://acquiring.obmenka.ua/acs?CLIENT_ID=1042&INVOICE_ID=a%22%3E%3Cscript%3E%26%27&AMOUNT=100.00&CURRENCY=UAH&DESCRIPTION=%D0%A7%D0%B0%D0%B9+%26+%D0%BA%D0%B0%D0%B2%D0%B0%2B&SIGN_ORDER=CLIENT_ID%3BINVOICE_ID%3BAMOUNT%3BCURRENCY%3BDESCRIPTION&SIGN=<signature>");
}

#[test]
fn the_address_of_the_form_is_known_or_asked_for() {
    let form = PaymentForm::new("7", amount("1"), Currency::UAH).unwrap();
    let at = |address: &str| gateway().at(address.parse().unwrap());

    assert_eq!(form.sign(&gateway()).unwrap().action().as_str(), Obmenka::OBMENKA_FORM);
    assert_eq!(
        form.sign(&at(Obmenka::DPAY_AFRICA)).unwrap().action().as_str(),
        Obmenka::DPAY_AFRICA_FORM
    );
    let error = form.sign(&at(Obmenka::DPAY_UKRAINE)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(error.to_string().contains("form_at"), "{error}");

    let own: Address = "https://form.example/acs".parse().unwrap();
    for account in [at(Obmenka::DPAY_UKRAINE), gateway()] {
        let signed = form.sign(&account.form_at(own.clone())).unwrap();
        assert!(signed.url().starts_with("https://form.example/acs?CLIENT_ID=1042&INVOICE_ID=7&"));
    }
}

#[test]
fn borders_between_fields_are_not_signed() {
    let sign = |id: &'static str, sum: &str| {
        let form = PaymentForm::new(id, amount(sum), Currency::UAH).unwrap();
        field(&form.sign(&gateway()).unwrap(), "SIGN").to_owned()
    };
    assert_eq!(sign("order-7", "1100.00"), sign("order-71", "100.00"));
}
