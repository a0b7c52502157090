//! `PaymentMethod`: the card, and what iPay demands of it.

use serde::Serialize;

/// The id of the gateway at Google.
const GATEWAY: &str = "ipayua";

/// A payment method; of the kind `CARD`, the only one that iPay takes.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PaymentMethod<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    pub(super) parameters: CardParameters,
    #[serde(skip_serializing_if = "Option::is_none")]
    tokenization_specification: Option<Tokenization<'a>>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CardParameters {
    allowed_auth_methods: [&'static str; 2],
    allowed_card_networks: [&'static str; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) allow_prepaid_cards: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) allow_credit_cards: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) assurance_details_required: Option<bool>,
}

#[derive(Clone, Debug, Serialize)]
struct Tokenization<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    parameters: GatewayParameters<'a>,
}

/// All values are texts here, the merchant's id too where it is a number.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct GatewayParameters<'a> {
    gateway: &'static str,
    gateway_merchant_id: &'a str,
}

impl<'a> PaymentMethod<'a> {
    /// For asking whether the payer could pay: no token is to be made.
    pub(super) fn card() -> Self {
        Self {
            kind: "CARD",
            parameters: CardParameters {
                allowed_auth_methods: ["PAN_ONLY", "CRYPTOGRAM_3DS"],
                allowed_card_networks: ["MASTERCARD", "VISA"],
                allow_prepaid_cards: None,
                allow_credit_cards: None,
                assurance_details_required: None,
            },
            tokenization_specification: None,
        }
    }

    /// For paying: with a token for this merchant of iPay's.
    pub(super) fn card_for(gateway_merchant_id: &'a str) -> Self {
        let parameters = GatewayParameters { gateway: GATEWAY, gateway_merchant_id };
        let tokenization = Tokenization { kind: "PAYMENT_GATEWAY", parameters };
        Self { tokenization_specification: Some(tokenization), ..Self::card() }
    }
}
