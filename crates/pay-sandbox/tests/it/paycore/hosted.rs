//! The hosted page, as a browser walks through it.

use std::time::Duration;

use serde_json::json;

use super::shop::{FORM, Shop};
use crate::merchant::THEN;
use crate::wire::Answer;

fn get(shop: &Shop, target: &str) -> Answer {
    shop.raw("GET", target, &[], "")
}

/// Where an answer leads, without the sandbox's own address.
fn leads(shop: &Shop, answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.header("location").unwrap().replace(&shop.paycore.base_url(), "")
}

/// What the browser sends when a button of a page is pressed: the inputs of its form, in order.
fn pressed(page: &str, button: &str) -> String {
    let value = |text: &str, name: &str| {
        let start = text.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
        let end = text[start..].find('"').unwrap();
        text[start..start + end].replace("&amp;", "&").replace("&lt;", "<").replace("&quot;", "\"")
    };
    let form =
        page.split("<form").find(|form| form.contains(&format!("value=\"{button}\""))).unwrap();
    let mut query = form_urlencoded::Serializer::new(String::new());
    for input in form.split("<input").skip(1).filter(|input| input.contains("hidden")) {
        query.append_pair(&value(input, "name"), &value(input, "value"));
    }
    let start = form.find("<button").unwrap();
    query.append_pair(&value(&form[start..], "name"), button);
    query.finish()
}

#[test]
fn a_payer_chooses_pays_and_returns() {
    let shop = Shop::with(|settings| settings.send_operation_context = true);
    let key = shop.paycore.public_key_test();
    let query = format!(
        "public_key={key}&amount=100.5&currency=UAH&reference_id=order-42&description=%D0%9E%20%E2%84%9642\
         &customer%5Breference_id%5D=cus_1&customer%5Bmetadata%5D%5Bkey1%5D=v+1&metadata%5Ba%22b%5D=512\
         &return_url=https%3A%2F%2Fshop.example%2Fback%3Fo%3D42%26x%3D1%23end&locale=uk&display%5Bhide_header%5D=true"
    );
    for path in ["/hpp", "/hpp/"] {
        let page = get(&shop, &format!("{path}?{query}"));
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(page.body.contains("О №42"), "{}", page.body);
    }
    assert_eq!(shop.get("/payment-invoices")["data"], json!([]), "looking creates nothing");

    let choice = get(&shop, &format!("/hpp/?{query}")).body;
    let chosen = get(&shop, &format!("/hpp/?{}", pressed(&choice, "payment_card_uah_hpp")));
    let pay = leads(&shop, &chosen);
    let page = get(&shop, &pay);
    assert!(page.status == 200 && page.body.contains("order-42"));
    let done = shop.raw("POST", &pay, &[FORM], &pressed(&page.body, "pay"));
    let list = shop.get("/payment-invoices?filter[reference_id]=order-42");
    let invoice = &list["data"][0];
    let id = invoice["id"].as_str().unwrap();
    let expected = format!(
        "https://shop.example/back?o=42&x=1&id={id}&serial_number={}&amount=100.5&currency=UAH\
         &status=processed&reference_id=order-42#end",
        &id[4..]
    );
    assert_eq!(leads(&shop, &done), expected);
    let attributes = &invoice["attributes"];
    assert_eq!(attributes["metadata"], json!({"a\"b": "512"}));
    assert_eq!(
        (&attributes["test_mode"], &attributes["callback_url"]),
        (&json!(true), &json!(null))
    );
    assert_eq!(invoice["relationships"]["customer"]["data"]["type"], "customers");
    assert_eq!(shop.ledger(), ["charge order-42 100.50 UAH"]);
}

#[test]
fn with_a_service_the_page_leads_straight_on() {
    let shop = Shop::open();
    let key = shop.paycore.public_key_live();
    let query = format!("public_key={key}&amount=100&currency=USD&service=qiwi_rub_hpp");
    let missing = get(&shop, &format!("/hpp/?{query}"));
    assert_eq!(missing.status, 422);
    assert!(missing.body.contains("fields.phone_required"), "{}", missing.body);
    let answer = get(&shop, &format!("/hpp/?{query}&service_fields%5Bphone%5D=%2B79001234567"));
    assert!(leads(&shop, &answer).starts_with("/hpp/pay/cgi_"));
    let invoice = shop.get("/payment-invoices")["data"][0]["attributes"].clone();
    assert_eq!(invoice["test_mode"], false);
    assert_eq!(invoice["reference_id"].as_str().unwrap().len(), 36, "one was made up");
    let form = format!(
        "public_key={key}&amount=5&currency=UAH&service=payment_card_uah_hpp&expires={}",
        THEN + 9
    );
    let posted = shop.raw("POST", "/hpp/", &[FORM], &form);
    assert!(leads(&shop, &posted).starts_with("/hpp/pay/cgi_"));
    assert_eq!(shop.get("/payment-invoices")["data"][0]["attributes"]["expires"], THEN + 9);
}

