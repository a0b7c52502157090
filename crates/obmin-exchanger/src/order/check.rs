//! An order held against its route, before it is sent.

use pay_wire::{Amount, Decimal, Result};
use regex_lite::RegexBuilder;
use snafu::ensure;

use super::{CreateOrder, Sum};
use crate::error::{AmountLimitSnafu, FieldFormSnafu, FieldMissingSnafu, OtherRulesSnafu};
use crate::field::{Field, FieldValue};
use crate::route::Route;

/// The most that a compiled expression may take, in bytes.
const LARGEST_EXPRESSION: usize = 256 * 1024;

impl CreateOrder<'_> {
    /// Whether the route would take it, as far as that is known beforehand: required fields, the
    /// forms of their values, the limits of what is given, the reserve of what is received.
    ///
    /// Limits and reserves change, so the exchanger has the last word. It has it about forms too:
    /// a route's regular expression is JavaScript's (inferred), and one that means something else,
    /// or nothing, to an engine whose time is bounded (look-around, back-references) is not looked
    /// at here, nor is a value that JavaScript reads in another way (blanks that are not ASCII's,
    /// characters beyond U+FFFF). The exchanger names the field then:
    /// [`ApiErrorKind::FieldInvalid`](crate::ApiErrorKind::FieldInvalid).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`](pay_wire::ErrorKind::Input), with what is missing, which field is not in
    /// its form, or what the limit is; a value is not repeated.
    pub fn check(&self, route: &Route) -> Result<()> {
        let same = route.id().is_none_or(|id| id == self.route_id);
        ensure!(same, OtherRulesSnafu);
        self.check_sum(route)?;
        for (side, fields, values) in [
            ("fromValues", route.from().fields(), &self.from_values),
            ("toValues", route.to().fields(), &self.to_values),
            ("routeValues", route.fields(), &self.route_values),
        ] {
            for field in fields {
                check_field(side, field, values)?;
            }
        }
        Ok(())
    }

    fn check_sum(&self, route: &Route) -> Result<()> {
        let decimal = |amount: &Amount| amount.decimal();
        let limit = |amount: Option<&Amount>| {
            amount.and_then(decimal).filter(|limit| *limit > Decimal::ZERO)
        };
        let Some(asked) = decimal(self.sum.amount()) else { return Ok(()) };
        let (least, most) = match self.sum {
            Sum::Given(_) => (limit(route.from().min()), limit(route.from().max())),
            Sum::Received(_) => (None, limit(route.rate().reserve())),
        };
        let name = |limit: Option<Decimal>| limit.unwrap_or_default().to_string();
        ensure!(
            least.is_none_or(|least| asked >= least),
            AmountLimitSnafu {
                asked: asked.to_string(),
                bound: "below the minimum",
                limit: name(least),
            }
        );
        ensure!(
            most.is_none_or(|most| asked <= most),
            AmountLimitSnafu {
                asked: asked.to_string(),
                bound: "above the maximum",
                limit: name(most),
            }
        );
        Ok(())
    }
}

fn check_field(side: &'static str, field: &Field, values: &[FieldValue<'_>]) -> Result<()> {
    let Some(key) = field.key() else { return Ok(()) };
    let value = values.iter().find(|value| value.key == key && !value.value.is_empty());
    let name = || field.name().unwrap_or(key).to_owned();
    let Some(value) = value else {
        ensure!(!field.is_required(), FieldMissingSnafu { name: name(), side });
        return Ok(());
    };
    let form = !is_read_alike(value.value)
        || field.regexp().is_none_or(|regexp| fits(regexp, value.value));
    let wanted = || field.regexp_error().or(field.regexp()).unwrap_or_default().to_owned();
    ensure!(form, FieldFormSnafu { name: name(), side, wanted: wanted() });
    Ok(())
}

/// Whether JavaScript reads a value as this crate's engine does. It counts a character beyond
/// U+FFFF as two, and blanks of all scripts as blanks: values with those are for the exchanger to
/// judge.
fn is_read_alike(value: &str) -> bool {
    let is_foreign_blank = |character: char| {
        !character.is_ascii() && (character.is_whitespace() || character == '\u{feff}')
    };
    !value.chars().any(|character| character.len_utf16() > 1 || is_foreign_blank(character))
}

/// Whether a value fits a site's expression, which is searched for anywhere in it, as JavaScript's
/// `test` does. Letters and digits of its classes are those of ASCII, there as here.
///
/// Time is bounded by the product of both lengths: the value is a stranger's. What does not compile
/// is for the exchanger to judge.
fn fits(expression: &str, value: &str) -> bool {
    let compiled = RegexBuilder::new(expression).size_limit(LARGEST_EXPRESSION).build();
    compiled.map_or(true, |compiled| compiled.is_match(value))
}
