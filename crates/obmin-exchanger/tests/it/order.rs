//! What is told about orders: as documented, as other engines spell it, and as it must not be.

use obmin_exchanger::{
    CreateOrder, CurrencyCode, Delivery, Endpoint as _, ErrorKind, GetOrder, ListLastOrders,
    ListOrders, OrderAccess, OrderStatus, Sum, UpdateOrder, localized,
};

use crate::common::{SECRET, access, amount, answer, anybody, data, decode, merchant, route_id};

/// The documented answer to `order/create`.
const CREATED: &str = r#"{"_id":"65a1b2c3d4e5f60718293a4b","uid":3057,"rid":"A1B2C3D4E5F","secret":"Qx7LmN2vKc9RtZ4pWb8HsYd1",
   "route":{"from":{"name":"Cardano","symbol":"ADA"},"to":{"name":"Visa/MasterCard","symbol":"UAH"}},
   "inAmount":250,"outAmount":3741.5}"#;

/// An answer to `order/get` with every documented member.
const ORDER: &str = r###"{"order":{"TYPE":"order","_id":"5d8e6002b80b7b4cd75a6424","uid":1409,"rid":"A1B2C3D4E5F","partner":"65a1b2c3d4e5f60718293a4b",
  "status":"waitPayment","inAmount":2,"outAmount":"317.420",
  "fromValues":[{"field":"f1","name":"Wallet","value":"0xabc","_id":"v1"}],
  "toValues":[{"field":"f2","name":"WMZ","value":"Z123456789012","_id":"v2"}],
  "routeValues":[{"field":"f3","name":"E-mail","value":"a@b.example","_id":"v3"}],
  "createdAt":"2019-10-17T16:00:06.072Z","expiresAt":"2019-10-17T17:00:06.072Z",
  "clientCallbackUrl":"https://shop.example/back","comment":"look","rate":"158.71","rateTypeCalculate":"float",
  "feeToAmount":{"x":1},"additionalParams":[],"telegram":null,
  "route":{"routeId":"6580ad77a8cd1684a53a1c0f","requiredDocuments":[],
    "instructions":[{"content":"##en##Pay##uk##Платіть","step":"payment","lang":"uk","_id":"i1"}],
    "from":{"_id":"66be4d2d52f0bb5b9c12ca27","name":"Ethereum","symbol":"ETH","xml":"ETH","decimal":8,"image":"/a.svg",
      "paymentDetails":{"merchantEnabled":true,"merchant":{"template":"{\"code\":\"evil()\"}","data":{"hasError":false,"orderId":"1","merchantData":{"walletAddr":"0xdef","amount":2}}},
        "manualPaymentTextEnabled":"1","manualPaymentText":"Pay [[inAmount]] to [[account]]","account":"0xdef","commentTemplate":"","linkPS":"https://ps.example","showStepLink":false,"showIPaidBtn":null}},
    "to":{"_id":"66be4d2d52f0bb5b9c12ca2b","name":"WebMoney","symbol":"WMZ","xml":"WMZ","decimal":"2","image":{"files":[]}}}},
 "verifications":{"verificationCurrency":null,"verificationUser":{"status":"pending"}}}"###;

fn create() -> obmin_exchanger::Result<obmin_exchanger::Answer<obmin_exchanger::CreatedOrder>> {
    created(CREATED)
}

fn created(
    told: &str,
) -> obmin_exchanger::Result<obmin_exchanger::Answer<obmin_exchanger::CreatedOrder>> {
    let route = route_id();
    data(&CreateOrder::new(&route, Sum::Given(amount("250"))).unwrap(), told)
}

#[test]
fn the_documented_answer_to_a_create_is_read() {
    let order = create().unwrap();
    assert_eq!(order.access().uid(), 3057);
    assert_eq!(order.access().secret().expose(), "Qx7LmN2vKc9RtZ4pWb8HsYd1");
    assert_eq!(order.id().unwrap().as_str(), "65a1b2c3d4e5f60718293a4b");
    assert_eq!(order.rid(), Some("A1B2C3D4E5F"));
    assert_eq!(order.in_amount().unwrap().as_str(), "250");
    assert_eq!(order.out_amount().unwrap().as_str(), "3741.5");
    assert_eq!((order.from().symbol(), order.to().symbol()), (Some("ADA"), Some("UAH")));
    assert_eq!(order.to().name(), Some("Visa/MasterCard"));
    assert!(order.status().is_none() && order.expires_at().is_none());
    assert!(order.raw().contains("\"requestId\":\"1712345678901-aB3dE5f\""), "the whole envelope");
}

