//! What a payer brings back to `return_url`.

use std::fmt;

use pay_wire::{Amount, Printable};

use crate::{InvoiceId, InvoiceStatus};

/// The query of a return to `return_url`: unsigned, so **it proves nothing**. Anybody can open that
/// address with any query, and a payer can come back with the id of somebody else's payment.
///
/// It is there only where the account's option "Send Operation Context" is on. Use it to greet the
/// payer and to know what to look up: ask by [`public::GetInvoice`](crate::public::GetInvoice) or
/// [`GetInvoice`](crate::GetInvoice), and compare what that says about `reference_id`, amount and
/// currency with your own order. Whether it is paid, a callback or a look-up tells, never this.
#[derive(Clone)]
pub struct UnprovenReturn(Vec<(Box<str>, Box<str>)>);

impl UnprovenReturn {
    /// Reads a query, with its `?` or without; whatever is in it is taken.
    pub fn read(query: &str) -> Self {
        let query = query.strip_prefix('?').unwrap_or(query);
        let pairs = form_urlencoded::parse(query.as_bytes());
        Self(pairs.map(|(name, value)| (name.into(), value.into())).collect())
    }

    /// Which invoice the payer claims to come from; to be looked up, not to be believed.
    pub fn claimed_id(&self) -> Option<InvoiceId> {
        self.claimed("id").map(InvoiceId::from)
    }

    /// The claimed id without its prefix.
    pub fn claimed_serial_number(&self) -> Option<&str> {
        self.claimed("serial_number")
    }

    /// The claimed amount. Nothing may be credited by it.
    pub fn claimed_amount(&self) -> Option<Amount> {
        self.claimed("amount")?.parse().ok()
    }

    /// The claimed number of the order (that it is sent is inferred).
    pub fn claimed_reference_id(&self) -> Option<&str> {
        self.claimed("reference_id")
    }

    /// The claimed status (that it is sent is inferred). It says what to show to the payer, and
    /// nothing about money.
    pub fn claimed_status(&self) -> Option<InvoiceStatus> {
        self.claimed("status").map(InvoiceStatus::read)
    }

    /// Any other parameter; `None` where it is missing, empty, or there more than once.
    pub fn claimed(&self, name: &str) -> Option<&str> {
        let mut named = self.0.iter().filter(|(there, _)| **there == *name);
        let (_, value) = named.next()?;
        let sole = named.next().is_none();
        (sole && !value.is_empty()).then_some(&**value)
    }
}

/// The names of its parameters: the values are anybody's.
impl fmt::Debug for UnprovenReturn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.0.iter().map(|(name, _)| Printable(name)).collect();
        f.debug_tuple("UnprovenReturn").field(&names).finish()
    }
}
