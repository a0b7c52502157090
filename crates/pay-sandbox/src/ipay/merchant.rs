//! Merchants: who may call, with which key, and what their contract says.

use std::fmt;
use std::net::IpAddr;

use crate::gateway::{Action, Refused};
use crate::json::Json;
use crate::world::unknown;

use super::machine::Machine;

/// If the money is taken at once or set aside first.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stages {
    /// `PaymentCreate` charges: status 5.
    One,
    /// `PaymentCreate` holds, `PaymentSale` takes: status 3, then 5.
    Two,
}

/// A merchant's contract; a reset of the sandbox brings the defaults back.
#[derive(Clone)]
#[non_exhaustive]
pub struct Merchant {
    pub(super) login: String,
    /// What requests are signed with.
    pub sign_key: String,
    /// One stage or two.
    pub stages: Stages,
    /// What Google tokens may have been made for; `1234`.
    pub gateway_merchant_ids: Vec<String>,
    /// Every `smch_id` that may be paid; the first is the default. 5410 and 5472.
    pub receivers: Vec<u64>,
    /// Hundredths of a percent that payers pay on top; 0.
    pub fee_basis_points: u32,
    /// If payments can recur; they can.
    pub recurrent: bool,
    /// The only actions that are allowed; all, if `None`.
    pub allowed_actions: Option<Vec<String>>,
    /// The only addresses that may call; all, if `None`.
    pub allowed_addresses: Option<Vec<IpAddr>>,
}

const KEY: &str = "3f8c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c";

/// The three there are at the start.
pub(super) fn defaults() -> Vec<Merchant> {
    let one = Merchant::new("test", KEY);
    let two = Merchant { stages: Stages::Two, ..Merchant::new("test2", KEY) };
    let fee = Merchant { fee_basis_points: 1000, ..Merchant::new("fee10", KEY) };
    vec![one, two, fee]
}

/// The names that the action `merchant` takes.
const NAMES: &[&str] = &[
    "sign_key",
    "stages",
    "gateway_merchant_ids",
    "receivers",
    "fee_basis_points",
    "recurrent",
    "allowed_actions",
    "allowed_addresses",
];

impl Merchant {
    pub(super) fn new(login: &str, sign_key: &str) -> Self {
        Self {
            login: login.to_owned(),
            sign_key: sign_key.to_owned(),
            stages: Stages::One,
            gateway_merchant_ids: vec!["1234".to_owned()],
            receivers: vec![5410, 5472],
            fee_basis_points: 0,
            recurrent: true,
            allowed_actions: None,
            allowed_addresses: None,
        }
    }

    /// What a payer pays for a purchase, in kopecks: halves of a kopeck of the fee count up.
    pub(super) fn with_fee(&self, invoice: u64) -> u64 {
        with_fee(invoice, self.fee_basis_points)
    }

    /// If the contract allows this.
    pub(super) fn admits(&self, peer: IpAddr, action: &str) -> bool {
        let address = self.allowed_addresses.as_ref().is_none_or(|known| known.contains(&peer));
        let listed = |known: &Vec<String>| known.iter().any(|one| one == action);
        address && self.allowed_actions.as_ref().is_none_or(listed)
    }

    /// The contract with other terms; all of them or, if one is wrong, none.
    pub(super) fn changed(&self, args: &Json) -> Result<Self, Refused> {
        let mut changed = self.clone();
        for (name, value) in args.members() {
            if !NAMES.contains(&name.as_str()) {
                return Err(unknown("argument", name, NAMES));
            }
            changed
                .set(name, value)
                .ok_or_else(|| Refused::Unknown(format!("`{value}` is no value for `{name}`")))?;
        }
        Ok(changed)
    }

    fn set(&mut self, name: &str, value: &Json) -> Option<()> {
        match name {
            "sign_key" => value.as_text()?.clone_into(&mut self.sign_key),
            "stages" => {
                self.stages = match value.as_text()? {
                    "one" => Stages::One,
                    "two" => Stages::Two,
                    _ => return None,
                }
            }
            "gateway_merchant_ids" => self.gateway_merchant_ids = texts(value)?,
            "receivers" => self.receivers = receivers(value)?,
            "fee_basis_points" => self.fee_basis_points = basis_points(value)?,
            "recurrent" => self.recurrent = value.as_bool()?,
            "allowed_actions" => self.allowed_actions = unless_all(value, texts)?,
            "allowed_addresses" => self.allowed_addresses = unless_all(value, addresses)?,
            _ => return None,
        }
        Some(())
    }
}

impl Machine {
    /// A merchant's terms; those of the first for one that is not known.
    pub(super) fn terms(&self, login: &str) -> Merchant {
        let known = self.merchants.iter().find(|merchant| merchant.login == login);
        match known {
            Some(merchant) => merchant.clone(),
            None => Merchant::new(login, &self.merchants[0].sign_key),
        }
    }

    /// Has a merchant work on these terms from now on.
    pub(super) fn engage(&mut self, merchant: Merchant) {
        match self.merchants.iter_mut().find(|known| known.login == merchant.login) {
            Some(known) => *known = merchant,
            None => self.merchants.push(merchant),
        }
    }

    pub(super) fn change_merchant(&mut self, action: &Action<'_>) -> Result<Json, Refused> {
        if action.id.is_empty() {
            return Err(Refused::Unknown("`id`, the merchant's login, is missing".to_owned()));
        }
        let merchant = self.terms(action.id).changed(action.args)?;
        self.engage(merchant);
        Ok(Json::object([("login", Json::text(action.id))]))
    }
}

impl fmt::Debug for Merchant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Merchant")
            .field("login", &self.login)
            .field("stages", &self.stages)
            .field("receivers", &self.receivers)
            .finish_non_exhaustive()
    }
}

pub(super) fn with_fee(invoice: u64, basis_points: u32) -> u64 {
    invoice + (invoice * u64::from(basis_points) + 5_000) / 10_000
}

/// No list for `"all"`; nothing at all for what is neither that nor a list.
#[expect(clippy::option_option, reason = "the outer one tells if the value is any good")]
fn unless_all<T>(value: &Json, list: impl Fn(&Json) -> Option<T>) -> Option<Option<T>> {
    if value.as_text() == Some("all") { Some(None) } else { list(value).map(Some) }
}

fn list<T>(value: &Json, item: impl Fn(&Json) -> Option<T>) -> Option<Vec<T>> {
    match value {
        Json::List(items) => items.iter().map(item).collect(),
        _ => None,
    }
}

fn texts(value: &Json) -> Option<Vec<String>> {
    list(value, |item| item.as_text().map(str::to_owned))
}

fn addresses(value: &Json) -> Option<Vec<IpAddr>> {
    list(value, |item| item.as_text()?.parse().ok())
}

/// One at least: a payment goes to the first where it names none.
fn receivers(value: &Json) -> Option<Vec<u64>> {
    let receivers = list(value, super::shape::whole)?;
    (!receivers.is_empty()).then_some(receivers)
}

fn basis_points(value: &Json) -> Option<u32> {
    let points = super::shape::whole(value).filter(|points| *points <= 10_000)?;
    u32::try_from(points).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_a_kopeck_count_up() {
        for (invoice, points, amount) in [
            (1_000, 1_000, 1_100),
            (100_000, 250, 102_500),
            (5, 1_000, 6),
            (4, 1_000, 4),
            (100, 49, 100),
            (100, 50, 101),
            (999_999_999_999, 10_000, 1_999_999_999_998),
        ] {
            assert_eq!(with_fee(invoice, points), amount, "{invoice} at {points}");
        }
    }
}
