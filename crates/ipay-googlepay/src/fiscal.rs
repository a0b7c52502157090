//! What a fiscal receipt says.

use std::fmt;

use pay_wire::{Amount, Decimal, Result};
use serde::Serialize;
use snafu::ensure;

use crate::Kopecks;
use crate::error::{AddUpSnafu, EmptySnafu, PercentSnafu, SumSnafu, UuidSnafu};

/// The goods of a payment, for merchants whose payments are fiscalised; the receipt itself comes
/// by [`GetReceipt`](crate::GetReceipt).
#[derive(Clone, Serialize)]
pub struct Fiscal<'a> {
    cashier_id: u64,
    cash_register_id: u64,
    goods: Vec<Goods<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    discounts: Vec<Discount>,
    #[serde(skip_serializing_if = "str::is_empty")]
    delivery_email: &'a str,
}

impl<'a> Fiscal<'a> {
    /// Of this cashier and this cash register, by their numbers at iPay, with these goods.
    ///
    /// # Errors
    ///
    /// If there are no goods.
    pub fn new(
        cashier_id: u64,
        cash_register_id: u64,
        goods: impl IntoIterator<Item = Goods<'a>>,
    ) -> Result<Self> {
        let goods: Vec<_> = goods.into_iter().collect();
        ensure!(!goods.is_empty(), EmptySnafu { field: "receipt_data.goods" });
        Ok(Self { cashier_id, cash_register_id, goods, discounts: Vec::new(), delivery_email: "" })
    }

    /// Takes something off, or adds something; in the order in which they are given.
    #[must_use]
    pub fn discount(mut self, discount: Discount) -> Self {
        self.discounts.push(discount);
        self
    }

    /// Where the receipt is sent.
    #[must_use]
    pub fn delivery_email(self, delivery_email: &'a str) -> Self {
        Self { delivery_email, ..self }
    }

    /// Whether the goods, with discounts, come to this sum.
    ///
    /// The document does not say how the gateway reckons. Here (inferred): price times quantity
    /// for each line, then each discount off what there is by then, a value being in kopecks. As
    /// rounding is not documented either, a kopeck for each line is let pass.
    ///
    /// # Errors
    ///
    /// If they do not.
    pub fn check(&self, invoice: Kopecks) -> Result<()> {
        let total = self.total();
        let slack = Decimal::from(self.goods.len());
        let close = total
            .and_then(|total| total.checked_sub(Decimal::from(invoice.get())))
            .is_some_and(|difference| difference.abs() < slack);
        let sum = total.map_or_else(|| "too many".into(), |total| total.normalize().to_string());
        ensure!(close, AddUpSnafu { what: "goods", sum, invoice: invoice.get() });
        Ok(())
    }

    fn total(&self) -> Option<Decimal> {
        let lines = self.goods.iter().map(Goods::total);
        let goods =
            lines.into_iter().try_fold(Decimal::ZERO, |sum, line| sum.checked_add(line?))?;
        self.discounts.iter().try_fold(goods, |sum, discount| discount.apply(sum))
    }
}

/// Without the address of the payer.
impl fmt::Debug for Fiscal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fiscal")
            .field("goods", &self.goods)
            .field("discounts", &self.discounts)
            .finish_non_exhaustive()
    }
}

/// How much of something: thousandths of a piece, a kilogram, a litre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Quantity(u64);

impl Quantity {
    /// So many thousandths: 2.25 kg are 2250.
    ///
    /// # Errors
    ///
    /// If it is nothing.
    pub fn thousandths(thousandths: u64) -> Result<Self> {
        ensure!(thousandths > 0, EmptySnafu { field: "receipt_data.goods[].quantity" });
        Ok(Self(thousandths))
    }

    /// So many whole pieces.
    ///
    /// # Errors
    ///
    /// If it is nothing.
    pub fn pieces(pieces: u32) -> Result<Self> {
        Self::thousandths(u64::from(pieces) * 1000)
    }
}

