//! The life of a payment.

use std::time::Duration;

use pay_sandbox::Kind;
use serde_json::{Value, json};

use super::shop::{FORM, Shop, codes, id, merge, number, wrapped};
use crate::merchant::THEN;

/// Presses a button of the paying page; the answer's status and where it leads.
fn press(shop: &Shop, id: &str, form: &str) -> (u16, String) {
    let link = shop.attributes(id)["flow_data"]["action"].as_str().unwrap().to_owned();
    let target = link.strip_prefix(&shop.paycore.base_url()).unwrap();
    let answer = shop.raw("POST", target, &[FORM], form);
    (answer.status, answer.header("location").unwrap_or_default().to_owned())
}

#[test]
fn a_payment_with_a_service_waits_for_its_payer() {
    let shop = Shop::open();
    let id = shop.payment("a", json!({"amount": number("100.5")}));
    let invoice = shop.attributes(&id);
    for (name, value) in [
        ("status", json!("process_pending")),
        ("resolution", json!("ok")),
        ("amount", number("100.5")),
        ("payment_amount", number("100.5")),
        ("fee", json!(0)),
        ("deposit", number("100.5")),
        ("processed_amount", Value::Null),
        ("flow", json!("hpp")),
        ("payment_flow", json!("charge")),
        ("created", json!(THEN)),
        ("updated", json!(THEN)),
        ("expires", json!(THEN + 2880 * 60)),
        ("source", json!("merchant_api")),
        ("service_amount", Value::Null),
    ] {
        assert_eq!(invoice[name], value, "{name}");
    }
    let sid = invoice["flow_data"]["metadata"]["sid"].as_str().unwrap();
    let action = format!("{}/hpp/pay/{sid}", shop.paycore.base_url());
    assert_eq!(invoice["flow_data"]["action"], action);
    assert_eq!(invoice["flow_data"]["method"], "GET");
    assert_eq!(invoice["serial_number"], id.trim_start_matches("cpi_"));
    assert!(shop.ledger().is_empty());
}

#[test]
fn a_payment_without_a_service_is_only_created() {
    let shop = Shop::open();
    let id = shop.payment("a", json!({"service": null}));
    let invoice = shop.attributes(&id);
    assert_eq!((&invoice["status"], &invoice["flow_data"]), (&json!("created"), &json!([])));
    assert_eq!(invoice["hpp_url"], format!("{}?cpi={id}", shop.paycore.hpp_url()));
    assert_eq!(shop.act("a", "pay", json!({}), false).0, 409);
}

#[test]
fn amounts_are_shown_in_the_services_currency_too() {
    let shop = Shop::open();
    let id = shop.payment("a", json!({"currency": "USD", "amount": 10}));
    let invoice = shop.attributes(&id);
    let shown = ["exchange_rate", "service_amount", "payment_service_amount", "service_currency"]
        .map(|name| invoice[name].clone());
    assert_eq!(shown, [number("36.5"), json!(365), json!(365), json!("UAH")]);
}

#[test]
fn paying_books_a_charge_and_fills_the_balance() {
    let shop = Shop::open();
    let id = shop.payment("a", json!({"test_mode": false, "amount": "100.10"}));
    shop.sandbox.clock().advance(Duration::from_secs(5));
    shop.paycore.act("a", "pay").unwrap();
    let invoice = shop.attributes(&id);
    assert_eq!(invoice["status"], "processed");
    assert_eq!((&invoice["processed"], &invoice["updated"]), (&json!(THEN + 5), &json!(THEN + 5)));
    assert_eq!(invoice["processed_amount"], number("100.1"));
    assert_eq!(invoice["processed_deposit"], number("100.1"));
    assert_eq!(shop.ledger(), ["charge a 100.10 UAH"]);
    assert_eq!(shop.sandbox.ledger().of(Kind::Charge, "a")[0].gateway, "paycore");
    assert_eq!(shop.paycore.balance("UAH"), "100100.10");
    assert_eq!(shop.paycore.test_balance("UAH"), "100000.00", "modes are kept apart");
    shop.payment("t", json!({}));
    shop.paycore.act("t", "pay").unwrap();
    assert_eq!(shop.paycore.balance("UAH"), "100100.10");
    assert_eq!(shop.paycore.test_balance("UAH"), "100100.00");
}

