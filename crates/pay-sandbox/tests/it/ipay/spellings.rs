//! Which members a body may have, and of what kind.

use serde_json::{Value, json};

use super::shop::{GOOD_PAN, frozen, number, payment};

const STRUCTURE: &str = "invalid request structure";

#[test]
fn unknown_members_are_named_by_their_path() {
    let (_sandbox, shop) = frozen();
    let create = |more: Value| payment(GOOD_PAN, 100, more);
    let transaction = |more: Value| {
        let mut one = json!({"invoice": 100, "smch_id": 5410});
        one.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"transactions": [one]})
    };
    for (action, body, path) in [
        ("CalculateFee", json!({"invoice": 1, "Invoice": 1}), "Invoice"),
        ("PaymentCreate", create(json!({"info": {}})), "info"),
        ("PaymentCreate", create(json!({"aml": 1, "zzz": 1})), "aml"),
        (
            "PaymentCreate",
            create(json!({"threeds_info": {"browser_ip": ""}})),
            "threeds_info.browser_ip",
        ),
        ("PaymentCreate", create(transaction(json!({"foo": 1}))), "transactions[].foo"),
        ("PaymentCreate", create(json!({"sender": {"name": ""}})), "sender.name"),
        ("PaymentCreate", create(json!({"receiver": {"": ""}})), "receiver."),
        (
            "PaymentCreate",
            create(json!({"receipt_data": {"goods": [{"price": 1}, {"sum": 1}]}})),
            "receipt_data.goods[].sum",
        ),
        (
            "PaymentCreate",
            create(json!({"receipt_data": {"discounts": [{"name": 1}]}})),
            "receipt_data.discounts[].name",
        ),
        ("PaymentVerify3DS", json!({"pmt_id": 1, "threedsData": ""}), "threedsData"),
        ("PaymentSale", json!({"pmt_id": 1, "amount": 1}), "amount"),
        ("PaymentCancel", json!({"pmt_id": 1, "invoice": 1}), "invoice"),
        ("PaymentCancel", json!({"transactions": [{"smch_id": 1}]}), "transactions[].smch_id"),
        ("GetPaymentStatus", json!({"trn_id": 1}), "trn_id"),
        ("GetPaymentInvoice", json!({"ext_id": "a"}), "ext_id"),
        ("GetReceipt", json!({"ext_id": "a"}), "ext_id"),
        ("ProcessPayment", json!({"invoice": 1}), "invoice"),
    ] {
        shop.refused(action, body, &format!("unknown field {path}"));
    }
    let free = json!({"anything": {"deep": [1]}, "": null});
    let mut more = transaction(json!({"info": free}));
    more["pmt_info"] = free;
    assert_eq!(shop.pay(100, more)["pmt_status"], 5);
}

/// Payments with these values are made, and with those they are not.
fn judged(name: &str, good: &[Value], bad: &[Value]) {
    let (sandbox, shop) = frozen();
    for value in bad {
        shop.refused("PaymentCreate", payment(GOOD_PAN, 100, json!({name: value})), STRUCTURE);
    }
    assert!(sandbox.ledger().entries().is_empty(), "{name}");
    for value in good {
        let told = shop.pay(100, json!({name: value}));
        assert_eq!(told["pmt_status"], 5, "{name} {value} {told}");
    }
}

#[test]
fn values_of_another_kind_are_no_structure() {
    let long = |length: usize| json!("ї".repeat(length));
    let whole = [json!(100), json!("100"), json!("0100")];
    let others = [
        json!(0),
        json!(-100),
        number("100.0"),
        json!("1e2"),
        json!(""),
        json!(" 100"),
        json!(1_000_000_000_000_u64),
        json!(true),
        json!([]),
    ];
    judged("invoice", &whole, &others);
    judged("token", &[], &[json!(true), json!({}), json!(null)]);
    judged("ext_id", &[long(50), json!(77)], &[long(51), json!({}), json!(false)]);
    judged("msisdn", &[json!("380931234567"), json!(380_931_234_567_u64)], &[json!([])]);
    judged("pmt_desc", &[long(1000), json!(1)], &[json!({"a": 1}), json!(true)]);
    judged("pmt_info", &[json!({}), json!([]), json!(null)], &[json!("x"), json!([1])]);
    let off = [json!(false), json!(0), json!("0"), json!("false")];
    judged("deferred_payment", &off, &[json!("no"), json!(2), json!("False"), json!([])]);
    let on = [json!(true), json!(1), json!("1"), json!("true")];
    judged("recurrent", &on, &[json!("yes")]);
}

