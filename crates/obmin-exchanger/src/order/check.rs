//! An order held against its route, before it is sent.

use pay_wire::{Amount, Decimal, Result};
use snafu::ensure;

use super::{CreateOrder, Sum};
use crate::error::{AmountLimitSnafu, FieldFormSnafu, FieldMissingSnafu, OtherRulesSnafu};
use crate::field::{Field, FieldValue};
use crate::route::Route;

impl CreateOrder<'_> {
    /// Whether the route would take it, as far as that is known beforehand: required fields, the
    /// limits of what is given, the reserve of what is received.
    ///
    /// Limits and reserves change, so the exchanger has the last word. The forms of values are not
    /// looked at: see [`check_with`](Self::check_with).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`](pay_wire::ErrorKind::Input), with what is missing or what the limit is.
    pub fn check(&self, route: &Route) -> Result<()> {
        self.check_with(route, |_, _| true)
    }

    /// The same, and the form of every value that has one: `fits` is given the route's regular
    /// expression and the value.
    ///
    /// The expressions are the site's, and JavaScript's (inferred). Bring an engine that
    /// understands those and has bounds on time: this crate has none, because one of another
    /// dialect would refuse values that the exchanger takes. The exchanger checks every value in
    /// any case, before it makes an order, and names the field:
    /// [`ApiErrorKind::FieldInvalid`](crate::ApiErrorKind::FieldInvalid).
    ///
    /// # Errors
    ///
    /// Those of [`check`](Self::check), or the first value that does not fit.
    pub fn check_with(&self, route: &Route, fits: impl Fn(&str, &str) -> bool) -> Result<()> {
        let same = route.id().is_none_or(|id| id == self.route_id);
        ensure!(same, OtherRulesSnafu);
        self.check_sum(route)?;
        for (side, fields, values) in [
            ("fromValues", route.from().fields(), &self.from_values),
            ("toValues", route.to().fields(), &self.to_values),
            ("routeValues", route.fields(), &self.route_values),
        ] {
            for field in fields {
                check_field(side, field, values, &fits)?;
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

fn check_field(
    side: &'static str,
    field: &Field,
    values: &[FieldValue<'_>],
    fits: impl Fn(&str, &str) -> bool,
) -> Result<()> {
    let Some(key) = field.key() else { return Ok(()) };
    let value = values.iter().find(|value| value.key == key && !value.value.is_empty());
    let name = || field.name().unwrap_or(key).to_owned();
    let Some(value) = value else {
        ensure!(!field.is_required(), FieldMissingSnafu { name: name(), side });
        return Ok(());
    };
    let form = field.regexp().is_none_or(|regexp| fits(regexp, value.value));
    let wanted = || field.regexp_error().or(field.regexp()).unwrap_or_default().to_owned();
    ensure!(form, FieldFormSnafu { name: name(), side, wanted: wanted() });
    Ok(())
}
