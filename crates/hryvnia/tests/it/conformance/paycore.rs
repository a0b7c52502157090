//! PayCore plays the suite.

use hryvnia::http::Client;
use hryvnia::paycore::{
    CreatePayout, Currency, Fields, GetPayout, Mode, PayCore, PayoutId, ProcessPayout, Service,
};
use pay_sandbox::{LocalGateway, Sandbox};

use super::{Subject, suite};
use crate::shop;

struct Paycore;

const CARD: &str = "5519283812030000";

impl Subject for Paycore {
    type Gateway = PayCore;
    type Order = PayoutId;
    type Payment<'a> = ProcessPayout<'a>;
    type Question<'a> = GetPayout<'a>;

    const PAYMENT: &'static str = "process";
    const QUESTION: &'static str = "payout-invoices/{id}";

    fn local(sandbox: &Sandbox) -> LocalGateway {
        LocalGateway::clone(&sandbox.paycore())
    }

    fn account(sandbox: &Sandbox) -> PayCore {
        shop::commerce(sandbox)
    }

    fn secrets(sandbox: &Sandbox) -> Vec<String> {
        let gateway = sandbox.paycore();
        let keys = [gateway.api_key(), gateway.private_key_test(), gateway.private_key_live()];
        keys.into_iter().chain([CARD.to_owned()]).collect()
    }

    async fn order(client: &Client<PayCore>) -> PayoutId {
        let sum = "150.00".parse().unwrap();
        let fields = Fields::new().with("card_number", CARD).unwrap();
        let service = Service::PAYMENT_CARD_UAH;
        let payout = CreatePayout::new("payout-9", sum, Currency::UAH, service, fields, Mode::Live);
        client.send(&payout.unwrap()).await.unwrap().id().clone()
    }

    fn question(order: &PayoutId) -> GetPayout<'_> {
        GetPayout::of(order)
    }

    fn payment(order: &PayoutId) -> ProcessPayout<'_> {
        ProcessPayout::of(order)
    }

    fn moved(sandbox: &Sandbox) -> usize {
        sandbox.ledger().payouts("payout-9").len()
    }
}

suite::conformance!(Paycore);