#[test]
fn what_is_missing_or_forbidden_is_told_on_a_page() {
    let shop = Shop::open();
    let key = shop.paycore.public_key_test();
    for (query, status, text) in [
        (String::new(), 422, "public_key_required"),
        ("public_key=pk_test_x&amount=1".to_owned(), 401, "unauthorized"),
        (format!("public_key={}", shop.paycore.private_key_test()), 401, "unauthorized"),
        (format!("public_key={key}&currency=UAH"), 422, "amount_required"),
        (format!("public_key={key}&amount=1"), 422, "currency_required"),
        (
            format!("public_key={key}&amount=1&currency=UAH&return_url=/x"),
            422,
            "return_url_invalid",
        ),
        ("cpi=cpi_0000000000000000".to_owned(), 404, "not_found"),
    ] {
        let answer = get(&shop, &format!("/hpp/?{query}"));
        assert_eq!(answer.status, status, "{query}");
        assert!(answer.header("content-type").unwrap().starts_with("text/html"));
        assert!(answer.body.contains(text), "{query} {}", answer.body);
    }
    let good = format!(
        "/hpp/?public_key={key}&amount=1&currency=UAH&reference_id=a&service=payment_card_uah_hpp"
    );
    shop.paycore.configure(|settings| settings.forbid_public_creation = true);
    assert_eq!(get(&shop, &good).status, 403);
    shop.paycore.configure(|settings| {
        settings.forbid_public_creation = false;
        settings.account_status = "archived".to_owned();
    });
    assert_eq!(get(&shop, &good).status, 403);
    let form = good.strip_prefix("/hpp/?").unwrap();
    let process = "/public-api/payment-invoices/process";
    assert_eq!(shop.raw("POST", process, &[FORM], form).status, 403);
    shop.paycore.configure(|settings| settings.account_status = "active".to_owned());
    assert_eq!((get(&shop, &good).status, get(&shop, &good).status), (303, 429));
}

#[test]
fn an_invoice_of_the_private_api_is_paid_by_its_id() {
    let shop = Shop::open();
    let urls = json!({"success": "http://shop.example/ok", "fail": "http://shop.example/no"});
    let more = json!({"service": null, "return_urls": urls, "expires": THEN + 60});
    let id = shop.payment("a", more);
    let page = get(&shop, &format!("/hpp?cpi={id}"));
    let answer = get(&shop, &format!("/hpp/?{}", pressed(&page.body, "payment_card_eur_hpp")));
    let pay = leads(&shop, &answer);
    let invoice = shop.attributes(&id);
    assert_eq!(
        (&invoice["status"], &invoice["service_currency"]),
        (&json!("process_pending"), &json!("EUR"))
    );
    let again = get(&shop, &format!("/hpp/?cpi={id}&service=payment_card_uah_hpp"));
    assert!(again.status == 200 && again.body.contains(&pay), "the choice was made");
    let failed = shop.raw("POST", &pay, &[FORM], "action=fail");
    assert_eq!(leads(&shop, &failed), "http://shop.example/no");
    let late = shop.payment("late", json!({"service": null, "expires": THEN + 60}));
    shop.sandbox.clock().advance(Duration::from_secs(60));
    assert_eq!(get(&shop, &format!("/hpp/?cpi={late}")).status, 410);
    assert_eq!(get(&shop, &format!("/return?id={late}")).status, 410);
    assert_eq!(get(&shop, &format!("/return?id={id}")).status, 200);
    assert_eq!(get(&shop, "/return").status, 404);
}

#[test]
fn a_choice_is_checked_as_a_creation_is() {
    let shop = Shop::open();
    let id = shop.payment("a", json!({"service": null, "amount": 1_000_001}));
    for (service, text) in [
        ("payment_card_uah_hpp", "amount_too_big"),
        ("payment_card_uah", "service_not_available"),
        ("qiwi_rub_hpp", "fields.phone_required"),
    ] {
        let answer = get(&shop, &format!("/hpp/?cpi={id}&service={service}"));
        assert_eq!(answer.status, 422, "{service}");
        assert!(answer.body.contains(text), "{}", answer.body);
    }
    assert_eq!(shop.status(&id), "created");
    // What was typed once does not come twice.
    let query = format!(
        "public_key={}&amount=1&currency=UAH&service_fields%5Bphone%5D=%2B380",
        shop.paycore.public_key_test()
    );
    let choice = get(&shop, &format!("/hpp/?{query}")).body;
    assert_eq!(choice.matches("service_fields[phone]").count(), 1, "{choice}");
    // Nothing is created here: the invoice is there already.
    shop.paycore.configure(|settings| settings.account_status = "inactive".to_owned());
    assert_eq!(get(&shop, &format!("/hpp/?cpi={id}")).status, 200);
}

