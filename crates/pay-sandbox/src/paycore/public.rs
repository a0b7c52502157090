//! The public API: a public key in the body tells the account and the mode.

use crate::gateway::{Effects, Request};
use crate::json::Json;

use super::gate::Answer;
use super::machine::{Machine, unix};
use super::payment::{Origin, Payment};
use super::query::nested;
use super::refusal::Refusal;
use super::routes::Call;
use super::service::Direction;
use super::settings::Shape;

impl Machine {
    pub(super) fn public(
        &mut self,
        call: Call,
        id: &str,
        request: &Request,
        body: &Json,
        out: &mut Effects,
    ) -> Result<Answer, Refusal> {
        if matches!(call, Call::PublicPayment | Call::PublicPayout) {
            return self.public_invoice(call, id, request);
        }
        let query = nested(request.query.as_bytes());
        let key = body.get("public_key").or_else(|| query.get("public_key"));
        let (account, test_mode) = self.public_key(key)?;
        match call {
            Call::PaymentPrerequest => self.prerequest(Direction::In, account, test_mode, body),
            Call::PayoutPrerequest => self.prerequest(Direction::Out, account, test_mode, body),
            _ => {
                let at = self.create_publicly(account, test_mode, body, out)?;
                Ok(Answer::created(self.public_payment_document(at)))
            }
        }
    }

    /// Checks 11, 13 and 14.
    pub(super) fn create_publicly(
        &mut self,
        account: usize,
        test_mode: bool,
        body: &Json,
        out: &mut Effects,
    ) -> Result<usize, Refusal> {
        let payment = self.read_publicly(account, test_mode, body, unix(out.now))?;
        self.add_payment(payment, out)
    }

    pub(super) fn read_publicly(
        &self,
        account: usize,
        test_mode: bool,
        body: &Json,
        now: u64,
    ) -> Result<Payment, Refusal> {
        if self.settings.forbid_public_creation {
            return Err(Refusal::forbidden());
        }
        let origin = Origin::Public { test_mode };
        self.read_payment(account, body, origin, now).map_err(Refusal::invalid)
    }

    /// The id alone opens it; a key, if there is one, must be the account's.
    fn public_invoice(&self, call: Call, id: &str, request: &Request) -> Result<Answer, Refusal> {
        let query = nested(request.query.as_bytes());
        let caller = match query.get("public_key") {
            Some(key) => Some(self.public_key(Some(key))?.0),
            None => None,
        };
        let belongs = |account: usize| caller.is_none_or(|caller| caller == account);
        let document = if call == Call::PublicPayment {
            let mut all = self.payments.iter();
            let found = all.position(|one| one.id == id && belongs(one.account));
            found.map(|at| self.public_payment_document(at))
        } else {
            let mut all = self.payouts.iter();
            let found = all.position(|one| one.id == id && belongs(one.account));
            found.map(|at| match self.settings.public_shape {
                Shape::Flat => Json::object([("data", self.public_payout(at))]),
                Shape::JsonApi => self.payout_document(at),
            })
        };
        document.map(Answer::ok).ok_or_else(Refusal::not_found)
    }

    fn public_payment_document(&self, at: usize) -> Json {
        match self.settings.public_shape {
            Shape::Flat => Json::object([("data", self.public_payment(at))]),
            Shape::JsonApi => self.payment_document(at),
        }
    }
}
