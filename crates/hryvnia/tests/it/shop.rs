//! Clients of a sandbox, as a shop would make them.

use std::time::Duration;

use bytes::Bytes;
use hryvnia::dpay::{self, Obmenka};
use hryvnia::http::{ClientBuilder, Roots};
use hryvnia::ipay::{self, IPay};
use hryvnia::{
    Address, Defaults, Endpoint, Gateway, Result, Retry, Safety, Stamp, WireRequest, WireResponse,
};
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

/// Something that opens addresses of the sandbox, as a payer's browser would.
pub(crate) struct Browser(hryvnia::http::Client<Page>);

pub(crate) fn browser(sandbox: &Sandbox) -> Browser {
    Browser(client_at(sandbox, &sandbox.dpay(), Page).build().unwrap())
}

impl Browser {
    pub(crate) async fn open(&self, url: &str) -> WireResponse {
        self.0.send(&Open(url.parse().unwrap())).await.unwrap()
    }
}

struct Page;

impl Gateway for Page {
    const DEFAULTS: Defaults = Obmenka::DEFAULTS;
    const NAME: &'static str = "browser";

    fn at(self, _: Address) -> Self {
        self
    }
}

struct Open(http::Uri);

impl Endpoint for Open {
    type Gateway = Page;
    type Response = WireResponse;

    const NAME: &'static str = "page";
    const SAFETY: Safety = Safety::Once;

    fn encode(&self, _: &Page, _: &Stamp) -> Result<WireRequest> {
        Ok(http::Request::get(self.0.clone()).body(Bytes::new()).unwrap().into())
    }

    fn decode(&self, _: &Page, answer: &WireResponse) -> Result<WireResponse> {
        Ok(answer.clone())
    }
}
