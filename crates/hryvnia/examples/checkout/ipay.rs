//! iPay Google Pay: one stage and two, 3-D Secure, deferred, recurrent and split payments, money
//! given back in part, and a fiscal receipt.

use std::time::Duration;

use hryvnia::ipay::{
    Browser, CancelPayment, Cancellation, CapturePayment, Client, CreatePayment, Fiscal,
    GetPayment, GetReceipt, Goods, GoogleToken, IPay, Kopecks, Payment, PaymentStatus,
    ProcessPayment, Quantity, Receipt, Roots, Share, SmchId, Source, Step, ThreedsData,
    ThreedsInfo, VerifyPayment,
};
use hryvnia::{Answer, Error};
use pay_sandbox::{Kind, Sandbox};

use crate::story::{Proofs, Story, booked, expect};

/// A request carries a signed time, which covers nothing else; nobody signs an answer.
const PROOFS: Proofs = Proofs { request: "with a signed time", answer: "unsigned, over TLS" };

/// How often a receipt is asked for before the journey has failed.
const ROUNDS: u32 = 20;

#[expect(clippy::too_many_lines, reason = "one journey after the other, as they are told")]
pub(crate) async fn play(story: &mut Story, sandbox: &Sandbox) {
    let gateway = sandbox.ipay();
    let title = format!("iPay Google Pay at {} (TLS, sandbox)", gateway.base_url());
    story.chapter("ipay", &title, PROOFS);
    let (login, key) = gateway.second_merchant();
    let clients = client(sandbox, gateway.login(), gateway.sign_key())
        .and_then(|shop| Ok((shop, client(sandbox, login, key)?)));
    let (shop, holding) = match clients {
        Ok(clients) => clients,
        Err(error) => {
            return story.journey("one-stage", "the clients", async |_| Err(error.into())).await;
        }
    };

    story
        .journey("one-stage", "100.00 is paid at once", async |story| {
            let token = token(sandbox)?;
            let payment = CreatePayment::new("ipay-1", Kopecks::new(10_000), &token)?;
            let paid = story.send(&shop, &payment.description("Tea"), describe).await?;
            expect(matches!(paid.step(), Step::Paid), "a paid payment")?;
            let asked = story.send(&shop, &GetPayment::of("ipay-1"), describe).await?;
            expect(asked.pmt_id() == paid.pmt_id(), "the same payment under our own number")?;
            booked(story, sandbox, &[(Kind::Charge, "ipay-1", "100.00")])
        })
        .await;

    story
        .journey("two-stage", "250.00 is held, 200.00 of it is taken", async |story| {
            let token = token(sandbox)?;
            let payment = CreatePayment::new("ipay-2", Kopecks::new(25_000), &token)?;
            let held = story.send(&holding, &payment, describe).await?;
            let Step::Capture(held) = held.step() else {
                return Err("expected money that is held".into());
            };
            let capture = CapturePayment::part(&held, Kopecks::new(20_000))?;
            let captured = story.send(&holding, &capture, describe).await?;
            expect(matches!(captured.step(), Step::Paid), "money that is taken")?;
            let books =
                [(Kind::Hold, "250.00"), (Kind::Capture, "200.00"), (Kind::Release, "50.00")];
            booked(story, sandbox, &books.map(|(kind, sum)| (kind, "ipay-2", sum)))
        })
        .await;

    story
        .journey("three-ds", "600.00 is paid after 3-D Secure", async |story| {
            let token = token(sandbox)?;
            let payment = CreatePayment::new("ipay-3", Kopecks::new(60_000), &token)?;
            let started = story.send(&shop, &payment.threeds(browser()?), describe).await?;
            let Step::Verify(challenge) = started.step() else {
                return Err("expected 3-D Secure".into());
            };
            story.step("payer", "passes 3-D Secure and comes back with its result", None);
            let posted = ThreedsData::new(&sandbox.ipay().pass_3ds("ipay-3")?)?;
            let verify = VerifyPayment::new(challenge.pmt_id(), &posted);
            let paid = story.send(&shop, &verify, describe).await?;
            expect(matches!(paid.step(), Step::Paid), "a paid payment")?;
            booked(story, sandbox, &[(Kind::Charge, "ipay-3", "600.00")])
        })
        .await;

    story
        .journey("deferred", "150.00 is ordered now and taken later", async |story| {
            let token = token(sandbox)?;
            let payment = CreatePayment::new("ipay-4", Kopecks::new(15_000), &token)?.deferred();
            let ordered = story.send(&shop, &payment, describe).await?;
            let Step::Process(pmt_id) = ordered.step() else {
                return Err("expected a deferred payment".into());
            };
            expect(sandbox.ledger().charges("ipay-4").is_empty(), "no charge yet")?;
            let paid = story.send(&shop, &ProcessPayment::of(pmt_id), describe).await?;
            expect(matches!(paid.step(), Step::Paid), "a paid payment")?;
            booked(story, sandbox, &[(Kind::Charge, "ipay-4", "150.00")])
        })
        .await;

    story
        .journey("recurrent", "a second payment needs no payer", async |story| {
            let token = token(sandbox)?;
            let first = Source::First(&token);
            let payment = CreatePayment::new("ipay-5a", Kopecks::new(5_000), first)?;
            let paid = story.send(&shop, &payment, describe).await?;
            let again = paid.recurrent_token().ok_or("expected a token for further payments")?;
            let payment = CreatePayment::new("ipay-5b", Kopecks::new(5_000), again)?;
            let paid = story.send(&shop, &payment, describe).await?;
            expect(matches!(paid.step(), Step::Paid), "a paid payment")?;
            let books = [(Kind::Charge, "ipay-5a", "50.00"), (Kind::Charge, "ipay-5b", "50.00")];
            booked(story, sandbox, &books)
        })
        .await;

    story
        .journey("split", "300.00 goes to two receivers", async |story| {
            let token = token(sandbox)?;
            let shares = [
                Share::new(SmchId::from(5410), Kopecks::new(20_000))?,
                Share::new(SmchId::from(5472), Kopecks::new(10_000))?,
            ];
            let payment = CreatePayment::new("ipay-6", Kopecks::new(30_000), &token)?;
            let paid = story.send(&shop, &payment.split(&shares)?, describe).await?;
            expect(matches!(paid.step(), Step::Paid), "a paid payment")?;
            expect(paid.transactions().len() == 2, "two transactions")?;
            booked(story, sandbox, &[(Kind::Charge, "ipay-6", "300.00")])
        })
        .await;

    story
        .journey("partial-cancel", "40.00 of 100.00 is given back", async |story| {
            let asked = story.send(&shop, &GetPayment::of("ipay-1"), describe).await?;
            let pmt_id = asked.pmt_id().ok_or("expected the payment's number")?;
            let cancel = CancelPayment::part(pmt_id, Kopecks::new(4_000))?;
            let cancelled = story
                .send(&shop, &cancel, |cancelled| match **cancelled {
                    Cancellation::Cancelled(_) => "given back".to_owned(),
                    Cancellation::Failed(_) => "not given back".to_owned(),
                    Cancellation::Unclear(_) => "unclear".to_owned(),
                })
                .await?;
            expect(matches!(*cancelled, Cancellation::Cancelled(_)), "money given back")?;
            booked(story, sandbox, &[(Kind::Refund, "ipay-1", "40.00")])
        })
        .await;

    story
        .journey("receipt", "a fiscal receipt comes as a PDF", async |story| {
            let token = token(sandbox)?;
            let article = "0f4c6f0e-7c1a-4f0e-9a35-3a1d7c0b5e11";
            let price = Kopecks::new(4_000);
            let tea = Goods::new(article, "Чай", price, Quantity::thousandths(2_250)?)?;
            let payment = CreatePayment::new("ipay-7", Kopecks::new(9_000), &token)?
                .receipt(Fiscal::new(1, 2, [tea])?)?;
            let paid = story.send(&shop, &payment, describe).await?;
            let pmt_id = paid.pmt_id().ok_or("expected the payment's number")?;
            for _ in 0..ROUNDS {
                let receipt = story.send(&shop, &GetReceipt::of(pmt_id), describe_receipt).await?;
                if let Some(pdf) = receipt.pdf() {
                    return expect(pdf.starts_with(b"%PDF-"), "a PDF");
                }
                sandbox.clock().advance(Duration::from_secs(5));
            }
            Err("the receipt does not come".into())
        })
        .await;
}

