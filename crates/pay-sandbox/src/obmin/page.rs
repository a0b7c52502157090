//! The hosted pages of an order, as a browser walks through them.

use http::Method;

use crate::gateway::{Effects, Reply, Request, escaped};

use super::amount::printed;
use super::machine::Machine;
use super::order::Order;
use super::status::Status;

/// A button: what it sends, what it says, and where it leads to.
type Button = (&'static str, &'static str, Status);

const PAY: Button = ("confirm", "Pay", Status::WaitPayment);
const PAID: Button = ("mark_paid", "I have paid", Status::InProgress);
const CANCEL: Button = ("cancel", "Cancel", Status::Deleted);
const CONFIRM: Button =
    ("module_confirm", "Sandbox: the payment arrives", Status::InProgressPayout);
const FAIL: Button = ("module_fail", "Sandbox: the payment fails", Status::ErrorPayment);

impl Machine {
    /// `page` is `order` or `payment`; a form posts the button that was pressed.
    pub(super) fn page(
        &mut self,
        lang: &str,
        page: &str,
        uid: &str,
        secret: &str,
        request: &Request,
        out: &mut Effects,
    ) -> Reply {
        let known = uid.parse().ok().and_then(|uid| self.accessed(uid, secret).ok());
        let Some(at) = known else {
            return Reply::html(404, "404 Not Found", "<p>There is no such order.</p>\n");
        };
        if request.method != Method::POST {
            return self.show(at, page);
        }
        let form = request.body.as_deref().unwrap_or_default();
        let pressed = form_urlencoded::parse(form).find(|(name, _)| name == "action");
        let pressed = pressed.map(|(_, value)| value.into_owned()).unwrap_or_default();
        let buttons = self.buttons(at);
        if let Some((.., to)) = buttons.into_iter().find(|(name, ..)| *name == pressed) {
            self.set_status(at, to, out);
        }
        // A button that is no longer there changes nothing: the page shows why.
        let here = format!("/{lang}/{page}/{uid}/{secret}/");
        Reply::empty(303).with("location", here).with("referrer-policy", "no-referrer")
    }

    fn show(&self, at: usize, page: &str) -> Reply {
        let order = &self.orders[at];
        let direction = &self.directions[order.direction];
        let (from, to) = (&self.currencies[direction.from], &self.currencies[direction.to]);
        let mut lines = vec![
            format!(
                "<p>{} {} &rarr; {} {}</p>",
                printed(order.give),
                from.xml,
                printed(order.get),
                to.xml
            ),
            format!("<p>Status: <b id=\"status\">{}</b></p>", order.status.as_str()),
        ];
        if page == "order" && !order.hide_out_data {
            lines.extend(
                order
                    .to_values
                    .iter()
                    .map(|one| format!("<p>{}: {}</p>", escaped(one.name), escaped(&one.value))),
            );
        }
        lines.extend(self.buttons(at).into_iter().map(|(action, label, _)| {
            format!(
                "<form method=\"post\">\
                 <button name=\"action\" value=\"{action}\">{label}</button></form>"
            )
        }));
        lines.extend(order.way_back().map(|url| {
            format!("<p><a id=\"back\" href=\"{}\">Back to the shop</a></p>", escaped(&url))
        }));
        let title = format!("Order {}", order.uid);
        let content = lines.join("\n") + "\n";
        Reply::html(200, &title, &content).with("referrer-policy", "no-referrer")
    }

    fn buttons(&self, at: usize) -> Vec<Button> {
        let order = &self.orders[at];
        let automatic = self.directions[order.direction].module.is_some();
        match order.status {
            Status::New => vec![PAY, CANCEL],
            Status::WaitPayment if automatic => vec![CONFIRM, FAIL, CANCEL],
            Status::WaitPayment => vec![PAID, CANCEL],
            _ => Vec::new(),
        }
    }
}

impl Order {
    /// The merchant's address with the end glued on, whatever the address looks like.
    fn way_back(&self) -> Option<String> {
        let end = match self.status {
            Status::Done => "success",
            Status::Deleted => "error",
            _ => return None,
        };
        self.client_callback_url.as_ref().map(|url| format!("{url}?status={end}"))
    }
}
