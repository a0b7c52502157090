//! DPAY / Obmenka: invoices, a payout, the form, and an answer that was changed on its way.

use std::time::Duration;

use hryvnia::dpay::{
    ApiError, Client, CreateInvoice, CreatePayout, Currency, GetInvoice, GetPayout, Invoice,
    Obmenka, PaymentForm, Payout, ProcessInvoice, ProcessPayout, ProcessedPayout, Roots,
    ValidatePayout, method,
};
use hryvnia::{Amount, Answer, Delivery, Error, ErrorKind};
use pay_sandbox::{Fault, Sandbox};

use crate::story::{Failure, Proofs, Story, expect};

/// The networks' and the provider's own test number.
const CARD: &str = "4444111144441111";

/// Both directions are signed.
pub(crate) const PROOFS: Proofs = Proofs { request: "signed", answer: "verified" };

/// How often a status is asked for before the journey has failed.
const ROUNDS: u32 = 100;

pub(crate) async fn play(story: &mut Story, sandbox: &Sandbox) {
    let gateway = sandbox.dpay();
    let title = format!("DPAY / Obmenka at {} (TLS, sandbox)", gateway.base_url());
    story.chapter("dpay", &title, PROOFS);
    let client = match client(sandbox) {
        Ok(client) => client,
        Err(error) => {
            return story.journey("invoice", "the client", async |_| Err(error.into())).await;
        }
    };

    story
        .journey("invoice", "1000.00 is invoiced and paid", async |story| {
            let invoice = invoiced(story, &client, "order-1", "1000.00").await?;
            expect(invoice.status().is_paid(), "a paid invoice")?;
            let charges = sandbox.ledger().charges("order-1");
            expect(charges.len() == 1 && charges[0].amount == "1000.00", "one charge of 1000.00")?;
            story.step("books", "one charge of 1000.00 UAH", None);
            Ok(())
        })
        .await;

    story
        .journey("failed-invoice", "2000.00 is invoiced and not paid", async |story| {
            let invoice = invoiced(story, &client, "order-2", "2000.00").await?;
            expect(!invoice.status().is_paid() && invoice.status().is_final(), "a failed invoice")?;
            let reason = invoice.error().map(ApiError::message).ok_or("expected a reason")?;
            story.step("reason", reason, None);
            expect(sandbox.ledger().charges("order-2").is_empty(), "no charge")?;
            story.step("books", "no charge", None);
            Ok(())
        })
        .await;

    story
        .journey("payout", "1000 is paid out", async |story| {
            paid_out(story, &client, "payout-1").await?;
            expect(sandbox.ledger().payouts("payout-1").len() == 1, "one payout")?;
            story.step("books", "one payout of 1000.00 UAH", None);
            Ok(())
        })
        .await;

    story
        .journey("duplicate", "a payment_id is used a second time", async |story| {
            let request = CreateInvoice::new("order-1", method::VISAMASTER_UAH, amount("5.00")?)?;
            let created = story.send(&client, &request, |_| "created".to_owned()).await;
            let error = created.err().ok_or("expected a refusal")?;
            let duplicate = ApiError::of(&error).is_some_and(ApiError::is_duplicate);
            expect(duplicate && error.delivery() == Delivery::Answered, "a refused duplicate")
        })
        .await;

    story
        .journey("not-found", "an order that nobody made is asked about", async |story| {
            let asked = story.send(&client, &GetInvoice::of("order-404"), describe).await;
            let error = asked.err().ok_or("expected a refusal")?;
            let missing = ApiError::of(&error).is_some_and(ApiError::is_not_found);
            expect(missing && error.delivery() == Delivery::Answered, "code 401")
        })
        .await;

    story
        .journey("form", "a form is signed for the payer's browser", async |story| {
            let form = PaymentForm::new("order-3", amount("100.00")?, Currency::UAH)?
                .description("Чай")
                .sign(client.gateway())?;
            let fields: Vec<_> = form.fields().map(|(name, _)| name).collect();
            story.step("form", &format!("{} with {}", form.action(), fields.join(", ")), None);
            expect(form.html("Pay").contains("name=\"SIGN\""), "a signed form")
        })
        .await;

    story
        .journey("tampered", "an answer is changed on its way", async |story| {
            gateway.fault(Fault::TamperedBody).on("einvoice/status").once();
            let asked = story.send(&client, &GetInvoice::of("order-1"), describe).await;
            let error = asked.err().ok_or("expected the answer to be refused")?;
            let refused = error.kind() == ErrorKind::Signature;
            expect(refused && error.delivery() == Delivery::Unknown, "an answer that is not read")
        })
        .await;
}

