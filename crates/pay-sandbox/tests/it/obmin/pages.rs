//! The hosted pages, as a browser walks through them.

use serde_json::json;

use super::shop::{Access, FORM, Shop};
use crate::wire::Answer;

fn path(access: &Access, page: &str) -> String {
    format!("/uk/{page}/{}/{}", access.uid, access.secret)
}

fn get(shop: &Shop, access: &Access, page: &str) -> Answer {
    let answer = shop.raw("GET", &path(access, page), &[], "");
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "the address is a secret");
    answer
}

/// The buttons of a page, by what they send.
fn buttons(page: &Answer) -> Vec<String> {
    let buttons = page.body.split("<button name=\"action\" value=\"").skip(1);
    buttons.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

fn press(shop: &Shop, access: &Access, button: &str) -> Answer {
    let page = get(shop, access, "payment");
    assert!(buttons(&page).contains(&button.to_owned()), "{}", page.body);
    let answer = shop.raw("POST", &path(access, "payment"), &[FORM], &format!("action={button}"));
    assert_eq!(answer.status, 303);
    let back = answer.header("location").unwrap();
    assert_eq!(back, path(access, "payment") + "/");
    shop.raw("GET", back, &[], "")
}

fn link_back(page: &Answer) -> Option<String> {
    let (_, rest) = page.body.split_once("<a id=\"back\" href=\"")?;
    rest.split('"').next().map(|url| url.replace("&amp;", "&"))
}

#[test]
fn a_payer_confirms_and_pays_through_the_module() {
    let shop = Shop::open();
    let access = shop.create(json!({"clientCallbackUrl": "https://shop.example/back"}));
    let page = get(&shop, &access, "payment");
    assert_eq!(buttons(&page), ["confirm", "cancel"]);
    let page = press(&shop, &access, "confirm");
    assert!(page.body.contains("<b id=\"status\">waitPayment</b>"), "{}", page.body);
    assert_eq!(buttons(&page), ["module_confirm", "module_fail", "cancel"]);
    let page = press(&shop, &access, "module_confirm");
    assert!(buttons(&page).is_empty() && link_back(&page).is_none(), "{}", page.body);
    shop.sandbox.clock().advance(std::time::Duration::from_secs(60));
    let page = get(&shop, &access, "payment");
    assert_eq!(link_back(&page).as_deref(), Some("https://shop.example/back?status=success"));
    assert_eq!(shop.ledger(), ["charge 3057 250.00 ADA", "payout 3057 4000.00 UAH"]);
}

#[test]
fn a_payer_says_that_he_has_paid() {
    let shop = Shop::open();
    let wish = shop.wish(1, json!({}));
    let access = Access::of(&shop.data("public/exchanger/order/create", wish));
    press(&shop, &access, "confirm");
    assert_eq!(buttons(&get(&shop, &access, "payment")), ["mark_paid", "cancel"]);
    press(&shop, &access, "mark_paid");
    assert_eq!(shop.status(&access), "inProgress");
    assert!(shop.ledger().is_empty(), "saying is not paying");
}

#[test]
fn a_payer_gives_up_or_fails() {
    let shop = Shop::open();
    let url = json!({"clientCallbackUrl": "https://shop.example/back?order=7&x=\"1\""});
    let access = shop.create(url);
    let page = press(&shop, &access, "cancel");
    let expected = "https://shop.example/back?order=7&x=&quot;1&quot;?status=error";
    assert_eq!(link_back(&page).as_deref(), Some(expected), "glued on blindly");
    let access = shop.create(json!({"skipPreview": true}));
    press(&shop, &access, "module_fail");
    assert_eq!(shop.status(&access), "errorPayment");
    for status in ["returned", "hold", "errorPayout", "inProgress"] {
        shop.act(&access.uid, "operator_set", json!({"status": status}), true);
        assert_eq!(link_back(&get(&shop, &access, "payment")), None, "{status}");
    }
}

#[test]
fn a_button_that_is_gone_changes_nothing() {
    let shop = Shop::open();
    let access = shop.create(json!({}));
    for button in ["module_confirm", "mark_paid", "payout_done", "", "operator_set"] {
        let target = path(&access, "payment");
        let answer = shop.raw("POST", &target, &[FORM], &format!("action={button}"));
        assert_eq!((answer.status, shop.status(&access)), (303, "new".into()), "{button}");
    }
    assert_eq!(shop.raw("POST", &path(&access, "payment"), &[], "").status, 303);
}

#[test]
fn the_order_page_shows_the_receiver_unless_he_is_hidden() {
    let shop = Shop::open();
    let (open, hidden) = (shop.create(json!({})), shop.create(json!({"hideOutData": true})));
    let card = "5555 5555 5555 4444";
    assert!(get(&shop, &open, "order").body.contains(card));
    assert!(!get(&shop, &open, "payment").body.contains(card));
    assert!(!get(&shop, &hidden, "order").body.contains(card));
    let nasty = shop.create(json!({"toValues": [
        {"key": super::shop::CARD, "value": "5555555555554444"},
        {"key": "66be4d2d52f0bb5b9c12ca28", "value": "<script>\"&"},
    ]}));
    assert!(get(&shop, &nasty, "order").body.contains("&lt;script&gt;&quot;&amp;"));
}

#[test]
fn addresses_work_with_a_final_slash_in_any_language_and_not_for_strangers() {
    let shop = Shop::open();
    let (access, other) = (shop.create(json!({})), shop.create(json!({})));
    for target in [
        format!("/en/payment/{}/{}/", access.uid, access.secret),
        format!("/ru/order/{}/{}?x=1", access.uid, access.secret),
    ] {
        assert_eq!(shop.raw("GET", &target, &[], "").status, 200, "{target}");
    }
    for target in [
        format!("/en/payment/{}/{}", access.uid, other.secret),
        format!("/en/payment/{}/{}", access.uid, access.secret.to_uppercase()),
        format!("/en/payment/x/{}", access.secret),
        format!("/en/pay/{}/{}", access.uid, access.secret),
        format!("/payment/{}/{}", access.uid, access.secret),
    ] {
        for verb in ["GET", "POST"] {
            let answer = shop.raw(verb, &target, &[FORM], "action=cancel");
            assert_eq!(answer.status, 404, "{target}");
        }
    }
    assert_eq!(shop.status(&access), "new");
}

#[test]
fn only_a_posted_form_presses_a_button() {
    let shop = Shop::open();
    let access = shop.create(json!({}));
    for method in ["HEAD", "PUT", "DELETE"] {
        let answer = shop.raw(method, &path(&access, "payment"), &[FORM], "action=confirm");
        assert_eq!(answer.status, 200, "{method}");
        assert_eq!(shop.status(&access), "new", "{method}");
    }
}
