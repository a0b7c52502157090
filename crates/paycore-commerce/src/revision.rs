//! Which change of which object a callback tells: a value to be stored.

use std::fmt;
use std::str::FromStr;

use pay_wire::{Error, Printable};
use snafu::OptionExt as _;

use crate::error::RevisionSnafu;
use crate::wire::Resource;

/// One change of an invoice or a payout: its type, its id, its status, and when it last changed.
///
/// As a text (`Display` and `FromStr`) it is the key by which a repeated callback is found. To tell
/// a newer change from an older one, keep the last one for each object and ask
/// [`against`](Self::against).
///
/// ```
/// use paycore_commerce::{Freshness, Revision};
///
/// let stored: Revision = "payment-invoices cpi_1 process_pending 1560889898".parse()?;
/// let came: Revision = "payment-invoices cpi_1 processed 1560889911".parse()?;
/// assert_eq!(came.against(&stored), Freshness::Newer);
/// assert_eq!(stored.against(&came), Freshness::Older);
/// # Ok::<(), paycore_commerce::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Revision {
    kind: Box<str>,
    id: Box<str>,
    status: Box<str>,
    updated: Option<i64>,
}

/// How one change stands to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Freshness {
    /// It is newer: take it.
    Newer,
    /// It is the same one again: answer 200, and nothing else. Two changes into one status within
    /// one second (two partial refunds) look like this, too: sums are told by
    /// [`GetInvoice`](crate::GetInvoice).
    Same,
    /// It is older, and came late: answer 200, and nothing else.
    Older,
    /// It cannot be told: both changed in the same second, or one does not say when (short
    /// callbacks of payouts). Ask with [`GetInvoice`](crate::GetInvoice) or
    /// [`GetPayout`](crate::GetPayout).
    Unclear,
    /// They are about two objects.
    Unrelated,
}

impl Revision {
    pub(crate) fn of(kind: &str, resource: &Resource) -> Self {
        let status = resource.attributes.text("status").unwrap_or_default();
        Self {
            kind: kind.into(),
            id: resource.id.clone().unwrap_or_default(),
            status: status.to_ascii_lowercase().into(),
            updated: resource.attributes.integer("updated"),
        }
    }

    /// When the object last changed: Unix seconds, UTC.
    pub fn updated(&self) -> Option<i64> {
        self.updated
    }

    /// How this change stands to an `earlier` one that was stored.
    pub fn against(&self, earlier: &Self) -> Freshness {
        if (&self.kind, &self.id) != (&earlier.kind, &earlier.id) {
            return Freshness::Unrelated;
        }
        match (self.updated, earlier.updated) {
            (Some(ours), Some(theirs)) if ours > theirs => Freshness::Newer,
            (Some(ours), Some(theirs)) if ours < theirs => Freshness::Older,
            (Some(_), Some(_)) if self.status == earlier.status => Freshness::Same,
            _ => Freshness::Unclear,
        }
    }
}

/// `type id status updated`, with spaces between them; `-` for what is not there. A space in one of
/// them is a `%20`, and a `%` is a `%25`.
impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in [&self.kind, &self.id, &self.status] {
            let escaped = part.replace('%', "%25").replace(' ', "%20");
            write!(f, "{} ", if escaped.is_empty() { "-" } else { &escaped })?;
        }
        match self.updated {
            Some(updated) => write!(f, "{updated}"),
            None => f.write_str("-"),
        }
    }
}

impl fmt::Debug for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Revision({})", Printable(&self.to_string()))
    }
}

/// # Errors
///
/// [`ErrorKind::Input`](crate::ErrorKind::Input) when it is not what `Display` writes.
impl FromStr for Revision {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let read = || {
            let [kind, id, status, updated] = text.split(' ').collect::<Vec<_>>()[..] else {
                return None;
            };
            let part = |text: &str| {
                let bare = if text == "-" { "" } else { text };
                (!text.is_empty()).then(|| bare.replace("%20", " ").replace("%25", "%").into())
            };
            let updated = match updated {
                "-" => None,
                seconds => Some(seconds.parse().ok()?),
            };
            Some(Self { kind: part(kind)?, id: part(id)?, status: part(status)?, updated })
        };
        Ok(read().context(RevisionSnafu)?)
    }
}
