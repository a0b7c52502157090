//! Lists: newest first, filtered, in pages.

use crate::gateway::Request;
use crate::json::Json;

use super::gate::Answer;
use super::machine::Machine;
use super::query::nested;
use super::refusal::Refusal;

/// The items of a page, unless the request says less.
const PAGE_SIZE: usize = 100;

/// What a list is asked for.
struct Wanted {
    reference_id: Option<String>,
    status: Option<String>,
    currency: Option<String>,
    test_mode: Option<bool>,
    created_from: Option<u64>,
    created_to: Option<u64>,
    page: usize,
    size: usize,
}

/// What an invoice is filtered by.
struct Facts<'a> {
    reference_id: &'a str,
    status: &'a str,
    currency: &'a str,
    test_mode: bool,
    created: u64,
}

impl Machine {
    pub(super) fn list_payments(
        &self,
        caller: usize,
        request: &Request,
    ) -> Result<Answer, Refusal> {
        let wanted = Wanted::read(request, self.settings.paging)?;
        let found = self.payments.iter().enumerate().rev().filter(|(_, one)| {
            one.account == caller
                && wanted.fits(&Facts {
                    reference_id: &one.reference_id,
                    status: one.status.as_str(),
                    currency: &one.currency,
                    test_mode: one.test_mode,
                    created: one.created,
                })
        });
        let found = found.map(|(at, _)| at).collect();
        let write = |at| self.payment_resource(at);
        Ok(self.page("/api/payment-invoices", request, &wanted, found, write))
    }

    pub(super) fn list_payouts(&self, caller: usize, request: &Request) -> Result<Answer, Refusal> {
        let wanted = Wanted::read(request, self.settings.paging)?;
        let found = self.payouts.iter().enumerate().rev().filter(|(_, one)| {
            one.account == caller
                && wanted.fits(&Facts {
                    reference_id: &one.reference_id,
                    status: one.status.as_str(),
                    currency: &one.currency,
                    test_mode: one.test_mode,
                    created: one.created,
                })
        });
        let found = found.map(|(at, _)| at).collect();
        let write = |at| self.payout_resource(at);
        Ok(self.page("/api/payout-invoices", request, &wanted, found, write))
    }

    fn page(
        &self,
        path: &str,
        request: &Request,
        wanted: &Wanted,
        found: Vec<usize>,
        write: impl Fn(usize) -> Json,
    ) -> Answer {
        if !self.settings.paging {
            let data = Json::List(found.into_iter().map(write).collect());
            return Answer::ok(Json::object([("data", data)]));
        }
        let total = found.len();
        let pages = total.div_ceil(wanted.size).max(1);
        let skipped = (wanted.page - 1).saturating_mul(wanted.size);
        let data = found.into_iter().skip(skipped).take(wanted.size).map(write).collect();
        let link = |page: usize| {
            let there = (1..=pages).contains(&page);
            if there { Json::text(address(path, request, page, wanted.size)) } else { Json::Null }
        };
        let own = Json::text(address(path, request, wanted.page, wanted.size));
        Answer::ok(Json::object([
            ("data", Json::List(data)),
            (
                "meta",
                Json::object([("total", Json::number(total)), ("pages", Json::number(pages))]),
            ),
            (
                "links",
                Json::object([
                    ("self", own),
                    ("first", link(1)),
                    ("prev", link(wanted.page - 1)),
                    ("next", link(wanted.page.saturating_add(1))),
                    ("last", link(pages)),
                ]),
            ),
        ]))
    }
}

impl Wanted {
    /// What it says about pages counts only if there are any.
    fn read(request: &Request, paging: bool) -> Result<Self, Refusal> {
        let query = nested(request.query.as_bytes());
        let mut wanted = Self {
            reference_id: None,
            status: None,
            currency: None,
            test_mode: None,
            created_from: None,
            created_to: None,
            page: 1,
            size: PAGE_SIZE,
        };
        let filter = query.get("filter").cloned().unwrap_or_else(|| Json::object([]));
        if !matches!(filter, Json::Object(_)) {
            return Err(Refusal::bad_query("filter"));
        }
        for (name, value) in filter.members() {
            wanted
                .filter(name, value)
                .ok_or_else(|| Refusal::bad_query(&format!("filter.{name}")))?;
        }
        if !paging {
            return Ok(wanted);
        }
        let whole =
            |name: &str, default: usize| match query.get("page").and_then(|page| page.get(name)) {
                None => Ok(default),
                Some(given) => number(given)
                    .filter(|number| *number > 0)
                    .ok_or_else(|| Refusal::bad_query(&format!("page.{name}"))),
            };
        wanted.page = whole("number", 1)?;
        wanted.size = whole("size", PAGE_SIZE)?.min(PAGE_SIZE);
        Ok(wanted)
    }

    fn filter(&mut self, name: &str, value: &Json) -> Option<()> {
        match name {
            "reference_id" => self.reference_id = Some(value.as_text()?.to_owned()),
            "status" => self.status = Some(value.as_text()?.to_owned()),
            "currency" => self.currency = Some(value.as_text()?.to_owned()),
            "test_mode" => {
                self.test_mode = match value.as_text()? {
                    "true" => Some(true),
                    "false" => Some(false),
                    _ => return None,
                }
            }
            "created" => {
                let bounds = value.members();
                for (operator, bound) in bounds {
                    match operator.as_str() {
                        "gte" => self.created_from = Some(number(bound)?),
                        "lte" => self.created_to = Some(number(bound)?),
                        _ => return None,
                    }
                }
                (!bounds.is_empty()).then_some(())?;
            }
            _ => return None,
        }
        Some(())
    }

    fn fits(&self, facts: &Facts<'_>) -> bool {
        let is = |wanted: &Option<String>, given: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted == given)
        };
        is(&self.reference_id, facts.reference_id)
            && is(&self.status, facts.status)
            && is(&self.currency, facts.currency)
            && self.test_mode.is_none_or(|wanted| wanted == facts.test_mode)
            && self.created_from.is_none_or(|from| from <= facts.created)
            && self.created_to.is_none_or(|to| facts.created <= to)
    }
}

fn number<T: std::str::FromStr>(given: &Json) -> Option<T> {
    let digits = given.as_text().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    digits.and_then(|digits| digits.parse().ok())
}

/// The list's address with the same filters and another page.
fn address(path: &str, request: &Request, page: usize, size: usize) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(request.query.as_bytes()) {
        if !name.starts_with("page[") {
            query.append_pair(&name, &value);
        }
    }
    query.append_pair("page[number]", &page.to_string());
    query.append_pair("page[size]", &size.to_string());
    format!("{path}?{}", query.finish())
}
