//! Forced transitions: what operators, banks and payers do without a call.

use serde_json::json;

use super::control::{act, post};
use super::shop::{Shop, frozen, two_stages};
use crate::merchant::ledger;

/// One payment in each state, named by its status.
fn one_of_each(shop: &Shop) {
    let url = json!({"notification_url": "https://shop.example/3ds"});
    for (status, invoice, more) in [
        (1, 60_000, json!({"ext_id": "1", "threeds_info": url})),
        (4, 142, json!({"ext_id": "4"})),
        (5, 100, json!({"ext_id": "5"})),
        (10, 196, json!({"ext_id": "10"})),
        (14, 114, json!({"ext_id": "14"})),
        (17, 100, json!({"ext_id": "17", "deferred_payment": true})),
        (9, 100, json!({"ext_id": "9"})),
    ] {
        let payment = shop.pay(invoice, more);
        if status == 9 {
            let done = shop.call("PaymentCancel", json!({"pmt_id": payment["pmt_id"]}));
            assert_eq!(done["pmt_status"], 9);
        } else {
            assert_eq!(payment["pmt_status"], status);
        }
    }
}

#[test]
fn actions_are_legal_in_their_states_only() {
    for (action, legal, to) in [
        ("pay", vec!["1", "10", "17"], 5),
        ("refuse", vec!["1", "10", "17"], 4),
        ("block", vec!["1", "10", "17"], 14),
        ("capture", vec![], 5),
        ("cancel", vec!["5"], 9),
        ("expire", vec!["1"], 4),
    ] {
        let (sandbox, shop) = frozen();
        one_of_each(&shop);
        for id in ["1", "4", "5", "9", "10", "14", "17"] {
            let (status, told) = act(&sandbox, id, action, json!({}));
            if legal.contains(&id) {
                assert_eq!((status, &told), (200, &json!({"status": to})), "{action} {id}");
            } else {
                assert_eq!(status, 409, "{action} {id}");
                let why = format!("`{id}` cannot `{action}`: it is in status {id}");
                assert_eq!(told["error"], why);
                let force = json!({"gateway": "ipay", "id": id, "action": action, "force": true});
                assert_eq!(post(&sandbox, "/act", force), (200, json!({"status": to})));
            }
            let found = shop.call("GetPaymentStatus", json!({"ext_id": id}));
            assert_eq!(found["pmt_status"], to, "{action} {id}");
        }
    }
}

#[test]
fn holds_are_taken_dropped_and_refused() {
    let (sandbox, shop) = two_stages();
    for (action, end) in [("capture", 5), ("cancel", 9), ("refuse", 4), ("expire", 3)] {
        shop.pay(100, json!({"ext_id": action}));
        assert_eq!(act(&sandbox, action, action, json!({})), (200, json!({"status": end})));
    }
    let books = [
        "hold capture 1.00 UAH",
        "capture capture 1.00 UAH",
        "hold cancel 1.00 UAH",
        "release cancel 1.00 UAH",
        "hold refuse 1.00 UAH",
        "release refuse 1.00 UAH",
        "hold expire 1.00 UAH",
        "release expire 1.00 UAH",
    ];
    assert_eq!(ledger(&sandbox), books);
    assert_eq!(act(&sandbox, "expire", "capture", json!({})).0, 409, "nothing is held");
    sandbox.ipay().force("refuse", "pay").unwrap();
    sandbox.ipay().force("capture", "refuse").unwrap();
    let booked = ledger(&sandbox);
    assert_eq!(booked[8..], ["hold refuse 1.00 UAH", "refund capture 1.00 UAH"]);
}

#[test]
fn a_refusal_has_the_group_that_is_wanted() {
    let (sandbox, shop) = frozen();
    shop.pay(100, json!({"ext_id": "a", "deferred_payment": true}));
    let (status, told) = act(&sandbox, "a", "refuse", json!({"group": "x"}));
    assert_eq!((status, &told["error"]), (400, &json!("`\"x\"` is no value for `group`")));
    assert_eq!(act(&sandbox, "a", "refuse", json!({"group": 58})).0, 200);
    let found = shop.call("GetPaymentStatus", json!({"ext_id": "a"}));
    assert_eq!(found["bank_response"]["error_group"], 58);
}
