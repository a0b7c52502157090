//! What cannot be meant is refused before anything is sent, and says what to do.

use paycore_commerce::directory::GetPaymentService;
use paycore_commerce::{
    Address, CallbackKeys, CardGate, CreateInvoice, CreatePayout, Currency, Customer, Delivery,
    Endpoint, Error, ErrorKind, Fields, FindInvoice, FindPayout, GetInvoice, GetPayout, InvoiceId,
    ListInvoices, ListPayouts, Mode, PayCore, PayoutCard, PayoutId, PostalAddress, ProcessPayout,
    RefundInvoice, ReturnUrls, Service,
};

use crate::common::{amount, decode, gateway, stamp};

/// The line that a refusal prints.
fn said<T>(refused: Result<T, Error>) -> String {
    let Err(error) = refused else { panic!("it was taken") };
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Input, Delivery::NotSent));
    let line = error.to_string();
    assert!(line.ends_with("; nothing was sent: correct it and try again"), "{line}");
    line
}

fn sent<E: Endpoint<Gateway = PayCore>>(request: &E) -> Result<(), Error> {
    request.encode(&gateway(), &stamp()).map(drop)
}

fn invoice(reference_id: &str, sum: &str) -> Result<(), Error> {
    CreateInvoice::new(reference_id, amount(sum), Currency::UAH, Mode::Test).map(drop)
}

#[test]
fn references() {
    let long = "ї".repeat(256);
    for (reference, complaint) in [
        ("", "`reference_id` is empty"),
        ("a\nb", "`reference_id` has a line break"),
        (&*long, "`reference_id` has more than 255 characters"),
    ] {
        assert!(said(invoice(reference, "1")).starts_with(complaint));
        let to = Fields::new().with("card_number", "4").unwrap();
        let service = Service::PAYMENT_CARD_UAH;
        let payout =
            CreatePayout::new(reference, amount("1"), Currency::UAH, service, to, Mode::Test);
        assert!(said(payout).starts_with(complaint));
        assert!(said(sent(&FindInvoice::of(reference))).starts_with(complaint));
        assert!(said(sent(&FindPayout::of(reference))).starts_with(complaint));
        let id = InvoiceId::from("cpi_1");
        let refund = RefundInvoice::by_id(&id, amount("1")).unwrap();
        assert!(said(refund.reference_id(reference)).starts_with(complaint));
        assert!(said(Customer::new(reference)).starts_with("`customer.reference_id`"));
    }
    assert!(invoice(&"ї".repeat(255), "1").is_ok());
}

#[test]
fn amounts() {
    let id = InvoiceId::from("cpi_1");
    for sum in ["0", "0.00", "-1", "1e2", "0.0000000000000000000000000000000001"] {
        let complaint = "`amount` must be more than zero, written plainly as in `100.00`";
        assert!(said(invoice("6", sum)).starts_with(complaint), "{sum}");
        assert!(said(RefundInvoice::by_id(&id, amount(sum))).starts_with(complaint), "{sum}");
        let to = Fields::new().with("card_number", "4").unwrap();
        let (service, sum) = (Service::PAYMENT_CARD_UAH, amount(sum));
        let payout = CreatePayout::new("6", sum, Currency::UAH, service, to, Mode::Test);
        assert!(said(payout).starts_with(complaint));
    }
}