#[test]
fn test_cards_decide_on_the_page() {
    let shop = Shop::open();
    for (card, expiry, status, resolution) in [
        ("5123817234060000", "1230", "processed", "ok"),
        ("5519283812030000", "12%2F30", "processed", "ok"),
        ("5519283812030000", "0777", "process_pending", "auth_3ds_required"),
        ("4412397212080000", "0856", "process_failed", "access_denied"),
        ("4302912837020000", "0125", "process_failed", "invalid_credentials"),
        ("4302912837020000", "1230", "process_failed", "general_fatal_error"),
    ] {
        let reference = format!("{status} {expiry}");
        let id = shop.payment(&reference, json!({"amount": 5}));
        let form = format!("action=card&card_number={card}&expiry={expiry}&cvv=123");
        assert_eq!(press(&shop, &id, &form).0, 303);
        let invoice = shop.attributes(&id);
        assert_eq!(
            (&invoice["status"], &invoice["resolution"]),
            (&json!(status), &json!(resolution))
        );
        let card_shown = &invoice["payload"]["payment_card"];
        if status == "processed" {
            assert_eq!(card_shown["first"], card[..6]);
            assert_eq!(card_shown["last"], card[12..]);
            assert_eq!(
                (&card_shown["expiry_month"], &card_shown["expiry_year"]),
                (&json!("12"), &json!("30"))
            );
            assert!(!invoice.to_string().contains(card), "the number is nowhere in full");
        } else {
            assert_eq!(*card_shown, Value::Null);
        }
        assert_eq!(
            shop.sandbox.ledger().charges(&reference).len(),
            usize::from(status == "processed")
        );
    }
    let id = shop.payment("none", json!({}));
    assert_eq!(press(&shop, &id, "action=card&card_number=41&expiry=1230").0, 422);
    assert_eq!(shop.status(&id), "process_pending");
}

#[test]
fn buttons_pay_fail_pay_less_and_do_nothing() {
    let shop = Shop::open();
    let back = |id: &str| format!("{}/return?id={id}", shop.paycore.base_url());
    for (form, status) in [
        ("action=pay", "processed"),
        ("action=fail", "process_failed"),
        ("action=pay_less&amount=40.5", "partially_processed"),
        ("action=nothing", "process_pending"),
    ] {
        let id = shop.payment(form, json!({}));
        assert_eq!(press(&shop, &id, form), (303, back(&id)));
        assert_eq!(shop.status(&id), status);
        assert_eq!(press(&shop, &id, "action=pay").0, 303, "pressed again");
        let expected = if status == "process_pending" { "processed" } else { status };
        assert_eq!(shop.status(&id), expected);
    }
    let part = shop.get("/payment-invoices?filter[status]=partially_processed");
    assert_eq!(part["data"][0]["attributes"]["processed_amount"], number("40.5"));
    let id = shop.payment("less", json!({}));
    for form in ["action=pay_less&amount=100", "action=pay_less", "action=", ""] {
        assert_eq!(press(&shop, &id, form).0, 422, "{form}");
    }
    assert_eq!(shop.sandbox.ledger().charges("less").len(), 0);
}

#[test]
fn live_payments_obey_the_control_address_alone() {
    let shop = Shop::open();
    let id = shop.payment("a", json!({"test_mode": false}));
    assert_eq!(press(&shop, &id, "action=pay").0, 403);
    assert_eq!(shop.status(&id), "process_pending");
    assert_eq!(shop.act("a", "pay", json!({}), false), (200, json!({"status": "processed"})));
}

