//! What may be asked of a real account: nothing here creates, processes or pays.

use std::env;

use hryvnia::Answer;
use hryvnia::dpay::{ApiError, Balance, Client, GetBalance, GetInvoice, Obmenka};

use crate::dpay::PROOFS;
use crate::story::{Failure, Story, expect};

/// An order that nobody has.
const NOBODY: &str = "hryvnia-checkout-no-such-order";

pub(crate) async fn play(story: &mut Story) {
    story.chapter("dpay", "DPAY / Obmenka, a real account, questions only", PROOFS);
    let client = match account() {
        Ok(client) => client,
        Err(missing) => {
            return story.journey("account", "who asks", async |_| Err(missing)).await;
        }
    };
    story
        .journey("balance", "the register is asked for its balance", async |story| {
            let told = |balance: &Answer<Balance>| format!("{} amounts", balance.amounts().count());
            story.send(&client, &GetBalance::new(), told).await?;
            Ok(())
        })
        .await;
    story
        .journey("not-found", "an order that nobody made is asked about", async |story| {
            let asked = story.send(&client, &GetInvoice::of(NOBODY), |_| "found".to_owned()).await;
            let error = asked.err().ok_or("expected a refusal")?;
            expect(ApiError::of(&error).is_some_and(ApiError::is_not_found), "code 401")
        })
        .await;
}

fn account() -> Result<Client, Failure> {
    let names = ["DPAY_CLIENT", "DPAY_SALT", "DPAY_BASE_URL"];
    let unset = |name: &&str| env::var(name).map_or(true, |value| value.is_empty());
    let missing: Vec<_> = names.into_iter().filter(unset).collect();
    if !missing.is_empty() {
        return Err(format!("set {} and run it again", missing.join(", ")).into());
    }
    let [client, salt, base] = names.map(|name| env::var(name).unwrap_or_default());
    Ok(Client::builder(Obmenka::new(client, salt)?).at(base).build()?)
}