#[test]
fn a_refund_of_more_than_there_is() {
    let id = InvoiceId::from("cpi_1");
    let read = |attributes: &str| {
        let body = format!(r#"{{"data":{{"id":"cpi_1","status":"processed",{attributes}}}}}"#);
        decode(&GetInvoice::of(&id), 200, body).unwrap()
    };
    let paid = read(r#""processed_amount":100,"refunded_amount":"30.00""#);
    assert!(RefundInvoice::of(&paid, amount("70.00")).is_ok());
    let complaint = "the amount is more than what was paid and not yet given back";
    assert!(said(RefundInvoice::of(&paid, amount("70.01"))).starts_with(complaint));
    // what is not told is for the gateway to judge
    assert!(RefundInvoice::of(&read(r#""amount":1"#), amount("1000")).is_ok());
}

#[test]
fn ids() {
    for id in ["", ".", ".."] {
        let (invoice, payout) = (InvoiceId::from(id), PayoutId::from(id));
        let complaint = "an id is neither empty nor `.` or `..`";
        assert!(said(sent(&GetInvoice::of(&invoice))).starts_with(complaint));
        assert!(said(sent(&GetPayout::of(&payout))).starts_with(complaint));
        assert!(said(sent(&ProcessPayout::of(&payout))).starts_with(complaint));
        let refund = RefundInvoice::by_id(&invoice, amount("1")).unwrap();
        assert!(said(sent(&refund)).starts_with(complaint));
    }
    let dots = Service::new("..").unwrap();
    assert!(said(sent(&GetPaymentService::of(dots))).starts_with("an id is neither"));
}

#[test]
fn payouts_without_what_their_service_needs() {
    let payout = |service: &'static str, fields: Fields<'static>| {
        let service = Service::new(service).unwrap();
        CreatePayout::new("6", amount("1"), Currency::UAH, service, fields, Mode::Test)
    };
    let with = |keys: &[&'static str]| {
        keys.iter().fold(Fields::new(), |fields, key| fields.with(key, "1").unwrap())
    };
    assert!(said(payout("payment_card_uah", Fields::new())).starts_with("`fields` is empty"));
    // the documented table
    for (service, needs) in [
        ("payment_card_uah", &["card_number"][..]),
        ("bank_card_rub", &["card_number"]),
        ("test_usd", &["account"]),
        ("bitcoin_btc", &["wallet_id"]),
        ("ethereum_eth", &["wallet_id"]),
        ("litecoin_ltc", &["wallet_id"]),
        ("bank_transfer_try", &["account_number", "beneficiary_full_name"]),
    ] {
        assert_eq!(Service::new(service).unwrap().payout_fields(), needs);
        assert!(payout(service, with(needs)).is_ok(), "{service}");
        for lacking in needs {
            let rest: Vec<&str> = needs.iter().copied().filter(|key| key != lacking).collect();
            let fields = with(&rest).with("other", "1").unwrap();
            let line = said(payout(service, fields.clone()));
            assert!(line.starts_with(&format!("`fields` lacks `{lacking}`")), "{line}");
            assert!(payout(service, fields.as_is()).is_ok(), "an account with another scheme");
        }
    }
    assert!(payout("nequi_cop", with(&["identity_id"])).is_ok());
}

#[test]
fn fields_and_metadata() {
    let fields = || Fields::new().with("card_number", "4").unwrap();
    assert!(said(fields().with("", "1")).starts_with("`fields` is empty"));
    assert!(said(fields().with("k", "")).starts_with("`fields` is empty"));
    assert!(said(fields().with("k", "1\n")).starts_with("`fields` has a line break"));
    assert!(said(fields().with("card_number", "5")).starts_with("`fields` has this key already"));
    assert_eq!(fields().get("card_number"), Some("4"));

    let create = || CreateInvoice::new("6", amount("1"), Currency::UAH, Mode::Test).unwrap();
    let twice = create().metadata("a", "1").unwrap().metadata("a", "2");
    assert!(said(twice).starts_with("`metadata` has this key already"));
    assert!(said(create().metadata("", "1")).starts_with("`metadata` is empty"));
    assert!(said(create().metadata("k", "a\0b")).starts_with("`metadata` has a line break"));
    assert!(create().metadata("k", "two\nlines").is_ok(), "a text of the merchant's own");
    let without = create().fields(fields());
    assert!(said(sent(&without)).starts_with("`fields` are of a service"));
    assert!(sent(&without.service(Service::QIWI_RUB_HPP)).is_ok());
}

#[test]
fn addresses_moments_and_tokens_of_invoices() {
    let create = || CreateInvoice::new("6", amount("1"), Currency::UAH, Mode::Test).unwrap();
    for url in ["", "shop.example/cb", "/cb", "ftp://shop.example", "https://"] {
        let complaint = |field| format!("`{field}` must be an absolute");
        assert!(said(create().callback_url(url)).starts_with(&complaint("callback_url")), "{url}");
        assert!(said(create().return_url(url)).starts_with(&complaint("return_url")));
        let urls = ReturnUrls { fail: Some(url), ..ReturnUrls::default() };
        assert!(said(create().return_urls(urls)).starts_with(&complaint("return_urls.fail")));
    }
    assert!(said(create().expires(0)).starts_with("`expires` is a moment"));
    let customer = Customer::new("c").unwrap();
    let empty = create().stored_card("", Service::PAYMENT_CARD_UAH_HPP, customer);
    assert!(said(empty).starts_with("`token` is empty"));
    assert!(said(CardGate::new().number_length(18, 12)).starts_with("card numbers have"));
    assert!(said(CardGate::new().number_length(0, 12)).starts_with("card numbers have"));
    assert!(CardGate::new().number_length(16, 16).is_ok());
    assert!(said(CardGate::new().number_lengths(&[])).starts_with("card numbers have"));
    assert!(said(ListInvoices::new().page_size(0)).starts_with("the size of a page is at least 1"));
    assert!(said(ListInvoices::new().page(0)).starts_with("a page's number is at least 1"));
    assert!(said(ListPayouts::new().page(0)).starts_with("a page's number is at least 1"));
}

#[test]
fn customers() {
    let customer = || Customer::new("c").unwrap();
    for day in [
        "",
        "1990-13-01",
        "1990-00-10",
        "1990-01-32",
        "90-01-01",
        "1990-1-1",
        "01.02.1990",
        "1990-01-01T00:00",
        "1990-+1-01",
    ] {
        assert!(
            said(customer().date_of_birth(day)).starts_with("`customer.date_of_birth`"),
            "{day}"
        );
    }
    assert!(customer().date_of_birth("1990-12-31").is_ok());
    for tax_id in ["", "1", &"1".repeat(101)] {
        assert!(said(customer().individual_tax_id(tax_id)).contains("2 to 100"), "{tax_id}");
    }
    for country in ["", "UKR", "ua", "U1"] {
        assert!(PostalAddress::in_country(country).is_err(), "{country}");
    }
    for (month, year) in
        [("9", "30"), ("13", "30"), ("00", "30"), ("09", "3"), ("09", "030"), ("0x", "30")]
    {
        assert!(said(PayoutCard::held_by("A").expires(month, year)).starts_with("a card expires"));
    }
    assert!(PayoutCard::held_by("A").expires("12", "2020").is_ok());
}

#[test]
fn currencies_and_services() {
    for code in ["", "UA H", "UAH\n", "₴", "U-H"] {
        assert!(said(Currency::new(code)).starts_with("a currency is letters and digits"));
    }
    assert_eq!(Currency::new("uah").unwrap(), Currency::UAH);
    assert_eq!(Currency::new("usdt").unwrap().as_str(), "USDT");
    for code in ["", "payment card", "a\tb"] {
        assert!(said(Service::new(code)).starts_with("a service is a code without spaces"));
    }
    assert_eq!(Service::new("payment_card_uah").unwrap(), Service::PAYMENT_CARD_UAH);
}

#[test]
fn accounts_and_keys() {
    let account = |id: &str, key: &str| PayCore::new(id, key);
    assert!(said(account("", "k")).starts_with("`account_id` is empty"));
    for id in ["coma:1", "coma 1", "coma_ї", "coma\n"] {
        assert!(said(account(id, "k")).starts_with("the account id has a colon"), "{id}");
    }
    assert!(said(account("coma_1", "")).starts_with("the API key is empty"));
    assert!(said(account("coma_1", "k\n")).starts_with("the API key has a line break"));
    for other in ["sk_live_1", "pk_test_1", "com_pk_live_1"] {
        assert!(said(account("coma_1", other)).starts_with("the API key is, by its prefix"));
    }

    let public = |mode, key: &str| account("coma_1", "k").unwrap().public_key(mode, key);
    assert!(public(Mode::Live, "com_pk_live_1").is_ok() && public(Mode::Test, "anything").is_ok());
    // a private key in its place would be published
    assert!(said(public(Mode::Live, "sk_live_1")).starts_with("the public key is, by its prefix"));
    for (mode, key) in
        [(Mode::Live, "pk_test_1"), (Mode::Test, "pk_live_1"), (Mode::Live, "com_pk_test_1")]
    {
        let line = said(public(mode, key));
        assert!(line.contains(&format!("not a key of {mode} mode")), "{line}");
    }
    for key in ["", "pk live", "pk_\n"] {
        assert!(said(public(Mode::Live, key)).starts_with("the public key is empty or has"));
    }

    let keys = |mode, key: &str| CallbackKeys::new().current(mode, key);
    assert!(said(keys(Mode::Live, "")).starts_with("the private key is empty"));
    // with a public key everybody could sign
    assert!(said(keys(Mode::Live, "pk_live_1")).starts_with("the private key is, by its prefix"));
    assert!(said(keys(Mode::Live, "sk_test_1")).contains("not a key of live mode"));
    let twice = keys(Mode::Live, "sk_live_1").unwrap();
    assert!(said(twice.current(Mode::Live, "sk_live_2")).starts_with("this private key, or one"));
    // a key of two modes would tell none
    let both = keys(Mode::Live, "key").unwrap();
    assert!(said(both.current(Mode::Test, "key")).starts_with("this private key, or one"));
}

#[test]
fn addresses_of_the_gateway_are_checked() {
    assert!("http://com.paycore.io/api".parse::<Address>().is_err());
    assert!("https://u:p@com.paycore.io".parse::<Address>().is_err());
}
