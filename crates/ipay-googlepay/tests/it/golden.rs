//! The 26 examples of the provider's documentation: every request written, every answer read.

use ipay_googlepay::{
    ApiError, ApiErrorKind, Browser, CalculateFee, CancelPayment, Cancellation, CapturePayment,
    CreatePayment, Delivery, Discount, Endpoint, ErrorGroup, ErrorKind, Fiscal, GetInvoiceLink,
    GetPayment, GetReceipt, Goods, Held, IPay, Payment, PaymentStatus, ProcessPayment, Quantity,
    Receipt, Share, SmchId, Step, ThreedsData, ThreedsInfo, TrnId, VerifyPayment,
};
use serde_json::{Value, json};

use crate::common::{SIGN, decode, gateway, kopecks, pmt_id, stamp, token};

macro_rules! example {
    ($name:literal) => {
        include_str!(concat!("../vectors/examples/", $name, ".json"))
    };
}

/// Compares what is written with an example, in which time and sign are those of the test, and the
/// members are `instead` that the document has in a form that it contradicts elsewhere.
fn written(request: &impl Endpoint<Gateway = IPay>, example: &str, instead: &[(&str, Value)]) {
    let wire = request.encode(&gateway(), &stamp()).unwrap();
    let text = str::from_utf8(wire.body()).unwrap();
    assert!(text.starts_with(r#"{"request":{"version":1.20,"auth":{"login":"test","time":"#));
    assert!(example.contains(r#""version": 1.20,"#));

    let mut expected: Value = serde_json::from_str(example).unwrap();
    expected["request"]["auth"]["time"] = json!("2024-01-15 12:20:30");
    expected["request"]["auth"]["sign"] = json!(SIGN);
    let body = &mut expected["request"]["body"];
    if body.get("token").is_some() {
        // the document's own is cut off, and not one of Google's
        body["token"] = json!(token().as_base64());
    }
    for (pointer, value) in instead {
        let (object, name) = pointer.rsplit_once('/').unwrap();
        body.pointer_mut(object).unwrap()[name] = value.clone();
    }
    let ours: Value = serde_json::from_str(text).unwrap();
    assert_eq!(ours, expected);
}

const EXT_ID: &str = "AD68E7675FE111E79A65005056B960DF";
const INFO: &str = r#"{"custom_merchant_field": 1234567}"#;

pub(crate) fn threeds() -> ThreedsInfo<'static> {
    let browser = Browser {
        language: "en-US",
        screen_height: 1920,
        screen_width: 1080,
        color_depth: 24,
        timezone_offset: -120,
        accept_header: "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.9",
        user_agent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/87.0.4280.66 Safari/537.36",
    };
    let (post, site) =
        ("https://www.merchantsite.com/notification", "https://www.merchantsite.com");
    ThreedsInfo::new(post, site, browser).unwrap()
}

#[test]
fn e01_the_envelope() {
    let token = token();
    let request = CreatePayment::new(EXT_ID, kopecks(100), &token)
        .and_then(|payment| payment.phone("380931234567"))
        .and_then(|payment| payment.description("Test payment ").info(INFO))
        .unwrap();
    written(&request, example!("01-envelope.request"), &[]);
}

#[test]
fn e02_and_e03_a_fee() {
    let request = CalculateFee::new(kopecks(100)).unwrap();
    written(&request, example!("02-calculate-fee.request"), &[]);

    let fee = decode(&request, example!("03-calculate-fee.response")).unwrap();
    assert_eq!(fee.invoice(), Some(kopecks(1000)));
    assert_eq!(fee.amount(), kopecks(1100));
    assert_eq!(fee.fee(), Some(kopecks(100)));
}

#[test]
fn e03_the_example_that_is_not_json_gives_a_clear_error() {
    let request = CalculateFee::new(kopecks(100)).unwrap();
    let example = example!("03-calculate-fee.response.invalid");
    let error = decode(&request, example).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Decode, Delivery::Unknown));
    assert_eq!(error.body(), Some(example.as_bytes()));
    assert!(error.to_string().starts_with("the answer is not good JSON"), "{error}");
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(cause, "key must be a string at line 6 column 5");
}

#[test]
fn e04_a_payment_with_one_receiver() {
    let token = token();
    let request =
        CreatePayment::in_full(EXT_ID, kopecks(100), &token, "Test payment", INFO, threeds())
            .and_then(|payment| payment.phone("380931234567"))
            .unwrap();
    written(&request, example!("04-payment-create-single.request"), &[]);
}

#[test]
fn e05_a_payment_with_several_receivers() {
    let token = token();
    let share = |smch_id| {
        Share::new(SmchId::from(smch_id), kopecks(50))
            .and_then(|share| share.description("Тестовий платіж"))
            .and_then(|share| share.info(r#"{"custom_field_1":"test"}"#))
            .unwrap()
    };
    let shares = [share(5410), share(5472)];
    let request = CreatePayment::new(EXT_ID, kopecks(100), &token)
        .and_then(|payment| payment.phone("380931234567")?.split(&shares))
        .unwrap();
    let instead = [
        // always sent: it is how an unknown outcome is settled
        ("/ext_id", json!(EXT_ID)),
        // C4: a number in the tables, a text in this example
        ("/transactions/0/smch_id", json!(5410)),
        ("/transactions/1/smch_id", json!(5472)),
    ];
    written(&request, example!("05-payment-create-multi.request"), &instead);
}

#[test]
fn e06_a_payment_with_a_fiscal_receipt() {
    let token = token();
    let one = Quantity::pieces(1).unwrap();
    let goods = [
        ("e0e58e8e-af5d-430f-8204-459ab547a4b8", "Назва товару 1", "Код товару 1", 100),
        ("35420435-fabf-4936-bf72-a6af8755e43a", "Назва товару 2", "Код товару 2", 400),
    ]
    .map(|(id, name, code, price)| {
        Goods::new(id, name, kopecks(price), one).unwrap().code(code).barcode("A12345")
    });
    let receipt = Fiscal::new(1, 1, goods)
        .unwrap()
        .discount(Discount::percent("10".parse().unwrap()).unwrap());
    let request = CreatePayment::new(EXT_ID, kopecks(100), &token)
        .and_then(|payment| payment.phone("380931234567"))
        .and_then(|payment| payment.description("Test payment").info(INFO))
        .unwrap()
        .receipt_as_is(receipt);
    let instead = [("/ext_id", json!(EXT_ID))];
    written(&request, example!("06-payment-create-fiscal.request"), &instead);
}

/// What all examples of payments have in common.
fn assert_example(payment: &Payment) {
    assert_eq!(payment.pmt_id(), Some(pmt_id()));
    assert_eq!(payment.invoice(), Some(kopecks(100)));
    assert_eq!(payment.amount(), Some(kopecks(100)));
    assert_eq!(payment.card_mask(), Some("111111******1111"));
    assert_eq!(payment.bank_acquirer_name(), Some("АТ «Ощадбанк»"));
    assert_eq!(payment.ext_id(), None);
    assert_eq!(payment.terminal_id(), None);
    assert!(payment.recurrent_token().is_none() && payment.mch_amount().is_empty());
    assert_eq!(payment.extras().count(), 0);
}

fn assert_transaction(payment: &Payment) {
    let [transaction] = payment.transactions() else { panic!("{payment:?}") };
    assert_eq!(transaction.trn_id(), Some(TrnId::from(1_234_567)));
    assert_eq!(transaction.smch_id(), Some(SmchId::from(5410)));
    assert_eq!(transaction.invoice(), Some(kopecks(100)));
    assert_eq!(transaction.amount(), Some(kopecks(100)));
}

fn assert_paid(payment: &Payment) {
    assert_example(payment);
    assert_eq!(*payment.status(), PaymentStatus::Paid);
    assert!(matches!(payment.step(), Step::Paid));
    assert_eq!(payment.rrn(), Some("021705522966"));
    assert_eq!(payment.auth_code(), Some("040280"));
    assert_eq!(payment.error_group(), None);
}

#[test]
fn e07_a_payment_that_is_paid() {
    let token = token();
    let request = CreatePayment::new(EXT_ID, kopecks(100), &token).unwrap();
    let payment = decode(&request, example!("07-payment-create-success.response")).unwrap();
    assert_paid(&payment);
    assert_transaction(&payment);
}

#[test]
fn e08_a_payment_that_needs_3d_secure() {
    let token = token();
    let request = CreatePayment::new(EXT_ID, kopecks(100), &token).unwrap();
    let payment = decode(&request, example!("08-payment-create-3ds.response")).unwrap();
    assert_example(&payment);
    assert_transaction(&payment);
    assert_eq!(*payment.status(), PaymentStatus::NeedsVerification);
    assert_eq!(payment.security_rate(), Some("3D"));
    let Step::Verify(challenge) = payment.step() else { panic!("{:?}", payment.step()) };
    assert_eq!(challenge.redirect_url(), "https://example.com/acs");
    assert_eq!(challenge.pmt_id(), pmt_id());
}

#[test]
fn e09_and_e10_3d_secure_is_verified() {
    let posted = ThreedsData::new("eJxlUttygjAQ/RXHDzAJIoKzZgbr1MEp3mBa7UsnQkZRucjFol...").unwrap();
    let request = VerifyPayment::new(pmt_id(), &posted);
    written(&request, example!("09-payment-verify-3ds.request"), &[]);

    let payment = decode(&request, example!("10-payment-verify-3ds.response")).unwrap();
    assert_paid(&payment);
    assert_transaction(&payment);
}

#[test]
fn e11_to_e13_a_hold_is_captured() {
    let held = Held::new(pmt_id(), kopecks(100)).unwrap();
    let whole = CapturePayment::whole(&held);
    written(&whole, example!("11-payment-sale.request"), &[]);

    let share = |smch_id, invoice, description, info| {
        Share::new(SmchId::from(smch_id), kopecks(invoice))
            .and_then(|share| share.description(description)?.info(info))
            .unwrap()
    };
    let shares = [
        share(111, 20, "Test1", r#"{"custom_merchant_field":12345}"#),
        share(222, 25, "Test2", r#"{"custom_merchant_field":67890}"#),
    ];
    let split = CapturePayment::split(&held, &shares).unwrap();
    let instead = [
        // C6: a number in the tables, a text in this example
        ("/pmt_id", json!(1_234_567)),
        // C7: required by the table, absent in this example
        ("/invoice", json!(45)),
    ];
    written(&split, example!("12-payment-sale-transactions.request"), &instead);

    let payment = decode(&whole, example!("13-payment-sale.response")).unwrap();
    assert_paid(&payment);
    assert_transaction(&payment);
}

#[test]
fn e14_to_e16_a_payment_is_cancelled() {
    let whole = CancelPayment::whole(pmt_id());
    written(&whole, example!("14-payment-cancel.request"), &[]);

    let parts = [(6636, 50), (6638, 30)].map(|(id, sum)| (TrnId::from(id), kopecks(sum)));
    let parts = CancelPayment::parts(pmt_id(), parts).unwrap();
    written(&parts, example!("15-payment-cancel-transactions.request"), &[]);

    let cancelled = decode(&whole, example!("16-payment-cancel.response")).unwrap();
    let Cancellation::Cancelled(payment) = &*cancelled else { panic!("{cancelled:?}") };
    assert_example(payment);
    assert_transaction(payment);
    assert_eq!(*payment.status(), PaymentStatus::Cancelled);
}

#[test]
fn e17_and_e18_the_status_of_a_payment() {
    let request = GetPayment::of(pmt_id());
    written(&request, example!("17-get-payment-status.request"), &[]);

    let payment = decode(&request, example!("18-get-payment-status.response")).unwrap();
    assert_paid(&payment);
    assert_transaction(&payment);
}

#[test]
fn e19_and_e20_the_page_with_the_receipt() {
    let request = GetInvoiceLink::of(pmt_id());
    written(&request, example!("19-get-payment-invoice.request"), &[]);

    let link = decode(&request, example!("20-get-payment-invoice.response")).unwrap();
    assert_eq!(link.url(), "https://example.com/invoice/23d53e29722d2b03c954718c1d54b53787985090");
}

#[test]
fn e21_and_e22_a_receipt_that_is_not_there_yet() {
    let request = GetReceipt::of(pmt_id());
    written(&request, example!("21-get-receipt.request"), &[]);

    let receipt = decode(&request, example!("22-get-receipt-pending.response")).unwrap();
    assert!(matches!(receipt, Receipt::InProcess) && !receipt.is_final());
}

#[test]
fn e23_and_e24_a_deferred_payment_is_processed() {
    let request = ProcessPayment::of(pmt_id());
    written(&request, example!("23-process-payment.request"), &[]);

    let payment = decode(&request, example!("24-process-payment.response")).unwrap();
    assert_paid(&payment);
    assert!(payment.transactions().is_empty());
}

#[test]
fn e25_an_error_of_the_gateway() {
    let request = ProcessPayment::of(pmt_id());
    let error = decode(&request, example!("25-system-error.response")).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Refused, Delivery::Answered));
    let told = ApiError::of(&error).unwrap();
    assert_eq!(told.kind(), ApiErrorKind::InvalidRequestStructure);
    assert_eq!(told.message(), "invalid request structure");
}

#[test]
fn e26_a_refusal_of_the_bank() {
    let token = token();
    let request = CreatePayment::new(EXT_ID, kopecks(100), &token).unwrap();
    let payment = decode(&request, example!("26-bank-decline.response")).unwrap();
    assert_example(&payment);
    assert_eq!(*payment.status(), PaymentStatus::Failed);
    assert!(payment.transactions().is_empty());
    assert_eq!(payment.error_group(), Some(ErrorGroup::Other(12)));
    assert!(matches!(payment.step(), Step::Refused(Some(ErrorGroup::Other(12)))));
}

#[test]
fn every_example_of_the_index_is_here() {
    let index: Value =
        serde_json::from_str(include_str!("../vectors/examples/index.json")).unwrap();
    let files = index["examples"].as_array().unwrap();
    let this = include_str!("golden.rs");
    for file in files {
        let name = file["file"].as_str().unwrap().trim_end_matches(".json");
        assert!(this.contains(&format!("example!(\"{name}\")")), "{name}");
    }
    assert_eq!(files.len(), 27, "26 examples, one of them with a corrected twin");
}
