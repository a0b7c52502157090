//! What is refused before anything is sent, and what prints nowhere.

use paycore_commerce::public::{
    CreateInvoice, GetInvoice, GetPayout, ListPaymentServices, ListPayoutServices,
};
use paycore_commerce::{
    Currency, Customer, Delivery, Endpoint, Error, ErrorKind, Fields, InvoiceId, Mode, PayCore,
    PayoutId, Service,
};

use crate::common::{API_KEY, amount, decode, gateway, stamp};

fn unsent<T>(result: Result<T, Error>, names: &str) {
    let error = result.err().expect("refused");
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Input, Delivery::NotSent), "{error}");
    assert!(error.to_string().contains(names), "{error}");
}

fn create() -> CreateInvoice<'static> {
    CreateInvoice::new("7", amount("1"), Currency::UAH, Mode::Test).unwrap()
}

fn encode(request: &impl Endpoint<Gateway = PayCore>, gateway: &PayCore) -> Result<(), Error> {
    request.encode(gateway, &stamp()).map(drop)
}

#[test]
fn amounts_that_nobody_can_pay() {
    for text in ["0", "0.00", "-1", "1e2", "79228162514264337593543950336"] {
        unsent(CreateInvoice::new("7", amount(text), Currency::UAH, Mode::Test), "amount");
        unsent(ListPaymentServices::new(Currency::UAH, Mode::Test).amount(amount(text)), "amount");
        unsent(ListPayoutServices::new(amount(text), Currency::UAH, Mode::Test), "amount");
    }
}

#[test]
fn references_and_ids() {
    let new = |id| CreateInvoice::new(id, amount("1"), Currency::UAH, Mode::Test);
    unsent(new(""), "reference_id");
    unsent(new("a\nb"), "reference_id");
    unsent(new(&"x".repeat(256)), "255");
    for id in ["", ".", ".."] {
        unsent(encode(&GetInvoice::of(&InvoiceId::from(id)), &gateway()), "id");
        unsent(encode(&GetPayout::of(&PayoutId::from(id)), &gateway()), "id");
    }
}

#[test]
fn addresses_and_fields() {
    for url in ["", "shop.example", "/back", "ftp://a.example/", "https://"] {
        unsent(create().return_url(url), "return_url");
    }
    unsent(create().metadata("", "1"), "metadata");
    unsent(create().metadata("a", "1").and_then(|create| create.metadata("a", "2")), "metadata");
    let fields = Fields::new().with("phone", "+7900").unwrap();
    unsent(encode(&create().fields(fields), &gateway()), "service");
}

/// Without the key of the mode there is nothing to send, and the error says how to give it.
#[test]
fn a_key_of_the_mode_is_needed() {
    let only_live = PayCore::new("coma_1", API_KEY)
        .and_then(|account| account.public_key(Mode::Live, "pk_live_EXAMPLE"))
        .unwrap();
    let payout = ListPayoutServices::new(amount("1"), Currency::UAH, Mode::Test).unwrap();
    unsent(encode(&create(), &only_live), "PayCore::public_key");
    unsent(encode(&payout, &only_live), "test");
    unsent(encode(&ListPaymentServices::new(Currency::UAH, Mode::Test), &only_live), "test");
    assert!(encode(&ListPaymentServices::new(Currency::UAH, Mode::Live), &only_live).is_ok());
}

#[test]
fn persons_and_cards_print_nowhere() {
    let card = "4111111111111111";
    let create = create()
        .service(Service::QIWI_RUB_HPP)
        .fields(Fields::new().with("card_number", card).unwrap())
        .description(card)
        .metadata("card", card)
        .unwrap()
        .customer(Customer::new(card).unwrap().name(card));
    assert!(!format!("{create:?}").contains(card));
    let wire = create.encode(&gateway(), &stamp()).unwrap();
    assert!(wire.to_text().contains(card) && !format!("{wire:?}").contains(card));

    let body = format!(
        r#"{{"data":{{"currency":"UAH","services":{{"s":{{"code":"{card}","fields":[{{"key":"{card}"}}]}}}},"methods":{{"m":{{"code":"{card}"}}}},"account":{{"name":"{card}"}}}}}}"#
    );
    let services = decode(&ListPaymentServices::new(Currency::UAH, Mode::Test), 200, body).unwrap();
    let offered = services.iter().next().unwrap();
    let method = services.methods().next().unwrap();
    let debug = format!(
        "{services:?} {offered:?} {method:?} {:?} {:?}",
        offered.fields(),
        services.account()
    );
    assert!(!debug.contains(card), "{debug}");
}
