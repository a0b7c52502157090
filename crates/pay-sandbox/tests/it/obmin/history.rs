//! The orders of one user.

use serde_json::{Value, json};

use super::shop::Shop;

const CREATE: &str = "public/exchanger/order/create";
const HISTORY: &str = "user/exchanger/order/history";

/// A user and the time of the next request.
struct User<'a> {
    shop: &'a Shop,
    key: (String, String),
    time: u64,
}

impl User<'_> {
    fn ask(&mut self, method: &str, body: Value) -> Value {
        self.time += 1;
        self.shop.signed((&self.key.0, &self.key.1), self.time, method, &body.to_string())
    }

    fn uids(&mut self, body: Value) -> Vec<u64> {
        let answer = self.ask(HISTORY, body);
        let orders = answer["data"]["orders"].as_array().unwrap().clone();
        orders.iter().map(|order| order["uid"].as_u64().unwrap()).collect()
    }
}

#[test]
fn each_user_sees_what_was_created_with_a_key_of_his() {
    let shop = Shop::open();
    let mut first =
        User { shop: &shop, key: (shop.obmin.api_key(), shop.obmin.api_secret()), time: 0 };
    let mut second = User { shop: &shop, key: shop.obmin.second_key(), time: 0 };
    shop.act("EX_MORE", "key", json!({"secret": "таємниця"}), false);
    let mut more =
        User { shop: &shop, key: ("EX_MORE".into(), "таємниця".into()), time: 0 };
    let wish = shop.wish(0, json!({}));
    for user in [&mut first, &mut second, &mut more] {
        assert_eq!(user.ask(CREATE, wish.clone())["success"], true);
    }
    shop.create(json!({}));
    assert_eq!(first.uids(json!({})), [3059, 3057], "newest first, with every key of the user");
    assert_eq!(more.uids(json!({})), [3059, 3057]);
    assert_eq!(second.uids(json!({})), [3058]);
}

#[test]
fn history_has_pages_and_filters() {
    let shop = Shop::open();
    let mut user =
        User { shop: &shop, key: (shop.obmin.api_key(), shop.obmin.api_secret()), time: 0 };
    let wish = shop.wish(0, json!({}));
    for _ in 0..12 {
        user.ask(CREATE, wish.clone());
    }
    shop.act("3060", "operator_set", json!({"status": "hold"}), false);
    shop.act("3061", "operator_set", json!({"status": "done"}), false);
    assert_eq!(user.uids(json!({})).len(), 10);
    let answer = user.ask(HISTORY, json!({"limit": 5, "page": "2"}));
    let count = json!({"total": 12, "pages": 3, "select_page": 2, "limit": 5, "offset": 5});
    assert_eq!(answer["data"]["count"], count);
    assert_eq!(answer["data"]["orders"][0]["uid"], 3063);
    assert_eq!(user.uids(json!({"limit": 5, "page": 3})), [3058, 3057]);
    assert!(user.uids(json!({"page": 99})).is_empty());
    assert_eq!(user.uids(json!({"statuses": ["hold", "done"]})), [3061, 3060]);
    assert_eq!(user.uids(json!({"statuses": "hold"})), [3060]);
    let order = &user.ask(HISTORY, json!({"statuses": ["done"]}))["data"]["orders"][0];
    for name in ["_id", "uid", "rid", "status", "inAmount", "outAmount", "createdAt", "route"] {
        assert!(order.get(name).is_some(), "{name}");
    }
    assert!(order.get("secret").is_none());
    for body in [
        json!({"page": 0}),
        json!({"page": "x"}),
        json!({"limit": 0}),
        json!({"limit": 101}),
        json!({"statuses": ["paid"]}),
        json!({"statuses": {"a": "new"}}),
    ] {
        assert_eq!(user.ask(HISTORY, body.clone())["error"]["errorCode"], 500_400_404, "{body}");
    }
}
