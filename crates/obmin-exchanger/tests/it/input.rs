//! What is refused before anything is sent.

use obmin_exchanger::{
    Answer, CreateOrder, CurrencyId, Delivery, Encoding, Endpoint, Error, ErrorKind, GetRoute,
    GetRouteTable, IpnSecret, ListAffiliateOrders, ListLastOrders, ListOrders, ListRoutes, Obmin,
    OrderAccess, OrderId, Result, Route, RouteId, Sum,
};

use crate::common::{ROUTE, amount, anybody, data, merchant, route_id, stamp};
use crate::route::ONE;

fn unsent<T>(result: Result<T>, names: &str) {
    let error: Error = result.err().expect("refused");
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Input, Delivery::NotSent), "{error}");
    assert!(error.to_string().contains(names), "{error}");
}

fn encode(request: &impl Endpoint<Gateway = Obmin>, gateway: &Obmin) -> Result<()> {
    request.encode(gateway, &stamp()).map(drop)
}

fn given(sum: &str) -> Sum {
    Sum::Given(amount(sum))
}

fn order(route: &RouteId) -> CreateOrder<'_> {
    CreateOrder::new(route, given("250")).unwrap().agreed()
}

#[test]
fn ids_that_are_not_24_hexadecimal_digits() {
    for text in [
        "",
        "6580ad77a8cd1684a53a1c0",
        "6580ad77a8cd1684a53a1c0f0",
        "6580ad77a8cd1684a53a1c0g",
        " 580ad77a8cd1684a53a1c0f",
        "їїїїїїїїїїїї",
    ] {
        unsent(text.parse::<RouteId>(), "`routeId` is not 24 hexadecimal digits");
        unsent(text.parse::<OrderId>(), "orderId");
        unsent(text.parse::<CurrencyId>(), "currencyId");
    }
    assert_eq!(ROUTE.to_uppercase().parse::<RouteId>().unwrap().as_str(), ROUTE.to_uppercase());

    // one that the exchanger told is kept as it came, and refused when it is to be sent
    let told = r#"{"routes":[{"routeId":"7","from":{"_id":"8"}}]}"#;
    let list = data(&ListRoutes::new(), told).unwrap();
    let (route, currency) = (list.routes()[0].id().unwrap(), list.routes()[0].from().currency());
    unsent(CreateOrder::new(route, given("1")), "routeId");
    unsent(encode(&GetRoute::of(route), &anybody()), "routeId");
    unsent(encode(&ListRoutes::new().to(currency.id().unwrap()), &anybody()), "currencyId");
    unsent(encode(&GetRouteTable::new().from(currency.id().unwrap()), &anybody()), "currencyId");
}

#[test]
fn amounts_that_nobody_can_exchange() {
    let route = route_id();
    for text in ["0", "0.00", "-1", "1e3", "1E-3", "1111111111111111111111111111111111.1"] {
        for sum in [Sum::Given(amount(text)), Sum::Received(amount(text))] {
            unsent(CreateOrder::new(&route, sum), "`amount` must be more than zero");
        }
    }
    // a minus of the caller's own cannot turn one side into the other
    unsent(CreateOrder::new(&route, Sum::Received(amount("-5"))), "amount");
}

#[test]
fn an_order_that_nobody_agreed_to() {
    let route = route_id();
    let order = CreateOrder::new(&route, given("1")).unwrap();
    unsent(encode(&order, &anybody()), "agree to the rules");
    assert!(encode(&order.agreed(), &anybody()).is_ok());
}

