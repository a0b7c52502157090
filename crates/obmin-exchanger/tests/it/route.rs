//! What is told about routes and the site.

use obmin_exchanger::{
    ErrorKind, Field, GetRoute, GetRouteTable, GetSiteStatus, Image, ListRoutes, RouteId,
};

use crate::common::{ROUTE, data, route_id};

/// A route with every documented member.
pub(crate) const ONE: &str = r#"{"route":{"routeId":"6580ad77a8cd1684a53a1c0f","orderTTL":60,
  "from":{"_id":"66be4d2d52f0bb5b9c12ca27","name":"Cardano","symbol":"ADA","xml":"ADA","decimal":6,"min":"10","max":0,
    "fields":[{"_id":"f1","name":"Wallet","placeholder":"addr1..","regexp":"^addr1[a-z0-9]+$","regexp_error":"not a wallet","required":true}],
    "discounts":[{"amountMoreThan":"1000","discountPercent":0.5}],
    "paymentDetails":{"merchantEnabled":true,"merchant":"cryptomus"},"image":"/ada.svg"},
  "to":{"name":"Visa/MasterCard","symbol":"UAH","xml":"CARDUAH","decimal":2,"payoutEnabled":"1","usdRate":"0.024",
    "fields":[{"_id":"f2","name":"Card","regexp":"^\\d{16}$","required":"true"},{"_id":"f4","name":"Memo","regexp":"^\\d+$","required":false}]},
  "fields":[{"_id":"f3","name":"E-mail","required":1}],
  "rate":{"in":1,"out":"14.966","rateFullNumber":"1.8e-7","amount":"50000.5","outFeeAmount":5,"typeCalculate":"float","changePercentReCalculate":1},
  "instructions":[{"content":"x","step":"createOrder"}],"requiredDocuments":[],"additionalServices":[{"_id":"s"}],
  "verification":{"a":1},"requiredVerificationUser":{"enable":true,"currency":"USD","minAmount":"100"},
  "requiredVerificationPhone":false,"requiredOnlyForAuthed":{"enable":0},"isAutoPayout":true,"seo":{"friendlyURL":"ada-to-card"}}}"#;

