//! Random walks: whatever is asked for without force, the document's rules hold after every step.

use std::collections::HashMap;
use std::time::Duration;

use pay_sandbox::paycore::Fee;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::shop::{FORM, Shop, wrapped};
use super::transitions::{PAYMENTS, PAYOUTS};

/// If one state leads to another, in as many steps as it takes.
fn leads<'a>(table: &[(&'a str, &'a str)], from: &'a str, to: &str) -> bool {
    let mut reached = vec![from];
    let mut at = 0;
    while at < reached.len() {
        let (_, next) = table.iter().find(|(state, _)| *state == reached[at]).unwrap();
        let fresh: Vec<_> =
            next.split_whitespace().filter(|state| !reached.contains(state)).collect();
        reached.extend(fresh);
        at += 1;
    }
    reached.contains(&to)
}

#[test]
fn states_lead_on_and_not_back() {
    assert!(leads(&PAYMENTS, "created", "refunded") && leads(&PAYOUTS, "created", "canceled"));
    assert!(!leads(&PAYMENTS, "refunded", "processed") && !leads(&PAYOUTS, "expired", "created"));
}

fn invoices(shop: &Shop) -> Vec<Value> {
    let list = |kind: &str| shop.get(&format!("/{kind}-invoices"))["data"].clone();
    let lists = [list("payment"), list("payout")];
    lists.iter().flat_map(|list| list.as_array().unwrap().clone()).collect()
}

fn balances(shop: &Shop) -> Vec<String> {
    let paycore = &shop.paycore;
    vec![
        paycore.balance("UAH"),
        paycore.pending_balance("UAH"),
        paycore.test_balance("UAH"),
        paycore.pending_test_balance("UAH"),
    ]
}

/// If two members of an invoice make up the third; all three may be missing.
fn adds_up(attributes: &Value, [sum, one, other]: [&str; 3]) -> bool {
    let part = |name: &str| attributes[name].to_string().parse::<Decimal>().ok();
    part(sum) == part(one).zip(part(other)).map(|(one, other)| one + other)
}

fn check_sums(invoice: &Value) -> bool {
    let attributes = &invoice["attributes"];
    if invoice["type"] == "payment-invoices" {
        adds_up(attributes, ["payment_amount", "deposit", "fee"])
            && adds_up(attributes, ["processed_amount", "processed_deposit", "processed_fee"])
    } else {
        adds_up(attributes, ["writeoff", "payout_amount", "fee"])
            && adds_up(attributes, ["processed_writeoff", "processed_amount", "processed_fee"])
    }
}

/// One thing that a merchant, a payer, an operator or the time can do. What an API call answered,
/// or that it was none.
fn step(shop: &Shop, order: usize, kind: usize, kopiykas: u32) -> Option<u16> {
    let amount = Decimal::new(kopiykas.into(), 2).to_string();
    let test_mode = order < 2;
    let (payment, payout) = (format!("in-{order}"), format!("out-{order}"));
    let known = |reference: &str| {
        let all = invoices(shop);
        let found = all.into_iter().find(|one| one["attributes"]["reference_id"] == reference);
        found.unwrap_or_default()
    };
    let id = |reference: &str| known(reference)["id"].as_str().unwrap_or("none").to_owned();
    let more = json!({"amount": amount, "test_mode": test_mode});
    match kind {
        0 => {
            Some(shop.post("/payment-invoices", wrapped("payment-invoices", &payment, more)).status)
        }
        1 => {
            let mut body = wrapped("payout-invoices", &payout, more);
            body["data"]["attributes"]["service"] = "payment_card_uah".into();
            let card = ["4111111111111111", "4302912837020000"][usize::from(order == 3)];
            body["data"]["attributes"]["fields"] = json!({"card_number": card});
            Some(shop.post("/payout-invoices", body).status)
        }
        2 => Some(shop.process(&id(&payout)).status),
        3 => {
            let path = format!("/payment-invoices/{}/refund", id(&payment));
            Some(shop.post(&path, json!({"amount": amount})).status)
        }
        4 | 5 => {
            let link = known(&payment)["attributes"]["flow_data"]["action"].clone();
            let target = link.as_str()?.strip_prefix(&shop.paycore.base_url())?.to_owned();
            let form = ["action=pay", "action=fail"][kind - 4];
            shop.raw("POST", &target, &[FORM], form);
            None
        }
        6 => {
            let (state, _) = PAYMENTS[kopiykas as usize % PAYMENTS.len()];
            shop.act(&payment, "set", json!({"status": state, "amount": amount}), false);
            None
        }
        7 => {
            let action = ["pay", "refuse", "cancel", "expire"][order % 4];
            shop.act(&payout, action, json!({"kind": "payout"}), false);
            None
        }
        _ => {
            shop.sandbox.clock().advance(Duration::from_secs(15));
            None
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn no_step_breaks_a_rule(
        steps in proptest::collection::vec((0_usize..4, 0_usize..9, 1_u32..300_000), 1..40),
    ) {
        let shop = Shop::with(|settings| {
            settings.payment_fee = Fee::new("2.5", "1").reverse();
            settings.payout_fee = Fee::new("1", "0.5");
            settings.payout_delay_s = 10;
            settings.refund_sync = false;
            settings.refund_delay_s = 10;
            settings.invoice_lifetime = 1;
            settings.payout_lifetime = 1;
        });
        let mut states: HashMap<String, String> = HashMap::new();
        for (order, kind, kopiykas) in steps {
            let before = balances(&shop);
            let status = step(&shop, order, kind, kopiykas);
            if status.is_some_and(|status| status >= 400) {
                prop_assert_eq!(balances(&shop), before, "a call failed and moved money");
            }
            let all = invoices(&shop);
            let mut references: Vec<_> =
                all.iter().map(|one| one["attributes"]["reference_id"].to_string()).collect();
            references.sort();
            references.dedup();
            prop_assert_eq!(references.len(), all.len(), "a reference was used twice");
            for invoice in &all {
                prop_assert!(check_sums(invoice), "{}", invoice);
                let id = invoice["id"].as_str().unwrap();
                let state = invoice["attributes"]["status"].as_str().unwrap();
                let table: &[_] = if id.starts_with("cpi_") { &PAYMENTS } else { &PAYOUTS };
                if let Some(before) = states.insert(id.to_owned(), state.to_owned()) {
                    prop_assert!(leads(table, &before, state), "{} became {}", before, state);
                }
            }
        }
    }
}