#[test]
fn other_engines_answer_to_a_create_with_less_and_elsewhere() {
    let told = r#"{"uid":"3057","secret":"s","status":"waitPayment","expiresAt":"2026-01-02T03:04:05.678+02:00",
        "route":{"inAmount":"250.00","outAmount":3741.50,"from":{"xml":"ADA"},"to":[]}}"#;
    let order = created(told).unwrap();
    assert_eq!((order.access().uid(), order.id()), (3057, None));
    assert_eq!(order.in_amount().unwrap().as_str(), "250.00", "the text is kept");
    assert_eq!(order.out_amount().unwrap().as_str(), "3741.50");
    assert_eq!(order.status(), Some(&OrderStatus::WaitPayment));
    assert_eq!(order.expires_at().unwrap().unix_ms(), Some(1_767_315_845_678));
    assert_eq!(order.from().code(), Some(&CurrencyCode::from("ADA")));

    let least = created(r#"{"uid":1,"secret":"s"}"#).unwrap();
    assert_eq!((least.access().uid(), least.in_amount().is_none()), (1, true));
    let odd =
        created(r#"{"uid":1,"secret":"s","inAmount":"n/a","rid":[],"route":5,"_id":{}}"#).unwrap();
    assert!(odd.in_amount().is_none() && odd.rid().is_none() && odd.id().is_none());
    // longer than any that is documented: it was told, so it is kept
    let secret = "x".repeat(60);
    let long = created(&format!(r#"{{"uid":999999999999,"secret":"{secret}"}}"#)).unwrap();
    assert_eq!(long.access().secret().expose(), secret);
}

#[test]
fn an_order_without_its_access_is_not_read() {
    for told in [
        "{}",
        r#"{"uid":1}"#,
        r#"{"secret":"s"}"#,
        r#"{"uid":1,"secret":""}"#,
        r#"{"uid":1,"secret":null}"#,
        r#"{"uid":-1,"secret":"s"}"#,
        r#"{"uid":1.5,"secret":"s"}"#,
        r#"{"uid":"x","secret":"s"}"#,
        r#"{"order":{"uid":1,"secret":"s"}}"#,
        "[]",
        "5",
        "null",
    ] {
        let error = created(told).unwrap_err();
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Decode, Delivery::Unknown),
            "{told}"
        );
    }
}

#[test]
fn every_documented_member_of_an_order_is_read() {
    let access = access();
    let order = data(&GetOrder::of(&access), ORDER).unwrap();
    assert_eq!(order.id().unwrap().as_str(), "5d8e6002b80b7b4cd75a6424");
    assert_eq!((order.uid(), order.rid()), (Some(1409), Some("A1B2C3D4E5F")));
    assert_eq!(order.partner(), Some("65a1b2c3d4e5f60718293a4b"));
    assert_eq!(*order.status(), OrderStatus::WaitPayment);
    assert_eq!(order.in_amount().unwrap().as_str(), "2");
    assert_eq!(order.out_amount().unwrap().as_str(), "317.420");
    for (values, key, name, value) in [
        (order.from_values(), "f1", "Wallet", "0xabc"),
        (order.to_values(), "f2", "WMZ", "Z123456789012"),
        (order.route_values(), "f3", "E-mail", "a@b.example"),
    ] {
        let [only] = values else { panic!("{values:?}") };
        assert_eq!((only.key(), only.name(), only.value()), (key, name, value));
    }
    assert_eq!(order.created_at().unwrap().unix_ms(), Some(1_571_328_006_072));
    assert_eq!(order.expires_at().unwrap().as_str(), "2019-10-17T17:00:06.072Z");
    assert_eq!(order.client_callback_url(), Some("https://shop.example/back"));
    assert_eq!((order.comment(), order.rate_type()), (Some("look"), Some("float")));
    assert_eq!(order.rate().unwrap().as_str(), "158.71");
    assert_eq!(order.route_id(), Some(&route_id()));
    assert_eq!((order.from().decimal(), order.to().decimal()), (Some(8), Some(2)));
    assert_eq!(order.from().id().unwrap().as_str(), "66be4d2d52f0bb5b9c12ca27");
    assert_eq!((order.from().name(), order.to().symbol()), (Some("Ethereum"), Some("WMZ")));
    assert_eq!(order.to().code().unwrap().as_str(), "WMZ");
    let [step] = order.instructions() else { panic!() };
    assert_eq!((step.step(), step.lang()), (Some("payment"), Some("uk")));
    assert_eq!(localized(step.content(), "uk"), "Платіть");
    assert!(order.verifications().unwrap().contains("pending"));
}

#[test]
fn how_an_order_is_paid_is_read_and_code_in_it_is_not() {
    let access = access();
    let order = data(&GetOrder::payment_of(&access), ORDER).unwrap();
    let payment = order.payment().unwrap();
    assert!(payment.is_automatic() && payment.is_manual());
    assert_eq!(payment.module(), None);
    let module = payment.module_data().unwrap();
    assert!(module.contains("walletAddr") && !module.contains("evil"), "{module}");
    assert_eq!(payment.manual_text(), Some("Pay [[inAmount]] to [[account]]"));
    assert_eq!((payment.account(), payment.comment_template()), (Some("0xdef"), None));
    assert_eq!(payment.link(), Some("https://ps.example"));
    assert_eq!(
        [payment.shows_link(), payment.shows_comment(), payment.shows_paid_button()],
        [false, true, true],
        "missing means shown"
    );
    let none = data(&GetOrder::of(&access), r#"{"order":{"status":"new"}}"#).unwrap();
    assert!(none.payment().is_none(), "not there yet");
}

#[test]
fn an_order_stays_readable_whatever_stands_beside_its_status() {
    let access = access();
    for beside in [
        "",
        r#","uid":"1409","fromValues":null,"toValues":{},"routeValues":"","route":[]"#,
        r#","inAmount":"","outAmount":{},"rate":true,"comment":5,"rid":[],"_id":null"#,
        r#","createdAt":1571328006072,"expiresAt":"soon","partner":false,"clientCallbackUrl":[]"#,
        r#","route":{"from":"ETH","to":null,"instructions":[1,null,{}],"routeId":7}"#,
        r#","route":{"from":{"paymentDetails":"x","decimal":"many"},"to":{"xml":5}}"#,
    ] {
        let order = data(
            &GetOrder::of(&access),
            &format!(r#"{{"order":{{"status":"done"{beside}}},"verifications":[]}}"#),
        );
        let order = order.unwrap_or_else(|error| panic!("{beside}: {error}"));
        assert!(order.status().is_done(), "{beside}");
        assert_eq!(order.verifications(), Some("[]"));
    }
    let order = data(&GetOrder::of(&access), r#"{"order":{"status":"frozen","createdAt":"soon"}}"#);
    let order = order.unwrap();
    assert_eq!(*order.status(), OrderStatus::Other("frozen".into()));
    assert_eq!(order.created_at().unwrap().unix_ms(), None, "kept as it came");
}

#[test]
fn an_order_without_a_status_or_of_somebody_else_is_not_read() {
    let access = access();
    for told in [
        "{}",
        r#"{"order":null}"#,
        r#"{"order":{}}"#,
        r#"{"order":{"status":null}}"#,
        r#"{"order":{"status":{"done":1}}}"#,
        r#"{"status":"done"}"#,
    ] {
        let error = data(&GetOrder::of(&access), told).unwrap_err();
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Decode, Delivery::Unknown),
            "{told}"
        );
    }
    for uid in ["1410", "\"14090\"", "0"] {
        let told = format!(r#"{{"order":{{"status":"done","uid":{uid}}}}}"#);
        let error = data(&GetOrder::of(&access), &told).unwrap_err();
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Mismatch, Delivery::Unknown),
            "{uid}"
        );
        assert!(error.to_string().contains("another order"), "{error}");
    }
}

#[test]
fn what_an_update_answers_is_not_documented_and_not_read() {
    let access = access();
    for told in [
        r#"{"success":true,"data":{"order":{"status":"waitPayment"}}}"#,
        r#"{"success":true,"data":{"success":true}}"#,
        r#"{"success":true,"data":null}"#,
        r#"{"success":true,"result":[]}"#,
        r#"{"success":true}"#,
    ] {
        assert!(decode(&UpdateOrder::confirm(&access), told).is_ok(), "{told}");
    }
    for told in [
        "{}",
        "[]",
        "",
        "OK",
        r#"{"data":{"success":true}}"#,
        r#"{"success":null}"#,
        r#"{"success":"yes"}"#,
    ] {
        let error = decode(&UpdateOrder::confirm(&access), told).unwrap_err();
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Decode, Delivery::Unknown),
            "{told}"
        );
    }
}

