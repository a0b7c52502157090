//! Where an invoice or a payout stands, and where it can go from there.
//!
//! A status can also be corrected by an operator by hand, so even a final one may change: the
//! newest `updated` wins. Observers see jumps, because changes close together are told as one.

mod invoice;
mod payout;

pub use self::invoice::InvoiceStatus;
pub use self::payout::PayoutStatus;

/// One step that a status can take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition<S> {
    /// The status after it.
    pub to: S,
    /// Whether the provider's diagrams and lists have it.
    pub provenance: Provenance,
}

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Provenance {
    /// The provider's documents.
    Documented,
    /// A conclusion that nobody has confirmed.
    Inferred,
}

/// The word in any case of letters: older documents have capitals, and so have inner objects.
fn folded<S>(word: &str, is_known: impl FnOnce(&S) -> bool) -> S
where
    S: for<'a> From<&'a str>,
{
    let folded = S::from(word.to_ascii_lowercase().as_str());
    if is_known(&folded) { folded } else { S::from(word) }
}
