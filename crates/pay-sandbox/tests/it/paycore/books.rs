//! Whatever happens, the books explain the balances.

use std::collections::HashMap;
use std::time::Duration;

use pay_sandbox::Kind;
use pay_sandbox::paycore::Fee;
use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Value, json};

use super::shop::{Shop, wrapped};

/// 2.5 % and one hryvnia, half up, and never more than the amount.
fn payment_fee(amount: Decimal) -> Decimal {
    let fee = amount * Decimal::new(25, 3) + Decimal::ONE;
    fee.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).min(amount)
}

/// 1 %, half up.
fn payout_fee(amount: Decimal) -> Decimal {
    (amount * Decimal::new(1, 2)).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// What an entry does to the balance.
fn change(kind: Kind, amount: Decimal) -> Decimal {
    match kind {
        Kind::Charge => amount - payment_fee(amount),
        Kind::Refund => -amount,
        Kind::Payout => -(amount + payout_fee(amount)),
        Kind::PayoutReturn => amount + payout_fee(amount),
        other => panic!("PayCore has no {other}"),
    }
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_sum_of_the_books_is_the_balance(
        steps in proptest::collection::vec((0_usize..4, 0_usize..10, any::<bool>(), 1_u32..300_000), 1..40),
    ) {
        let shop = Shop::with(|settings| {
            settings.payment_fee = Fee::new("2.5", "1");
            settings.payout_fee = Fee::new("1", "0").external();
            settings.payout_delay_s = 10;
            settings.refund_sync = false;
            settings.refund_delay_s = 10;
            settings.invoice_lifetime = 1;
        });
        let mut ids = HashMap::new();
        for (order, step, force, kopiykas) in steps {
            let (payment, payout) = (format!("in-{order}"), format!("out-{order}"));
            let amount = Decimal::new(kopiykas.into(), 2).to_string();
            // Most steps are illegal most of the time; then nothing may change.
            let act = |id: &str, action: &str, args: Value| drop(shop.act(id, action, args, force));
            match step {
                0 => {
                    let more = json!({"amount": amount, "test_mode": false});
                    let answer = shop.post("/payment-invoices", wrapped("payment-invoices", &payment, more));
                    if answer.status == 201 {
                        ids.insert(payment, super::shop::id(&answer.json()));
                    }
                }
                1 => act(&payment, "pay", json!({})),
                2 => act(&payment, "pay", json!({"amount": amount})),
                3 => act(&payment, ["refuse", "expire", "terminate"][order % 3], json!({})),
                4 => {
                    let id = ids.get(&payment).map_or("none", String::as_str);
                    drop(shop.post(&format!("/payment-invoices/{id}/refund"), json!({"amount": amount})));
                }
                5 => act(&payment, "charge_back", json!({"amount": amount})),
                6 => {
                    let more = json!({
                        "amount": amount, "service": "payment_card_uah",
                        "fields": {"card_number": "4111111111111111"},
                    });
                    let answer = shop.post("/payout-invoices", wrapped("payout-invoices", &payout, more));
                    if answer.status == 201 {
                        ids.insert(payout, super::shop::id(&answer.json()));
                    }
                }
                7 => {
                    let id = ids.get(&payout).map_or("none", String::as_str);
                    drop(shop.process(id));
                }
                8 => act(&payout, ["pay", "refuse", "cancel"][order % 3], json!({})),
                _ => shop.sandbox.clock().advance(Duration::from_secs(u64::from(kopiykas) % 20)),
            }
            let booked: Decimal = shop
                .sandbox
                .ledger()
                .entries()
                .iter()
                .map(|entry| change(entry.kind, number(&entry.amount)))
                .sum();
            let held: Decimal = shop.get("/payout-invoices?filter[status]=process_pending")["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| number(&one["attributes"]["writeoff"].to_string()))
                .sum();
            let balances = shop.get("/account/balances");
            let hryvnia = &balances["data"]["attributes"]["currency_accounts"]["UAH"];
            let part = |name: &str| number(hryvnia[name].as_str().unwrap());
            prop_assert_eq!(part("pending_balance"), held);
            prop_assert_eq!(part("active_balance"), Decimal::from(100_000) + booked - held);
            prop_assert_eq!(number(&shop.paycore.balance("UAH")), part("active_balance"));
            prop_assert_eq!(shop.paycore.test_balance("UAH"), "100000.00");
        }
    }
}
