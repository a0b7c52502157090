//! `PaymentCreate` and `ProcessPayment`: a payment begins.

use std::fmt::Write as _;
use std::time::Duration;

use crate::gateway::{Effects, Manner};
use crate::json::Json;
use crate::random;

use super::answer::{self, Answer, Draft, Members};
use super::api::Call;
use super::card;
use super::error::SystemError;
use super::machine::{Machine, Recurrence, Step};
use super::merchant::Merchant;
use super::outcome::{Case, Outcome, decide};
use super::payment::{Payment, Status};
use super::receipt::Receipt;
use super::schema::THREEDS_INFO;
use super::shape::{flag, text, whole};
use super::threeds::Challenge;

/// Who pays.
struct Payer {
    mask: String,
    /// Card and token of a payment that does not recur.
    card: Option<card::Card>,
}

impl Machine {
    pub(super) fn create(&mut self, call: &Call, out: &mut Effects) -> Result<Draft, SystemError> {
        let Call { merchant, body, .. } = call;
        let invoice = body.get("invoice").and_then(whole).ok_or(SystemError::Structure)?;
        let sums = sums(merchant, body, invoice)?;
        self.check_required(body)?;
        let payer = self.payer(merchant, body, out)?;

        let forced = body.get("pmt_info").and_then(|info| info.get("force_security_rate"));
        let deferred = body.get("deferred_payment").and_then(flag).unwrap_or_default();
        let notification_url = notification_url(body);
        let case = Case {
            pan: payer.card.as_ref().map(|card| card.pan.as_str()),
            invoice,
            forced: forced.and_then(Json::as_text) == Some("3D"),
            deferred,
            can_be_told: notification_url.is_some(),
            threeds_above: self.settings.threeds_above,
        };
        let (outcome, refused_later) = decide(&case);
        let at = self.store(call, payer, &sums, refused_later);
        let payment = &mut self.payments[at];
        match outcome {
            Outcome::Success if deferred => payment.status = Status::Deferred,
            Outcome::Success => self.succeed(at, out),
            Outcome::Refused(group) => payment.refuse(group, out),
            Outcome::Blocked => payment.status = Status::Blocked,
            Outcome::Questioned => payment.status = Status::Questioned,
            Outcome::Challenged => {
                let url = notification_url.unwrap_or_default();
                payment.challenge = Some(Challenge::new(payment.pmt_id, url));
                payment.status = Status::Challenged;
                self.timers.set(out.now, self.settings.threeds_ttl_s, Step::Challenge(at));
            }
        }

        let data = answer::payment(&self.payments[at], Members::All, self.page_base());
        let mut draft = Draft::of(Answer::Data(data));
        match invoice % 100 {
            95 => draft.sloppy = true,
            97 => draft.lost = true,
            98 => draft.manner = Manner::Never,
            99 => draft.manner = Manner::Late(Duration::from_millis(self.settings.slow_answer_ms)),
            _ => {}
        }
        Ok(draft)
    }

    /// The deferred payment is asked of the bank.
    pub(super) fn process(&mut self, at: usize, out: &mut Effects) -> Result<(), SystemError> {
        let payment = &mut self.payments[at];
        if payment.status != Status::Deferred {
            return Err(SystemError::Overall);
        }
        match payment.refused_later {
            Some(group) => payment.refuse(group, out),
            None => self.succeed(at, out),
        }
        Ok(())
    }

    /// The bank says yes.
    pub(super) fn succeed(&mut self, at: usize, out: &mut Effects) {
        let payment = &mut self.payments[at];
        payment.succeed(out);
        if payment.held.is_some() {
            self.timers.set(out.now, self.settings.hold_ttl_s, Step::Hold(at, out.now));
        }
        let login = payment.login.clone();
        let merchant = self.merchants.iter().find(|merchant| merchant.login == login);
        let possible = merchant.is_some_and(|merchant| merchant.recurrent);
        if payment.recurrent && possible && payment.recurrent_token.is_none() {
            let token = hex(random::bytes::<20>());
            payment.recurrent_token = Some(token.clone());
            self.recurrences.push(Recurrence { token, login, mask: payment.mask.clone() });
        }
    }