#[test]
fn a_check_of_the_card_charges_nothing() {
    let shop = Shop::open();
    let good = shop.payment("good", json!({"flow": "verify"}));
    let bad = shop.payment("bad", json!({"flow": "verify"}));
    assert_eq!(press(&shop, &good, "action=pay").0, 303);
    assert_eq!(press(&shop, &bad, "action=fail").0, 303);
    assert_eq!(
        (shop.status(&good), shop.status(&bad)),
        ("verified".into(), "verify_failed".into())
    );
    assert_eq!(shop.attributes(&good)["payment_flow"], "verify");
    assert!(shop.ledger().is_empty());
}

#[test]
fn failures_have_their_time() {
    let shop = Shop::open();
    for (status, failed) in [
        ("process_failed", json!(THEN)),
        ("verify_failed", json!(THEN)),
        ("rejected", json!(THEN)),
        ("expired", Value::Null),
        ("terminated", Value::Null),
        ("refund_failed", Value::Null),
    ] {
        let id = shop.payment(status, json!({}));
        shop.act(status, "set", json!({"status": status}), true);
        assert_eq!(shop.attributes(&id)["failed"], failed, "{status}");
    }
}

#[test]
fn attempts_are_counted_if_the_first_is_not_the_last() {
    let shop = Shop::with(|settings| {
        settings.fail_fast = false;
        settings.attempts_limit = 3;
    });
    let id = shop.payment("a", json!({}));
    let active = || {
        shop.get(&format!("/payment-invoices/{id}"))["data"]["relationships"]["active-payment"]
            .clone()
    };
    let first = active();
    for _ in 0..2 {
        let (status, location) = press(&shop, &id, "action=fail");
        assert_eq!(status, 303);
        assert!(location.contains("/hpp/pay/"), "{location}");
        let invoice = shop.attributes(&id);
        assert_eq!(
            (&invoice["status"], &invoice["resolution"]),
            (&json!("process_pending"), &json!("declined"))
        );
    }
    assert_ne!(active(), first);
    press(&shop, &id, "action=fail");
    assert_eq!(shop.status(&id), "process_failed");
    assert_eq!(shop.attributes(&id)["failed"], THEN);
}

#[test]
fn unpaid_payments_expire_at_their_time() {
    let shop = Shop::open();
    let default = shop.payment("default", json!({}));
    let early = shop.payment("early", json!({"expires": THEN + 10, "service": null}));
    let paid = shop.payment("paid", json!({"expires": THEN + 10}));
    shop.paycore.act("paid", "pay").unwrap();
    shop.sandbox.clock().advance(Duration::from_secs(9));
    assert_eq!(shop.status(&early), "created");
    shop.sandbox.clock().advance(Duration::from_secs(1));
    assert_eq!(shop.status(&early), "expired");
    assert_eq!(shop.attributes(&early)["updated"], THEN + 10);
    shop.sandbox.clock().advance(Duration::from_secs(2880 * 60));
    assert_eq!((shop.status(&default), shop.status(&paid)), ("expired".into(), "processed".into()));
}

