//! Host-to-host cards: the merchant's own page asks for the card.

use crate::gateway::Effects;
use crate::json::Json;
use crate::random;

use super::checks::Refusal;
use super::fields;
use super::invoice::InvoiceStatus;
use super::machine::Machine;
use super::order::find;

/// The session that was offered with the payment data, and the one that `start` opened.
#[derive(Clone)]
pub(super) struct Session {
    offered: String,
    opened: Option<String>,
    /// If a card was accepted.
    charged: bool,
}

/// Name, title, placeholder and whether it is required.
const FIELDS: [(&str, &str, &str, bool); 5] = [
    ("cardNumber", "Card number", "0000 0000 0000 0000", true),
    ("month", "Month", "MM", true),
    ("year", "Year", "YY", true),
    ("cvv", "CVV", "000", true),
    ("cardHolder", "Card holder", "NAME SURNAME", false),
];

impl Machine {
    /// The session of this invoice; asking again gives the same one.
    pub(super) fn offer_session(&mut self, at: usize) -> String {
        let new = || Session { offered: random::uuid(), opened: None, charged: false };
        self.invoices[at].session.get_or_insert_with(new).offered.clone()
    }

    pub(super) fn start_session(&mut self, client: &str, call: &Json) -> Result<Json, Refusal> {
        let (at, given) = self.find_session(client, call)?;
        let payment_id = self.invoices[at].order.payment_id.clone();
        let waiting = self.invoices[at].status == InvoiceStatus::Payin;
        let session = self.invoices[at].session.as_mut().filter(|session| session.offered == given);
        let session = session.ok_or_else(Refusal::not_found)?;
        if !waiting || session.charged {
            return Err(Refusal::not_allowed());
        }
        let opened = random::uuid();
        session.opened = Some(opened.clone());
        let data = FIELDS.map(|(field, title, placeholder, required)| {
            let descriptor = Json::object([
                ("field", Json::text(field)),
                ("title", Json::text(title)),
                ("placeholder", Json::text(placeholder)),
                ("hidden", Json::Bool(false)),
                ("required", Json::Bool(required)),
            ]);
            (field, descriptor)
        });
        Ok(Json::object([
            ("session", Json::text(opened)),
            ("payment_id", Json::text(payment_id)),
            ("result", Json::Bool(true)),
            ("next_step", Json::text("process")),
            ("final", Json::Bool(false)),
            ("data", Json::object(data)),
        ]))
    }

    pub(super) fn process_card(
        &mut self,
        client: &str,
        call: &Json,
        out: &mut Effects,
    ) -> Result<Json, Refusal> {
        fields::require(call, &["payment_id", "session"])?;
        let card = match call.get("h2h_data") {
            None => Json::object([]),
            Some(Json::List(items)) if items.is_empty() => Json::object([]),
            Some(card @ Json::Object(_)) => card.clone(),
            Some(_) => return Err(Refusal::invalid("h2h_data")),
        };
        let (at, given) = self.find_session(client, call)?;
        let waiting = self.invoices[at].status == InvoiceStatus::Payin;
        let session = self.invoices[at].session.as_mut();
        let session = session.filter(|session| session.opened.as_deref() == Some(&given));
        let session = session.ok_or_else(Refusal::not_found)?;
        if !waiting || session.charged {
            return Err(Refusal::not_allowed());
        }

        let errors = errors(&card);
        let accepted = errors.is_empty();
        session.charged = accepted;
        let order = &self.invoices[at].order;
        let mut answer = Json::object([
            ("session", Json::text(given)),
            ("payment_id", Json::text(&order.payment_id)),
            ("result", Json::Bool(accepted)),
            ("next_step", Json::text("process")),
            ("final", Json::Bool(false)),
            ("errors", Json::Object(errors)),
        ]);
        let mut data = Json::object([]);
        if accepted {
            let form = format!(
                "<form method=\"POST\" action=\"{}\"><input type=\"hidden\" name=\"action\" value=\"pay\"></form>",
                self.pay_link(&order.tracking)
            );
            data.push("threeDsFrom", Json::text(form));
            self.apply_amount_rule(at, out);
        }
        answer.push("data", data);
        Ok(answer)
    }

    /// The invoice that the call names, and the session it gives.
    fn find_session(&self, client: &str, call: &Json) -> Result<(usize, String), Refusal> {
        fields::require(call, &["payment_id", "session"])?;
        fields::payment_id(call)?;
        let session = fields::text_up_to(call, "session", 64)?;
        let session = session.ok_or_else(|| Refusal::required("session"))?;
        let at = find(self.invoices.iter().map(|invoice| &invoice.order), client, call)?;
        Ok((at, session))
    }
}

/// What is wrong with a card, by field.
fn errors(card: &Json) -> Vec<(String, Json)> {
    let digits = |name: &str| {
        let text = match card.get(name) {
            Some(Json::Number(text) | Json::Text(text)) => text.as_str(),
            _ => "",
        };
        if fields::is_digits(text) { text.to_owned() } else { String::new() }
    };
    let month: u8 = digits("month").parse().unwrap_or_default();
    [
        ("cardNumber", (13..=19).contains(&digits("cardNumber").len()), "13 to 19 digits"),
        ("month", digits("month").len() == 2 && (1..=12).contains(&month), "01 to 12"),
        ("year", digits("year").len() == 2, "two digits"),
        ("cvv", (3..=4).contains(&digits("cvv").len()), "3 or 4 digits"),
    ]
    .into_iter()
    .filter(|(_, valid, _)| !valid)
    .map(|(name, _, rule)| (name.to_owned(), Json::text(format!("must be {rule}"))))
    .collect()
}
