//! Addresses of pages, and the way back.

use obmin_exchanger::{Gateway as _, Obmin, OrderAccess, Received, Returned, UKRAINIAN};

use crate::common::{SECRET, access};

#[test]
fn pages_are_where_the_provider_says() {
    let (obmin, access) = (Obmin::new(), access());
    let page = obmin.payment_page(&access, "en").unwrap();
    assert_eq!(page.expose(), "https://www.obmin.me/en/payment/1409/dGqwF2M2eBPaSN1G5ljMS1cb");
    let page = obmin.order_page(&access, UKRAINIAN).unwrap();
    assert_eq!(page.expose(), "https://www.obmin.me/uk/order/1409/dGqwF2M2eBPaSN1G5ljMS1cb");
    let other = Obmin::new().at("https://exchanger.example/service/api/v1".parse().unwrap());
    let page = other.payment_page(&access, "uk").unwrap();
    assert!(page.expose().starts_with("https://exchanger.example/uk/payment/1409/"));
    assert!(obmin.payment_page(&access, "").is_err());
}

#[test]
fn what_stands_in_an_address_is_encoded() {
    let access = OrderAccess::new(7, "a/b?c#d%ї").unwrap();
    let page = Obmin::new().order_page(&access, "u/k").unwrap();
    assert_eq!(page.expose(), "https://www.obmin.me/u%2Fk/order/7/a%2Fb%3Fc%23d%25%D1%97");
}

#[test]
fn an_address_prints_without_its_secret() {
    let page = Obmin::new().payment_page(&access(), "uk").unwrap();
    let shown = format!("{page:?} {page:#?}");
    assert!(shown.contains("https://www.obmin.me/uk/payment/1409/..") && !shown.contains(SECRET));
}

#[test]
fn partners_link_to_the_site_or_to_a_route() {
    let obmin = Obmin::new();
    assert_eq!(obmin.referral_link("ABC123", None).unwrap(), "https://www.obmin.me/ref/ABC123/");
    assert_eq!(
        obmin.referral_link("ABC 123", Some(("PMUSD", "B&C"))).unwrap(),
        "https://www.obmin.me/ref/ABC%20123/?cur_from=PMUSD&cur_to=B%26C"
    );
    assert!(obmin.referral_link("", None).is_err());
}

#[test]
fn the_way_back_has_a_word_and_no_proof() {
    for (target, returned) in [
        ("/back?status=success", Returned::Success),
        ("/back?status=error", Returned::Error),
        ("/back?x=1&status=success", Returned::Success),
        ("/back?status=%73uccess", Returned::Success),
        ("/back", Returned::Other),
        ("/back?status=", Returned::Other),
        ("/back?status=SUCCESS", Returned::Other),
        ("/back?status=done", Returned::Other),
        ("/back?Status=success", Returned::Other),
        ("/back?status=success&status=error", Returned::Other),
        ("/back?status=success?status=success", Returned::Other),
    ] {
        assert_eq!(Returned::of(Received::new(target, &[], b"")), returned, "{target}");
    }
}