#[test]
fn receivers_and_their_sums_must_fit() {
    let long = |length: usize| "ї".repeat(length);
    let one = |invoice: Value, smch_id: Value| json!([{"invoice": invoice, "smch_id": smch_id}]);
    let split = |a: u64, b: u64| json!([{"invoice": a, "smch_id": 5410}, {"invoice": b, "smch_id": "5472"}]);
    let described = |desc: &str| json!([{"invoice": 100, "smch_id": 5410, "desc": desc}]);
    let good =
        [one(json!("100"), json!("5472")), split(60, 40), described(&long(100)), json!(null)];
    let bad = [
        json!([]),
        json!({}),
        json!(1),
        json!([1]),
        json!([{"invoice": 100}]),
        one(json!(99), json!(5410)),
        one(json!(100), json!(5411)),
        split(60, 41),
        split(0, 100),
        described(&long(101)),
    ];
    judged("transactions", &good, &bad);
}

#[test]
fn people_addresses_and_goods_must_fit() {
    let good = [
        json!({}),
        json!({"notification_url": "https://shop.example/3ds?o=1", "browser_tz": -120}),
    ];
    let bad = [
        json!("x"),
        json!({"notification_url": "shop.example"}),
        json!({"threeds_requestor_url": "ftp://shop.example"}),
        json!({"notification_url": ""}),
        json!({"browser_language": []}),
    ];
    judged("threeds_info", &good, &bad);
    let good = [json!({"lastname": "Тест", "account_number": "1"}), json!({"accountNumber": 1})];
    judged("sender", &good, &[json!({"lastname": {}}), json!("x")]);
    judged("receiver", &good, &[json!([1])]);

    let goods = |name: &str, value: Value| {
        let id = "e0e58e8e-af5d-430f-8204-459ab547a4b8";
        let mut good = json!({"id": id, "price": 0, "quantity": 1});
        good[name] = value;
        json!({"goods": [good]})
    };
    let discount = |kind: &str, mode: &str, value: Value| {
        let mut data = goods("code", json!(1));
        data["discounts"] = json!([{"type": kind, "mode": mode, "value": value}]);
        data
    };
    let good = [
        goods("name", json!("Чай")),
        goods("barcode", json!(48)),
        goods("price", json!("4000")),
        discount("DISCOUNT", "PERCENT", number("12.5")),
        discount("EXTRA_CHARGE", "VALUE", json!("0")),
    ];
    let bad = [
        json!({}),
        json!({"goods": []}),
        goods("quantity", json!(0)),
        goods("price", json!(-1)),
        goods("price", json!(null)),
        goods("id", json!("e0e58e8e")),
        discount("GIFT", "PERCENT", json!(1)),
        discount("DISCOUNT", "percent", json!(1)),
        discount("DISCOUNT", "VALUE", json!(-1)),
        discount("DISCOUNT", "VALUE", json!("x")),
    ];
    judged("receipt_data", &good, &bad);
}

#[test]
fn what_an_action_needs_must_be_there() {
    let (sandbox, shop) = frozen();
    for (action, body) in [
        ("CalculateFee", json!({})),
        ("CalculateFee", json!({"invoice": null})),
        ("PaymentCreate", json!({"invoice": 100})),
        ("PaymentCreate", json!({"token": "e30="})),
        ("PaymentVerify3DS", json!({"pmt_id": 1})),
        ("PaymentVerify3DS", json!({"threeds_data": "eJ"})),
        ("PaymentSale", json!({"pmt_id": 1})),
        ("PaymentSale", json!({"invoice": 1})),
        ("PaymentSale", json!({"pmt_id": 1, "transactions": []})),
        ("PaymentCancel", json!({"amount": 1})),
        ("PaymentCancel", json!({"pmt_id": 1, "amount": 0})),
        ("PaymentCancel", json!({"pmt_id": 1, "transactions": [{"trn_id": 1}]})),
        ("GetPaymentStatus", json!({})),
        ("GetPaymentStatus", json!({"pmt_id": 1, "ext_id": "a"})),
        ("GetPaymentInvoice", json!({})),
        ("GetReceipt", json!({"pmt_id": "x"})),
        ("ProcessPayment", json!({"pmt_id": -1})),
    ] {
        shop.refused(action, body, STRUCTURE);
    }
    sandbox.ipay().configure(|settings| settings.strict_required = true);
    let mut whole = json!({
        "pmt_desc": "Tea", "pmt_info": {},
        "threeds_info": {
            "notification_url": "https://shop.example/3ds", "browser_tz": "-120",
            "threeds_requestor_url": "https://shop.example", "browser_language": "uk-UA",
            "browser_screen_height": "1080", "browser_screen_width": "1920",
            "browser_color_depth": "24", "browser_accept_header": "*/*", "browser_user_agent": "M",
        },
    });
    assert_eq!(shop.pay(100, whole.clone())["pmt_status"], 5);
    whole["threeds_info"]["browser_tz"] = Value::Null;
    shop.refused("PaymentCreate", payment(GOOD_PAN, 100, whole), STRUCTURE);
    shop.refused("PaymentCreate", payment(GOOD_PAN, 100, json!({})), STRUCTURE);
}
