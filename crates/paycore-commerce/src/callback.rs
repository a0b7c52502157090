//! What the gateway sends to us: `POST` to the callback address, signed in `X-Signature`
//! ([`sign`](crate::sign)).
//!
//! One comes at every change of an invoice or a payout, at its creation too. It is repeated until
//! it is answered by exactly 200 (any other 2xx is a failure), a hundred times in some three days;
//! it may come twice, and in another order than it was made. So: verify, store, answer
//! [`STATUS`](Callback::STATUS), and work afterwards; take by [`Revision`] only what is newer.

use std::fmt;

use pay_wire::{Answer, Members, Received, Result, read};
use snafu::{OptionExt as _, ResultExt as _, ensure};

use crate::error::{
    ForgedSnafu, NoCallbackKeysSnafu, NotDocumentedSnafu, SignatureFormSnafu, SignedForOtherSnafu,
    UnsignedSnafu,
};
use crate::wire::{INVOICES, PAYOUTS, Resource, is_kind};
use crate::{Invoice, Mode, PayCore, Payout, Revision, SignedBy};

/// The signature's header; header names are case-insensitive.
const SIGNATURE: &str = "x-signature";

/// The bytes of a callback that one of our keys has signed; only verifying makes them.
#[derive(Clone, Copy)]
struct Verified<'a> {
    body: &'a [u8],
    signed_by: SignedBy,
}

impl PayCore {
    /// Verifies a callback and reads it.
    ///
    /// What it says was true when it was made: before a large sum is credited, ask with
    /// [`GetInvoice`](crate::GetInvoice).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Signature`](crate::ErrorKind::Signature) when it is not signed by one of our
    /// keys: answer it with 403 and forget it.
    /// [`ErrorKind::Mismatch`](crate::ErrorKind::Mismatch) when it is signed by the key of one mode
    /// and says that it is of the other. [`ErrorKind::Decode`](crate::ErrorKind::Decode) when it is
    /// not the documented document.
    pub fn callback(&self, received: Received<'_>) -> Result<Callback> {
        let verified = self.verified(received)?;
        Callback::read(verified).map_err(|error| error.received().with_body(verified.body))
    }

    /// Whether one of our keys has signed this callback, and which: the first half of
    /// [`callback`](Self::callback), for those who store first and read later. No heap.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Signature`](crate::ErrorKind::Signature) when the header is missing, there
    /// twice, not 28 characters of standard Base64, or of no key of ours;
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) when no key was given.
    pub fn verify(&self, received: Received<'_>) -> Result<SignedBy> {
        Ok(self.verified(received)?.signed_by)
    }

    fn verified<'a>(&self, received: Received<'a>) -> Result<Verified<'a>> {
        ensure!(!self.keys().is_empty(), NoCallbackKeysSnafu);
        let body = received.body();
        let signed_by = || -> Result<SignedBy> {
            let given = received.sole_header(SIGNATURE).context(UnsignedSnafu)?;
            ensure!(is_base64_of_sha1(given), SignatureFormSnafu);
            Ok(self.keys().verify(body, given).context(ForgedSnafu)?)
        };
        let signed_by = signed_by().map_err(|error| error.received().with_body(body))?;
        Ok(Verified { body, signed_by })
    }
}

/// 27 characters of the alphabet and one `=`.
fn is_base64_of_sha1(given: &str) -> bool {
    let in_alphabet = |byte: u8| byte.is_ascii_alphanumeric() || b"+/".contains(&byte);
    given.len() == 28 && given.strip_suffix('=').is_some_and(|text| text.bytes().all(in_alphabet))
}

/// A callback that one of our keys has signed.
#[derive(Clone)]
pub struct Callback {
    signed_by: SignedBy,
    subject: Subject,
    revision: Revision,
    raw: Box<str>,
}

#[derive(Clone)]
enum Subject {
    Invoice(Box<Invoice>),
    Payout(Box<Payout>),
    Other,
}

/// What a callback tells about.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// A payment invoice.
    Payment(&'a Invoice),
    /// A payment invoice of which money is, was or could not be given back; its
    /// [`refunded_amount`](Invoice::refunded_amount) is the total so far.
    Refund(&'a Invoice),
    /// A payment invoice that was charged back.
    ChargeBack(&'a Invoice),
    /// A payout.
    Payout(&'a Payout),
    /// Something else of the organisation, signed in the same way: answer 200 and ignore it.
    Other,
}

impl Callback {
    /// The HTTP status that stops the repetitions, also for one that came twice or is of no
    /// interest. No other does: not 201, not 204, no redirect. The body of the answer is ignored.
    pub const STATUS: u16 = 200;

    fn read(verified: Verified<'_>) -> Result<Self> {
        let Verified { body, signed_by } = verified;
        let answer: Answer<Members> = read(body)?;
        let resource = Resource::sole(&answer)?;
        let lacks = "a callback has a type, an id and a status";
        let kind = resource.kind.clone().context(NotDocumentedSnafu { lacks })?;

        let told = resource.attributes.flag("test_mode").map(Mode::of);
        if let Some(body) = told.filter(|told| *told != signed_by.mode) {
            return SignedForOtherSnafu { key: signed_by.mode, body }.fail()?;
        }
        let revision = Revision::of(&kind, &resource);
        let subject = if is_kind(&kind, INVOICES) {
            Subject::Invoice(Box::new(Invoice::read(resource)?))
        } else if is_kind(&kind, PAYOUTS) {
            Subject::Payout(Box::new(Payout::read(resource)?))
        } else {
            Subject::Other
        };
        Ok(Self { signed_by, subject, revision, raw: answer.raw().into() })
    }

    /// Which key signed it, and so of which mode it is.
    pub fn signed_by(&self) -> SignedBy {
        self.signed_by
    }

    /// What it tells about.
    pub fn event(&self) -> Event<'_> {
        match &self.subject {
            Subject::Invoice(invoice) if invoice.status().is_of_refund() => Event::Refund(invoice),
            Subject::Invoice(invoice) if invoice.status().is_of_charge_back() => {
                Event::ChargeBack(invoice)
            }
            Subject::Invoice(invoice) => Event::Payment(invoice),
            Subject::Payout(payout) => Event::Payout(payout),
            Subject::Other => Event::Other,
        }
    }

    /// The payment invoice, paid, given back or charged back; `None` if it is about something else.
    pub fn invoice(&self) -> Option<&Invoice> {
        match &self.subject {
            Subject::Invoice(invoice) => Some(invoice),
            Subject::Payout(_) | Subject::Other => None,
        }
    }

    /// The payout; `None` if it is about something else.
    pub fn payout(&self) -> Option<&Payout> {
        match &self.subject {
            Subject::Payout(payout) => Some(payout),
            Subject::Invoice(_) | Subject::Other => None,
        }
    }

    /// Which change it tells, to be stored: for finding repetitions and for ordering.
    pub fn revision(&self) -> &Revision {
        &self.revision
    }

    /// The whole document, as it came. It may hold personal data.
    pub fn raw(&self) -> &str {
        &self.raw
    }
}

impl fmt::Debug for Callback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Callback")
            .field("signed_by", &self.signed_by)
            .field("event", &self.event())
            .finish_non_exhaustive()
    }
}