/// One line of a receipt.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Goods<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    code: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    barcode: &'a str,
    price: Kopecks,
    quantity: Quantity,
}

impl<'a> Goods<'a> {
    /// The UUID of the article, its name, the price of one piece (of a kilogram, of a litre), and
    /// how much there is.
    ///
    /// # Errors
    ///
    /// If `id` is not a UUID, the name is empty, or the price is below zero.
    pub fn new(id: &'a str, name: &'a str, price: Kopecks, quantity: Quantity) -> Result<Self> {
        ensure!(is_uuid(id), UuidSnafu { field: "receipt_data.goods[].id" });
        ensure!(!name.is_empty(), EmptySnafu { field: "receipt_data.goods[].name" });
        ensure!(price >= Kopecks::ZERO, SumSnafu { field: "receipt_data.goods[].price" });
        Ok(Self { id, code: "", name, barcode: "", price, quantity })
    }

    /// The merchant's code of it.
    #[must_use]
    pub fn code(self, code: &'a str) -> Self {
        Self { code, ..self }
    }

    /// Its bar code.
    #[must_use]
    pub fn barcode(self, barcode: &'a str) -> Self {
        Self { barcode, ..self }
    }

    fn total(&self) -> Option<Decimal> {
        let thousandths = Decimal::from(self.price.get()).checked_mul(self.quantity.0.into())?;
        thousandths.checked_div(1000.into())
    }
}

/// Groups of 8, 4, 4, 4 and 12 hexadecimal digits.
fn is_uuid(text: &str) -> bool {
    let groups = text
        .split('-')
        .map(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(group.len()));
    groups.eq([8, 4, 4, 4, 12].map(Some))
}

/// Something off the price, or on top of it.
#[derive(Clone, Debug, Serialize)]
pub struct Discount {
    #[serde(rename = "type")]
    side: Side,
    mode: Mode,
    value: Amount,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Side {
    Discount,
    ExtraCharge,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Mode {
    Percent,
    Value,
}

impl Discount {
    /// So many per cent off.
    ///
    /// # Errors
    ///
    /// If it is not more than 0 and at most 100.
    pub fn percent(percent: Amount) -> Result<Self> {
        let small = percent.decimal().is_some_and(|percent| percent <= Decimal::ONE_HUNDRED);
        ensure!(percent.is_payable() && small, PercentSnafu);
        Ok(Self { side: Side::Discount, mode: Mode::Percent, value: percent })
    }

    /// So much off. The document does not say in what unit, and allows a fraction;
    /// [`Fiscal::check`] takes it for kopecks, as everywhere (inferred).
    ///
    /// # Errors
    ///
    /// If it is not more than zero.
    pub fn value(value: Amount) -> Result<Self> {
        ensure!(value.is_payable(), SumSnafu { field: "receipt_data.discounts[].value" });
        Ok(Self { side: Side::Discount, mode: Mode::Value, value })
    }

    /// So many per cent on top.
    ///
    /// # Errors
    ///
    /// If it is not more than 0.
    pub fn extra_percent(percent: Amount) -> Result<Self> {
        ensure!(percent.is_payable(), SumSnafu { field: "receipt_data.discounts[].value" });
        Ok(Self { side: Side::ExtraCharge, mode: Mode::Percent, value: percent })
    }

    /// So much on top; see [`value`](Self::value) for its unit.
    ///
    /// # Errors
    ///
    /// If it is not more than zero.
    pub fn extra_value(value: Amount) -> Result<Self> {
        Ok(Self { side: Side::ExtraCharge, ..Self::value(value)? })
    }

    fn apply(&self, sum: Decimal) -> Option<Decimal> {
        let value = self.value.decimal()?;
        let change = match self.mode {
            Mode::Percent => sum.checked_mul(value)?.checked_div(Decimal::ONE_HUNDRED)?,
            Mode::Value => value,
        };
        match self.side {
            Side::Discount => sum.checked_sub(change),
            Side::ExtraCharge => sum.checked_add(change),
        }
    }
}
