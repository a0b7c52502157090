//! PayCore Commerce: invoices made privately, publicly and on the hosted page, a refund, a payout,
//! and callbacks that are repeated until the shop takes them.

use std::time::Duration;

use hryvnia::http::Roots;
use hryvnia::paycore::hosted::HostedPage;
use hryvnia::paycore::{
    ApiError, Callback, CallbackKeys, Client, CreateInvoice, CreatePayout, Currency, Fields,
    FindInvoice, GetInvoice, GetPayout, Invoice, Mode, PayCore, Payout, ProcessPayout, Redirect,
    RefundInvoice, Service, public,
};
use hryvnia::{Amount, Answer, Delivery, Received, Settled};
use http::StatusCode;
use http::header::LOCATION;
use pay_sandbox::{Kind, Sandbox};

use crate::browser::Browser;
use crate::letterbox::Letterbox;
use crate::story::{Failure, Proofs, Story, booked, expect};

/// The provider's own test number: payments by it and payouts to it succeed.
const CARD: &str = "5519283812030000";

/// The attempt at which the shop takes the callback.
const LUCKY: u32 = 7;

/// A key goes with every request and nobody signs an answer; callbacks are signed.
const PROOFS: Proofs = Proofs { request: "not signed", answer: "unsigned, over TLS" };

pub(crate) async fn play(story: &mut Story, sandbox: &Sandbox) {
    let title = format!("PayCore Commerce at {} (TLS, sandbox)", sandbox.paycore().base_url());
    story.chapter("paycore", &title, PROOFS);
    let shop = match Shop::open(sandbox).await {
        Ok(shop) => shop,
        Err(failure) => return story.journey("invoice", "the shop", async |_| Err(failure)).await,
    };
    let about = "100.50 is asked for and paid";
    story.journey("invoice", about, async |story| shop.invoice(story).await).await;
    let about = "a link makes the invoice, and the payer pays it";
    story.journey("hosted-page", about, async |story| shop.hosted_page(story).await).await;
    let about = "a website makes the invoice with its public key";
    story.journey("public-invoice", about, async |story| shop.public_invoice(story).await).await;
    let about = "40.00 of 100.50 is given back";
    story.journey("refund", about, async |story| shop.refund(story).await).await;
    let about = "250.00 is paid out to a card";
    story.journey("payout", about, async |story| shop.payout(story).await).await;
    let about = "the shop takes a callback at its seventh attempt";
    story.journey("callback-retries", about, async |story| shop.callbacks(story).await).await;
    let about = "one number is used for two invoices";
    story.journey("duplicate-reference", about, async |story| shop.duplicate(story).await).await;
}

/// A merchant's server, a payer's browser, and the sandbox whose books judge both.
struct Shop<'a> {
    sandbox: &'a Sandbox,
    client: Client,
    browser: Browser,
    letterbox: Letterbox,
}

impl<'a> Shop<'a> {
    async fn open(sandbox: &'a Sandbox) -> Result<Self, Failure> {
        let gateway = sandbox.paycore();
        let keys = CallbackKeys::new()
            .current(Mode::Live, gateway.private_key_live())?
            .current(Mode::Test, gateway.private_key_test())?;
        let account = PayCore::new(gateway.account_id(), gateway.api_key())?
            .public_key(Mode::Test, gateway.public_key_test())?
            .callback_keys(keys);
        let clock = sandbox.clock();
        let client = Client::builder(account)
            .at(gateway.private_url())
            .roots(Roots::none().and_pem(sandbox.authority().pem().as_bytes())?)
            .clock(move || clock.now())
            .build()?;
        let (browser, letterbox) = (Browser::new(sandbox)?, Letterbox::open().await?);
        Ok(Self { sandbox, client, browser, letterbox })
    }

    async fn invoice(&self, story: &mut Story) -> Result<(), Failure> {
        let request = create("paycore-1", "100.50")?.description("Tea");
        let created = story.send(&self.client, &request, |made| described(made)).await?;
        let page = created.redirect().map(Redirect::action).ok_or("expected a page")?;
        self.pay(story, page).await?;
        let asked = GetInvoice::of(created.id());
        let paid = story.send(&self.client, &asked, |asked| described(asked)).await?;
        expect(paid.status().is_settled(), "a paid invoice")?;
        booked(story, self.sandbox, &[(Kind::Charge, "paycore-1", "100.50")])
    }

    async fn hosted_page(&self, story: &mut Story) -> Result<(), Failure> {
        let link = HostedPage::new(amount("75.00")?, Currency::UAH, Mode::Test)?
            .reference_id("paycore-2")?
            .service(Service::PAYMENT_CARD_UAH_HPP)
            .link(self.client.gateway())?;
        story.step("link", "to the page, with the amount and the public key", None);
        let opened = self.browser.open(&link).await?;
        let page = opened.headers().get(LOCATION).ok_or("expected a way to the payment")?;
        self.pay(story, page.to_str()?).await?;
        self.found(story, "paycore-2").await?;
        booked(story, self.sandbox, &[(Kind::Charge, "paycore-2", "75.00")])
    }

    async fn public_invoice(&self, story: &mut Story) -> Result<(), Failure> {
        let request =
            public::CreateInvoice::new("paycore-3", amount("60.00")?, Currency::UAH, Mode::Test)?
                .service(Service::PAYMENT_CARD_UAH_HPP);
        let created = story.send(&self.client, &request, |made| described(made)).await?;
        let page = created.redirect().map(Redirect::action).ok_or("expected a page")?;
        self.pay(story, page).await?;
        let asked = public::GetInvoice::of(created.id());
        let paid = story.send(&self.client, &asked, |asked| described(asked)).await?;
        expect(paid.status().is_settled(), "a paid invoice")?;
        booked(story, self.sandbox, &[(Kind::Charge, "paycore-3", "60.00")])
    }