#[test]
fn the_strongest_return_address_wins() {
    let shop = Shop::open();
    let leave = |reference: &str, more: serde_json::Value| {
        let id = shop.payment(reference, more);
        let link = shop.attributes(&id)["flow_data"]["action"].as_str().unwrap().to_owned();
        let target = link.replace(&shop.paycore.base_url(), "");
        let answer = shop.raw("POST", &target, &[FORM], "action=nothing");
        leads(&shop, &answer).replace(&id, "ID")
    };
    let both = json!({"return_urls": {"pending": "http://a/p", "success": "http://a/s"}, "return_url": "http://b/"});
    assert_eq!(leave("none", json!({})), "/return?id=ID");
    shop.paycore.configure(|settings| settings.return_url = Some("http://c/".to_owned()));
    assert_eq!(leave("account", json!({})), "http://c/");
    assert_eq!(leave("one", json!({"return_url": "http://b/"})), "http://b/");
    assert_eq!(leave("three", both.clone()), "http://a/p");
    shop.paycore.configure(|settings| settings.force_return_url = true);
    assert_eq!(leave("forced", both), "http://c/");
}

#[test]
fn each_end_has_its_own_way_back() {
    let shop = Shop::with(|settings| settings.fail_fast = false);
    let urls = json!({"success": "http://a/s", "pending": "http://a/p", "fail": "http://a/f"});
    let card = "action=card&cvv=1&card_number=5123817234060000&expiry=";
    for (flow, form, back) in [
        ("charge", "action=pay", "http://a/s"),
        ("charge", "action=pay_less&amount=1", "http://a/s"),
        ("verify", "action=pay", "http://a/s"),
        ("charge", &*format!("{card}1230"), "http://a/s"),
        ("charge", &*format!("{card}0777"), "http://a/p"),
        ("charge", "action=nothing", "http://a/p"),
    ] {
        let more = json!({"flow": flow, "return_urls": urls, "expires": THEN + 60});
        let id = shop.payment(&format!("{flow} {form}"), more);
        let link = shop.attributes(&id)["flow_data"]["action"].as_str().unwrap().to_owned();
        let target = link.replace(&shop.paycore.base_url(), "");
        assert_eq!(leads(&shop, &shop.raw("POST", &target, &[FORM], form)), back, "{flow} {form}");
    }
    let late = shop.payment("late", json!({"return_urls": urls, "expires": THEN + 60}));
    let link = shop.attributes(&late)["flow_data"]["action"].as_str().unwrap().to_owned();
    let target = link.replace(&shop.paycore.base_url(), "");
    shop.sandbox.clock().advance(Duration::from_secs(60));
    assert_eq!(get(&shop, &target).status, 410);
    assert_eq!(shop.raw("POST", &target, &[FORM], "action=pay").status, 410);
    assert_eq!(shop.status(&late), "expired");
}

#[test]
fn the_form_creates_and_leads_on_in_one_step() {
    let shop = Shop::open();
    let key = shop.paycore.public_key_test();
    let send = |body: &str| shop.raw("POST", "/public-api/payment-invoices/process", &[FORM], body);
    let form = format!(
        "amount=100&public_key={key}&reference_id=k3j9&currency=UAH&service=bank_card_uah_hpp"
    );
    assert!(leads(&shop, &send(&form)).starts_with("/hpp/pay/cgi_"));
    assert_eq!(send(&form).status, 429);
    for (body, status, text) in [
        ("amount=1".to_owned(), 422, "public_key_required"),
        (form.replace("service=", "x="), 422, "service_required"),
        (form.replace("service=", "x=").replace("100", "0"), 422, "amount_invalid"),
        (form.replace("k3j9", ""), 422, "reference_id_required"),
        (form.replace("pk_test", "sk_test"), 401, "unauthorized"),
    ] {
        let answer = send(&body);
        assert_eq!(answer.status, status, "{body}");
        assert!(answer.body.contains(text), "{}", answer.body);
    }
    let json = shop.raw("POST", "/public-api/payment-invoices/process", &[super::shop::JSON], "{}");
    assert_eq!(json.status, 400);
    shop.paycore.configure(|settings| settings.process_page = true);
    let page = send(&form.replace("k3j9", "k4"));
    assert_eq!(page.status, 200);
    assert!(page.body.contains("/hpp/pay/cgi_") && page.body.contains(".submit()"));
}

#[test]
fn nothing_of_a_payer_becomes_markup() {
    let shop = Shop::open();
    let key = shop.paycore.public_key_test();
    let evil = "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E";
    let query = format!(
        "public_key={key}&amount=1&currency=UAH&reference_id={evil}&description={evil}&metadata%5B{evil}%5D=1"
    );
    let page = get(&shop, &format!("/hpp/?{query}"));
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("<script>"), "{}", page.body);
    let answer = get(&shop, &format!("/hpp/?{query}&service=payment_card_uah_hpp"));
    let page = get(&shop, &leads(&shop, &answer));
    assert!(!page.body.contains("<script>"), "{}", page.body);
}
