//! What asking reveals about a call whose outcome was unknown.

use obmin_exchanger::{
    CreateOrder, GetOrder, IpnSecret, OrderAccess, Received, Settled, Sum, UpdateOrder,
};

use crate::common::{access, amount, anybody, data, refuse, route_id};

/// The provider's worked example.
const NOTICE: &[u8] = b"orderId=5d8e6002b80b7b4cd75a6424&newStatus=inProgress&inAmount=2&outAmount=317.42&xml_from=ETH&xml_to=WMZ&timestamp=1571328406072&hash=af3acf947e6f0e0f2c267e300b8582e504dba12d1f2d058652b7414163c09f48";

#[test]
fn an_update_is_settled_by_the_status_of_its_order() {
    use Settled::{Done, NotDone, Open};

    let access = access();
    let updates = [
        UpdateOrder::confirm(&access),
        UpdateOrder::mark_paid(&access),
        UpdateOrder::cancel(&access),
    ];
    for (word, settled) in [
        ("new", [NotDone, NotDone, NotDone]),
        ("waitPayment", [Done, NotDone, NotDone]),
        ("inProgress", [Done, Done, Open]),
        ("inProgressPayout", [Done, Done, Open]),
        ("errorPayout", [Done, Done, Open]),
        ("done", [Done, Done, Open]),
        ("deleted", [Open, Open, Done]),
        ("errorPayment", [Open, Open, Open]),
        ("hold", [Open, Open, Open]),
        ("returned", [Open, Open, Open]),
        ("NEW", [Open, Open, Open]),
        ("something", [Open, Open, Open]),
    ] {
        let told = format!(r#"{{"order":{{"uid":1409,"status":"{word}"}}}}"#);
        let asked = data(&GetOrder::of(&access), &told);
        assert_eq!(updates.each_ref().map(|update| update.settle(&asked)), settled, "{word}");
    }
}

#[test]
fn an_error_or_another_order_settles_nothing() {
    let access = access();
    let other = OrderAccess::new(1410, "s").unwrap();
    for update in [
        UpdateOrder::confirm(&access),
        UpdateOrder::mark_paid(&access),
        UpdateOrder::cancel(&access),
    ] {
        for word in ["new", "waitPayment", "inProgress", "deleted", "done"] {
            let told = format!(r#"{{"order":{{"uid":1410,"status":"{word}"}}}}"#);
            assert_eq!(update.settle(&data(&GetOrder::of(&other), &told)), Settled::Open, "{word}");
            let nameless = format!(r#"{{"order":{{"status":"{word}"}}}}"#);
            let asked = data(&GetOrder::of(&other), &nameless);
            assert_eq!(update.settle(&asked), Settled::Open, "it does not say whose it is: {word}");
        }
        for code in ["40301", "500", "5030000", "1234"] {
            let asked = Err(refuse(&GetOrder::of(&access), code, "{}"));
            assert_eq!(update.settle(&asked), Settled::Open, "{code}");
        }
        assert_eq!(update.settle(&data(&GetOrder::of(&access), "{}")), Settled::Open);
    }
}

#[test]
fn a_create_is_settled_by_a_notification_with_its_own_secret_and_by_nothing_else() {
    let route = route_id();
    let (ours, other) =
        (IpnSecret::new("SECRET123").unwrap(), IpnSecret::new("SECRET124").unwrap());
    let create = || CreateOrder::new(&route, Sum::Given(amount("2"))).unwrap().agreed();
    let with = |secret| create().ipn("https://shop.example/ipn", secret).unwrap();
    let settled = |order: CreateOrder<'_>, body: &[u8]| {
        order.settle(&anybody(), Received::new("/", &[], body))
    };

    assert_eq!(settled(with(&ours), NOTICE), Settled::Done);
    assert_eq!(settled(with(&other), NOTICE), Settled::Open);
    assert_eq!(settled(create(), NOTICE), Settled::Open, "it has no secret");
    let unsigned = &NOTICE[..NOTICE.len() - 70];
    assert_eq!(settled(with(&ours), unsigned), Settled::Open);
    assert_eq!(settled(with(&ours), b""), Settled::Open);
    let doubled = [NOTICE, b"&newStatus=done"].concat();
    assert_eq!(settled(with(&ours), &doubled), Settled::Open);
}
