//! Payment invoices: money in.

use rust_decimal::Decimal;

use crate::gateway::Effects;
use crate::json::Json;

use super::account;
use super::amount::{rate, round};
use super::fee::Fee;
use super::machine::{Machine, unix};
use super::notice::{Step, Subject};
use super::refund::Refund;
use super::refusal::Refusal;
use super::service::Service;
use super::status::PaymentStatus;

/// Through which door an invoice came.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Origin {
    /// The mode is in the request.
    Private,
    /// A public key decides about the mode.
    Public { test_mode: bool },
}

impl Origin {
    pub(super) fn source(self) -> &'static str {
        match self {
            Self::Private => "merchant_api",
            Self::Public { .. } => "platform_public_api",
        }
    }
}

#[derive(Clone)]
#[expect(clippy::struct_field_names, reason = "`payment_amount` is the document's name")]
pub(super) struct Payment {
    pub(super) id: String,
    pub(super) account: usize,
    pub(super) origin: Origin,
    pub(super) reference_id: String,
    pub(super) amount: Decimal,
    pub(super) currency: String,
    /// `None` until the payer has chosen.
    pub(super) service: Option<&'static Service>,
    pub(super) test_mode: bool,
    /// The card is checked, nothing is charged.
    pub(super) verify: bool,
    pub(super) description: Option<String>,
    pub(super) descriptor: Option<String>,
    pub(super) return_url: Option<String>,
    pub(super) return_urls: ReturnUrls,
    pub(super) callback_url: Option<String>,
    pub(super) metadata: Json,
    /// The merchant's id of the customer, and the gateway's once the invoice is stored.
    pub(super) customer: Option<(String, String)>,
    /// The number of a stored card that pays at once.
    pub(super) instant: Option<String>,
    pub(super) tokenize: bool,
    pub(super) created: u64,
    pub(super) updated: u64,
    pub(super) expires: u64,
    pub(super) status: PaymentStatus,
    pub(super) resolution: String,
    /// As it was when the invoice was made.
    pub(super) terms: Fee,
    pub(super) payment_amount: Decimal,
    pub(super) fee: Decimal,
    pub(super) session: Option<Session>,
    pub(super) attempts: u32,
    /// The number of the card that was used last.
    pub(super) card: Option<UsedCard>,
    pub(super) paid: Option<Paid>,
    pub(super) refunds: Vec<Refund>,
    pub(super) refunded: Decimal,
    pub(super) refunded_at: Option<u64>,
    pub(super) charged_back: Decimal,
    pub(super) charged_back_at: Option<u64>,
    pub(super) failed_at: Option<u64>,
}

/// Where the payer goes afterwards.
#[derive(Clone, Default)]
pub(super) struct ReturnUrls {
    pub(super) success: Option<String>,
    pub(super) pending: Option<String>,
    pub(super) fail: Option<String>,
}

/// The visit of a payer to the paying page.
#[derive(Clone)]
pub(super) struct Session {
    /// `cgi_..`
    pub(super) sid: String,
    pub(super) token: String,
    /// `pay_..`, another one for each attempt.
    pub(super) payment_id: String,
}

#[derive(Clone)]
pub(super) struct UsedCard {
    pub(super) number: String,
    /// `MMYY`
    pub(super) expiry: String,
    /// What it can be charged by again.
    pub(super) token: Option<String>,
}

impl UsedCard {
    /// Stands for the card of a payer who has pressed a button, or was said to have paid.
    pub(super) fn of_nobody() -> Self {
        Self { number: "5519283812030000".to_owned(), expiry: "1230".to_owned(), token: None }
    }
}

/// What has come in.
#[derive(Clone)]
pub(super) struct Paid {
    pub(super) amount: Decimal,
    pub(super) fee: Decimal,
    pub(super) at: u64,
    pub(super) rrn: String,
}

impl Payment {
    /// `serial_number`: the id without its prefix.
    pub(super) fn serial(&self) -> &str {
        self.id.trim_start_matches("cpi_")
    }

    /// What of the payer's money is still with the merchant.
    pub(super) fn rest(&self) -> Decimal {
        let paid = self.paid.as_ref().map_or(Decimal::ZERO, |paid| paid.amount);
        paid - self.refunded - self.charged_back
    }

    /// The rate and an amount in the service's currency; `None` where it is the invoice's.
    pub(super) fn in_service_currency(&self, amount: Decimal) -> Option<(Decimal, Decimal)> {
        let service = self.service.filter(|service| service.currency != self.currency)?;
        let rate = rate(&self.currency, service.currency);
        Some((rate, round(amount * rate, service.currency)))
    }
}

impl Machine {
    /// Stores an invoice and, if it has a service, lets it wait for its payer; check 14.
    pub(super) fn add_payment(
        &mut self,
        mut payment: Payment,
        out: &mut Effects,
    ) -> Result<usize, Refusal> {
        let same = |other: &Payment| {
            other.account == payment.account && other.reference_id == payment.reference_id
        };
        if self.payments.iter().any(same) {
            return Err(Refusal::duplicate(self.settings.duplicate_status));
        }
        if let Some((reference, id)) = &mut payment.customer {
            *id = self.customer(payment.account, &reference.clone());
        }
        let life = payment.expires.saturating_sub(unix(out.now));
        let at = self.payments.len();
        let started = payment.service.is_some();
        self.payments.push(payment);
        self.timers.set(out.now, life, Step::Expire(Subject::Payment(at)));
        if started {
            self.open_payment(at, out);
        } else {
            self.announce(Subject::Payment(at), out);
        }
        Ok(at)
    }

    /// Lets the payer in: the service is known.
    pub(super) fn open_payment(&mut self, at: usize, out: &mut Effects) {
        let payment = &mut self.payments[at];
        let exp = payment.created + 3600;
        payment.session = Some(Session {
            sid: account::id("cgi_"),
            token: token(exp),
            payment_id: account::id("pay_"),
        });
        if payment.instant.is_some() {
            self.timers.set(out.now, 0, Step::PayByToken(at));
        }
        self.set_payment(at, PaymentStatus::ProcessPending, "ok", None, out);
    }

    /// Where the payer pays.
    pub(super) fn pay_link(&self, at: usize) -> Option<String> {
        let session = self.payments[at].session.as_ref()?;
        Some(format!("{}/hpp/pay/{}", self.base_url, session.sid))
    }
}

/// Looks like the gateway's token for host-to-host calls, and opens nothing.
fn token(exp: u64) -> String {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;

    let head = BASE64.encode(r#"{"typ":"JWT","alg":"HS256"}"#);
    let claims = BASE64.encode(format!(r#"{{"expires":null,"exp":{exp}}}"#));
    let mac = BASE64.encode(crate::random::bytes::<32>());
    format!("{head}.{claims}.{mac}")
}