#[test]
fn addresses_that_the_exchanger_would_spoil() {
    let route = route_id();
    let back = |url| order(&route).client_callback_url(url).map(drop);
    for url in [
        "https://shop.example/back?order=7",
        "https://shop.example/back#x",
        "https://shop.example/?",
    ] {
        unsent(back(url), "`clientCallbackUrl` must not have `?` or `#`");
    }
    let secret = IpnSecret::new("s").unwrap();
    let ipn = |url| order(&route).ipn(url, &secret).map(drop);
    for url in
        ["", "shop.example/ipn", "/ipn", "ftp://shop.example/", "https://", "https:// shop.example"]
    {
        unsent(back(url), "clientCallbackUrl");
        unsent(ipn(url), "ipnUrl");
    }
    let (fits, long) =
        (format!("https://a.example/{:0>182}", 0), format!("https://a.example/{:0>183}", 0));
    assert_eq!((fits.len(), long.len()), (200, 201));
    assert!(
        order(&route).client_callback_url(&fits).is_ok()
            && order(&route).ipn(&fits, &secret).is_ok()
    );
    unsent(order(&route).client_callback_url(&long), "more than 200 characters");
    unsent(order(&route).ipn(&long, &secret), "more than 200 characters");
    assert!(
        order(&route).ipn("http://shop.example/ipn?x=1", &secret).is_ok(),
        "a query is fine here"
    );
}

#[test]
fn texts_of_a_wrong_length() {
    let route = route_id();
    for letter in ["a", "ї", "😀"] {
        let times = |count| letter.repeat(count);
        assert!(
            order(&route).lang(&times(3)).is_ok() && order(&route).partner(&times(100)).is_ok()
        );
        unsent(order(&route).lang(&times(4)), "`lang` has more than 3");
        unsent(order(&route).partner(&times(101)), "`partner` has more than 100");
        assert!(IpnSecret::new(times(200)).is_ok() && OrderAccess::new(1, times(50)).is_ok());
        unsent(IpnSecret::new(times(201)), "`ipnSecret` has more than 200");
        unsent(OrderAccess::new(1, times(51)), "`orderSecret` has more than 50");
        unsent(GetRoute::between(&times(51), "ADA"), "xmlIn");
        unsent(GetRoute::between("ADA", &times(51)), "xmlOut");
        unsent(GetRoute::at_friendly_url(&times(91)), "friendlyURL");
        unsent(GetRoute::at_friendly_url("a").unwrap().lang(&times(21)), "lang");
    }
    unsent(order(&route).lang(""), "lang");
    unsent(order(&route).partner(""), "partner");
    unsent(IpnSecret::new(""), "secret of notifications");
    unsent(OrderAccess::new(1, ""), "order's secret is empty");
    unsent(GetRoute::between("", "ADA"), "xmlIn");
    unsent(GetRoute::between("ADA", ""), "xmlOut");
    unsent(GetRoute::at_friendly_url(""), "friendlyURL");
    unsent(GetRoute::at_friendly_url("a").unwrap().lang(""), "lang");
}

#[test]
fn numbers_that_are_none() {
    unsent(OrderAccess::new(0, "s"), "orderUID");
    unsent(OrderAccess::new(100_000_000_000, "s"), "orderUID");
    unsent(ListOrders::new().page(0), "page");
    unsent(ListOrders::new().limit(0), "limit");
    unsent(ListAffiliateOrders::new().page(0), "page");
    unsent(ListAffiliateOrders::new().limit(1_000_001), "`limit` is from 1 to 1000000");
    unsent(ListLastOrders::new().limit(0), "limit");
    unsent(ListLastOrders::new().limit(21), "`limit` is from 1 to 20");
}

#[test]
fn accounts_that_are_none() {
    unsent(Obmin::new().api_key("", "s"), "API key is empty");
    unsent(Obmin::new().api_key("k", ""), "API secret is empty");
    unsent(Obmin::new().api_key("k k", "s"), "apikey");
    unsent(Obmin::new().api_key("k\n", "s"), "apikey");
    unsent(Obmin::new().api_key("ї", "s"), "apikey");
    unsent(Obmin::new().lang(""), "Lang");
    unsent(Obmin::new().lang("u k"), "Lang");
    unsent(encode(&ListOrders::new(), &anybody()), "needs a key of the API");
    assert!(encode(&ListOrders::new(), &merchant()).is_ok());
}

