//! Clients of a sandbox, as a shop would make them.

use std::time::Duration;

use hryvnia::dpay::{self, Obmenka};
use hryvnia::http::{ClientBuilder, Roots};
use hryvnia::ipay::{self, IPay};
use hryvnia::obmin::{self, CreateOrder, CreatedOrder, Obmin, RouteId, Sum};
use hryvnia::paycore::{self, CallbackKeys, Mode, PayCore};
use hryvnia::{Answer, Gateway, Retry};
use pay_sandbox::{LocalGateway, Sandbox};

/// A client of an account at one of the sandbox's gateways.
pub(crate) fn client_at<G: Gateway>(
    sandbox: &Sandbox,
    local: &LocalGateway,
    account: G,
) -> ClientBuilder<G> {
    let clock = sandbox.clock();
    let authority = sandbox.authority().pem().as_bytes();
    hryvnia::http::Client::builder(account)
        .at(local.base_url())
        .roots(Roots::none().and_pem(authority).unwrap())
        .clock(move || clock.now())
        .retry(Retry::new(3, Duration::from_millis(5), Duration::from_millis(20)))
}

/// The sandbox's first register at DPAY.
pub(crate) fn register(sandbox: &Sandbox) -> Obmenka {
    let local = sandbox.dpay();
    Obmenka::new(local.client(), local.salt()).unwrap().form_at(local.form_url().parse().unwrap())
}

/// The sandbox's first merchant at iPay.
pub(crate) fn merchant(sandbox: &Sandbox) -> IPay {
    IPay::new(sandbox.ipay().login(), sandbox.ipay().sign_key()).unwrap()
}

pub(crate) fn ipay(sandbox: &Sandbox) -> ipay::Client {
    client_at(sandbox, &sandbox.ipay(), merchant(sandbox)).build().unwrap()
}

pub(crate) fn dpay(sandbox: &Sandbox) -> dpay::Client {
    client_at(sandbox, &sandbox.dpay(), register(sandbox)).build().unwrap()
}

/// The sandbox's first account at PayCore, with all its keys.
pub(crate) fn commerce(sandbox: &Sandbox) -> PayCore {
    let local = sandbox.paycore();
    let keys = CallbackKeys::new()
        .current(Mode::Live, local.private_key_live())
        .and_then(|keys| keys.current(Mode::Test, local.private_key_test()));
    PayCore::new(local.account_id(), local.api_key())
        .and_then(|account| account.public_key(Mode::Live, local.public_key_live()))
        .and_then(|account| account.public_key(Mode::Test, local.public_key_test()))
        .unwrap()
        .callback_keys(keys.unwrap())
}

pub(crate) fn paycore(sandbox: &Sandbox) -> paycore::Client {
    let local = sandbox.paycore();
    client_at(sandbox, &local, commerce(sandbox)).at(local.private_url()).build().unwrap()
}

/// The number that the sandbox of Obmin gives to its first order.
pub(crate) const FIRST_ORDER: u64 = 3057;

/// The exchanger with the sandbox's first key.
pub(crate) fn exchanger(sandbox: &Sandbox) -> Obmin {
    let local = sandbox.obmin();
    Obmin::new().api_key(local.api_key(), local.api_secret()).unwrap()
}

pub(crate) fn obmin(sandbox: &Sandbox) -> obmin::Client {
    client_at(sandbox, &sandbox.obmin(), exchanger(sandbox)).build().unwrap()
}

/// The sandbox's first route: ADA to a card in hryvnias, automatic both ways.
pub(crate) fn route() -> RouteId {
    "6580ad77a8cd1684a53a1c0f".parse().unwrap()
}

/// An order along it, ready to be sent.
pub(crate) fn exchange<'a>(route: &'a RouteId, sum: &str) -> CreateOrder<'a> {
    CreateOrder::new(route, Sum::Given(sum.parse().unwrap()))
        .unwrap()
        .to_value("66be4d2d52f0bb5b9c12ca27", "5555555555554444")
        .route_value("66be4d2d52f0bb5b9c12ca2b", "a@shop.example")
        .agreed()
}

pub(crate) async fn exchange_order(client: &obmin::Client, sum: &str) -> Answer<CreatedOrder> {
    client.send(&exchange(&route(), sum)).await.unwrap()
}
