//! Whatever happens, the books explain the payments.

use std::time::Duration;

use pay_sandbox::Kind;
use proptest::prelude::*;
use serde_json::json;

use super::shop::{Shop, frozen};

/// A sum of the books in kopecks: two decimals, always.
fn kopecks(amount: &str) -> i64 {
    let (whole, fraction) = amount.split_once('.').unwrap();
    assert_eq!(fraction.len(), 2, "{amount}");
    format!("{whole}{fraction}").parse().unwrap()
}

/// What the books say about one payment: still held, still taken.
fn booked(sandbox: &pay_sandbox::Sandbox, id: &str) -> (i64, i64) {
    let sum = |kind: Kind| -> i64 {
        let entries = sandbox.ledger().of(kind, id);
        entries.iter().map(|entry| kopecks(&entry.amount)).sum()
    };
    (
        sum(Kind::Hold) - sum(Kind::Release) - sum(Kind::Capture),
        sum(Kind::Charge) + sum(Kind::Capture) - sum(Kind::Refund),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_books_are_what_the_state_says(
        steps in proptest::collection::vec(
            (0_usize..4, 0_usize..12, any::<bool>(), 1_u64..300_000),
            1..40,
        ),
    ) {
        let (sandbox, one) = frozen();
        let ipay = sandbox.ipay();
        ipay.configure(|settings| {
            settings.hold_ttl_s = 1_000;
            settings.threeds_ttl_s = 700;
        });
        ipay.configure_merchant("test2", |merchant| merchant.fee_basis_points = 333);
        let two = Shop::named(&sandbox, "test2");
        let mut made: Vec<Option<u64>> = vec![None; 4];
        for (slot, step, force, sum) in steps {
            let shop = if slot % 2 == 0 { &one } else { &two };
            let Some(pmt_id) = made[slot] else {
                let split = json!([
                    {"invoice": sum.div_ceil(3), "smch_id": 5410},
                    {"invoice": sum + 1 - sum.div_ceil(3), "smch_id": 5472},
                ]);
                let more = json!({
                    "ext_id": format!("p{slot}"),
                    "deferred_payment": step == 3,
                    "threeds_info": {"notification_url": "https://shop.example/3ds"},
                    "transactions": if force { split } else { json!(null) },
                });
                let invoice = if force { sum + 1 } else { sum };
                if invoice % 100 < 95 {
                    made[slot] = shop.pay(invoice, more)["pmt_id"].as_u64();
                }
                continue;
            };
            let id = pmt_id.to_string();
            let act = |action: &str| {
                // Most steps are illegal most of the time; then nothing may change.
                let _ = if force { ipay.force(&id, action) } else { ipay.act(&id, action) };
            };
            match step {
                0 => drop(shop.call("PaymentSale", json!({"pmt_id": pmt_id, "invoice": sum}))),
                1 => {
                    let sale = json!([{"invoice": sum, "smch_id": 5472}]);
                    drop(shop.call("PaymentSale", json!({"pmt_id": pmt_id, "transactions": sale})));
                }
                2 => drop(shop.call("PaymentCancel", json!({"pmt_id": pmt_id, "amount": sum}))),
                3 => drop(shop.call("PaymentCancel", json!({"pmt_id": pmt_id}))),
                4 => {
                    let status = shop.call("GetPaymentStatus", json!({"pmt_id": pmt_id}));
                    let trn_id = &status["transactions"][1]["trn_id"];
                    let back = json!([{"trn_id": trn_id, "amount": sum}]);
                    let body = json!({"pmt_id": pmt_id, "transactions": back});
                    drop(shop.call("PaymentCancel", body));
                }
                5 => drop(shop.call("ProcessPayment", json!({"pmt_id": pmt_id}))),
                6 => {
                    if let Ok(value) = ipay.pass_3ds(&id) {
                        let body = json!({"pmt_id": pmt_id, "threeds_data": value});
                        drop(shop.call("PaymentVerify3DS", body));
                    }
                }
                7 => act("pay"),
                8 => act("capture"),
                9 => act(["refuse", "block"][slot / 2]),
                10 => act(["cancel", "expire"][slot / 2]),
                _ => sandbox.clock().advance(Duration::from_secs(sum % 500)),
            }
            for (slot, pmt_id) in made.iter().enumerate() {
                let Some(pmt_id) = pmt_id else { continue };
                let shop = if slot % 2 == 0 { &one } else { &two };
                let told = shop.call("GetPaymentStatus", json!({"pmt_id": pmt_id}));
                let amount = told["amount"].as_i64().unwrap();
                let (held, taken) = booked(&sandbox, &format!("p{slot}"));
                let explained = match told["pmt_status"].as_u64().unwrap() {
                    // A hold may have lapsed without anybody being told.
                    3 => (held == amount || held == 0) && taken == 0,
                    5 => held == 0 && 0 < taken && taken <= amount,
                    _ => held == 0 && taken == 0,
                };
                prop_assert!(explained, "{told}: held {held}, taken {taken}");
            }
        }
    }
}