/// A client of the sandbox: its address, its authority, one of its merchants.
fn client(sandbox: &Sandbox, login: String, key: String) -> Result<Client, Error> {
    let clock = sandbox.clock();
    Client::builder(IPay::new(login, key)?)
        .at(sandbox.ipay().base_url())
        .roots(Roots::none().and_pem(sandbox.authority().pem().as_bytes())?)
        .clock(move || clock.now())
        .build()
}

/// What Google's button gives to the shop's page.
fn token(sandbox: &Sandbox) -> Result<GoogleToken, Error> {
    GoogleToken::new(&sandbox.ipay().google_token())
}

fn browser() -> Result<ThreedsInfo<'static>, Error> {
    let browser = Browser {
        language: "uk-UA",
        screen_height: 1080,
        screen_width: 1920,
        color_depth: 24,
        timezone_offset: -120,
        accept_header: "text/html",
        user_agent: "Mozilla/5.0",
    };
    ThreedsInfo::new("https://shop.example/3ds/ipay-3", "https://shop.example", browser)
}

fn describe(payment: &Answer<Payment>) -> String {
    let stands = match payment.status() {
        PaymentStatus::Paid => "paid",
        PaymentStatus::Held => "held",
        PaymentStatus::NeedsVerification => "needs 3-D Secure",
        PaymentStatus::Deferred => "deferred, nothing taken",
        PaymentStatus::Cancelled => "cancelled",
        PaymentStatus::Failed | PaymentStatus::RefusedBySecurity => "refused",
        _ => "unclear",
    };
    match payment.amount() {
        Some(amount) => format!("{stands}, {} UAH", amount.hryvnias()),
        None => stands.to_owned(),
    }
}

fn describe_receipt(receipt: &Receipt) -> String {
    format!("{receipt:?}")
}
