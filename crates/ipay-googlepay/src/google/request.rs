//! What goes to the page.

use pay_wire::Result;
use serde::{Serialize, Serializer};
use snafu::ensure;

use super::method::{CardParameters, PaymentMethod};
use crate::Kopecks;
use crate::error::{EmptySnafu, SumSnafu};

/// The only currency, and the country.
const CURRENCY: &str = "UAH";
const COUNTRY: &str = "UA";

/// `environment` of Google's `PaymentOptions`: it chooses iPay's test mode too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Environment {
    /// No card is charged; 3-D Secure is on above 500 hryvnias.
    Test,
    /// Cards are charged. On the web Google wants its own merchant id, approved for the domain:
    /// [`PaymentDataRequest::merchant_id`].
    Production,
}

impl Environment {
    /// The word for the page.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Test => "TEST",
            Self::Production => "PRODUCTION",
        }
    }
}

/// Asks Google whether the payer could pay: for `isReadyToPay`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IsReadyToPayRequest {
    api_version: u8,
    api_version_minor: u8,
    allowed_payment_methods: [PaymentMethod<'static>; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    existing_payment_method_required: Option<bool>,
}

impl IsReadyToPayRequest {
    /// With the cards that iPay takes.
    pub fn new() -> Self {
        Self {
            api_version: 2,
            api_version_minor: 0,
            allowed_payment_methods: [PaymentMethod::card()],
            existing_payment_method_required: None,
        }
    }

    /// Asks also whether a card is there already: the answer then has `paymentMethodPresent`.
    #[must_use]
    pub fn existing_payment_method_required(self) -> Self {
        Self { existing_payment_method_required: Some(true), ..self }
    }

    /// JSON for the page; it may also stand inside a `<script>`.
    pub fn to_json(&self) -> String {
        to_json(self)
    }
}

impl Default for IsReadyToPayRequest {
    fn default() -> Self {
        Self::new()
    }
}

/// Asks Google for a token: for `loadPaymentData`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentDataRequest<'a> {
    api_version: u8,
    api_version_minor: u8,
    merchant_info: MerchantInfo<'a>,
    allowed_payment_methods: [PaymentMethod<'a>; 1],
    transaction_info: TransactionInfo<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email_required: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shipping_address_required: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shipping_address_parameters: Option<ShippingAddress<'a>>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct MerchantInfo<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    merchant_id: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    merchant_name: &'a str,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct TransactionInfo<'a> {
    country_code: &'static str,
    currency_code: &'static str,
    total_price_status: &'static str,
    #[serde(serialize_with = "in_hryvnias")]
    total_price: Kopecks,
    #[serde(skip_serializing_if = "str::is_empty")]
    total_price_label: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    transaction_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    checkout_option: Option<CheckoutOption>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    display_items: &'a [DisplayItem<'a>],
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ShippingAddress<'a> {
    allowed_country_codes: &'a [&'a str],
}

/// What Google's sheet says on its button.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub enum CheckoutOption {
    /// The usual: something may follow.
    Default,
    /// The payment is made at once.
    CompleteImmediatePurchase,
}

/// One line of the list that Google's sheet shows; the list is shown only with a
/// [label of the total](PaymentDataRequest::total_price_label).
#[derive(Clone, Copy, Debug, Serialize)]
pub struct DisplayItem<'a> {
    label: &'a str,
    #[serde(rename = "type")]
    kind: DisplayItemKind,
    #[serde(serialize_with = "in_hryvnias")]
    price: Kopecks,
}

impl<'a> DisplayItem<'a> {
    /// This text and this price, which may be below zero for a discount.
    pub const fn new(label: &'a str, kind: DisplayItemKind, price: Kopecks) -> Self {
        Self { label, kind, price }
    }
}

/// What a line of the list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub enum DisplayItemKind {
    /// Goods.
    LineItem,
    /// What the goods come to.
    Subtotal,
    /// A tax.
    Tax,
    /// A discount.
    Discount,
    /// Delivery.
    ShippingOption,
}

