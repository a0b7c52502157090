//! Whatever happens, the books explain the balance.

use std::time::Duration;

use pay_sandbox::Kind;
use pay_sandbox::dpay::PayoutOutcome;
use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::merchant::frozen;

/// Half up, as the document has it.
fn percent(amount: Decimal, percent: u32) -> Decimal {
    (amount * Decimal::from(percent) / Decimal::ONE_HUNDRED)
        .round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// What an entry does to the merchant's balance.
fn change(kind: Kind, amount: Decimal) -> Decimal {
    match kind {
        Kind::Charge => amount - percent(amount, 2),
        Kind::Refund => percent(amount, 2) - amount,
        Kind::Payout => -(amount + percent(amount, 1)),
        Kind::PayoutReturn => amount + percent(amount, 1),
        other => panic!("DPAY has no {other}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_sum_of_the_books_is_the_balance(
        steps in proptest::collection::vec((0_usize..4, 0_usize..12, any::<bool>(), 1_u32..300_000), 1..40),
    ) {
        let (sandbox, merchant) = frozen();
        let dpay = sandbox.dpay();
        dpay.configure(|settings| {
            settings.payout_queue_delay_s = 10;
            settings.payout_delay_s = 10;
            settings.payout_outcome = PayoutOutcome::Wait;
            settings.two_step_credit = true;
            settings.credit_delay_s = 10;
        });
        for (order, step, force, kopiykas) in steps {
            let (invoice, payout) = (format!("in-{order}"), format!("out-{order}"));
            let amount = Decimal::new(kopiykas.into(), 2);
            let act = |id: &str, action: &str| {
                // Most steps are illegal most of the time; then nothing may change.
                let _ = if force { dpay.force(id, action) } else { dpay.act(id, action) };
            };
            match step {
                0 => drop(merchant.create_invoice(&invoice, &amount.to_string())),
                1 => drop(merchant.call("einvoice/process", serde_json::json!({"payment_id": invoice}))),
                2 => act(&invoice, "pay"),
                3 => {
                    let paid = format!(r#"{{"amount":"{amount}"}}"#);
                    let _ = dpay.act_with(&invoice, "pay", &paid);
                }
                4 => act(&invoice, ["refuse", "cancel"][order % 2]),
                5 => drop(merchant.create_payout(&payout, &amount.to_string())),
                6 => drop(merchant.process_payout(&payout)),
                7 => act(&payout, "pay"),
                8 => act(&payout, ["refuse", "cancel"][order % 2]),
                9 => act(&payout, ["block", "release"][kopiykas as usize % 2]),
                10 => act(&payout, "reverse"),
                _ => sandbox.clock().advance(Duration::from_secs(10)),
            }
            let booked: Decimal = sandbox
                .ledger()
                .entries()
                .iter()
                .map(|entry| change(entry.kind, entry.amount.parse().unwrap()))
                .sum();
            let balance: Decimal = dpay.balance("1042", "UAH").parse().unwrap();
            prop_assert_eq!(balance, Decimal::from(100_000) + booked);
        }
    }
}