#[test]
fn what_a_form_cannot_carry() {
    let (route, form) = (route_id(), Obmin::new().encoding(Encoding::Form));
    let many = |count| (0..count).fold(order(&route), |order, _| order.to_value("k", "v"));
    assert!(encode(&many(20), &form).is_ok() && encode(&many(21), &anybody()).is_ok());
    unsent(encode(&many(21), &form), "`toValues` has more than 20 items");
    let many = (0..21).fold(order(&route), |order, _| order.additional_service("s"));
    unsent(encode(&many, &form), "additionalServices");
    let extra = order(&route).extra_data("{}").unwrap();
    unsent(encode(&extra, &form), "`extraData` is an object");
    for text in ["", "[]", "5", "\"{}\"", "{} {}", "{'a':1}"] {
        unsent(order(&route).extra_data(text), "`extraData` must be a JSON object");
    }
    let currency: CurrencyId = ROUTE.parse().unwrap();
    let many = (0..21).fold(GetRouteTable::new(), |table, _| table.to(&currency));
    unsent(encode(&many, &anybody()), "toCurrencyIds");
}

/// A route whose payer's and receiver's sides, and itself, have a required field each.
fn route(id: &RouteId) -> Answer<Route> {
    data(&GetRoute::of(id), ONE).unwrap()
}

