//! Telling what happens, to a person or to a program.

use std::process::ExitCode;

use hryvnia::http::Client;
use hryvnia::{Delivery, Endpoint, Error, Stamp};
use pay_sandbox::{Kind, Sandbox};
use serde::Serialize;

pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

/// For whom.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Json,
    Text,
}

/// What protects the two directions of a gateway, in words that claim no more than is true.
#[derive(Clone, Copy, Default)]
pub(crate) struct Proofs {
    pub(crate) request: &'static str,
    pub(crate) answer: &'static str,
}

pub(crate) struct Story {
    style: Style,
    gateway: &'static str,
    proofs: Proofs,
    journey: &'static str,
    journeys: u32,
    failed: u32,
}

impl Story {
    pub(crate) fn new(style: Style) -> Self {
        let (gateway, journey, proofs) = ("", "", Proofs::default());
        Self { style, gateway, proofs, journey, journeys: 0, failed: 0 }
    }

    /// Opens the chapter of a gateway.
    pub(crate) fn chapter(&mut self, gateway: &'static str, title: &str, proofs: Proofs) {
        self.gateway = gateway;
        self.proofs = proofs;
        self.say(&format!("{title}\n"));
    }

    /// Plays one journey; whatever goes wrong in it is told, and the next one begins.
    pub(crate) async fn journey(
        &mut self,
        name: &'static str,
        about: &str,
        play: impl AsyncFnOnce(&mut Self) -> Result<(), Failure>,
    ) {
        self.journey = name;
        self.journeys += 1;
        self.say(&format!("{name}: {about}"));
        if let Err(failure) = play(self).await {
            self.failed += 1;
            self.step("journey", &format!("FAILED: {failure}"), None);
        }
        self.say("");
    }

    /// Sends a request, says what proves it and its answer, and what `outcome` makes of that.
    pub(crate) async fn send<E>(
        &mut self,
        client: &Client<E::Gateway>,
        request: &E,
        outcome: impl FnOnce(&E::Response) -> String,
    ) -> Result<E::Response, Error>
    where
        E: Endpoint,
    {
        self.signed(client.gateway(), request);
        let answer = client.send(request).await;
        match &answer {
            Ok(answer) => {
                let outcome = format!("{}: {}", self.proofs.answer, outcome(answer));
                self.step(E::NAME, &outcome, None);
            }
            Err(error) => self.told(E::NAME, error),
        }
        answer
    }

    /// An error that belongs to the story.
    fn told(&mut self, step: &str, error: &Error) {
        self.step(step, &error.to_string(), Some(error.delivery()));
    }

    /// What goes over the wire: its size and what is signed, nothing of the signature itself.
    fn signed<E: Endpoint>(&self, gateway: &E::Gateway, request: &E) {
        if let Ok(wire) = request.encode(gateway, &Stamp::new(0, [0; 32])) {
            let (path, bytes) = (wire.uri().path(), wire.body().len());
            let (method, proof) = (wire.method(), self.proofs.request);
            self.say(&format!("  {:<36} {method} {path}, {bytes} bytes, {proof}", ""));
        }
    }

    /// One thing that happened.
    pub(crate) fn step(&mut self, step: &str, outcome: &str, delivery: Option<Delivery>) {
        let delivery = delivery.map(word);
        match self.style {
            Style::Text => println!("  {step:<36} {outcome}"),
            Style::Json => {
                let (gateway, journey) = (self.gateway, self.journey);
                print(&Line::Step { gateway, journey, step, outcome, delivery });
            }
        }
    }

    fn say(&self, text: &str) {
        if self.style == Style::Text {
            println!("{text}");
        }
    }

    /// The summary, and what the program ends with.
    pub(crate) fn end(&self) -> ExitCode {
        let (journeys, failed) = (self.journeys, self.failed);
        match self.style {
            Style::Json => print(&Line::End { summary: Summary { journeys, failed } }),
            Style::Text => println!("journeys: {journeys}, failed: {failed}"),
        }
        if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// A line for programs, with its members in this order.
#[derive(Serialize)]
#[serde(untagged)]
enum Line<'a> {
    End {
        summary: Summary,
    },
    Step {
        gateway: &'a str,
        journey: &'a str,
        step: &'a str,
        outcome: &'a str,
        delivery: Option<&'a str>,
    },
}

#[derive(Serialize)]
struct Summary {
    journeys: u32,
    failed: u32,
}

fn print(line: &Line<'_>) {
    println!("{}", serde_json::to_string(line).expect("texts and numbers are JSON"));
}

fn word(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::NotSent => "not_sent",
        Delivery::Answered => "answered",
        Delivery::Unknown => "unknown",
    }
}

/// Ends a journey unless what was expected is true.
pub(crate) fn expect(truth: bool, what: &str) -> Result<(), Failure> {
    if truth { Ok(()) } else { Err(format!("expected {what}").into()) }
}

/// Compares what was expected with the sandbox's books.
pub(crate) fn booked(
    story: &mut Story,
    sandbox: &Sandbox,
    expected: &[(Kind, &str, &str)],
) -> Result<(), Failure> {
    for (kind, id, sum) in expected {
        let entries = sandbox.ledger().of(*kind, id);
        let one = entries.len() == 1 && entries[0].amount == *sum;
        expect(one, &format!("one {kind} of {sum} for {id}, found {entries:?}"))?;
        let currency = &entries[0].currency;
        story.step("books", &format!("one {kind} of {sum} {currency}"), None);
    }
    Ok(())
}
