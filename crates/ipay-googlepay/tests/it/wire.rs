//! Every request as it stands on the wire. Signs are asserted in `golden` and `sign`; here they are
//! cut out, so that a snapshot cannot bless a wrong one.

use insta::assert_snapshot;
use ipay_googlepay::{
    Address, CalculateFee, CancelPayment, CapturePayment, CreatePayment, Discount, Endpoint,
    Fiscal, Gateway as _, GetInvoiceLink, GetPayment, GetReceipt, Goods, Held, IPay,
    ProcessPayment, Quantity, RecurrentToken, Requisites, Share, SmchId, Source, ThreedsData,
    TrnId, VerifyPayment, Version, sign,
};

use crate::common::{KEY, body, gateway, kopecks, pmt_id, stamp, token};
use crate::golden::threeds;

/// The request without its sign, which is checked against its time.
fn wire(request: &impl Endpoint<Gateway = IPay>) -> String {
    let wire = request.encode(&gateway(), &stamp()).unwrap();
    let document: serde_json::Value = serde_json::from_slice(wire.body()).unwrap();
    let auth = &document["request"]["auth"];
    let (time, given) = (auth["time"].as_str().unwrap(), auth["sign"].as_str().unwrap());
    sign::verify(KEY.as_bytes(), time.as_bytes(), given).unwrap();
    wire.to_text().replace(given, "<sign of the time>").replace(token().as_base64(), "<token>")
}