impl<'a> PaymentDataRequest<'a> {
    /// For this merchant of *iPay's*, and this sum: what the payer pays, so
    /// [`Fee::amount`](crate::Fee::amount) where a commission is on top (inferred).
    ///
    /// # Errors
    ///
    /// If the id is empty or the sum is not more than zero.
    pub fn new(gateway_merchant_id: &'a str, total: Kopecks) -> Result<Self> {
        ensure!(!gateway_merchant_id.is_empty(), EmptySnafu { field: "gatewayMerchantId" });
        ensure!(total.is_payable(), SumSnafu { field: "totalPrice" });
        Ok(Self {
            api_version: 2,
            api_version_minor: 0,
            merchant_info: MerchantInfo { merchant_id: "", merchant_name: "" },
            allowed_payment_methods: [PaymentMethod::card_for(gateway_merchant_id)],
            transaction_info: TransactionInfo {
                country_code: COUNTRY,
                currency_code: CURRENCY,
                total_price_status: "FINAL",
                total_price: total,
                total_price_label: "",
                transaction_id: "",
                checkout_option: None,
                display_items: &[],
            },
            email_required: None,
            shipping_address_required: None,
            shipping_address_parameters: None,
        })
    }

    /// The merchant's id at *Google*; for [`Environment::Production`] on the web.
    #[must_use]
    pub fn merchant_id(mut self, merchant_id: &'a str) -> Self {
        self.merchant_info.merchant_id = merchant_id;
        self
    }

    /// The shop's name, as the payer is to see it.
    #[must_use]
    pub fn merchant_name(mut self, merchant_name: &'a str) -> Self {
        self.merchant_info.merchant_name = merchant_name;
        self
    }

    /// Your own id of this attempt, for Google's books.
    #[must_use]
    pub fn transaction_id(mut self, transaction_id: &'a str) -> Self {
        self.transaction_info.transaction_id = transaction_id;
        self
    }

    /// The text beside the sum.
    #[must_use]
    pub fn total_price_label(mut self, label: &'a str) -> Self {
        self.transaction_info.total_price_label = label;
        self
    }

    /// The lines above the sum.
    #[must_use]
    pub fn display_items(mut self, items: &'a [DisplayItem<'a>]) -> Self {
        self.transaction_info.display_items = items;
        self
    }

    /// What the sheet says on its button.
    #[must_use]
    pub fn checkout_option(mut self, option: CheckoutOption) -> Self {
        self.transaction_info.checkout_option = Some(option);
        self
    }

    /// Takes no prepaid cards.
    #[must_use]
    pub fn without_prepaid_cards(mut self) -> Self {
        self.parameters().allow_prepaid_cards = Some(false);
        self
    }

    /// Takes no credit cards.
    #[must_use]
    pub fn without_credit_cards(mut self) -> Self {
        self.parameters().allow_credit_cards = Some(false);
        self
    }

    /// Asks whether Google has checked the account and the holder of the card.
    #[must_use]
    pub fn assurance_details_required(mut self) -> Self {
        self.parameters().assurance_details_required = Some(true);
        self
    }

    /// Asks for the payer's e-mail address.
    #[must_use]
    pub fn email_required(self) -> Self {
        Self { email_required: Some(true), ..self }
    }

    /// Asks for an address to deliver to, in these countries (ISO 3166-1, two letters) or, with
    /// none, anywhere.
    #[must_use]
    pub fn shipping_address_required(self, countries: &'a [&'a str]) -> Self {
        let parameters = ShippingAddress { allowed_country_codes: countries };
        Self {
            shipping_address_required: Some(true),
            shipping_address_parameters: Some(parameters).filter(|_| !countries.is_empty()),
            ..self
        }
    }

    /// JSON for the page; it may also stand inside a `<script>`.
    pub fn to_json(&self) -> String {
        to_json(self)
    }

    fn parameters(&mut self) -> &mut CardParameters {
        let [method] = &mut self.allowed_payment_methods;
        &mut method.parameters
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "`serialize_with` calls it so")]
fn in_hryvnias<S: Serializer>(sum: &Kopecks, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&sum.hryvnias())
}

/// `<` stands in JSON only inside texts, where it has another spelling; so no text closes a script.
fn to_json(request: &impl Serialize) -> String {
    let json = serde_json::to_string(request).expect("texts and numbers can be written");
    json.replace('<', "\\u003c")
}
