//! `GET /account/profile` (source: the provider's reference of the private API)

use std::fmt;

use pay_wire::{
    Answer, Endpoint, Members, Printable, Result, Safety, Stamp, WireRequest, WireResponse,
};
use serde_json::value::RawValue;
use snafu::{OptionExt as _, ensure};

use crate::PayCore;
use crate::error::{NotDocumentedSnafu, OtherSnafu};
use crate::members::{attributes, text};
use crate::wire::{self, Proof, Resource};

pay_wire::words! {
    /// Whether an account can work. Source: the provider's page of the Commerce account.
    pub enum AccountStatus {
        /// No operations yet.
        New = "new",
        /// The only one in which operations can be made.
        Active = "active",
        /// Switched off.
        Inactive = "inactive",
        /// Moderation was asked for.
        ModerationRequested = "moderation_requested",
        /// Moderation is under way.
        ModerationPending = "moderation_pending",
        /// Put away.
        Archived = "archived",
    }
}

pay_wire::words! {
    /// How the account keeps its ledger.
    pub enum LedgerScheme {
        /// Not at all.
        None = "none",
        /// Simply.
        Simple = "simple",
    }
}

/// Asks what the account is.
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "nothing is sent until a client sends it"]
pub struct GetProfile {}

impl GetProfile {
    /// It has no parameters.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetProfile {
    type Gateway = PayCore;
    type Response = Answer<AccountProfile>;

    const NAME: &'static str = "account profile";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &PayCore, _: &Stamp) -> Result<WireRequest> {
        wire::get("/account/profile", gateway)
    }

    fn decode(&self, gateway: &PayCore, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, Proof::Done, |top| {
            AccountProfile::read(&attributes_of(gateway, top)?)
        })
    }
}

/// The attributes of our account; an answer about another one is none.
pub(super) fn attributes_of(gateway: &PayCore, top: &Members) -> Result<Members> {
    let resource = Resource::sole(top)?;
    let ours = resource.id.as_deref().is_none_or(|id| id == gateway.account_id());
    ensure!(ours, OtherSnafu { field: "id" });
    Ok(resource.attributes)
}

/// What the account is.
#[derive(Clone)]
pub struct AccountProfile {
    status: AccountStatus,
    attributes: Members,
}

impl AccountProfile {
    pub(super) fn read(attributes: &Members) -> Result<Self> {
        let lacks = "an account has a status";
        let status = attributes.text("status").context(NotDocumentedSnafu { lacks })?;
        let status = AccountStatus::from(status.to_ascii_lowercase());
        Ok(Self { status, attributes: attributes.clone() })
    }

    /// Whether it can work.
    pub fn status(&self) -> &AccountStatus {
        &self.status
    }

    /// How it keeps its ledger.
    pub fn ledger_scheme(&self) -> Option<LedgerScheme> {
        self.attributes.text("ledger_scheme").map(LedgerScheme::from)
    }

    /// The addresses from which the private API may be called; any where there are none.
    pub fn api_ip_white_list(&self) -> Vec<Box<str>> {
        self.attributes.list("api_ip_white_list").iter().filter_map(|raw| text(raw)).collect()
    }

    /// Any attribute, as JSON.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.raw(name).map(RawValue::get)
    }
}

attributes! { AccountProfile: text -> &str;
    /// Its name.
    name,
    /// Its icon.
    icon,
    /// What it is for.
    description,
    /// The merchant's own number of it.
    commerce_reference_id,
    /// Its web site.
    website,
    /// The domain of the hosted page.
    hp_domain,
    /// Where callbacks go.
    callback_url,
    /// Its time zone.
    time_zone,
    /// Not described.
    report,
}

attributes! { AccountProfile: flag -> bool;
    /// Whether commission is put on top for the payer.
    payment_fee_shift_out,
}

attributes! { AccountProfile: integer -> i64;
    /// When it was made: Unix seconds, UTC.
    created,
    /// When it last changed: Unix seconds, UTC.
    updated,
}

impl fmt::Debug for AccountProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountProfile")
            .field("status", &self.status)
            .field("name", &self.name().map(Printable))
            .finish_non_exhaustive()
    }
}
