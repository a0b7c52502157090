//! Every request as it stands on the wire. Hashes are verified against parameters that are written
//! out here, and then cut out, so that a snapshot cannot bless a wrong one.

use insta::assert_snapshot;
use obmin_exchanger::{
    CreateOrder, CurrencyId, Encoding, Endpoint, Gateway as _, GetOrder, GetRoute, GetRouteTable,
    GetSiteStatus, IpnSecret, ListLastOrders, ListOrders, ListRoutes, Obmin, OrderStatus, Sum,
    UpdateOrder, Verbs, sign,
};

use crate::common::{
    API_KEY, API_SECRET, access, amount, anybody, body, merchant, route_id, stamp,
};

const CURRENCY: &str = "66be4d2d52f0bb5b9c12ca27";

/// Without a key.
fn wire(request: &impl Endpoint<Gateway = Obmin>) -> String {
    request.encode(&anybody(), &stamp()).unwrap().to_text()
}

/// By this account, whose hash must be the one of `params`.
fn signed(gateway: &Obmin, request: &impl Endpoint<Gateway = Obmin>, params: &str) -> String {
    let wire = request.encode(gateway, &stamp()).unwrap();
    for header in ["apikey", "hash"] {
        assert!(wire.headers()[header].is_sensitive(), "{header}");
    }
    assert_eq!(wire.headers()["apikey"], API_KEY);
    let given = wire.headers()["hash"].to_str().unwrap();
    sign::verify_call(API_SECRET.as_bytes(), params.as_bytes(), given).unwrap();
    wire.to_text().replace(given, "<hash of the parameters>")
}

fn full<'a>(route: &'a obmin_exchanger::RouteId, secret: &'a IpnSecret) -> CreateOrder<'a> {
    CreateOrder::new(route, Sum::Received(amount("3741.50")))
        .unwrap()
        .agreed()
        .from_value("65a1b2c3d4e5f60718293a4b", "DdzFF \"1\"/2")
        .to_value("walletAddress", "5555 5555 5555 4444")
        .to_value("wallet", "memo&=[]")
        .route_value("66be4d2d52f0bb5b9c12ca2b", "Тарас Шевченко")
        .lang("uk")
        .unwrap()
        .partner("ABC123")
        .unwrap()
        .hide_out_data()
        .client_callback_url("https://shop.example/back")
        .unwrap()
        .ipn("https://shop.example/ipn?x=1", secret)
        .unwrap()
        .skip_preview()
        .captcha("c4ptcha")
        .email("a+b@example.com")
        .disable_email_notify()
        .additional_service("s1")
        .additional_service("s2")
        .type_client("api")
}

