//! Obmin plays the suite.

use hryvnia::http::Client;
use hryvnia::obmin::{GetOrder, Obmin, OrderAccess, UpdateOrder};
use pay_sandbox::{LocalGateway, Sandbox};

use super::{Subject, suite};
use crate::shop;

struct Exchanger;

impl Subject for Exchanger {
    type Gateway = Obmin;
    type Order = OrderAccess;
    type Payment<'a> = UpdateOrder<'a>;
    type Question<'a> = GetOrder<'a>;

    const PAYMENT: &'static str = "order/update-status";
    const QUESTION: &'static str = "order/get";

    fn local(sandbox: &Sandbox) -> LocalGateway {
        LocalGateway::clone(&sandbox.obmin())
    }

    fn account(sandbox: &Sandbox) -> Obmin {
        shop::exchanger(sandbox)
    }

    fn secrets(sandbox: &Sandbox) -> Vec<String> {
        vec![sandbox.obmin().api_key(), sandbox.obmin().api_secret()]
    }

    async fn order(client: &Client<Obmin>) -> OrderAccess {
        shop::exchange_order(client, "250").await.access().clone()
    }

    fn question(order: &OrderAccess) -> GetOrder<'_> {
        GetOrder::of(order)
    }

    fn payment(order: &OrderAccess) -> UpdateOrder<'_> {
        UpdateOrder::confirm(order)
    }

    /// Nothing of an exchange is paid by a call: what a call can move is the order.
    fn moved(sandbox: &Sandbox) -> usize {
        usize::from(sandbox.obmin().status(shop::FIRST_ORDER) == Some("waitPayment"))
    }
}

suite::conformance!(Exchanger);
