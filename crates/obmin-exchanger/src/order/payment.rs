//! How an order is paid.

use std::fmt;

use serde_json::value::RawValue;

use pay_wire::Members;

use crate::members::Reading as _;

/// How the payer pays: by a module of the exchanger's, or by hand.
///
/// `merchant.template` is not here on purpose: it is JSON with program code in it, which the
/// exchanger's own page runs. Never run or render it.
#[derive(Clone)]
pub struct PaymentDetails {
    module_enabled: bool,
    module: Option<Box<str>>,
    module_data: Option<Box<RawValue>>,
    manual_enabled: bool,
    manual_text: Option<Box<str>>,
    account: Option<Box<str>>,
    comment_template: Option<Box<str>>,
    link: Option<Box<str>>,
    shows_link: Option<bool>,
    shows_comment: Option<bool>,
    shows_paid_button: Option<bool>,
}

impl PaymentDetails {
    pub(crate) fn read(raw: &RawValue) -> Self {
        let members = Members::of(raw);
        let merchant = members.object("merchant");
        Self {
            module_enabled: members.flag("merchantEnabled").unwrap_or(false),
            module: members.owned("merchant"),
            module_data: merchant.present("data").map(ToOwned::to_owned),
            manual_enabled: members.flag("manualPaymentTextEnabled").unwrap_or(false),
            manual_text: members.owned("manualPaymentText"),
            account: members.owned("account"),
            comment_template: members.owned("commentTemplate"),
            link: members.owned("linkPS"),
            shows_link: members.flag("showStepLink"),
            shows_comment: members.flag("showStepComment"),
            shows_paid_button: members.flag("showIPaidBtn"),
        }
    }

    /// Whether a module takes the payment: the exchanger sees it by itself.
    pub fn is_automatic(&self) -> bool {
        self.module_enabled
    }

    /// The name of the module; told by routes, not by orders.
    pub fn module(&self) -> Option<&str> {
        self.module.as_deref()
    }

    /// What the module says, `merchant.data`: JSON of a form that differs from module to module,
    /// usually with `merchantData` in it: a wallet, an amount, a network.
    pub fn module_data(&self) -> Option<&str> {
        self.module_data.as_ref().map(|raw| raw.get())
    }

    /// Whether the payer is told in words what to do. After such a payment, call the order paid:
    /// [`UpdateOrder::mark_paid`](crate::UpdateOrder::mark_paid).
    pub fn is_manual(&self) -> bool {
        self.manual_enabled
    }

    /// Those words: HTML that is not to be trusted, perhaps in several languages (see
    /// [`localized`](crate::localized)), with places such as `[[uid]]`, `[[account]]`,
    /// `[[inAmount]]`, `[[inNameCurrency]]`, `[[inSymbol]]`, `[[outAmount]]`,
    /// `[[outNameCurrency]]` and `[[outSymbol]]`.
    pub fn manual_text(&self) -> Option<&str> {
        self.manual_text.as_deref()
    }

    /// The account to pay to; perhaps in several languages.
    pub fn account(&self) -> Option<&str> {
        self.account.as_deref()
    }

    /// What the payer writes into the comment of the payment; the order's number where there is
    /// none.
    pub fn comment_template(&self) -> Option<&str> {
        self.comment_template.as_deref()
    }

    /// The payment system's page.
    pub fn link(&self) -> Option<&str> {
        self.link.as_deref()
    }

    /// Whether the page shows the link; it does unless it is told not to.
    pub fn shows_link(&self) -> bool {
        self.shows_link.unwrap_or(true)
    }

    /// Whether the page shows the comment; it does unless it is told not to.
    pub fn shows_comment(&self) -> bool {
        self.shows_comment.unwrap_or(true)
    }

    /// Whether the page has the button "I have paid"; it has unless it is told not to.
    pub fn shows_paid_button(&self) -> bool {
        self.shows_paid_button.unwrap_or(true)
    }
}

/// Without accounts, texts and what the module says.
impl fmt::Debug for PaymentDetails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PaymentDetails")
            .field("automatic", &self.module_enabled)
            .field("manual", &self.manual_enabled)
            .finish_non_exhaustive()
    }
}