#[test]
fn older_engines_have_result_in_place_of_data() {
    let access = access();
    let told = r#"{"success":true,"result":{"order":{"status":"hold"}}}"#;
    assert_eq!(*decode(&GetOrder::of(&access), told).unwrap().status(), OrderStatus::Hold);
    let told = r#"{"success":1,"data":null,"result":{"order":{"status":"hold"}},"cache":2,"redirect":"x"}"#;
    assert_eq!(*decode(&GetOrder::of(&access), told).unwrap().status(), OrderStatus::Hold);
    let both = r#"{"success":true,"data":{"order":{"status":"new"}},"result":{"order":{"status":"hold"}}}"#;
    assert_eq!(*decode(&GetOrder::of(&access), both).unwrap().status(), OrderStatus::New);
    let error = decode(&GetOrder::of(&access), r#"{"success":true}"#).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[test]
fn a_page_of_orders_is_read() {
    let told = r#"{"orders":[{"_id":"65a1b2c3d4e5f60718293a4b","uid":3057,"rid":"R","status":"done","inAmount":250,"outAmount":"3741.5","createdAt":"2019-10-17T16:00:06.072Z",
        "route":{"routeId":"6580ad77a8cd1684a53a1c0f","from":{"xml":"ADA"},"to":{"xml":"CARDUAH"}},"secret":"not ours to keep"},{"uid":"2"},5],
        "count":{"total":"12","pages":2,"select_page":1,"limit":10,"offset":0}}"#;
    let list = ListOrders::new()
        .decode(&merchant(), &answer(200, format!(r#"{{"success":true,"data":{told}}}"#)));
    let list = list.unwrap();
    let [first, second] = list.orders() else { panic!("{:?}", list.orders()) };
    assert_eq!((first.uid(), first.rid()), (Some(3057), Some("R")));
    assert_eq!(first.id().unwrap().as_str(), "65a1b2c3d4e5f60718293a4b");
    assert!(first.status().is_done());
    assert_eq!(first.in_amount().unwrap().as_str(), "250");
    assert_eq!(first.out_amount().unwrap().as_str(), "3741.5");
    assert_eq!(first.created_at().unwrap().unix_ms(), Some(1_571_328_006_072));
    assert_eq!(first.route_id(), Some(&route_id()));
    assert_eq!(first.from().code().unwrap().as_str(), "ADA");
    assert_eq!(first.to().code().unwrap().as_str(), "CARDUAH");
    assert_eq!((second.uid(), second.status()), (Some(2), &OrderStatus::Other("".into())));
    assert_eq!((list.total(), list.pages(), list.page()), (Some(12), Some(2), Some(1)));
    assert_eq!((list.limit(), list.offset()), (Some(10), Some(0)));
    let empty = data(&ListOrders::new(), "{}").unwrap();
    assert!(empty.orders().is_empty() && empty.total().is_none());
}

#[test]
fn the_latest_orders_are_read() {
    let told = r#"{"orders":[{"typeClient":"web","inAmount":1,"outAmount":2.50,"createdAt":"x","route":{"from":{"symbol":"ADA"},"to":{"symbol":"UAH"}}}],"disable":false}"#;
    let last = data(&ListLastOrders::new(), told).unwrap();
    let [order] = last.orders() else { panic!() };
    assert_eq!((order.client(), order.in_amount().unwrap().as_str()), (Some("web"), "1"));
    assert_eq!(order.out_amount().unwrap().as_str(), "2.50");
    assert_eq!(order.created_at().unwrap().as_str(), "x");
    assert_eq!((order.from().symbol(), order.to().symbol()), (Some("ADA"), Some("UAH")));
    assert!(!last.is_disabled());
    assert!(data(&ListLastOrders::new(), r#"{"disable":"1"}"#).unwrap().is_disabled());
}

#[test]
fn an_access_is_what_was_stored() {
    let access = OrderAccess::new(99_999_999_999, SECRET).unwrap();
    let copy = access.clone();
    assert_eq!((copy.uid(), copy.secret().expose()), (99_999_999_999, SECRET));
    let wire = GetOrder::of(&copy).encode(&anybody(), &crate::common::stamp()).unwrap();
    assert!(wire.uri().query().unwrap().starts_with("orderUID=99999999999&"));
}

#[test]
fn texts_in_several_languages_are_taken_apart() {
    for (text, lang, expected) in [
        ("Pay", "uk", "Pay"),
        ("##en##Pay##uk##Платіть", "uk", "Платіть"),
        ("##en##Pay##uk##Платіть", "EN", "Pay"),
        ("##en##Pay##uk##Платіть", "ru", ""),
        ("##en##text####uk##text##", "en", "text"),
        ("All ##en##one####uk##two##", "uk", "All two"),
        ("##en##one##both", "uk", "both"),
        ("##en##one##both", "en", "oneboth"),
        ("a##b##c", "uk", "abc"),
        ("##", "uk", ""),
        ("##en", "en", ""),
        ("", "uk", ""),
    ] {
        assert_eq!(localized(text, lang), expected, "{text} in {lang}");
    }
}
