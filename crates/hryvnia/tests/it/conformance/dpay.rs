//! DPAY plays the suite.

use hryvnia::dpay::{CreatePayout, GetPayout, Obmenka, ProcessPayout, method};
use hryvnia::http::Client;
use pay_sandbox::{LocalGateway, Sandbox};

use super::{Subject, suite};
use crate::shop;

struct Dpay;

impl Subject for Dpay {
    type Gateway = Obmenka;
    type Order = ();
    type Payment<'a> = ProcessPayout<'static>;
    type Question<'a> = GetPayout<'static>;

    const PAYMENT: &'static str = "payment/process";
    const QUESTION: &'static str = "payment/status";

    fn local(sandbox: &Sandbox) -> LocalGateway {
        LocalGateway::clone(&sandbox.dpay())
    }

    fn account(sandbox: &Sandbox) -> Obmenka {
        shop::register(sandbox)
    }

    fn secrets(sandbox: &Sandbox) -> Vec<String> {
        vec![sandbox.dpay().salt(), "4444111144441111".to_owned()]
    }

    async fn order(client: &Client<Obmenka>) {
        let amount = "150.00".parse().unwrap();
        let payout =
            CreatePayout::new("payout-9", "4444111144441111", method::VISAMASTER_UAH, amount);
        client.send(&payout.unwrap()).await.unwrap();
    }

    fn question((): &()) -> GetPayout<'static> {
        GetPayout::of("payout-9")
    }

    fn payment((): &()) -> ProcessPayout<'static> {
        ProcessPayout::of("payout-9")
    }

    fn moved(sandbox: &Sandbox) -> usize {
        sandbox.ledger().payouts("payout-9").len()
    }
}

suite::conformance!(Dpay);
