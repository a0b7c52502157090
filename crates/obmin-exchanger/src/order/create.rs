//! `POST /service/api/v1/public/exchanger/order/create/` ([the provider's page][page])
//!
//! [page]: https://www.obmin.me/uk/merchant-docs

use std::fmt;

use http::Method;
use pay_wire::{
    Answer, Endpoint, Received, Result, Safety, Settled, Stamp, WireRequest, WireResponse,
    check_url,
};
use serde_json::value::RawValue;
use snafu::{OptionExt as _, ensure};

use super::{CreatedOrder, Sum};
use crate::callback::IpnVerdict;
use crate::error::{AgreementSnafu, EmptySnafu, LongSnafu, NotAnObjectSnafu, ReturnUrlSnafu};
use crate::field::FieldValue;
use crate::params::Params;
use crate::{IpnSecret, Obmin, RouteId, wire};

/// The longest address, and the longest secret of notifications, in characters.
pub(crate) const LONGEST: usize = 200;

/// Makes an order. No money moves by it: an order that nobody pays expires by itself.
///
/// The exchanger knows no number of yours and takes the same order twice. Only the answer has the
/// order's number and secret: store them, and the [`IpnSecret`] before you send.
#[derive(Clone)]
#[must_use = "nothing is sent until a client sends it"]
pub struct CreateOrder<'a> {
    pub(super) route_id: &'a RouteId,
    pub(super) sum: Sum,
    amount: Box<str>,
    pub(super) from_values: Vec<FieldValue<'a>>,
    pub(super) to_values: Vec<FieldValue<'a>>,
    pub(super) route_values: Vec<FieldValue<'a>>,
    agreed: bool,
    lang: Option<&'a str>,
    partner: Option<&'a str>,
    hide_out_data: Option<bool>,
    client_callback_url: Option<&'a str>,
    ipn: Option<(&'a str, &'a IpnSecret)>,
    skip_preview: Option<bool>,
    captcha: Option<&'a str>,
    email: Option<&'a str>,
    disable_email_notify: Option<bool>,
    additional_services: Vec<&'a str>,
    extra_data: Option<Box<RawValue>>,
    type_client: Option<&'a str>,
}

impl<'a> CreateOrder<'a> {
    /// Along this route, over this sum. [`agreed`](Self::agreed) must follow.
    ///
    /// # Errors
    ///
    /// If the id of the route is not 24 hexadecimal digits, or the amount is not payable.
    pub fn new(route_id: &'a RouteId, sum: Sum) -> Result<Self> {
        route_id.check()?;
        let amount = sum.signed()?;
        Ok(Self {
            route_id,
            sum,
            amount,
            from_values: Vec::new(),
            to_values: Vec::new(),
            route_values: Vec::new(),
            agreed: false,
            lang: None,
            partner: None,
            hide_out_data: None,
            client_callback_url: None,
            ipn: None,
            skip_preview: None,
            captcha: None,
            email: None,
            disable_email_notify: None,
            additional_services: Vec::new(),
            extra_data: None,
            type_client: None,
        })
    }

    /// Says that the customer has agreed to the exchanger's rules. Without it nothing is sent.
    pub fn agreed(self) -> Self {
        Self { agreed: true, ..self }
    }

    /// A requisite of the paying side; `key` is the one of the route's field.
    pub fn from_value(mut self, key: &'a str, value: &'a str) -> Self {
        self.from_values.push(FieldValue { key, value });
        self
    }

    /// A requisite of the receiving side: a card, a wallet, a memo.
    pub fn to_value(mut self, key: &'a str, value: &'a str) -> Self {
        self.to_values.push(FieldValue { key, value });
        self
    }

    /// A field of the route itself: an e-mail address, a phone, a name.
    pub fn route_value(mut self, key: &'a str, value: &'a str) -> Self {
        self.route_values.push(FieldValue { key, value });
        self
    }

    /// The customer's language; Ukrainian is `uk`.
    ///
    /// # Errors
    ///
    /// If it is empty or has more than 3 characters.
    pub fn lang(self, lang: &'a str) -> Result<Self> {
        Ok(Self { lang: Some(text("lang", lang, 3)?), ..self })
    }

    /// The code of the partner that the order counts for.
    ///
    /// # Errors
    ///
    /// If it is empty or has more than 100 characters.
    pub fn partner(self, code: &'a str) -> Result<Self> {
        Ok(Self { partner: Some(text("partner", code, 100)?), ..self })
    }

    /// Hides the receiver's requisites from the payer's pages.
    pub fn hide_out_data(self) -> Self {
        Self { hide_out_data: Some(true), ..self }
    }

    /// Where the customer returns to from the last page. The exchanger puts `?status=success` or
    /// `?status=error` behind it, which proves nothing: see [`Returned`](crate::Returned).
    ///
    /// # Errors
    ///
    /// If it is not an absolute web address, has a query or a fragment, or more than 200
    /// characters.
    pub fn client_callback_url(self, url: &'a str) -> Result<Self> {
        let field = "clientCallbackUrl";
        check_url(field, url)?;
        ensure!(!url.contains(['?', '#']), ReturnUrlSnafu { field });
        Ok(Self { client_callback_url: Some(text(field, url, LONGEST)?), ..self })
    }

