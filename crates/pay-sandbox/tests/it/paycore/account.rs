//! The account's own calls.

use serde_json::{Value, json};

use super::shop::Shop;
use pay_sandbox::paycore::Fee;

#[test]
fn the_profile_tells_the_settings() {
    let shop = Shop::with(|settings| {
        settings.callback_url = Some("http://127.0.0.1:9/".to_owned());
        settings.ip_allow_list = vec!["127.0.0.1".to_owned()];
    });
    let answer = shop.get("/account/profile");
    assert_eq!(answer["data"]["type"], "account");
    assert_eq!(answer["data"]["id"], shop.paycore.account_id());
    assert_eq!(answer["data"]["links"]["self"], "/api/account/profile");
    let profile = &answer["data"]["attributes"];
    assert_eq!(profile["status"], "active");
    assert_eq!(profile["callback_url"], "http://127.0.0.1:9/");
    assert_eq!(profile["api_ip_white_list"], json!(["127.0.0.1"]));
    assert_eq!(profile["hp_domain"], Value::Null);
}

#[test]
fn the_members_of_the_document_are_all_there() {
    let shop = Shop::open();
    let account = shop.get("/account")["data"]["attributes"].clone();
    let profile = "status name icon description commerce_reference_id website \
        payment_fee_shift_out hp_domain callback_url ledger_scheme api_ip_white_list created \
        updated report time_zone";
    let payments = "descriptor_template attempts_limit disabled_services disable_new_services \
        reverse_fee fee_strategy invoice_lifetime forbid_public_creation public_zero_fee \
        public_fee expose_internal_data bypass_hpp force_commerce_return_url \
        send_operation_context_on_return refund_fee recurrent allow_overwrite_descriptor";
    let payouts = "descriptor_template disabled_services batch_options methods \
        disable_new_services reverse_fee fee_strategy moderation_required invoice_lifetime \
        split_mode attempts_limit parallel_mode allow_partially public_zero_fee public_fee \
        expose_internal_data";
    for (members, object) in [
        (profile, &shop.get("/account/profile")["data"]["attributes"]),
        (profile, &account),
        (payments, &account["payment_options"]),
        (payouts, &account["payout_options"]),
        ("attempts_limit processing_mode", &account["payout_options"]["batch_options"]),
        ("UAH USD EUR", &account["currency_accounts"]),
    ] {
        for name in members.split_whitespace() {
            assert!(object.get(name).is_some(), "{name}");
        }
    }
}

#[test]
fn balances_are_texts() {
    let shop = Shop::with(|settings| settings.balance_lower_limit = 5);
    let answer = shop.get("/account/balances");
    let accounts = &answer["data"]["attributes"]["currency_accounts"];
    let hryvnia = &accounts["UAH"];
    for (name, value) in [
        ("active_balance", "100000.00"),
        ("pending_balance", "0.00"),
        ("reserved_balance", "0.00"),
        ("overdraft_limit", "0.00"),
        ("balance_lower_limit", "5.00"),
    ] {
        assert_eq!(hryvnia[name], value, "{name}");
    }
    assert!(hryvnia["account_id"].as_str().unwrap().starts_with("comca_"));
    assert_eq!(accounts["BTC"]["active_balance"], "10.00000000");
    assert!(accounts.get("GBP").is_none());
}

#[test]
fn the_old_answer_has_everything_and_the_keys() {
    let shop = Shop::with(|settings| {
        settings.payout_fee = Fee::new("1", "0").external();
        settings.disabled_services = vec!["test_usd".to_owned()];
    });
    let account = shop.get("/account")["data"]["attributes"].clone();
    assert_eq!(account["api_key"], shop.paycore.api_key());
    assert_eq!(account["live_private_key"], shop.paycore.private_key_live());
    assert_eq!(account["test_public_key"], shop.paycore.public_key_test());
    assert_eq!(account["payment_options"]["invoice_lifetime"], 2880);
    assert_eq!(account["payment_options"]["attempts_limit"], 5);
    assert_eq!(account["payout_options"]["fee_strategy"], "external");
    assert_eq!(account["payout_options"]["disabled_services"], json!(["test_usd"]));
    assert_eq!(account["currency_accounts"]["USD"]["active_balance"], "100000.00");
    let options = shop.get("/account/payment-options");
    assert_eq!(options["data"]["attributes"], account["payment_options"]);
}

#[test]
fn services_are_listed_and_told_one_by_one() {
    let shop = Shop::with(|settings| settings.disabled_services = vec!["qiwi_rub_hpp".to_owned()]);
    let list = shop.get("/payment-services");
    let codes: Vec<_> =
        list["data"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect();
    assert!(
        codes.contains(&json!("payment_card_uah_hpp")) && !codes.contains(&json!("qiwi_rub_hpp"))
    );
    let card = shop.get("/payout-services/payment_card_uah");
    assert_eq!(card["data"]["type"], "payout-services");
    assert_eq!(card["data"]["attributes"]["fields"][0]["key"], "card_number");
    for path in ["/payment-services/qiwi_rub_hpp", "/payout-services/payment_card_uah_hpp"] {
        assert_eq!(shop.send("GET", path, "").status, 404, "{path}");
    }
}