#[test]
fn a_stored_card_pays_again() {
    let shop = Shop::open();
    let keep = json!({"gateway_options": {"cardgate": {"tokenize": true}}});
    let first = shop.payment("first", keep);
    press(&shop, &first, "action=card&card_number=5123817234060000&expiry=1230");
    let token = shop.attributes(&first)["payload"]["token"].as_str().unwrap().to_owned();
    assert!(token.starts_with("card_"), "{token}");
    let mut again = json!({
        "token": token, "customer": {"reference_id": "c-7"},
        "gateway_options": {"cardgate": {"instant": true}},
    });
    let instant = shop.payment("instant", again.clone());
    assert_eq!(shop.status(&instant), "processed");
    again["gateway_options"] = json!({});
    let paged = shop.payment("paged", again.clone());
    assert_eq!(shop.status(&paged), "process_pending");
    merge(&mut again, json!({"customer": null}));
    let answer = shop.post("/payment-invoices", wrapped("payment-invoices", "x", again));
    assert_eq!(codes(&answer), ["customer.reference_id_required"]);
    let payout = json!({"token": token, "fields": null, "test_mode": true});
    let payout = shop.payout("out", payout);
    assert_eq!(shop.attributes(&payout)["fields"], json!([]), "nobody learns the number");
    shop.process(&payout);
    assert_eq!(shop.status(&payout), "processed");
    let other = json!({"token": token, "fields": {"card_number": "4412397212080000"}});
    let other = shop.payout("other", other);
    shop.process(&other);
    assert_eq!(shop.status(&other), "process_failed", "the fields win");
}

#[test]
fn a_payout_to_a_stored_card_ends_as_that_card_does() {
    let shop = Shop::with(|settings| settings.fail_fast = false);
    let id = shop.payment("a", json!({"gateway_options": {"cardgate": {"tokenize": true}}}));
    press(&shop, &id, "action=card&card_number=4412397212080000&expiry=1230");
    shop.paycore.act("a", "pay").unwrap();
    let token = shop.attributes(&id)["payload"]["token"].clone();
    let payout = shop.payout("p", json!({"token": token, "fields": null}));
    shop.process(&payout);
    assert_eq!(shop.status(&payout), "process_failed");
}

#[test]
fn whoever_pays_by_card_has_one() {
    let shop = Shop::open();
    let keep = json!({"gateway_options": {"cardgate": {"tokenize": true}}});
    let pressed = shop.payment("pressed", keep.clone());
    press(&shop, &pressed, "action=pay");
    let told = shop.payment("told", keep.clone());
    shop.act("told", "pay", json!({"amount": 1}), false);
    let checked = shop.payment("checked", json!({"flow": "verify"}));
    shop.paycore.act("checked", "pay").unwrap();
    let forced = shop.payment("forced", json!({}));
    shop.act("forced", "set", json!({"status": "refunding"}), true);
    for id in [&pressed, &told, &checked, &forced] {
        let payload = shop.attributes(id)["payload"].clone();
        assert_eq!(payload["payment_card"]["mask"], "551928******0000", "{payload}");
        assert_eq!(payload["token"].is_string(), [&pressed, &told].contains(&id));
    }
    let token = shop.attributes(&told)["payload"]["token"].clone();
    shop.act("told", "set", json!({"status": "charged_back"}), false);
    assert_eq!(shop.attributes(&told)["payload"]["token"], token, "it is stored once");
    let wallet = json!({"service": "qiwi_rub_hpp", "fields": {"phone": "1"}});
    let wallet = shop.payment("wallet", wallet);
    shop.paycore.act("wallet", "pay").unwrap();
    assert_eq!(shop.attributes(&wallet)["payload"], json!([]));
    assert_eq!(
        shop.attributes(&wallet)["flow_data"]["metadata"],
        json!([]),
        "only cards have a token"
    );
    assert_eq!(shop.attributes(&wallet)["rrn"].as_str().unwrap().len(), 12);
}

#[test]
fn a_customer_keeps_the_same_id() {
    let shop = Shop::open();
    let customer = |reference: &str, whose: &str| {
        let more = json!({"customer": {"reference_id": whose, "email": "buyer@example.com"}});
        let body = wrapped("payment-invoices", reference, more);
        let document = shop.post("/payment-invoices", body).json();
        assert!(id(&document).starts_with("cpi_"));
        document["data"]["relationships"]["customer"]["data"].clone()
    };
    let (a, b, c) = (customer("a", "c-1"), customer("b", "c-1"), customer("c", "c-2"));
    assert_eq!(a["type"], "customers");
    assert!(a == b && a != c);
}
