//! The Obmin exchanger: an order from the payer's page to the payout, one that is paid by hand, one
//! that expires, and notifications that get lost or are changed on their way.

use std::time::Duration;

use hryvnia::http::Roots;
use hryvnia::obmin::{
    Budget, Client, CreateOrder, CreatedOrder, GetOrder, GetRoute, IpnSecret, IpnVerdict, Obmin,
    OpenOrder, Order, OrderAccess, OrderId, OrderStatus, PaymentDetails, Reconciler, RouteId, Sum,
    UpdateOrder,
};
use hryvnia::{Amount, Answer, Received};
use http::StatusCode;
use pay_sandbox::{Fault, Kind, Sandbox};

use crate::browser::Browser;
use crate::letterbox::Letterbox;
use crate::story::{Failure, Proofs, Story, booked, expect};

/// A network's own test number.
const CARD: &str = "5555555555554444";

/// An address of the Tron network, of nobody's.
const WALLET: &str = "TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE";

/// How often the reconciler may be waited for before the journey has failed.
const ROUNDS: u32 = 20;

/// Calls are signed with a key; nobody signs an answer. Notifications are signed.
const PROOFS: Proofs = Proofs { request: "signed", answer: "unsigned, over TLS" };

pub(crate) async fn play(story: &mut Story, sandbox: &Sandbox) {
    let title = format!("Obmin exchanger at {} (TLS, sandbox)", sandbox.obmin().site_url());
    story.chapter("obmin", &title, PROOFS);
    let shop = match Shop::open(sandbox).await {
        Ok(shop) => shop,
        Err(failure) => return story.journey("exchange", "the shop", async |_| Err(failure)).await,
    };
    let about = "250 ADA become hryvnias on a card";
    story.journey("exchange", about, async |story| shop.exchange(story).await).await;
    let about = "hryvnias are paid by hand, and an operator looks for them";
    story.journey("manual-payment", about, async |story| shop.manual_payment(story).await).await;
    let about = "nobody pays in time";
    story.journey("expiry", about, async |story| shop.expiry(story).await).await;
    let about = "no notification arrives, and the reconciler finds the change";
    story.journey("lost-ipn", about, async |story| shop.lost_ipn(story).await).await;
    let about = "a notification is changed on its way";
    story.journey("tampered-ipn", about, async |story| shop.tampered_ipn(story).await).await;
}

/// A merchant's server, a payer's browser, and the sandbox whose books judge both.
struct Shop<'a> {
    sandbox: &'a Sandbox,
    client: Client,
    browser: Browser,
    letterbox: Letterbox,
    /// One for all orders of this story; a shop makes and stores one for each.
    secret: IpnSecret,
    ada_to_card: RouteId,
    card_to_usdt: RouteId,
}

impl<'a> Shop<'a> {
    async fn open(sandbox: &'a Sandbox) -> Result<Self, Failure> {
        let gateway = sandbox.obmin();
        let account = Obmin::new().api_key(gateway.api_key(), gateway.api_secret())?;
        let clock = sandbox.clock();
        let client = Client::builder(account)
            .at(gateway.site_url())
            .roots(Roots::none().and_pem(sandbox.authority().pem().as_bytes())?)
            .clock(move || clock.now())
            .build()?;
        let (browser, letterbox) = (Browser::new(sandbox)?, Letterbox::open().await?);
        let secret = IpnSecret::random(&client)?;
        let [ada_to_card, card_to_usdt, ..] = &gateway.routes()[..] else {
            return Err("expected routes".into());
        };
        let (ada_to_card, card_to_usdt) = (ada_to_card.parse()?, card_to_usdt.parse()?);
        Ok(Self { sandbox, client, browser, letterbox, secret, ada_to_card, card_to_usdt })
    }