#[test]
fn reading_actions() {
    assert_snapshot!(wire(&CalculateFee::new(kopecks(100_000)).unwrap()), @r#"
    POST https://api-googlepay.ipay.ua/
    accept: application/json
    content-type: application/json

    {"request":{"version":1.20,"auth":{"login":"test","time":"2024-01-15 12:20:30","sign":"<sign of the time>"},"action":"CalculateFee","body":{"invoice":100000}}}
    "#);
    assert_snapshot!(wire(&GetPayment::of(pmt_id())), @r#"
    POST https://api-googlepay.ipay.ua/
    accept: application/json
    content-type: application/json

    {"request":{"version":1.20,"auth":{"login":"test","time":"2024-01-15 12:20:30","sign":"<sign of the time>"},"action":"GetPaymentStatus","body":{"pmt_id":1234567}}}
    "#);
    assert_snapshot!(wire(&GetPayment::of("order-77")), @r#"
    POST https://api-googlepay.ipay.ua/
    accept: application/json
    content-type: application/json

    {"request":{"version":1.20,"auth":{"login":"test","time":"2024-01-15 12:20:30","sign":"<sign of the time>"},"action":"GetPaymentStatus","body":{"ext_id":"order-77"}}}
    "#);
    assert_snapshot!(wire(&GetInvoiceLink::of(pmt_id())), @r#"
    POST https://api-googlepay.ipay.ua/
    accept: application/json
    content-type: application/json

    {"request":{"version":1.20,"auth":{"login":"test","time":"2024-01-15 12:20:30","sign":"<sign of the time>"},"action":"GetPaymentInvoice","body":{"pmt_id":1234567}}}
    "#);
    assert_snapshot!(wire(&GetReceipt::of(pmt_id())), @r#"
    POST https://api-googlepay.ipay.ua/
    accept: application/pdf, application/json
    content-type: application/json

    {"request":{"version":1.20,"auth":{"login":"test","time":"2024-01-15 12:20:30","sign":"<sign of the time>"},"action":"GetReceipt","body":{"pmt_id":1234567}}}
    "#);
}

#[test]
fn create() {
    let (token, recurrent) = (token(), RecurrentToken::new("r3cur-1").unwrap());
    let new = |id, sum| CreatePayment::new(id, kopecks(sum), &token).unwrap();

    assert_snapshot!(wire(&new("order-1", 1)), @r#"
    POST https://api-googlepay.ipay.ua/
    accept: application/json
    content-type: application/json

    {"request":{"version":1.20,"auth":{"login":"test","time":"2024-01-15 12:20:30","sign":"<sign of the time>"},"action":"PaymentCreate","body":{"ext_id":"order-1","invoice":1,"token":"<token>"}}}
    "#);
    assert_snapshot!(wire(&new("order-80", 100).description("Order 80").deferred()), @r#"
    POST https://api-googlepay.ipay.ua/
    accept: application/json
    content-type: application/json

    {"request":{"version":1.20,"auth":{"login":"test","time":"2024-01-15 12:20:30","sign":"<sign of the time>"},"action":"PaymentCreate","body":{"ext_id":"order-80","invoice":100,"token":"<token>","pmt_desc":"Order 80","deferred_payment":true}}}
    "#);
    let first = CreatePayment::new("order-81", kopecks(100), Source::First(&token)).unwrap();
    assert_snapshot!(wire(&first), @r#"
    POST https://api-googlepay.ipay.ua/
    accept: application/json
    content-type: application/json

    {"request":{"version":1.20,"auth":{"login":"test","time":"2024-01-15 12:20:30","sign":"<sign of the time>"},"action":"PaymentCreate","body":{"ext_id":"order-81","invoice":100,"token":"<token>","recurrent":true}}}
    "#);
    let month = CreatePayment::new("order-82", kopecks(100), &recurrent).unwrap();
    assert_snapshot!(wire(&month.description("Місяць \"2\" / чай")), @r#"
    POST https://api-googlepay.ipay.ua/
    accept: application/json
    content-type: application/json

    {"request":{"version":1.20,"auth":{"login":"test","time":"2024-01-15 12:20:30","sign":"<sign of the time>"},"action":"PaymentCreate","body":{"ext_id":"order-82","invoice":100,"recurrent_token":"r3cur-1","pmt_desc":"Місяць \"2\" / чай"}}}
    "#);
    let full = CreatePayment::in_full(
        "order-77",
        kopecks(12_345),
        &token,
        "Order 77",
        r#"{ "order": 77, "rate": 1.50 }"#,
        threeds(),
    )
    .unwrap();
    assert_snapshot!(wire(&full.force_3ds().phone("380931234567").unwrap()), @r#"
    POST https://api-googlepay.ipay.ua/
    accept: application/json
    content-type: application/json

    {"request":{"version":1.20,"auth":{"login":"test","time":"2024-01-15 12:20:30","sign":"<sign of the time>"},"action":"PaymentCreate","body":{"ext_id":"order-77","invoice":12345,"token":"<token>","pmt_desc":"Order 77","pmt_info":{"order":77,"rate":1.50,"force_security_rate":"3D"},"threeds_info":{"notification_url":"https://www.merchantsite.com/notification","threeds_requestor_url":"https://www.merchantsite.com","browser_language":"en-US","browser_screen_height":"1920","browser_screen_width":"1080","browser_color_depth":"24","browser_tz":"-120","browser_accept_header":"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.9","browser_user_agent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/87.0.4280.66 Safari/537.36"},"msisdn":"380931234567"}}}
    "#);
}

#[test]
fn create_for_several() {
    let token = token();
    let share = |id: u64, sum, text, info: &str| {
        Share::new(SmchId::from(id), kopecks(sum))
            .and_then(|share| share.description(text)?.info(info))
            .unwrap()
    };
    let shares =
        [share(5410, 6000, "Goods", r#"{"part":1}"#), share(5472, 4000, "Delivery", " { } ")];
    let payer = Requisites::new()
        .lastname("Коваленко")
        .firstname("Олена")
        .middlename("Іванівна")
        .document("АН123456")
        .address("Київ, вул. Тестова, 10")
        .identification_number("1234567890")
        .account_number("UA000000000000000000000000001");
    let paid = Requisites::new().lastname("Шевчук").firstname("");
    let request = CreatePayment::new("order-78", kopecks(10_000), &token)
        .and_then(|payment| payment.split(&shares))
        .unwrap()
        .sender(payer)
        .receiver(paid);
    assert_snapshot!(wire(&request), @r#"
    POST https://api-googlepay.ipay.ua/
    accept: application/json
    content-type: application/json

    {"request":{"version":1.20,"auth":{"login":"test","time":"2024-01-15 12:20:30","sign":"<sign of the time>"},"action":"PaymentCreate","body":{"ext_id":"order-78","invoice":10000,"token":"<token>","transactions":[{"invoice":6000,"smch_id":5410,"desc":"Goods","info":{"part":1}},{"invoice":4000,"smch_id":5472,"desc":"Delivery","info":{}}],"sender":{"lastname":"Коваленко","firstname":"Олена","middlename":"Іванівна","document":"АН123456","address":"Київ, вул. Тестова, 10","identification_number":"1234567890","account_number":"UA000000000000000000000000001"},"receiver":{"lastname":"Шевчук"}}}}
    "#);
}

#[test]
fn create_with_a_receipt() {
    let token = token();
    let quantity = Quantity::thousandths(2250).unwrap();
    let id = "7f0c1b52-3f0e-4a55-9a5e-0a6f7d1c2b30";
    let apples = Goods::new(id, "Яблука", kopecks(4000), quantity)
        .unwrap()
        .code("A1")
        .barcode("4820000000017");
    let bag = Goods::new(id, "Пакет", kopecks(0), Quantity::pieces(1).unwrap()).unwrap();
    let amount = |text: &str| text.parse().unwrap();
    let receipt = Fiscal::new(1, 2, [apples, bag])
        .unwrap()
        .discount(Discount::percent(amount("12.50")).unwrap())
        .discount(Discount::value(amount("75")).unwrap())
        .discount(Discount::extra_percent(amount("10")).unwrap())
        .discount(Discount::extra_value(amount("20")).unwrap())
        .delivery_email("buyer@shop.example");
    // 2.25 * 4000 = 9000, - 12.5 % = 7875, - 75 = 7800, + 10 % = 8580, + 20 = 8600
    let request = CreatePayment::new("order-79", kopecks(8600), &token)
        .and_then(|payment| payment.receipt(receipt))
        .unwrap();
    assert_snapshot!(wire(&request), @r#"
    POST https://api-googlepay.ipay.ua/
    accept: application/json
    content-type: application/json

    {"request":{"version":1.20,"auth":{"login":"test","time":"2024-01-15 12:20:30","sign":"<sign of the time>"},"action":"PaymentCreate","body":{"ext_id":"order-79","invoice":8600,"token":"<token>","receipt_data":{"cashier_id":1,"cash_register_id":2,"goods":[{"id":"7f0c1b52-3f0e-4a55-9a5e-0a6f7d1c2b30","code":"A1","name":"Яблука","barcode":"4820000000017","price":4000,"quantity":2250},{"id":"7f0c1b52-3f0e-4a55-9a5e-0a6f7d1c2b30","name":"Пакет","price":0,"quantity":1000}],"discounts":[{"type":"DISCOUNT","mode":"PERCENT","value":12.50},{"type":"DISCOUNT","mode":"VALUE","value":75},{"type":"EXTRA_CHARGE","mode":"PERCENT","value":10},{"type":"EXTRA_CHARGE","mode":"VALUE","value":20}],"delivery_email":"buyer@shop.example"}}}}
    "#);
}

#[test]
fn after_create() {
    let posted = ThreedsData::new("eJx+/a b=").unwrap();
    assert_snapshot!(wire(&VerifyPayment::new(pmt_id(), &posted)), @r#"
    POST https://api-googlepay.ipay.ua/
    accept: application/json
    content-type: application/json

    {"request":{"version":1.20,"auth":{"login":"test","time":"2024-01-15 12:20:30","sign":"<sign of the time>"},"action":"PaymentVerify3DS","body":{"pmt_id":1234567,"threeds_data":"eJx+/a+b="}}}
    "#);
    let held = Held::new(pmt_id(), kopecks(10_000)).unwrap();
    assert_snapshot!(wire(&CapturePayment::whole(&held)), @r#"
    POST https://api-googlepay.ipay.ua/
    accept: application/json
    content-type: application/json

    {"request":{"version":1.20,"auth":{"login":"test","time":"2024-01-15 12:20:30","sign":"<sign of the time>"},"action":"PaymentSale","body":{"pmt_id":1234567,"invoice":10000}}}
    "#);
    assert_snapshot!(wire(&CapturePayment::part(&held, kopecks(9_999)).unwrap()), @r#"
    POST https://api-googlepay.ipay.ua/
    accept: application/json
    content-type: application/json

    {"request":{"version":1.20,"auth":{"login":"test","time":"2024-01-15 12:20:30","sign":"<sign of the time>"},"action":"PaymentSale","body":{"pmt_id":1234567,"invoice":9999}}}
    "#);
    let shares = [
        Share::new(SmchId::from(5410), kopecks(5000)).unwrap(),
        Share::new(SmchId::from(5472), kopecks(4000)).unwrap(),
    ];
    assert_snapshot!(wire(&CapturePayment::split(&held, &shares).unwrap()), @r#"
    POST https://api-googlepay.ipay.ua/
    accept: application/json
    content-type: application/json

    {"request":{"version":1.20,"auth":{"login":"test","time":"2024-01-15 12:20:30","sign":"<sign of the time>"},"action":"PaymentSale","body":{"pmt_id":1234567,"invoice":9000,"transactions":[{"invoice":5000,"smch_id":5410},{"invoice":4000,"smch_id":5472}]}}}
    "#);
    assert_snapshot!(wire(&CancelPayment::whole(pmt_id())), @r#"
    POST https://api-googlepay.ipay.ua/
    accept: application/json
    content-type: application/json

    {"request":{"version":1.20,"auth":{"login":"test","time":"2024-01-15 12:20:30","sign":"<sign of the time>"},"action":"PaymentCancel","body":{"pmt_id":1234567}}}
    "#);
    assert_snapshot!(wire(&CancelPayment::part(pmt_id(), kopecks(345)).unwrap()), @r#"
    POST https://api-googlepay.ipay.ua/
    accept: application/json
    content-type: application/json

    {"request":{"version":1.20,"auth":{"login":"test","time":"2024-01-15 12:20:30","sign":"<sign of the time>"},"action":"PaymentCancel","body":{"pmt_id":1234567,"amount":345}}}
    "#);
    let parts = [(TrnId::from(6636), kopecks(50)), (TrnId::from(6638), kopecks(30))];
    assert_snapshot!(wire(&CancelPayment::parts(pmt_id(), parts).unwrap()), @r#"
    POST https://api-googlepay.ipay.ua/
    accept: application/json
    content-type: application/json

    {"request":{"version":1.20,"auth":{"login":"test","time":"2024-01-15 12:20:30","sign":"<sign of the time>"},"action":"PaymentCancel","body":{"pmt_id":1234567,"transactions":[{"trn_id":6636,"amount":50},{"trn_id":6638,"amount":30}]}}}
    "#);
    assert_snapshot!(wire(&ProcessPayment::of(pmt_id())), @r#"
    POST https://api-googlepay.ipay.ua/
    accept: application/json
    content-type: application/json

    {"request":{"version":1.20,"auth":{"login":"test","time":"2024-01-15 12:20:30","sign":"<sign of the time>"},"action":"ProcessPayment","body":{"pmt_id":1234567}}}
    "#);
}

#[test]
fn another_address_has_its_prefix_kept() {
    let address: Address = "https://proxy.example/ipay/".parse().unwrap();
    let wire = GetPayment::of("6").encode(&gateway().at(address), &stamp()).unwrap();
    assert_eq!(wire.uri(), "https://proxy.example/ipay/");
}

#[test]
fn three_d_secure_is_forced_whether_data_of_ones_own_comes_before_or_after() {
    let token = token();
    let new = || CreatePayment::new("order-1", kopecks(1), &token).unwrap();
    let forced = serde_json::json!({"order": 7, "force_security_rate": "3D"});
    let own = r#"{"order":7,"force_security_rate":"2D"}"#;
    for request in [
        new().info(own).unwrap().force_3ds(),
        new().force_3ds().info(own).unwrap(),
        new().force_3ds().info(r#"{"order":7}"#).unwrap(),
        new().force_3ds().force_3ds().info(r#"{"order":7}"#).unwrap().force_3ds(),
    ] {
        assert_eq!(body(&request)["pmt_info"], forced);
        // a reader of JSON shows one of two; the gateway is sent one
        let wire = request.encode(&gateway(), &stamp()).unwrap();
        assert_eq!(wire.to_text().matches("force_security_rate").count(), 1);
    }
}

#[test]
fn the_account_chooses_how_the_version_is_written() {
    for (version, written) in [
        (Version::Number, r#"{"request":{"version":1.20,"auth":"#),
        (Version::Text, r#"{"request":{"version":"1.20","auth":"#),
        (Version::Absent, r#"{"request":{"auth":"#),
    ] {
        let gateway = gateway().version(version);
        let wire = GetPayment::of("6").encode(&gateway, &stamp()).unwrap();
        assert!(str::from_utf8(wire.body()).unwrap().starts_with(written), "{version:?}");
    }
}