/// A client of the sandbox: its address, its authority, its register.
fn client(sandbox: &Sandbox) -> Result<Client, Error> {
    let gateway = sandbox.dpay();
    let register =
        Obmenka::new(gateway.client(), gateway.salt())?.form_at(gateway.form_url().parse()?);
    let clock = sandbox.clock();
    Client::builder(register)
        .at(gateway.base_url())
        .roots(Roots::none().and_pem(sandbox.authority().pem().as_bytes())?)
        .clock(move || clock.now())
        .build()
}

/// Create, process, and ask until it is final.
async fn invoiced(
    story: &mut Story,
    client: &Client,
    order: &str,
    sum: &str,
) -> Result<Answer<Invoice>, Failure> {
    let request = CreateInvoice::new(order, method::VISAMASTER_UAH, amount(sum)?)?
        .description("Tea")
        .success_url("https://shop.example/ok")?
        .fail_url("https://shop.example/fail")?;
    let created =
        story.send(client, &request, |created| format!("tracking {}", created.tracking())).await?;
    story
        .send(client, &ProcessInvoice::of(created.tracking()), |page| {
            let link = page.pay_link().map_or("nowhere", |_| "the payment page");
            format!("send the payer to {link}")
        })
        .await?;
    for _ in 0..ROUNDS {
        let invoice = story.send(client, &GetInvoice::of(order), describe).await?;
        if invoice.status().is_final() {
            return Ok(invoice);
        }
        client.sleep(Duration::from_millis(50)).await;
    }
    Err("the invoice comes to no end".into())
}

/// Create, validate, process, and ask until it is final.
async fn paid_out(story: &mut Story, client: &Client, order: &str) -> Result<(), Failure> {
    let request = CreatePayout::new(order, CARD, method::VISAMASTER_UAH, amount("1000")?)?;
    story.send(client, &request, |created| format!("tracking {}", created.tracking())).await?;

    let validity = story
        .send(client, &ValidatePayout::of(order), |validity| {
            if validity.is_valid() { "it can be paid".to_owned() } else { "it cannot".to_owned() }
        })
        .await?;
    expect(validity.is_valid(), "a payout that can be paid")?;

    let processed = story
        .send(client, &ProcessPayout::of(order), |processed| match processed {
            ProcessedPayout::Accepted { .. } => "accepted".to_owned(),
            ProcessedPayout::Refused { message, .. } => format!("refused: {message}"),
            ProcessedPayout::Unclear { message, .. } => format!("unclear: {message}"),
        })
        .await?;
    expect(matches!(processed, ProcessedPayout::Accepted { .. }), "an accepted payout")?;

    for _ in 0..ROUNDS {
        let payout = story.send(client, &GetPayout::of(order), described).await?;
        if payout.status().is_final() {
            return expect(payout.status().is_paid(), "a paid payout");
        }
        client.sleep(Duration::from_millis(50)).await;
    }
    Err("the payout comes to no end".into())
}

fn described(payout: &Answer<Payout>) -> String {
    match payout.full_amount() {
        Some(debit) if payout.status().is_paid() => {
            format!("{}: paid, {debit} debited", payout.status())
        }
        _ => format!("{}: not paid", payout.status()),
    }
}

fn describe(invoice: &Answer<Invoice>) -> String {
    match invoice.accrual_amount() {
        Some(credit) if invoice.status().is_paid() => {
            format!("{}: paid, {credit} credited", invoice.status())
        }
        _ => format!("{}: not paid", invoice.status()),
    }
}

fn amount(text: &str) -> Result<Amount, Error> {
    text.parse()
}