#[test]
fn orders_are_made() {
    let route = route_id();
    let least = CreateOrder::new(&route, Sum::Given(amount("250"))).unwrap().agreed();
    assert_snapshot!(wire(&least), @r#"
    POST https://www.obmin.me/service/api/v1/public/exchanger/order/create/
    accept: application/json
    content-type: application/json

    {"routeId":"6580ad77a8cd1684a53a1c0f","amount":"250","fromValues":[],"toValues":[],"routeValues":[],"agreement":true}
    "#);
    let secret = IpnSecret::new("s3cr3t").unwrap();
    assert_snapshot!(wire(&full(&route, &secret)), @r#"
    POST https://www.obmin.me/service/api/v1/public/exchanger/order/create/
    accept: application/json
    content-type: application/json

    {"routeId":"6580ad77a8cd1684a53a1c0f","amount":"-3741.50","fromValues":[{"key":"65a1b2c3d4e5f60718293a4b","value":"DdzFF \"1\"/2"}],"toValues":[{"key":"walletAddress","value":"5555 5555 5555 4444"},{"key":"wallet","value":"memo&=[]"}],"routeValues":[{"key":"66be4d2d52f0bb5b9c12ca2b","value":"Тарас Шевченко"}],"lang":"uk","agreement":true,"partner":"ABC123","hideOutData":true,"clientCallbackUrl":"https://shop.example/back","ipnUrl":"https://shop.example/ipn?x=1","ipnSecret":"s3cr3t","skipPreview":true,"captcha":"c4ptcha","email":"a+b@example.com","disableEmailNotify":true,"additionalServices":["s1","s2"],"typeClient":"api"}
    "#);
    let extra = least.extra_data(r#" {"b" : 1.0, "a": [null]} "#).unwrap();
    assert_snapshot!(wire(&extra), @r#"
    POST https://www.obmin.me/service/api/v1/public/exchanger/order/create/
    accept: application/json
    content-type: application/json

    {"routeId":"6580ad77a8cd1684a53a1c0f","amount":"250","fromValues":[],"toValues":[],"routeValues":[],"agreement":true,"extraData":{"b" : 1.0, "a": [null]}}
    "#);
}

#[test]
fn amounts_are_texts_and_the_side_is_a_sign() {
    let route = route_id();
    for (sum, sent) in [
        (Sum::Given(amount("100.50")), "100.50"),
        (Sum::Given(amount("0.00000001")), "0.00000001"),
        (Sum::Received(amount("100.50")), "-100.50"),
        (
            Sum::Received(amount("123456789012345678901234567.89")),
            "-123456789012345678901234567.89",
        ),
    ] {
        let order = CreateOrder::new(&route, sum).unwrap().agreed();
        assert_eq!(body(&order)["amount"], sent);
    }
}

#[test]
fn orders_are_made_as_a_form() {
    let (route, secret) = (route_id(), IpnSecret::new("s3cr3t").unwrap());
    let gateway = Obmin::new().encoding(Encoding::Form);
    let order = full(&route, &secret);
    let text = order.encode(&gateway, &stamp()).unwrap().to_text();
    assert_snapshot!(text, @r#"
    POST https://www.obmin.me/service/api/v1/public/exchanger/order/create/
    accept: application/json
    content-type: application/x-www-form-urlencoded

    routeId=6580ad77a8cd1684a53a1c0f&amount=-3741.50&fromValues%5B0%5D%5Bkey%5D=65a1b2c3d4e5f60718293a4b&fromValues%5B0%5D%5Bvalue%5D=DdzFF+%221%22%2F2&toValues%5B0%5D%5Bkey%5D=walletAddress&toValues%5B0%5D%5Bvalue%5D=5555+5555+5555+4444&toValues%5B1%5D%5Bkey%5D=wallet&toValues%5B1%5D%5Bvalue%5D=memo%26%3D%5B%5D&routeValues%5B0%5D%5Bkey%5D=66be4d2d52f0bb5b9c12ca2b&routeValues%5B0%5D%5Bvalue%5D=%D0%A2%D0%B0%D1%80%D0%B0%D1%81+%D0%A8%D0%B5%D0%B2%D1%87%D0%B5%D0%BD%D0%BA%D0%BE&lang=uk&agreement=true&partner=ABC123&hideOutData=true&clientCallbackUrl=https%3A%2F%2Fshop.example%2Fback&ipnUrl=https%3A%2F%2Fshop.example%2Fipn%3Fx%3D1&ipnSecret=s3cr3t&skipPreview=true&captcha=c4ptcha&email=a%2Bb%40example.com&disableEmailNotify=true&additionalServices%5B%5D=s1&additionalServices%5B%5D=s2&typeClient=api
    "#);

    // what the server makes of both is the same, apart from the types of leaves
    let form = order.encode(&gateway, &stamp()).unwrap();
    let json = order.encode(&anybody(), &stamp()).unwrap();
    let form = sign::canonical("", sign::Body::Form(form.body())).unwrap();
    let json = sign::canonical("", sign::Body::Json(json.body())).unwrap();
    assert_eq!(form, json.replace(":true", ":\"true\""));
}

#[test]
fn orders_are_read() {
    let access = access();
    assert_snapshot!(wire(&GetOrder::of(&access)), @r#"
    GET https://www.obmin.me/service/api/v1/public/exchanger/order/get/?orderUID=1409&orderSecret=dGqwF2M2eBPaSN1G5ljMS1cb&type=order
    accept: application/json
    "#);
    assert_snapshot!(wire(&GetOrder::payment_of(&access)), @r#"
    GET https://www.obmin.me/service/api/v1/public/exchanger/order/get/?orderUID=1409&orderSecret=dGqwF2M2eBPaSN1G5ljMS1cb&type=payment
    accept: application/json
    "#);
}

#[test]
fn orders_are_moved() {
    let access = access();
    assert_snapshot!(wire(&UpdateOrder::confirm(&access)), @r#"
    PUT https://www.obmin.me/service/api/v1/public/exchanger/order/update-status/
    accept: application/json
    content-type: application/json

    {"orderUID":1409,"orderSecret":"dGqwF2M2eBPaSN1G5ljMS1cb","status":"waitPayment"}
    "#);
    assert_snapshot!(wire(&UpdateOrder::mark_paid(&access)), @r#"
    PUT https://www.obmin.me/service/api/v1/public/exchanger/order/update-status/
    accept: application/json
    content-type: application/json

    {"orderUID":1409,"orderSecret":"dGqwF2M2eBPaSN1G5ljMS1cb","status":"inProgress"}
    "#);
    assert_snapshot!(wire(&UpdateOrder::cancel(&access)), @r#"
    PUT https://www.obmin.me/service/api/v1/public/exchanger/order/update-status/
    accept: application/json
    content-type: application/json

    {"orderUID":1409,"orderSecret":"dGqwF2M2eBPaSN1G5ljMS1cb","status":"deleted"}
    "#);
    let gateway = Obmin::new().encoding(Encoding::Form);
    let text = UpdateOrder::confirm(&access).encode(&gateway, &stamp()).unwrap().to_text();
    assert_snapshot!(text, @r#"
    PUT https://www.obmin.me/service/api/v1/public/exchanger/order/update-status/
    accept: application/json
    content-type: application/x-www-form-urlencoded

    orderUID=1409&orderSecret=dGqwF2M2eBPaSN1G5ljMS1cb&status=waitPayment
    "#);
}

#[test]
fn orders_are_listed() {
    let merchant = merchant();
    let params = r#"{"time":"1571328406072"}"#;
    assert_snapshot!(signed(&merchant, &ListOrders::new(), params), @r#"
    GET https://www.obmin.me/service/api/v1/user/exchanger/order/history/?time=1571328406072
    accept: application/json
    apikey: EX_0123456789ABCDEF
    hash: <hash of the parameters>
    "#);
    let some = ListOrders::new().page(2).unwrap().limit(10).unwrap();
    let some = some.status(OrderStatus::New).status(OrderStatus::from("ї"));
    let params = r#"{"statuses":["new","ї"],"page":"2","limit":"10","time":"1571328406072"}"#;
    assert_snapshot!(signed(&merchant, &some, params), @r#"
    GET https://www.obmin.me/service/api/v1/user/exchanger/order/history/?statuses%5B%5D=new&statuses%5B%5D=%D1%97&page=2&limit=10&time=1571328406072
    accept: application/json
    apikey: EX_0123456789ABCDEF
    hash: <hash of the parameters>
    "#);
    assert_snapshot!(wire(&ListLastOrders::new()), @r#"
    GET https://www.obmin.me/service/api/v1/public/exchanger/order/get-lasts/
    accept: application/json
    "#);
    assert_snapshot!(wire(&ListLastOrders::new().limit(20).unwrap()), @r#"
    GET https://www.obmin.me/service/api/v1/public/exchanger/order/get-lasts/?limit=20
    accept: application/json
    "#);
}

#[test]
fn routes_are_read() {
    let (id, currency): (_, CurrencyId) = (route_id(), CURRENCY.parse().unwrap());
    assert_snapshot!(wire(&ListRoutes::new()), @r#"
    GET https://www.obmin.me/service/api/v1/public/exchanger/route/get/
    accept: application/json
    "#);
    assert_snapshot!(wire(&ListRoutes::new().from(&currency).to(&currency)), @r#"
    GET https://www.obmin.me/service/api/v1/public/exchanger/route/get/?fromCurrencyId=66be4d2d52f0bb5b9c12ca27&toCurrencyId=66be4d2d52f0bb5b9c12ca27
    accept: application/json
    "#);
    assert_snapshot!(wire(&GetRouteTable::new()), @r#"
    GET https://www.obmin.me/service/api/v1/public/exchanger/route-v2/get/
    accept: application/json
    "#);
    assert_snapshot!(wire(&GetRouteTable::new().from(&currency).from(&currency).to(&currency)), @r#"
    GET https://www.obmin.me/service/api/v1/public/exchanger/route-v2/get/?fromCurrencyIds%5B%5D=66be4d2d52f0bb5b9c12ca27&fromCurrencyIds%5B%5D=66be4d2d52f0bb5b9c12ca27&toCurrencyIds%5B%5D=66be4d2d52f0bb5b9c12ca27
    accept: application/json
    "#);
    assert_snapshot!(wire(&GetRoute::of(&id).lang("uk").unwrap()), @r#"
    GET https://www.obmin.me/service/api/v1/public/exchanger/route/get/one/?id=6580ad77a8cd1684a53a1c0f&lang=uk
    accept: application/json
    "#);
    assert_snapshot!(wire(&GetRoute::between("CASH USD", "CARDUAH").unwrap()), @r#"
    GET https://www.obmin.me/service/api/v1/public/exchanger/route/get/one/by-xml/?xmlIn=CASH+USD&xmlOut=CARDUAH
    accept: application/json
    "#);
    assert_snapshot!(wire(&GetRoute::at_friendly_url("ada-to-card/їжак").unwrap()), @r#"
    GET https://www.obmin.me/service/api/v1/public/exchanger/route/get/one/by-friendlyURL/?friendlyURL=ada-to-card%2F%D1%97%D0%B6%D0%B0%D0%BA
    accept: application/json
    "#);
}

#[test]
fn the_site_is_asked() {
    assert_snapshot!(wire(&GetSiteStatus), @r#"
    GET https://www.obmin.me/service/api/v1/public/site/status/get/
    accept: application/json
    "#);
}

#[test]
fn with_a_key_every_call_is_signed() {
    let (merchant, access, route) = (merchant(), access(), route_id());
    let params = r#"{"orderUID":"1409","orderSecret":"dGqwF2M2eBPaSN1G5ljMS1cb","type":"order","time":"1571328406072"}"#;
    assert_snapshot!(signed(&merchant, &GetOrder::of(&access), params), @r#"
    GET https://www.obmin.me/service/api/v1/public/exchanger/order/get/?orderUID=1409&orderSecret=dGqwF2M2eBPaSN1G5ljMS1cb&type=order&time=1571328406072
    accept: application/json
    apikey: EX_0123456789ABCDEF
    hash: <hash of the parameters>
    "#);
    let params = r#"{"time":"1571328406072","orderUID":1409,"orderSecret":"dGqwF2M2eBPaSN1G5ljMS1cb","status":"waitPayment"}"#;
    assert_snapshot!(signed(&merchant, &UpdateOrder::confirm(&access), params), @r#"
    PUT https://www.obmin.me/service/api/v1/public/exchanger/order/update-status/?time=1571328406072
    accept: application/json
    apikey: EX_0123456789ABCDEF
    content-type: application/json
    hash: <hash of the parameters>

    {"orderUID":1409,"orderSecret":"dGqwF2M2eBPaSN1G5ljMS1cb","status":"waitPayment"}
    "#);
    let order = CreateOrder::new(&route, Sum::Given(amount("100.5"))).unwrap().agreed();
    let order = order.to_value("66be4d2d52f0bb5b9c12ca27", "Тарас / \"Шевченко\"");
    let params = r#"{"time":"1571328406072","routeId":"6580ad77a8cd1684a53a1c0f","amount":"100.5","fromValues":[],"toValues":[{"key":"66be4d2d52f0bb5b9c12ca27","value":"Тарас / \"Шевченко\""}],"routeValues":[],"agreement":true}"#;
    assert_snapshot!(signed(&merchant, &order, params), @r#"
    POST https://www.obmin.me/service/api/v1/public/exchanger/order/create/?time=1571328406072
    accept: application/json
    apikey: EX_0123456789ABCDEF
    content-type: application/json
    hash: <hash of the parameters>

    {"routeId":"6580ad77a8cd1684a53a1c0f","amount":"100.5","fromValues":[],"toValues":[{"key":"66be4d2d52f0bb5b9c12ca27","value":"Тарас / \"Шевченко\""}],"routeValues":[],"agreement":true}
    "#);
    // an object of the caller's is signed as JavaScript prints it
    let extra = order.extra_data(r#"{"b":1.0,"7":"\u0457"}"#).unwrap();
    let params = params
        .replace("\"agreement\":true", "\"agreement\":true,\"extraData\":{\"7\":\"ї\",\"b\":1}");
    signed(&merchant, &extra, &params);
    let params = r#"{"time":"1571328406072"}"#;
    signed(&merchant, &GetSiteStatus, params);
}

#[test]
fn a_form_is_signed_as_the_server_takes_it_apart() {
    let (gateway, route) = (merchant().encoding(Encoding::Form), route_id());
    let order = CreateOrder::new(&route, Sum::Given(amount("100.5"))).unwrap().agreed();
    let order = order.to_value("66be4d2d52f0bb5b9c12ca27", "5168 7573");
    let params = r#"{"time":"1571328406072","routeId":"6580ad77a8cd1684a53a1c0f","amount":"100.5","toValues":[{"key":"66be4d2d52f0bb5b9c12ca27","value":"5168 7573"}],"agreement":"true"}"#;
    assert_snapshot!(signed(&gateway, &order, params), @r#"
    POST https://www.obmin.me/service/api/v1/public/exchanger/order/create/?time=1571328406072
    accept: application/json
    apikey: EX_0123456789ABCDEF
    content-type: application/x-www-form-urlencoded
    hash: <hash of the parameters>

    routeId=6580ad77a8cd1684a53a1c0f&amount=100.5&toValues%5B0%5D%5Bkey%5D=66be4d2d52f0bb5b9c12ca27&toValues%5B0%5D%5Bvalue%5D=5168+7573&agreement=true
    "#);
}

#[test]
fn posts_alone_where_the_site_wants_it() {
    let (gateway, access) = (merchant().verbs(Verbs::Post), access());
    let params = r#"{"time":"1571328406072","orderUID":1409,"orderSecret":"dGqwF2M2eBPaSN1G5ljMS1cb","type":"order"}"#;
    assert_snapshot!(signed(&gateway, &GetOrder::of(&access), params), @r#"
    POST https://www.obmin.me/service/api/v1/public/exchanger/order/get/?time=1571328406072
    accept: application/json
    apikey: EX_0123456789ABCDEF
    content-type: application/json
    hash: <hash of the parameters>

    {"orderUID":1409,"orderSecret":"dGqwF2M2eBPaSN1G5ljMS1cb","type":"order"}
    "#);
    let params = r#"{"time":"1571328406072","statuses":["hold"],"page":1}"#;
    let list = ListOrders::new().page(1).unwrap().status(OrderStatus::Hold);
    signed(&gateway, &list, params);
    let anybody = Obmin::new().verbs(Verbs::Post);
    let text = GetSiteStatus.encode(&anybody, &stamp()).unwrap().to_text();
    assert_snapshot!(text, @r#"
    POST https://www.obmin.me/service/api/v1/public/site/status/get/
    accept: application/json
    content-type: application/json

    {}
    "#);
    let confirm = UpdateOrder::confirm(&access).encode(&anybody, &stamp()).unwrap();
    assert_eq!(confirm.method(), "POST");
}

#[test]
fn another_site_and_another_language() {
    for at in ["https://exchanger.example", "https://exchanger.example/service/api/v1/"] {
        let gateway = Obmin::new().lang("uk").unwrap().at(at.parse().unwrap());
        assert_eq!(gateway.site().as_str(), "https://exchanger.example");
        let wire = GetSiteStatus.encode(&gateway, &stamp()).unwrap();
        assert_eq!(wire.uri(), "https://exchanger.example/service/api/v1/public/site/status/get/");
        assert_eq!(wire.headers()["lang"], "uk");
    }
    let below = Obmin::new().at("https://example.com/exchanger".parse().unwrap());
    let wire = GetSiteStatus.encode(&below, &stamp()).unwrap();
    assert_eq!(wire.uri().path(), "/exchanger/service/api/v1/public/site/status/get/");
}