    async fn refund(&self, story: &mut Story) -> Result<(), Failure> {
        let invoice = self.found(story, "paycore-1").await?;
        let refund = RefundInvoice::of(&invoice, amount("40.00")?)?.reference_id("refund-1")?;
        let refunded = story.send(&self.client, &refund, |after| described(after)).await?;
        let given_back = refunded.refunded_amount().and_then(|sum| sum.decimal());
        expect(given_back == amount("40.00")?.decimal(), "40.00 given back")?;
        expect(RefundInvoice::of(&refunded, amount("60.51")?).is_err(), "no more than is left")?;
        booked(story, self.sandbox, &[(Kind::Refund, "paycore-1", "40.00")])
    }

    async fn payout(&self, story: &mut Story) -> Result<(), Failure> {
        let fields = Fields::new().with("card_number", CARD)?;
        let service = Service::PAYMENT_CARD_UAH;
        let (sum, currency) = (amount("250.00")?, Currency::UAH);
        let request = CreatePayout::new("paycore-4", sum, currency, service, fields, Mode::Test)?;
        let created = story.send(&self.client, &request, |made| paid_out(made)).await?;
        expect(self.sandbox.ledger().payouts("paycore-4").is_empty(), "no money moved yet")?;
        let process = ProcessPayout::of(created.id());
        story.send(&self.client, &process, |after| paid_out(after)).await?;
        let asked = GetPayout::of(created.id());
        let payout = story.send(&self.client, &asked, |asked| paid_out(asked)).await?;
        expect(payout.status().is_settled(), "a payout that arrived")?;
        booked(story, self.sandbox, &[(Kind::Payout, "paycore-4", "250.00")])
    }

    async fn callbacks(&self, story: &mut Story) -> Result<(), Failure> {
        self.letterbox.answer(StatusCode::INTERNAL_SERVER_ERROR);
        let url = self.letterbox.url("/paycore");
        let request = create("paycore-5", "30.00")?.callback_url(&url)?;
        story.send(&self.client, &request, |made| described(made)).await?;
        self.sandbox.callbacks().settled().await;

        let mut attempts = 0;
        let mut told = None;
        while attempts < LUCKY {
            for letter in self.letterbox.take() {
                attempts += 1;
                told = Some(self.client.gateway().callback(Received::from(&letter))?);
            }
            if attempts == LUCKY - 1 {
                let status = StatusCode::from_u16(Callback::STATUS)?;
                self.letterbox.answer(status);
            }
            self.sandbox.clock().advance(Duration::from_secs(60));
            self.sandbox.callbacks().settled().await;
        }
        let told = told.and_then(|told| Some(described(told.invoice()?))).ok_or("no invoice")?;
        story.step("callback", &format!("verified, attempt {attempts}: {told}"), None);
        self.sandbox.clock().advance(Duration::from_secs(24 * 3600));
        self.sandbox.callbacks().settled().await;
        expect(self.letterbox.take().is_empty(), "no attempt after 200")
    }

    async fn duplicate(&self, story: &mut Story) -> Result<(), Failure> {
        let again = create("paycore-1", "100.50")?;
        let created = story.send(&self.client, &again, |made| described(made)).await;
        let error = created.err().ok_or("expected a refusal")?;
        let doubtful = ApiError::of(&error).is_some_and(ApiError::may_be_duplicate);
        expect(doubtful && error.delivery() == Delivery::Unknown, "a doubt, and no failure")?;
        let find = FindInvoice::of("paycore-1");
        let found = story.send(&self.client, &find, found_as).await;
        expect(again.settle(&found) == Settled::Done, "that it exists")?;
        let charges = self.sandbox.ledger().charges("paycore-1");
        expect(charges.len() == 1, "one charge")?;
        story.step("books", "still one charge", None);
        Ok(())
    }

    /// What the payer does on the page.
    async fn pay(&self, story: &mut Story, page: &str) -> Result<(), Failure> {
        self.browser.open(page).await?;
        let left = self.browser.post(page, "action=pay").await?;
        expect(left.status() == StatusCode::SEE_OTHER, "a page that lets the payer go")?;
        story.step("payer", "pays on the page", None);
        Ok(())
    }

    /// The invoice under our own number.
    async fn found(&self, story: &mut Story, reference: &str) -> Result<Invoice, Failure> {
        let find = FindInvoice::of(reference);
        let found = story.send(&self.client, &find, found_as).await?;
        let invoice = found.into_inner().ok_or("expected an invoice")?;
        expect(invoice.status().is_settled(), "a paid invoice")?;
        Ok(invoice)
    }
}

fn create<'a>(reference: &'a str, sum: &str) -> Result<CreateInvoice<'a>, Failure> {
    let invoice = CreateInvoice::new(reference, amount(sum)?, Currency::UAH, Mode::Test)?;
    Ok(invoice.service(Service::PAYMENT_CARD_UAH_HPP))
}

fn amount(text: &str) -> Result<Amount, Failure> {
    Ok(text.parse()?)
}

fn described(invoice: &Invoice) -> String {
    let amount = invoice.amount().map_or_else(String::new, |amount| amount.to_string());
    format!("{}, {amount} UAH", invoice.status())
}

fn paid_out(payout: &Payout) -> String {
    let amount = payout.amount().map_or_else(String::new, |amount| amount.to_string());
    format!("{}, {amount} UAH", payout.status())
}

fn found_as(found: &Answer<Option<Invoice>>) -> String {
    found.as_ref().map_or_else(|| "there is none".to_owned(), described)
}
