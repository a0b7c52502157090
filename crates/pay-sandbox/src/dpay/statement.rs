//! Lists of orders by the date they were made, both bounds included.

use crate::dates::kyiv;
use crate::json::Json;

use super::checks::Refusal;
use super::fields;
use super::machine::Machine;
use super::order::Order;

impl Machine {
    pub(super) fn invoice_statement(&self, client: &str, call: &Json) -> Result<Json, Refusal> {
        let wanted = Wanted::read(client, call)?;
        let listed = self.invoices.iter().filter(|one| wanted.has(&one.order, one.status.as_str()));
        Ok(list(listed.map(super::invoice::Invoice::to_json)))
    }

    pub(super) fn payout_statement(&self, client: &str, call: &Json) -> Result<Json, Refusal> {
        let wanted = Wanted::read(client, call)?;
        let listed = self.payouts.iter().filter(|one| wanted.has(&one.order, one.status.as_str()));
        Ok(list(listed.map(super::payout::Payout::to_json)))
    }
}

fn list(items: impl Iterator<Item = Json>) -> Json {
    Json::object([("list", Json::List(items.collect()))])
}

struct Wanted<'a> {
    client: &'a str,
    start: String,
    end: String,
    status: Option<String>,
}

impl<'a> Wanted<'a> {
    fn read(client: &'a str, call: &Json) -> Result<Self, Refusal> {
        fields::require(call, &["start_date", "end_date"])?;
        let start = fields::date(call, "start_date")?;
        let end = fields::date(call, "end_date")?;
        // Dates of this form sort as texts.
        if start > end {
            return Err(Refusal::invalid("start_date"));
        }
        let status = fields::text_up_to(call, "status", 64)?;
        Ok(Self { client, start, end, status })
    }

    fn has(&self, order: &Order, status: &str) -> bool {
        let created = kyiv(order.created);
        order.client == self.client
            && self.start <= created
            && created <= self.end
            && self.status.as_ref().is_none_or(|wanted| wanted == status)
    }
}