/// The same with another expression for the memo, escaped as JSON has it.
fn route_with_memo(id: &RouteId, expression: &str) -> Answer<Route> {
    let memo = r#""regexp":"^\\d+$""#;
    assert!(ONE.contains(memo), "the memo has an expression");
    let changed = ONE.replace(memo, &format!(r#""regexp":"{expression}""#));
    data(&GetRoute::of(id), &changed).unwrap()
}

/// A network's test number.
const CARD: &str = "5555555555554444";

fn complete(route: &RouteId) -> CreateOrder<'_> {
    let order = order(route).from_value("f1", "addr1abc").to_value("f2", CARD);
    order.route_value("f3", "a@b.example")
}

#[test]
fn fields_that_the_route_wants() {
    let id = route_id();
    let rules = route(&id);
    assert!(complete(&id).check(&rules).is_ok());
    for (order, name, side) in [
        (order(&id).to_value("f2", CARD).route_value("f3", "a"), "Wallet", "fromValues"),
        (order(&id).from_value("f1", "addr1a").route_value("f3", "a"), "Card", "toValues"),
        (order(&id).from_value("f1", "addr1a").to_value("f2", CARD), "E-mail", "routeValues"),
        // an empty one is missing, and one on another side is too
        (complete(&id).to_value("f2", ""), "", ""),
        (
            order(&id).from_value("f1", "").to_value("f2", CARD).route_value("f3", "a"),
            "Wallet",
            "fromValues",
        ),
        (
            order(&id).from_value("f1", "addr1a").from_value("f2", CARD).route_value("f3", "a"),
            "Card",
            "toValues",
        ),
    ] {
        if name.is_empty() {
            assert!(order.check(&rules).is_ok(), "the first one has a value");
            continue;
        }
        unsent(
            order.check(&rules),
            &format!("the route wants `{name}` among the fields of `{side}`"),
        );
    }
    // a key that the route does not know is the caller's business
    assert!(complete(&id).to_value("walletAddress", "x").check(&rules).is_ok());
}

#[test]
fn values_that_are_not_in_the_form_that_the_route_wants() {
    let id = route_id();
    let rules = route(&id);
    assert!(complete(&id).check(&rules).is_ok());
    let order = complete(&id).to_value("f4", "не число");
    unsent(
        order.check(&rules),
        "`Memo` among the fields of `toValues` is not in the form that the route wants: ^\\d+$",
    );
    let order = order_with_wallet(&id, "addr1 abc");
    unsent(order.check(&rules), "not a wallet");
    let shown = order.check(&rules).unwrap_err().to_string();
    assert!(!shown.contains("addr1 abc"), "{shown}");
}

#[test]
fn an_expression_means_here_what_it_means_in_javascript_or_is_left_to_the_exchanger() {
    let id = route_id();
    for (expression, value, fits) in [
        // searched for anywhere, digits and letters of ASCII alone
        (r"\\d{4}", "card 4444", true),
        (r"^\\d+$", "٣٤", false),
        (r"^\\w+$", "їжак", false),
        (r"^[^\\d]+$", "їжак٣", true),
        (r"^[А-ЯІЇЄҐа-яіїєґ' -]+$", "Тарас Шевченко", true),
        (r"^\\/\\-\\@$", "/-@", true),
        (r"^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,}$", "a+b@example.com", true),
        (r"^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,}$", "a+b@example", false),
        ("", "anything", true),
        // what JavaScript reads in another way is not judged here
        (r"^\\+380\\s\\d+$", "+380\u{a0}501112233", true),
        (r"^\\+380\\s\\d+$", "+380\u{feff}501112233", true),
        (r"^\\+380\\s\\d+$", "+380_501112233", false),
        (r"^.{2}$", "\u{1f9c0}", true),
        (r"^.{2}$", "ї", false),
        // not to be known here: look-around, back-references, what does not compile
        (r"^(?=.*x)a$", "b", true),
        (r"^(a)\\1$", "b", true),
        (r"^[a", "b", true),
        (r"^(?:a{1000}){1000}$", "b", true),
    ] {
        let rules = route_with_memo(&id, expression);
        let checked = complete(&id).to_value("f4", value).check(&rules);
        assert_eq!(checked.is_ok(), fits, "{expression} {value}");
    }
    // what makes an engine that goes back run for ever
    let rules = route_with_memo(&id, r"^([a-z]+)+$");
    let long = format!("{}!", "a".repeat(4000));
    assert!(complete(&id).to_value("f4", &long).check(&rules).is_err());
}

fn order_with_wallet<'a>(id: &'a RouteId, wallet: &'a str) -> CreateOrder<'a> {
    order(id).from_value("f1", wallet).to_value("f2", CARD).route_value("f3", "a")
}

#[test]
fn amounts_outside_the_limits_of_the_route() {
    let id = route_id();
    let rules = route(&id);
    let with = |sum| {
        let order = CreateOrder::new(&id, sum).unwrap();
        order.from_value("f1", "addr1a").to_value("f2", CARD).route_value("f3", "a").check(&rules)
    };
    assert!(with(given("10")).is_ok() && with(given("10.00")).is_ok());
    unsent(
        with(given("9.999999999")),
        "`amount` is 9.999999999, below the minimum 10 of the route",
    );
    assert!(with(given("999999999999")).is_ok(), "a maximum of 0 is none");
    assert!(with(Sum::Received(amount("50000.50"))).is_ok());
    unsent(with(Sum::Received(amount("50000.51"))), "above the maximum 50000.5");
    assert!(with(Sum::Received(amount("1"))).is_ok(), "the minimum is of the other side");

    let limited = data(&GetRoute::of(&id), &ONE.replace(r#""max":0"#, r#""max":"100""#)).unwrap();
    let order = |sum: &str| {
        let order = CreateOrder::new(&id, given(sum)).unwrap();
        order.from_value("f1", "addr1a").to_value("f2", CARD).route_value("f3", "a").check(&limited)
    };
    assert!(order("100.0").is_ok());
    unsent(order("100.01"), "`amount` is 100.01, above the maximum 100 of the route");
}

#[test]
fn rules_of_another_route() {
    let (id, other) = (route_id(), "ffffffffffffffffffffffff".parse().unwrap());
    unsent(complete(&other).check(&route(&id)), "another route");
}
