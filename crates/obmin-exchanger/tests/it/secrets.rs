//! Nothing that must not be seen is printed.

use std::error::Error as _;
use std::fmt::Write as _;

use obmin_exchanger::{
    ApiError, CreateOrder, Endpoint as _, Error, GetOrder, GetRoute, GetSiteStatus, IpnSecret,
    IpnVerdict, ListLastOrders, ListOrders, Obmin, OrderAccess, Received, Sum, UpdateOrder, sign,
};

use crate::common::{
    API_KEY, API_SECRET, SECRET, access, amount, data, decode, merchant, refuse, route_id, stamp,
};
use crate::route::ONE;

const IPN_SECRET: &str = "1pn-s3cret";
const CARD: &str = "5555555555554444";
const HASH: &str = "af3acf947e6f0e0f2c267e300b8582e504dba12d1f2d058652b7414163c09f48";

fn clean(shown: &str) {
    let all = [
        API_KEY,
        API_SECRET,
        SECRET,
        IPN_SECRET,
        CARD,
        HASH,
        "buyer@",
        "c4ptcha",
        "unguessable",
        "s3rver.js",
    ];
    for secret in all {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

/// The error, its chain, and both in `Debug`.
fn shown(error: &Error) -> String {
    let mut shown = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(cause) = source {
        write!(shown, " {cause} {cause:?}").unwrap();
        source = cause.source();
    }
    if let Some(api) = ApiError::of(error) {
        write!(shown, " {api} {api:?} {api:#?}").unwrap();
    }
    shown
}

#[test]
fn accounts_and_what_they_write() {
    let (merchant, access) = (merchant(), access());
    clean(&format!("{merchant:?} {merchant:#?} {access:?} {:?}", access.secret()));
    let wire = GetOrder::of(&access).encode(&merchant, &stamp()).unwrap();
    assert!(wire.to_text().contains(SECRET), "it is there");
    clean(&format!("{wire:?} {:?} {:?}", wire.headers()["hash"], wire.headers()["apikey"]));
    let body = sign::Body::Form(SECRET.as_bytes());
    clean(&format!("{body:?} {:?}", sign::Body::Json(SECRET.as_bytes())));
    let fields = sign::sign_call(API_SECRET.as_bytes(), b"{}");
    clean(&format!("{fields:?}"));
}

#[test]
fn requests() {
    let (route, access) = (route_id(), access());
    let secret = IpnSecret::new(IPN_SECRET).unwrap();
    let create = CreateOrder::new(&route, Sum::Given(amount("1"))).unwrap().agreed();
    let create =
        create.to_value("card", CARD).from_value("from", CARD).route_value("e", "buyer@shop");
    let create = create.ipn("https://shop.example/unguessable", &secret).unwrap();
    let create =
        create.captcha("c4ptcha").email("buyer@shop").extra_data("{\"x\":\"buyer@\"}").unwrap();
    clean(&format!("{create:?} {create:#?} {secret:?}"));
    clean(&format!("{:?} {:?}", GetOrder::of(&access), UpdateOrder::cancel(&access)));
    let page = Obmin::new().payment_page(&access, "uk").unwrap();
    clean(&format!("{page:?}"));
}

#[test]
fn a_made_secret_is_64_digits_and_each_is_another() {
    let (one, other) = (IpnSecret::from_random(&[0xab; 32]), IpnSecret::from_random(&[0x07; 32]));
    assert_eq!(one.expose(), "ab".repeat(32));
    assert_eq!(other.expose(), "07".repeat(32));
    assert_eq!(format!("{one:?} {other:?}"), "IpnSecret(..) IpnSecret(..)");
}

#[cfg(feature = "client")]
#[test]
fn a_client_makes_secrets_that_nobody_can_guess() {
    let client = obmin_exchanger::Client::new(Obmin::new());
    let (one, other) = (IpnSecret::random(&client).unwrap(), IpnSecret::random(&client).unwrap());
    assert_ne!(one.expose(), other.expose());
    for secret in [one, other] {
        assert_eq!(secret.expose().len(), 64);
        assert!(secret.expose().bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert!(IpnSecret::new(secret.expose()).is_ok(), "readable, and good to be read again");
    }
}

#[test]
fn answers() {
    let (route, access) = (route_id(), access());
    let create = CreateOrder::new(&route, Sum::Given(amount("1"))).unwrap();
    let told = format!(r#"{{"uid":1409,"secret":"{SECRET}","rid":"{CARD}","_id":"{HASH}"}}"#);
    let created = data(&create, &told).unwrap();
    assert_eq!(created.access().secret().expose(), SECRET);
    clean(&format!("{created:?} {created:#?} {:?}", created.access()));

    let told = format!(
        r#"{{"order":{{"status":"{CARD}{HASH}","uid":1409,"secret":"{SECRET}","_id":"{HASH}","comment":"{CARD}","partner":"{HASH}",
        "toValues":[{{"field":"{HASH}","name":"{CARD}","value":"{CARD}"}}],"clientCallbackUrl":"https://shop.example/unguessable","expiresAt":"{CARD}","createdAt":"{HASH}",
        "route":{{"from":{{"xml":"{HASH}","name":"{CARD}","paymentDetails":{{"account":"{CARD}","manualPaymentText":"{CARD}","linkPS":"https://x/unguessable","merchant":{{"data":"{CARD}"}}}}}},
        "instructions":[{{"step":"{HASH}","lang":"{CARD}","content":"{CARD}"}}]}}}},"verifications":"{CARD}"}}"#
    );
    let order = data(&GetOrder::of(&access), &told).unwrap();
    assert_eq!(order.to_values()[0].value(), CARD);
    let (status, created_at) = (order.status(), order.created_at().unwrap());
    clean(&format!("{order:?} {order:#?} {:?} {:?}", order.to_values(), order.payment()));
    clean(&format!("{status} {status:?} {created_at} {created_at:?} {:?}", order.instructions()));
    let (id, code) = (order.id().unwrap(), order.from().code().unwrap());
    clean(&format!("{id} {id:?} {code} {code:?} {:?}", order.from()));

    let told = format!(
        r#"{{"orders":[{{"typeClient":"{CARD}","_id":"{HASH}","status":"{HASH}","secret":"{SECRET}"}}]}}"#
    );
    clean(&format!("{:?}", data(&ListOrders::new(), &told).unwrap()));
    clean(&format!("{:?}", data(&ListLastOrders::new(), &told).unwrap()));
    let told = format!(r#"{{"captcha_public":"{HASH}","jivosite":"{CARD}"}}"#);
    clean(&format!("{:?}", data(&GetSiteStatus, &told).unwrap()));
    let told = ONE.replace("Wallet", CARD).replace("cryptomus", HASH).replace("ADA", HASH);
    clean(&format!("{:?}", data(&GetRoute::of(&route), &told).unwrap()));
}

#[test]
fn errors_that_quote_what_they_refuse() {
    let access = access();
    for object in [
        format!(r#"{{"fieldId":"{HASH}","nameField":"{CARD}","err":"{CARD}","type":"{HASH}"}}"#),
        format!(r#"{{"min":"{CARD}","secret":"{SECRET}"}}"#),
        format!("\"{CARD}\""),
    ] {
        for code in ["6231546409213868", CARD, "1"] {
            clean(&shown(&refuse(&GetOrder::of(&access), code, &object)));
            clean(&shown(&refuse(&UpdateOrder::cancel(&access), code, &object)));
        }
    }
    for body in [
        format!(
            r#"{{"success":false,"error":{{"message":"card {CARD}","errorCode":"{HASH}","errorType":"{HASH}"}}}}"#
        ),
        format!(r#"{{"success":false,"error":"{CARD}"}}"#),
        format!(r#"{{"success":true,"data":{{"{CARD}":1,"{CARD}":2}}}}"#),
        format!(r#"{{"success":true,"data":{{"order":{{"status":"new","uid":{CARD}}}}}}}"#),
        format!(r#"{{"success":true,"data":{{"order":"{CARD}"}}}}"#),
        format!("<html>{CARD}</html>"),
        format!("{{{CARD}"),
        CARD.to_owned(),
    ] {
        let error = decode(&GetOrder::of(&access), &body).unwrap_err();
        clean(&shown(&error));
        assert_eq!(error.body(), Some(body.as_bytes()), "it is kept, and only there");
    }
}

#[test]
fn errors_of_input() {
    let (route, secret) = (route_id(), IpnSecret::new(IPN_SECRET).unwrap());
    let create = || CreateOrder::new(&route, Sum::Given(amount("1"))).unwrap();
    for error in [
        CARD.parse::<obmin_exchanger::RouteId>().unwrap_err(),
        OrderAccess::new(1, SECRET.repeat(9)).unwrap_err(),
        IpnSecret::new(IPN_SECRET.repeat(99)).unwrap_err(),
        Obmin::new().api_key(format!("{API_KEY} "), API_SECRET).unwrap_err(),
        create().ipn("unguessable", &secret).unwrap_err(),
        create().client_callback_url("https://x.example/?unguessable").unwrap_err(),
        create().extra_data("\"buyer@shop\"").unwrap_err(),
        create().extra_data("{buyer@shop").unwrap_err(),
        create().encode(&merchant(), &stamp()).unwrap_err(),
        sign::canonical("", sign::Body::Json(b"{buyer@")).unwrap_err(),
    ] {
        clean(&shown(&error));
    }
}

#[test]
fn notifications() {
    let body = format!(
        "orderId={HASH}&newStatus={CARD}&inAmount={CARD}x&outAmount=1&xml_from={HASH}&xml_to={CARD}&timestamp=1&toValues[0][key]={HASH}&toValues[0][name]={CARD}&toValues[0][value]={CARD}"
    );
    let received = Received::new("/ipn/unguessable?unguessable", &[], body.as_bytes());
    let secret = || IpnSecret::new(IPN_SECRET).ok();
    let unverified = Obmin::new().read_callback(received).unwrap();
    clean(&format!("{unverified:?} {}", unverified.order_id()));
    let verdict = unverified.verify(&secret().unwrap());
    let IpnVerdict::Unsigned(rumour) = &verdict else { panic!() };
    clean(&format!("{verdict:?} {rumour:?} {:?}", rumour.unproven().not_signed()));
    for target in [format!("/?hash={HASH}"), format!("/?hash={CARD}")] {
        let verdict =
            Obmin::new().callback(Received::new(&target, &[], body.as_bytes()), |_| secret());
        clean(&format!("{verdict:?}"));
        let IpnVerdict::Invalid(invalid) = verdict else { panic!() };
        clean(&shown(&invalid.into()));
    }
    let malformed = Obmin::new().callback(Received::new("/", &[], CARD.as_bytes()), |_| secret());
    let IpnVerdict::Malformed(malformed) = malformed else { panic!() };
    clean(&shown(&malformed.into()));
}
