//! What is given and what is received (source: the engine's pages and clients).

use std::fmt;

use pay_wire::{Members, Printable};

use crate::members::Reading as _;
use crate::{CurrencyCode, CurrencyId};

/// One side of an order or of a route.
#[derive(Clone)]
pub struct Currency {
    id: Option<CurrencyId>,
    name: Option<Box<str>>,
    symbol: Option<Box<str>>,
    code: Option<CurrencyCode>,
    decimal: Option<u64>,
}

impl Currency {
    pub(crate) fn read(members: &Members) -> Self {
        Self {
            id: CurrencyId::read(members, "_id"),
            name: members.owned("name"),
            symbol: members.owned("symbol"),
            code: CurrencyCode::read(members, "xml"),
            decimal: members.number("decimal"),
        }
    }

    /// Its id.
    pub fn id(&self) -> Option<&CurrencyId> {
        self.id.as_ref()
    }

    /// What it is called.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Its unit, such as `UAH`.
    pub fn symbol(&self) -> Option<&str> {
        self.symbol.as_deref()
    }

    /// `xml`: its code at monitoring sites and in notifications, such as `CARDUAH`.
    pub fn code(&self) -> Option<&CurrencyCode> {
        self.code.as_ref()
    }

    /// How many decimals its amounts have.
    pub fn decimal(&self) -> Option<u64> {
        self.decimal
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Currency")
            .field("name", &self.name().map(Printable))
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}
