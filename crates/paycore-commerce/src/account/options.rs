//! `GET /account/payment-options` (source: titles of the provider's reference; the path is
//! inferred, the members are those that `GET /account` of one brand has)

use std::fmt;

use pay_wire::{Answer, Endpoint, Members, Result, Safety, Stamp, WireRequest, WireResponse};
use serde_json::value::RawValue;

use super::profile::attributes_of;
use crate::PayCore;
use crate::members::{attributes, text};
use crate::wire::{self, Proof};

pay_wire::words! {
    /// Who bears the commission; with `reverse_fee` it says how it is reckoned.
    pub enum FeeStrategy {
        /// The merchant.
        Internal = "internal",
        /// The payer.
        External = "external",
    }
}

/// Asks how the account takes payments. **Not verified**: path and form of the answer are
/// inferred.
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "nothing is sent until a client sends it"]
pub struct GetPaymentOptions {}

impl GetPaymentOptions {
    /// It has no parameters.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetPaymentOptions {
    type Gateway = PayCore;
    type Response = Answer<PaymentOptions>;

    const NAME: &'static str = "account payment-options";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, gateway: &PayCore, _: &Stamp) -> Result<WireRequest> {
        wire::get("/account/payment-options", gateway)
    }

    fn decode(&self, gateway: &PayCore, answer: &WireResponse) -> Result<Self::Response> {
        wire::open::<Self, _>(answer, Proof::Done, |top| {
            let attributes = attributes_of(gateway, top)?;
            let inner = attributes.object("payment_options");
            Ok(PaymentOptions::read(if inner.is_empty() { attributes } else { inner }))
        })
    }
}

macro_rules! options {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Clone)]
        pub struct $name {
            attributes: Members,
        }

        impl $name {
            pub(super) fn read(attributes: Members) -> Self {
                Self { attributes }
            }

            /// Who bears the commission.
            pub fn fee_strategy(&self) -> Option<FeeStrategy> {
                self.attributes.text("fee_strategy").map(FeeStrategy::from)
            }

            /// The services that are switched off.
            pub fn disabled_services(&self) -> Vec<Box<str>> {
                self.attributes.list("disabled_services").iter().filter_map(|raw| text(raw)).collect()
            }

            /// Any option, as JSON.
            pub fn option(&self, name: &str) -> Option<&str> {
                self.attributes.raw(name).map(RawValue::get)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }

        attributes! { $name: text -> &str;
            /// What stands on statements.
            descriptor_template,
        }

        attributes! { $name: integer -> i64;
            /// How often the platform tries.
            attempts_limit,
            /// How long an invoice lives, in minutes.
            invoice_lifetime,
        }

        attributes! { $name: flag -> bool;
            /// Whether new services are off.
            disable_new_services,
            /// With [`fee_strategy`](Self::fee_strategy): how commission is reckoned.
            reverse_fee,
            /// Whether public calls are without commission.
            public_zero_fee,
            /// Whether public calls tell the commission.
            public_fee,
            /// Whether answers have internal data.
            expose_internal_data,
        }
    };
}

options! {
    /// How the account takes payments.
    PaymentOptions
}

options! {
    /// How the account pays out.
    PayoutAccountOptions
}

attributes! { PaymentOptions: flag -> bool;
    /// Whether the public API may make no invoices.
    forbid_public_creation,
    /// Whether the hosted page is left out.
    bypass_hpp,
    /// Whether the account's return address wins.
    force_commerce_return_url,
    /// Whether a return carries the invoice's id and amount.
    send_operation_context_on_return,
    /// Whether commission is given back with refunds.
    refund_fee,
    /// Whether payments may be repeated without the payer.
    recurrent,
    /// Whether a request may say what stands on the statement.
    allow_overwrite_descriptor,
}

impl PayoutAccountOptions {
    /// How often the platform tries the payouts of a batch.
    pub fn batch_attempts_limit(&self) -> Option<i64> {
        self.attributes.object("batch_options").integer("attempts_limit")
    }

    /// How the platform goes through a batch; its words are not documented.
    pub fn batch_processing_mode(&self) -> Option<String> {
        self.attributes.object("batch_options").text("processing_mode").map(str::to_owned)
    }
}

attributes! { PayoutAccountOptions: flag -> bool;
    /// Whether an operator decides about payouts.
    moderation_required,
    /// Whether what is above the limit of a service is split.
    split_mode,
    /// Whether parts are paid at the same time.
    parallel_mode,
    /// Whether parts that were paid are kept where others failed.
    allow_partially,
}