    /// What the table calls required, where the settings insist on it.
    fn check_required(&self, body: &Json) -> Result<(), SystemError> {
        let told = |map: &Json, name: &str| map.get(name).is_some();
        let threeds = body.get("threeds_info");
        let complete = ["pmt_desc", "pmt_info"].iter().all(|name| told(body, name))
            && threeds.is_some_and(|map| THREEDS_INFO.iter().all(|field| told(map, field.name)));
        let payer = told(body, "token") || told(body, "recurrent_token");
        let enough = payer && (complete || !self.settings.strict_required);
        if enough { Ok(()) } else { Err(SystemError::Structure) }
    }

    /// The card in the token; a recurrent token counts only where there is no other.
    fn payer(&self, merchant: &Merchant, body: &Json, out: &Effects) -> Result<Payer, SystemError> {
        let Some(token) = body.get("token").and_then(text) else {
            let token = body.get("recurrent_token").and_then(text);
            let known = self
                .recurrences
                .iter()
                .find(|one| one.login == merchant.login && Some(one.token.as_str()) == token);
            let mask = known.ok_or(SystemError::Token)?.mask.clone();
            return Ok(Payer { mask, card: None });
        };
        let card = card::read(token, &merchant.gateway_merchant_ids, &self.settings, out.now)?;
        let used = self.payments.iter().any(|one| one.token.as_ref() == Some(&card.token));
        if used && !self.settings.allow_token_reuse {
            return Err(SystemError::Token);
        }
        Ok(Payer { mask: card::mask(&card.pan), card: Some(card) })
    }

    /// Its place among the payments.
    fn store(
        &mut self,
        call: &Call,
        payer: Payer,
        sums: &[(u64, u64)],
        refused_later: Option<u32>,
    ) -> usize {
        let Call { merchant, body, .. } = call;
        let ext_id = body.get("ext_id").and_then(text).filter(|ext_id| !ext_id.is_empty());
        let pmt_id = self.settings.next_pmt_id;
        self.settings.next_pmt_id += 1;
        let mut payment = Payment {
            login: merchant.login.clone(),
            pmt_id,
            ext_id: ext_id.map(str::to_owned),
            status: Status::Deferred,
            group: None,
            invoice: 0,
            amount: 0,
            shares: Vec::new(),
            stages: merchant.stages,
            fee_basis_points: merchant.fee_basis_points,
            mask: payer.mask,
            token: payer.card.map(|card| card.token),
            refused_later,
            challenge: None,
            recurrent: body.get("recurrent").and_then(flag).unwrap_or_default(),
            recurrent_token: None,
            receipt: body.get("receipt_data").map(Receipt::new),
            page: hex(random::bytes::<20>()),
            held: None,
            taken: 0,
        };
        let first = self.settings.next_trn_id;
        let shares: Vec<_> = (first..)
            .zip(sums)
            .map(|(trn_id, (receiver, invoice))| (trn_id, *receiver, *invoice))
            .collect();
        self.settings.next_trn_id = shares.last().map_or(first, |(last, ..)| last + 1);
        payment.divide(&shares);
        self.payments.push(payment);
        self.payments.len() - 1
    }
}

/// Receiver and sum of every transaction; one for all where the merchant names none.
fn sums(merchant: &Merchant, body: &Json, invoice: u64) -> Result<Vec<(u64, u64)>, SystemError> {
    let Some(Json::List(items)) = body.get("transactions") else {
        let receiver = merchant.receivers.first().ok_or(SystemError::Structure)?;
        return Ok(vec![(*receiver, invoice)]);
    };
    let number = |item: &Json, name: &str| item.get(name).and_then(whole).unwrap_or_default();
    let sums: Vec<_> =
        items.iter().map(|item| (number(item, "smch_id"), number(item, "invoice"))).collect();
    let known = sums.iter().all(|(receiver, _)| merchant.receivers.contains(receiver));
    let total = sums.iter().try_fold(0_u64, |total, (_, sum)| total.checked_add(*sum));
    if known && total == Some(invoice) { Ok(sums) } else { Err(SystemError::Structure) }
}

fn notification_url(body: &Json) -> Option<&str> {
    body.get("threeds_info")?.get("notification_url")?.as_text()
}

fn hex(bytes: [u8; 20]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a string takes everything");
        hex
    })
}