    /// Where changes of the status are notified to, and the secret that they are signed with: one
    /// for every order, stored before this is sent. Use `https`, and put something into the path
    /// that nobody can guess.
    ///
    /// # Errors
    ///
    /// If `url` is not an absolute web address or has more than 200 characters.
    pub fn ipn(self, url: &'a str, secret: &'a IpnSecret) -> Result<Self> {
        check_url("ipnUrl", url)?;
        Ok(Self { ipn: Some((text("ipnUrl", url, LONGEST)?, secret)), ..self })
    }

    /// Skips the confirmation: the order begins in `waitPayment` (inferred).
    pub fn skip_preview(self) -> Self {
        Self { skip_preview: Some(true), ..self }
    }

    /// The customer's answer to the captcha, where the site wants one; see
    /// [`SiteStatus`](crate::SiteStatus).
    pub fn captcha(self, answer: &'a str) -> Self {
        Self { captcha: Some(answer), ..self }
    }

    /// The customer's e-mail address, as older engines have it; newer ones have a field of the
    /// route.
    pub fn email(self, email: &'a str) -> Self {
        Self { email: Some(email), ..self }
    }

    /// Sends the customer no mails about the order.
    pub fn disable_email_notify(self) -> Self {
        Self { disable_email_notify: Some(true), ..self }
    }

    /// A service of the route that costs extra, by its id.
    pub fn additional_service(mut self, id: &'a str) -> Self {
        self.additional_services.push(id);
        self
    }

    /// `extraData`: a JSON object whose members no document names. Not with
    /// [`Encoding::Form`](crate::Encoding::Form).
    ///
    /// # Errors
    ///
    /// If it is not a JSON object.
    pub fn extra_data(self, json: &str) -> Result<Self> {
        let raw: Option<Box<RawValue>> = serde_json::from_str(json).ok();
        let object = raw.filter(|raw| raw.get().starts_with('{'));
        let object = object.context(NotAnObjectSnafu { field: "extraData" })?;
        Ok(Self { extra_data: Some(object), ..self })
    }

    /// `typeClient`, which one known client sends as `api`.
    pub fn type_client(self, word: &'a str) -> Self {
        Self { type_client: Some(word), ..self }
    }

    /// What became of it, where that was unknown, from something that came to its notification
    /// address.
    ///
    /// A notification that is signed with this order's own secret means done: the order exists, and
    /// [`order_id`](crate::Ipn::order_id) names it. Nothing else means anything, and nothing ever
    /// means "not done": no answer tells that an order does not exist. The number and the secret
    /// were in the lost answer alone, so an order that is known only by this can be neither read
    /// nor confirmed; nobody can pay it, and it expires. With a key of the API look into
    /// [`ListOrders`](crate::ListOrders) too; it cannot tell whose order one is.
    pub fn settle(&self, gateway: &Obmin, received: Received<'_>) -> Settled {
        let Some((_, secret)) = self.ipn else { return Settled::Open };
        match gateway.callback(received, |_| Some(secret)) {
            IpnVerdict::Valid(_) => Settled::Done,
            IpnVerdict::Invalid(_) | IpnVerdict::Unsigned(_) | IpnVerdict::Malformed(_) => {
                Settled::Open
            }
        }
    }
}

fn text<'a>(field: &'static str, text: &'a str, most: usize) -> Result<&'a str> {
    ensure!(!text.is_empty(), EmptySnafu { field });
    ensure!(text.chars().count() <= most, LongSnafu { field, most });
    Ok(text)
}

impl Endpoint for CreateOrder<'_> {
    type Gateway = Obmin;
    type Response = Answer<CreatedOrder>;

    const NAME: &'static str = "public/exchanger/order/create";
    const SAFETY: Safety = Safety::Once;

    fn encode(&self, gateway: &Obmin, stamp: &Stamp) -> Result<WireRequest> {
        ensure!(self.agreed, AgreementSnafu);
        let params = Params::new()
            .text("routeId", self.route_id.as_str())
            .text("amount", &*self.amount)
            .fields("fromValues", &self.from_values)
            .fields("toValues", &self.to_values)
            .fields("routeValues", &self.route_values)
            .text("lang", self.lang)
            .flag("agreement", true)
            .text("partner", self.partner)
            .flag("hideOutData", self.hide_out_data)
            .text("clientCallbackUrl", self.client_callback_url)
            .text("ipnUrl", self.ipn.map(|(url, _)| url))
            .text("ipnSecret", self.ipn.map(|(_, secret)| secret.expose()))
            .flag("skipPreview", self.skip_preview)
            .text("captcha", self.captcha)
            .text("email", self.email)
            .flag("disableEmailNotify", self.disable_email_notify)
            .texts("additionalServices", self.additional_services.iter().copied())
            .object("extraData", self.extra_data.as_deref())
            .text("typeClient", self.type_client);
        wire::seal::<Self>(Method::POST, &params, gateway, stamp)
    }

    fn decode(&self, _: &Obmin, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, CreatedOrder::read)
    }
}

/// Without requisites, addresses and the captcha.
impl fmt::Debug for CreateOrder<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CreateOrder")
            .field("route_id", &self.route_id)
            .field("sum", &self.sum)
            .field("agreed", &self.agreed)
            .finish_non_exhaustive()
    }
}