    async fn exchange(&self, story: &mut Story) -> Result<(), Failure> {
        let made = self.order(story, &self.ada_to_card, "250").await?;
        let page = self.client.gateway().payment_page(made.access(), "uk")?;
        for button in ["confirm", "module_confirm"] {
            let form = format!("action={button}");
            let pressed = self.browser.post(page.expose(), &form).await?;
            expect(pressed.status() == StatusCode::SEE_OTHER, "a page with buttons")?;
        }
        story.step("payer", "confirms and pays on the page", None);
        self.sandbox.clock().advance(Duration::from_secs(60));

        let done = self.ask(story, made.access()).await?;
        expect(done.status().is_done(), "an order that is paid out")?;
        let told = self.notified(&made).await?;
        expect(told.last() == Some(&OrderStatus::Done), "a notification of the end")?;
        story.step("notifications", &format!("{} valid, the last says done", told.len()), None);
        let uid = made.access().uid().to_string();
        booked(
            story,
            self.sandbox,
            &[(Kind::Charge, &uid, "250.00"), (Kind::Payout, &uid, "4000.00")],
        )
    }

    async fn manual_payment(&self, story: &mut Story) -> Result<(), Failure> {
        let made = self.order(story, &self.card_to_usdt, "1000").await?;
        let confirm = UpdateOrder::confirm(made.access());
        story.send(&self.client, &confirm, |_| "waitPayment".to_owned()).await?;
        let asked = GetOrder::payment_of(made.access());
        let order = story.send(&self.client, &asked, |order| described(order)).await?;
        expect(
            order.payment().is_some_and(PaymentDetails::is_manual),
            "instructions for the payer",
        )?;
        let paid = UpdateOrder::mark_paid(made.access());
        story.send(&self.client, &paid, |_| "inProgress".to_owned()).await?;
        let uid = made.access().uid().to_string();
        expect(self.sandbox.ledger().charges(&uid).is_empty(), "no charge: a word is no money")?;

        let operator = r#"{"status":"inProgressPayout"}"#;
        self.sandbox.obmin().act_with(&uid, "operator_set", operator)?;
        self.sandbox.obmin().act(&uid, "payout_done")?;
        story.step("operator", "finds the money and pays out", None);
        let done = self.ask(story, made.access()).await?;
        expect(done.status().is_done(), "an order that is paid out")?;
        booked(
            story,
            self.sandbox,
            &[(Kind::Charge, &uid, "1000.00"), (Kind::Payout, &uid, "22.80")],
        )
    }

    async fn expiry(&self, story: &mut Story) -> Result<(), Failure> {
        let made = self.order(story, &self.ada_to_card, "20").await?;
        let confirm = UpdateOrder::confirm(made.access());
        story.send(&self.client, &confirm, |_| "waitPayment".to_owned()).await?;
        self.sandbox.clock().advance(Duration::from_secs(3600));
        let gone = self.ask(story, made.access()).await?;
        expect(*gone.status() == OrderStatus::Deleted, "an order whose time is over")?;
        expect(!gone.status().is_done(), "no success")?;
        let uid = made.access().uid().to_string();
        expect(self.sandbox.ledger().charges(&uid).is_empty(), "no charge")?;
        story.step("books", "no charge", None);
        Ok(())
    }

    async fn lost_ipn(&self, story: &mut Story) -> Result<(), Failure> {
        self.letterbox.take();
        self.sandbox.obmin().fault(Fault::LostCallback).on("callback").times(3);
        let made = self.order(story, &self.ada_to_card, "30").await?;
        let uid = made.access().uid().to_string();
        let mut reconciler = Reconciler::new(&self.client, Budget::default());
        reconciler.handle().add(OpenOrder::new(made.access().clone()));
        self.sandbox.obmin().act(&uid, "confirm")?;
        self.sandbox.obmin().act(&uid, "module_confirm")?;

        let mut found = false;
        for _ in 0..ROUNDS {
            let Some(told) = reconciler.next().await else { break };
            let change = told?;
            story.step("reconciler", &described(change.order()), None);
            found = change.status().is_done();
            self.sandbox.clock().advance(Duration::from_secs(60));
        }
        expect(found, "the end of the order")?;
        self.sandbox.callbacks().settled().await;
        expect(self.letterbox.take().is_empty(), "that no notification arrived")?;
        booked(story, self.sandbox, &[(Kind::Payout, &uid, "480.00")])
    }

