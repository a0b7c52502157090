//! What comes back from the page.

use std::fmt;

use pay_wire::{Members, Result, read};
use snafu::{OptionExt as _, ensure};

use super::GoogleToken;
use crate::error::{Fault, NotPaymentDataSnafu};
use crate::members::Reading as _;

/// `PaymentData`: what `loadPaymentData` gave to the page, and the page to the shop.
///
/// It comes from a browser, so nothing in it is proven; the gateway believes the token alone.
#[derive(Clone)]
pub struct PaymentData {
    token: GoogleToken,
    description: Option<Box<str>>,
    info: PaymentDataInfo,
    email: Option<Box<str>>,
}

impl PaymentData {
    /// Reads the JSON as the page sent it, the whole object.
    ///
    /// # Errors
    ///
    /// If it is not that object, of a card and for a gateway, or its token is none; see
    /// [`GoogleToken::new`].
    pub fn read(json: &[u8]) -> Result<Self> {
        let lacks = |lacks| NotPaymentDataSnafu { lacks };
        let unreadable = Fault::NotPaymentData { lacks: "it is not a JSON object" };
        let data = read::<Members>(json).map_err(|_| unreadable)?.into_inner();
        let method = data.object("paymentMethodData");
        let kind = method.owned("type").context(lacks("it has no `paymentMethodData.type`"))?;
        ensure!(*kind == *"CARD", lacks("its `paymentMethodData.type` is not `CARD`"));

        let tokenization = method.object("tokenizationData");
        let kind = tokenization.owned("type");
        let right = kind.as_deref() == Some("PAYMENT_GATEWAY");
        ensure!(right, lacks("its `tokenizationData.type` is not `PAYMENT_GATEWAY`"));
        let token = tokenization.owned("token").context(lacks("it has no token"))?;

        Ok(Self {
            token: GoogleToken::new(&token)?,
            description: method.owned("description"),
            info: PaymentDataInfo::read(&method.object("info")),
            email: data.owned("email"),
        })
    }

    /// The token to pay with.
    pub fn token(&self) -> &GoogleToken {
        &self.token
    }

    /// The card in words for the payer; not to be parsed.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// The card, as far as Google tells.
    pub fn info(&self) -> &PaymentDataInfo {
        &self.info
    }

    /// The payer's e-mail address, if it was asked for.
    pub fn email(&self) -> Option<&str> {
        self.email.as_deref()
    }
}

/// Without the token and the payer's data.
impl fmt::Debug for PaymentData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PaymentData").field("info", &self.info).finish_non_exhaustive()
    }
}

/// The card, as far as Google tells.
#[derive(Clone)]
pub struct PaymentDataInfo {
    card_network: Option<Box<str>>,
    card_details: Option<Box<str>>,
    card_funding_source: Option<Box<str>>,
    account_verified: Option<bool>,
    card_holder_authenticated: Option<bool>,
}

impl PaymentDataInfo {
    fn read(info: &Members) -> Self {
        let assurance = info.object("assuranceDetails");
        Self {
            card_network: info.owned("cardNetwork"),
            card_details: info.owned("cardDetails"),
            card_funding_source: info.owned("cardFundingSource"),
            account_verified: assurance.flag("accountVerified"),
            card_holder_authenticated: assurance.flag("cardHolderAuthenticated"),
        }
    }

    /// `VISA` or `MASTERCARD`.
    pub fn card_network(&self) -> Option<&str> {
        self.card_network.as_deref()
    }

    /// What tells the card from others, usually its last four digits.
    pub fn card_details(&self) -> Option<&str> {
        self.card_details.as_deref()
    }

    /// Such as `CREDIT`.
    pub fn card_funding_source(&self) -> Option<&str> {
        self.card_funding_source.as_deref()
    }

    /// Whether Google has checked that the account is the payer's, if it was asked.
    pub fn account_verified(&self) -> Option<bool> {
        self.account_verified
    }

    /// Whether Google has checked who holds the card, if it was asked.
    pub fn card_holder_authenticated(&self) -> Option<bool> {
        self.card_holder_authenticated
    }
}

/// Without the card's digits.
impl fmt::Debug for PaymentDataInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PaymentDataInfo")
            .field("card_network", &self.card_network)
            .finish_non_exhaustive()
    }
}
