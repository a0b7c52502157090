//! Wallets, favorites and affiliates, and what carriers are told about all that only asks.

use insta::assert_snapshot;
use obmin_exchanger::{
    Endpoint, ErrorKind, GetAffiliate, GetAffiliateChart, GetAffiliateToday, GetJsonRates,
    GetOrder, GetPartnerInfo, GetPartnerRouteStatistic, GetTxtRates, GetXmlRates,
    ListAffiliateOrders, ListFavorites, ListPartnerExchanges, ListPartnerLinks, ListPartnerRoutes,
    ListWallets, Obmin, Safety, sign,
};

use crate::common::{API_SECRET, anybody, data, merchant, stamp};

/// The request without its hash, which is checked against the query.
fn wire(request: &impl Endpoint<Gateway = Obmin>) -> String {
    let wire = request.encode(&merchant(), &stamp()).unwrap();
    let text = sign::canonical(wire.uri().query().unwrap(), sign::Body::Empty).unwrap();
    let hash = wire.headers()["hash"].to_str().unwrap();
    sign::verify_call(API_SECRET.as_bytes(), text.as_bytes(), hash).unwrap();
    wire.to_text().replace(hash, "<hash of the query>")
}

#[test]
fn every_read_on_the_wire() {
    assert_snapshot!(wire(&ListWallets::new()), @r"
    GET https://www.obmin.me/service/api/v1/user/wallets/balance/?time=1571328406072
    accept: application/json
    apikey: EX_0123456789ABCDEF
    hash: <hash of the query>
    ");
    assert_snapshot!(wire(&ListFavorites::new()), @r"
    GET https://www.obmin.me/service/api/v1/public/exchanger/favorite/get/?time=1571328406072
    accept: application/json
    apikey: EX_0123456789ABCDEF
    hash: <hash of the query>
    ");
    assert_snapshot!(ListFavorites::new().encode(&anybody(), &stamp()).unwrap().to_text(), @r"
    GET https://www.obmin.me/service/api/v1/public/exchanger/favorite/get/
    accept: application/json
    ");
    assert_snapshot!(wire(&GetAffiliate::new()), @r"
    GET https://www.obmin.me/service/api/v1/user/affiliate/basic/get/?time=1571328406072
    accept: application/json
    apikey: EX_0123456789ABCDEF
    hash: <hash of the query>
    ");
    assert_snapshot!(wire(&GetAffiliateToday::new()), @r"
    GET https://www.obmin.me/service/api/v1/user/affiliate/today/get/?time=1571328406072
    accept: application/json
    apikey: EX_0123456789ABCDEF
    hash: <hash of the query>
    ");
    assert_snapshot!(wire(&GetAffiliateChart::new()), @r"
    GET https://www.obmin.me/service/api/v1/user/affiliate/chart/?time=1571328406072
    accept: application/json
    apikey: EX_0123456789ABCDEF
    hash: <hash of the query>
    ");
    assert_snapshot!(wire(&ListAffiliateOrders::new()), @r"
    GET https://www.obmin.me/service/api/v1/user/affiliate/orders/?time=1571328406072
    accept: application/json
    apikey: EX_0123456789ABCDEF
    hash: <hash of the query>
    ");
    let second = ListAffiliateOrders::new().page(2).unwrap().limit(50).unwrap();
    assert_snapshot!(wire(&second.all_orders()), @r"
    GET https://www.obmin.me/service/api/v1/user/affiliate/orders/?page=2&limit=50&allOrders=true&time=1571328406072
    accept: application/json
    apikey: EX_0123456789ABCDEF
    hash: <hash of the query>
    ");
    assert_snapshot!(wire(&ListPartnerRoutes::new()), @r"
    GET https://www.obmin.me/service/api/v1/user/exchanger/partner-route/get/?time=1571328406072
    accept: application/json
    apikey: EX_0123456789ABCDEF
    hash: <hash of the query>
    ");
    assert_snapshot!(wire(&GetPartnerRouteStatistic::new()), @r"
    GET https://www.obmin.me/service/api/v1/user/exchanger/partner-route/statistic/?time=1571328406072
    accept: application/json
    apikey: EX_0123456789ABCDEF
    hash: <hash of the query>
    ");
}

#[test]
fn what_needs_a_key_is_not_sent_without_one() {
    fn check(request: &impl Endpoint<Gateway = Obmin>) {
        let error = request.encode(&anybody(), &stamp()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input);
        assert!(error.to_string().contains("Obmin::api_key"), "{error}");
    }
    check(&ListWallets::new());
    check(&GetAffiliate::new());
    check(&GetAffiliateToday::new());
    check(&GetAffiliateChart::new());
    check(&ListAffiliateOrders::new());
    check(&ListPartnerRoutes::new());
    check(&GetPartnerRouteStatistic::new());
}

#[test]
fn wallets_are_kept_as_they_came() {
    let wallets = data(&ListWallets::new(), r#"{"wallets":[{"amount":1.50},{"x":[]}]}"#).unwrap();
    assert_eq!(wallets.wallets().collect::<Vec<_>>(), [r#"{"amount":1.50}"#, r#"{"x":[]}"#]);
    assert_eq!(format!("{wallets:?}"), "Wallets(2)");
    assert_eq!(data(&ListWallets::new(), r#"{"wallets":[]}"#).unwrap().wallets().count(), 0);
    for bad in ["{}", r#"{"wallets":null}"#, r#"{"wallets":{}}"#, r#"{"wallets":"1"}"#, "[]"] {
        let error = data(&ListWallets::new(), bad).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "no list is not an empty list: {bad}");
    }
}

#[test]
fn favorites_are_read() {
    let rates = r#"{"rates":[{"name":"BTC/USD","rate":"97000.10","service":"binance"},{"name":"USD/UAH","rate":41.5},{"rate":"n/a"}]}"#;
    let favorites = data(&ListFavorites::new(), rates).unwrap();
    let [first, second, third] = favorites.rates() else { panic!("{favorites:?}") };
    assert_eq!((first.name(), first.service()), (Some("BTC/USD"), Some("binance")));
    assert_eq!(first.rate().unwrap().as_str(), "97000.10");
    assert_eq!((second.rate().unwrap().as_str(), second.service()), ("41.5", None));
    assert!(third.name().is_none() && third.rate().is_none());
    for bad in ["{}", r#"{"rates":null}"#, r#"{"rates":{}}"#, "[]"] {
        assert_eq!(data(&ListFavorites::new(), bad).unwrap_err().kind(), ErrorKind::Decode);
    }
}

#[test]
fn what_nobody_documents_is_kept_as_it_came() {
    for document in ["{}", "[1]", r#"{"a":1.50}"#, "5"] {
        let told = data(&GetAffiliate::new(), document).unwrap();
        assert_eq!(told.as_str(), document);
        assert_eq!(format!("{told:?}"), format!("Undocumented({} bytes)", document.len()));
        assert_eq!(data(&ListAffiliateOrders::new(), document).unwrap().as_str(), document);
    }
    assert_eq!(data(&GetAffiliate::new(), "null").unwrap_err().kind(), ErrorKind::Decode);
}

#[test]
fn all_of_it_only_asks() {
    fn of<E: Endpoint>() -> (&'static str, Safety) {
        (E::NAME, E::SAFETY)
    }
    let reads = [
        of::<GetOrder<'_>>(),
        of::<ListWallets>(),
        of::<ListFavorites>(),
        of::<GetAffiliate>(),
        of::<GetAffiliateToday>(),
        of::<GetAffiliateChart>(),
        of::<ListAffiliateOrders>(),
        of::<ListPartnerRoutes>(),
        of::<GetPartnerRouteStatistic>(),
        of::<GetXmlRates<'_>>(),
        of::<GetTxtRates<'_>>(),
        of::<GetJsonRates<'_>>(),
        of::<GetPartnerInfo<'_>>(),
        of::<ListPartnerExchanges<'_>>(),
        of::<ListPartnerLinks<'_>>(),
    ];
    assert_eq!(
        reads.map(|(name, _)| name),
        [
            "public/exchanger/order/get",
            "user/wallets/balance",
            "public/exchanger/favorite/get",
            "user/affiliate/basic/get",
            "user/affiliate/today/get",
            "user/affiliate/chart",
            "user/affiliate/orders",
            "user/exchanger/partner-route/get",
            "user/exchanger/partner-route/statistic",
            "export/xml",
            "export/txt",
            "export/json",
            "partner/get_info",
            "partner/get_exchanges",
            "partner/get_links",
        ]
    );
    assert!(reads.iter().all(|(_, safety)| *safety == Safety::ReadOnly), "{reads:?}");
}