    async fn tampered_ipn(&self, story: &mut Story) -> Result<(), Failure> {
        self.sandbox.obmin().fault(Fault::TamperedBody).on("callback").once();
        let made = self.order(story, &self.ada_to_card, "40").await?;
        self.sandbox.obmin().act(&made.access().uid().to_string(), "confirm")?;
        self.sandbox.callbacks().settled().await;
        let letters = self.letterbox.take();
        let letter = letters.first().ok_or("expected a notification")?;
        let verdict = self.verdict(letter, &made);
        expect(matches!(verdict, IpnVerdict::Invalid(_)), "a notification that is not believed")?;
        story.step("notification", "invalid: its amount was changed after signing", None);
        let order = self.ask(story, made.access()).await?;
        expect(order.out_amount().and_then(Amount::decimal) == "640".parse().ok(), "640 UAH")
    }

    /// An order whose every value the route would take.
    async fn order(
        &self,
        story: &mut Story,
        route_id: &RouteId,
        sum: &str,
    ) -> Result<Answer<CreatedOrder>, Failure> {
        let asked = GetRoute::of(route_id);
        let route =
            story.send(&self.client, &asked, |_| "its fields and limits".to_owned()).await?;
        let url = self.letterbox.url("/obmin");
        let mut order = CreateOrder::new(route_id, Sum::Given(sum.parse()?))?
            .agreed()
            .ipn(&url, &self.secret)?;
        for field in route.from().fields().iter().filter(|field| field.is_required()) {
            order = order.from_value(field.key().ok_or("expected a key")?, CARD);
        }
        for field in route.to().fields().iter().filter(|field| field.is_required()) {
            let value = if field.name() == Some("Номер картки") { CARD } else { WALLET };
            order = order.to_value(field.key().ok_or("expected a key")?, value);
        }
        for field in route.fields().iter().filter(|field| field.is_required()) {
            order = order.route_value(field.key().ok_or("expected a key")?, "a@shop.example");
        }
        order.check(&route)?;
        let created = story
            .send(&self.client, &order, |made| format!("order {}", made.access().uid()))
            .await?;
        Ok(created)
    }

    async fn ask(&self, story: &mut Story, access: &OrderAccess) -> Result<Answer<Order>, Failure> {
        let asked = GetOrder::of(access);
        Ok(story.send(&self.client, &asked, |order| described(order)).await?)
    }

    /// The statuses that all notifications told, each of them believed, in the order in which they
    /// were sent: on their way they may overtake one another.
    async fn notified(&self, made: &CreatedOrder) -> Result<Vec<OrderStatus>, Failure> {
        self.sandbox.callbacks().settled().await;
        let mut told = Vec::new();
        for letter in self.letterbox.take() {
            match self.verdict(&letter, made) {
                IpnVerdict::Valid(ipn) => told.push((ipn.timestamp_ms(), ipn.status().clone())),
                other => return Err(format!("expected a valid one, found {other:?}").into()),
            }
        }
        told.sort_by_key(|(sent, _)| *sent);
        Ok(told.into_iter().map(|(_, status)| status).collect())
    }

    fn verdict(&self, letter: &http::Request<bytes::Bytes>, made: &CreatedOrder) -> IpnVerdict {
        let known = |id: &OrderId| made.id().is_some_and(|ours| ours == id);
        let received = Received::from(letter);
        self.client.gateway().callback(received, |id| known(id).then_some(&self.secret))
    }
}

fn described(order: &Order) -> String {
    let amount =
        |amount: Option<&Amount>| amount.map_or_else(|| "?".to_owned(), ToString::to_string);
    let (give, get) = (amount(order.in_amount()), amount(order.out_amount()));
    format!("{}, {give} for {get}", order.status())
}
