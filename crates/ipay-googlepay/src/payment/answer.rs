//! What six of the nine actions answer with: a payment.

use std::fmt;

use pay_wire::{Members, Result};
use serde_json::value::RawValue;

use crate::error::{Fault, NotDocumentedSnafu};
use crate::members::Reading as _;
use crate::{
    ErrorGroup, ExtId, Kopecks, PaymentRef, PaymentStatus, PmtId, RecurrentToken, SmchId, TrnId,
};

/// The documented members; whatever else comes is in [`Payment::extras`].
const KNOWN: [&str; 16] = [
    "pmt_id",
    "ext_id",
    "invoice",
    "amount",
    "pmt_status",
    "card_mask",
    "bank_response",
    "bank_acquirer_name",
    "rrn",
    "terminal_id",
    "auth_code",
    "transactions",
    "security_rate",
    "security_data",
    "recurrent_token",
    "mch_amount",
];

/// A payment and where it stands.
///
/// [`step`](Self::step) tells what to do now. Credit an order only after
/// [`status().is_paid()`](PaymentStatus::is_paid), and compare [`invoice`](Self::invoice) with your
/// own sum: a partial capture makes it smaller. Every member but the status may be missing:
/// the actions do not answer with the same ones.
#[derive(Clone)]
pub struct Payment {
    pmt_id: Option<PmtId>,
    ext_id: Option<ExtId>,
    status: PaymentStatus,
    invoice: Option<Kopecks>,
    amount: Option<Kopecks>,
    error_group: Option<ErrorGroup>,
    card_mask: Option<Box<str>>,
    bank_acquirer_name: Option<Box<str>>,
    rrn: Option<Box<str>>,
    terminal_id: Option<Box<str>>,
    auth_code: Option<Box<str>>,
    transactions: Vec<Transaction>,
    security_rate: Option<Box<str>>,
    redirect_url: Option<Box<str>>,
    recurrent_token: Option<RecurrentToken>,
    mch_amount: Vec<Credit>,
    extras: Vec<(Box<str>, Box<RawValue>)>,
}

impl Payment {
    /// The payment in an answer that is to be about this one.
    pub(crate) fn of(asked: PaymentRef<'_>, members: &Members) -> Result<Self> {
        let payment = Self::read(members)?;
        asked.expect(payment.pmt_id(), payment.ext_id())?;
        Ok(payment)
    }

    fn read(members: &Members) -> Result<Self, Fault> {
        let (pmt_id, status) = (PmtId::read(members, "pmt_id"), PaymentStatus::read(members));
        if pmt_id.is_none() && status == PaymentStatus::Other("".into()) {
            let lacks = "a payment has `pmt_id` or `pmt_status`";
            return NotDocumentedSnafu { lacks }.fail();
        }
        let list = |name, first| members.items(name, [first, "smch_id"]);
        Ok(Self {
            pmt_id,
            status,
            ext_id: ExtId::read(members),
            invoice: members.kopecks("invoice"),
            amount: members.kopecks("amount"),
            error_group: ErrorGroup::read(&members.object("bank_response")),
            card_mask: members.owned("card_mask"),
            bank_acquirer_name: members.owned("bank_acquirer_name"),
            rrn: members.owned("rrn"),
            terminal_id: members.owned("terminal_id"),
            auth_code: members.owned("auth_code"),
            transactions: list("transactions", "trn_id").iter().map(Transaction::read).collect(),
            security_rate: members.owned("security_rate"),
            redirect_url: members.object("security_data").owned("redirect_url"),
            recurrent_token: members.owned("recurrent_token").map(RecurrentToken::read),
            mch_amount: list("mch_amount", "amount").iter().map(Credit::read).collect(),
            extras: members.beside(&KNOWN),
        })
    }

    /// Where it stands.
    pub fn status(&self) -> &PaymentStatus {
        &self.status
    }

    /// The gateway's number of it.
    pub fn pmt_id(&self) -> Option<PmtId> {
        self.pmt_id
    }

    /// The merchant's own number of it, echoed.
    pub fn ext_id(&self) -> Option<&ExtId> {
        self.ext_id.as_ref()
    }