#[test]
fn every_documented_member_of_a_route_is_read() {
    let id = route_id();
    let route = data(&GetRoute::of(&id), ONE).unwrap();
    assert_eq!((route.id(), route.ttl_minutes()), (Some(&id), Some(60)));
    assert_eq!(route.friendly_url(), Some("ada-to-card"));
    assert_eq!(route.is_auto_payout(), Some(true));

    let from = route.from();
    assert_eq!((from.currency().name(), from.currency().decimal()), (Some("Cardano"), Some(6)));
    assert_eq!((from.min().unwrap().as_str(), from.max().unwrap().as_str()), ("10", "0"));
    let [field] = from.fields() else { panic!() };
    assert_eq!((field.key(), field.name()), (Some("f1"), Some("Wallet")));
    assert_eq!((field.placeholder(), field.is_required()), (Some("addr1.."), true));
    assert_eq!(field.regexp(), Some("^addr1[a-z0-9]+$"));
    assert_eq!(field.regexp_error(), Some("not a wallet"));
    let [discount] = from.discounts() else { panic!() };
    assert_eq!(discount.amount_more_than().unwrap().as_str(), "1000");
    assert_eq!(discount.percent().unwrap().as_str(), "0.5");
    let payment = from.payment().unwrap();
    assert_eq!((payment.module(), payment.is_automatic()), (Some("cryptomus"), true));
    assert!(payment.module_data().is_none() && !payment.is_manual());

    let to = route.to();
    assert_eq!(to.currency().code().unwrap().as_str(), "CARDUAH");
    assert_eq!((to.payout_enabled(), to.usd_rate().unwrap().as_str()), (Some(true), "0.024"));
    assert_eq!(to.fields().iter().map(Field::is_required).collect::<Vec<_>>(), [true, false]);
    assert_eq!(route.fields()[0].key(), Some("f3"));
    assert!(route.fields()[0].is_required() && route.fields()[0].regexp().is_none());

    let rate = route.rate();
    assert_eq!(
        (rate.given().unwrap().as_str(), rate.received().unwrap().as_str()),
        ("1", "14.966")
    );
    assert_eq!(rate.full().unwrap().as_str(), "1.8e-7");
    assert_eq!(rate.full().unwrap().decimal().unwrap().to_string(), "0.00000018");
    assert_eq!(
        (rate.reserve().unwrap().as_str(), rate.out_fee().unwrap().as_str()),
        ("50000.5", "5")
    );
    assert_eq!(
        (rate.type_calculate(), rate.change_percent().unwrap().as_str()),
        (Some("float"), "1")
    );

    assert_eq!(route.instructions()[0].content(), "x");
    assert_eq!(route.verified_user().is_enabled(), Some(true));
    assert_eq!(route.verified_user().currency(), Some("USD"));
    assert_eq!(route.verified_user().min_amount().unwrap().as_str(), "100");
    assert_eq!(route.verified_phone().is_enabled(), Some(false), "a flag in some engines");
    assert_eq!(route.only_for_authed().is_enabled(), Some(false));
    assert_eq!(route.required_documents(), Some("[]"));
    assert_eq!(route.additional_services(), Some(r#"[{"_id":"s"}]"#));
    assert_eq!(route.verification(), Some(r#"{"a":1}"#));
}

#[test]
fn a_route_that_tells_little_is_read_and_none_is_not() {
    let id = route_id();
    let route =
        data(&GetRoute::of(&id), r#"{"route":{"from":[],"to":null,"fields":{},"rate":""}}"#)
            .unwrap();
    assert!(route.id().is_none() && route.fields().is_empty() && route.rate().reserve().is_none());
    assert_eq!(route.only_for_authed().is_enabled(), None);
    for told in ["{}", r#"{"route":null}"#, r#"{"route":[]}"#, r#"{"route":{}}"#] {
        assert_eq!(data(&GetRoute::of(&id), told).unwrap_err().kind(), ErrorKind::Decode, "{told}");
    }
}

#[test]
fn another_route_is_not_the_one_that_was_asked_for() {
    let other: RouteId = "ffffffffffffffffffffffff".parse().unwrap();
    for (error, field) in [
        (data(&GetRoute::of(&other), ONE).err(), "routeId"),
        (data(&GetRoute::between("BTC", "CARDUAH").unwrap(), ONE).err(), "xml"),
        (data(&GetRoute::between("ADA", "CARDUSD").unwrap(), ONE).err(), "xml"),
        (data(&GetRoute::at_friendly_url("btc-to-card").unwrap(), ONE).err(), "friendlyURL"),
    ] {
        let error = error.expect(field);
        assert_eq!(error.kind(), ErrorKind::Mismatch);
        assert!(error.to_string().contains(field), "{error}");
    }
    assert!(data(&GetRoute::between("ADA", "CARDUAH").unwrap(), ONE).is_ok());
    assert!(data(&GetRoute::at_friendly_url("ada-to-card").unwrap(), ONE).is_ok());
}

#[test]
fn routes_are_listed_in_both_forms() {
    let told = r#"{"routes":[
        {"routeId":"6580ad77a8cd1684a53a1c0f","isShowWeb":false,"from":{"name":"Cardano","symbol":"ADA","xml":"ADA","decimal":6,"min":1,"max":"9","image":{"files":[{"type":"original","url":"/a.png","_id":"1"},{"type":"small","url":"/b.png"},{"type":"x"}]},"positionIn":3},
         "to":{"xml":"CARDUAH","positionOut":"4","image":"/c.svg"},"rate":{"in":1,"out":14.966,"amount":"5"},"seo":{"friendlyURL":"f"}},
        {"routeId":"7","in":2,"out":"3","amount":4}]}"#;
    let list = data(&ListRoutes::new(), told).unwrap();
    let [first, flat] = list.routes() else { panic!() };
    assert_eq!((first.id().unwrap().as_str(), first.is_shown()), (ROUTE, Some(false)));
    assert_eq!(first.from().currency().symbol(), Some("ADA"));
    assert_eq!(
        (first.from().min().unwrap().as_str(), first.from().max().unwrap().as_str()),
        ("1", "9")
    );
    assert_eq!((first.from().position(), first.to().position()), (Some(3), Some(4)));
    let files = |image: Option<&Image>| {
        image.unwrap().files().map(|(size, url)| format!("{size:?} {url}")).collect::<Vec<_>>()
    };
    assert_eq!(
        files(first.from().image()),
        [r#"Some("original") /a.png"#, r#"Some("small") /b.png"#]
    );
    assert_eq!(files(first.to().image()), ["None /c.svg"]);
    assert_eq!(first.rate().received().unwrap().as_str(), "14.966");
    assert_eq!(first.friendly_url(), Some("f"));
    let rate = flat.rate();
    let told =
        [rate.given(), rate.received(), rate.reserve()].map(|amount| amount.unwrap().as_str());
    assert_eq!(told, ["2", "3", "4"]);
    assert!(flat.is_shown().is_none() && flat.from().image().is_none());
    // one that was told and cannot be sent is refused before it is sent
    assert_eq!(flat.id().unwrap().as_str(), "7");
}

#[test]
fn a_table_knows_the_reserve_of_a_route() {
    let told = r#"{"isUpdated":true,"currencies":{
        "66be4d2d52f0bb5b9c12ca27":{"id":"66be4d2d52f0bb5b9c12ca27","xml":"ADA","name":"Cardano","symbol":"ADA","image":"/a","positionIn":1,"positionOut":2,"reserveAmount":"0.1","isActive":true},
        "66be4d2d52f0bb5b9c12ca2b":{"xml":"CARDUAH","reserveAmount":100.10}, "x":null},
      "routes":[{"routeId":"6580ad77a8cd1684a53a1c0f","from":"66be4d2d52f0bb5b9c12ca2b","to":"66be4d2d52f0bb5b9c12ca27","isShowWeb":true,"isShowBot":0,"reserveAmountAdditional":0.2,"seoFriendlyURL":"f"},
        {"to":"66be4d2d52f0bb5b9c12ca2b"},{"to":"x"},{"to":"66be4d2d52f0bb5b9c12ca2b","reserveAmountAdditional":"1e30"},{"from":"x"}]}"#;
    let table = data(&GetRouteTable::new(), told).unwrap();
    assert_eq!(
        (table.is_updated(), table.currencies().len(), table.routes().len()),
        (Some(true), 3, 5)
    );
    let ada = &table.currencies()[0];
    assert_eq!((ada.id().as_str(), ada.is_active()), ("66be4d2d52f0bb5b9c12ca27", Some(true)));
    assert_eq!((ada.position_in(), ada.position_out()), (Some(1), Some(2)));
    assert_eq!(
        (ada.currency().name(), ada.reserve_amount().unwrap().as_str()),
        (Some("Cardano"), "0.1")
    );
    assert_eq!(ada.image().unwrap().files().next(), Some((None, "/a")));
    let route = &table.routes()[0];
    assert_eq!((route.id(), route.friendly_url()), (Some(&route_id()), Some("f")));
    assert_eq!((route.is_shown(), route.is_shown_by_bots()), (Some(true), Some(false)));
    assert_eq!(route.from().unwrap().as_str(), "66be4d2d52f0bb5b9c12ca2b");
    assert_eq!(table.currency(route.to().unwrap()).unwrap().currency().symbol(), Some("ADA"));
    assert_eq!(route.reserve_amount_additional().unwrap().as_str(), "0.2");

    let reserves: Vec<_> = table.routes().iter().map(|route| table.reserve(route)).collect();
    let reserves: Vec<_> = reserves.iter().map(|sum| sum.map(|sum| sum.to_string())).collect();
    // exactly, which a binary float would not do; unknown is not zero
    assert_eq!(reserves, [Some("0.3".into()), Some("100.10".into()), None, None, None]);
}

#[test]
fn the_site_tells_whether_it_works() {
    let told = r#"{"offlineStatus":false,"requiredCaptchaCreateOrder":"1","captcha_public":"6Lc","captcha_module":"recaptcha","jivosite":{"id":1}}"#;
    let site = data(&GetSiteStatus, told).unwrap();
    assert_eq!((site.is_offline(), site.wants_captcha()), (Some(false), Some(true)));
    assert_eq!((site.captcha_public(), site.captcha_module()), (Some("6Lc"), Some("recaptcha")));
    assert_eq!(site.jivosite(), Some(r#"{"id":1}"#));
    let silent = data(&GetSiteStatus, "{}").unwrap();
    assert_eq!((silent.is_offline(), silent.wants_captcha()), (None, None));
}