    /// The sum of the purchase, without commission.
    pub fn invoice(&self) -> Option<Kopecks> {
        self.invoice
    }

    /// What the payer pays, with commission.
    pub fn amount(&self) -> Option<Kopecks> {
        self.amount
    }

    /// Why the bank refused.
    pub fn error_group(&self) -> Option<ErrorGroup> {
        self.error_group
    }

    /// The card, as six digits, stars and four digits.
    pub fn card_mask(&self) -> Option<&str> {
        self.card_mask.as_deref()
    }

    /// The acquiring bank's name, free text.
    pub fn bank_acquirer_name(&self) -> Option<&str> {
        self.bank_acquirer_name.as_deref()
    }

    /// The retrieval reference number of the card network; a text, zeros in front belong to it.
    pub fn rrn(&self) -> Option<&str> {
        self.rrn.as_deref()
    }

    /// The terminal.
    pub fn terminal_id(&self) -> Option<&str> {
        self.terminal_id.as_deref()
    }

    /// The bank's authorisation code; a text, zeros in front belong to it.
    pub fn auth_code(&self) -> Option<&str> {
        self.auth_code.as_deref()
    }

    /// The receivers' shares.
    pub fn transactions(&self) -> &[Transaction] {
        &self.transactions
    }

    /// `3D` where 3-D Secure is needed.
    pub fn security_rate(&self) -> Option<&str> {
        self.security_rate.as_deref()
    }

    /// Where 3-D Secure is passed; see [`step`](Self::step).
    pub fn redirect_url(&self) -> Option<&str> {
        self.redirect_url.as_deref()
    }

    /// The token for further payments without the payer: asked for by [`Source::First`], given
    /// where the payment allows it, in answer to any action that took or held money. Keep it like
    /// a password; it may come only once.
    ///
    /// [`Source::First`]: crate::Source::First
    pub fn recurrent_token(&self) -> Option<&RecurrentToken> {
        self.recurrent_token.as_ref()
    }

    /// What was credited to each receiver.
    pub fn mch_amount(&self) -> &[Credit] {
        &self.mch_amount
    }

    /// Members that are not documented, as name and JSON.
    pub fn extras(&self) -> impl Iterator<Item = (&str, &str)> {
        self.extras.iter().map(|(name, value)| (&**name, value.get()))
    }
}

/// Without the card, the codes, the address and the token.
impl fmt::Debug for Payment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Payment")
            .field("pmt_id", &self.pmt_id)
            .field("ext_id", &self.ext_id)
            .field("status", &self.status)
            .field("invoice", &self.invoice)
            .field("amount", &self.amount)
            .field("error_group", &self.error_group)
            .finish_non_exhaustive()
    }
}

/// One receiver's share of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transaction {
    trn_id: Option<TrnId>,
    smch_id: Option<SmchId>,
    invoice: Option<Kopecks>,
    amount: Option<Kopecks>,
}

impl Transaction {
    fn read(members: &Members) -> Self {
        Self {
            trn_id: TrnId::read(members, "trn_id"),
            smch_id: SmchId::read(members, "smch_id"),
            invoice: members.kopecks("invoice"),
            amount: members.kopecks("amount"),
        }
    }

    /// Its number, by which it is cancelled.
    pub fn trn_id(&self) -> Option<TrnId> {
        self.trn_id
    }

    /// Who receives it.
    pub fn smch_id(&self) -> Option<SmchId> {
        self.smch_id
    }

    /// The share, without commission.
    pub fn invoice(&self) -> Option<Kopecks> {
        self.invoice
    }

    /// The share, with commission.
    pub fn amount(&self) -> Option<Kopecks> {
        self.amount
    }
}

/// What was credited to one receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credit {
    smch_id: Option<SmchId>,
    amount: Option<Kopecks>,
}

impl Credit {
    fn read(members: &Members) -> Self {
        Self { smch_id: SmchId::read(members, "smch_id"), amount: members.kopecks("amount") }
    }

    /// Who received it.
    pub fn smch_id(&self) -> Option<SmchId> {
        self.smch_id
    }

    /// How much.
    pub fn amount(&self) -> Option<Kopecks> {
        self.amount
    }
}
